"""Ids of records: what makes one safe in a path, and what is wrong with one that the API does not know."""

import re
from urllib.parse import quote

from tavus_cli.errors import UsageError
from tavus_cli.text import clean, clip

MAX_ID = 256

# How ids have looked so far. They are opaque, so this is only ever a guess for a hint.
_IDS = (
    ("replica", r"r[0-9a-f]{8,}", "a replica's starts with r"),
    ("persona", r"p[0-9a-f]{6,}", "a persona's starts with p"),
    ("voice", r"v[0-9a-f]{8,}", "a voice's starts with v"),
    ("video", r"[0-9a-f]{9,10}", "a video's has 9 or 10 digits and letters up to f"),
)


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


def advice_for_id(noun: str, record_id: str) -> str | None:
    """What an id that the API does not know may be, told by its first letter; None if it looks right.

    A persona's id in a replica's place is the usual cause. Source: public issue threads.
    """
    looks = {kind: says for kind, pattern, says in _IDS if re.fullmatch(pattern, record_id)}
    own = next((says for kind, _, says in _IDS if kind == noun), None)
    if not looks or noun in looks or own is None:
        return None
    return f"it looks like a {next(iter(looks))}'s id; {own}"
