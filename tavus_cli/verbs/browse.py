"""Opening links of the API in the user's browser, for `--open` and `open`."""

import os
import sys

from tavus_cli.api.records import value_of
from tavus_cli.api.urls import parse_link, segment
from tavus_cli.cli.session import Session
from tavus_cli.errors import Refused, ServerError, TavusError
from tavus_cli.output.rows import cell
from tavus_cli.text import clean, sentence
from tavus_cli.verbs.resource import Resource

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")


def browse(session: Session, link: object) -> None:
    """Open a link from the API if standard output is a terminal. If no browser can open it, print it in a note."""
    if not session.streams.out_is_terminal or not isinstance(link, str):
        return
    try:
        parse_link(link)
    except ValueError as reason:
        session.streams.warn(f"the link was not opened: {reason}")
        return
    if not _has_browser() or not _open(link):
        session.streams.note(f"there is no browser to open it in; the link: {clean(link)}")


def open_record(session: Session, resource: Resource, record_id: str) -> None:
    """Open the link of a record if standard output is a terminal; else print the link.

    Raises:
        Refused: the record has no link yet.
        TavusError: no browser has opened the link; it was printed.
        ServerError: the link is not an http or https URL.
    """
    segment(record_id, resource.noun)
    record = resource.shape.record_of(resource.fetch(session, record_id))
    link = next((value for name in resource.links if (value := value_of(record, name))), None)
    shown = f"{resource.noun} {clean(record_id)}"
    if link is None:
        status = sentence(cell(record.get("status"))) or "unknown"
        look = session.suggest(f"{resource.plural} get {clean(record_id)}")
        raise Refused(f"{shown} has no link to open; its status is {status}.", hint=f"see it with: {look}")
    try:
        page = parse_link(cell(link)).bare
    except ValueError as reason:
        raise ServerError(f"the link of {shown} was not opened: {reason}.") from None
    link = cell(link)
    to_open = session.streams.out_is_terminal and session.out.stays_valid(link)
    if to_open and _has_browser() and _open(link):
        session.streams.note(f"opened {clean(page)}")
        return
    session.streams.write(f"{clean(link)}\n")
    session.streams.flush()
    if to_open:
        raise TavusError(
            "there is no browser here to open the link in; it is printed instead.",
            hint="copy the link, or set BROWSER to a program that opens links",
        )


def _has_browser() -> bool:
    """Whether a graphical browser is possible. Without one, Python would start a text browser in this terminal."""
    return sys.platform in {"win32", "darwin"} or any(os.environ.get(name) for name in _DISPLAYS)


def _open(link: str) -> bool:
    import webbrowser

    return webbrowser.open(link)
