"""Messages for a change that was sent and whose outcome is unknown.

The API has no idempotency key and names are not unique, so a create that may have arrived cannot be retried without
the risk of a second charge. The message says how to find out instead.
"""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tavus_cli.errors import ExitCode, Outcome, OutcomeUnknown, TavusError
from tavus_cli.text import brief, clean

# How far the server's clock may be behind this machine's: by it, a record can seem older than the request for it.
CLOCK_SKEW = timedelta(minutes=5)


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Doubt:
    """The parts of the messages about one request that is no GET. It is made before the request is sent.

    Attributes:
        request: the subject of the message, as in "the create request was sent".
        maybe: a sentence that says what may have been done.
        nothing: a sentence that says that nothing was done.
        hint: how to find out whether it was done.
        facts: further members of the JSON error.
    """

    request: str
    maybe: str
    nothing: str
    hint: str
    facts: Mapping[str, str | None] = field(default_factory=dict)

    def unknown(self, reason: str, *, attempts: int = 1, http_status: int | None = None) -> OutcomeUnknown:
        """The error for a request that may have been sent and got no usable answer."""
        return OutcomeUnknown(
            f"{self.request} was sent, but its outcome is unknown ({reason}).",
            details=(f"{self.maybe} It was not sent again.",),
            hint=self.hint,
            attempts=attempts,
            http_status=http_status,
            facts=self.facts,
        )

    def deny(self, error: TavusError) -> None:
        """Add to an error that the request was not carried out and may be sent again, if the user could doubt it."""
        if error.code in {ExitCode.NETWORK, ExitCode.RATE_LIMITED, ExitCode.TIMEOUT}:
            error.details = (*error.details, self.nothing)
        if error.code is ExitCode.TIMEOUT:
            # The limit of the whole command ran out before anything was sent.
            error.outcome = Outcome.NOT_SENT


def create_doubt(noun: str, name: str | None, lookup: str) -> Doubt:
    """The messages for a create.

    Args:
        noun: such as "replica".
        name: of the new record; None without one.
        lookup: the command that lists the existing records.
    """
    now = datetime.now(UTC)
    sent_at = _written(now)
    shown = f'"{brief(name)}"' if name else f"a {noun}"
    search = f" --search {shlex.quote(name)}" if name and clean(name) == name else ""
    return Doubt(
        "the create request",
        f"A {noun} may have been created and may be charged.",
        "Nothing was created.",
        f"look for {shown}, created at or after {sent_at}:  {lookup}{search} --since {_written(now - CLOCK_SKEW)}",
        {"sent_at": sent_at, f"{noun}_name": name},
    )


def change_doubt(action: str, record_id: str, lookup: str) -> Doubt:
    """The messages for a change of one record.

    Args:
        action: a verb and a noun, as in "rename replica".
        record_id: of the record.
        lookup: the command that shows the record.
    """
    request = f"the request to {action} {brief(record_id)}"
    return Doubt(request, "It may have been done.", "Nothing was changed.", f"look at it:  {lookup}")


def call_doubt(method: str, lookup: str) -> Doubt:
    """The messages for a request of `tavus api`, of which only the method is known.

    Args:
        method: such as "POST".
        lookup: the command that reads the same path.
    """
    sent_at = _written(datetime.now(UTC))
    return Doubt(
        f"the {method} request",
        "What it asks for may have been done, and may be charged.",
        "Nothing was done.",
        f"it was sent at {sent_at}; look there first:  {lookup}",
        {"sent_at": sent_at},
    )
