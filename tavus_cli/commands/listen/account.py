"""Finding the records of an account that have ended, and reading each of them for its callbacks.

A look is one list request for each kind. The first look requests the whole list. Later ones request its first page,
where new records appear, and read running records beyond that page by their ids, a few at a time. A longer list is
requested as a whole again if its length has changed, and from time to time.

A look only finds what has ended. `take` then reads one such record, so that the caller decides how many callbacks
wait at once. What is not read yet is not counted as taken, so that the next run finds it again.
"""

import hashlib
import math
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tavus_cli.api.records import Callback, Row, id_of
from tavus_cli.cli.session import Session
from tavus_cli.commands.listen.memory import Event, Memory
from tavus_cli.commands.listen.troubles import Troubles, concerns_all
from tavus_cli.errors import NotFound, TavusError
from tavus_cli.output.dates import parse_date
from tavus_cli.output.rows import cell
from tavus_cli.verbs.resource import Product, State

if TYPE_CHECKING:
    from tavus_cli.api.urls import Param

PAGE_SIZE = 100
# The whole of a long list is requested after this time, even if its length is unchanged.
WHOLE_LIST_SECONDS = 600.0
# Between two reads of a record that has ended but may still get callbacks.
LATE_PAUSE = 30.0
# Running records beyond the first page that are read in one look.
MOST_READS = 5
# An unknown record that has ended and is older than the newest known one by more than this is not new: it belongs to
# another account, or the list did not contain it before. The API sets these times, so clocks need not agree.
NEWS_SECONDS = 600.0


class Kind:
    """The records of one kind, such as replicas.

    Args:
        troubles: notes which records cannot be read, and when they may be tried again.
        since: also deliver what has ended since then and was delivered before; None to continue from the memory.
    """

    def __init__(
        self, session: Session, product: Product, memory: Memory, troubles: Troubles, since: datetime | None
    ) -> None:
        self.resource = product.resource
        self._product = product
        self._session = session
        self._memory = memory
        self._troubles = troubles
        self._since = since
        self._running: list[str] = []
        self._total: int | None = None
        self._next_whole_list = 0.0
        # Records with callbacks that were not taken yet, and when each has ended (seconds since 1970).
        self._due: dict[str, float] = {}
        self._late = memory.late.setdefault(product.resource.plural, {})
        self._next_late = 0.0

    @property
    def running(self) -> int:
        """How many records have not ended."""
        return len(self._running)

    def look(self) -> bool:
        """Request the list once. Returns whether some record has new callbacks. Raises TavusError."""
        rows = {record_id: row for row in self._rows() if (record_id := id_of(row, self.resource.id_field)) is not None}
        self._memory.forget_others(self._session.sandbox_id)
        taken = self._settle(rows)
        self._since = None
        # The API lists the newest first. Of records with the same time, the last one in the list is the oldest.
        for record_id, row in reversed(rows.items()):
            if len(self._callbacks(row)) > taken[record_id]:
                self._due.setdefault(record_id, _ended(row))
        self._look_late()
        return bool(self._due)

    def next_due(self) -> tuple[float, str] | None:
        """When the oldest record that may be read now has ended, and its id; None without one."""
        ready = [record_id for record_id in self._due if not self._troubles.rests(self._name(record_id))]
        oldest = min(ready, key=self._due.__getitem__, default=None)
        return None if oldest is None else (self._due[oldest], oldest)

    def take(self, record_id: str) -> None:
        """Read a record and put its new callbacks in the memory. A deleted record has none.

        A failure is noted as a trouble of this record. Raises TavusError if it may concern every request.
        """
        taken = self._memory.taken[self.resource.plural]
        row = self._try_read(record_id)
        if row is None:
            return
        due, known = self._callbacks(row), taken.get(record_id, 0)
        self._memory.add([self._event(record_id, number, due[number]) for number in range(known, len(due))])
        taken[record_id] = max(known, len(due))
        self._due.pop(record_id, None)
        late = self.resource.callbacks.late
        if record_id in self._late:
            # Only a read after the end of this time shows that nothing more was added in it.
            if time.time() >= self._late[record_id]:
                del self._late[record_id]
        elif len(due) > known and late:
            self._late[record_id] = time.time() + late
            self._next_late = max(self._next_late, time.monotonic() + LATE_PAUSE)

    def _settle(self, rows: Mapping[str, Row]) -> dict[str, int]:
        """Note how many callbacks of each record count as taken. Returns these numbers, by record id."""
        kind = self.resource.plural
        first = kind not in self._memory.taken or self._since is not None
        taken = self._memory.taken.setdefault(kind, {})
        for record_id, row in rows.items():
            due = len(self._callbacks(row))
            self._note_running(row, record_id, due)
            if self._has_ended_since(row):
                taken[record_id] = 0
            elif record_id not in taken:
                taken[record_id] = due if first or self._is_old(row) else 0
        moments = [moment for row in rows.values() if (moment := _time(row, "created_at")) is not None]
        self._memory.newest[kind] = max([self._memory.newest.get(kind, 0.0), *moments])
        return taken

    def _look_late(self) -> None:
        """From time to time, read records again that have ended but may still get callbacks."""
        now = time.monotonic()
        if now < self._next_late:
            return
        self._next_late = now + LATE_PAUSE
        for record_id in self._late:
            self._due.setdefault(record_id, math.inf)

    def _rows(self) -> Iterator[Row]:
        resource = self.resource
        params: dict[str, Param] = {**self._product.own, "limit": PAGE_SIZE}
        document = self._session.poller.get(resource.path, params)
        rows, total = resource.layout.rows_of(document), resource.layout.total_of(document)
        if time.monotonic() < self._next_whole_list and (len(rows) < PAGE_SIZE or total == self._total):
            yield from rows
            yield from self._beyond({id_of(row, resource.id_field) for row in rows})
        else:
            # Further pages are requested with retries, which obey Retry-After: one that fails once must not make the
            # next look begin a long list anew.
            pages = self._session.pages(resource.path, params, resource.id_field, resource.layout)
            pages.envelope = document
            for rows in pages:
                yield from rows
            self._next_whole_list = time.monotonic() + WHOLE_LIST_SECONDS
        self._total = total

    def _beyond(self, shown: set[str | None]) -> Iterator[Row]:
        """Read some running records that the first page did not contain; the next look reads others."""
        missing = [each for each in self._running if each not in shown and not self._troubles.rests(self._name(each))]
        for record_id in missing[:MOST_READS]:
            row = self._try_read(record_id)
            if row is not None:
                yield row

    def _try_read(self, record_id: str) -> Row | None:
        """The record; None if it was deleted or cannot be read now. Raises an error that may concern every request."""
        name = self._name(record_id)
        params = self.resource.callbacks.params
        try:
            row = self.resource.shape.record_of(self.resource.fetch(self._session, record_id, params, polling=True))
        except NotFound:
            self._troubles.end(name)
            self._due.pop(record_id, None)
            self._late.pop(record_id, None)
            if record_id in self._running:
                self._running.remove(record_id)
            return None
        except TavusError as error:
            self._troubles.note(name, error)
            if concerns_all(error):
                raise
            return None
        self._troubles.end(name)
        return row

    def _name(self, record_id: str) -> str:
        return f"{self.resource.noun} {record_id}"

    def _note_running(self, row: Row, record_id: str, due: int) -> None:
        job = self._product.job
        runs = due == 0 if job is None else job.state(row) is State.RUNNING
        if record_id in self._running:
            self._running.remove(record_id)
        if runs:
            self._running.append(record_id)

    def _callbacks(self, row: Row) -> Sequence[Callback]:
        return self.resource.callbacks.of(row)

    def _is_old(self, row: Row) -> bool:
        created = _time(row, "created_at")
        newest = self._memory.newest.get(self.resource.plural, 0.0)
        return created is not None and created < newest - NEWS_SECONDS

    def _has_ended_since(self, row: Row) -> bool:
        return self._since is not None and self._since.timestamp() <= _ended(row) < math.inf

    def _event(self, record_id: str, number: int, callback: Callback) -> Event:
        noun = self.resource.noun
        digest = hashlib.sha256(f"{noun} {record_id} {number} {callback.event}".encode()).hexdigest()
        return Event(f"evt_{digest[:32]}", noun, record_id, callback.event, callback.body)


def _ended(row: Row) -> float:
    """When a record has ended (seconds since 1970); infinite if that is unknown."""
    ended = _time(row, "updated_at") or _time(row, "created_at")
    return math.inf if ended is None else ended


def _time(row: Row, field: str) -> float | None:
    moment = parse_date(cell(row.get(field)))
    return None if moment is None else moment.timestamp()
