"""Reading a local file, as a source of the parsers."""

import os
import stat

from tavus_cli.errors import TavusError
from tavus_cli.media.source import Source
from tavus_cli.text import sentence


class LocalFile(Source):
    """A regular local file, which is opened once and must be closed.

    Raises:
        TavusError: it cannot be opened or read, is not a regular file, or changed while it was read.
    """

    def __init__(self, path: str) -> None:
        super().__init__(path)
        try:
            # Without O_NONBLOCK, opening a FIFO waits for a writer.
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        except (OSError, ValueError) as error:
            raise self._error(error) from error
        try:
            self._state = self._state_of(descriptor)
            self._file = os.fdopen(descriptor, "rb", buffering=0)
        except BaseException:
            os.close(descriptor)
            raise
        self.size = self._state.st_size

    def close(self) -> None:
        self._file.close()

    def fetch(self, offset: int, length: int) -> bytes:
        try:
            self._file.seek(offset)
            content = self._file.read(length)
        except OSError as error:
            raise self._error(error) from error
        self.check_unchanged()
        return content or b""

    def check_unchanged(self) -> None:
        """Raise TavusError if the size or the modification time of the file has changed since it was opened."""
        now = self._state_of(self._file.fileno())
        before = self._state
        if (now.st_size, now.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
            raise TavusError(f"{sentence(self.name)} changed while it was read.", hint="run the command again.")

    def _state_of(self, descriptor: int) -> os.stat_result:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            what = "a directory" if stat.S_ISDIR(state.st_mode) else "not a regular file"
            raise TavusError(f"cannot read {sentence(self.name)}: it is {what}.")
        return state

    def _error(self, error: Exception) -> TavusError:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return TavusError(f"cannot read {sentence(self.name)}: {sentence(reason)}.")
