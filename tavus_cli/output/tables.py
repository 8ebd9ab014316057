"""Tables and records for people. The only module that imports rich, and it is imported only to draw.

rich measures and styles text here; the lines are put together from the data. rich's own Table lays out row by row and
takes 7.5 s for 10,000 rows, and a table that looks one way when short and another when long would need two layouts.
"""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.cells import cell_len, set_cell_size
from rich.color import ColorSystem
from rich.style import Style

from tavus_cli.api.envelope import Row
from tavus_cli.output.dates import ago
from tavus_cli.output.rows import Shape, cell, value_at
from tavus_cli.output.streams import Streams
from tavus_cli.text import CELL_LENGTH, clean

GAP = "  "
NARROWEST = 8
BAR = 20

_STATUS = {
    "completed": "green",
    "ready": "green",
    "error": "bold red",
    "deleted": "dim",
}
_RUNNING = "yellow"
_PROGRESS = re.compile(r"(\d{1,6})/(\d{1,6})")
_LINK = re.compile(r"https?://[!-~]+")
_DATES = {"created_at", "updated_at"}
# What went wrong, in the words of the API: first and in red, whatever a record's other fields say.
_ALERTS = ("error_message", "error_details")


@dataclass(frozen=True)
class Table:
    """A drawn table, and the headings of the columns there was no room for."""

    text: str
    left_out: tuple[str, ...]


class _Pen:
    """Styles and links text where the output shows them, and leaves it as it is elsewhere."""

    def __init__(self, streams: Streams) -> None:
        self._on = streams.colour

    def __call__(self, text: str, style: str = "", link: str | None = None) -> str:
        if not self._on or not (style or link):
            return text
        return Style.parse(style).update_link(link).render(text, color_system=ColorSystem.STANDARD)


def draw_table(rows: Sequence[Row], shape: Shape, columns: tuple[str, ...] | None, streams: Streams) -> Table:
    """Rows under headings, within the terminal's width.

    Columns that are too many are left out from the right; when only the essential ones are left (or `columns` names
    them) the widest is cut. The id is neither left out nor cut.
    """
    now = datetime.now(UTC)
    names = list(columns or [name for name in shape.columns if any(name in row for row in rows)])
    if shape.id_field not in names and columns is None:
        names.insert(0, shape.id_field)
    cells = {name: [_shown(name, value_at(row, name), now) for row in rows] for name in names}
    widths = {name: max(cell_len(shape.heading(name)), *map(_width, cells[name])) for name in names}
    room = streams.width if streams.out_is_terminal else None
    keep = [name for name in names if columns or name in list(shape.columns)[: shape.essential]]
    kept = _fit(names, keep, widths, shape.id_field, room)
    pen = _Pen(streams)
    head = GAP.join(pen(_padded(shape.heading(name), widths[name]), "bold") for name in kept)
    rule = GAP.join(("─" if streams.unicode else "-") * widths[name] for name in kept)
    lines = [head.rstrip(), pen(rule, "dim")]
    for number, row in enumerate(rows):
        drawn = [_drawn(pen, name, value_at(row, name), cells[name][number], widths[name]) for name in kept]
        lines.append(GAP.join(drawn).rstrip())
    left_out = tuple(shape.heading(name) for name in names if name not in kept)
    return Table("\n".join(lines) + "\n", left_out)


def _fit(names: list[str], keep: list[str], widths: dict[str, int], id_field: str, room: int | None) -> list[str]:
    """The columns there is room for. Cuts `widths` where leaving out alone does not do."""
    kept = list(names)
    while room is not None and _total(kept, widths) > room:
        loose = [name for name in kept if name not in keep and name != id_field]
        if loose:
            kept.remove(loose[-1])
            continue
        cuttable = [name for name in kept if name != id_field and widths[name] > NARROWEST]
        if cuttable:
            widest = max(cuttable, key=lambda name: widths[name])
            widths[widest] = max(NARROWEST, widths[widest] - (_total(kept, widths) - room))
            continue
        last = [name for name in kept if name != id_field]
        if not last:
            break
        kept.remove(last[-1])
    return kept


def _total(names: list[str], widths: dict[str, int]) -> int:
    return sum(widths[name] for name in names) + len(GAP) * (len(names) - 1)


def _width(text: str) -> int:
    return len(text) if text.isascii() else cell_len(text)


def _padded(text: str, width: int) -> str:
    own = _width(text)
    if own <= width:
        return text + " " * (width - own)
    return set_cell_size(text, width - 1) + "…"


def _shown(name: str, value: object, now: datetime) -> str:
    text = cell(value)
    if name in _DATES:
        text = ago(text, now)
    text = clean(text[: CELL_LENGTH + 1])
    return text if _width(text) <= CELL_LENGTH else _padded(text, CELL_LENGTH)


def _drawn(pen: _Pen, name: str, value: object, text: str, width: int) -> str:
    padded = _padded(text, width)
    link = value if isinstance(value, str) and _LINK.fullmatch(value) else None
    if name != "status" and link is None:
        return padded
    shown = padded.rstrip()
    style = style_of(text) if name == "status" else ""
    return pen(shown, style, link) + " " * (_width(padded) - _width(shown))


def draw_record(record: Row, fields: Sequence[str], streams: Streams, *, whole: bool) -> str:
    """One record as labelled lines, values in full. With `whole` also what the API sent beyond `fields`."""
    pen = _Pen(streams)
    names = [name for name in fields if not whole or name in record]
    if whole:
        names += [name for name in record if name not in fields]
    label_width = max((_width(clean(name)) for name in names), default=0)
    lines = []
    alerts = [name for name in _ALERTS if whole and cell(value_at(record, name))]
    for name in alerts:
        text = f"error: {clean(cell(value_at(record, name)))}"
        lines += [pen(line, "bold red") for line in _wrapped(text, streams)] + [""]
    for name in names:
        if name in alerts:
            continue
        label = pen(_padded(clean(name), label_width), "bold")
        room = streams.width - label_width - len(GAP) if streams.out_is_terminal else None
        lines.append(f"{label}{GAP}{_field(pen, name, value_at(record, name), streams, room)}".rstrip())
    return "\n".join(lines) + "\n"


def style_of(status: str) -> str:
    """The style in which a job's status is shown."""
    return _STATUS.get(status.lower(), _RUNNING)


def _wrapped(text: str, streams: Streams) -> list[str]:
    return textwrap.wrap(text, max(20, streams.width), break_long_words=False, break_on_hyphens=False)


def _field(pen: _Pen, name: str, value: object, streams: Streams, room: int | None) -> str:
    """A value, with what makes it easier to grasp behind it where there is room."""
    text = clean(cell(value))
    if name == "status":
        return pen(text, style_of(text))
    if name in _DATES:
        said = ago(text, datetime.now(UTC))
        return text if said == text else _with_aid(text, f" ({said})", room)
    done = _PROGRESS.fullmatch(text)
    if done and name.endswith("_progress") and int(done[2]):
        return _with_aid(text, f"  {_bar(int(done[1]) / int(done[2]), streams)}", room)
    link = text if _LINK.fullmatch(text) else None
    return pen(text, "", link)


def _with_aid(text: str, aid: str, room: int | None) -> str:
    return text + aid if room is None or len(text) + len(aid) <= room else text


def _bar(share: float, streams: Streams) -> str:
    filled = round(min(1.0, share) * BAR)
    full, empty = ("█", "░") if streams.unicode else ("#", "-")
    return full * filled + empty * (BAR - filled)
