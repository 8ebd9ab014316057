"""The table of the script for bash: words alone, since bash shows no descriptions."""

import shlex
from collections.abc import Iterable

from tavus_cli.generate.completions.words import argument_word, command_word, option_word
from tavus_cli.generate.nodes import Command


def table(tree: Command) -> str:
    return "\n".join(_case(command) for command in tree.walk()) + "\n"


def _case(command: Command) -> str:
    lines = [
        _array("subcommands", (command_word(each) for each in command.subcommands)),
        _array("options", (option_word(option, command) for option in command.options)),
        _array("arguments", (argument_word(argument, command) for argument in command.arguments)),
    ]
    body = "\n".join(f"            {line}" for line in lines if line)
    return f"        '{' '.join(command.path)}')\n{body}\n            ;;"


def _array(name: str, words: Iterable[str]) -> str:
    quoted = " ".join(map(shlex.quote, words))
    return f"{name}=({quoted})" if quoted else ""
