"""Refusals on demand: error statuses for testing a script's error handling, without special headers.

There are three ways to request one. A prefix of the base URL, `http://127.0.0.1:8787/force/429x2`, refuses the calls
below it. The same specification as a setting of the server refuses all calls. And in a create, a URL with the file name
`refuse-402`, with any suffix, refuses that create only; nothing is created.

A specification is a status, then `x` and a number to refuse only so many calls, then options after commas:
`retry-after=3` sets that header, which 429 and 503 always have, with 1 second by default; `name=anything` starts a
separate count, for a second test on the same server.
"""

import re
import threading
from collections import Counter
from typing import NamedTuple

from tavus_cli.sandbox.answers import Refused

# The texts are those of the API's documentation, or else those of usual gateways.
_TEXTS = {
    400: "Bad request",
    401: "Invalid access token",
    402: "The user is out of conversational credits",
    403: "Forbidden",
    404: "Not found",
    409: "Conflict",
    422: "Unprocessable entity",
    429: "Too many requests",
    500: "Internal server error",
    502: "Bad gateway",
    503: "Service unavailable",
    504: "Gateway timeout",
}
KNOWN = ", ".join(map(str, _TEXTS))

# Patterns are compiled on first use: most runs do not need them, and compiling takes a millisecond.
_SPECIFICATION = r"([0-9]{3})(?:x([0-9]{1,6}))?((?:,(?:retry-after=[0-9]{1,6}|name=[A-Za-z0-9_.-]{1,40}))*)"
_RETRY_AFTER = r",retry-after=([0-9]+)"
_FILE = r"refuse-([0-9]+)(?:\..*)?"
_MAX_COUNTS = 1000  # counts to keep; each new prefix adds one


class Refusal(NamedTuple):
    """A parsed specification: a status, the number of calls to refuse (None for all), and a Retry-After (or None)."""

    status: int
    times: int | None
    retry_after: str | None

    def error(self) -> Refused:
        headers = {} if self.retry_after is None else {"Retry-After": self.retry_after}
        return Refused(self.status, _TEXTS[self.status], headers)


def parse(specification: str) -> Refusal | None:
    """Parse a specification; None if it is invalid."""
    found = re.fullmatch(_SPECIFICATION, specification)
    if found is None or int(found[1]) not in _TEXTS:
        return None
    status = int(found[1])
    retry_after_values = re.findall(_RETRY_AFTER, found[3])
    default = "1" if status in {429, 503} else None
    return Refusal(
        status, None if found[2] is None else int(found[2]), retry_after_values[-1] if retry_after_values else default
    )


def file_name(url: str) -> str:
    """The part of a URL's path after its last slash; empty without a path."""
    address = re.split("[?#]", url, maxsplit=1)[0]
    path = address.partition("://")[2].partition("/")[2]
    return path.rpartition("/")[2]


def check_url(name: str, url: str) -> None:
    """Raise Refused if the file name of a create's URL requests it. `name` is the field with the URL."""
    found = re.fullmatch(_FILE, file_name(url))
    if found is None:
        return
    refusal = parse(found[1])
    if refusal is None:
        raise Refused(400, f"{name}: the sandbox cannot refuse with {found[1][:10]}; it can with {KNOWN}")
    raise refusal.error()


class Forced:
    """The requested refusals of a server, with the count of each."""

    def __init__(self, always: str | None) -> None:
        self._always = always
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def check(self, specification: str | None) -> None:
        """Raise Refused if the server's setting or the prefix of this call (None without one) requests it."""
        for each in (self._always, specification):
            if each is not None:
                self._check(each, "server" if each is self._always else "prefix")

    def _check(self, specification: str, origin: str) -> None:
        refusal = parse(specification)
        if refusal is None:
            raise Refused(
                404, f'"{specification[:60]}" after /force/ is no refusal; try 429, 429x2 or 503,retry-after=3'
            )
        if refusal.times is not None:
            key = f"{origin} {specification}"
            with self._lock:
                if len(self._counts) >= _MAX_COUNTS and key not in self._counts:
                    self._counts.clear()
                self._counts[key] += 1
                if self._counts[key] > refusal.times:
                    return
        raise refusal.error()
