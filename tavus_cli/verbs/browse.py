"""Opening a link in the user's browser, where there is one."""

import os
import sys

from tavus_cli.api.urls import parse_link
from tavus_cli.cli.session import Session
from tavus_cli.text import clean

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")


def browse(session: Session, link: object) -> None:
    """Open a link from the API, if a person sits there. Where it cannot be opened, a note says where it leads."""
    if not session.streams.out_is_terminal or not isinstance(link, str):
        return
    try:
        parse_link(link)
    except ValueError as reason:
        session.streams.warn(f"the link was not opened: {reason}")
        return
    if not _has_browser() or not _open(link):
        session.streams.note(f"there is no browser to open it in; the link: {clean(link)}")


def _has_browser() -> bool:
    """Whether a window can come up. Without one Python would start a browser of text in this terminal."""
    return sys.platform in {"win32", "darwin"} or any(os.environ.get(name) for name in _DISPLAYS)


def _open(link: str) -> bool:
    import webbrowser

    return webbrowser.open(link)
