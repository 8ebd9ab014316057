"""The store: all objects in one SQLite file, which any number of servers and processes can use at the same time.

Each change is a transaction with SQLite's rollback journal and full synchronisation. So everything that was answered is
in the file, even if the process is killed right after it, and between two runs there is only this one file. Write-ahead
logging was measured: it is faster for 400 creates by eight processes (0.36 s, not 0.51), and slower for a command that
opens, reads and closes (0.3 ms, not 0.1), which is what most processes do here.
"""

import json
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tavus_cli.sandbox.answers import SandboxError
from tavus_cli.sandbox.statefile import Damaged, files_folder, open_database, recognise, transaction, unusable

_ALL = 2**62
# The kind of the row with the id of the state.
_STATE = "state"
# The columns are in the order of the fields of `Row`.
_SELECT = "SELECT id, kind, created_at, changed_at, ends_at, deleted, callback, facts"
_INSERT = (
    "INSERT INTO objects (id, kind, created_at, changed_at, ends_at, deleted, callback, facts)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


class Row(NamedTuple):
    """A stored object. Times are in seconds since 1970. `due_at` is the time of the next callback."""

    id: str
    kind: str
    created_at: float
    changed_at: float
    due_at: float
    deleted: bool
    callback: str | None
    facts: dict[str, Any]


class Store:
    """The objects of one state file. Safe to share between threads."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        """Open the file, or create it with its folder. Raises SandboxError; a file that is not ours is not changed."""
        self.now = clock
        self.path = path
        self._lock = threading.RLock()
        self._database = open_database(path)
        try:
            # It is written here, so that requests only read it: a write needs further file descriptors.
            _ = self.state_id
        except sqlite3.Error as error:
            self._database.close()
            raise unusable(path, str(error)) from error

    def close(self) -> None:
        with self._lock:
            self._database.close()

    def add(self, row: Row, new_id: Callable[[], str]) -> Row:
        """Store a new object under a unique id. It is on the disk when this returns."""
        with self._transaction():
            row = row._replace(id=new_id())
            while self.find(row.id) is not None:
                row = row._replace(id=new_id())
            self._database.execute(_INSERT, (*row[:-1], json.dumps(row.facts)))
        return row

    def find(self, object_id: str, kind: str | None = None) -> Row | None:
        query = f"{_SELECT} FROM objects WHERE id = ? AND kind = coalesce(?, kind)"
        # JSON may contain lone surrogates, which SQLite refuses.
        encodable = object_id.encode("utf-8", "replace").decode()
        with self._lock:
            found = self._database.execute(query, (encodable, kind)).fetchone()
        return None if found is None else _row(found)

    def page(
        self,
        kind: str,
        offset: int = 0,
        limit: int = _ALL,
        *,
        ids: Sequence[str] = (),
        facts: Mapping[str, str] = {},
        deleted: bool = False,
    ) -> tuple[list[Row], int]:
        """A page of objects, the newest first, and the number of objects on all pages.

        Args:
            kind: of the objects.
            offset: the number of objects to skip.
            limit: the most objects to return.
            ids: return only these; empty for all.
            facts: return only objects with these facts.
            deleted: include softly deleted objects.
        """
        where, values = ["kind = ?"], [kind]
        if not deleted:
            where.append("deleted = 0")
        if ids:
            where.append("id IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(list(ids)))
        for name, value in facts.items():
            where.append(f"json_extract(facts, '$.{name}') = json_extract(?, '$')")
            values.append(json.dumps(value))
        rows = f"FROM objects WHERE {' AND '.join(where)}"
        # SQLite's integers have 64 bits, and a page number in a query can be larger.
        window = (*values, limit, min(offset, _ALL))
        with self._transaction("BEGIN"):
            (total,) = self._database.execute(f"SELECT count(*) {rows}", values).fetchone()
            found = self._database.execute(f"{_SELECT} {rows} ORDER BY number DESC LIMIT ? OFFSET ?", window).fetchall()
        return [_row(each) for each in found], total

    def change(self, object_id: str, revise: Callable[[Row], Row]) -> bool:
        """Replace an object by the result of `revise`, in one transaction. Returns whether anything changed.

        If `revise` raises an exception, nothing is changed.
        """
        with self._transaction():
            latest = self.find(object_id)
            if latest is None or (revised := revise(latest)) == latest:
                return False
            self._database.execute(
                "UPDATE objects SET facts = ?, ends_at = ?, changed_at = ? WHERE id = ?",
                (json.dumps(revised.facts), revised.due_at, self.now(), object_id),
            )
            return True

    def delete(self, row: Row, *, hard: bool) -> None:
        """Mark an object as deleted, or remove it if `hard` is true."""
        with self._transaction():
            if hard:
                self._database.execute("DELETE FROM objects WHERE id = ?", (row.id,))
            elif not row.deleted:
                self._database.execute(
                    "UPDATE objects SET deleted = 1, callback = NULL, changed_at = ? WHERE id = ?", (self.now(), row.id)
                )

    def due_callbacks(self) -> list[Row]:
        """The objects with a due callback, the oldest first."""
        query = f"{_SELECT} FROM objects WHERE callback IS NOT NULL AND ends_at <= ? ORDER BY ends_at"
        with self._lock:
            found = self._database.execute(query, (self.now(),)).fetchall()
        return [_row(each) for each in found]

    def claim(self, row: Row, next_at: float | None) -> bool:
        """Claim the due callback of an object for sending. Returns False if another server has claimed it.

        Args:
            row: the object as `due_callbacks` returned it.
            next_at: the time of its next callback; None if this is the last one.
        """
        change = "callback = NULL" if next_at is None else "ends_at = ?"
        values = () if next_at is None else (next_at,)
        with self._transaction():
            query = f"UPDATE objects SET {change} WHERE id = ? AND callback IS NOT NULL AND ends_at = ?"  # noqa: S608 - our own words
            return self._database.execute(query, (*values, row.id, row.due_at)).rowcount == 1

    @property
    def state_id(self) -> str:
        """A random id of the state, which `clear` changes, so that clients can tell that their records are gone."""
        query = "SELECT id FROM objects WHERE kind = ?"
        with self._lock:
            while (found := self._database.execute(query, (_STATE,)).fetchone()) is None:
                self._database.execute(
                    "INSERT INTO objects (id, kind, created_at, changed_at, ends_at, facts) SELECT ?, ?, 0, 0, 0, '{}'"
                    " WHERE NOT EXISTS (SELECT 1 FROM objects WHERE kind = ?)",
                    (random_id("s", 16), _STATE, _STATE),
                )
        return str(found[0])

    def clear(self) -> dict[str, int]:
        """Remove all objects, and compact the file, so that nothing of them stays readable in it.

        Returns how many there were of each kind, except for softly deleted ones.
        """
        with self._transaction():
            query = "SELECT kind, count(*) FROM objects WHERE deleted = 0 AND kind != ? GROUP BY kind"
            counts = dict(self._database.execute(query, (_STATE,)).fetchall())
            self._database.execute("DELETE FROM objects")
        with self._lock:
            self._database.execute("VACUUM")
        return counts

    @contextmanager
    def _transaction(self, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
        with self._lock, transaction(self._database, begin):
            yield


def reset(state: Path) -> dict[str, int]:
    """Remove all objects and stored files. Raises SandboxError if the file is not a state file.

    Returns how many objects there were of each kind; nothing if the file was damaged, or if there was none.

    The state file is emptied and not deleted, so that a running server can continue with it. Only a damaged file is
    deleted, because it cannot be repaired.
    """
    import shutil

    if not recognise(state):
        return {}
    counts: dict[str, int] = {}
    try:
        store = Store(state)
        try:
            counts = store.clear()
        finally:
            store.close()
    except Damaged:
        _remove(state)
    except sqlite3.Error as error:
        raise unusable(state, str(error)) from error
    shutil.rmtree(files_folder(state), ignore_errors=True)
    return counts


def _remove(state: Path) -> None:
    try:
        for each in (state, state.with_name(f"{state.name}-journal")):
            each.unlink(missing_ok=True)
    except OSError as error:
        raise SandboxError(f"cannot remove {state}: {error.strerror}.") from error


def random_id(prefix: str, digits: int) -> str:
    """A prefix and so many random hexadecimal digits."""
    return prefix + os.urandom((digits + 1) // 2).hex()[:digits]


def _row(found: Sequence[Any]) -> Row:
    return Row._make((*found[:5], bool(found[5]), found[6], json.loads(found[7])))
