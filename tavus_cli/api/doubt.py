"""What may be said of a create whose outcome nobody knows.

There is no idempotency key in this API, and names are not unique: a create that may have arrived cannot be sent
again without risking a second charge. So the user is told what to look for.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from tavus_cli.errors import OutcomeUnknown
from tavus_cli.text import clean, clip


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Creation:
    """A create about to be sent: the noun, the name it was given, and the command that lists what there is."""

    noun: str
    name: str | None
    look: str
    sent_at: str = field(default_factory=_now)

    def unknown(self, reason: str, *, attempts: int = 1, http_status: int | None = None) -> OutcomeUnknown:
        """The error to raise once the request may have left and no usable answer came."""
        name = f'"{clip(clean(self.name), 80)}"' if self.name else f"a {self.noun}"
        facts = {"sent_at": self.sent_at, f"{self.noun}_name": self.name}
        return OutcomeUnknown(
            f"the create request was sent, but its outcome is unknown ({reason}).",
            details=(f"A {self.noun} may have been created and may be charged. It was not sent again.",),
            hint=f"look for {name}, created at or after {self.sent_at}:  {self.look}",
            attempts=attempts,
            http_status=http_status,
            facts=facts,
        )
