"""Filtering and sorting lists: `--search`, `--status`, `--since`, `--sort` and `--limit`.

The API has no such filters for most lists, so all pages are fetched and the rows are selected here.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Protocol

from tavus_cli.api.records import Row, value_of
from tavus_cli.errors import UsageError
from tavus_cli.output.dates import parse_date
from tavus_cli.output.progress import share_of
from tavus_cli.output.rows import Shape, cell, field_of, is_date, value_at
from tavus_cli.text import brief

CREATED = "created_at"
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_AGE = rf"(\d{{1,9}})([{''.join(_UNITS)}])"


class Pages(Protocol):
    """The rows of a list, page by page. `envelope` is the first answer, once the first page has arrived."""

    @property
    def envelope(self) -> dict[str, Any]: ...

    def __iter__(self) -> Iterator[list[Row]]: ...


class Selection(NamedTuple):
    """The filters of a list. A filter that is None selects all rows.

    Attributes:
        search: part of the name or of the id, ignoring case.
        status: the status, ignoring case.
        since: the earliest time of creation.
        sort: the field to sort by, with a leading minus for descending order; None keeps the order of the API.
        limit: the maximum number of rows.
    """

    search: str | None = None
    status: str | None = None
    since: datetime | None = None
    sort: str | None = None
    limit: int | None = None

    def of(self, pages: Pages, shape: Shape, warn: Callable[[str], None]) -> "Selected":
        """The rows of a list that the filters select."""
        return Selected(pages, self, shape, warn)


def parse_selection(options: Mapping[str, str | None], limit: Any) -> Selection:
    """Parse the options of a selection. Raises UsageError for an invalid time."""
    since = options.get("since")
    return Selection(
        options.get("search"),
        options.get("status"),
        None if since is None else parse_since(since, datetime.now(UTC)),
        options.get("sort"),
        limit,
    )


def parse_since(text: str, now: datetime) -> datetime:
    """Parse an age such as `2h`, or a date, which is local time if it has no zone. Raises UsageError."""
    try:
        if age := re.fullmatch(_AGE, text.strip(), re.ASCII):
            return now - timedelta(**{_UNITS[age[2]]: int(age[1])})
        return datetime.fromisoformat(text.strip()).astimezone()
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f'--since: "{brief(text)}" is not a time.',
            hint="such as 2h, 3d, 2026-11-21 or 2026-11-21T10:53:00Z",
        ) from None


class Selected:
    """The rows of a list that a selection contains: page by page, or in one piece if they are sorted.

    Args:
        warn: shows a warning that may explain why rows are missing.
    """

    def __init__(self, pages: Pages, selection: Selection, shape: Shape, warn: Callable[[str], None]) -> None:
        self._pages = pages
        self._selection = selection
        self._shape = shape
        self._warn = warn
        self._undated = 0

    @property
    def envelope(self) -> dict[str, Any]:
        return self._pages.envelope

    def __iter__(self) -> Iterator[list[Row]]:
        self._check_status()
        found = self._chosen() if self._selection.sort is None else self._sorted()
        left = self._selection.limit
        for rows in found:
            yield rows if left is None else rows[:left]
            left = None if left is None else left - len(rows)
            if left is not None and left <= 0:
                break
        if self._undated:
            self._warn(f"{self._undated} without a time of creation left out")

    def _check_status(self) -> None:
        wanted, known = self._selection.status, self._shape.statuses
        if wanted is not None and known and wanted.casefold() not in known:
            shown = brief(wanted)
            self._warn(f'no {self._shape.noun} is known to have the status "{shown}"; known: {", ".join(known)}')

    def _chosen(self) -> Iterator[list[Row]]:
        for rows in self._pages:
            yield [row for row in rows if self._chooses(row)]

    def _sorted(self) -> Iterator[list[Row]]:
        name = str(self._selection.sort)
        field = None
        found: list[Row] = []
        for rows in self._pages:
            # Reject an unknown field after the first page, before the other pages are fetched.
            field = field or field_of(name.removeprefix("-"), "field", self._shape, rows)
            found += filter(self._chooses, rows)
        if field is not None:
            yield in_order(found, field, descending=name.startswith("-"))

    def _chooses(self, row: Row) -> bool:
        search, status, since = self._selection[:3]
        if search is not None and not self._is_named(row, search.casefold()):
            return False
        if status is not None and cell(value_of(row, "status")).casefold() != status.casefold():
            return False
        if since is None:
            return True
        created = parse_date(cell(value_of(row, CREATED)))
        self._undated += created is None
        return created is not None and created >= since

    def _is_named(self, row: Row, text: str) -> bool:
        names = (self._shape.name_field or "", self._shape.id_field)
        return any(text in cell(value_of(row, name)).casefold() for name in names)


def in_order(rows: Sequence[Row], field: str, *, descending: bool) -> list[Row]:
    """Rows sorted by a field. Rows without a value come last."""
    keys = [(_key(field, value_at(row, field)), row) for row in rows]
    filled = sorted((pair for pair in keys if pair[0]), key=lambda pair: pair[0], reverse=descending)
    return [row for _, row in [*filled, *(pair for pair in keys if not pair[0])]]


def _key(field: str, value: object) -> tuple[int, float, str] | tuple[()]:
    """The sort key: numbers, shares such as 45/100 and dates sort numerically, before texts. Empty for no value."""
    if isinstance(value, int | float):
        return 0, float(value), ""
    text = cell(value)
    if not text:
        return ()
    if (share := share_of(text)) is not None:
        return 0, share, ""
    date = parse_date(text) if is_date(field) else None
    return (0, date.timestamp(), "") if date else (1, 0.0, text.casefold())
