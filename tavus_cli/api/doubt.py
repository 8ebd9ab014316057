"""What may be said of a request that was sent, and whose outcome nobody knows.

There is no idempotency key in this API, and names are not unique: a create that may have arrived cannot be sent again
without risking a second charge. So the user is told what to look for.
"""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tavus_cli.errors import ExitCode, Outcome, OutcomeUnknown, TavusError
from tavus_cli.text import clean, clip

# How far the server's clock may be behind ours.
_SKEW = timedelta(minutes=1)


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Doubt:
    """The words for one request that is no GET, from the moment before it is sent.

    Attributes:
        request: as in "the create request was sent".
        maybe: a sentence about what may have been done.
        nothing: a sentence for when it is certain that nothing was.
        hint: what to look at next.
        facts: further members of the JSON error.
    """

    request: str
    maybe: str
    nothing: str
    hint: str
    facts: Mapping[str, str | None] = field(default_factory=dict)

    def unknown(self, reason: str, *, attempts: int = 1, http_status: int | None = None) -> OutcomeUnknown:
        """The error to raise once the request may have left and no usable answer came."""
        return OutcomeUnknown(
            f"{self.request} was sent, but its outcome is unknown ({reason}).",
            details=(f"{self.maybe} It was not sent again.",),
            hint=self.hint,
            attempts=attempts,
            http_status=http_status,
            facts=self.facts,
        )

    def deny(self, error: TavusError) -> None:
        """Let the error of a request that was not done say so, where people would wonder: it may well be sent again."""
        if error.code in {ExitCode.NETWORK, ExitCode.RATE_LIMITED, ExitCode.TIMEOUT}:
            error.details = (*error.details, self.nothing)
        if error.code is ExitCode.TIMEOUT:
            # The limit of the whole command ran out before anything was sent.
            error.outcome = Outcome.NOT_SENT


def create_doubt(noun: str, name: str | None, look: str) -> Doubt:
    """The words for a create: the noun, the name it was given, and the command that lists what there is."""
    now = datetime.now(UTC)
    sent_at = _written(now)
    shown = f'"{clip(clean(name), 80)}"' if name else f"a {noun}"
    search = f" --search {shlex.quote(name)}" if name and clean(name) == name else ""
    return Doubt(
        "the create request",
        f"A {noun} may have been created and may be charged.",
        "Nothing was created.",
        f"look for {shown}, created at or after {sent_at}:  {look}{search} --since {_written(now - _SKEW)}",
        {"sent_at": sent_at, f"{noun}_name": name},
    )


def change_doubt(act: str, record_id: str, look: str) -> Doubt:
    """The words for a change of one record: as in "rename replica", its id, and the command that shows it."""
    request = f"the request to {act} {clip(clean(record_id), 80)}"
    return Doubt(request, "It may have been done.", "Nothing was changed.", f"look at it:  {look}")


def call_doubt(method: str, look: str) -> Doubt:
    """The words for a request of which only the method is known, and the command that shows what its path holds."""
    sent_at = _written(datetime.now(UTC))
    return Doubt(
        f"the {method} request",
        "What it asks for may have been done, and may be charged.",
        "Nothing was done.",
        f"it was sent at {sent_at}; look there first:  {look}",
        {"sent_at": sent_at},
    )
