"""The content of answers: decoding JSON, reading fields and ids of records in either spelling, and rows of lists.

The vendor is renaming replica to face and persona to PAL. Meanwhile any answer may use either spelling, or both, at any
path, `/v2/replicas` included. Source: pages and programs of August to November 2026.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar, Self, dataclass_transform

from tavus_cli.errors import ServerError
from tavus_cli.text import clip, sentence, strict_json

if TYPE_CHECKING:
    from tavus_cli.api.transport import Answer

# Characters of an unusable answer that an error shows: enough to recognise a login page.
SHOWN_CHARACTERS = 40
# Bytes of an unusable answer that are searched for secrets: more than a whole key, so that no part of one is shown.
LOOKED_AT = 4096
# Parsed JSON needs many times the memory of its text: 16 MiB of "{}," are 5.6 million objects. Each value but the first
# follows a comma or an opening bracket, so their count limits the values. A page of 1,000 rows has some 20,000.
MAX_VALUES = 1_000_000

Row = dict[str, Any]

_PAIRS = (("replica", "face"), ("replicas", "faces"), ("persona", "pal"), ("personas", "pals"))
_NEWER = dict(_PAIRS)
_OLDER = {newer: older for older, newer in _PAIRS}


@cache
def spellings(field: str) -> tuple[str, ...]:
    """The names that a field may have in an answer. If a record has several, the first with a value counts."""
    words = field.split("_")
    older = "_".join(_OLDER.get(word, word) for word in words)
    newer = "_".join(_NEWER.get(word, word) for word in words)
    return tuple(dict.fromkeys((older, newer, field)))


def spelled(record: Mapping[str, Any], field: str) -> str | None:
    """The name of a field in this record: the first spelling that has a value, else one that is empty, else None."""
    present = [name for name in spellings(field) if name in record]
    return next((name for name in present if record[name] not in (None, "")), present[0] if present else None)


def value_of(record: Mapping[str, Any], field: str) -> Any:
    """The value of a field in either spelling; None without one."""
    empty = None
    for name in spellings(field):
        value = record.get(name)
        if value is not None and value != "":
            return value
        empty = value if empty is None else empty
    return empty


def id_of(record: Mapping[str, Any], field: str) -> str | None:
    """The id of a record. None if it is missing, null or blank, as in the API's stock voices."""
    value = value_of(record, field)
    if isinstance(value, str):
        return value if value.strip() else None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Declaration(SimpleNamespace):
    """A declaration about the API. Subclasses annotate its fields, which are given by keyword.

    Type checkers treat a subclass as a frozen dataclass. It takes a tenth of the time of a NamedTuple to define, and
    each run defines eight.
    """

    _defaults: ClassVar[dict[str, Any]]

    def __init_subclass__(cls) -> None:
        cls._defaults = {name: value for name, value in vars(cls).items() if name in cls.__annotations__}

    def __init__(self, **fields: Any) -> None:
        super().__init__(**{**self._defaults, **fields})

    def but(self, **fields: Any) -> Self:
        """A copy with other values for these fields."""
        return type(self)(**{**vars(self), **fields})


class Ids(Declaration):
    """The form that a noun's ids have had so far. Ids are opaque, so this serves only as a guess in a hint.

    Attributes:
        pattern: a regular expression that matches a whole id.
        description: the pattern in words, as in "a replica's starts with r".
    """

    pattern: str
    description: str

    def fit(self, record_id: str) -> bool:
        """Whether an id matches the pattern."""
        return re.fullmatch(self.pattern, record_id) is not None


def advice_for_id(noun: str, record_id: str, known: Mapping[str, Ids]) -> str | None:
    """A hint that an unknown id looks like the id of another noun; None if it does not.

    The usual mistake is a persona's id in the place of a replica's. Source: public issue threads.
    """
    candidates = [other for other, ids in known.items() if ids.fit(record_id)]
    if not candidates or noun in candidates or noun not in known:
        return None
    return f"it looks like a {candidates[0]}'s id; a {noun}'s {known[noun].description}"


class Layout(Declaration):
    """The names of the members of a list answer. The defaults fit nearly all lists of the API, but not deployments.

    Attributes:
        rows: the member with the array of rows.
        total: the member with the number of rows that the server has.
        value: if the rows are bare values, such as tags: the column name to show them under. Empty for records.
    """

    rows: str = "data"
    total: str = "total_count"
    value: str = ""

    def rows_of(self, document: Mapping[str, Any]) -> list[Row]:
        """The rows of a list answer. Raises ServerError, which names the fault, if the answer is no list of rows."""
        if self.rows not in document:
            raise _misshapen(f'the answer is not a list: it has no "{self.rows}".')
        rows = document[self.rows]
        if not isinstance(rows, list):
            raise _misshapen(f'the answer is not a list: its "{self.rows}" is {_json_type(rows)}.')
        if self.value and _are_bare(rows):
            return [{self.value: row} for row in rows]
        for number, row in enumerate(rows, 1):
            if not isinstance(row, dict):
                raise _misshapen(
                    f'the answer is not a list of records: row {number} of "{self.rows}" is {_json_type(row)}.'
                )
        return rows

    def as_sent(self, rows: Sequence[Row]) -> Sequence[Any]:
        """Rows in the form of the answer: the inverse of `rows_of`."""
        return [row[self.value] for row in rows] if self.value else rows

    def total_of(self, document: Mapping[str, Any]) -> int | None:
        """The number of rows that the server says it has; None if it is missing or no valid count."""
        total = document.get(self.total)
        return total if isinstance(total, int) and not isinstance(total, bool) and total >= 0 else None


USUAL = Layout()


class Callback(Declaration):
    """A callback: a POST of the API to a callback_url.

    Attributes:
        event: the API's name of the event, such as "ready" or "system.shutdown".
        body: the JSON document that is sent.
    """

    event: str
    body: dict[str, Any]


class Callbacks(Declaration):
    """How to reconstruct the callbacks about a record. By default there are none.

    Attributes:
        of: returns the callbacks up to the record's present state, the oldest first. A record from a list may lack
            fields that some of them need.
        params: the query parameters of a read that returns all these fields.
        late: seconds after the first callback of the end in which others may follow.
    """

    of: Callable[[Row], Sequence[Callback]] = lambda _record: ()
    params: Mapping[str, bool] = {}
    late: float = 0.0


_TOTALS = (USUAL.total, "total")


def layout_of(document: Any) -> Layout | None:
    """The layout of an answer of unknown shape: records under `data`, or its only array if it also has a total.

    None if it is not a list. An answer that has an id is a record, whatever arrays it contains.
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
        return Layout(rows=name, total=total)
    return Layout(rows=name, total=total, value=singular(name)) if _are_bare(rows) else None


def _are_records(rows: Sequence[Any]) -> bool:
    return all(isinstance(row, dict) for row in rows)


def _are_bare(rows: Sequence[Any]) -> bool:
    return not any(isinstance(row, dict | list) for row in rows)


def singular(plural: str) -> str:
    """The singular of a plural noun, as in field names: `memory_store` for memory-stores."""
    noun = plural.replace("-", "_")
    return noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")


def _misshapen(message: str) -> ServerError:
    # Always the answer to a successful read.
    return ServerError(message, http_status=200, attempts=1)


def _json_type(value: object) -> str:
    names = {dict: "an object", list: "an array", str: "a string", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number")


class Unusable(ServerError):
    """An answer with a 2xx status whose body is not what it should be."""


def decode(answer: "Answer", base_url: str) -> Any:
    """The JSON of an answer, in strict UTF-8 with or without a byte order mark.

    The last value of a repeated member name counts.

    Raises:
        Unusable: it is not JSON (NaN is not), it is nested too deeply, or it has more than MAX_VALUES values.
    """
    if _most_values(answer.body) > MAX_VALUES:
        raise Unusable(
            f"the answer has more than {MAX_VALUES:,} values; giving up.",
            hint="ask for fewer rows at once, such as --limit 100",
            http_status=answer.status,
        )
    try:
        text = answer.body.decode("utf-8-sig")
        return strict_json(text)
    except (ValueError, RecursionError):
        pass
    raise unusable(answer, base_url)


def _most_values(text: bytes) -> int:
    """The most values that a JSON text can have: fewer than its bytes, and for a long one by its separators."""
    return len(text) if len(text) <= MAX_VALUES else len(text) - len(text.translate(None, b",[{"))


def unusable(answer: "Answer", base_url: str) -> Unusable:
    """The error for an answer with an unusable body. It shows the status, the content type and the first characters."""
    kind = sentence(answer.headers.get("Content-Type", "no content type").split(";")[0])
    start = clip(sentence(answer.body[:LOOKED_AT].decode("utf-8", "replace")), SHOWN_CHARACTERS)
    starts = f'starts "{start}"' if answer.body else "empty"
    return Unusable(
        f"the answer is not the JSON this tool expects (HTTP {answer.status}, {kind}, {starts}).",
        hint=f"is the base URL right? (now {base_url})",
        http_status=answer.status,
    )
