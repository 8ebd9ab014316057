"""Showing what was found: a line a check, or whatever format was asked for."""

from collections.abc import Sequence

from tavus_cli import __version__
from tavus_cli.cli.session import Session
from tavus_cli.commands.doctor.check import Check
from tavus_cli.output.findings import finding_lines
from tavus_cli.output.formats import Format, as_json
from tavus_cli.output.rows import Shape, picked
from tavus_cli.output.streams import Streams


def show(session: Session, shape: Shape, checks: Sequence[Check]) -> None:
    """Write all checks, by their shape where a format wants rows.

    Raises the error of the first that failed, which the program then ends with.
    """
    asked = session.out.view
    rows = [check.row() for check in checks]
    fields = session.out.columns_of(shape, rows)
    first = next((check.error for check in checks if check.error), None)
    if asked.format is Format.json:
        shown = [picked(row, fields) for row in rows]
        document = {"version": __version__, "exit": 0 if first is None else int(first.code), "checks": shown}
        session.streams.write(as_json(document, indented=session.streams.out_is_terminal))
    elif asked.format is Format.table and fields is None:
        session.streams.write("".join(_line(check, session.streams) for check in checks))
    else:
        session.out.listing(shape, {"data": rows})
    session.streams.flush()
    if first is not None:
        raise first


def _line(check: Check, streams: Streams) -> str:
    hint = f"; {check.hint}" if check.hint else ""
    return finding_lines(check.status, check.name, f"{check.message}{hint}", streams)
