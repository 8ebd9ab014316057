"""Standard output and standard error, and what they are connected to. Results go to the one, all else to the other.

With `--json` both are for programs: each message is a line with a JSON object, whose one member has the kind of the
message as its name: `{"note": "..."}`, and so on for warning, progress, debug and error. A person at a terminal still
sees what is drawn there; none of it stays.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from tavus_cli.api.deadline import interruptible
from tavus_cli.errors import BrokenOutput
from tavus_cli.text import clean

if TYPE_CHECKING:
    from tavus_cli.output.live import Live
    from tavus_cli.output.screen import Screen

_LABELS = {"error": "bold red", "warning": "yellow", "hint": "cyan"}
# Messages are not wrapped more narrowly than this: a word a line is harder to read than lines the terminal breaks.
_NARROWEST = 20


class Streams:
    """The two streams of one run.

    Attributes:
        quiet: only results and errors are written.
        as_json: messages are lines of JSON.
        line_is_clean: whether the cursor is known to be at the start of a line.
        screen: the whole terminal, while it is drawn on: messages that would be written to it are shown there.
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
        """Whether lines on standard error can be drawn over."""
        return self.err_is_terminal and os.environ.get("TERM") != "dumb"

    @property
    def may_ask(self) -> bool:
        """Whether a person can be asked: nothing prompts unless both ends of the question are a terminal."""
        return _is_terminal(sys.stdin) and _is_terminal(sys.stderr)

    @property
    def width(self) -> int:
        """Columns of the terminal; COLUMNS decides where it is set to something sensible."""
        return shutil.get_terminal_size((80, 24)).columns

    @property
    def room(self) -> int | None:
        """Columns that tables and records may take; None for any number: in a pipe, with no COLUMNS set."""
        if self.screen is not None:
            return self.screen.size[0]
        columns = os.environ.get("COLUMNS", "")
        given = columns.isascii() and columns.isdigit() and int(columns) > 0
        return self.width if self.out_is_terminal or given else None

    @property
    def err_size(self) -> tuple[int, int]:
        """Columns and rows of the terminal that standard error is, also where standard output is none."""
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
        """Write results. A reader that went away raises BrokenPipeError, any other failure BrokenOutput."""
        try:
            sys.stdout.write(text)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise cannot_write(error) from error

    def write_bytes(self, data: bytes) -> None:
        """Hand a piece of a file to the reader, as it is. Fails like `write`."""
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise cannot_write(error) from error

    def flush(self) -> None:
        """See that all results have left; what fails only now fails like `write`."""
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise cannot_write(error) from error

    def say(self, line: str) -> None:
        """One line on standard error, cleaned. Never fails: a lost message must not change the exit code."""
        self._put(clean(line) + "\n")

    def emit(self, message: Mapping[str, object]) -> None:
        """A message for programs: its kind, and what it says."""
        from tavus_cli.output.formats import encoded

        self.say(encoded(message))

    def tell(self, label: str, text: str) -> None:
        """A message, behind its label if it has one. A terminal gets it coloured, and wrapped at words."""
        if self.as_json:
            self.emit({label or "progress": text})
            return
        line = clean(f"{label}: {text}" if label else text)
        lines = [line]
        if self.err_is_terminal:
            from tavus_cli.output.widths import wrapped_message

            indent = " " * (len(label) + 2) if label else ""
            lines = wrapped_message(line, max(_NARROWEST, self.err_size[0]), indent)
        if label in _LABELS and self.err_colour:
            from tavus_cli.output.styles import Pen

            lines[0] = Pen(on=True)(f"{label}:", _LABELS[label]) + lines[0][len(label) + 1 :]
        self._put("".join(f"{each}\n" for each in lines))

    def note(self, line: str) -> None:
        """Something worth knowing that is no error; not with --quiet."""
        if not self.quiet:
            self.tell("note", line)

    def warn(self, line: str) -> None:
        """Something that may go wrong, or did without stopping the run; not with --quiet."""
        if not self.quiet:
            self.tell("warning", line)

    def progress(self, line: str) -> None:
        """How far things are; not with --quiet."""
        if not self.quiet:
            self.tell("", line)

    def debug(self, text: str) -> None:
        """What --debug asks for, also with --quiet. Lines are not wrapped, so that they can be copied."""
        if self.as_json:
            self.emit({"debug": text})
            return
        for line in text.splitlines():
            self.say(f"debug: {line}")

    def end_line(self) -> None:
        """Begin a new line where the terminal shows what was typed: `^C`, behind which no message should stand."""
        if self.err_is_terminal and not self.line_is_clean:
            self.say("")

    def confirm(self, question: str) -> bool:
        """Whether the person at the terminal says yes. Anything else, the end of the input included, is a no."""
        try:
            sys.stderr.write(f"{clean(question)} [y/N] ")
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
        """Lines on the terminal that are drawn again and again below all messages. At the end they go, or are kept.

        Yields None where standard error cannot be drawn on, or is drawn on already.
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
        """Say on the terminal, from the second second on, that an answer is awaited."""
        began = time.monotonic()

        def draw() -> list[str]:
            from tavus_cli.output.dates import clock

            return [
                f"waiting for an answer from {clean(host)}  {clock(time.monotonic() - began)}"[: self.err_size[0] - 1]
            ]

        with self.live(draw, delay=1.0):
            yield

    def _put(self, text: str) -> None:
        self.line_is_clean = False
        place = self._live or (self.screen if self.err_is_terminal else None)
        if place is not None:
            place.above(text)
            return
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except (OSError, ValueError):
            pass


@contextmanager
def terminal_restored() -> Iterator[None]:
    """Whatever ends the block, the terminal shows what is typed as it did before."""
    try:
        import termios

        before = termios.tcgetattr(sys.stdin.fileno())
    except (ImportError, OSError, ValueError):
        # Not a terminal, or a system that has no such modes.
        yield
        return
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, before)


def cannot_write(error: OSError) -> BrokenOutput:
    return BrokenOutput(f"could not write to standard output: {clean(error.strerror or error)}.")


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        # Closed by whoever started us.
        return False


def _may_colour(stream: TextIO | None) -> bool:
    """NO_COLOR (not empty) wins over FORCE_COLOR, see no-color.org."""
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
