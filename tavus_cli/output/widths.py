"""How wide text is on a terminal, in cells: measured, padded, cut, and broken into lines.

The only module that imports rich, which knows wide and joined characters; ASCII text needs none of it.
"""

import re

ELLIPSIS = "…"
_COMMAND = r":\s+((?:tavus|ffmpeg|aws|gcloud|az) .*)$"


def width(text: str) -> int:
    """Cells that a cleaned text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def padded(text: str, room: int, ellipsis: str = ELLIPSIS) -> str:
    """The text with spaces behind it, or its beginning, in exactly `room` cells."""
    missing = room - width(text)
    return text + " " * missing if missing >= 0 else _start(text, room - 1) + ellipsis


def squeezed(text: str, room: int, ellipsis: str = ELLIPSIS) -> str:
    """The text in at most `room` cells, its middle left out if need be: what tells names apart is often their end."""
    if width(text) <= room:
        return text
    tail = max(0, (room - 1) // 2)
    return _start(text, room - 1 - tail) + ellipsis + _start(text[::-1], tail)[::-1]


def _start(text: str, room: int) -> str:
    """The first `room` cells; a space stands for half of a wide character."""
    if text.isascii():
        return text[: max(0, room)]
    from rich.cells import set_cell_size

    return set_cell_size(text, room)


def wrapped(text: str, room: int, indent: str = "") -> list[str]:
    """Lines of at most `room` cells, broken at spaces, each but the first behind `indent`.

    A word that is longer stays whole: a link, an id or a path that is cut cannot be copied.
    """
    lines: list[str] = []
    line, used = "", 0
    for number, word in enumerate(text.split(" ")):
        size = width(word)
        if number and line.strip() and used + 1 + size > room:
            lines.append(line.rstrip())
            line, used = indent + word, len(indent) + size
        else:
            line, used = (f"{line} {word}", used + 1 + size) if number else (word, size)
    return [*lines, line.rstrip()]


def wrapped_message(line: str, room: int, indent: str) -> list[str]:
    """A message in lines of at most `room` cells. A command at its end is for copying: it stays on one line."""
    if width(line) <= room:
        return [line]
    command = re.search(_COMMAND, line)
    if command is None:
        return wrapped(line, room, indent)
    return [*wrapped(line[: command.start() + 1], room, indent), command[1]]
