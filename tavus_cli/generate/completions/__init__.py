"""The completion scripts: for each shell an engine, written by hand in the shell's own language, and a table.

The engines know how the program reads a command line and nothing of its commands; those are in the table, which is
made here. All four read the same few words:

    --limit=            an option with a value of which nothing is known
    --sort=asc,desc     one with choices
    --input=@file       one whose value comes from somewhere: files, directories, fields, or remembered ids
    --ids=,@videos      a list with commas between its values
    +--header=          one that may be given again
    --output/-o=@file   one with two names; those of a flag's yes and no stand together too
    @replicas  +@videos an argument, one that repeats
    !                   a program with arguments of its own
    -                   an argument of which nothing is known
"""

from collections.abc import Callable
from pathlib import Path

from tavus_cli.generate.completions import bash, fish, powershell, zsh
from tavus_cli.generate.nodes import Command

_TABLE = "@TABLE@\n"
# The shells: the name of the script, its engine, and how its table is written.
SHELLS: dict[str, tuple[str, str, Callable[[Command], str]]] = {
    "bash": ("tavus.bash", "engine.bash", bash.table),
    "zsh": ("_tavus", "engine.zsh", zsh.table),
    "fish": ("tavus.fish", "engine.fish", fish.table),
    "powershell": ("tavus.ps1", "engine.ps1", powershell.table),
}


def script(shell: str, tree: Command) -> str:
    """The completion script for a shell."""
    _, engine, table = SHELLS[shell]
    before, _, after = Path(__file__).with_name(engine).read_text("utf-8").partition(_TABLE)
    return before + table(tree) + after


def scripts(tree: Command) -> dict[str, str]:
    """Every script, by the name of its file."""
    return {name: script(shell, tree) for shell, (name, _, _) in SHELLS.items()}
