"""The commands as one JSON document, for editors and programs.

`schema_version` changes when something is renamed or removed; what is new comes without a change of it.
"""

from dataclasses import asdict
from typing import Any

from tavus_cli import __version__
from tavus_cli.errors import ExitCode
from tavus_cli.generate.nodes import Command
from tavus_cli.generate.topics import TOPICS, environment

SCHEMA_VERSION = 1


def describe(tree: Command, command: Command) -> dict[str, Any]:
    """The document about a command and all below it."""
    return {
        "schema_version": SCHEMA_VERSION,
        "program": "tavus",
        "version": __version__,
        "command": asdict(command),
        "exit_codes": [
            {"code": int(code), "kind": code.kind, "meaning": code.meaning, "run_again": code.run_again}
            for code in ExitCode
        ],
        "environment": [asdict(entry) for entry in environment(tree)],
        "topics": list(TOPICS),
    }


def describe_topic(tree: Command, name: str) -> dict[str, Any]:
    """The document about a topic."""
    return {"schema_version": SCHEMA_VERSION, "topic": name, **asdict(TOPICS[name](tree))}
