"""The state file: recognising it by its header before SQLite opens it, creating it with its tables, and checking it."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tavus_cli.sandbox.answers import SandboxError

# SQLite's application_id, "tavS", which distinguishes a state file from the databases of other programs.
_MARK = 0x74617653
_VERSION = 1

_LOCK_SECONDS = 10.0  # seconds to wait for the lock of another process
_MAX_CHECKED = 16 * 1024 * 1024  # a larger state file is not checked at each start, which would be slow

_SQLITE = b"SQLite format 3\x00"
_HEADER = 100
_USER_VERSION = slice(60, 64)
_APPLICATION_ID = slice(68, 72)
_LEFT = "it was left as it is; move it away, and a new one is made"

# number: the order of creation. callback: the URL for callbacks, until all were sent. ends_at: the time of the next
# callback, which usually is the end of a job. facts: all other properties, as JSON.
_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS objects (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        id TEXT NOT NULL UNIQUE,
        created_at REAL NOT NULL,
        changed_at REAL NOT NULL,
        ends_at REAL NOT NULL,
        deleted INTEGER NOT NULL DEFAULT 0,
        callback TEXT,
        facts TEXT NOT NULL
    )""",
    "CREATE INDEX IF NOT EXISTS by_kind ON objects (kind, number)",
    "CREATE INDEX IF NOT EXISTS living ON objects (kind, number) WHERE deleted = 0",
    "CREATE INDEX IF NOT EXISTS untold ON objects (ends_at) WHERE callback IS NOT NULL",
)


class Damaged(SandboxError):
    """The content of a state file cannot be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"the sandbox's state in {path} is damaged.", _LEFT)


def files_folder(path: Path) -> Path:
    """The folder for the stored files that belong to a state file."""
    return path.with_suffix(".files")


def open_database(path: Path) -> sqlite3.Connection:
    """Open a state file, or create it with its folder. Raises SandboxError; a file that is not ours is not changed."""
    _prepare(path)
    try:
        database = sqlite3.connect(path, timeout=_LOCK_SECONDS, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise unusable(path, str(error)) from error
    try:
        _check_or_fill(path, database)
    except BaseException as error:
        database.close()
        if isinstance(error, sqlite3.OperationalError):  # no space, no permission, a lock for too long
            raise unusable(path, str(error)) from error
        if isinstance(error, sqlite3.DatabaseError):
            raise Damaged(path) from error
        raise
    return database


@contextmanager
def transaction(database: sqlite3.Connection, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    """Commit what the block changes; if it raises an exception, change nothing."""
    database.execute(begin)
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        # SQLite may have rolled back already, as on a full disk.
        with suppress(sqlite3.Error):
            database.execute("ROLLBACK")
        raise


def _check_or_fill(path: Path, database: sqlite3.Connection) -> None:
    """Check a state file, or create the tables in an empty one.

    Read first: SQLite then rolls back what a killed process left unfinished.
    """
    if _has_tables(database):
        if path.stat().st_size <= _MAX_CHECKED:
            (verdict,) = database.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                raise Damaged(path)
        return
    with transaction(database):
        if _has_tables(database):
            return
        if path.stat().st_size > 0:
            raise Damaged(path)
        # The mark is set in the same transaction, so a file is either complete or still empty.
        for statement in (*_SCHEMA, f"PRAGMA application_id = {_MARK}", f"PRAGMA user_version = {_VERSION}"):
            database.execute(statement)


def _has_tables(database: sqlite3.Connection) -> bool:
    return bool(database.execute("SELECT 1 FROM sqlite_master WHERE name = 'objects'").fetchone())


def _prepare(path: Path) -> None:
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
    if int.from_bytes(header[_APPLICATION_ID]) != _MARK:
        raise SandboxError(f"{path} belongs to another program.", _LEFT)
    if int.from_bytes(header[_USER_VERSION]) != _VERSION:
        raise SandboxError(f"{path} was written by another version of the sandbox.", _LEFT)


def unusable(path: Path, reason: str) -> SandboxError:
    return SandboxError(f"cannot keep the sandbox's state in {path}: {reason}.")
