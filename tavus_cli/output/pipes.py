"""Standard output and standard error as the process has them: pipes that are full, that do not block, that broke.

Python loses what a pipe that does not block cannot take at once (Node leaves pipes so), and no signal ends its wait
for a reader that does not read.
"""

import io
import os
import select
import stat
import sys
from typing import IO, Any, cast

from tavus_cli.api import signals
from tavus_cli.output.streams import cannot_write

_BUFFER = 64 * 2**10


def wait_for_readers() -> None:
    """Let every write of this process wait for room, and end at a signal. Only for the process's own streams."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        # Windows cannot wait for room in a pipe; there the streams stay what they are.
        if isinstance(stream, io.TextIOWrapper) and sys.platform != "win32":
            raw = _Patient(stream.fileno(), results=name == "stdout")
            writer = cast("IO[bytes]", io.BufferedWriter(raw, _BUFFER))
            lines = stream.line_buffering
            setattr(sys, name, io.TextIOWrapper(writer, stream.encoding, "backslashreplace", line_buffering=lines))


class _Patient(io.FileIO):
    """A descriptor each write to which waits until there is room.

    Args:
        results: a failure is raised as BrokenOutput. A reader that went away is always a BrokenPipeError.
    """

    def __init__(self, descriptor: int, *, results: bool) -> None:
        super().__init__(descriptor, "w", closefd=False)
        self._results = results
        # A file has always room, and takes all at once.
        self._file = stat.S_ISREG(os.fstat(descriptor).st_mode)

    def write(self, data: Any) -> int:
        try:
            if self._file:
                return super().write(data) or 0
            while True:
                signals.wait_for_room(self.fileno())
                # What is larger than this may still have to wait, in a call that no signal ends.
                written = super().write(memoryview(data)[: select.PIPE_BUF])
                if written is not None:
                    return written
        except BrokenPipeError:
            raise
        except OSError as error:
            raise (cannot_write(error) if self._results else error) from None
