"""The finding of one check, in words a person can act on."""

from dataclasses import dataclass
from enum import StrEnum

from tavus_cli.api.records import Row
from tavus_cli.errors import TavusError


class Status(StrEnum):
    """How it stands. A warning ends the program with 0."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Check:
    """What was looked at and found. An error carries what the program ends with."""

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
    """A check that makes no sense after another one has failed."""
    return Check(name, Status.WARNING, f"not looked at, because {because}")
