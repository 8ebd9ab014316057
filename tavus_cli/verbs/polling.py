"""Pauses between polls: growing while all is well, and with exponential backoff after errors."""

from tavus_cli.cli.session import Session
from tavus_cli.errors import TavusError

FIRST_PAUSE = 5.0
LONGEST_PAUSE = 30.0
GROWTH = 1.3
# The sandbox trains within seconds, and requests to it cost nothing.
SANDBOX_FIRST_PAUSE = 0.2
SANDBOX_LONGEST_PAUSE = 0.5
# The limit for Retry-After: a server may ask for more time than anyone keeps a terminal open.
LONGEST_RETRY_AFTER = 3600.0


class Pauses:
    """The pauses between polls, in seconds.

    Args:
        session: the run; with the sandbox the pauses are shorter.
        interval: seconds between two polls; None for 5 seconds, growing to 30.

    Attributes:
        failures: the number of polls that have failed in a row.
    """

    def __init__(self, session: Session, interval: float | None = None) -> None:
        self.failures = 0
        self._session = session
        self._interval = interval
        self._pause: float | None = None
        self._succeeded = False

    def after_success(self, *, changed: bool = False) -> float:
        """The pause after a successful poll. After a change the pauses start again with the shortest."""
        self.failures = 0
        self._succeeded = True
        if self._interval is not None:
            return self._interval
        first, longest = FIRST_PAUSE, LONGEST_PAUSE
        if self._session.sandboxed:
            first, longest = SANDBOX_FIRST_PAUSE, SANDBOX_LONGEST_PAUSE
        self._pause = first if self._pause is None or changed else min(longest, self._pause * GROWTH)
        return self._pause

    def after_failure(self, error: TavusError, longest_retry_after: float = LONGEST_RETRY_AFTER) -> float:
        """The pause after a failed poll: exponential backoff, or a longer Retry-After up to `longest_retry_after`."""
        self.failures += 1
        backoff = min(LONGEST_PAUSE, 0.5 * 2.0 ** min(self.failures, 10))
        return max(backoff, min(error.retry_after or 0.0, longest_retry_after))

    def tolerate(self, error: TavusError) -> float:
        """The pause after a failed poll, as by `after_failure`. Raises an error that is not transient.

        After a successful poll the first such error is tolerated too, because it may come from a proxy.
        """
        if not error.transient:
            if not self._succeeded:
                raise error
            self._succeeded = False
        return self.after_failure(error)
