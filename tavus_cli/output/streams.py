"""Standard output and standard error, and what they are connected to. Results go to the one, all else to the other."""

import os
import shutil
import sys
from typing import TextIO

from tavus_cli.errors import BrokenOutput
from tavus_cli.text import clean


class Streams:
    """The two streams of one run.

    Attributes:
        quiet: only results and errors are written.
    """

    def __init__(self) -> None:
        self.quiet = False

    @property
    def out_is_terminal(self) -> bool:
        return _is_terminal(sys.stdout)

    @property
    def err_is_terminal(self) -> bool:
        return _is_terminal(sys.stderr)

    @property
    def may_ask(self) -> bool:
        """Whether a person can be asked: nothing prompts unless both ends of the question are a terminal."""
        return _is_terminal(sys.stdin) and _is_terminal(sys.stderr)

    @property
    def width(self) -> int:
        """Columns of the terminal; COLUMNS decides where it is set to something sensible."""
        return shutil.get_terminal_size((80, 24)).columns

    @property
    def colour(self) -> bool:
        """Whether results may be coloured. NO_COLOR (not empty) wins over FORCE_COLOR, see no-color.org."""
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR"):
            return True
        return self.out_is_terminal and os.environ.get("TERM") != "dumb"

    @property
    def unicode(self) -> bool:
        """Whether standard output can carry box and bar characters."""
        try:
            "─█░…".encode(sys.stdout.encoding or "ascii")
        except (UnicodeEncodeError, LookupError):
            return False
        return True

    def write(self, text: str) -> None:
        """Write results. A reader that went away raises BrokenPipeError, any other failure BrokenOutput."""
        try:
            sys.stdout.write(text)
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
        try:
            sys.stderr.write(clean(line) + "\n")
            sys.stderr.flush()
        except (OSError, ValueError):
            pass

    def confirm(self, question: str) -> bool:
        """Whether the person at the terminal says yes. Anything else, the end of the input included, is a no."""
        try:
            sys.stderr.write(f"{clean(question)} [y/N] ")
            sys.stderr.flush()
            answer = sys.stdin.readline()
        except (OSError, ValueError):
            return False
        if not answer.endswith("\n"):
            self.say("")
        return answer.strip().lower() in {"y", "yes"}

    def note(self, line: str) -> None:
        """Something worth knowing that is no error; not with --quiet."""
        if not self.quiet:
            self.say(f"note: {line}")

    def warn(self, line: str) -> None:
        if not self.quiet:
            self.say(f"warning: {line}")

    def progress(self, line: str) -> None:
        if not self.quiet:
            self.say(line)


def cannot_write(error: OSError) -> BrokenOutput:
    return BrokenOutput(f"could not write to standard output: {clean(error.strerror or error)}.")


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        # Closed by whoever started us.
        return False
