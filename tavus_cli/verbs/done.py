"""What was done is never denied: errors after a change say what was done before them.

The exit codes 2 to 7, 10 and 12 promise that nothing was created, or that nobody knows. Scripts believe them and create
again, which is paid twice. So no error that comes after a done create ends in one of these.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tavus_cli.api import signals
from tavus_cli.errors import BrokenOutput, ExitCode, FailedJob, Interrupted, Outcome, TavusError
from tavus_cli.output.streams import cannot_write

# Codes that deny a create, and the code that says the same of what came after it.
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


@contextmanager
def after(done: str, facts: Mapping[str, str | None] | None = None, hint: str | None = None) -> Iterator[None]:
    """Whatever goes wrong in the block, the error says what was done before it.

    Args:
        done: what was done, as in "replica r1 was created"; cleaned already.
        facts: members of the JSON error, such as the new id.
        hint: for an error that has none of its own.
    """
    try:
        yield
        # A signal that came meanwhile ends the program here, where the error still says what was done.
        signals.check()
    except Interrupted as signal:
        signal.cause = _said(signal.cause or TavusError("interrupted."), done, facts, hint)
        raise
    except (BrokenOutput, BrokenPipeError) as error:
        raise _said(_untold(error, done), done, facts, None) from error
    except TavusError as error:
        raise _said(error, done, facts, hint) from error.__cause__
    except Exception as error:
        raise _said(TavusError(f"unexpected: {type(error).__name__} (run with --debug)"), done, facts, hint) from error


def _untold(error: BrokenOutput | BrokenPipeError, done: str) -> BrokenOutput:
    reason = error.message if isinstance(error, BrokenOutput) else cannot_write(error).message
    return BrokenOutput(f"{done}, but the result could not be written to standard output: {reason.partition(': ')[2]}")


def _said(error: TavusError, done: str, facts: Mapping[str, str | None] | None, hint: str | None) -> TavusError:
    error.code = _AFTERWARDS.get(error.code, error.code)
    error.outcome = Outcome.DONE
    error.facts = {**error.facts, **(facts or {})}
    error.hint = error.hint or hint
    # A failed job's message tells as much.
    if not isinstance(error, FailedJob) and not error.message.startswith(done):
        error.details = (f"The {done.removeprefix('the ')}.", *error.details)
    return error
