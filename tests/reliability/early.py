"""Runs that take seconds by their nature: a writer that is stuck, and creates that are interrupted."""

import contextlib
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from faults.answers import hang
from faults.server import FaultServer
from reliability import patches
from reliability.commands import CREATE
from reliability.program import Program
from reliability.scenes import Scene
from reliability.signing_in import LOGIN, OLD, STORED, begin_login
from samples import KEY
from waiting import wait_until


@contextlib.contextmanager
def stuck_writer(program: Program) -> Iterator[tuple[Program, Scene]]:
    """A writer of the config file that does not get on, and another that waits for it."""
    program.configure(OLD)
    ready = program.home / "ready"
    stall = patches.before("os:replace", f"open({str(ready)!r}, 'w').close(); time.sleep(600)")
    env = {**STORED, **patches.patched(program.home, stall)}
    with program.spawn(*LOGIN, env=env, stdin=subprocess.PIPE) as holder, contextlib.ExitStack() as stack:
        stack.callback(holder.kill)
        assert holder.stdin
        holder.stdin.write(KEY)
        holder.stdin.close()
        wait_until(ready.exists)
        yield program, Scene(begin_login(program, "--profile", "other", limit=30), None)


class Create:
    """A create in a process of its own, with its one request under way."""

    def __init__(self, program: Program, server: FaultServer, *flags: str) -> None:
        self.process = program.spawn(*CREATE, *flags, at=server)
        server.wait_for_requests(1)
        self.started = datetime.now(UTC)
        time.sleep(0.1)

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)
        self.sent = time.monotonic()

    def finish(self) -> tuple[int, str, str]:
        """Exit code and both streams; `seconds` have then passed since the signal."""
        out, err = self.process.communicate(timeout=15)
        self.seconds = time.monotonic() - self.sent
        assert KEY not in out + err
        assert "Traceback" not in err
        return self.process.returncode, out, err


class Interrupted(Create):
    """A create that gets one Ctrl-C and meets silence; watched by a thread, so that its end is seen when it comes."""

    def __init__(self, program: Program, server: FaultServer) -> None:
        super().__init__(program, server)
        self.server = server
        self.send(signal.SIGINT)
        self._watch = threading.Thread(target=self._wait)
        self._watch.start()

    def _wait(self) -> None:
        self.ended = self.finish()

    def end(self) -> tuple[int, str, str]:
        self._watch.join()
        return self.ended


@contextlib.contextmanager
def interrupted_create(program: Program) -> Iterator[Interrupted]:
    with FaultServer(hang) as server:
        run = Interrupted(program, server)
        yield run
        run.end()
