"""The unfinished file, and what has to be known to go on with it.

`NAME.part` holds the bytes that came so far, `NAME.part.json` which version of which video they are of. Only when the
file is whole and on the disk does it get its name, so that nothing half ever has it. One process at a time writes it.
"""

import contextlib
import json
import os
import stat
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tavus_cli.errors import Busy, TavusError
from tavus_cli.files import sync_folder, try_lock
from tavus_cli.text import clean
from tavus_cli.verbs.download.names import Destination

# More than any that we write; a file of another origin need not be read to its end.
_LARGEST_NOTE = 4096


class Part:
    """An open unfinished file.

    Attributes:
        size: how many bytes it has.
        etag: of the version that these are of; None if they cannot be gone on with.
        total: how many there will be, if that is known.
    """

    def __init__(self, destination: Destination, path: Path, video_id: str) -> None:
        self._destination = destination
        self.path = path
        self.part = path.with_name(path.name + ".part")
        self._note = path.with_name(path.name + ".part.json")
        self._video_id = video_id
        self.size = 0
        self.etag: str | None = None
        self.total: int | None = None

    def __enter__(self) -> Self:
        try:
            self._descriptor = self._open()
        except OSError as error:
            raise self._failed(error) from error
        self.size = os.fstat(self._descriptor).st_size
        self._read_note()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        if kind is not None and self.size == 0:
            # Nothing came, so there is nothing to go on with.
            with contextlib.suppress(OSError):
                self._note.unlink(missing_ok=True)
                self.part.unlink(missing_ok=True)

    def restart(self, etag: str | None, total: int | None) -> None:
        """Forget what came before: the file comes from its beginning."""
        try:
            # In this order no crash leaves old bytes under a new version's name.
            self._note.unlink(missing_ok=True)
            os.ftruncate(self._descriptor, 0)
            self.size = 0
            self.etag, self.total = etag, total
            if etag is not None:
                note = {"video_id": self._video_id, "etag": etag, "total": total}
                self._note.write_text(json.dumps(note), encoding="ascii")
        except OSError as error:
            raise self._failed(error) from error

    def write(self, data: bytes) -> None:
        rest = memoryview(data)
        try:
            os.lseek(self._descriptor, self.size, os.SEEK_SET)
            while rest:
                written = os.write(self._descriptor, rest)
                self.size += written
                rest = rest[written:]
        except OSError as error:
            raise self._failed(error) from error

    def finish(self) -> None:
        """The file is whole: bring it to the disk, then give it its name."""
        self._destination.check(self.path)
        try:
            os.fsync(self._descriptor)
            if sys.platform == "win32":
                # An open file cannot be renamed there.
                self._close()
            os.replace(self.part, self.path)  # noqa: PTH105  # the step that puts the file in place
            self._note.unlink(missing_ok=True)
        except OSError as error:
            raise self._failed(error) from error
        sync_folder(self.path.parent)

    def _open(self) -> int:
        # Neither through a link, which may lead to a file of someone else's, nor waiting for a pipe's other end.
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        descriptor = os.open(self.part, flags | getattr(os, "O_NONBLOCK", 0), 0o666)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise TavusError(f"{clean(self.part)} is not a file.", hint="remove it, or name another file")
            if not try_lock(descriptor) or not self._is_still_there(descriptor):
                raise Busy(f"another run is downloading to {clean(self.path)}.")
        except BaseException:
            os.close(descriptor)
            raise
        return descriptor

    def _is_still_there(self, descriptor: int) -> bool:
        """Whether the name still stands for the file: whoever had the lock may just have given it its final one."""
        try:
            return os.path.samestat(os.fstat(descriptor), self.part.stat())
        except FileNotFoundError:
            return False

    def _close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _read_note(self) -> None:
        try:
            with self._note.open(encoding="ascii") as file:
                note: Any = json.loads(file.read(_LARGEST_NOTE))
            video_id, etag, total = note["video_id"], note["etag"], note["total"]
        except (OSError, ValueError, TypeError, LookupError, RecursionError):
            return
        if video_id == self._video_id and isinstance(etag, str) and isinstance(total, int | None):
            self.etag, self.total = etag, total

    def _failed(self, error: OSError) -> TavusError:
        return TavusError(f"cannot write {clean(error.filename or self.part)}: {clean(error.strerror or error)}.")
