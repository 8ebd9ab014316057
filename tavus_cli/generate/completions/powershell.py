"""The table of the script for PowerShell: each word with what it is for."""

from collections.abc import Iterable

from tavus_cli.generate.completions.words import argument_word, command_word, option_word
from tavus_cli.generate.nodes import Command


def table(tree: Command) -> str:
    return "\n".join(_entry(command) for command in tree.walk()) + "\n"


def _entry(command: Command) -> str:
    lines = [
        *_array("s", ((command_word(each), each.summary) for each in command.subcommands)),
        *_array("o", ((option_word(option, command), option.help) for option in command.options)),
        *_array("a", ((argument_word(each, command), each.help) for each in command.arguments)),
    ]
    body = "\n".join(f"            {line}" for line in lines)
    return f"        '{' '.join(command.path)}' = @{{\n{body}\n        }}"


def _array(name: str, entries: Iterable[tuple[str, str]]) -> list[str]:
    # The comma keeps an array of one array from being taken for that array.
    quoted = [f"    ,@({_quoted(word)}, {_quoted(text.rstrip('.'))})" for word, text in entries]
    return [f"{name} = @(", *quoted, ")"] if quoted else [f"{name} = @()"]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
