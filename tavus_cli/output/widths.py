"""Text widths on a terminal, in cells: measuring, padding, cutting and wrapping.

This is the only module that imports rich, which knows wide and combining characters. ASCII text does not need it.
"""

import re

ELLIPSIS = "…"
# The minimum width for wrapping messages: one word per line is harder to read than lines that the terminal breaks.
_NARROWEST = 20
_COMMAND = r":\s+((?:tavus|ffmpeg|aws|gcloud|az) .*)$"


def width(text: str) -> int:
    """The number of cells of a cleaned text."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def padded(text: str, room: int, ellipsis: str = ELLIPSIS) -> str:
    """The text in exactly `room` cells: padded with spaces, or cut at the end with an ellipsis."""
    if text.isascii() and len(text) <= room:
        return text.ljust(room)
    missing = room - width(text)
    return text + " " * missing if missing >= 0 else _start(text, room - 1) + ellipsis


def squeezed(text: str, room: int, ellipsis: str = ELLIPSIS) -> str:
    """The text in at most `room` cells. The middle is left out, because names often differ at the end."""
    if width(text) <= room:
        return text
    tail = max(0, (room - 1) // 2)
    return _start(text, room - 1 - tail) + ellipsis + _start(text[::-1], tail)[::-1]


def _start(text: str, room: int) -> str:
    """The first `room` cells. A space replaces a wide character that is cut in half."""
    if text.isascii():
        return text[: max(0, room)]
    from rich.cells import set_cell_size

    return set_cell_size(text, room)


def wrapped(text: str, room: int, indent: str = "") -> list[str]:
    """The text in lines of at most `room` cells, broken at spaces. Each but the first begins with `indent`.

    A longer word is not broken, so that links, ids and paths can be copied. A word that is too long only because of
    the indent has none.
    """
    lines: list[str] = []
    line, used = "", 0
    for number, word in enumerate(text.split(" ")):
        size = width(word)
        if number and line.strip() and used + 1 + size > room:
            lines.append(line.rstrip())
            start = "" if len(indent) + size > room >= size else indent
            line, used = start + word, len(start) + size
        else:
            line, used = (f"{line} {word}", used + 1 + size) if number else (word, size)
    return [*lines, line.rstrip()]


def wrapped_message(line: str, room: int, indent: str = "") -> list[str]:
    """A message in lines of at most `room` cells. A command at its end is not broken, so that it can be copied."""
    room = max(room, _NARROWEST)
    if width(line) <= room:
        return [line]
    command = re.search(_COMMAND, line)
    if command is None:
        return wrapped(line, room, indent)
    return [*wrapped(line[: command.start() + 1], room, indent), command[1]]
