"""Records and kinds that the API cannot return: when each may be requested again, and what the user is told."""

import random
import time

from tavus_cli.errors import AuthError, NetworkError, RateLimited, TavusError, TimedOut
from tavus_cli.text import clean

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 60.0
MOST_DOUBLINGS = 10
# Troubles at once that are named to the user. If there are more, the API itself has failed.
MOST_NAMED = 5


class Troubles:
    """Each trouble has a name, such as "replica r1" or "videos". One does not delay the requests for others."""

    def __init__(self) -> None:
        self._failures: dict[str, int] = {}
        # When each may be requested again (monotonic).
        self._rests: dict[str, float] = {}
        self._new: dict[str, TavusError] = {}

    def note(self, name: str, error: TavusError) -> None:
        """A request has failed."""
        failures = self._failures.get(name, 0) + 1
        if failures == 1 and len(self._failures) < MOST_NAMED:
            self._new[name] = error
        self._failures[name] = failures
        self._rests[name] = time.monotonic() + backoff(failures)

    def end(self, name: str) -> None:
        """A request has succeeded."""
        self._failures.pop(name, None)
        self._rests.pop(name, None)

    def rests(self, name: str) -> bool:
        """Whether it should not be requested yet."""
        return time.monotonic() < self._rests.get(name, 0.0)

    def __contains__(self, name: str) -> bool:
        return name in self._failures

    def take_warning(self) -> str | None:
        """One line that names the troubles that began since the last call; None without any."""
        new, self._new = self._new, {}
        if not new:
            return None
        names, reason = ", ".join(map(clean, new)), next(iter(new.values())).message
        return f"still listening: {names} could not be read: {reason}"


def concerns_all(error: TavusError) -> bool:
    """Whether a failure is likely to hit every request, not only those for one record."""
    return isinstance(error, AuthError | NetworkError | RateLimited | TimedOut)


def backoff(failures: int) -> float:
    """Seconds to pause after so many failures in a row, with a random part."""
    pause: float = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(failures - 1, MOST_DOUBLINGS))
    return pause * random.uniform(0.5, 1)  # noqa: S311  # not a secret
