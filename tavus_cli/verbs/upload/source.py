"""A local file to upload: its hash, its name in storage, and its content."""

import hashlib
import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self, TypeVar

from tavus_cli.api.deadline import Background
from tavus_cli.cli.session import Session
from tavus_cli.errors import Interrupted, Outcome, TavusError
from tavus_cli.media.local import LocalFile
from tavus_cli.text import sentence

T = TypeVar("T")

PIECE = 2**20
# The content types of the files that the API accepts.
_TYPES = {
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mov": "video/quicktime",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".wav": "audio/wav",
    ".mp3": "audio/mpeg",
}
_LONGEST_SLUG = 40
# The time for a stopped upload to abort, so that no parts remain in the storage.
_ABORT_SECONDS = 5.0
# Longer waits of a stopped upload are announced.
_SILENT_SECONDS = 0.3


class Stopped(Exception):
    """The upload was stopped by `SourceFile.stop`. It is caught inside this package."""


class SourceFile:
    """A file that stays open from hashing to the end of the upload, so that the hashed content is uploaded.

    Attributes:
        path: the path as given.
        size: the size in bytes.
        sha256: the hash of the content in hexadecimal; empty before `measure`.
    """

    def __init__(self, path: str) -> None:
        """Open a file. Raises TavusError if it cannot be read."""
        self.path = path
        self._file = LocalFile(path)
        self._state = Path(path).stat()
        self.size = self._state.st_size
        self.sha256 = ""
        self._stopped = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    @property
    def label(self) -> str:
        """The file name for messages."""
        return Path(self.path).name.encode("utf-8", "replace").decode()

    @property
    def name(self) -> str:
        """Its name in storage. It starts with the hash of the content, and contains no characters that need escaping.

        Source: links that are signed for names with a space or an umlaut fail on some storages (403 from Azurite).
        """
        stem, suffix = Path(self.label).stem, Path(self.label).suffix.lower()
        plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_SLUG].strip("-") or "file"
        return f"{self.sha256[:16]}-{slug}{suffix if re.fullmatch(r'[.][a-z0-9]{1,5}', suffix) else ''}"

    @property
    def content_type(self) -> str:
        return _TYPES.get(Path(self.label).suffix.lower(), "application/octet-stream")

    def measure(self) -> None:
        """Hash the content."""
        digest = hashlib.sha256()
        for piece in self.pieces():
            digest.update(piece)
        self.sha256 = digest.hexdigest()

    def pieces(self, tell: Callable[[int], None] = lambda _done: None) -> Iterator[bytes]:
        """Yield the content in pieces of 1 MiB. `tell` is called with the number of bytes so far.

        Raises:
            TavusError: the file cannot be read, or has changed.
            Stopped: `stop` was called.
        """
        done = 0
        while done < self.size:
            if self._stopped:
                raise Stopped
            piece = self._file.fetch(done, min(PIECE, self.size - done))
            yield piece
            done += len(piece)
            tell(done)

    def head(self, length: int) -> bytes:
        """The first bytes of the file, at most `length`."""
        return self._file.fetch(0, min(length, self.size))

    def stop(self) -> None:
        """Let `pieces` raise Stopped."""
        self._stopped = True

    def check_unchanged(self) -> None:
        """Raise TavusError if the path now refers to another file, or if the file was changed."""
        with suppress(OSError):
            now = Path(self.path).stat()
            before = self._state
            if (now.st_ino, now.st_size, now.st_mtime_ns) == (before.st_ino, before.st_size, before.st_mtime_ns):
                return
        raise TavusError(f"{sentence(self.path)} changed while it was read.", hint="run the command again.")

    def carry(self, session: Session, work: Callable[[], T], leaves: str = "") -> T:
        """Run `work` on this file in a thread. A signal or the deadline of the command stops it and raises.

        Args:
            session: the run.
            work: reads the file with `pieces`, and cleans up in the storage when that raises Stopped.
            leaves: what stays in the storage if `work` has no time to clean up, as a clause; empty for nothing.
        """
        under_way = Background(work)
        try:
            return under_way.wait(session.deadline.moment)
        except (TimeoutError, Interrupted) as reason:
            self.stop()
            if not _ended(under_way, _SILENT_SECONDS) and leaves:
                session.streams.warn(
                    f"{leaves}; waiting up to {_ABORT_SECONDS:g} s for it to be removed (Ctrl-C ends the wait)"
                )
                if _ended(under_way, _ABORT_SECONDS):
                    session.streams.note("the upload was ended in time")
            if isinstance(reason, Interrupted):
                raise
            error = session.deadline.ran_out("the upload")
            error.outcome = Outcome.NOT_SENT
            raise error from None


def _ended(work: Background[T], seconds: float) -> bool:
    """Wait for the end of stopped work. Returns False if it is still running, also after another signal."""
    try:
        work.wait(time.monotonic() + seconds)
    except (TimeoutError, Interrupted):
        return False
    except Exception:  # noqa: BLE001  # work that was stopped may end in any way
        return True
    return True
