"""Colour and links on a terminal, as escape codes (ECMA-48, OSC 8). Where they are off, text stays as it is."""

# The sixteen colours of the terminal's own theme, so that text can be read on light and on dark.
_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}

_STATUSES = {
    "completed": "green",
    "ready": "green",
    "error": "bold red",
    "deleted": "dim",
    "ended": "dim",
}
_RUNNING = "yellow"


class Pen:
    """Styles text, if styles are on.

    Args:
        on: whether what is written may hold escape codes.
    """

    def __init__(self, *, on: bool) -> None:
        self._on = on

    def __call__(self, text: str, style: str = "", link: str | None = None) -> str:
        """The text in a style such as `bold red`, and leading to a link where a terminal knows how."""
        if not self._on or not text:
            return text
        if style:
            codes = ";".join(_CODES[word] for word in style.split())
            text = f"\x1b[{codes}m{text}\x1b[0m"
        return f"\x1b]8;;{link}\x1b\\{text}\x1b]8;;\x1b\\" if link else text


def status_style(status: str) -> str:
    """The style in which a job's status is shown. A status never seen before is one that runs."""
    return _STATUSES.get(status.lower(), _RUNNING)
