"""The one boundary: a command line in, an exit code out. Every error becomes one line and a code here, nowhere else.

`main` never exits and changes nothing of the process, so that it can be called any number of times; what belongs to
the process (signals, the streams' modes) is set up in `__main__`.
"""

import os
import sys
from contextlib import suppress
from itertools import pairwise
from typing import Annotated

import typer

from tavus_cli import __version__
from tavus_cli.api import signals
from tavus_cli.cli.grammar import PLAIN, Root, UsageFault
from tavus_cli.cli.session import Session
from tavus_cli.errors import ExitCode, Interrupted, TavusError, UsageError
from tavus_cli.text import clean

app = typer.Typer(cls=Root, **PLAIN)


def _show_version(asked: bool) -> None:  # Typer's signature for a flag's callback
    if asked:
        typer.echo(f"tavus {__version__}")
        raise typer.Exit


@app.callback()
def tavus(
    version: Annotated[  # acts by its callback
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Train and run Tavus video replicas. An unofficial client."""


def main(argv: list[str]) -> int:
    """Run one command line, without the program's name. Returns the exit code."""
    session = Session()
    try:
        signals.check()
        _check_process(argv)
        _run(argv, session)
        session.finish()
    except typer.Exit as done:
        return _flushed(session, done.exit_code)
    except BrokenPipeError:
        return ExitCode.BROKEN_PIPE
    except (Interrupted, KeyboardInterrupt) as signal:
        return _report_signal(signal, session, argv)
    except Exception as failure:  # noqa: BLE001  # the boundary
        error = _as_tavus_error(failure, session)
        # A signal that came while it failed: the program ends with its code, and the text says what was done.
        error.code = signals.take() or error.code
        return _report(error, session, argv)
    finally:
        session.close()
    return ExitCode.OK


def _check_process(argv: list[str]) -> None:
    if sys.stdout is None:
        # Python gives a closed descriptor no stream, and then prints nothing without an error.
        raise TavusError("standard output is closed.")
    for word in argv:
        if any("\ud800" <= character <= "\udfff" for character in word):
            raise UsageError(f"an argument is not valid text: {str(os.fsencode(word))[2:-1]}.")


def _run(argv: list[str], session: Session) -> None:
    root = typer.main.get_command(app)
    # Typer's help is 50 columns wide at least, which a narrower terminal would break anywhere.
    columns = session.streams.width - 2
    width = max(18, columns) if columns < 50 else None
    with root.make_context("tavus", list(argv), obj=session, terminal_width=width) as ctx:
        # What came while modules were imported.
        signals.check()
        root.invoke(ctx)


def _flushed(session: Session, code: int) -> int:
    try:
        session.streams.flush()
    except BrokenPipeError:
        return ExitCode.BROKEN_PIPE
    except TavusError as error:
        return _report(error, session, [])
    return code


def _report(error: TavusError, session: Session, argv: list[str]) -> int:
    # A signal that comes while nobody reads the message ends the wait for a reader.
    with suppress(Interrupted):
        _tell(error, session, argv)
    return error.code


def _tell(error: TavusError, session: Session, argv: list[str]) -> None:
    if session.streams.as_json or _asks_for_json(argv):
        session.streams.emit(error.as_json())
        return
    session.streams.tell("error", error.message)
    for line in error.details:
        session.streams.tell("", line)
    if error.hint:
        session.streams.tell("hint", error.hint)


def _report_signal(signal: BaseException, session: Session, argv: list[str]) -> int:
    session.streams.end_line()
    ended = _cause_of(signal) or TavusError("interrupted.")
    # The code is the signal's, whatever the text says about the work it ended.
    ended.code = signal.code if isinstance(signal, Interrupted) else ExitCode.INTERRUPTED
    return _report(ended, session, argv)


def _cause_of(signal: BaseException | None) -> TavusError | None:
    """What is known of the work that was ended; a later signal may have come on top of the one that knows."""
    while signal is not None:
        if isinstance(signal, Interrupted) and signal.cause is not None:
            return signal.cause
        signal = signal.__context__
    return None


def _asks_for_json(argv: list[str]) -> bool:
    """Whether the words ask for JSON: of a command line that could not be read not all options are known."""
    ours = argv[: argv.index("--")] if "--" in argv else argv
    return "--json" in ours or "--format=json" in ours or ("--format", "json") in pairwise(ours)


def _as_tavus_error(error: Exception, session: Session) -> TavusError:
    if isinstance(error, TavusError):
        return error
    if isinstance(error, UsageFault):
        from tavus_cli.cli.usage import usage_error

        return usage_error(error)
    if isinstance(error, OSError) and error.errno is not None:
        # Such as no more open files. Streams and files name themselves.
        return TavusError(f"{clean(error.filename or 'the system refused')}: {clean(error.strerror)}.")
    if session.option("debug"):
        import traceback

        session.streams.debug("".join(traceback.format_exception(error)))
    return TavusError(f"unexpected: {type(error).__name__} (run with --debug)")
