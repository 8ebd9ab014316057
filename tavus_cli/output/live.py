"""Lines at the foot of the terminal that are drawn again and again, on standard error.

The cursor stays visible and always rests below the lines: whatever ends or stops the program in between, also a signal
that nobody can catch, leaves a screen on which the shell goes on. Nothing here fails when the terminal goes away.
"""

import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import FrameType
from typing import Any

from tavus_cli.api import signals
from tavus_cli.output.widths import width

_STYLE = re.compile(r"\x1b\[[0-9;]*m")
# Moves up over the lines that are there. What is below is erased only behind the new ones, so that nothing flickers.
_UP = "\x1b[{}A\r"
_ERASE_LINE = "\x1b[K"
_ERASE_BELOW = "\x1b[J"


class Live:
    """The lines, drawn anew each time they are shown, and once a second by themselves.

    Args:
        draw: gives the lines, each narrower than the terminal.
        columns: gives the terminal's width, which may change at any time.
        delay: seconds until they are drawn for the first time.
    """

    def __init__(self, draw: Callable[[], Sequence[str]], columns: Callable[[], int], delay: float = 0.0) -> None:
        self._draw = draw
        self._columns = columns
        self._delay = delay
        # One who waits for it may be interrupted by a handler that needs it too.
        self._lock = threading.RLock()
        self._ended = threading.Event()
        self._shown: list[int] = []
        self._thread = threading.Thread(target=self._tick, daemon=True)
        self._before: Any = None

    def start(self) -> None:
        """Draw the lines from now on, once the delay is over."""
        self._catch_stop()
        # On a system that has no more threads the lines are drawn only when something changes.
        with signals.kept_from_threads(), suppress(RuntimeError):
            self._thread.start()

    def end(self, *, keep: bool) -> bool:
        """Draw the lines a last time, or erase them. Nothing is drawn from then on.

        Returns whether the cursor is known to be at the start of a line: what was typed meanwhile is gone then.
        """
        self._ended.set()
        self._restore_stop()
        with self._lock:
            shown = bool(self._shown)
            if keep:
                self._redraw("")
            elif shown:
                self._write(self._erased())
            self._shown = []
            return keep or shown

    def refresh(self) -> None:
        """Draw the lines now, unless it is too early for the first time."""
        with self._lock:
            if self._shown or (not self._delay and _in_foreground()):
                self._redraw("")

    def above(self, text: str) -> None:
        """Write text, whole lines, above the lines."""
        with self._lock:
            if self._shown:
                self._redraw(text)
            else:
                self._write(text)

    def _tick(self) -> None:
        pause = self._delay
        while not self._ended.wait(pause):
            with self._lock:
                if not self._ended.is_set() and _in_foreground():
                    self._redraw("")
            pause = 1.0

    def _redraw(self, text: str) -> None:
        lines = self._draw()
        start = self._erased() if text else self._up()
        body = "".join(f"{line}{_ERASE_LINE}\n" for line in lines)
        if start or text or body:
            self._write(f"{start}{text}{body}{_ERASE_BELOW}")
        self._shown = [width(_STYLE.sub("", line)) for line in lines]

    def _up(self) -> str:
        """Moves to the first of the lines that are there. On a terminal made narrower each has become several."""
        columns = max(1, self._columns())
        rows = sum(max(1, -(-size // columns)) for size in self._shown)
        return _UP.format(rows) if rows else ""

    def _erased(self) -> str:
        up = self._up()
        return up + _ERASE_BELOW if up else ""

    def _write(self, text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except (OSError, ValueError):
            pass

    def _catch_stop(self) -> None:
        """Begin a new set of lines after Ctrl-Z: the shell has written below the old ones."""
        if threading.current_thread() is threading.main_thread() and hasattr(signal, "SIGTSTP"):
            self._before = signal.getsignal(signal.SIGTSTP)
            if self._before is signal.SIG_DFL:
                signal.signal(signal.SIGTSTP, self._stop)

    def _restore_stop(self) -> None:
        if self._before is signal.SIG_DFL:
            signal.signal(signal.SIGTSTP, signal.SIG_DFL)

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        # The lock is held while stopped, so that nothing is drawn between the last line and the shell's own words.
        with self._lock:
            self._shown = []
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
            signal.signal(number, self._stop)


def _in_foreground() -> bool:
    """Whether the terminal is ours to draw on; it is the shell's while the program runs in the background."""
    try:
        return os.tcgetpgrp(sys.stderr.fileno()) == os.getpgrp()
    except (OSError, ValueError, AttributeError):
        return True
