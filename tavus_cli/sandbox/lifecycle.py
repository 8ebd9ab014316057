"""What time does to a job: pure functions of when it began, how fast it goes, and the clock.

Nothing ticks. A job's whole course is settled when it is created, so any process that reads it later, however it was
started, tells the same story, and a training goes on while no sandbox runs.
"""

from typing import NamedTuple

from tavus_cli.sandbox.failures import Failure

# A training stands still in the middle while one of its steps is worked on, as the service's may: nothing moves, and
# nothing is wrong.
_STANDS, _MOVES = 40, 60
# A video waits in the queue for this share of its time, even if its replica is ready, and a document too. Assumed.
_QUEUED = 0.15


class State(NamedTuple):
    """Where a job stands: its status, and how much of a hundred is done."""

    status: str
    percent: int

    @property
    def progress(self) -> str:
        return f"{self.percent}/100"


def end(starts_at: float, seconds: float, failure: Failure | None) -> float:
    """When a job that starts then will end, well or badly."""
    return starts_at + seconds * (1.0 if failure is None else failure.at)


def training(starts_at: float, seconds: float, failure: Failure | None, now: float) -> State:
    """A replica or a voice: started, then completed or error. Progress stays where an error stopped it."""
    if now >= end(starts_at, seconds, failure):
        return State("completed", 100) if failure is None else State("error", int(failure.at * 100))
    percent = _percent(starts_at, seconds, now)
    return State("started", _STANDS if _STANDS <= percent < _MOVES else percent)


def rendering(starts_at: float, seconds: float, failure: Failure | None, now: float) -> State:
    """A video: queued until its replica is trained and a little longer, generating, then ready or error."""
    if now >= end(starts_at, seconds, failure):
        # The documented callback of a failed video says 0/100, wherever it stopped.
        return State("ready", 100) if failure is None else State("error", 0)
    percent = _percent(starts_at, seconds, now)
    return State("queued", 0) if percent < _QUEUED * 100 else State("generating", percent)


def reading(starts_at: float, seconds: float, failure: Failure | None, now: float) -> State:
    """A document: started, soon processing, then ready or error."""
    if now >= end(starts_at, seconds, failure):
        return State("ready", 100) if failure is None else State("error", 0)
    percent = _percent(starts_at, seconds, now)
    return State("started", 0) if percent < _QUEUED * 100 else State("processing", percent)


def _percent(starts_at: float, seconds: float, now: float) -> int:
    """Whole hundredths of the time, never 100 before the end, never below 0 if the clock was set back."""
    return max(0, min(99, int(100 * (now - starts_at) / seconds))) if seconds > 0 else 0
