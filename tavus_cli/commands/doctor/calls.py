"""One authenticated call: whether the key works, how long it takes, and what time the server thinks it is."""

import time
from datetime import UTC, datetime

from tavus_cli.cli.session import Session
from tavus_cli.commands.doctor.check import Check, failed, ok, warning
from tavus_cli.errors import TavusError
from tavus_cli.output.dates import parse_date
from tavus_cli.settings.table import Setting

# More than this confuses signed links, which start and end at a time.
MOST_SECONDS = 60


def call_checks(session: Session, base_url: str, key: Setting[str]) -> tuple[Check, Check | None]:
    """The call, and the clock if it was answered."""
    client = session.connect(base_url, key)
    started = time.monotonic()
    try:
        path, answer = client.probe()
    except TavusError as error:
        return failed("call", error), None
    milliseconds = (time.monotonic() - started) * 1000
    call = ok(
        "call",
        f"GET {path} was answered with {answer.status_line} in {milliseconds:.0f} ms; the key works",
    )
    return call, _clock(answer.headers.get("Date", ""), answer.seconds)


def _clock(text: str, seconds: float) -> Check:
    moment = parse_date(text)
    if moment is None:
        return ok("clock", "the server does not tell its time")
    ahead = (datetime.now(UTC) - moment).total_seconds()
    # The server's time has no fractions, and it is as old as its way here was long.
    if -1 <= ahead <= seconds + 2:
        return ok("clock", "this machine and the server agree on the time")
    side = "ahead of" if ahead > 0 else "behind"
    message = f"this machine's clock is {abs(ahead):.0f} s {side} the server's"
    if abs(ahead) <= MOST_SECONDS:
        return ok("clock", message)
    return warning("clock", message, "set the clock, or let it be set over the network; signed links depend on it")
