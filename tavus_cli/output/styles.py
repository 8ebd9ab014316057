"""Colours and links on a terminal, as escape sequences (ECMA-48, OSC 8)."""

# Only the sixteen colours of the terminal's theme, which are readable on light and on dark backgrounds.
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
    """Adds escape sequences to text.

    Args:
        on: whether the output may contain escape sequences. If not, text is unchanged.
    """

    def __init__(self, *, on: bool) -> None:
        self._on = on

    def __call__(self, text: str, style: str = "", link: str | None = None) -> str:
        """The text in a style such as `bold red`, and clickable if a link is given and the terminal supports it."""
        if not self._on or not text:
            return text
        if style:
            codes = ";".join(_CODES[word] for word in style.split())
            text = f"\x1b[{codes}m{text}\x1b[0m"
        return f"\x1b]8;;{link}\x1b\\{text}\x1b]8;;\x1b\\" if link else text


def status_style(status: str) -> str:
    """The style for the status of a job. An unknown status counts as running."""
    return _STATUSES.get(status.lower(), _RUNNING)
