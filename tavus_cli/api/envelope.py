"""The envelope of a list: which of its members are the rows, and how many rows there are in all."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tavus_cli.errors import ServerError

Row = dict[str, Any]


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
