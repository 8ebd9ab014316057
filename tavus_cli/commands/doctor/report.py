"""Showing what was found: a line a check, or whatever format was asked for."""

from collections.abc import Sequence

from tavus_cli import __version__
from tavus_cli.cli.session import Session
from tavus_cli.commands.doctor.check import Check, Status
from tavus_cli.output.results import Format, as_json
from tavus_cli.output.rows import Shape, picked
from tavus_cli.output.streams import Streams
from tavus_cli.text import clean

_COLOURS = {Status.OK: "32", Status.WARNING: "33", Status.ERROR: "1;31"}


def show(session: Session, shape: Shape, checks: Sequence[Check]) -> None:
    """Write all checks, by their shape where a format wants rows.

    Raises the error of the first that failed, which the program then ends with.
    """
    asked = session.out.view
    rows = [check.row() for check in checks]
    session.out.check_columns(shape, rows)
    first = next((check.error for check in checks if check.error), None)
    if asked.format is Format.json:
        shown = [picked(row, asked.columns) for row in rows]
        document = {"version": __version__, "exit": 0 if first is None else int(first.code), "checks": shown}
        session.streams.write(as_json(document, indented=session.streams.out_is_terminal))
    elif asked.format is Format.table and not asked.columns:
        session.streams.write("".join(_line(check, session.streams) for check in checks))
    else:
        session.out.listing(shape, {"data": rows})
    session.streams.flush()
    if first is not None:
        raise first


def _line(check: Check, streams: Streams) -> str:
    """A check for a person, never cut: what to do stands at its end."""
    status = f"{check.status.value:<7}"
    if streams.colour:
        status = f"\x1b[{_COLOURS[check.status]}m{status}\x1b[0m"
    hint = f"; {clean(check.hint)}" if check.hint else ""
    return f"{status}  {check.name:<15}  {clean(check.message)}{hint}\n"
