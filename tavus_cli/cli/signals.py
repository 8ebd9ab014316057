"""The signals that ask the program to end, raised as `Interrupted` until the boundary has begun to report."""

import signal
import threading
from types import FrameType

from tavus_cli.errors import ExitCode, Interrupted

_CODES = {"SIGINT": ExitCode.INTERRUPTED, "SIGTERM": ExitCode.TERMINATED, "SIGHUP": ExitCode.HANGUP}


def _end(number: int, _frame: FrameType | None) -> None:
    raise Interrupted(_CODES[signal.Signals(number).name])


def catch_signals() -> None:
    """Raise from now on. What the parent chose to ignore (nohup, a background job) stays ignored."""
    for number in _numbers():
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def let_finish() -> None:
    """Raise no more: the last words about a request must not be cut off by an impatient Ctrl-C.

    Does nothing in a process whose signals are not ours.
    """
    if threading.current_thread() is threading.main_thread():
        for number in _numbers():
            if signal.getsignal(number) is _end:
                signal.signal(number, signal.SIG_IGN)


def _numbers() -> list[int]:
    # Windows has no SIGHUP.
    return [getattr(signal, name) for name in _CODES if hasattr(signal, name)]
