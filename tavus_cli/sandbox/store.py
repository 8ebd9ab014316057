"""The sandbox's memory: one SQLite file with every object in it, used by any number of servers and processes at once.

Each change is one transaction, with SQLite's own rollback journal and full synchronisation, so that whatever was
answered is in the file even if the process is killed the moment after, and one file is all there is between two runs.
Write-ahead logging was measured too: faster for 400 creates by eight processes (0.36 s against 0.51), slower for one
command that opens, reads and closes (0.3 ms against 0.1), which is what most processes do here.
"""

import json
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from tavus_cli.sandbox.answers import SandboxError
from tavus_cli.sandbox.statefile import MARK, VERSION, Damaged, files_folder, prepare, recognise, unusable

_WAIT = 10.0  # seconds for which a change waits while other processes make theirs
_EVERY = 2**62
_CHECKED = 16 * 1024 * 1024  # a state larger than this is not read through at every start

# number: the order of creation. callback: where something is to be told, until all has been. ends_at: when the next of
# it is to be told, which for most is the end of a job. facts: all else, as JSON.
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
_COLUMNS = "id, kind, created_at, changed_at, ends_at, deleted, callback, facts"


class Row(NamedTuple):
    """One object as it is kept."""

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
        """Open the file, or make it with its folder. Raises SandboxError and touches nothing if it is not ours."""
        self.now = clock
        self.path = path
        self._lock = threading.RLock()
        prepare(path)
        try:
            self._database = sqlite3.connect(path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
        except sqlite3.Error as error:
            raise unusable(path, str(error)) from error
        try:
            self._check()
        except BaseException:
            self._database.close()
            raise

    def close(self) -> None:
        with self._lock:
            self._database.close()

    def add(self, row: Row, new_id: Callable[[], str]) -> Row:
        """Keep a new object, under an id that no other has. When this returns, it is on the disk."""
        with self._transaction():
            row = row._replace(id=new_id())
            while self.find(row.id) is not None:
                row = row._replace(id=new_id())
            self._database.execute(
                f"INSERT INTO objects ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own names
                (*row[:-1], json.dumps(row.facts)),
            )
        return row

    def find(self, object_id: str, kind: str | None = None) -> Row | None:
        query = f"SELECT {_COLUMNS} FROM objects WHERE id = ? AND kind = coalesce(?, kind)"  # noqa: S608 - our own names
        with self._lock:
            found = self._database.execute(query, (object_id.encode("utf-8", "replace").decode(), kind)).fetchone()
        return None if found is None else _row(found)

    def page(
        self,
        kind: str,
        offset: int = 0,
        limit: int = _EVERY,
        *,
        ids: Sequence[str] = (),
        facts: Mapping[str, str] = {},
        deleted: bool = False,
    ) -> tuple[list[Row], int]:
        """A page of the newest first, and how many there are in all.

        Args:
            kind: which objects.
            offset: how many to pass over.
            limit: how many to return.
            ids: only these, if any are named.
            facts: only those of which these hold.
            deleted: softly deleted ones too.
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
        # SQLite counts in 64 bits, page numbers in a query have no end.
        window = (*values, limit, min(offset, _EVERY))
        with self._transaction("BEGIN"):
            (total,) = self._database.execute(f"SELECT count(*) {rows}", values).fetchone()
            found = self._database.execute(
                f"SELECT {_COLUMNS} {rows} ORDER BY number DESC LIMIT ? OFFSET ?", window
            ).fetchall()
        return [_row(each) for each in found], total

    def change(self, object_id: str, revise: Callable[[Row], Row]) -> bool:
        """Replace what is kept of an object by what `revise` makes of it, with nobody in between.

        Returns:
            Whether anything changed. What `revise` raises is passed on, and nothing has changed then.
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
        """Mark an object as deleted, or forget it."""
        with self._transaction():
            if hard:
                self._database.execute("DELETE FROM objects WHERE id = ?", (row.id,))
            elif not row.deleted:
                self._database.execute(
                    "UPDATE objects SET deleted = 1, callback = NULL, changed_at = ? WHERE id = ?", (self.now(), row.id)
                )

    def untold(self) -> list[Row]:
        """Objects of which something is to be told to their callback by now, the longest due first."""
        due = "callback IS NOT NULL AND ends_at <= ? ORDER BY ends_at"
        with self._lock:
            found = self._database.execute(f"SELECT {_COLUMNS} FROM objects WHERE {due}", (self.now(),)).fetchall()  # noqa: S608 - our own names
        return [_row(each) for each in found]

    def claim(self, row: Row, next_at: float | None) -> bool:
        """Take it upon oneself to tell what is due of an object; False if another server on the file was faster.

        Args:
            row: the object as `untold` returned it.
            next_at: when there will be something to tell again, if ever.
        """
        change = "callback = NULL" if next_at is None else "ends_at = ?"
        values = () if next_at is None else (next_at,)
        with self._transaction():
            query = f"UPDATE objects SET {change} WHERE id = ? AND callback IS NOT NULL AND ends_at = ?"  # noqa: S608 - our own words
            return self._database.execute(query, (*values, row.id, row.due_at)).rowcount == 1

    def clear(self) -> None:
        """Forget every object, and give the space back, so that nothing of them stays readable in the file."""
        with self._transaction():
            self._database.execute("DELETE FROM objects")
        with self._lock:
            self._database.execute("VACUUM")

    def _check(self) -> None:
        try:
            self._read_or_fill()
        except sqlite3.OperationalError as error:  # no space, no permission, a lock for too long
            raise unusable(self.path, str(error)) from error
        except sqlite3.DatabaseError as error:
            raise Damaged(self.path) from error

    def _read_or_fill(self) -> None:
        """Read the file through, or fill an empty one. Reading comes first: it undoes what a kill left half done."""
        if self._known():
            if self.path.stat().st_size <= _CHECKED:
                (verdict,) = self._database.execute("PRAGMA quick_check(1)").fetchone()
                if verdict != "ok":
                    raise Damaged(self.path)
            return
        with self._transaction():
            if self._known():
                return
            if self.path.stat().st_size > 0:
                raise Damaged(self.path)
            # The mark is part of the same transaction, so a file is either wholly ours or still empty.
            for statement in (*_SCHEMA, f"PRAGMA application_id = {MARK}", f"PRAGMA user_version = {VERSION}"):
                self._database.execute(statement)

    def _known(self) -> bool:
        return bool(self._database.execute("SELECT 1 FROM sqlite_master WHERE name = 'objects'").fetchone())

    @contextmanager
    def _transaction(self, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
        with self._lock:
            self._database.execute(begin)
            try:
                yield
                self._database.execute("COMMIT")
            except BaseException:
                # SQLite may have ended it by itself, on a full disk for one.
                with suppress(sqlite3.Error):
                    self._database.execute("ROLLBACK")
                raise


def reset(state: Path) -> None:
    """Forget everything, and remove the files that were kept. Raises SandboxError if the state is not ours.

    The file is emptied and not removed: a server that is running on it goes on, with nothing in it. Only a damaged one
    is removed, as there is no other cure.
    """
    import shutil

    if not recognise(state):
        return
    try:
        store = Store(state)
        try:
            store.clear()
        finally:
            store.close()
    except Damaged:
        _remove(state)
    except sqlite3.Error as error:
        raise unusable(state, str(error)) from error
    shutil.rmtree(files_folder(state), ignore_errors=True)


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
