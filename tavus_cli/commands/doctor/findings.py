"""The results of the doctor's checks, and showing them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tavus_cli import __version__
from tavus_cli.api.records import Row
from tavus_cli.cli.session import Session
from tavus_cli.errors import TavusError
from tavus_cli.output import Format
from tavus_cli.output.findings import finding_lines
from tavus_cli.output.formats import as_json
from tavus_cli.output.rows import Shape, picked
from tavus_cli.output.streams import Streams


class Status(StrEnum):
    """The status of a check. A warning does not change the exit code."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Check:
    """A check and its result. `error` is the error that gives the exit code; None if the check did not fail."""

    name: str
    status: Status
    message: str
    hint: str | None = None
    error: TavusError | None = None

    def row(self) -> Row:
        return {
            "name": self.name,
            "status": self.status.value,
            "message": self.message,
            "hint": self.hint,
            "exit": None if self.error is None else int(self.error.code),
        }


def ok(name: str, message: str) -> Check:
    return Check(name, Status.OK, message)


def warning(name: str, message: str, hint: str | None = None) -> Check:
    return Check(name, Status.WARNING, message, hint)


def failed(name: str, error: TavusError) -> Check:
    return Check(name, Status.ERROR, error.message.rstrip("."), error.hint, error)


def skipped(name: str, because: str) -> Check:
    """A check that was not run because another one has failed."""
    return Check(name, Status.WARNING, f"skipped, because {because}")


def show(session: Session, shape: Shape, checks: Sequence[Check]) -> None:
    """Write all checks, with the columns of `shape` in formats that have rows.

    Raises the error of the first check that failed.
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
