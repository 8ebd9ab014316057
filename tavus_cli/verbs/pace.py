"""How often to look at records that change by themselves: politely, and through outages."""

from tavus_cli.cli.session import Session
from tavus_cli.errors import TavusError

FIRST_PAUSE = 5.0
LONGEST_PAUSE = 30.0
GROWTH = 1.3
# The sandbox trains in seconds, and its time costs nothing.
SANDBOX_FIRST_PAUSE = 0.2
SANDBOX_LONGEST_PAUSE = 0.5
# A server may ask to be left alone for longer than anybody keeps a terminal open.
LONGEST_WAIT = 3600.0


class Pace:
    """The pauses between looks.

    Args:
        session: tells whether the sandbox answers.
        interval: seconds between two looks; from 5 growing to 30 unless given.

    Attributes:
        outages: how many looks have failed in a row.
    """

    def __init__(self, session: Session, interval: float | None = None) -> None:
        self.outages = 0
        self._session = session
        self._interval = interval
        self._pause: float | None = None
        self._good = False

    def pause(self, *, changed: bool = False) -> float:
        """Seconds to wait after a look that went well; few again if it found a change."""
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
        """Seconds to wait after a look that failed: growing, and what the server asks for, up to a limit."""
        self.outages += 1
        backoff = min(LONGEST_PAUSE, 0.5 * 2.0 ** min(self.outages, 10))
        return max(backoff, min(error.retry_after or 0.0, longest_wait))

    def endure(self, error: TavusError) -> float:
        """The same as `outage`. Raises the error if no time mends it.

        One such error after a good look may be the answer of a proxy, so it takes two in a row.
        """
        if not error.transient:
            if not self._good:
                raise error
            self._good = False
        return self.outage(error)
