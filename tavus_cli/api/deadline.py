"""Time limits: of the whole command, and of one call. Whatever waits has a deadline, and errors name its limit."""

import math
import time
from typing import NamedTuple

from tavus_cli.errors import TimedOut


class Deadline(NamedTuple):
    """When something has to have ended. Without arguments there is no limit.

    Attributes:
        moment: on the monotonic clock; may be infinite.
        limit: what ends then, as in "no answer within 60 s, the limit of one call".
        option: what sets the limit.
    """

    moment: float = math.inf
    limit: str = ""
    option: str = "--timeout"

    @property
    def left(self) -> float:
        """The seconds that are left; 0 once the limit has run out."""
        return max(0.0, self.moment - time.monotonic())

    @property
    def hint(self) -> str:
        return f"allow more with {self.option} DURATION"

    def of_call(self, seconds: float) -> "Deadline":
        """The deadline of a call that begins now; that of the whole command if it comes first."""
        moment = time.monotonic() + seconds
        if moment >= self.moment:
            return self
        return Deadline(moment, f"{duration_words(seconds)}, the limit of one call", "--call-timeout")

    def check(self, what: str) -> None:
        """Raise the error of `ran_out` if the limit has run out."""
        if not self.left:
            raise self.ran_out(what)

    def ran_out(self, what: str) -> TimedOut:
        """The error for what did not end in time, such as "the download"."""
        return TimedOut(f"{what} did not end within {self.limit}.", hint=self.hint)


NEVER = Deadline()


def deadline_of_command(seconds: float, started: float, source: str) -> Deadline:
    """The deadline of a command that started at a moment, with the source of its limit, such as "TAVUS_TIMEOUT"."""
    origin = "" if source == "--timeout" else f" ({source})"
    return Deadline(started + seconds, f"{duration_words(seconds)}, the limit of the whole command{origin}")


def duration_words(seconds: float) -> str:
    """A duration as messages write it: 0.5 s, 90 s, 30 min, 6 h."""
    for unit, length in (("h", 3600.0), ("min", 60.0)):
        if seconds >= 2 * length and seconds % length == 0:
            return f"{seconds / length:g} {unit}"
    return f"{seconds:g} s"
