"""The envelope of a list: which of its members are the rows, and how many rows there are in all."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from tavus_cli.errors import ServerError

Row = dict[str, Any]


class Layout(NamedTuple):
    """The members of a list answer. Nearly all lists of the API have these names, deployments have others.

    Attributes:
        rows: holds the records.
        total: how many records the server has.
    """

    rows: str = "data"
    total: str = "total_count"

    def rows_of(self, document: Mapping[str, Any]) -> list[Row]:
        """The rows of a list answer. Raises ServerError that names what is wrong with its shape."""
        if self.rows not in document:
            raise _misshapen(f'the answer is not a list: it has no "{self.rows}".')
        rows = document[self.rows]
        if not isinstance(rows, list):
            raise _misshapen(f'the answer is not a list: its "{self.rows}" is {_kind(rows)}.')
        for number, row in enumerate(rows, 1):
            if not isinstance(row, dict):
                raise _misshapen(f'the answer is not a list of records: row {number} of "{self.rows}" is {_kind(row)}.')
        return rows

    def total_of(self, document: Mapping[str, Any]) -> int | None:
        """How many rows the server says it holds; None where it says nothing usable."""
        total = document.get(self.total)
        return total if isinstance(total, int) and not isinstance(total, bool) and total >= 0 else None


USUAL = Layout()


def _misshapen(message: str) -> ServerError:
    # Only the answer to a read that succeeded comes here.
    return ServerError(message, http_status=200, attempts=1)


def _kind(value: object) -> str:
    names = {dict: "an object", list: "an array", str: "a text", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number")
