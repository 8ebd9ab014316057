"""Completion scripts: for each shell an engine, written by hand in the shell's language, and a generated table.

The engine has the rules for reading a command line. The table, which is generated here, has an entry for each command.
The lines of an entry are the same for every shell, only the quoting differs:

    c replicas/faces Train, show and manage replicas
    o +--header/-H= Add a header; may be repeated
    a +@videos Ids of the videos to wait for

A letter says what may follow the command: a (c)ommand, an (o)ption or an (a)rgument. Then come a word and its
description. The words:

    replicas/faces      a command with an alias
    --limit=            an option with any value
    --sort=asc,desc     an option with choices
    --input=@file       an option whose values have a source: files, directories, fields, or remembered ids
    --ids=,@videos      an option with a list of values, separated by commas
    +--header=          an option that can be repeated
    --output/-o=@file   an option with two names, or the two spellings that turn a flag on and off
    @replicas  +@videos an argument, and one that can be repeated
    @commands,a,b       commands, or one of the words that follow
    !                   a program with its own arguments
    -                   an argument with any value
"""

from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

from tavus_cli.generate.nodes import Argument, Command, Option

_TABLE = "@TABLE@\n"


class Shell(NamedTuple):
    """The syntax of a shell for the table.

    Attributes:
        script: the name of the script, and of its engine in `engines/`.
        opening: the format of the start of an entry, with the quoted name of the command.
        line: the format of a quoted line of the entry.
        closing: the end of the entry.
        escapes: a translation of the characters that have a meaning between single quotes.
    """

    script: str
    opening: str
    line: str
    closing: str
    escapes: dict[int, str]

    def quoted(self, text: str) -> str:
        return "'" + text.translate(self.escapes) + "'"


_POSIX = str.maketrans({"'": r"'\''"})
_FISH = str.maketrans({"'": r"\'", "\\": r"\\"})
_POWERSHELL = str.maketrans({"'": "''"})
SHELLS = {
    "bash": Shell("tavus.bash", "        {}) lines=(", "            {}", "        ) ;;", _POSIX),
    "zsh": Shell("_tavus", "        {}) lines=(", "            {}", "        ) ;;", _POSIX),
    "fish": Shell("tavus.fish", "        case {}", "            echo {}", "", _FISH),
    "powershell": Shell("tavus.ps1", "        {} = @(", "            {}", "        )", _POWERSHELL),
}


def script(name: str, tree: Command) -> str:
    """The completion script for the shell of this name."""
    shell = SHELLS[name]
    # importlib.resources also works if the package is in a zip file.
    engine = files("tavus_cli.generate").joinpath("engines", shell.script).read_text("utf-8")
    before, _, after = engine.partition(_TABLE)
    return before + "".join(f"{line}\n" for line in _table(shell, tree)) + after


def scripts(tree: Command) -> dict[str, str]:
    """All completion scripts, by file name."""
    return {shell.script: script(name, tree) for name, shell in SHELLS.items()}


def _table(shell: Shell, tree: Command) -> Iterator[str]:
    for command in tree.walk():
        yield shell.opening.format(shell.quoted(" ".join(command.path)))
        for line in lines(command):
            yield shell.line.format(shell.quoted(line))
        if shell.closing:
            yield shell.closing


def lines(command: Command) -> Iterator[str]:
    """The lines of the entry of a command. Descriptions have no full stop at the end."""
    for each in command.subcommands:
        yield f"c {'/'.join((each.path[-1], *each.aliases))} {each.summary.rstrip('.')}"
    for option in command.options:
        text = option.help.rstrip(".")
        # Both spellings have the same description.
        both = f"On or off: {text[:1].lower()}{text[1:]}" if option.off_names else text
        yield f"o {_option_word(option, command)} {both}"
    for argument in command.arguments:
        yield f"a {_argument_word(argument, command)} {argument.help.rstrip('.')}"


def _option_word(option: Option, command: Command) -> str:
    word = ("+" if option.repeatable else "") + "/".join((*option.names, *option.off_names))
    if option.is_flag:
        return word
    return f"{word}={',' if option.joined else ''}{_values(option, command)}"


def _argument_word(argument: Argument, command: Command) -> str:
    if argument.completes == "program":
        return "!"
    return ("+" if argument.repeatable else "") + (_values(argument, command) or "-")


def _values(parameter: Option | Argument, command: Command) -> str:
    if parameter.completes == "fields":
        return ",".join(command.fields)
    if parameter.completes == "commands":
        return ",".join(("@commands", *parameter.choices))
    if parameter.choices:
        return ",".join(parameter.choices)
    return f"@{parameter.completes}" if parameter.completes else ""
