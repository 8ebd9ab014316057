"""The two spellings of some fields: replica and face, persona and PAL.

The vendor is renaming the first of each pair to the second. Meanwhile any answer may use either, or both, on any
address, `/v2/replicas` included. Source: pages and programs of August to November 2026.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

_PAIRS = (("replica", "face"), ("replicas", "faces"), ("persona", "pal"), ("personas", "pals"))
_NEWER = dict(_PAIRS)
_OLDER = {newer: older for older, newer in _PAIRS}


@cache
def spellings(field: str) -> tuple[str, ...]:
    """The names that a field may have in an answer. Where two are there and differ, the first counts."""
    words = field.split("_")
    older = "_".join(_OLDER.get(word, word) for word in words)
    newer = "_".join(_NEWER.get(word, word) for word in words)
    return tuple(dict.fromkeys((older, newer, field)))


def spelled(record: Mapping[str, Any], field: str) -> str | None:
    """The name under which a record has a field: the first that has a value, else one without; None if it has none."""
    there = [name for name in spellings(field) if name in record]
    return next((name for name in there if record[name] not in (None, "")), there[0] if there else None)


def value_of(record: Mapping[str, Any], field: str) -> Any:
    """A record's value of a field, in whichever spelling; None if it has none."""
    value = record.get(field)
    if value is not None and len(spellings(field)) == 1:
        return value
    name = spelled(record, field)
    return None if name is None else record[name]


def id_of(record: Mapping[str, Any], field: str) -> str | None:
    """A record's id. None where it is missing, null or blank: the API's stock voices come so."""
    value = value_of(record, field)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value.strip() else None
