"""Waiting for the jobs of a batch: polling many with one request, and recording in the journal how they end."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress

from tavus_cli.api import signals
from tavus_cli.api.records import Row as Record
from tavus_cli.api.records import id_of
from tavus_cli.errors import NotFound, Outcome, TavusError, TimedOut
from tavus_cli.output.rows import cell
from tavus_cli.text import without_queries
from tavus_cli.verbs.batch.options import Batch
from tavus_cli.verbs.polling import Pauses
from tavus_cli.verbs.resource import State
from tavus_cli.verbs.wait import LONGEST_SLEEP, reason_of

# The maximum number of ids in one request. They are in the URL, which with 50 is far below any server's limit.
AT_ONCE = 50
# The status for a record that was deleted in the meantime.
_GONE = "deleted"


class Jobs:
    """The jobs of a batch that have not ended according to the journal.

    Args:
        batch: the run.
        ended: called with the id of a row whose job has ended.

    Attributes:
        statuses: the last known status of each job, by the id of the row.
    """

    def __init__(self, batch: Batch, ended: Callable[[str], None]) -> None:
        self._session = batch.session
        self._resource = batch.product.resource
        self._job = batch.product.job
        self._journal = batch.journal
        self._pauses = Pauses(batch.session, batch.options.interval)
        self._ended = ended
        # The records that could not be fetched the last time. They are fetched after the others, which may be readable.
        self._unreadable: set[str] = set()
        self.statuses: dict[str, str] = {}

    def running(self, only: Sequence[str] | None = None) -> dict[str, str]:
        """The ids of records whose jobs have not ended, each with the id of its row."""
        if self._job is None:
            return {}
        states = self._journal.states
        ids = states if only is None else only
        return {
            state.record_id: row_id
            for row_id in ids
            if (state := states.get(row_id)) is not None and state.has_record and not state.job
        }

    def see(self, row_id: str, record: Record) -> None:
        """Store the status of a row's record, and write the end of its job to the journal."""
        self.statuses[row_id] = cell(record.get("status"))
        job = self._job
        if job is None or self._journal.states[row_id].job:
            return
        state = job.state(record)
        status = self.statuses[row_id]
        if state is State.FAILED or status == _GONE:
            reason = reason_of(job, record)
            if not reason and status != _GONE:
                # The list of replicas has no reasons. Without one, the failure counts all the same.
                with suppress(TavusError):
                    reason = reason_of(job, self._fetch(self._journal.states[row_id].record_id))
            # The reason may repeat the signed link of the file.
            message = without_queries(reason) or f"its status is {status}"
            self._journal.add("failed", row_id, status=status, message=message)
            self._ended(row_id)
        elif state is State.DONE:
            self._journal.add("trained", row_id, status=status)
            self._ended(row_id)

    def until_all_ended(self, only: Sequence[str], show_progress: Callable[[], None]) -> None:
        """Wait for the jobs of these rows. Raises TimedOut at the limit of the command."""
        self.until_fewer_than(1, show_progress, only)

    def until_fewer_than(self, most: int, show_progress: Callable[[], None], only: Sequence[str] | None = None) -> None:
        """Wait until fewer jobs run, of this journal or of these rows. Raises TimedOut at the limit of the command."""
        while len(running := self.running(only)) >= most:
            try:
                for row_id, record in self._poll(running):
                    self.see(row_id, record)
                pause = self._pauses.after_success()
            except TavusError as error:
                if not self._session.deadline.left:
                    raise
                is_first = self._pauses.failures == 0
                pause = self._pauses.tolerate(error)
                if is_first:
                    self._session.streams.progress(f"still waiting: {error.message}")
            show_progress()
            if len(self.running(only)) >= most:
                self._sleep(pause, show_progress)

    def _sleep(self, seconds: float, show_progress: Callable[[], None]) -> None:
        deadline = self._session.deadline
        wake = min(time.monotonic() + seconds, deadline.moment)
        while (left := wake - time.monotonic()) > 0:
            signals.sleep(min(left, LONGEST_SLEEP))
            show_progress()
        if not deadline.left:
            raise TimedOut(
                f"not all {self._resource.plural} are done within {deadline.limit}.",
                hint="nothing is lost: the same command goes on",
                outcome=Outcome.RUNNING,
            )

    def _poll(self, running: Mapping[str, str]) -> Iterator[tuple[str, Record]]:
        """Fetch the records of running jobs. Yields each with the id of its row."""
        job = self._job
        if job is None:
            return
        ids = sorted(running, key=lambda record_id: record_id in self._unreadable)
        if job.many is None:
            for record_id in ids:
                yield running[record_id], self._fetch(record_id)
            return
        for start in range(0, len(ids), AT_ONCE):
            some = ids[start : start + AT_ONCE]
            answer = self._session.poller.get(self._resource.path, {job.many: some, "limit": AT_ONCE})
            found = {id_of(record, self._resource.id_field): record for record in self._resource.layout.rows_of(answer)}
            for record_id in some:
                # A server may return fewer records, or not support this filter.
                yield running[record_id], found.get(record_id) or self._fetch(record_id)

    def _fetch(self, record_id: str) -> Record:
        self._unreadable.add(record_id)
        try:
            record = self._resource.fetch(self._session, record_id, polling=True)
        except NotFound:
            record = {self._resource.id_field: record_id, "status": _GONE}
        self._unreadable.remove(record_id)
        return record
