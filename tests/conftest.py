"""The door every test goes in by: a command line in; exit code and both streams out."""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from faults.server import FaultServer
from messages import messages, wants_messages
from samples import KEY

from tavus_cli.cli.main import main
from tavus_cli.sandbox.server import Behaviour, SandboxServer


@dataclass(frozen=True)
class Result:
    """How a run ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)

    def rows(self) -> list[list[str]]:
        return [line.split("\t") for line in self.out.splitlines()]


class _Stream(io.TextIOWrapper):
    """A standard stream that says of itself whether it is a terminal."""

    def __init__(self, content: bytes = b"", *, terminal: bool) -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8", errors="backslashreplace", newline="")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def text(self) -> str:
        """What was flushed: the process ends without flushing, so the rest is lost."""
        return self.buffer.getvalue().decode()  # type: ignore[attr-defined]


# A shell without job control starts background jobs with the first two ignored, nohup with the third. The programs that
# tests start must not inherit that, since many tests send them.
for _ignored, _usual in (
    (signal.SIGINT, signal.default_int_handler),
    (signal.SIGQUIT, signal.SIG_DFL),
    (signal.SIGHUP, signal.SIG_DFL),
):
    if signal.getsignal(_ignored) is signal.SIG_IGN:
        signal.signal(_ignored, _usual)


def pytest_xdist_auto_num_workers() -> int:
    """Two processes more than there are cores: most tests wait for a server or another program most of their time."""
    return (os.cpu_count() or 1) + 2


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, and an environment with nothing in it that the program reads."""
    for name in list(os.environ):
        if name.upper().endswith("_PROXY") or name.startswith(("TAVUS_", "XDG_")):
            monkeypatch.delenv(name)
    for name in ("NO_COLOR", "FORCE_COLOR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    # Python looks for the user's browser once in a process.
    sys.modules.pop("webbrowser", None)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm-256color")
    # Whatever gets past the base URL ends at a closed port of this machine.
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    return tmp_path


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command line in this process: `run("replicas", "list", terminal=True, width=40, env={...})`.

    What is `typed` comes from a terminal, what is in `stdin` from a pipe.
    """

    def run_it(
        *argv: str,
        terminal: bool = False,
        width: int = 80,
        stdin: str = "",
        typed: str | None = None,
        env: dict[str, str | None] | None = None,
    ) -> Result:
        with monkeypatch.context() as patch:
            patch.setenv("COLUMNS", str(width))
            for name, value in (env or {}).items():
                patch.delenv(name, raising=False) if value is None else patch.setenv(name, value)
            out, err = _Stream(terminal=terminal), _Stream(terminal=terminal)
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "stdin", _Stream((typed or stdin).encode(), terminal=typed is not None))
            code = main(list(argv))
            if wants_messages(argv):
                messages(err.text())
            return Result(code, out.text(), err.text())

    return run_it


@pytest.fixture
def spawn(home: Path) -> Iterator[Callable[..., subprocess.Popen]]:
    """Start a command line in a process of its own, with pipes to read from. It is killed with the test."""
    with contextlib.ExitStack() as stack:

        def start(*argv: str, **options: Any) -> subprocess.Popen:
            pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
            command = [sys.executable, "-m", "tavus_cli", *argv]
            process = stack.enter_context(subprocess.Popen(command, **pipes | options))
            stack.callback(process.kill)
            return process

        yield start


@pytest.fixture
def on_screen(home: Path) -> Iterator[Callable[..., Any]]:
    """Start a command line, or another program, on a terminal of its own."""
    from terminal import Screen  # only these tests need the emulator

    with contextlib.ExitStack() as stack:
        yield lambda *argv, **options: stack.enter_context(Screen(home, *argv, **options))


@pytest.fixture
def serve(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., FaultServer]]:
    """Start a server with these answers and, with `as_api`, make it (or another base URL) the API to talk to.

    At the end all servers are gone, threads and all.
    """
    before = set(threading.enumerate())
    with contextlib.ExitStack() as stack:

        def start(*answers: Any, base_url: str | None = None, as_api: bool = True, **options: Any) -> FaultServer:
            server = stack.enter_context(FaultServer(*answers, **options))
            if as_api:
                monkeypatch.setenv("TAVUS_BASE_URL", base_url or server.url)
                monkeypatch.setenv("TAVUS_API_KEY", KEY)
            return server

        yield start
    left = {thread for thread in set(threading.enumerate()) - before if not thread.daemon}
    # A server looks at its own threads as it closes. Others may have begun one meanwhile: scenes run beside the tests.
    assert not {thread for thread in left if not thread.name.startswith("faults:")}


@pytest.fixture
def serve_sandbox(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., SandboxServer]]:
    """Start a sandbox of its own that behaves as told, set as the API to talk to."""
    with contextlib.ExitStack() as stack:

        def start(clock: Callable[[], float] = time.time, **behaviour: Any) -> SandboxServer:
            state = home / "state" / "sandbox.sqlite3"
            server = stack.enter_context(SandboxServer(state, behaviour=Behaviour(**behaviour), clock=clock))
            monkeypatch.setenv("TAVUS_BASE_URL", server.base_url)
            monkeypatch.setenv("TAVUS_API_KEY", KEY)
            return server

        yield start


@pytest.fixture
def sandbox(serve_sandbox: Callable[..., SandboxServer]) -> SandboxServer:
    """A sandbox slow enough that nothing changes during a test."""
    return serve_sandbox(training_seconds=3600)


@pytest.fixture
def quick(serve_sandbox: Callable[..., SandboxServer]) -> SandboxServer:
    """A sandbox whose jobs are done in a moment."""
    return serve_sandbox(training_seconds=0.3, video_seconds=0.2)
