"""Waiting until jobs settle: a replica trained, a video rendered.

Nothing is created here, so an outage is only lived through: too many requests, a failing server and a broken
connection are waited out with growing pauses until the limit. A refused key and a missing record end the wait, since
no time mends them.
"""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tavus_cli.api.envelope import Row
from tavus_cli.api.ids import segment
from tavus_cli.cli.session import Session
from tavus_cli.errors import FailedJob, Interrupted, TavusError, TimedOut
from tavus_cli.output.progress import Watch, watching
from tavus_cli.output.rows import cell
from tavus_cli.text import clean, sentence
from tavus_cli.verbs.advice import advice_for
from tavus_cli.verbs.resource import Job

FIRST_PAUSE = 5.0
LONGEST_PAUSE = 30.0
GROWTH = 1.3
LONGEST_WAIT = 60.0
# The sandbox trains in seconds, and its time costs nothing.
SANDBOX_FIRST_PAUSE = 0.2
SANDBOX_LONGEST_PAUSE = 0.5


@dataclass
class _Pace:
    """How long to pause between two looks."""

    interval: float | None
    pause: float | None = None
    outages: int = 0

    def next(self, *, sandboxed: bool) -> float:
        if self.interval is not None:
            return self.interval
        first, longest = (SANDBOX_FIRST_PAUSE, SANDBOX_LONGEST_PAUSE) if sandboxed else (FIRST_PAUSE, LONGEST_PAUSE)
        self.pause = first if self.pause is None else min(longest, self.pause * GROWTH)
        return self.pause


def show_settled(session: Session, job: Job, ids: Sequence[str], *, interval: float | None = None) -> None:
    """Wait for jobs and show their last records, also of those that failed. Raises FailedJob for these."""
    session.out.check_columns(job.resource.shape)
    records = wait_for(session, job, ids, interval=interval)
    session.out.records(job.resource.shape, records)
    session.streams.flush()
    check_settled(job, records)


def wait_for(session: Session, job: Job, ids: Sequence[str], *, interval: float | None = None) -> list[Row]:
    """Wait until every job has settled. Returns their last records, in the order of the ids.

    The limit is `--timeout`, here for the whole wait; without it there is none.

    Raises:
        NotFound, AuthError: at once.
        TimedOut: the limit ran out. The error says how to go on.
    """
    for record_id in ids:
        segment(record_id, job.resource.noun)
    started = time.monotonic()
    limit = session.option("timeout") or math.inf
    session.poller.end_by(started + limit)
    settled: dict[str, Row] = {}
    pace = _Pace(interval)
    try:
        with watching(session.streams) as watch:
            while True:
                pause = _look(session, job, [i for i in ids if i not in settled], settled, watch, pace, started)
                if len(settled) == len(set(ids)):
                    return [settled[record_id] for record_id in ids]
                left = started + limit - time.monotonic()
                if left <= 0:
                    raise _timed_out(session, job, ids, settled, limit)
                time.sleep(min(pause, left))
    except Interrupted as signal:
        signal.cause = TavusError("interrupted.", hint=_go_on(session, job, ids, settled))
        raise


def _look(
    session: Session,
    job: Job,
    ids: Sequence[str],
    settled: dict[str, Row],
    watch: Watch,
    pace: _Pace,
    started: float,
) -> float:
    """Ask for each job once. Returns the seconds to pause before the next look."""
    for record_id in dict.fromkeys(ids):
        try:
            record = job.resource.fetch(session.poller, record_id)
        except TavusError as error:
            if not error.passing:
                raise
            return _outage(session, pace, error)
        pace.outages = 0
        status = cell(record.get("status")).lower()
        watch.see(record_id, status, job.share(record), time.monotonic() - started)
        if status in job.done or status in job.failed:
            settled[record_id] = record
    return pace.next(sandboxed=session.poller.sandboxed)


def _outage(session: Session, pace: _Pace, error: TavusError) -> float:
    if pace.outages == 0:
        session.streams.progress(f"still waiting: {error.message}")
    pace.outages += 1
    backoff = min(LONGEST_PAUSE, 0.5 * 2.0 ** min(pace.outages, 10))
    # A server may ask for a day; whoever waits wants to hear before that whether it is over.
    return max(backoff, min(error.retry_after or 0.0, LONGEST_WAIT))


def _timed_out(session: Session, job: Job, ids: Sequence[str], settled: Mapping[str, Row], limit: float) -> TimedOut:
    running = [record_id for record_id in ids if record_id not in settled]
    names = ", ".join(clean(record_id) for record_id in running)
    return TimedOut(f"{names}: not done within {limit:g} s.", hint=_go_on(session, job, ids, settled))


def _go_on(session: Session, job: Job, ids: Sequence[str], settled: Mapping[str, Row]) -> str:
    running = " ".join(clean(record_id) for record_id in ids if record_id not in settled)
    return f"nothing is lost; to go on waiting: {session.suggest(f'{job.command} {running}')}"


def check_settled(job: Job, records: Sequence[Row]) -> None:
    """Raise FailedJob if any of the jobs failed, with the API's reason and what to do about it."""
    failed = [record for record in records if cell(record.get("status")).lower() in job.failed]
    if not failed:
        return
    messages = [_why(job, record) for record in failed]
    reason = _reason(job, failed[0])
    raise FailedJob(messages[0], details=tuple(messages[1:]), hint=advice_for(reason) if reason else None)


def _why(job: Job, record: Row) -> str:
    shown = clean(cell(record.get(job.resource.id_field)))
    reason = _reason(job, record)
    status = sentence(cell(record.get("status")))
    return f"the {job.name} of {shown} failed: {sentence(reason) if reason else f'its status is {status}'}."


def _reason(job: Job, record: Mapping[str, Any]) -> str:
    return next((cell(record[name]) for name in job.reasons if record.get(name)), "")
