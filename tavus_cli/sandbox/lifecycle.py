"""The progress of jobs: pure functions of the start, the duration, the failure and the current time.

No process has to run meanwhile. The course of a job is fixed when it is created, so every process that reads it later
computes the same state, and a training continues while no sandbox runs.
"""

from typing import NamedTuple

from tavus_cli.sandbox.failures import Failure

# Between these percentages the progress of a training does not change, as it may happen in the service.
_STALL_FROM, _STALL_TO = 40, 60
# Videos and documents are queued for this share of their time, even if the replica is ready. Assumed.
_QUEUED = 0.15


class State(NamedTuple):
    """The status of a job, and its progress in percent."""

    status: str
    percent: int

    @property
    def progress(self) -> str:
        return f"{self.percent}/100"


def end(starts_at: float, seconds: float, failure: Failure | None) -> float:
    """The time at which a job ends, in success or failure. Times are in seconds since 1970."""
    return starts_at + seconds * (1.0 if failure is None else failure.at)


def training(starts_at: float, seconds: float, failure: Failure | None, now: float) -> State:
    """The state of a replica or a voice: started, then completed or error. An error keeps the progress."""
    if now >= end(starts_at, seconds, failure):
        return State("completed", 100) if failure is None else State("error", int(failure.at * 100))
    percent = _percent(starts_at, seconds, now)
    return State("started", _STALL_FROM if _STALL_FROM <= percent < _STALL_TO else percent)


def rendering(starts_at: float, seconds: float, failure: Failure | None, now: float) -> State:
    """The state of a video: queued until a while after the replica's training, generating, then ready or error."""
    if now >= end(starts_at, seconds, failure):
        # The documented callback of a failed video says 0/100, whatever its progress was.
        return State("ready", 100) if failure is None else State("error", 0)
    percent = _percent(starts_at, seconds, now)
    return State("queued", 0) if percent < _QUEUED * 100 else State("generating", percent)


def processing(starts_at: float, seconds: float, failure: Failure | None, now: float) -> State:
    """The state of a document: started, then processing, then ready or error."""
    if now >= end(starts_at, seconds, failure):
        return State("ready", 100) if failure is None else State("error", 0)
    percent = _percent(starts_at, seconds, now)
    return State("started", 0) if percent < _QUEUED * 100 else State("processing", percent)


def _percent(starts_at: float, seconds: float, now: float) -> int:
    """The elapsed time in percent: at most 99, as the job has not ended, and at least 0 if the clock was set back."""
    return max(0, min(99, int(100 * (now - starts_at) / seconds))) if seconds > 0 else 0
