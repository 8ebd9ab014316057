"""The table of the script for zsh: each word with what it is for."""

from collections.abc import Iterable

from tavus_cli.generate.completions.words import argument_word, command_word, option_word
from tavus_cli.generate.nodes import Command


def table(tree: Command) -> str:
    return "\n".join(_case(command) for command in tree.walk()) + "\n"


def _case(command: Command) -> str:
    lines = [
        *_array("subcommands", ((command_word(each), each.summary) for each in command.subcommands)),
        *_array("options", ((option_word(option, command), option.help) for option in command.options)),
        *_array("arguments", ((argument_word(each, command), each.help) for each in command.arguments)),
    ]
    body = "\n".join(f"            {line}" for line in lines)
    return f"        '{' '.join(command.path)}')\n{body}\n            ;;"


def _array(name: str, entries: Iterable[tuple[str, str]]) -> list[str]:
    quoted = [f"    {_quoted(f'{word} {text}')}" for word, text in entries]
    return [f"{name}=(", *quoted, ")"] if quoted else []


def _quoted(text: str) -> str:
    """The text for the shell. Descriptions stand on one line, and read as labels without their full stop."""
    return "'" + text.rstrip(".").replace("'", "'\\''") + "'"
