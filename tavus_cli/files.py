"""Local files: reading with a size limit, replacing atomically, and locking against other runs."""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tavus_cli.errors import Busy, UsageError
from tavus_cli.text import clean

# A killed writer leaves its temporary file behind. After an hour no running writer can own it.
STALE_SECONDS = 3600
_SUFFIX = ".tmp"


def is_file(path: str | Path) -> bool:
    """Whether this is a file of this machine. False also for a text that cannot be a path, such as a very long one."""
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False


def read_input(source: str, option: str, max_bytes: int) -> bytes:
    """The content of a file or of standard input.

    Args:
        source: the file's name, or `-` for standard input.
        option: the option that names the source; messages start with it.
        max_bytes: the largest allowed size in bytes.

    Raises:
        UsageError: it cannot be read, or it is larger.
    """
    shown = "standard input" if source == "-" else clean(source)
    try:
        content = read_stdin(max_bytes + 1) if source == "-" else _read_file(Path(source), max_bytes + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        hint = "name a file that you can read, or - for standard input"
        raise UsageError(f"{option}: cannot read {shown}: {clean(reason)}.", hint=hint) from error
    if len(content) > max_bytes:
        size = f"{max_bytes >> 20} MiB" if max_bytes >= 2**20 else f"{max_bytes >> 10} KiB"
        raise UsageError(f"{option}: {shown} is larger than {size}.")
    return content


def read_text(source: str, option: str, max_bytes: int) -> str:
    """The content as UTF-8 text, with or without a byte order mark. Arguments and errors are those of `read_input`."""
    content = read_input(source, option, max_bytes)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        shown = "standard input" if source == "-" else clean(source)
        raise UsageError(f"{option}: {shown} is not UTF-8 text (byte {error.start}).") from None


def read_stdin(max_bytes: int) -> bytes:
    """At most this many bytes of standard input. Raises OSError if it is closed."""
    if sys.stdin is None:
        raise OSError("it is closed")
    return sys.stdin.buffer.read(max_bytes)


def _read_file(path: Path, max_bytes: int) -> bytes:
    with path.open("rb") as file:
        return file.read(max_bytes)


def replace_file(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Write a file atomically, with mode 0600. Raises OSError.

    The content is written to a temporary file in the same folder, which is then renamed. So a crash at any moment
    leaves the old file or the new one. If the path is a symbolic link, its target is replaced.

    Args:
        path: of the file.
        content: all of the new content.
        durable: wait until the content is on the disk.
    """
    import tempfile

    target = Path(os.path.realpath(path))
    _remove_stale(target)
    # mkstemp creates it with mode 0600, and no umask adds permissions.
    descriptor, name = tempfile.mkstemp(prefix=_prefix(target), suffix=_SUFFIX, dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            # A umask may have removed the owner's permissions.
            Path(name).chmod(0o600)
            if durable:
                os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    if durable:
        sync_folder(target.parent)


def _prefix(target: Path) -> str:
    return f".{target.name}-"


def _remove_stale(target: Path) -> None:
    for path in target.parent.glob(f"{_prefix(target)}*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > STALE_SECONDS:
                path.unlink()


def sync_folder(folder: Path) -> None:
    """Wait until new names in a folder are on the disk. A file's fsync does not write its name."""
    # Windows cannot open a folder, and offers no other way.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def locked(lock: Path, what: str, seconds: float, sleep: Callable[[float], None]) -> Iterator[None]:
    """Hold a lock file during the block.

    Args:
        lock: the lock file. It is created if it does not exist, and never deleted.
        what: the file that the lock protects, for the message.
        seconds: how long to wait for another run to release it.
        sleep: waits for a number of seconds.

    Raises:
        Busy: another run still held the lock after that time.
    """
    with open(lock, "ab", opener=_private) as file:
        give_up = time.monotonic() + seconds
        while not try_lock(file.fileno()):
            if time.monotonic() > give_up:
                raise Busy(
                    f"another run is writing {what}; gave up after {seconds:.0f} s.",
                    hint="run it again when the other run has ended",
                )
            sleep(0.05)
        yield


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def try_lock(descriptor: int) -> bool:
    """Lock an open file. Returns False if another process holds the lock. The kernel releases it at process exit."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
