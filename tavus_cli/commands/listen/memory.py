"""The state file of a listener: which callbacks of each record were taken from the API, and which still wait.

A callback is written to the file before it is delivered, and removed after the receiver has accepted it. So after any
crash the next listener continues, and each callback is delivered at least once. Every change replaces the whole file.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tavus_cli.errors import Busy, TavusError
from tavus_cli.files import replace_file, try_lock
from tavus_cli.settings.resolve import state_path
from tavus_cli.text import clean, strict_json

VERSION = 1
# How many callbacks wait for a receiver at most, and how many bytes they take.
MOST_WAITING = 1000
MOST_BYTES = 8 * 2**20


class Event(NamedTuple):
    """A callback to be delivered.

    Attributes:
        event_id: the same each time it is delivered, so that a receiver can ignore duplicates.
        noun: the singular, as in messages.
        record_id: of the record that it is about.
        event: what happened, such as ready.
        payload: the document to post.
    """

    event_id: str
    noun: str
    record_id: str
    event: str
    payload: dict[str, Any]

    @property
    def record(self) -> tuple[str, str]:
        return self.noun, self.record_id

    @property
    def size(self) -> int:
        return len(json.dumps(self.payload))


class Memory:
    """The state of one listener. Only one process uses it at a time.

    Attributes:
        taken: for each kind, how many callbacks of a record were taken from the API, by record id.
        newest: for each kind, the latest time of creation that was seen (seconds since 1970).
        late: for each kind, records that have ended but may get further callbacks: until when (seconds since 1970), by
            record id.
        waiting: the callbacks to deliver, oldest first.
        sandbox: the id of the sandbox's state that has the records; empty for those of an account.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._saved = b""
        self.taken: dict[str, dict[str, int]] = {}
        self.newest: dict[str, float] = {}
        self.late: dict[str, dict[str, float]] = {}
        self.waiting: list[Event] = []
        self.sandbox = ""

    def forget_others(self, sandbox: str) -> None:
        """Forget the records of a sandbox that was reset, given the id of the state that has answered now."""
        if self.sandbox and self.sandbox != sandbox:
            # The times in `newest` remain: what has ended since then is delivered, as after any other pause.
            for taken in self.taken.values():
                taken.clear()
            for late in self.late.values():
                late.clear()
            self.waiting.clear()
        self.sandbox = sandbox

    def save(self) -> None:
        """Write the file if something has changed. Raises TavusError if that fails, because callbacks could be lost."""
        document = {
            "version": VERSION,
            "taken": self.taken,
            "newest": self.newest,
            "late": self.late,
            "waiting": [event._asdict() for event in self.waiting],
            "sandbox": self.sandbox,
        }
        content = json.dumps(document).encode("ascii")
        if content == self._saved:
            return
        try:
            replace_file(self._path, content)
        except OSError as error:
            raise TavusError(f"cannot write {clean(self._path)}: {clean(error.strerror or error)}.") from error
        self._saved = content

    def read(self) -> None:
        """Load the file if there is one. Raises TavusError, and leaves the file as it is, if it is damaged."""
        try:
            document = strict_json(self._path.read_bytes())
            if document["version"] != VERSION:
                raise ValueError("it is of another version")
            self.taken = {str(kind): _counts(taken) for kind, taken in document["taken"].items()}
            self.newest = {str(kind): float(moment) for kind, moment in document["newest"].items()}
            self.late = {str(kind): _moments(late) for kind, late in document.get("late", {}).items()}
            self.waiting = [_event(each) for each in document["waiting"]]
            self.sandbox = str(document.get("sandbox", ""))
        except FileNotFoundError:
            return
        except OSError as error:
            raise self._unreadable(error.strerror or str(error)) from error
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise self._unreadable("it is damaged") from error

    def add(self, events: Sequence[Event]) -> None:
        """Add callbacks of one record, in order. One that waits already keeps its place, and earlier ones go before."""
        place = len(self.waiting)
        for event in reversed(events):
            ids = [each.event_id for each in self.waiting]
            if event.event_id in ids:
                place = ids.index(event.event_id)
            else:
                self.waiting.insert(place, event)

    @property
    def is_full(self) -> bool:
        """Whether no further callbacks should be added until some were delivered."""
        return len(self.waiting) >= MOST_WAITING or sum(event.size for event in self.waiting) >= MOST_BYTES

    def _unreadable(self, reason: str) -> TavusError:
        return TavusError(
            f"cannot read {clean(self._path)}: {clean(reason)}.",
            hint="it was left as it is; move it away to start again with what ends from now on",
        )


def _counts(taken: dict[str, Any]) -> dict[str, int]:
    if not all(type(count) is int and count >= 0 for count in taken.values()):
        raise ValueError("not a number of callbacks")
    return dict(taken)


def _moments(late: dict[str, Any]) -> dict[str, float]:
    return {record_id: float(until) for record_id, until in late.items()}


def _event(saved: dict[str, Any]) -> Event:
    event = Event(**saved)
    if not all(isinstance(text, str) for text in event[:-1]) or not isinstance(event.payload, dict):
        raise ValueError("not a callback")
    return event


@contextmanager
def held_memory(account: str, address: str) -> Iterator[Memory]:
    """The memory for one account and one address, locked.

    Args:
        account: a text that identifies the account.
        address: where callbacks are delivered to; empty if nowhere.

    Raises:
        Busy: another listener holds it.
        TavusError: there is no place for it, or it cannot be read.
    """
    folder = state_path()
    if folder is None:
        raise TavusError(
            "there is no home folder to remember in what was delivered.",
            hint="set HOME or XDG_STATE_HOME to a folder",
        )
    name = hashlib.sha256(f"{account}\n{address}".encode()).hexdigest()[:16]
    path = folder / "listen" / f"{name}.json"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise TavusError(f"cannot use {clean(path.parent)}: {clean(error.strerror or error)}.") from error
    try:
        if not try_lock(lock):
            raise Busy(
                "another listener delivers from this account to this address.",
                hint="end it first, or give another --forward-to",
            )
        memory = Memory(path)
        memory.read()
        yield memory
    finally:
        os.close(lock)
