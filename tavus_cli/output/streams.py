"""Standard output, for results, and standard error, for everything else; and what each is connected to.

With `--json` both are for programs: each message is a line with a JSON object with one member, named after the kind of
the message: `{"note": "..."}`, and likewise warning, progress, debug and error. On a terminal the progress display is
still drawn, and then erased.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from tavus_cli.errors import BrokenOutput
from tavus_cli.text import clean

if TYPE_CHECKING:
    from tavus_cli.output.live import Live
    from tavus_cli.output.screen import Screen

_LABELS = {"error": "bold red", "warning": "yellow", "hint": "cyan"}


class Streams:
    """The two streams of one run.

    Attributes:
        quiet: write only results and errors.
        as_json: write messages as JSON lines.
        line_is_clean: whether the cursor is known to be at the start of a line.
        screen: the full-screen display while it is open, which then shows the messages for the terminal; else None.
    """

    def __init__(self) -> None:
        self.quiet = False
        self.as_json = False
        self.screen: Screen | None = None
        self._live: Live | None = None
        self.line_is_clean = False

    @property
    def out_is_terminal(self) -> bool:
        return _is_terminal(sys.stdout)

    @property
    def err_is_terminal(self) -> bool:
        return _is_terminal(sys.stderr)

    @property
    def err_draws(self) -> bool:
        """Whether lines on standard error can be redrawn."""
        return self.err_is_terminal and os.environ.get("TERM") != "dumb"

    @property
    def may_ask(self) -> bool:
        """Whether a prompt is allowed: only if standard input and standard error are both terminals."""
        return _is_terminal(sys.stdin) and _is_terminal(sys.stderr)

    @property
    def width(self) -> int:
        """Columns of the terminal, or COLUMNS if that is set to a valid number."""
        return shutil.get_terminal_size((80, 24)).columns

    @property
    def room(self) -> int | None:
        """The maximum columns of tables and records; None for no limit, which applies to a pipe without COLUMNS."""
        if self.screen is not None:
            return self.screen.size[0]
        columns = os.environ.get("COLUMNS", "")
        given = columns.isascii() and columns.isdigit() and int(columns) > 0
        return self.width if self.out_is_terminal or given else None

    @property
    def err_size(self) -> tuple[int, int]:
        """Columns and rows of the terminal of standard error, even if standard output is not a terminal."""
        columns, rows = shutil.get_terminal_size((80, 24))
        try:
            size = os.get_terminal_size(sys.stderr.fileno())
        except (OSError, ValueError, AttributeError):
            return columns, rows
        return (columns if os.environ.get("COLUMNS") else size.columns or 80), size.lines or 24

    @property
    def colour(self) -> bool:
        """Whether results may be coloured."""
        return _may_colour(sys.stdout)

    @property
    def err_colour(self) -> bool:
        """Whether messages may be coloured."""
        return _may_colour(sys.stderr)

    @property
    def unicode(self) -> bool:
        """Whether standard output can carry box and bar characters."""
        return _carries_boxes(sys.stdout)

    @property
    def err_unicode(self) -> bool:
        """Whether standard error can carry box and bar characters."""
        return _carries_boxes(sys.stderr)

    def write(self, text: str) -> None:
        """Write results. Raises BrokenPipeError if the reader has closed the pipe, BrokenOutput for other failures."""
        with _telling_results():
            sys.stdout.write(text)

    def write_bytes(self, data: bytes) -> None:
        """Write and flush part of a binary result, such as a downloaded file. Raises the same errors as `write`."""
        with _telling_results():
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()

    def flush(self) -> None:
        """Flush the results. Raises the same errors as `write`."""
        with _telling_results():
            sys.stdout.flush()

    def say(self, line: str) -> None:
        """Write one cleaned line to standard error. Never raises: a lost message must not change the exit code."""
        self._put(clean(line) + "\n")

    def emit(self, message: Mapping[str, object]) -> None:
        """Write a message for programs, `{kind: text}`, as a JSON line."""
        from tavus_cli.output.formats import encoded

        self.say(encoded(message))

    def tell(self, label: str, text: str) -> None:
        """Write a message, after its label if it has one. On a terminal it is coloured, and wrapped at words."""
        if self.as_json:
            self.emit({label or "progress": text})
            return
        line = clean(f"{label}: {text}" if label else text)
        lines = [line]
        if self.err_is_terminal:
            from tavus_cli.output.widths import wrapped_message

            indent = " " * (len(label) + 2) if label else ""
            lines = wrapped_message(line, self.err_size[0], indent)
        if label in _LABELS and self.err_colour:
            from tavus_cli.output.styles import Pen

            lines[0] = Pen(on=True)(f"{label}:", _LABELS[label]) + lines[0][len(label) + 1 :]
        self._put("".join(f"{each}\n" for each in lines))

    def note(self, line: str) -> None:
        """Write a note, unless --quiet."""
        if not self.quiet:
            self.tell("note", line)

    def warn(self, line: str) -> None:
        """Write a warning: something may fail, or failed without stopping the run. Not with --quiet."""
        if not self.quiet:
            self.tell("warning", line)

    def progress(self, line: str) -> None:
        """Write a line about progress, unless --quiet."""
        if not self.quiet:
            self.tell("", line)

    def debug(self, text: str) -> None:
        """Write lines of --debug, also with --quiet. They are not wrapped, so that they can be copied."""
        if self.as_json:
            self.emit({"debug": text})
            return
        for line in text.splitlines():
            self.say(f"debug: {line}")

    def end_line(self) -> None:
        """Start a new line on a terminal, so that no message follows an echoed `^C` on the same line."""
        if self.err_is_terminal and not self.line_is_clean:
            self.say("")

    def confirm(self, question: str) -> bool:
        """Ask a question, with room for the answer. Whether that is yes; any other one and the end of input mean no."""
        from tavus_cli.api.deadline import interruptible
        from tavus_cli.output.widths import wrapped_message

        try:
            sys.stderr.write("\n".join(wrapped_message(f"{clean(question)} [y/N]", self.err_size[0] - 2)) + " ")
            sys.stderr.flush()
            answer = interruptible(sys.stdin.readline)
        except (OSError, ValueError):
            return False
        if not answer.endswith("\n"):
            self.say("")
        return answer.strip().lower() in {"y", "yes"}

    @contextmanager
    def live(
        self, draw: Callable[[], Sequence[str]], *, keep: bool = False, delay: float = 0.0
    ) -> Iterator["Live | None"]:
        """Redraw lines on the terminal, below all messages, during the block.

        Yields None if standard error cannot be redrawn, or is in use by another such block.

        Args:
            draw: returns the lines to show now.
            keep: leave the last lines on the terminal; they are erased otherwise.
            delay: seconds before the lines are first shown.
        """
        if self.quiet or not self.err_draws or self.screen is not None or self._live is not None:
            yield None
            return
        from tavus_cli.output.live import Live

        live = self._live = Live(draw, lambda: self.err_size[0], delay)
        try:
            live.start()
            yield live
        finally:
            self._live = None
            self.line_is_clean = live.end(keep=keep and not self.as_json)

    @contextmanager
    def awaiting(self, host: str) -> Iterator[None]:
        """Show on the terminal, after one second, that the program waits for an answer."""
        began = time.monotonic()

        def draw() -> list[str]:
            from tavus_cli.output.dates import clock

            shown = f"waiting for an answer from {clean(host)}  {clock(time.monotonic() - began)}"
            return [shown[: self.err_size[0] - 1]]

        with self.live(draw, delay=1.0):
            yield

    def _put(self, text: str) -> None:
        self.line_is_clean = False
        if place := self._live or (self.screen if self.err_is_terminal else None):
            place.above(text)
            return
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except (OSError, ValueError):
            pass


@contextmanager
def terminal_restored() -> Iterator[None]:
    """Restore the modes of the terminal, such as echo, however the block ends."""
    try:
        import termios

        before = termios.tcgetattr(sys.stdin.fileno())
    except (ImportError, OSError, ValueError):
        # Not a terminal, or a system without terminal modes.
        yield
        return
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, before)


@contextmanager
def _telling_results() -> Iterator[None]:
    """Raise BrokenOutput where the block cannot write; BrokenPipeError, for a reader that went away, stays."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise cannot_write(error) from error


def cannot_write(error: OSError) -> BrokenOutput:
    return BrokenOutput(f"could not write to standard output: {clean(error.strerror or error)}.")


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        # The parent process has closed it.
        return False


def _may_colour(stream: TextIO | None) -> bool:
    """Whether colour is allowed. NO_COLOR (not empty) takes precedence over FORCE_COLOR. Source: no-color.org."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return _is_terminal(stream) and os.environ.get("TERM") != "dumb"


def _carries_boxes(stream: TextIO | None) -> bool:
    try:
        "─━█░…".encode((stream and stream.encoding) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
