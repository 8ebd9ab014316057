"""The main function: runs a command line, and is the only place that turns an error into a message and an exit code.

`main` never exits and changes nothing of the process, so it can be called any number of times. `__main__` sets up the
process (signal handlers, modes of the streams).
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


def _show_version(requested: bool) -> None:  # Typer's signature for a flag's callback
    if requested:
        typer.echo(f"tavus {__version__}")
        raise typer.Exit


@app.callback()
def tavus(
    version: Annotated[  # its callback shows the version
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
        # If a signal came too, its exit code counts, and the message still says what was done.
        error.code = signals.take() or error.code
        return _report(error, session, argv)
    finally:
        session.close()
    return ExitCode.OK


def _check_process(argv: list[str]) -> None:
    if sys.stdout is None:
        # Python sets sys.stdout to None if descriptor 1 is closed, and then `print` silently does nothing.
        raise TavusError("standard output is closed.")
    for word in argv:
        if any("\ud800" <= character <= "\udfff" for character in word):
            raise UsageError(f"an argument is not valid text: {str(os.fsencode(word))[2:-1]}.")


def _run(argv: list[str], session: Session) -> None:
    root = typer.main.get_command(app)
    # Typer's help is at least 50 columns wide, and a narrower terminal would break its lines anywhere.
    columns = session.streams.width - 2
    width = max(18, columns) if columns < 50 else None
    with root.make_context("tavus", list(argv), obj=session, terminal_width=width) as ctx:
        # Signals that came during the imports.
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
    # If stderr is a full pipe that nobody reads, a signal ends the wait.
    with suppress(Interrupted):
        _show_error(error, session, argv)
    return error.code


def _show_error(error: TavusError, session: Session, argv: list[str]) -> None:
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
    # The exit code is the signal's, and the message describes the interrupted work.
    ended.code = signal.code if isinstance(signal, Interrupted) else ExitCode.INTERRUPTED
    return _report(ended, session, argv)


def _cause_of(signal: BaseException | None) -> TavusError | None:
    """The error about the interrupted work. After several signals it may be in the context of the last one."""
    while signal is not None:
        if isinstance(signal, Interrupted) and signal.cause is not None:
            return signal.cause
        signal = signal.__context__
    return None


def _asks_for_json(argv: list[str]) -> bool:
    """Whether argv asks for JSON. After a usage error Typer may not have parsed all options."""
    ours = argv[: argv.index("--")] if "--" in argv else argv
    return "--json" in ours or "--format=json" in ours or ("--format", "json") in pairwise(ours)


def _as_tavus_error(error: Exception, session: Session) -> TavusError:
    if isinstance(error, TavusError):
        return error
    if isinstance(error, UsageFault):
        from tavus_cli.cli.usage import usage_error

        return usage_error(error)
    if isinstance(error, OSError) and error.errno is not None:
        # Such as too many open files. Other errors of streams and files were converted where they occurred.
        return TavusError(f"{clean(error.filename or 'the system refused')}: {clean(error.strerror)}.")
    if session.option("debug"):
        import traceback

        session.streams.debug("".join(traceback.format_exception(error)))
    return TavusError(f"unexpected: {type(error).__name__} (run with --debug)")
