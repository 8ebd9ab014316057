"""Live lines: lines at the bottom of the terminal, on standard error, that are redrawn in place.

The cursor stays visible and always rests below the lines. So the shell can continue on the screen after any end of the
program, even by SIGKILL. Nothing here fails if the terminal is closed.
"""

import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import FrameType
from typing import Any, TextIO

from tavus_cli.api import signals
from tavus_cli.output.widths import width

_STYLE = re.compile(r"\x1b\[[0-9;]*m")
# Moves the cursor up to the first line. The rest is erased only after the new lines were written, to avoid flicker.
_UP = "\x1b[{}A\r"
_ERASE_LINE = "\x1b[K"
_ERASE_BELOW = "\x1b[J"


class Live:
    """Live lines. They are redrawn at each `refresh`, and once a second by a thread.

    Args:
        draw: returns the lines, each narrower than the terminal.
        columns: returns the width of the terminal, which may change at any time.
        delay: seconds until the first drawing.
    """

    def __init__(self, draw: Callable[[], Sequence[str]], columns: Callable[[], int], delay: float = 0.0) -> None:
        self._draw = draw
        self._columns = columns
        self._delay = delay
        # Reentrant, because the handler of Ctrl-Z may need it while the main thread holds it.
        self._lock = threading.RLock()
        self._ended = threading.Event()
        self._shown: list[int] = []
        self._thread = threading.Thread(target=self._tick, daemon=True)
        self._before: Any = None

    def start(self) -> None:
        """Begin to draw the lines, after the delay."""
        self._catch_stop()
        # On a system that has no more threads the lines are drawn only when something changes.
        with signals.kept_from_threads(), suppress(RuntimeError):
            self._thread.start()

    def end(self, *, keep: bool) -> bool:
        """Stop drawing: draw the lines a last time if `keep` is true, else erase them.

        Returns whether the cursor is now at the start of a line. If nothing was drawn, typed text may be before it.
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
        """Redraw the lines now, unless the delay of the first drawing is not over."""
        with self._lock:
            if self._shown or (not self._delay and in_foreground(sys.stderr)):
                self._redraw("")

    def above(self, text: str) -> None:
        """Write text above the live lines. It must consist of whole lines."""
        with self._lock:
            if self._shown:
                self._redraw(text)
            else:
                self._write(text)

    def _tick(self) -> None:
        pause = self._delay
        while not self._ended.wait(pause):
            with self._lock:
                if not self._ended.is_set() and in_foreground(sys.stderr):
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
        """The escape sequence to the first shown line. On a terminal that has become narrower, a line takes several."""
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
        """Handle Ctrl-Z: afterwards draw the lines at a new place, as the shell has written below the old ones."""
        if threading.current_thread() is threading.main_thread() and hasattr(signal, "SIGTSTP"):
            self._before = signal.getsignal(signal.SIGTSTP)
            if self._before is signal.SIG_DFL:
                signal.signal(signal.SIGTSTP, self._stop)

    def _restore_stop(self) -> None:
        if self._before is signal.SIG_DFL:
            signal.signal(signal.SIGTSTP, signal.SIG_DFL)

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        # Hold the lock while the program is stopped, so that nothing is drawn into the shell's output.
        with self._lock:
            self._shown = []
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
            signal.signal(number, self._stop)


def in_foreground(stream: TextIO) -> bool:
    """Whether the program is the foreground job of the stream's terminal. In the background it must not draw."""
    try:
        return os.tcgetpgrp(stream.fileno()) == os.getpgrp()
    except (OSError, ValueError, AttributeError):
        return True
