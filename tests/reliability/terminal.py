"""A pseudo-terminal with the program on it."""

import contextlib
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from typing import Any, Self

from faults.server import FaultServer
from reliability.program import Outcome, Program
from samples import KEY


class Terminal:
    """One run whose standard input, output and error are a terminal of the given size."""

    def __init__(
        self,
        program: Program,
        *arguments: str,
        at: FaultServer | str | None = None,
        columns: int = 80,
        rows: int = 50,
        env: dict[str, str | None] | None = None,
    ) -> None:
        self.output = b""
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        settings = {"TERM": "dumb", "COLUMNS": None, **(env or {})}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tavus_cli", *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=program.environment(at, settings),
            cwd=program.work,
            start_new_session=True,
            # Without a controlling terminal Ctrl-C would be a byte like any other.
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - one system call, no lock
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)

    def type(self, data: bytes) -> None:
        os.write(self.master, data)

    def wait_for(self, text: bytes, seconds: float = 10) -> None:
        end = time.monotonic() + seconds
        while text not in self.output:
            assert time.monotonic() < end, f"{text!r} did not come: {self.output!r}"
            self._read(0.05)

    def finish(self, seconds: float = 20) -> Outcome:
        start = time.monotonic()
        while self._read(0.05):
            assert time.monotonic() - start < seconds, f"it did not end: {self.output!r}"
        code = self.process.wait(seconds)
        assert KEY.encode() not in self.output
        return Outcome(code, self.output.replace(b"\r\n", b"\n"), b"", time.monotonic() - start, 0)

    def _read(self, seconds: float) -> bool:
        """Take what there is; False once the other end is closed."""
        if select.select([self.master], [], [], seconds)[0]:
            data = b""
            with contextlib.suppress(OSError):
                data = os.read(self.master, 65536)
            self.output += data
            return bool(data)
        return True


def on_terminal(program: Program, *arguments: str, **options: Any) -> Outcome:
    """Run to the end on a terminal."""
    with Terminal(program, *arguments, **options) as terminal:
        return terminal.finish()
