"""Ids of records: what makes one safe in a path, and what is wrong with one that the API does not know."""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

from tavus_cli.errors import UsageError
from tavus_cli.text import clean, clip

MAX_ID = 256


class Ids(NamedTuple):
    """How the ids of a noun have looked so far. They are opaque, so this is only ever a guess for a hint.

    Attributes:
        pattern: a regular expression.
        told: the same in words, as in "a replica's starts with r".
    """

    pattern: str
    told: str

    def fit(self, record_id: str) -> bool:
        """Whether an id looks as these have so far."""
        return re.fullmatch(self.pattern, record_id) is not None


def segment(value: str, kind: str) -> str:
    """An id as one segment of a path, percent-encoded. Raises UsageError for what could leave its place.

    `.` and `..` stay as they are under percent-encoding and would be resolved away on the wire.
    """
    if (
        value in {"", ".", ".."}
        or len(value) > MAX_ID
        or not all(" " <= c != "\x7f" and not "\x80" <= c <= "\x9f" for c in value)
    ):
        raise UsageError(f'"{clip(clean(value), 80)}": not a {kind} id.')
    return quote(value, safe="")


def advice_for_id(noun: str, record_id: str, known: Mapping[str, Ids]) -> str | None:
    """What an id that the API does not know may be, told by its first letter; None if it looks right.

    A persona's id in a replica's place is the usual cause. Source: public issue threads.
    """
    looks = [other for other, ids in known.items() if ids.fit(record_id)]
    if not looks or noun in looks or noun not in known:
        return None
    return f"it looks like a {looks[0]}'s id; a {noun}'s {known[noun].told}"
