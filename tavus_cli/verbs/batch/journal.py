"""The journal of a batch: an append-only file that records what was sent, and the outcomes.

It consists of JSON lines. A create is synced to the disk before its first byte is sent, and its outcome before the
next create, so that after any crash the next run knows what may have been created. SQLite would have no advantage (one
writer, always read completely), and loses commits when a file in use is copied without its -wal, as CI caches do.

Signed links and the key are never written. A fingerprint of the key tells whether the account is the same.
"""

import json
import os
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, Self

from tavus_cli.errors import Busy, TavusError, UsageError
from tavus_cli.files import sync_folder, try_lock
from tavus_cli.text import clean
from tavus_cli.verbs.batch.replay import VERSION, RowState, check_header, event_of, read, sandboxes_of


class Target(NamedTuple):
    """The account of a journal, and what is created there.

    Attributes:
        base_url: the base URL of the API, or "sandbox".
        key: a fingerprint of the API key.
        kind: the plural of the noun, as in `tavus batch KIND`.
        shard: such as "2/8"; None for a whole table.
    """

    base_url: str
    key: str
    kind: str
    shard: str | None = None


class Journal:
    """An open journal, locked for this run.

    Attributes:
        states: the state of each row by its id, in the order of their first events.
        new: whether it contained no events of rows when it was opened.
        changed: the ids of rows with a new event. The caller that counts them empties it.
    """

    def __init__(
        self, path: Path, target: Target, *, same_account: bool = False, sandbox: Callable[[], str] = str
    ) -> None:
        """Name the journal.

        Args:
            path: of the file.
            target: what its records belong to.
            same_account: accept a journal that another key has begun.
            sandbox: returns the id of the state of the sandbox that has answered; empty if none has.
        """
        self.path = path
        self._sandbox = sandbox
        self._target = target
        self._same_account = same_account
        self.states: dict[str, RowState] = {}
        self.new = True
        self.changed: set[str] = set()
        self._descriptor = -1
        self._links = 0

    def __enter__(self) -> Self:
        """Raises Busy if another run has locked it, UsageError if its target differs, TavusError if it is damaged."""
        try:
            # Do not follow a symbolic link, which may point to another file, and do not block on a FIFO.
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
            self._descriptor = os.open(self.path, flags | getattr(os, "O_BINARY", 0), 0o600)
        except OSError as error:
            raise self._broken(error) from error
        try:
            state = os.fstat(self._descriptor)
            if not stat.S_ISREG(state.st_mode):
                raise TavusError(f"{clean(self.path)} is not a file; the journal belongs there.")
            self._links = state.st_nlink
            if not try_lock(self._descriptor):
                raise Busy(f"another run works on this table ({_holder(self.path)}).", hint="wait until it has ended")
            self._replay()
            self._write({"event": "run", "pid": os.getpid(), "at": now()})
            sync_folder(self.path.parent)
        except BaseException:
            os.close(self._descriptor)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)

    def _replay(self) -> None:
        content, header, self.states = read(self.path)
        if header is not None and not self.states:
            # Nothing was sent to the place that it names, so it may become the journal of another one.
            content, header = b"", None
        if header is not None:
            self.new = False
            self._check(header)
        if len(content) != os.fstat(self._descriptor).st_size:
            # A crash left the last line incomplete. If it announced a create, that was not sent; if it was the outcome
            # of one, the row stays at "sending", which means unknown.
            os.ftruncate(self._descriptor, len(content))
        if header is None:
            self._write({"event": "journal", "version": VERSION, **self._target._asdict()})
        elif not content.endswith(b"\n"):
            self._append(b"\n")

    def _check(self, header: Mapping[str, Any]) -> None:
        target = self._target
        check_header(self.path, header, kind=target.kind, base_url=target.base_url, shard=target.shard)
        if header.get("key") != self._target.key and not self._same_account:
            raise UsageError(
                f"{clean(self.path)} was begun with another API key.",
                hint="use that key; if both are keys of one account: --same-account",
            )

    def add(self, event: str, entry_id: str, **facts: Any) -> None:
        """Append an event, sync it to the disk, then update the state. Raises TavusError if it cannot be written."""
        if event in {"created", "found"} and (sandbox := self._sandbox()):
            facts["sandbox"] = sandbox
        written = {"event": event, "id": entry_id, "at": now(), **facts}
        self._write(written)
        self.states.setdefault(entry_id, RowState()).take(written)
        self.changed.add(entry_id)

    def _write(self, event: Mapping[str, Any]) -> None:
        self._append(json.dumps(event, ensure_ascii=True).encode() + b"\n")
        try:
            os.fsync(self._descriptor)
        except OSError as error:
            raise self._broken(error) from error

    def _append(self, data: bytes) -> None:
        before = os.fstat(self._descriptor)
        if before.st_nlink < self._links:
            # What is written now is lost when this run ends, and no lock keeps another run from creating the rows.
            raise TavusError(
                f"the journal {clean(self.path)} was deleted or replaced during the run, which stopped there.",
                hint="bring it back; without it a create could be sent twice",
            )
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except OSError as error:
            # An incomplete line would make the next one unreadable. `read` ignores one at the end.
            with suppress(OSError):
                os.ftruncate(self._descriptor, before.st_size)
            raise self._broken(error) from error

    def _broken(self, error: OSError) -> TavusError:
        reason = clean(error.strerror or error)
        return TavusError(
            f"cannot write the journal {clean(self.path)}: {reason}; nothing was sent after that.",
            hint="make room or name another place for the table, then run the same command again",
        )


def is_locked(path: Path) -> bool:
    """Whether another run has locked a journal."""
    with path.open("rb+") as file:
        return not try_lock(file.fileno())


def empty_if_gone(path: Path, sandbox: str) -> bool:
    """Empty the journal of a sandbox, unless its records are in this state of one, or another run has locked it.

    The file itself stays, so that a run that has just opened it writes to what the next run reads.
    """
    with path.open("rb+") as file:
        if not try_lock(file.fileno()) or not (sandboxes := sandboxes_of(path)) or sandbox in sandboxes:
            return False
        file.truncate(0)
        return True


def _holder(path: Path) -> str:
    """The process that has locked a journal, according to its last "run" event."""
    runs = [event for line in path.read_bytes().splitlines() if (event := event_of(line)) and event["event"] == "run"]
    return f"process {runs[-1].get('pid')}, since {clean(runs[-1].get('at'))}" if runs else "it has just begun"


def now() -> str:
    """The present time in the format of the journal: UTC, in seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
