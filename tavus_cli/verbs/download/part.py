"""The unfinished file, and what has to be known to resume it.

`NAME.part` holds the bytes that came so far. `NAME.part.json`, the side file, says of which version of which video they
are, and marks both as ours: files of the user's own under these names are not touched without --force. Only a whole
file that is on the disk gets its final name. One process at a time writes it.
"""

import contextlib
import errno
import json
import os
import stat
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, NoReturn, Self

from tavus_cli.errors import Busy, ServerError, TavusError, UsageError
from tavus_cli.files import replace_file, sync_folder, try_lock
from tavus_cli.text import clean
from tavus_cli.verbs.download.checksums import Checksum
from tavus_cli.verbs.download.names import Destination

# More than any side file of ours; a file of another origin need not be read to its end.
_LARGEST_SIDE_FILE = 4096
# Neither through a link, which may lead to a file of someone else's, nor waiting for a pipe's other end.
_CAREFULLY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Version(NamedTuple):
    """Of which file the bytes are.

    Attributes:
        etag: strong ETag; None if the download cannot be resumed.
        total: size of the whole file in bytes; None if it is not known.
        checksum: of the whole file; None if storage tells none that can be checked.
    """

    etag: str | None = None
    total: int | None = None
    checksum: Checksum | None = None


class Part:
    """An open unfinished file.

    Attributes:
        label: its name, for people.
        size: bytes that have come.
        version: of which file they are.
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

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._descriptor >= 0 and self.size == 0:
            # Nothing came, so there is nothing to resume.
            self._close()
            with contextlib.suppress(OSError):
                self._side_file.unlink(missing_ok=True)
                self.part.unlink(missing_ok=True)
        self._close()

    def restart(self, version: Version) -> None:
        """Forget what came before: the file comes from its beginning."""
        try:
            # A crash between these lines leaves no old bytes under the new version's name, and none without a mark.
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
        """Whether the bytes have the checksum that storage told; True if it told none."""
        checksum = self.version.checksum
        if checksum is None:
            return True
        try:
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            return checksum.fits(iter(lambda: os.read(self._descriptor, 2**20), b""))
        except OSError as error:
            raise self._failed(error) from error

    def reject(self, reason: str) -> NoReturn:
        """Let go of the bytes: nobody knows which of them are wrong. Raises ServerError, for another try."""
        self.restart(Version())
        raise ServerError(f"{reason}; it was not saved.", transient=True)

    @property
    def to_start_over(self) -> str:
        """A hint for bytes that cannot be gone on with."""
        return f"to start over, remove {clean(self.part)} first"

    def finish(self) -> None:
        """Give the whole file its name, once it is on the disk."""
        self._destination.check(self.path)
        try:
            os.fsync(self._descriptor)
            if sys.platform == "win32":
                # An open file cannot be renamed there.
                self._close()
            os.replace(self.part, self.path)  # noqa: PTH105  # the step that puts the file in place
            self._side_file.unlink(missing_ok=True)
        except OSError as error:
            raise self._failed(error) from error
        self._close()
        sync_folder(self.path.parent)

    def _open(self) -> int:
        descriptor = os.open(self.part, os.O_RDWR | os.O_CREAT | _CAREFULLY, 0o666)
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
        """Whether the name still stands for the file: whoever had the lock may just have given it its final one."""
        try:
            return os.path.samestat(os.fstat(descriptor), self.part.stat())
        except FileNotFoundError:
            return False

    def _close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _read_side_file(self) -> None:
        """Learn what the bytes are. Raises UsageError if they, or the side file, are not ours."""
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
        """The beginning of the side file; None if there is none."""
        try:
            descriptor = os.open(self._side_file, os.O_RDONLY | _CAREFULLY)
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
    """See that a download can be written, before a video is paid for. Leaves nothing behind.

    Raises:
        UsageError: a file of the user's own is in the way.
        TavusError: nothing can be written there.
    """
    name = destination.name or f".tavus-{os.getpid()}"
    with Part(destination, destination.folder / name, ""):
        pass


def _not_a_file(path: Path) -> TavusError:
    return TavusError(f"{clean(path)} is not a file.", hint="remove it, or name another file")
