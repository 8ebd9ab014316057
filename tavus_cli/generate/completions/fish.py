"""The table of the script for fish: a line a word, with what it is for."""

from collections.abc import Iterable

from tavus_cli.generate.completions.words import argument_word, command_word, option_word
from tavus_cli.generate.nodes import Command


def table(tree: Command) -> str:
    return "\n".join(_case(command) for command in tree.walk()) + "\n"


def _case(command: Command) -> str:
    lines = [
        *_lines("c", ((command_word(each), each.summary) for each in command.subcommands)),
        *_lines("o", ((option_word(option, command), option.help) for option in command.options)),
        *_lines("a", ((argument_word(each, command), each.help) for each in command.arguments)),
    ]
    body = " \\\n".join(f"                {line}" for line in lines)
    return f"        case '{' '.join(command.path)}'\n            printf '%s\\t%s\\t%s\\n' \\\n{body}"


def _lines(sort: str, entries: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{sort} {_quoted(word)} {_quoted(text.rstrip('.'))}" for word, text in entries]


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
