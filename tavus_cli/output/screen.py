"""The whole terminal, drawn again and again on standard output: what `--watch` shows, and the keys typed meanwhile.

It is drawn on the terminal's second screen, which no shell has written to: a change of size leaves nothing behind, and
the first screen comes back as it was, with what was seen last below it. A frame is one write, of the lines that have
changed, and terminals that can (mode 2026) show it as one. The cursor stays visible.
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
from tavus_cli.output.widths import padded, width

if TYPE_CHECKING:
    from tavus_cli.output.streams import Streams

_ESCAPES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;[^\x1b]*\x1b\\")
# Where the terminal cuts what is too long for it until the next frame, nothing moves.
_ENTER, _LEAVE = "\x1b[?1049h\x1b[?7l", "\x1b[?7h\x1b[?1049l"
_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
_CLEAR = "\x1b[2J"


def may_draw(streams: "Streams") -> bool:
    """Whether standard output is a terminal that can be drawn on."""
    return streams.out_is_terminal and os.environ.get("TERM") != "dumb"


@contextmanager
def drawing(streams: "Streams") -> Iterator["Screen"]:
    """The terminal, to be drawn on during the block. Messages meanwhile are shown there."""

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
    """A terminal while it is drawn on.

    Args:
        write: writes to the terminal, at once.

    Attributes:
        said: the last message that was written while the screen was drawn.
    """

    def __init__(self, write: Callable[[str], None]) -> None:
        self.said = ""
        self._write = write
        self._shown: list[str] = []
        self._kept: list[str] = []
        self._drawn_at = (0, 0)
        self._typing: Background[bytes] | None = None
        self._may_type = False
        self._modes: list[Any] | None = None
        self._stop_noted = False

    @property
    def size(self) -> tuple[int, int]:
        """Columns that a line may take, and lines. Nothing may reach the last column: some terminals go on below."""
        try:
            columns, rows = os.get_terminal_size(sys.stdout.fileno())
        except (OSError, ValueError):
            columns, rows = 80, 24
        return max(1, (columns or 80) - 1), max(2, rows or 24)

    @contextmanager
    def open(self) -> Iterator[None]:
        """Draw during the block. Whatever ends it, the terminal is as it was, and below that what was seen last."""
        with _handling("SIGWINCH", lambda: None), _handling("SIGTSTP", self._note_stop):
            try:
                self._enter()
                yield
            finally:
                # A terminal that has gone away has nothing to restore.
                with suppress(TavusError, BrokenPipeError):
                    self._leave("".join(f"{line}\n" for line in self._kept))

    def show(self, lines: Sequence[str], foot: str) -> None:
        """Draw lines, and one at the foot. What is too long or too wide for the screen is left out."""
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
        """Take a message that would be written to the terminal: there is a line for the last one."""
        self.said = " ".join(_ESCAPES.sub("", text).split())

    def keys(self) -> str:
        """What was typed since the last look. Waits for nothing."""
        if self._stop_noted:
            self._stop()
        if self._typing is None:
            return ""
        try:
            typed = self._typing.wait(0)
        except TimeoutError:
            return ""
        except OSError:
            typed = b""
        # Read on only when somebody waits for more: what is typed behind the last key is the shell's.
        self._typing, self._may_type = None, bool(typed)
        return typed.decode("latin-1")

    def wait(self, seconds: float) -> None:
        """Wait for a key, another size or another thread's `signals.wake`, for so long at most."""
        if self._typing is None and self._may_type:
            self._typing = Background(_read_key)
        signals.wait(seconds)

    def _enter(self) -> None:
        self._shown = []
        self._write(_ENTER)
        if sys.stdin is None or not sys.stdin.isatty():
            return
        self._modes = _type_unseen()
        self._may_type = True

    def _leave(self, text: str = "") -> None:
        self._write(_LEAVE + text)
        if self._modes is not None:
            import termios

            termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, self._modes)

    def _note_stop(self) -> None:
        self._stop_noted = True

    def _stop(self) -> None:
        """Stop as Ctrl-Z asks, the shell's screen in its place; go on here when the shell says so."""
        self._stop_noted = False
        self._leave()
        handler = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        signal.raise_signal(signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, handler)
        self._enter()


@contextmanager
def _handling(name: str, note: Callable[[], None]) -> Iterator[None]:
    """Call `note` at a signal, which also ends the wait of the main thread. Not where there is no such signal."""
    number = getattr(signal, name, None)
    if number is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(number, lambda _number, _frame: note())
    try:
        yield
    finally:
        signal.signal(number, before)


def _type_unseen() -> list[Any] | None:
    """Let each key come by itself and unseen. Returns the modes before; None on a system that has none."""
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
    """The next key, or a few at once; nothing at the end of the input."""
    if sys.platform == "win32":
        import msvcrt

        return msvcrt.getch()
    return os.read(sys.stdin.fileno(), 16)


def _fitted(line: str, room: int) -> str:
    """The line, or its beginning without styles."""
    plain = _ESCAPES.sub("", line)
    return line if width(plain) <= room else padded(plain, room)
