"""Waiting until jobs have ended, such as the training of a replica or the rendering of a video.

Polling only reads, so transient errors (rate limits, failing servers, lost connections) are retried with backoff until
the deadline. Other errors end the wait, because retrying does not help against a refused key or a missing record. A
single such error after a successful poll may come from a proxy, so only the second in a row ends the wait.
"""

import time
from collections.abc import Sequence
from typing import NamedTuple

from tavus_cli.api import signals
from tavus_cli.api.records import Row, id_of, value_of
from tavus_cli.api.urls import segment
from tavus_cli.cli.session import Session
from tavus_cli.errors import FailedJob, Interrupted, NotFound, Outcome, TavusError, TimedOut, UsageError
from tavus_cli.output.progress import Meter, metering
from tavus_cli.output.rows import cell
from tavus_cli.text import clean, sentence
from tavus_cli.verbs.advice import advice_for
from tavus_cli.verbs.polling import Pauses
from tavus_cli.verbs.resource import Job, State

# The limit for a server's Retry-After.
LONGEST_RETRY_AFTER = 60.0
# How long NotFound is retried for a new record, because the API may be eventually consistent.
UNKNOWN_AT_FIRST = 60.0
# The longest single sleep, so that the meter can regularly report that the wait continues.
LONGEST_SLEEP = 15.0


class Waiting(NamedTuple):
    """The options of a wait.

    Attributes:
        interval: seconds between two polls; None for growing intervals.
        preview: end when the record can be used, although its second stage continues.
    """

    interval: float | None = None
    preview: bool = False


def waiting(*, wait: bool, interval: float | None = None, preview: bool = False) -> Waiting | None:
    """The options of a wait after a create; None for no wait. Raises UsageError for options that need --wait."""
    if wait:
        return Waiting(interval, preview)
    if preview or interval is not None:
        raise UsageError(f"{'--preview' if preview else '--interval'} needs --wait.", hint="add --wait")
    return None


def note_running(session: Session, job: Job, ids: Sequence[str]) -> None:
    """Tell a person how long jobs take, and what waits for them."""
    if session.streams.out_is_terminal:
        # The sandbox is quicker.
        takes = "" if session.sandboxed else f"{job.duration}; "
        session.streams.note(f"{takes}wait for it with: {session.suggest(' '.join([job.command, *map(clean, ids)]))}")


def show_ended(session: Session, job: Job, ids: Sequence[str], how: Waiting, *, new: bool = False) -> None:
    """Wait for jobs, and show their final records, including the failed ones.

    `new` is whether the records were created a moment ago.

    Raises:
        FailedJob: one or more jobs failed.
        TimedOut: the deadline passed.
        TavusError: an error ended the wait.
    """
    session.out.check_columns(job.resource.shape)
    wait = _Wait(session, job, ids, how, new=new)
    try:
        wait.run()
    except TimedOut as error:
        if not wait.failed():
            raise
        wait.show()
        raise failure(job, wait.failed(), error.message) from error
    except TavusError as error:
        error.details += tuple(_why(job, record) for record in wait.failed())
        raise
    wait.show()
    if wait.failed():
        raise failure(job, wait.failed())


class _Wait:
    """A wait for several jobs."""

    def __init__(self, session: Session, job: Job, ids: Sequence[str], how: Waiting, *, new: bool) -> None:
        for record_id in ids:
            segment(record_id, job.resource.noun)
        self._session = session
        self._job = job
        self._ids = list(dict.fromkeys(ids))
        self._order = ids
        self._how = how
        self._deadline = session.deadline
        self._known_by = time.monotonic() + (UNKNOWN_AT_FIRST if new else 0.0)
        # The running jobs, in the order in which they are polled.
        self._queue = list(self._ids)
        self._ended: dict[str, Row] = {}
        # Ids whose last request succeeded, so that one error is tolerated. For new records that was the create.
        self._good = set(ids) if new else set()
        self._pauses = Pauses(session, how.interval)

    def run(self) -> None:
        """Poll until all jobs have ended. Raises TimedOut at the deadline."""
        try:
            with metering(self._session.streams) as meter:
                while True:
                    pause = self._poll(meter)
                    if not self._queue:
                        return
                    self._sleep(pause, meter)
        except Interrupted as signal:
            failed = tuple(_why(self._job, record) for record in self.failed())
            signal.cause = TavusError("interrupted.", details=failed, hint=self._go_on())
            raise

    def show(self) -> None:
        """Show the final records of the jobs that have ended."""
        records = [self._ended[record_id] for record_id in self._order if record_id in self._ended]
        self._session.out.records(self._job.resource.shape, records, asked=len(self._order))
        self._session.streams.flush()

    def failed(self) -> list[Row]:
        """The final records of the jobs that failed."""
        return [
            self._ended[record_id]
            for record_id in self._ids
            if record_id in self._ended and self._state(record_id) is State.FAILED
        ]

    def _state(self, record_id: str) -> State:
        return self._job.state(self._ended[record_id], preview=self._how.preview)

    def _poll(self, meter: Meter) -> float:
        """Fetch each running job once, until an error. Returns the seconds to pause before the next poll."""
        for record_id in list(self._queue):
            try:
                record = self._job.resource.fetch(self._session, record_id, polling=True)
            except TavusError as error:
                # If the deadline ended the request, `_sleep` raises TimedOut instead.
                if self._deadline.left and not error.transient and not self._is_tolerated(record_id, error):
                    raise
                # The next poll begins with the others, because the error may be that of one record.
                self._queue.remove(record_id)
                self._queue.append(record_id)
                return self._outage(error)
            self._good.add(record_id)
            self._report(meter, record_id, record)
            if self._job.state(record, preview=self._how.preview) is not State.RUNNING:
                self._ended[record_id] = record
                self._queue.remove(record_id)
        return self._pauses.after_success()

    def _is_tolerated(self, record_id: str, error: TavusError) -> bool:
        """Whether to continue after an error that is not transient: once after a success, or for a new record."""
        if isinstance(error, NotFound) and time.monotonic() < self._known_by:
            return True
        if record_id not in self._good:
            return False
        self._good.remove(record_id)
        return True

    def _report(self, meter: Meter, record_id: str, record: Row) -> None:
        job = self._job
        name = cell(value_of(record, job.resource.name_field))
        state = job.state(record, preview=self._how.preview)
        if state is State.RUNNING and job.stage(record):
            # The progress is that of the first stage, which has ended.
            meter.see(record_id, "fine-tuning", "", name=name)
        else:
            status = cell(record.get("status")).lower()
            meter.see(record_id, status, job.share(record), name=name, ended=state is not State.RUNNING)

    def _outage(self, error: TavusError) -> float:
        # An error at the deadline is not an outage of the API.
        if self._pauses.failures == 0 and self._deadline.left:
            self._session.streams.progress(f"still waiting: {error.message}")
        # A server may ask for a day of pause, but the user wants to know sooner whether the job has ended.
        return self._pauses.after_failure(error, LONGEST_RETRY_AFTER)

    def _sleep(self, seconds: float, meter: Meter) -> None:
        """Sleep until the next poll. Raises TimedOut if the deadline is earlier."""
        wake = time.monotonic() + seconds
        while (left := min(wake, self._deadline.moment) - time.monotonic()) > 0:
            signals.sleep(min(left, LONGEST_SLEEP))
            meter.beat()
        if not self._deadline.left:
            running = ", ".join(clean(record_id) for record_id in self._running())
            raise TimedOut(
                f"{running}: not done within {self._deadline.limit}.", hint=self._go_on(), outcome=Outcome.RUNNING
            )

    def _running(self) -> list[str]:
        return [record_id for record_id in self._ids if record_id not in self._ended]

    def _go_on(self) -> str:
        words = [self._job.command, *map(clean, self._running()), *(["--preview"] if self._how.preview else [])]
        return f"nothing is lost; to go on waiting: {self._session.suggest(' '.join(words))}"


def failure(job: Job, records: Sequence[Row], *details: str) -> FailedJob:
    """The error for jobs that failed, with the API's reasons, further details, and advice for the first job."""
    messages = [_why(job, record) for record in records]
    reason = reason_of(job, records[0])
    hint = job.advice.get(reason) or advice_for(reason) if reason else None
    return FailedJob(messages[0], details=(*messages[1:], *details), hint=hint)


def _why(job: Job, record: Row) -> str:
    shown = clean(id_of(record, job.resource.id_field))
    reason = sentence(reason_of(job, record))
    status = cell(record.get("status"))
    if status.lower() not in job.failed:
        return f"the fine-tuning of {shown} failed: {reason or job.stage(record)}; its preview stays usable."
    return f"the {job.name} of {shown} failed: {reason or f'its status is {sentence(status)}'}."


def reason_of(job: Job, record: Row) -> str:
    """The API's reason for the failure of a job; empty if it sends none."""
    return next((cell(record[name]) for name in job.reasons if record.get(name)), "")
