"""What a safe way of writing files needs from the operating system, and what differs between systems."""

import contextlib
import os
import sys
from pathlib import Path


def try_lock(descriptor: int) -> bool:
    """Lock an open file unless another process has it. The kernel lets go of the lock when its holder ends."""
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


def sync_folder(folder: Path) -> None:
    """See that a new name is on the disk: it is in the folder, not in the file."""
    # Where folders cannot be opened (Windows) there is no way.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
