"""What may reach a terminal, and how wide it is there."""

import re

from rich.cells import cell_len

HOSTILE = {
    "colour": "\x1b[31mred\x1b[0m",
    "title": "\x1b]0;owned\x07",
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "link": "\x1b]8;;http://evil.example.test\x1b\\click\x1b]8;;\x1b\\",
    "c1 csi": "\x9b31mred",
    "c1 osc": "\x9d0;owned\x9c",
    "bell": "ding\x07dong",
    "backspace": "good\x08\x08\x08\x08evil",
    "null": "a\x00b",
    "delete": "a\x7fb",
    "return": "safe\rover",
    "newline": "one\ntwo",
    "crlf": "one\r\ntwo",
    "tab": "one\ttwo",
    "vertical": "one\x0btwo\x0cthree",
    "nel": "one\x85two",
    "separators": "one\u2028two\u2029three",
    "bidi": "a\u202eb\u202dc\u202ad",
    "isolates": "a\u2066b\u2067c\u2068d\u2069e",
    "marks": "a\u200eb\u200fc\u061cd",
    "invisible": "a\u200bb\u200cc\ufeffd",
    "tags": "a\U000e0041\U000e007fb",
    "shift": "a\x0e\x0fb",
}

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
    "\U000e0000-\U000e007f]"
)


def foreign(text: str) -> list[str]:
    """The characters that have no business on a screen."""
    return FORBIDDEN.findall(text)


def table(text: str) -> str:
    """What is on the screen without the notes, which the terminal may wrap."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("note: "))


def widths(text: str) -> list[int]:
    """The lines in cells."""
    return [cell_len(line) for line in text.splitlines()]


def offset(line: str, part: str) -> int:
    """The column in which a part of the line starts."""
    return cell_len(line.partition(part)[0])
