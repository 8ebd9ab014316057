"""Reading a journal: from its events to the state of each row."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tavus_cli.errors import TavusError, UsageError
from tavus_cli.text import clean

VERSION = 1
SUFFIX = ".journal.jsonl"
# The members that an event must have, as strings.
_NEEDED = {
    "sending": ("id", "body", "at"),
    "created": ("id", "record_id"),
    "found": ("id", "record_id"),
    "saved": ("id", "path"),
}


class RowState:
    """The state of a row according to the journal.

    Attributes:
        outcome: the last event of its create: "sending", "created", "found", "refused", "unfit", "not_sent"; empty if
            there is none.
        digest: the hash of the body that was sent last.
        sent_at: the time of that, as returned by `now`.
        record_id: the id of its record; empty if there is none.
        job: "trained" or "failed"; empty while that is unknown.
        message: why it was refused, failed, is unfit, was not sent, or has an unknown outcome.
        status: the last known status of its record.
        saved: the path of its downloaded file.
        twice: the id of another record of the row, if there are two.
        sandbox: the id of the sandbox's state that has the record; empty for records of an account.
    """

    __slots__ = ("digest", "job", "message", "outcome", "record_id", "sandbox", "saved", "sent_at", "status", "twice")

    def __init__(self) -> None:
        self.outcome = self.digest = self.sent_at = self.record_id = self.job = self.message = ""
        self.status = self.saved = self.twice = self.sandbox = ""

    @property
    def has_record(self) -> bool:
        """Whether the row has a record."""
        return bool(self.record_id)

    @property
    def in_doubt(self) -> bool:
        """Whether it was sent and the outcome is unknown."""
        return self.outcome == "sending"

    def take(self, event: Mapping[str, Any]) -> None:
        """Apply an event to the state."""
        kind = event["event"]
        message = str(event.get("message") or "")
        if kind == "sending":
            self.outcome, self.digest, self.sent_at = kind, str(event["body"]), str(event["at"])
            # A row with a record is sent again only by --retry-failed; the new record replaces the old one.
            self.record_id = self.job = self.message = self.status = self.saved = ""
        elif kind in {"created", "found"}:
            record_id = str(event["record_id"])
            if self.record_id and self.record_id != record_id:
                self.twice = self.record_id
            self.outcome, self.record_id, self.message = kind, record_id, ""
            self.status = str(event.get("status") or "")
            self.digest = str(event.get("body") or self.digest)
            self.sandbox = str(event.get("sandbox") or "")
        elif kind in {"refused", "unfit", "not_sent"}:
            self.outcome, self.message = kind, message
        elif kind == "unknown":
            self.message = message
        elif kind in {"trained", "failed"}:
            self.job, self.message, self.status = kind, message, str(event.get("status") or "")
        elif kind == "saved":
            self.saved = str(event["path"])


def check_header(path: Path, header: Mapping[str, Any], **target: str | None) -> None:
    """Raise UsageError if a journal is that of another target."""
    for field, value in target.items():
        if header.get(field) != value:
            raise UsageError(
                f"{clean(path)} is the journal of another {field}: {clean(header.get(field))}, not {clean(value)}.",
                hint="give the table another name, or move the journal away",
            )


def read(path: Path) -> tuple[bytes, Mapping[str, Any] | None, dict[str, RowState]]:
    """Read a journal. Returns its complete lines, the header (None if it has none), and the states of the rows.

    An incomplete last line is ignored. Raises TavusError for damage anywhere else, which cannot be repaired.
    """
    states: dict[str, RowState] = {}
    header: Mapping[str, Any] | None = None
    content = path.read_bytes()
    lines = content.splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        event = event_of(line)
        if event is None:
            if number == len(lines) and not line.endswith(b"\n"):
                return content[: -len(line)], header, states
            raise TavusError(
                f"{clean(path)}: line {number} cannot be read; nothing was sent.",
                hint="bring back the journal as it was; without it a create could be sent twice",
            )
        if number == 1:
            if event["event"] != "journal" or event.get("version") != VERSION:
                raise TavusError(f"{clean(path)} is not a journal that this version can read; nothing was sent.")
            header = event
        elif "id" in event:
            states.setdefault(str(event["id"]), RowState()).take(event)
    return content, header, states


def event_of(line: bytes) -> Mapping[str, Any] | None:
    """The event in a line; None if it is damaged."""
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(event, dict) or not isinstance(event.get("event"), str):
        return None
    return event if all(isinstance(event.get(name), str) for name in _NEEDED.get(event["event"], ())) else None


def sandboxes_of(path: Path) -> set[str]:
    """The ids of the states of sandboxes that have records of a journal; empty for a journal of an account."""
    return {state.sandbox for state in read(path)[2].values() if state.sandbox}
