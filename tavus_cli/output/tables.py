"""Drawing tables of records and single records for people.

The layout is our own, because rich's Table takes 7.5 s for 10,000 rows.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tavus_cli.api.records import Row, spellings
from tavus_cli.api.signals import checked
from tavus_cli.output.dates import ago, local
from tavus_cli.output.progress import draw_bar, share_of
from tavus_cli.output.rows import Shape, is_date, readable, value_at
from tavus_cli.output.streams import Streams
from tavus_cli.output.styles import Pen, status_style
from tavus_cli.output.widths import ELLIPSIS, padded, squeezed, width, wrapped
from tavus_cli.text import CELL_LENGTH, clean

GAP = "  "
NARROWEST = 8
BAR = 20
TABLE_BAR = 10
# In cells. If there is less room beside the labels, each value of a record gets the lines below its label.
_NARROW_VALUE = 24

_LINK = re.compile(r"https?://[!-~]+")
# The fields with the API's reason for a failure. A record shows them first and in red.
_ALERTS = ("error_message", "error_details")


@dataclass(frozen=True)
class Table:
    """A drawn table, and the headings of the columns that were left out for lack of room."""

    text: str
    left_out: tuple[str, ...]


class _Terminal:
    """The properties of the terminal, and the time, that the drawing of a table or a record depends on."""

    def __init__(self, streams: Streams, may_link: Callable[[str], bool], *, bars: bool = False) -> None:
        self.bars = bars
        self.pen = Pen(on=streams.colour)
        self.may_link = may_link
        self.unicode = streams.unicode
        self.room = streams.room
        self.ellipsis = ELLIPSIS if self.unicode else "~"
        self.now = datetime.now(UTC)

    def links(self, text: str) -> bool:
        """Whether a text is a URL that may be clickable."""
        return _LINK.fullmatch(text) is not None and self.may_link(text)


def draw_table(
    rows: Sequence[Row],
    shape: Shape,
    columns: tuple[str, ...] | None,
    streams: Streams,
    may_link: Callable[[str], bool],
    *,
    bars: bool = False,
) -> Table:
    """Draw rows under headings, within the terminal's width.

    If they are too wide, names are shortened in the middle, to not less than a third of the width. Then columns are
    left out from the right. If only essential columns are left (or the user named them), the widest one is cut. The id
    is never left out or cut.

    Args:
        rows: the records.
        shape: of the records.
        columns: the fields that the user named; None for the usual columns.
        streams: of the run, with the properties of the terminal.
        may_link: whether a URL may be clickable.
        bars: show progress as bars.
    """
    terminal = _Terminal(streams, may_link, bars=bars)
    names = list(columns or _filled(shape, rows))
    values = {name: [value_at(row, name) for row in checked(rows)] for name in names}
    cells = {name: list(_cells(name, values[name], terminal)) for name in names}
    widths = {name: max(width(shape.heading(name)), *map(width, cells[name])) for name in names}
    fixed = [name for name in names if columns or name in list(shape.columns)[: shape.essential]]
    kept = names if terminal.room is None else _fit(names, fixed, widths, shape, terminal.room)
    head = GAP.join(terminal.pen(padded(shape.heading(name), widths[name], terminal.ellipsis), "bold") for name in kept)
    rule = GAP.join(("─" if terminal.unicode else "-") * widths[name] for name in kept)
    lines = [head.rstrip(), terminal.pen(rule, "dim")]
    name = shape.name_field
    if name is not None and name in kept:
        cells[name] = [squeezed(text, widths[name], terminal.ellipsis) for text in cells[name]]
    styles = [status_style(readable(value_at(row, "status"))) for row in rows] if terminal.bars else []
    drawn = [_column(name, values[name], cells[name], widths[name], styles, terminal) for name in kept]
    lines += [GAP.join(parts).rstrip() for parts in checked(zip(*drawn, strict=True))]
    left_out = tuple(shape.heading(name) for name in names if name not in kept)
    return Table("\n".join(lines) + "\n", left_out)


def _filled(shape: Shape, rows: Sequence[Row]) -> Iterator[str]:
    """The usual columns: the essential ones, and the others that have a value in some row. The id counts as other."""
    for number, name in enumerate(shape.columns):
        essential = number < shape.essential and name != shape.id_field
        if essential or any(value_at(row, name) not in (None, "") for row in rows):
            yield name


def _fit(names: list[str], fixed: list[str], widths: dict[str, int], shape: Shape, room: int) -> list[str]:
    """The columns that fit into `room` cells. Reduces `widths` where needed."""
    kept = list(names)

    def excess() -> int:
        return sum(widths[name] for name in kept) + len(GAP) * (len(kept) - 1) - room

    name = shape.name_field or ""
    full = widths.get(name, 0)
    narrowest = max(NARROWEST, room // 3)
    if name in kept and excess() > 0 and full > narrowest:
        widths[name] = max(narrowest, full - excess())
    removable = [each for each in kept if each not in fixed and each != shape.id_field]
    while excess() > 0 and removable:
        kept.remove(removable.pop())
    if name in kept and excess() < 0:
        # Columns were left out, so the name may be wider again.
        widths[name] = min(full, widths[name] - excess())
    while excess() > 0 and (cuttable := [each for each in kept if each != shape.id_field and widths[each] > NARROWEST]):
        widest = max(cuttable, key=lambda each: widths[each])
        widths[widest] = max(NARROWEST, widths[widest] - excess())
    while excess() > 0 and (last := [each for each in kept if each != shape.id_field]):
        kept.remove(last[-1])
    return kept


def _cells(name: str, values: Sequence[object], terminal: _Terminal) -> Iterator[str]:
    """The texts of a column, without styles."""
    dated = is_date(name)
    for value in checked(values):
        text = ago(value, terminal.now) if dated and isinstance(value, str) else readable(value)
        share = _share(name, text) if terminal.bars else None
        if share is not None:
            yield f"{draw_bar(share, TABLE_BAR, '', Pen(on=False), unicode=terminal.unicode)} {share:4.0%}"
            continue
        text = clean(text[: CELL_LENGTH + 1])
        # No character is wider than two cells.
        short = 2 * len(text) <= CELL_LENGTH or width(text) <= CELL_LENGTH
        yield text if short else padded(text, CELL_LENGTH, terminal.ellipsis)


def _column(
    name: str, values: Sequence[object], cells: Sequence[str], room: int, styles: Sequence[str], terminal: _Terminal
) -> list[str]:
    """The texts of a column in exactly `room` cells of the terminal each, with styles, links and bars.

    `styles` are those of the rows' statuses; bars get their colours.
    """
    texts = [padded(cell, room, terminal.ellipsis) for cell in cells]
    if name == "status":
        return [_inked(text, terminal, status_style(text.rstrip())) for text in texts]
    shares = [_share(name, readable(value)) for value in values] if terminal.bars and room > TABLE_BAR else []
    for number, share in enumerate(shares):
        if share is not None:
            bar = draw_bar(share, TABLE_BAR, styles[number], terminal.pen, unicode=terminal.unicode)
            texts[number] = bar + texts[number][TABLE_BAR:]
    for number, value in enumerate(values):
        if isinstance(value, str) and value.startswith("http") and terminal.links(value):
            texts[number] = _inked(texts[number], terminal, "", value)
    return texts


def _inked(text: str, terminal: _Terminal, style: str, link: str | None = None) -> str:
    """A padded cell with its text styled, but not its padding."""
    shown = text.rstrip()
    return terminal.pen(shown, style, link) + " " * (len(text) - len(shown))


def draw_record(
    record: Row, fields: Sequence[str], streams: Streams, may_link: Callable[[str], bool], *, whole: bool
) -> str:
    """Draw one record as lines with labels. Values are not cut.

    Args:
        record: the record.
        fields: the fields to show, in order.
        streams: of the run, with the properties of the terminal.
        may_link: whether a URL may be clickable.
        whole: show all fields that have a value, also those that are not in `fields`. Each member of an object has its
            own line, labelled with its dotted name.
    """
    terminal = _Terminal(streams, may_link)
    values = _values(record, fields) if whole else {name: value_at(record, name) for name in fields}
    lines = []
    alerts = [name for name in _ALERTS if whole and name in values]
    for name in alerts:
        text = f"error: {clean(readable(values.pop(name)))}"
        lines += [terminal.pen(line, "bold red") for line in _wrapped(text, terminal.room)] + [""]
    labels = {name: clean(name) for name in values}
    label_width = max(map(width, labels.values()), default=0)
    room = None if terminal.room is None else terminal.room - label_width - len(GAP)
    below = room is not None and room < _NARROW_VALUE
    if below and terminal.room is not None:
        room = terminal.room - len(GAP)
    for name, value in values.items():
        shown = _field(name, value, terminal, room)
        if below:
            lines += [terminal.pen(labels[name], "bold"), *(GAP + line for line in shown)]
        else:
            lines.append(f"{terminal.pen(padded(labels[name], label_width), 'bold')}{GAP}{shown[0]}".rstrip())
            lines += [" " * (label_width + len(GAP)) + line for line in shown[1:]]
    return "\n".join(lines) + "\n"


def _values(record: Row, fields: Sequence[str]) -> dict[str, object]:
    """The values of a record that are not empty, by dotted name, in the order of `fields`; then the other ones."""
    known = {name for field in fields for name in spellings(field)}
    flat: dict[str, object] = {}
    for name in [*fields, *(name for name in record if name not in known)]:
        flat |= dict(_flat(name, value_at(record, name)))
    return flat


def _flat(name: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for inner, each in value.items():
            yield from _flat(f"{name}.{inner}", each)
    elif value not in (None, "", []):
        yield name, value


def _field(name: str, value: object, terminal: _Terminal, room: int | None) -> list[str]:
    """The lines of a value. A date's age and a progress bar are added where there is room."""
    text = clean(readable(value))
    if name == "status":
        return [terminal.pen(text, status_style(text))]
    if is_date(name):
        age = ago(text, terminal.now)
        moment = clean(local(text))
        return [moment if age == text else _with_addition(moment, f" ({age})", len(age) + 3, room)]
    share = _share(name, text)
    if share is not None:
        bar = draw_bar(share, BAR, "", terminal.pen, unicode=terminal.unicode)
        return [_with_addition(text, f"  {bar}", 2 + BAR, room)]
    if _LINK.fullmatch(text):
        return [terminal.pen(text, "", text if terminal.links(text) else None)]
    return _wrapped(text, room)


def _share(name: str, text: str) -> float | None:
    """The progress in a field such as `training_progress`, from 0 to 1; None in other fields."""
    return share_of(text) if name.endswith("_progress") else None


def _with_addition(text: str, addition: str, cells: int, room: int | None) -> str:
    return text + addition if room is None or len(text) + cells <= room else text


def _wrapped(text: str, room: int | None) -> list[str]:
    return [text] if room is None else wrapped(text, max(NARROWEST, room))
