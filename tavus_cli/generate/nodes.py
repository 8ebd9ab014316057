"""The commands as plain data: what `tree` reads, and all that the writers know."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Argument:
    """What stands after a command by its place.

    Attributes:
        metavar: its name in help texts, without the dots of one that is repeated.
        choices: the words that may stand there; none if it is free.
        completes: where its values come from: a kind of remembered value such as `replicas`, or `file`, `directory`,
            `program`, `fields`, `commands`; None if nothing is known.
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
        names: every spelling that turns it on or gives it a value, the first one the usual.
        off_names: the spellings that turn a flag off.
        joined: whether its value is a list separated by commas.
        section: whose option it is: `own`, `output` (of every command that prints data) or `shared` (of every one).
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
    """A command, or a group of them.

    Attributes:
        path: its words, without the program.
        aliases: other words for the last of them.
        description: the help text after the summary, paragraphs apart.
        details: lines to show as they are, such as a table.
        fields: what `--columns` may name.
        takes_the_rest: whether all that follows its first argument belongs to another program.
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
        """This command and all below it, each before its own."""
        yield self
        for command in self.subcommands:
            yield from command.walk()
