"""Recognising a state file by its header, before SQLite opens it, and creating a new one."""

import os
import stat
from contextlib import suppress
from pathlib import Path

from tavus_cli.sandbox.answers import SandboxError

# SQLite's application_id, "tavS", which distinguishes a state file from the databases of other programs.
MARK = 0x74617653
VERSION = 1

_SQLITE = b"SQLite format 3\x00"
_HEADER = 100
_USER_VERSION = slice(60, 64)
_APPLICATION_ID = slice(68, 72)


def files_folder(path: Path) -> Path:
    """The folder for the stored files that belong to a state file."""
    return path.with_suffix(".files")


def prepare(path: Path) -> None:
    """Create a state file with mode 0600 if it does not exist. Raises SandboxError if another file is in its place."""
    if recognise(path):
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Another process may create it at the same time, which is fine.
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise unusable(path, error.strerror or str(error)) from error


def recognise(path: Path) -> bool:
    """Whether a state file or an empty file exists. Raises SandboxError if something else is in its place."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise SandboxError(f"{path} is not a file; the sandbox keeps its state there.", _LEFT)
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise unusable(path, error.strerror or str(error)) from error
    if header:
        _check_header(path, header)
    return True


def _check_header(path: Path, header: bytes) -> None:
    if len(header) < _HEADER or not header.startswith(_SQLITE):
        raise SandboxError(f"{path} is not a state file of the sandbox, or it is damaged.", _LEFT)
    if int.from_bytes(header[_APPLICATION_ID]) != MARK:
        raise SandboxError(f"{path} belongs to another program.", _LEFT)
    if int.from_bytes(header[_USER_VERSION]) != VERSION:
        raise SandboxError(f"{path} was written by another version of the sandbox.", _LEFT)


_LEFT = "it was left as it is; move it away, and a new one is made"


class Damaged(SandboxError):
    """The content of a state file cannot be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"the sandbox's state in {path} is damaged.", _LEFT)


def unusable(path: Path, reason: str) -> SandboxError:
    return SandboxError(f"cannot keep the sandbox's state in {path}: {reason}.")
