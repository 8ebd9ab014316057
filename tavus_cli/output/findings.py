"""The findings of a check as lines for people: how it stands, in colour; what was looked at; what was found."""

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
# On a terminal that is narrower what was found has no column of its own.
_NARROW = 60


def finding_lines(status: str, name: str, text: str, streams: Streams) -> str:
    """A finding for a person, never cut: what to do stands at its end."""
    head = f"{status:<{_STATUS_WIDTH}}  {name:<{_NAME_WIDTH}}  "
    line = f"{head}{clean(text)}"
    room = streams.room
    indent = " " * (len(head) if room is None or room >= _NARROW else 4)
    first, *rest = [line] if room is None else wrapped(line, room, indent)
    shown = Pen(on=streams.colour)(first[:_STATUS_WIDTH], _STYLES.get(status, ""))
    return "\n".join([shown + first[_STATUS_WIDTH:], *rest]) + "\n"


def title_line(name: str, text: str, streams: Streams) -> str:
    """What the findings below are about, or a command to copy: on one line, however long."""
    shown = f"{name:<{_STATUS_WIDTH + 1}} "
    return f"{Pen(on=streams.colour)(name, 'bold')}{shown[len(name) :]}{clean(text)}\n"
