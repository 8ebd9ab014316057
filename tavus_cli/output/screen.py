"""The full-screen display of `--watch` on standard output, and the keys that are pressed meanwhile.

It uses the terminal's alternate screen, so that resizing leaves no remains. At the end the normal screen is restored,
and the last frame is written below its contents. A frame is a single write of the lines that have changed; terminals
that support synchronized output (mode 2026) show it at once. The cursor stays visible.

A shell may stop the job at any time, and continue it in the background, where the terminal belongs to another job. So
nothing here looks whether the job is in the foreground and then stops it: the answer may be old by then. Only the
system can do both at once. And no thread reads the keyboard, because a read that begins in the foreground and goes on
in the background stops the job, also one that was just told to end.
"""

import errno
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from tavus_cli.api import signals
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
# Between two looks whether the program is in the foreground, where it ignores the signal that would stop it.
_FOREGROUND_SECONDS = 0.2
# Between two looks for a key on Windows, which cannot wait for keys and for other events at once.
_KEY_SECONDS = 0.1


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
        self._may_type = False
        self._modes: list[Any] | None = None
        self._entered = False
        self._noted: signal.Signals | None = None
        self._continued = False

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
            _handling("SIGCONT", self._note_continued),
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
        return self._may_type

    def keys(self) -> str:
        """The keys pressed since the last call. Does not block.

        In the background it stops the job instead, until a shell continues it in the foreground.

        Raises:
            Interrupted: a signal came meanwhile.
            TavusError: the job is in the background, and no shell can continue it.
        """
        if self._noted:
            self._obey(self._noted)
        elif self._continued:
            # Whatever has stopped the job, the shell has written to the screen and set the modes since.
            self._enter()
        if not self._may_type or not self.wait(0):
            return ""
        typed = _read_keys()
        if not typed and not in_foreground(sys.stdin):
            self._enter()
        elif not typed:
            self._may_type = False
        return typed.decode("latin-1")

    def wait(self, seconds: float) -> bool:
        """Wait for a key, a change of size or a `signals.wake` by another thread, at most so many seconds.

        Returns whether a key was pressed.
        """
        if sys.platform == "win32":
            import msvcrt

            signals.wait(min(seconds, _KEY_SECONDS))
            return self._may_type and msvcrt.kbhit()
        return signals.wait(seconds, input_in=sys.stdin.fileno() if self._may_type else None)

    def _enter(self) -> None:
        """Take over the terminal, also after a stop from outside, before which it was not given back."""
        self._leave()
        _wait_for_foreground()
        self._shown, self._entered, self._continued = [], True, False
        self._write(_ENTER)
        if sys.stdin is None or not sys.stdin.isatty():
            return
        self._may_type = True
        if sys.platform != "win32":
            import termios

            if self._modes is None:
                self._modes = termios.tcgetattr(sys.stdin.fileno())
            modes = [*self._modes]
            modes[3] &= ~(termios.ICANON | termios.ECHO)
            _set_modes(modes)

    def _leave(self, text: str = "") -> None:
        if not self._entered:
            return
        self._entered = False
        self._write(_LEAVE + text)
        if self._modes is not None:
            _set_modes(self._modes)

    def _note(self, number: int) -> None:
        self._noted = signal.Signals(number)

    def _note_continued(self, _number: int) -> None:
        self._continued = True

    def _obey(self, number: signal.Signals) -> None:
        """Let a signal stop or end the process, with the shell's screen restored; draw again when it continues."""
        self._leave()
        handler = signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)
        signal.signal(number, handler)
        # Ctrl-Z that was pressed twice stops it once.
        self._noted = None
        self._enter()


@contextmanager
def _handling(name: str, note: Callable[[int], None]) -> Iterator[None]:
    """Call `note` at a signal, which also wakes the main thread.

    Does nothing if the system has no such signal, or if the parent process has it ignored.
    """
    number = getattr(signal, name, None)
    is_main = threading.current_thread() is threading.main_thread()
    if number is None or not is_main or signal.getsignal(number) is signal.SIG_IGN:
        yield
        return
    before = signal.signal(number, lambda number, _frame: note(number))
    try:
        yield
    finally:
        signal.signal(number, before)


def _wait_for_foreground() -> None:
    """Stop the job while it is in the background.

    Raises:
        Interrupted: a signal came, also while the job was stopped: who ends a stopped job wants it to end.
        TavusError: no shell can continue the job.
    """
    if sys.platform == "win32":
        return
    import termios

    while True:
        try:
            with signals.ending_at_once():
                # It changes nothing, and the system stops the job if it does this in the background. Source: POSIX.
                termios.tcdrain(sys.stdout.fileno())
        except termios.error as error:
            if error.args[0] == errno.EINTR:
                continue
            if not in_foreground(sys.stdout):
                raise TavusError(
                    "the watch is in the background, and no shell can bring it to the foreground.",
                    hint="run it in the foreground",
                ) from error
        if in_foreground(sys.stdout):
            return
        signals.wait(_FOREGROUND_SECONDS)


def _set_modes(modes: list[Any]) -> None:
    """Set the modes of the terminal. Does nothing in the background, where they belong to another job."""
    import termios

    while in_foreground(sys.stdin):
        try:
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, modes)
        except termios.error as error:
            # A signal may have interrupted it. A terminal that was closed has no modes.
            if error.args[0] == errno.EINTR:
                continue
        return


def _read_keys() -> bytes:
    """Read one key, or a few at once; empty at the end of input, and in the background."""
    if sys.platform == "win32":
        import msvcrt

        return msvcrt.getch()
    # While the signal is blocked, a read in the background fails instead of stopping the job.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGTTIN,))
    try:
        return os.read(sys.stdin.fileno(), 16)
    except OSError:
        return b""
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _fitted(line: str, room: int) -> str:
    """The line if it fits; else truncated and without styles."""
    plain = _ESCAPES.sub("", line)
    return line if width(plain) <= room else padded(plain, room)
