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
_GAP = "  "


def finding_lines(status: str, name: str, text: str, streams: Streams) -> str:
    """A finding, never cut, since what to do stands at its end. A terminal gets it wrapped at words."""
    head = f"{status:<{_STATUS_WIDTH}}{_GAP}{name:<{_NAME_WIDTH}}{_GAP}"
    line = f"{head}{clean(text)}"
    lines = [line]
    if streams.out_is_terminal:
        lines = wrapped(line, max(len(head) + 30, streams.width), " " * len(head))
    pen = Pen(on=streams.colour)
    lines[0] = pen(status, _STYLES.get(status, "")) + lines[0][len(status) :]
    return "".join(f"{each}\n" for each in lines)


def title_line(name: str, text: str, streams: Streams) -> str:
    """What the findings below are about, or a command to copy: on one line, however long."""
    shown = f"{name:<{_STATUS_WIDTH + 1}} "
    return f"{Pen(on=streams.colour)(name, 'bold')}{shown[len(name) :]}{clean(text)}\n"
