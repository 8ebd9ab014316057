"""Which records of an account have reached an end: one list request a kind and look, and a read of each that has.

The first look walks the whole list. From then on its first page is asked for, since new records come there, and what
still runs beyond it is read by its id, a few at a time. A longer list is walked again when its length has changed, and
now and then.
"""

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tavus_cli.api.records import Callback, Row, id_of
from tavus_cli.cli.session import Session
from tavus_cli.commands.listen.memory import Event, Memory
from tavus_cli.errors import NotFound
from tavus_cli.output.dates import parse_date
from tavus_cli.output.rows import cell
from tavus_cli.verbs.resource import Product, State

if TYPE_CHECKING:
    from tavus_cli.api.urls import Param

PAGE_SIZE = 100
# A list that is longer than a page is walked as often as this, whatever its first page says.
WALK_SECONDS = 600.0
# Between two reads of a record that has ended and of which more may come.
LATE_PAUSE = 30.0
# Records beyond the first page that are read at one look.
MOST_READS = 5
# An unknown record that ended, and is older than the newest known one by more than this, is no news: it is of another
# account, or the list left it out before. The times are the API's own, so clocks do not matter.
NEWS_SECONDS = 600.0


class Kind:
    """The records of one kind, such as replicas.

    Args:
        since: deliver what has ended since then, whatever the memory says; None to go on from it.
    """

    def __init__(self, session: Session, product: Product, memory: Memory, since: datetime | None) -> None:
        self.resource = product.resource
        self._product = product
        self._session = session
        self._memory = memory
        self._since = since
        self._running: list[str] = []
        self._total: int | None = None
        self._next_walk = 0.0
        # Records that have ended, and until when more may be told of them (monotonic).
        self._late: dict[str, float] = {}
        self._next_late = 0.0

    @property
    def running(self) -> int:
        """How many records have not ended."""
        return len(self._running)

    def look(self) -> bool:
        """Ask for the list once; callbacks that are new are in the memory then. Returns whether there were some.

        Raises TavusError; what was not noted by then is found by the next look.
        """
        rows = {record_id: row for row in self._rows() if (record_id := id_of(row, self.resource.id_field)) is not None}
        told = self._settle(rows)
        self._since = None
        waiting = len(self._memory.waiting)
        for record_id, row in rows.items():
            if len(self._callbacks(row)) > told[record_id]:
                self._take(record_id, told)
        self._look_late(told)
        return len(self._memory.waiting) > waiting

    def _settle(self, rows: Mapping[str, Row]) -> dict[str, int]:
        """Note how much of each record counts as told. Returns that, by record id."""
        kind = self.resource.plural
        first = kind not in self._memory.told
        told = self._memory.told.setdefault(kind, {})
        for record_id, row in rows.items():
            due = len(self._callbacks(row))
            self._note_running(row, record_id, due)
            if self._since is not None:
                told[record_id] = 0 if self._has_ended_since(row) else due
            elif record_id not in told:
                told[record_id] = due if first or self._is_old(row) else 0
        moments = [moment for row in rows.values() if (moment := _time(row, "created_at")) is not None]
        self._memory.newest[kind] = max([self._memory.newest.get(kind, 0.0), *moments])
        return told

    def _take(self, record_id: str, told: dict[str, int]) -> None:
        """Read a record, and take on what is new of its callbacks. One that is gone has none."""
        try:
            due = self._callbacks(self._read(record_id))
        except NotFound:
            return
        known = told[record_id]
        self._memory.waiting += [self._event(record_id, number, due[number]) for number in range(known, len(due))]
        told[record_id] = max(known, len(due))
        if due and self.resource.callbacks and self.resource.callbacks.late and record_id not in self._late:
            now = time.monotonic()
            self._late[record_id] = now + self.resource.callbacks.late
            self._next_late = max(self._next_late, now + LATE_PAUSE)

    def _look_late(self, told: dict[str, int]) -> None:
        """Read again those that have ended a while ago, of which more may come, now and then."""
        now = time.monotonic()
        if now < self._next_late:
            return
        self._next_late = now + LATE_PAUSE
        self._late = {record_id: until for record_id, until in self._late.items() if now < until}
        for record_id in self._late:
            self._take(record_id, told)

    def _rows(self) -> Iterator[Row]:
        resource, poller = self.resource, self._session.poller
        params: dict[str, Param] = {**self._product.own, "limit": PAGE_SIZE}
        if time.monotonic() < self._next_walk:
            document = poller.get(resource.path, params)
            rows, total = resource.layout.rows_of(document), resource.layout.total_of(document)
            if len(rows) < PAGE_SIZE or total == self._total:
                yield from rows
                yield from self._beyond({id_of(row, resource.id_field) for row in rows})
                self._total = total
                return
        pages = self._session.pages(resource.path, params, resource.id_field, resource.layout, poller)
        for rows in pages:
            yield from rows
        self._total = resource.layout.total_of(pages.envelope)
        self._next_walk = time.monotonic() + WALK_SECONDS

    def _beyond(self, shown: set[str | None]) -> Iterator[Row]:
        """Records that run and are not among those that were listed; a few, and others the next time."""
        missing = [record_id for record_id in self._running if record_id not in shown]
        for record_id in missing[:MOST_READS]:
            try:
                yield self._read(record_id)
            except NotFound:
                self._running.remove(record_id)

    def _read(self, record_id: str) -> Row:
        params = self.resource.callbacks.params if self.resource.callbacks else None
        return self.resource.shape.record_of(self.resource.fetch(self._session, record_id, params, polling=True))

    def _note_running(self, row: Row, record_id: str, due: int) -> None:
        job = self._product.job
        runs = due == 0 if job is None else job.state(row) is State.RUNNING
        if record_id in self._running:
            self._running.remove(record_id)
        if runs:
            self._running.append(record_id)

    def _callbacks(self, row: Row) -> Sequence[Callback]:
        return self.resource.callbacks.of(row) if self.resource.callbacks else ()

    def _is_old(self, row: Row) -> bool:
        created = _time(row, "created_at")
        newest = self._memory.newest.get(self.resource.plural, 0.0)
        return created is not None and created < newest - NEWS_SECONDS

    def _has_ended_since(self, row: Row) -> bool:
        ended = _time(row, "updated_at") or _time(row, "created_at")
        return self._since is not None and ended is not None and ended >= self._since.timestamp()

    def _event(self, record_id: str, number: int, callback: Callback) -> Event:
        noun = self.resource.noun
        digest = hashlib.sha256(f"{noun} {record_id} {number} {callback.event}".encode()).hexdigest()
        return Event(f"evt_{digest[:32]}", noun, record_id, callback.event, callback.body)


def _time(row: Row, field: str) -> float | None:
    moment = parse_date(cell(row.get(field)))
    return None if moment is None else moment.timestamp()
