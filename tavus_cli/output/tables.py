"""Tables and records for people.

The lines are put together from the data. rich's own Table lays out row by row and takes 7.5 s for 10,000 rows.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tavus_cli.api.records import Row, spellings
from tavus_cli.api.signals import checked
from tavus_cli.output.dates import ago, local
from tavus_cli.output.progress import draw_bar
from tavus_cli.output.rows import Shape, is_date, readable, value_at
from tavus_cli.output.streams import Streams
from tavus_cli.output.styles import Pen, status_style
from tavus_cli.output.widths import ELLIPSIS, padded, squeezed, width, wrapped
from tavus_cli.text import CELL_LENGTH, clean

GAP = "  "
NARROWEST = 8
BAR = 20
TABLE_BAR = 10
# With less room for its values a record puts each below its label.
_NARROW_VALUE = 24

_PROGRESS = re.compile(r"(\d{1,6})/(\d{1,6})")
_LINK = re.compile(r"https?://[!-~]+")
# What went wrong, in the words of the API: first and in red, whatever a record's other fields say.
_ALERTS = ("error_message", "error_details")


@dataclass(frozen=True)
class Table:
    """A drawn table, and the headings of the columns there was no room for."""

    text: str
    left_out: tuple[str, ...]


class _Look:
    """What the drawing of one table or record needs to know of its surroundings."""

    def __init__(self, streams: Streams, may_link: Callable[[str], bool], *, bars: bool = False) -> None:
        self.bars = bars
        self.pen = Pen(on=streams.colour)
        self.may_link = may_link
        self.unicode = streams.unicode
        self.room = streams.room
        self.ellipsis = ELLIPSIS if self.unicode else "~"
        self.now = datetime.now(UTC)


def draw_table(
    rows: Sequence[Row],
    shape: Shape,
    columns: tuple[str, ...] | None,
    streams: Streams,
    may_link: Callable[[str], bool],
    *,
    bars: bool = False,
) -> Table:
    """Rows under headings, within the terminal's width.

    If they are too wide, names are cut in their middle to a third of the width at least; then columns are left out
    from the right; when only the essential ones are left (or `columns` names them) the widest is cut. The id is
    neither left out nor cut. A link can be clicked if `may_link` allows it. With `bars` progress is shown as bars.
    """
    look = _Look(streams, may_link, bars=bars)
    names = list(columns or _filled(shape, rows))
    cells = {name: [_cell(name, value_at(row, name), look) for row in checked(rows)] for name in names}
    widths = {name: max(width(shape.heading(name)), *map(width, cells[name])) for name in names}
    keep = [name for name in names if columns or name in list(shape.columns)[: shape.essential]]
    kept = names if look.room is None else _fit(names, keep, widths, shape, look.room)
    head = GAP.join(look.pen(padded(shape.heading(name), widths[name], look.ellipsis), "bold") for name in kept)
    rule = GAP.join(("─" if look.unicode else "-") * widths[name] for name in kept)
    lines = [head.rstrip(), look.pen(rule, "dim")]
    squeeze = {name: name == shape.name_field for name in kept}
    for number, row in enumerate(checked(rows)):
        drawn = []
        for name in kept:
            text = cells[name][number]
            if squeeze[name]:
                text = squeezed(text, widths[name], look.ellipsis)
            text = padded(text, widths[name], look.ellipsis)
            share = _share(name, readable(value_at(row, name))) if look.bars else None
            if share is None or widths[name] <= TABLE_BAR:
                drawn.append(_drawn(name, value_at(row, name), text, look))
            else:
                style = status_style(readable(value_at(row, "status")))
                bar = draw_bar(share, TABLE_BAR, style, look.pen, unicode=look.unicode)
                drawn.append(bar + text[TABLE_BAR:])
        lines.append(GAP.join(drawn).rstrip())
    left_out = tuple(shape.heading(name) for name in names if name not in kept)
    return Table("\n".join(lines) + "\n", left_out)


def _filled(shape: Shape, rows: Sequence[Row]) -> Iterator[str]:
    """The usual columns: the essential ones, and of the others and the id those in which a row has a value."""
    for number, name in enumerate(shape.columns):
        essential = number < shape.essential and name != shape.id_field
        if essential or any(value_at(row, name) not in (None, "") for row in rows):
            yield name


def _fit(names: list[str], keep: list[str], widths: dict[str, int], shape: Shape, room: int) -> list[str]:
    """The columns there is room for. Cuts `widths`."""
    kept = list(names)

    def excess() -> int:
        return sum(widths[name] for name in kept) + len(GAP) * (len(kept) - 1) - room

    name = shape.name_field or ""
    full = widths.get(name, 0)
    least = max(NARROWEST, room // 3)
    if name in kept and excess() > 0 and full > least:
        widths[name] = max(least, full - excess())
    loose = [each for each in kept if each not in keep and each != shape.id_field]
    while excess() > 0 and loose:
        kept.remove(loose.pop())
    if name in kept and excess() < 0:
        # What was left out may have made room.
        widths[name] = min(full, widths[name] - excess())
    while excess() > 0 and (cuttable := [each for each in kept if each != shape.id_field and widths[each] > NARROWEST]):
        widest = max(cuttable, key=lambda each: widths[each])
        widths[widest] = max(NARROWEST, widths[widest] - excess())
    while excess() > 0 and (last := [each for each in kept if each != shape.id_field]):
        kept.remove(last[-1])
    return kept


def _cell(name: str, value: object, look: _Look) -> str:
    text = ago(value, look.now) if is_date(name) and isinstance(value, str) else readable(value)
    share = _share(name, text) if look.bars else None
    if share is not None:
        return f"{draw_bar(share, TABLE_BAR, '', Pen(on=False), unicode=look.unicode)} {share:4.0%}"
    text = clean(text[: CELL_LENGTH + 1])
    return text if width(text) <= CELL_LENGTH else padded(text, CELL_LENGTH, look.ellipsis)


def _drawn(name: str, value: object, cell: str, look: _Look) -> str:
    link = value if isinstance(value, str) and _LINK.fullmatch(value) and look.may_link(value) else None
    if name != "status" and link is None:
        return cell
    shown = cell.rstrip()
    style = status_style(shown) if name == "status" else ""
    return look.pen(shown, style, link) + " " * (len(cell) - len(shown))


def draw_record(
    record: Row, fields: Sequence[str], streams: Streams, may_link: Callable[[str], bool], *, whole: bool
) -> str:
    """One record as labelled lines, values in full.

    With `whole` these are all its fields that have a value, those the API sent beyond `fields` included, and what an
    object holds has lines of its own, labelled as `--columns` names it.
    """
    look = _Look(streams, may_link)
    values = _values(record, fields) if whole else {name: value_at(record, name) for name in fields}
    lines = []
    alerts = [name for name in _ALERTS if whole and name in values]
    for name in alerts:
        text = f"error: {clean(readable(values.pop(name)))}"
        lines += [look.pen(line, "bold red") for line in _wrapped(text, look.room)] + [""]
    labels = {name: clean(name) for name in values}
    label_width = max(map(width, labels.values()), default=0)
    room = None if look.room is None else look.room - label_width - len(GAP)
    below = room is not None and room < _NARROW_VALUE
    if below and look.room is not None:
        room = look.room - len(GAP)
    for name, value in values.items():
        shown = _field(name, value, look, room)
        if below:
            lines += [look.pen(labels[name], "bold"), *(GAP + line for line in shown)]
        else:
            lines.append(f"{look.pen(padded(labels[name], label_width), 'bold')}{GAP}{shown[0]}".rstrip())
            lines += [" " * (label_width + len(GAP)) + line for line in shown[1:]]
    return "\n".join(lines) + "\n"


def _values(record: Row, fields: Sequence[str]) -> dict[str, object]:
    """What a record holds by name, in the order of `fields`, without what is empty."""
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


def _field(name: str, value: object, look: _Look, room: int | None) -> list[str]:
    """The lines of a value, with what makes it easier to grasp beside it where there is room."""
    text = clean(readable(value))
    if name == "status":
        return [look.pen(text, status_style(text))]
    if is_date(name):
        said = ago(text, look.now)
        moment = clean(local(text))
        return [moment if said == text else _with_aid(moment, f" ({said})", len(said) + 3, room)]
    share = _share(name, text)
    if share is not None:
        bar = draw_bar(share, BAR, "", look.pen, unicode=look.unicode)
        return [_with_aid(text, f"  {bar}", 2 + BAR, room)]
    if _LINK.fullmatch(text):
        return [look.pen(text, "", text if look.may_link(text) else None)]
    return _wrapped(text, room)


def _share(name: str, text: str) -> float | None:
    """How much is done, from 0 to 1, where a field tells; None where it does not."""
    done = _PROGRESS.fullmatch(text)
    return int(done[1]) / int(done[2]) if done and name.endswith("_progress") and int(done[2]) else None


def _with_aid(text: str, aid: str, cells: int, room: int | None) -> str:
    return text + aid if room is None or len(text) + cells <= room else text


def _wrapped(text: str, room: int | None) -> list[str]:
    return [text] if room is None else wrapped(text, max(NARROWEST, room))
