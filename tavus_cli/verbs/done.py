"""Errors after a completed change: they state that it was done, and never have an exit code that denies it.

The exit codes 2 to 7, 10 and 12 mean that nothing was created, or that the outcome is unknown. A script may then repeat
the create, which costs money again. Therefore no error after a completed create has one of these codes.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tavus_cli.api import signals
from tavus_cli.errors import BrokenOutput, ExitCode, FailedJob, Interrupted, Outcome, TavusError
from tavus_cli.output.streams import cannot_write

# The codes that deny a create, and the code to use instead for an error after it.
_AFTERWARDS = {
    ExitCode.USAGE: ExitCode.LOCAL,
    ExitCode.BUSY: ExitCode.LOCAL,
    ExitCode.NOT_FOUND: ExitCode.SERVER,
    ExitCode.AUTH: ExitCode.SERVER,
    ExitCode.REFUSED: ExitCode.SERVER,
    ExitCode.NETWORK: ExitCode.SERVER,
    ExitCode.RATE_LIMITED: ExitCode.SERVER,
    ExitCode.UNKNOWN: ExitCode.SERVER,
}


def code_afterwards(code: ExitCode) -> ExitCode:
    """The exit code for an error after a completed create."""
    return _AFTERWARDS.get(code, code)


@contextmanager
def after(done: str, facts: Mapping[str, str | None] | None = None, hint: str | None = None) -> Iterator[None]:
    """Let every error in the block state the change that was completed before it.

    Args:
        done: the change, as in "replica r1 was created"; must be cleaned.
        facts: members to add to the error in JSON, such as the new id.
        hint: the hint for an error without its own.
    """
    try:
        yield
        # Raise a pending signal here, so that its error too states what was done.
        signals.check()
    except Interrupted as signal:
        signal.cause = _amended(signal.cause or TavusError("interrupted."), done, facts, hint)
        raise
    except (BrokenOutput, BrokenPipeError) as error:
        raise _amended(_not_written(error, done), done, facts, None) from error
    except TavusError as error:
        raise _amended(error, done, facts, hint) from error.__cause__
    except Exception as error:
        raise _amended(
            TavusError(f"unexpected: {type(error).__name__} (run with --debug)"), done, facts, hint
        ) from error


def _not_written(error: BrokenOutput | BrokenPipeError, done: str) -> BrokenOutput:
    reason = error.message if isinstance(error, BrokenOutput) else cannot_write(error).message
    return BrokenOutput(f"{done}, but the result could not be written to standard output: {reason.partition(': ')[2]}")


def _amended(error: TavusError, done: str, facts: Mapping[str, str | None] | None, hint: str | None) -> TavusError:
    error.code = code_afterwards(error.code)
    error.outcome = Outcome.DONE
    error.facts = {**error.facts, **(facts or {})}
    error.hint = error.hint or hint
    # The message of a failed job already implies that the record was created.
    if not isinstance(error, FailedJob) and not error.message.startswith(done):
        error.details = (f"The {done.removeprefix('the ')}.", *error.details)
    return error
