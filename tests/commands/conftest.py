"""What several of the commands' tests need."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from contract.validate import problems
from faults.server import FaultServer, Request
from samples import CONFIG, KEY


@pytest.fixture
def config(home: Path) -> Path:
    """Where the config file belongs, with nothing there yet."""
    path = home / ".config" / "tavus" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


@pytest.fixture
def filled(config: Path) -> Path:
    """The config file of the samples, in its place."""
    config.write_text(CONFIG)
    config.chmod(0o600)
    return config


@pytest.fixture
def ask(serve: Callable[..., FaultServer], run: Callable[..., Any]) -> Callable[..., tuple[Any, list[Request]]]:
    """Run a command against a server with these answers: how it ended, and what was asked, as the contract has it."""

    def ask_it(*argv, answers, **streams):
        server = serve(*answers)
        result = run(*argv, **streams)
        for request in server.requests:
            assert problems(request.method, request.target, request.body or None) == []
        return result, server.requests

    return ask_it


@pytest.fixture
def examine(run: Callable[..., Any]) -> Callable[..., tuple[Any, dict[str, Any]]]:
    """Runs the doctor with --json: its result, and its checks by name."""

    def examine_it(*words, **options):
        result = run("doctor", "--json", *words, **options)
        assert KEY[:12] not in result.out + result.err
        report = result.json()
        assert report["exit"] == result.code
        return result, {check["name"]: check for check in report["checks"]}

    return examine_it
