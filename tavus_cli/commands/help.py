"""Explain a command or a topic."""

from typing import Annotated, Any

import typer

from tavus_cli.cli.grammar import Verb, standalone
from tavus_cli.cli.session import session_of
from tavus_cli.errors import UsageError, did_you_mean
from tavus_cli.generate.nodes import Command
from tavus_cli.generate.topics import TOPICS, as_text, describe, describe_topic
from tavus_cli.output import formats
from tavus_cli.text import brief

app = standalone(__doc__)


def _topics() -> list[str]:
    return list(TOPICS)


@app.command("help", cls=Verb)
def explain(
    ctx: typer.Context,
    subject: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="COMMAND|TOPIC",
            help=f"A command, such as replicas create, or a topic: {', '.join(TOPICS)}.",
            autocompletion=_topics,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document, with all subcommands.")] = False,
) -> None:
    """Explain a command or a topic.

    With --json, the description is for programs: names, arguments, options with types, choices, defaults and
    environment variables, examples and exit codes. Its schema_version changes if a member is renamed or removed.

    Example:
        tavus help replicas create
        tavus help exit-codes
        tavus help --json
    """
    from tavus_cli.generate.tree import help_of, read_tree

    streams = session_of(ctx).streams
    root = ctx.find_root().command
    tree = read_tree(root)
    words = subject or []
    if len(words) == 1 and words[0] in TOPICS and not (words[0] == "sandbox" and as_json):
        text = as_text(TOPICS[words[0]](tree), min(streams.width, 80))
        document: dict[str, Any] = describe_topic(tree, words[0])
    else:
        command = _find(tree, words)
        text = help_of(root, command.path) + "\n"
        document = describe(tree, command)
    streams.write(formats.as_json(document, indented=streams.out_is_terminal) if as_json else text)


def _find(tree: Command, words: list[str]) -> Command:
    """The command that the words name. Raises UsageError if there is none."""
    command = tree
    for index, word in enumerate(words):
        below = {name: each for each in command.subcommands for name in (each.path[-1], *each.aliases)}
        if word not in below:
            known = [each.path[-1] for each in command.subcommands]
            raise _unknown(command, " ".join(words[index:]), known if command.path else [*known, *TOPICS])
        command = below[word]
    return command


def _unknown(command: Command, words: str, known: list[str]) -> UsageError:
    what = f"{command.name} has no command" if command.path else "there is no command or topic"
    hint = did_you_mean(words, known) or f"known: {', '.join(dict.fromkeys(known))}"
    if not known:
        hint = f"it has no subcommands; see: tavus help {' '.join(command.path)}"
    return UsageError(f'{what} "{brief(words)}".', hint=hint)
