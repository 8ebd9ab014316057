"""The entry point of the installed program and of `python -m tavus_cli`: the setup and the exit of the process."""

import gc
import os
import signal
import sys
from io import TextIOWrapper


def run() -> None:
    """Run the command line of this process, and end the process with its exit code."""
    # Imports create 50,000 objects and no garbage, and collecting during them takes a tenth of the start-up time. With
    # this threshold the garbage collector starts after them.
    gc.set_threshold(100_000)
    try:
        _install_signal_handlers()
        from tavus_cli.cli.main import main
        from tavus_cli.output.pipes import wait_for_readers

        wait_for_readers()
        code = main(sys.argv[1:])
    except KeyboardInterrupt:
        code = _ended_early("interrupted", 128 + signal.SIGINT)
    except OSError as error:
        code = _ended_early(f"the program could not start: {error.strerror or error}", 1)
    # All output is written and all files are closed. Python's own clean-up would take a sixth of a short run's time.
    os._exit(code if code < 2**31 else code - 2**32)  # Windows has codes of 32 bits, which are signed here


def _install_signal_handlers() -> None:
    """Install our signal handlers. Signals are blocked, and so delayed, until that is done.

    Python's own handler would raise at any line of an import; in the callbacks of imports the exception is lost.
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
        # Opening a file takes the free descriptor 2, which a socket could get otherwise, and messages need a stream.
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
