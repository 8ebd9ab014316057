"""What several of the commands' tests need."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from faults.server import FaultServer

KEY = "key-for-tests-0123456789"


@pytest.fixture
def config(home: Path) -> Path:
    """Where the config file belongs, with nothing there yet."""
    path = home / ".config" / "tavus" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


@pytest.fixture
def serve(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., FaultServer]]:
    """Starts a server with these answers and makes it, or another base URL, the API to talk to."""
    started = []

    def start(*answers, base_url=None, **options):
        server = FaultServer(*answers, **options)
        started.append(server)
        monkeypatch.setenv("TAVUS_BASE_URL", base_url or server.url)
        monkeypatch.setenv("TAVUS_API_KEY", KEY)
        return server

    yield start
    for server in started:
        server.close()


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
