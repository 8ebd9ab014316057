"""Formatting the findings of a check for people: the status, in colour, the name of the check, and the result."""

from tavus_cli.output.streams import Streams
from tavus_cli.output.styles import Pen
from tavus_cli.output.widths import wrapped
from tavus_cli.text import clean

_STYLES = {
    "ok": "green",
    "note": "cyan",
    "warning": "yellow",
    "unknown": "yellow",
    "fail": "bold red",
    "error": "bold red",
}
_STATUS_WIDTH, _NAME_WIDTH = 7, 15
# Below this width wrapped lines are indented by 4 columns instead of aligned with the text.
_NARROW = 60


def finding_lines(status: str, name: str, text: str, streams: Streams) -> str:
    """A finding, wrapped but never truncated, because its end says what to do."""
    head = f"{status:<{_STATUS_WIDTH}}  {name:<{_NAME_WIDTH}}  "
    line = f"{head}{clean(text)}"
    room = streams.room
    indent = " " * (len(head) if room is None or room >= _NARROW else 4)
    first, *rest = [line] if room is None else wrapped(line, room, indent)
    shown = Pen(on=streams.colour)(first[:_STATUS_WIDTH], _STYLES.get(status, ""))
    return "\n".join([shown + first[_STATUS_WIDTH:], *rest]) + "\n"


def detail_lines(text: str, streams: Streams) -> str:
    """A remark about the line above, indented as the text of a finding."""
    room = streams.room
    indent = " " * (_STATUS_WIDTH + _NAME_WIDTH + 4 if room is None or room >= _NARROW else 4)
    line = f"{indent}{clean(text)}"
    return "\n".join([line] if room is None else wrapped(line, room, indent)) + "\n"


def title_line(name: str, text: str, streams: Streams) -> str:
    """A line above or below findings: their subject, or a command. Never wrapped, so that it can be copied."""
    shown = f"{name:<{_STATUS_WIDTH + 1}} "
    return f"{Pen(on=streams.colour)(name, 'bold')}{shown[len(name) :]}{clean(text)}\n"
