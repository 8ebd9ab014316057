"""The data types of the command tree, from which completions, manual pages and help are written. `tree` builds it."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Argument:
    """A positional argument of a command.

    Attributes:
        metavar: its name in help texts, without the dots of an argument that can be repeated.
        choices: the allowed values; empty if there is no such list.
        completes: the source of its values for completion: a kind of remembered value such as `replicas`, or `file`,
            `directory`, `program`, `fields`, `commands`; None without one.
    """

    name: str
    metavar: str
    type: str
    help: str
    required: bool
    repeatable: bool
    choices: tuple[str, ...]
    completes: str | None


@dataclass(frozen=True)
class Option:
    """An option of a command.

    Attributes:
        names: the spellings that turn it on or give it a value, the usual one first.
        off_names: the spellings that turn a flag off.
        joined: whether its value is a list separated by commas.
        completes: as for `Argument`.
        section: `own` (of this command), `output` (of every command that prints data) or `shared` (of every command).
    """

    names: tuple[str, ...]
    off_names: tuple[str, ...]
    metavar: str | None
    type: str
    help: str
    default: str | int | float | bool | None
    minimum: float | None
    maximum: float | None
    choices: tuple[str, ...]
    environment: str | None
    is_flag: bool
    repeatable: bool
    joined: bool
    required: bool
    completes: str | None
    section: str

    @property
    def shared(self) -> bool:
        return self.section == "shared"


@dataclass(frozen=True)
class Command:
    """A command or a group of commands.

    Attributes:
        path: its words, without `tavus`.
        aliases: other names for the last word.
        description: the help text after the summary; an empty line separates paragraphs.
        details: lines to show unchanged, such as a table.
        fields: the fields that `--columns` accepts.
        takes_the_rest: whether all words after its first argument belong to another program.
    """

    path: tuple[str, ...]
    aliases: tuple[str, ...]
    summary: str
    description: str
    details: str
    examples: tuple[str, ...]
    arguments: tuple[Argument, ...]
    options: tuple[Option, ...]
    fields: tuple[str, ...]
    takes_the_rest: bool
    subcommands: tuple["Command", ...]

    @property
    def name(self) -> str:
        return " ".join(("tavus", *self.path))

    def walk(self) -> Iterator["Command"]:
        """This command and all below it, parents first."""
        yield self
        for command in self.subcommands:
            yield from command.walk()


@dataclass(frozen=True)
class Entry:
    """A term and its meaning."""

    name: str
    meaning: str


@dataclass(frozen=True)
class Topic:
    """A help topic: a summary, terms with their meanings, and lines to show unchanged."""

    summary: str
    entries: tuple[Entry, ...]
    lines: str = ""
