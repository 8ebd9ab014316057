"""A pseudo-terminal with the program on it."""

import sys
import time
from typing import Any

import terminal
from faults.server import FaultServer
from reliability.program import Outcome, Program
from samples import KEY


class Terminal(terminal.Terminal):
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
        command = [sys.executable, "-m", "tavus_cli", *arguments]
        settings = program.environment(at, {"TERM": "dumb", "COLUMNS": None, **(env or {})})
        super().__init__(command, settings, program.work, columns=columns, rows=rows)

    def finish(self, seconds: float = 20) -> Outcome:
        start = time.monotonic()
        code = super().finish(seconds)
        assert KEY.encode() not in self.written
        return Outcome(code, self.written.replace(b"\r\n", b"\n"), b"", time.monotonic() - start, 0)


def on_terminal(program: Program, *arguments: str, **options: Any) -> Outcome:
    """Run to the end on a terminal."""
    with Terminal(program, *arguments, **options) as shown:
        return shown.finish()
