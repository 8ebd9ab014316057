"""Polling intervals: growing pauses between requests, and backoff after errors."""

from tavus_cli.cli.session import Session
from tavus_cli.errors import TavusError

FIRST_PAUSE = 5.0
LONGEST_PAUSE = 30.0
GROWTH = 1.3
# The sandbox trains within seconds, and requests to it cost nothing.
SANDBOX_FIRST_PAUSE = 0.2
SANDBOX_LONGEST_PAUSE = 0.5
# The limit for Retry-After: a server may ask for more time than anyone keeps a terminal open.
LONGEST_WAIT = 3600.0


class Pace:
    """The pauses between polling requests.

    Args:
        session: the run; with the sandbox the pauses are shorter.
        interval: seconds between two polls; None for 5 seconds, growing to 30.

    Attributes:
        outages: the number of polls that have failed in a row.
    """

    def __init__(self, session: Session, interval: float | None = None) -> None:
        self.outages = 0
        self._session = session
        self._interval = interval
        self._pause: float | None = None
        self._good = False

    def pause(self, *, changed: bool = False) -> float:
        """Seconds to wait after a successful poll. After a change the pauses start again with the shortest."""
        self.outages = 0
        self._good = True
        if self._interval is not None:
            return self._interval
        first, longest = FIRST_PAUSE, LONGEST_PAUSE
        if self._session.sandboxed:
            first, longest = SANDBOX_FIRST_PAUSE, SANDBOX_LONGEST_PAUSE
        self._pause = first if self._pause is None or changed else min(longest, self._pause * GROWTH)
        return self._pause

    def outage(self, error: TavusError, longest_wait: float = LONGEST_WAIT) -> float:
        """Seconds to wait after a failed poll: exponential backoff, or a longer Retry-After up to `longest_wait`."""
        self.outages += 1
        backoff = min(LONGEST_PAUSE, 0.5 * 2.0 ** min(self.outages, 10))
        return max(backoff, min(error.retry_after or 0.0, longest_wait))

    def endure(self, error: TavusError) -> float:
        """The same as `outage`, but raises an error that is not transient.

        A single such error after a successful poll may come from a proxy, so only the second in a row is raised.
        """
        if not error.transient:
            if not self._good:
                raise error
            self._good = False
        return self.outage(error)
