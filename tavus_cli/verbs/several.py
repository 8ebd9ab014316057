"""Doing the same with several records, one after another: one that fails does not lose the others."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from tavus_cli.api import signals
from tavus_cli.api.records import Row
from tavus_cli.errors import AuthError, ExitCode, TavusError

# What counts most when several failed; the others count alike.
_WORST = (ExitCode.UNKNOWN, ExitCode.AUTH, ExitCode.LOCAL, ExitCode.FAILED_JOB)


def each(ids: Sequence[str], act: Callable[[str], Row]) -> Iterator[Row | TavusError]:
    """What `act` returns for each id, or its error. Ends after an AuthError: the others would fail alike."""
    for record_id in ids:
        try:
            yield act(record_id)
        except TavusError as error:
            yield error
            if isinstance(error, AuthError):
                return
        signals.check()


def worst(errors: Sequence[TavusError]) -> TavusError:
    """The error that counts most, with the messages of the others as its details."""

    def weight(error: TavusError) -> int:
        with suppress(ValueError):
            return _WORST.index(error.code)
        return len(_WORST)

    chosen = min(errors, key=weight)
    chosen.details = (*chosen.details, *(error.message for error in errors if error is not chosen))
    return chosen
