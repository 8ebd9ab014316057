"""The partial file of a download, and the metadata for resuming it.

`NAME.part` contains the bytes received so far. `NAME.part.json`, the side file, contains the video's id and the version
of the file, and marks both as files of this program: without --force, other files with these names are not touched.
Only a complete file that is synced to the disk gets its final name. A lock lets only one process write it.
"""

import contextlib
import errno
import json
import os
import stat
import sys
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, Self

from tavus_cli.errors import Busy, ServerError, TavusError, UsageError
from tavus_cli.files import replace_file, sync_folder, try_lock
from tavus_cli.text import clean
from tavus_cli.verbs.download.checksums import Checksum
from tavus_cli.verbs.download.names import Destination

# The maximum bytes to read of a side file, more than this program writes; a foreign file is not read completely.
_LARGEST_SIDE_FILE = 4096
# Do not follow a symbolic link, which may point to another file, and do not block on a FIFO.
_SAFE_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Version(NamedTuple):
    """The version of the file on the server.

    Attributes:
        etag: the strong ETag; None if the download cannot be resumed.
        total: the size of the whole file in bytes; None if unknown.
        checksum: the checksum of the whole file; None if storage sends none that is supported.
    """

    etag: str | None = None
    total: int | None = None
    checksum: Checksum | None = None


class Part:
    """An open and locked partial file.

    Attributes:
        label: the file name for messages.
        path: the final path of the file.
        part: the path of the partial file.
        size: the number of bytes received.
        version: the version of the file to which they belong.
    """

    def __init__(self, destination: Destination, path: Path, video_id: str) -> None:
        self.label = path.name
        self._destination = destination
        self.path = path
        self.part = path.with_name(path.name + ".part")
        self._side_file = path.with_name(path.name + ".part.json")
        self._video_id = video_id
        self.size = 0
        self.version = Version()

    def __enter__(self) -> Self:
        try:
            self._descriptor = self._open()
        except OSError as error:
            raise self._failed(error) from error
        try:
            self.size = os.fstat(self._descriptor).st_size
            self._read_side_file()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._descriptor >= 0 and self.size == 0:
            # An empty file cannot be resumed. It is still locked, so that it is not the file of another run.
            if sys.platform == "win32":
                # Windows cannot remove an open file.
                self._close()
            with contextlib.suppress(OSError):
                self._side_file.unlink(missing_ok=True)
                self.part.unlink(missing_ok=True)
        self._close()

    def restart(self, version: Version) -> None:
        """Discard the bytes received so far, because the download starts over."""
        try:
            # In this order a crash never leaves old bytes with the new version, or a partial file without a side file.
            self._write_side_file(Version())
            os.ftruncate(self._descriptor, 0)
            self.size = 0
            self.version = version
            if version.etag is not None:
                self._write_side_file(version)
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

    def is_intact(self) -> bool:
        """Whether the bytes have the checksum that storage sent; True if it sent none."""
        checksum = self.version.checksum
        if checksum is None:
            return True
        try:
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            return checksum.matches(iter(lambda: os.read(self._descriptor, 2**20), b""))
        except OSError as error:
            raise self._failed(error) from error

    def reject(self, reason: str) -> NoReturn:
        """Discard all bytes, because it is unknown which of them are wrong. Raises a transient ServerError."""
        self.restart(Version())
        raise ServerError(f"{reason}; it was not saved.", transient=True)

    @property
    def to_start_over(self) -> str:
        """The hint for a download that cannot be resumed."""
        return f"to start over, remove {clean(self.part)} first"

    def finish(self) -> None:
        """Sync the complete file to the disk, then give it its final name."""
        self._destination.check(self.path)
        try:
            os.fsync(self._descriptor)
            if sys.platform == "win32":
                # Windows cannot rename an open file.
                self._close()
            os.replace(self.part, self.path)  # noqa: PTH105  # the step that puts the file in place
            self._side_file.unlink(missing_ok=True)
        except OSError as error:
            raise self._failed(error) from error
        self._close()
        sync_folder(self.path.parent)

    def _open(self) -> int:
        descriptor = os.open(self.part, os.O_RDWR | os.O_CREAT | _SAFE_FLAGS, 0o666)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise _not_a_file(self.part)
            if not try_lock(descriptor) or not self._is_still_there(descriptor):
                raise Busy(f"another run is downloading to {clean(self.path)}.")
        except BaseException:
            os.close(descriptor)
            raise
        return descriptor

    def _is_still_there(self, descriptor: int) -> bool:
        """Whether the path still refers to this file. The process that held the lock may just have renamed it."""
        try:
            return os.path.samestat(os.fstat(descriptor), self.part.stat())
        except FileNotFoundError:
            return False

    def _close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _read_side_file(self) -> None:
        """Read the version of the bytes. Raises UsageError if either file was not written by this program."""
        content = self._side_file_content()
        try:
            side: Any = json.loads(content or b"")
            video_id, etag, total, checksum = side["video_id"], side["etag"], side["total"], side.get("checksum")
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            self._refuse_foreign(self._side_file if content is not None else self.part, empty=not content)
            return
        if video_id == self._video_id and isinstance(etag, str) and isinstance(total, int | None):
            self.version = Version(etag, total, Checksum.parse(checksum))

    def _side_file_content(self) -> bytes | None:
        """The content of the side file, or its beginning; None if it does not exist."""
        try:
            descriptor = os.open(self._side_file, os.O_RDONLY | _SAFE_FLAGS)
        except FileNotFoundError:
            return None
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise _not_a_file(self._side_file) from error
            raise self._failed(error) from error
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise _not_a_file(self._side_file)
            return os.read(descriptor, _LARGEST_SIDE_FILE)
        finally:
            os.close(descriptor)

    def _refuse_foreign(self, path: Path, *, empty: bool) -> None:
        if self._destination.force or (empty and self.size == 0):
            return
        raise UsageError(
            f"{clean(path)} exists already, and is no unfinished download of this program.",
            hint="move it away, or replace it with --force",
        )

    def _write_side_file(self, version: Version) -> None:
        side = {
            "video_id": self._video_id,
            "etag": version.etag,
            "total": version.total,
            "checksum": version.checksum and str(version.checksum),
        }
        replace_file(self._side_file, json.dumps(side).encode("ascii"), durable=False)

    def _failed(self, error: OSError) -> TavusError:
        return TavusError(f"cannot write {clean(error.filename or self.part)}: {clean(error.strerror or error)}.")


def try_target(destination: Destination) -> None:
    """Check that a download can be written, before a video is paid for. No file remains.

    Raises:
        UsageError: a partial file that is not ours exists.
        TavusError: the file cannot be written.
    """
    name = destination.name or f".tavus-{os.getpid()}"
    with Part(destination, destination.folder / name, ""):
        pass


def _not_a_file(path: Path) -> TavusError:
    return TavusError(f"{clean(path)} is not a file.", hint="remove it, or name another file")
