"""What the API answers: JSON, records with either spelling of a field and their ids, and the envelope of a list.

The vendor is renaming replica to face and persona to PAL. Meanwhile any answer may use either spelling, or both, on any
address, `/v2/replicas` included. Source: pages and programs of August to November 2026.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from tavus_cli.errors import ServerError
from tavus_cli.text import clip, sentence, strict_json

if TYPE_CHECKING:
    from tavus_cli.api.transport import Answer

# Enough to recognise a login page by.
SHOWN_START = 40
# Enough to hold a whole key, so that no half of one is left to show.
LOOKED_AT = 4096
# What parsing builds is many times as large as its text: 16 MiB of "{}," are 5.6 million objects. Each value but the
# first has a comma before it or a bracket around it, so this bounds their number. A page of 1,000 rows has some 20,000.
MOST_VALUES = 1_000_000

Row = dict[str, Any]

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


def advice_for_id(noun: str, record_id: str, known: Mapping[str, Ids]) -> str | None:
    """What an id that the API does not know may be, told by its first letter; None if it looks right.

    A persona's id in a replica's place is the usual cause. Source: public issue threads.
    """
    looks = [other for other, ids in known.items() if ids.fit(record_id)]
    if not looks or noun in looks or noun not in known:
        return None
    return f"it looks like a {looks[0]}'s id; a {noun}'s {known[noun].told}"


class Layout(NamedTuple):
    """The members of a list answer. Nearly all lists of the API have these names, deployments have others.

    Attributes:
        rows: holds the records.
        total: how many records the server has.
        value: the field under which a row is shown that is a bare value, such as a tag; empty where rows are records.
    """

    rows: str = "data"
    total: str = "total_count"
    value: str = ""

    def rows_of(self, document: Mapping[str, Any]) -> list[Row]:
        """The rows of a list answer. Raises ServerError that names what is wrong with its shape."""
        if self.rows not in document:
            raise _misshapen(f'the answer is not a list: it has no "{self.rows}".')
        rows = document[self.rows]
        if not isinstance(rows, list):
            raise _misshapen(f'the answer is not a list: its "{self.rows}" is {_kind(rows)}.')
        if self.value and _are_bare(rows):
            return [{self.value: row} for row in rows]
        for number, row in enumerate(rows, 1):
            if not isinstance(row, dict):
                raise _misshapen(f'the answer is not a list of records: row {number} of "{self.rows}" is {_kind(row)}.')
        return rows

    def as_sent(self, rows: Sequence[Row]) -> Sequence[Any]:
        """Rows as they stand in the envelope."""
        return [row[self.value] for row in rows] if self.value else rows

    def total_of(self, document: Mapping[str, Any]) -> int | None:
        """How many rows the server says it holds; None where it says nothing usable."""
        total = document.get(self.total)
        return total if isinstance(total, int) and not isinstance(total, bool) and total >= 0 else None


USUAL = Layout()
_TOTALS = (USUAL.total, "total")


def layout_of(document: Any) -> Layout | None:
    """The layout of an answer that nobody described: records under `data`, or its only array beside a total.

    None if it is not a list. What has an id is a record, whatever else it holds.
    """
    if not isinstance(document, dict):
        return None
    total = next((name for name in _TOTALS if name in document), None)
    arrays = {name: value for name, value in document.items() if isinstance(value, list)}
    if USUAL.rows in arrays and _are_records(arrays[USUAL.rows]):
        return Layout(total=total or USUAL.total)
    if total is None or len(arrays) != 1 or any(name == "id" or name.endswith("_id") for name in document):
        return None
    ((name, rows),) = arrays.items()
    if _are_records(rows):
        return Layout(name, total)
    return Layout(name, total, singular(name)) if _are_bare(rows) else None


def _are_records(rows: Sequence[Any]) -> bool:
    return all(isinstance(row, dict) for row in rows)


def _are_bare(rows: Sequence[Any]) -> bool:
    return not any(isinstance(row, dict | list) for row in rows)


def singular(plural: str) -> str:
    """A noun as a field of one record has it: `memory_store` for memory-stores."""
    noun = plural.replace("-", "_")
    return noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")


def _misshapen(message: str) -> ServerError:
    # Only the answer to a read that succeeded comes here.
    return ServerError(message, http_status=200, attempts=1)


def _kind(value: object) -> str:
    names = {dict: "an object", list: "an array", str: "a text", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number")


class Unusable(ServerError):
    """A success whose content cannot be used."""


def decode(answer: "Answer", base_url: str) -> Any:
    """The JSON of an answer. Raises Unusable for anything else, NaN and what nests too deeply included.

    Strict UTF-8, with a byte order mark allowed. Of a name given twice the last value counts.
    """
    if sum(map(answer.body.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise Unusable(
            f"the answer has more than {MOST_VALUES:,} values; giving up.",
            hint="ask for fewer rows at once, such as --limit 100",
            http_status=answer.status,
        )
    try:
        text = answer.body.decode("utf-8-sig")
        return strict_json(text)
    except (ValueError, RecursionError):
        pass
    raise unusable(answer, base_url)


def unusable(answer: "Answer", base_url: str) -> Unusable:
    """The error for an answer that is not what it should be, showing how it starts."""
    kind = sentence(answer.headers.get("Content-Type", "no content type").split(";")[0])
    start = clip(sentence(answer.body[:LOOKED_AT].decode("utf-8", "replace")), SHOWN_START)
    starts = f'starts "{start}"' if answer.body else "empty"
    return Unusable(
        f"the answer is not the JSON this tool expects (HTTP {answer.status}, {kind}, {starts}).",
        hint=f"is the base URL right? (now {base_url})",
        http_status=answer.status,
    )
