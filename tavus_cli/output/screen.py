"""The full-screen display of `--watch` on standard output, and the keys that are pressed meanwhile.

It uses the terminal's alternate screen, so that resizing leaves no remains. At the end the normal screen is restored,
and the last frame is written below its contents. A frame is a single write of the lines that have changed; terminals
that support synchronized output (mode 2026) show it at once. The cursor stays visible.
"""

import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from tavus_cli.api import signals
from tavus_cli.api.deadline import Background
from tavus_cli.errors import TavusError
from tavus_cli.output.live import in_foreground
from tavus_cli.output.widths import padded, width

if TYPE_CHECKING:
    from tavus_cli.output.streams import Streams

_ESCAPES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;[^\x1b]*\x1b\\")
# Auto-wrap (mode 7) is off, so that lines that become too long when the terminal shrinks do not move the others.
_ENTER, _LEAVE = "\x1b[?1049h\x1b[?7l", "\x1b[?7h\x1b[?1049l"
_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
_CLEAR = "\x1b[2J"
# Between two looks whether the program is in the foreground, where the system does not stop it in the background.
_FOREGROUND_SECONDS = 0.2


def may_draw(streams: "Streams") -> bool:
    """Whether standard output is a terminal that supports a full-screen display."""
    return streams.out_is_terminal and os.environ.get("TERM") != "dumb"


@contextmanager
def drawing(streams: "Streams") -> Iterator["Screen"]:
    """Open the full-screen display during the block. It also shows the messages that are written meanwhile."""

    def write(text: str) -> None:
        streams.write(text)
        streams.flush()

    screen = Screen(write)
    try:
        with screen.open():
            streams.screen = screen
            yield screen
    finally:
        streams.screen, streams.line_is_clean = None, True


class Screen:
    """A full-screen display.

    Args:
        write: writes to the terminal, unbuffered.

    Attributes:
        last_message: the last message that was written while the display was open.
    """

    def __init__(self, write: Callable[[str], None]) -> None:
        self.last_message = ""
        self._write = write
        self._shown: list[str] = []
        self._kept: list[str] = []
        self._drawn_at = (0, 0)
        self._typing: Background[bytes] | None = None
        self._may_type = False
        self._modes: list[Any] | None = None
        self._entered = False
        self._noted: signal.Signals | None = None

    @property
    def size(self) -> tuple[int, int]:
        """The usable columns, and the rows. The last column stays free, because some terminals wrap after it."""
        try:
            columns, rows = os.get_terminal_size(sys.stdout.fileno())
        except (OSError, ValueError):
            columns, rows = 80, 24
        return max(1, (columns or 80) - 1), max(2, rows or 24)

    @contextmanager
    def open(self) -> Iterator[None]:
        """Take over the terminal during the block. Afterwards it is restored, with the last frame written below."""
        with (
            _handling("SIGWINCH", lambda _number: None),
            _handling("SIGTSTP", self._note),
            _handling("SIGQUIT", self._note),
        ):
            try:
                self._enter()
                yield
            finally:
                # A terminal that was closed needs no restoring.
                with suppress(TavusError, BrokenPipeError):
                    self._leave("".join(f"{line}\n" for line in self._kept))

    def show(self, lines: Sequence[str], foot: str) -> None:
        """Draw lines, and `foot` on the last row. Lines that do not fit are counted; lines too wide are truncated."""
        columns, rows = size = self.size
        room = rows - 1
        shown = [_fitted(line, columns) for line in lines]
        if len(shown) > room:
            shown[room - 1 :] = [_fitted(f"... and {len(shown) - room + 1} more lines", columns)]
        self._kept = shown
        frame = [*shown, *[""] * (room - len(shown)), _fitted(foot, columns)]
        before = self._shown if size == self._drawn_at else []
        pieces = [] if before else [_CLEAR]
        for number, line in enumerate(frame):
            if not before or before[number] != line:
                pieces.append(f"\x1b[{number + 1};1H{line}\x1b[K")
        self._shown, self._drawn_at = frame, size
        if pieces:
            self._write(f"{_BEGIN}{''.join(pieces)}{_END}")

    def above(self, text: str) -> None:
        """Keep a message instead of writing it to the terminal; the caller may show it as the last one."""
        self.last_message = " ".join(_ESCAPES.sub("", text).split())

    @property
    def has_keys(self) -> bool:
        """Whether keys can be pressed: standard input is a terminal, and not at its end."""
        return self._may_type or self._typing is not None

    def keys(self) -> str:
        """The keys pressed since the last call. Does not block."""
        if self._noted:
            self._obey(self._noted)
        if self._typing is None:
            return ""
        try:
            typed = self._typing.wait(0)
        except TimeoutError:
            return ""
        except OSError:
            typed = b""
        # Only `wait` starts the next read: what is typed after the last key belongs to the shell.
        self._typing, self._may_type = None, bool(typed)
        return typed.decode("latin-1")

    def wait(self, seconds: float) -> None:
        """Wait for a key, a change of size or a `signals.wake` by another thread, at most so many seconds."""
        if self._typing is None and self._may_type:
            self._typing = Background(_read_key)
        signals.wait(seconds)

    def _enter(self) -> None:
        self._wait_for_foreground()
        self._shown, self._entered = [], True
        self._write(_ENTER)
        if sys.stdin is None or not sys.stdin.isatty():
            return
        self._modes = _disable_echo()
        self._may_type = True

    def _wait_for_foreground(self) -> None:
        """Stop the job while it is in the background, as the system does at a change of the terminal's modes."""
        while True:
            # Whoever ends the job while it is stopped wants it to end, and not to stop again or to draw.
            signals.check()
            if in_foreground(sys.stdout):
                return
            os.killpg(0, signal.SIGTTOU)
            # The system ignores the signal if no shell could continue the job.
            signals.wait(_FOREGROUND_SECONDS)

    def _leave(self, text: str = "") -> None:
        if not self._entered:
            return
        self._entered = False
        self._write(_LEAVE + text)
        # In the background the modes belong to another job.
        if self._modes is not None and in_foreground(sys.stdout):
            import termios

            termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, self._modes)

    def _note(self, number: int) -> None:
        self._noted = signal.Signals(number)

    def _obey(self, number: signal.Signals) -> None:
        """Let a signal stop or end the process, with the shell's screen restored; draw again when it continues."""
        self._noted = None
        self._leave()
        handler = signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)
        signal.signal(number, handler)
        self._enter()


@contextmanager
def _handling(name: str, note: Callable[[int], None]) -> Iterator[None]:
    """Call `note` at a signal, which also wakes the main thread. Does nothing if the system has no such signal."""
    number = getattr(signal, name, None)
    if number is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(number, lambda number, _frame: note(number))
    try:
        yield
    finally:
        signal.signal(number, before)


def _disable_echo() -> list[Any] | None:
    """Turn off line mode and echo. Returns the previous modes; None on a system without terminal modes."""
    try:
        import termios
    except ImportError:
        return None
    before = termios.tcgetattr(sys.stdin.fileno())
    modes = termios.tcgetattr(sys.stdin.fileno())
    modes[3] &= ~(termios.ICANON | termios.ECHO)
    termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, modes)
    return before


def _read_key() -> bytes:
    """Read one key, or a few at once; empty at the end of input."""
    if sys.platform == "win32":
        import msvcrt

        return msvcrt.getch()
    return os.read(sys.stdin.fileno(), 16)


def _fitted(line: str, room: int) -> str:
    """The line if it fits; else truncated and without styles."""
    plain = _ESCAPES.sub("", line)
    return line if width(plain) <= room else padded(plain, room)
