"""Reliable writing to the process's standard streams: full, non-blocking and broken pipes.

Python loses data that a non-blocking pipe cannot take at once (Node.js leaves pipes non-blocking), and signals do not
end its wait for a reader that does not read.
"""

import io
import os
import select
import stat
import sys
from typing import IO, Any, cast

from tavus_cli.api import signals
from tavus_cli.errors import Interrupted
from tavus_cli.output.streams import cannot_write

_BUFFER = 64 * 2**10


def wait_for_readers() -> None:
    """Replace sys.stdout and sys.stderr by streams whose writes wait for room, until a signal comes."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        # Windows cannot wait for room in a pipe, so the streams are not replaced there.
        if isinstance(stream, io.TextIOWrapper) and sys.platform != "win32":
            raw = _WaitingFile(stream.fileno(), results=name == "stdout")
            writer = cast("IO[bytes]", io.BufferedWriter(raw, _BUFFER))
            lines = stream.line_buffering
            setattr(sys, name, io.TextIOWrapper(writer, stream.encoding, "backslashreplace", line_buffering=lines))


class _WaitingFile(io.FileIO):
    """A file descriptor whose writes wait until there is room.

    Args:
        descriptor: 1 or 2.
        results: raise failures as BrokenOutput instead of OSError, and Interrupted at a signal. A message is given up
            with OSError then, and the signal stays noted: it may have come between a create and the report of its id.
            A closed pipe always raises BrokenPipeError.
    """

    def __init__(self, descriptor: int, *, results: bool) -> None:
        super().__init__(descriptor, "w", closefd=False)
        self._results = results
        # A regular file never has to wait.
        self._is_regular = stat.S_ISREG(os.fstat(descriptor).st_mode)
        self._room = select.poll()
        self._room.register(descriptor, select.POLLOUT)

    def _wait_for_room(self) -> None:
        try:
            signals.wait_for_room(self.fileno())
        except Interrupted as signal:
            if self._results:
                raise
            signals.note(signal.code)
            raise OSError("a signal came before there was room") from None

    def write(self, data: Any) -> int:
        try:
            if self._is_regular:
                return super().write(data) or 0
            while True:
                if not self._room.poll(0):
                    self._wait_for_room()
                # A larger write could block, in a system call that no signal ends.
                written = super().write(memoryview(data)[: select.PIPE_BUF])
                if written is not None:
                    return written
        except BrokenPipeError:
            raise
        except OSError as error:
            raise (cannot_write(error) if self._results else error) from None
