"""Completion scripts: for each shell an engine, written by hand in the shell's language, and a table of the commands.

An engine knows how the program reads a command line and nothing of its commands; those are in the table, which is made
here. The table has an entry for each command. Its lines are the same for every shell, only the quotes differ:

    c replicas/faces Train, look up and manage replicas
    o +--header/-H= A further header; may be repeated
    a +@videos Ids of the videos to wait for

A letter says what may follow the command: a (c)ommand, an (o)ption or an (a)rgument. Then come a word and its
description. The words:

    replicas/faces      a command with an alias
    --limit=            an option with a value of which nothing is known
    --sort=asc,desc     one with choices
    --input=@file       one whose value comes from somewhere: files, directories, fields, or remembered ids
    --ids=,@videos      a list with commas between its values
    +--header=          one that may be given again
    --output/-o=@file   one with two names; the spellings that turn a flag on and off stand together too
    @replicas  +@videos an argument, one that repeats
    @commands,a,b       commands, or one of the words that follow
    !                   a program with arguments of its own
    -                   an argument of which nothing is known
"""

from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

from tavus_cli.generate.nodes import Argument, Command, Option

_TABLE = "@TABLE@\n"


class Shell(NamedTuple):
    """How a shell writes down the table.

    Attributes:
        script: name of the file, also of the engine in `engines/`.
        opening, line, closing: what stands around the quoted name of a command, and around its quoted lines.
        escapes: a translation of what means something between single quotes.
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
    # Not by its path: the package may be in a single zip file.
    engine = files("tavus_cli.generate").joinpath("engines", shell.script).read_text("utf-8")
    before, _, after = engine.partition(_TABLE)
    return before + "".join(f"{line}\n" for line in _table(shell, tree)) + after


def scripts(tree: Command) -> dict[str, str]:
    """Every script, by the name of its file."""
    return {shell.script: script(name, tree) for name, shell in SHELLS.items()}


def _table(shell: Shell, tree: Command) -> Iterator[str]:
    for command in tree.walk():
        yield shell.opening.format(shell.quoted(" ".join(command.path)))
        for line in lines(command):
            yield shell.line.format(shell.quoted(line))
        if shell.closing:
            yield shell.closing


def lines(command: Command) -> Iterator[str]:
    """The lines of a command's entry. Descriptions are labels: without their full stop."""
    for each in command.subcommands:
        yield f"c {'/'.join((each.path[-1], *each.aliases))} {each.summary.rstrip('.')}"
    for option in command.options:
        yield f"o {_option_word(option, command)} {option.help.rstrip('.')}"
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
