from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sandbox.api import Api
from sandbox.clock import Clock
from sandbox.receiver import Receiver

from tavus_cli.sandbox import callbacks
from tavus_cli.sandbox.server import Behaviour, SandboxServer


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state" / "sandbox.sqlite3"


@pytest.fixture
def start(state: Path, clock: Clock) -> Iterator[Callable[..., Api]]:
    """Start servers on the same state; each is closed at the end of the test."""
    with ExitStack() as running:

        def starting(log: Callable[[str], None] | None = None, **behaviour: object) -> Api:
            chosen = Behaviour(**({"training_seconds": 100, "video_seconds": 100} | behaviour))
            server = running.enter_context(SandboxServer(state, behaviour=chosen, log=log, clock=clock))
            return Api(server.base_url)

        yield starting


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Servers look often whether a callback is due."""
    monkeypatch.setattr(callbacks, "_POLL_SECONDS", 0.02)


@pytest.fixture
def receiver(eager: None) -> Iterator[Receiver]:
    with Receiver() as receiving:
        yield receiving


@pytest.fixture
def api(start: Callable[..., Api]) -> Api:
    return start()
