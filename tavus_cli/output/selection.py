"""Which rows of a list are shown, and in which order: `--search`, `--status`, `--since`, `--sort`, and how many.

The API has no such filters for most lists, so all pages are walked and the rows chosen here.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Protocol

from tavus_cli.api.records import Row, value_of
from tavus_cli.errors import UsageError
from tavus_cli.output.dates import parse_date
from tavus_cli.output.rows import Shape, cell, field_of, is_date, value_at
from tavus_cli.text import clean, clip

CREATED = "created_at"
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_AGE = rf"(\d{{1,9}})([{''.join(_UNITS)}])"
_SHARE = r"(\d{1,9})/(\d{1,9})"


class Pages(Protocol):
    """The rows of a list, page by page; `envelope` is the first answer, from the first page on."""

    @property
    def envelope(self) -> dict[str, Any]: ...

    def __iter__(self) -> Iterator[list[Row]]: ...


class Selection(NamedTuple):
    """What the user asked for. What is None does not choose.

    Attributes:
        search: part of the name or of the id, in any case.
        status: the status, in any case.
        since: the earliest time of creation.
        sort: the field to sort by, behind a minus for descending; with none the order is the API's.
        limit: how many rows are shown at most.
    """

    search: str | None = None
    status: str | None = None
    since: datetime | None = None
    sort: str | None = None
    limit: int | None = None

    def of(self, pages: Pages, shape: Shape, warn: Callable[[str], None]) -> "Selected":
        """The rows of a list that this chooses."""
        return Selected(pages, self, shape, warn)


def parse_selection(options: Mapping[str, str | None], limit: Any) -> Selection:
    """The selection that options ask for. Raises UsageError for a time that is none."""
    since = options.get("since")
    return Selection(
        options.get("search"),
        options.get("status"),
        None if since is None else parse_since(since, datetime.now(UTC)),
        options.get("sort"),
        limit,
    )


def parse_since(text: str, now: datetime) -> datetime:
    """The moment that `2h` (ago) or a date stands for; without a zone it is local. Raises UsageError."""
    try:
        if age := re.fullmatch(_AGE, text.strip(), re.ASCII):
            return now - timedelta(**{_UNITS[age[2]]: int(age[1])})
        return datetime.fromisoformat(text.strip()).astimezone()
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f'--since: "{clip(clean(text), 80)}" is not a time.',
            hint="such as 2h, 3d, 2026-11-21 or 2026-11-21T10:53:00Z",
        ) from None


class Selected:
    """The rows of a list that a selection chooses, page by page as they come, or in one piece where they are sorted.

    Args:
        warn: told what may explain that rows are missing.
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
        found = self._sorted() if self._selection.sort else self._chosen()
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
            shown = clip(clean(wanted), 80)
            self._warn(f'no {self._shape.noun} is known to have the status "{shown}"; known: {", ".join(known)}')

    def _chosen(self) -> Iterator[list[Row]]:
        for rows in self._pages:
            yield [row for row in rows if self._chooses(row)]

    def _sorted(self) -> Iterator[list[Row]]:
        name = str(self._selection.sort)
        field = None
        found: list[Row] = []
        for rows in self._pages:
            # Before all pages are walked in vain.
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
    """Rows sorted by a field, those without a value last."""
    keys = [(_key(field, value_at(row, field)), row) for row in rows]
    filled = sorted((pair for pair in keys if pair[0]), key=lambda pair: pair[0], reverse=descending)
    return [row for _, row in [*filled, *(pair for pair in keys if not pair[0])]]


def _key(field: str, value: object) -> tuple[int, float, str] | tuple[()]:
    """What to compare: numbers, shares such as 45/100 and dates by their size, and before texts; empty for no value."""
    if isinstance(value, int | float):
        return 0, float(value), ""
    text = cell(value)
    if not text:
        return ()
    if share := re.fullmatch(_SHARE, text):
        return 0, int(share[1]) / (int(share[2]) or 1), ""
    date = parse_date(text) if is_date(field) else None
    return (0, date.timestamp(), "") if date else (1, 0.0, text.casefold())
