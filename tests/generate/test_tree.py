"""The walk over the commands: that plain data says what Typer knows."""

import enum
from typing import Annotated

import pytest
import typer

from tavus_cli.cli import ALIASES, command_names
from tavus_cli.cli.grammar import DataVerb, Noun, noun
from tavus_cli.generate.tree import read_tree
from tavus_cli.output.rows import Shape

SHAPE = Shape(noun="thing", id_field="thing_id", columns={"thing_id": "ID"}, essential=1, fields=("thing_id", "size"))


class Size(enum.StrEnum):
    small = "small"
    large = "large"


def option(command, name):
    (found,) = [option for option in command.options if name in option.names]
    return found


@pytest.fixture
def grown():
    """A root with one command that has something of everything."""
    things = noun("Things.", "As it\n  is.")

    @things.command("make", cls=DataVerb)
    def make(
        replica_id: Annotated[str, typer.Argument(metavar="ID", help="Which.")],
        paths: Annotated[list[str] | None, typer.Argument(metavar="FILE...", help="What of.")] = None,
        size: Annotated[Size, typer.Option("--size", "-s", help="How large.")] = Size.large,
        count: Annotated[int, typer.Option(min=1, max=9, help="How many.")] = 3,
        tags: Annotated[list[str] | None, typer.Option("--tags", metavar="A,B", help="With which.")] = None,
        voice_ids: Annotated[str | None, typer.Option(help="Heard where.")] = None,
        owner_id: Annotated[str | None, typer.Option(help="Whose.")] = None,
        *,
        fast: Annotated[bool, typer.Option("--fast/--slow", envvar="FAST", help="How soon.")] = False,
        secret: Annotated[bool, typer.Option("--secret", hidden=True)] = False,
    ) -> None:
        """Make a thing. It lasts.

        A word more,
        on two lines.

        Example:
            thing make a \\
                --fast
            thing make b
        """
        assert SHAPE

    root = typer.core.TyperGroup(name="tavus", commands={"things": Noun.of(things, "things")}, help="All there is.")
    (read,) = read_tree(root).subcommands
    return read


def test_a_group_has_its_details_and_commands(grown):
    assert (grown.path, grown.summary, grown.details) == (("things",), "Things.", "As it\n  is.")
    assert [command.path for command in grown.subcommands] == [("things", "make")]
    assert [command.name for command in grown.walk()] == ["tavus things", "tavus things make"]


def test_the_help_text_is_taken_apart(grown):
    (make,) = grown.subcommands
    assert make.summary == "Make a thing. It lasts."
    assert make.description == "A word more,\non two lines."
    assert make.examples == ("thing make a \\\n    --fast", "thing make b")


def test_arguments(grown):
    (make,) = grown.subcommands
    first, second = make.arguments
    assert (first.metavar, first.required, first.repeatable, first.completes) == ("ID", True, False, "replicas")
    assert (second.metavar, second.required, second.repeatable, second.completes) == ("FILE", False, True, "file")


def test_options(grown):
    (make,) = grown.subcommands
    size = option(make, "--size")
    assert (size.names, size.metavar, size.choices) == (("--size", "-s"), "small|large", ("small", "large"))
    assert (size.type, size.default, size.is_flag, size.section) == ("choice", "large", False, "own")
    count = option(make, "--count")
    assert (count.type, count.minimum, count.maximum, count.default) == ("integer", 1, 9, 3)
    tags = option(make, "--tags")
    assert (tags.repeatable, tags.joined, tags.default) == (True, True, None)
    fast = option(make, "--fast")
    assert (fast.off_names, fast.environment, fast.is_flag, fast.metavar) == (("--slow",), "FAST", True, None)
    assert option(make, "--voice-ids").completes == "voices"
    assert option(make, "--owner-id").completes is None
    assert not [each for each in make.options if "--secret" in each.names]


def test_shared_options_and_those_of_output_are_told_apart(grown):
    (make,) = grown.subcommands
    assert option(make, "--columns").section == "output"
    assert option(make, "--profile").shared
    assert option(make, "--timeout").type == "duration"
    assert make.fields == ("thing_id", "size")


def test_everything_that_can_be_run_is_in_the_tree(tree):
    assert sorted(command.path[0] for command in tree.subcommands) == command_names()
    assert {alias for command in tree.walk() for alias in command.aliases} == set(ALIASES)
    for command in tree.walk():
        assert command.summary.endswith(".")
        assert option(command, "--help").names == ("--help", "-h")
        assert bool(command.examples) == (not command.subcommands or command is tree)


def test_every_command_that_shows_columns_says_which(tree):
    unknown = [
        command.name
        for command in tree.walk()
        if not command.fields and any(each.completes == "fields" for each in command.options)
    ]
    # Any call may answer with anything, and the report of a batch carries the columns of its table.
    assert unknown == ["tavus api", "tavus batch replicas", "tavus batch videos", "tavus batch status"]
