"""The envelope of a list: its rows under `data`, how many there are in all under `total_count`."""

from collections.abc import Mapping
from typing import Any

from tavus_cli.errors import ServerError

Row = dict[str, Any]


def rows_of(document: Mapping[str, Any]) -> list[Row]:
    """The rows of a list answer. Raises ServerError that names what is wrong with its shape."""
    if "data" not in document:
        raise _misshapen('the answer is not a list: it has no "data".')
    rows = document["data"]
    if not isinstance(rows, list):
        raise _misshapen(f'the answer is not a list: its "data" is {_kind(rows)}.')
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise _misshapen(f'the answer is not a list of records: row {number} of "data" is {_kind(row)}.')
    return rows


def _misshapen(message: str) -> ServerError:
    # Only the answer to a read that succeeded comes here.
    return ServerError(message, http_status=200, attempts=1)


def total_of(document: Mapping[str, Any]) -> int | None:
    """How many rows the server says it holds; None where it says nothing usable."""
    total = document.get("total_count")
    return total if isinstance(total, int) and not isinstance(total, bool) and total >= 0 else None


def _kind(value: object) -> str:
    names = {dict: "an object", list: "an array", str: "a text", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number")
