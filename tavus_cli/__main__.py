"""The installed program, and `python -m tavus_cli`: what belongs to the process rather than to a run."""

import gc
import os
import signal
import sys
from io import TextIOWrapper


def run() -> None:
    """Run the command line of this process and end it with its exit code."""
    # Importing makes 50,000 objects and no garbage; looking for some costs a tenth of the start. It begins beyond that.
    gc.set_threshold(100_000)
    try:
        _note_signals()
        from tavus_cli.cli.main import main
        from tavus_cli.output.pipes import wait_for_readers

        wait_for_readers()
        code = main(sys.argv[1:])
    except KeyboardInterrupt:
        code = _ended_early("interrupted", 128 + signal.SIGINT)
    except OSError as error:
        code = _ended_early(f"the program could not start: {error.strerror or error}", 1)
    # All is written and closed. Taking Python apart, which the system does at once, would be a sixth of a short run.
    os._exit(code if code < 2**31 else code - 2**32)  # Windows has codes of 32 bits, which are signed here


def _note_signals() -> None:
    """Have signals noted from here on. Those of the next milliseconds wait until that is so.

    Python's own handler would raise at any line of an import, and in the callbacks there what it raises is dropped.
    """
    if sys.platform != "win32":
        before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    from tavus_cli.api import signals

    _prepare_streams()
    signals.catch()
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ended_early(message: str, code: int) -> int:
    if sys.stderr is not None:
        sys.stderr.write(f"error: {message}.\n")
    return code


def _prepare_streams() -> None:
    if sys.stderr is None:
        # A socket must not be given the number of standard error, and messages need somewhere to go.
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  # lives as long as the process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # The same bytes on every system. Windows would end lines with \r\n, and write pipes in a local code page.
            stream.reconfigure(encoding=_encoding(stream), errors="backslashreplace", newline="\n")


def _encoding(stream: TextIOWrapper) -> str:
    local = sys.platform == "win32" and not stream.isatty() and not os.environ.get("PYTHONIOENCODING")
    return "utf-8" if local else stream.encoding


if __name__ == "__main__":
    run()
