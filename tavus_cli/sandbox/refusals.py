"""Refusals on demand, without any special header, so that a script's error handling can be tried as it is.

Three ways ask for one. A prefix of the base URL, `http://127.0.0.1:8787/force/429x2`, refuses what is sent below it.
The same words given to the server refuse every call. And a URL whose file name is `refuse-402`, with any suffix, in a
create refuses that create alone; nothing is made.

The words are a status, then `x` and a number if only the first so many calls are to be refused, then options after
commas: `retry-after=3` sets that header, which 429 and 503 have anyway, with 1 second; `name=anything` starts a count
of its own, for a second test on the same server.
"""

import re
import threading
from collections import Counter
from typing import NamedTuple

from tavus_cli.sandbox.answers import Refused

# Those of the documentation first, the rest as gateways put them.
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

# Patterns are compiled on first use here: most runs of the sandbox never meet one, and compiling takes a millisecond.
_WORDS = r"([0-9]{3})(?:x([0-9]{1,6}))?((?:,(?:retry-after=[0-9]{1,6}|name=[A-Za-z0-9_.-]{1,40}))*)"
_RETRY_AFTER = r",retry-after=([0-9]+)"
_FILE = r"refuse-([0-9]+)(?:\..*)?"
_MOST = 1000  # counts kept at once; each new prefix makes one


class Refusal(NamedTuple):
    """What was asked for: a status, for the first `times` calls or for all, and a Retry-After."""

    status: int
    times: int | None
    retry_after: str | None

    def error(self) -> Refused:
        headers = {} if self.retry_after is None else {"Retry-After": self.retry_after}
        return Refused(self.status, _TEXTS[self.status], headers)


def parse(words: str) -> Refusal | None:
    """A refusal from its words; None if they are none."""
    found = re.fullmatch(_WORDS, words)
    if found is None or int(found[1]) not in _TEXTS:
        return None
    status = int(found[1])
    asked = re.findall(_RETRY_AFTER, found[3])
    usual = "1" if status in {429, 503} else None
    return Refusal(status, None if found[2] is None else int(found[2]), asked[-1] if asked else usual)


def file_name(url: str) -> str:
    """What stands behind the last slash of a URL's path; nothing if there is no path."""
    address = re.split("[?#]", url, maxsplit=1)[0]
    path = address.partition("://")[2].partition("/")[2]
    return path.rpartition("/")[2]


def check_url(name: str, url: str) -> None:
    """Refuse a create whose URL asks for it; `name` is the field the URL stood in."""
    found = re.fullmatch(_FILE, file_name(url))
    if found is None:
        return
    refusal = parse(found[1])
    if refusal is None:
        raise Refused(400, f"{name}: the sandbox cannot refuse with {found[1][:10]}; it can with {KNOWN}")
    raise refusal.error()


class Forced:
    """The refusals of one running server, and how often each was made."""

    def __init__(self, always: str | None) -> None:
        self._always = always
        self._made: Counter[str] = Counter()
        self._lock = threading.Lock()

    def check(self, words: str | None) -> None:
        """Raise Refused as long as the prefix of this call, or the server's own setting, says so."""
        for each in (self._always, words):
            if each is not None:
                self._check(each, "server" if each is self._always else "prefix")

    def _check(self, words: str, origin: str) -> None:
        refusal = parse(words)
        if refusal is None:
            raise Refused(404, f'"{words[:60]}" after /force/ is no refusal; try 429, 429x2 or 503,retry-after=3')
        if refusal.times is not None:
            key = f"{origin} {words}"
            with self._lock:
                if len(self._made) >= _MOST and key not in self._made:
                    self._made.clear()
                self._made[key] += 1
                if self._made[key] > refusal.times:
                    return
        raise refusal.error()
