"""Doing the same with several records, one after another, continuing after failures."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from tavus_cli.api import signals
from tavus_cli.api.records import Row
from tavus_cli.errors import AuthError, ExitCode, TavusError

# Exit codes by priority, for when several records failed. All other codes have the same, lowest priority.
_WORST = (ExitCode.UNKNOWN, ExitCode.AUTH, ExitCode.LOCAL, ExitCode.FAILED_JOB)


def each(ids: Sequence[str], act: Callable[[str], Row]) -> Iterator[Row | TavusError]:
    """Yield the result or the error of `act` for each id. Ends after an AuthError, as the others would fail too."""
    for record_id in ids:
        try:
            yield act(record_id)
        except TavusError as error:
            yield error
            if isinstance(error, AuthError):
                return
        signals.check()


def worst(errors: Sequence[TavusError]) -> TavusError:
    """The error with the highest priority, with the other messages as its details."""

    def weight(error: TavusError) -> int:
        with suppress(ValueError):
            return _WORST.index(error.code)
        return len(_WORST)

    chosen = min(errors, key=weight)
    # Without a network the message is the same for each record.
    others = dict.fromkeys(error.message for error in errors if error.message != chosen.message)
    chosen.details = (*chosen.details, *others)
    return chosen
