"""Uploading with `upload_command`, a program of the user's that stores a file and prints its link as the last line.

Of such a link only the host is shown, because its path may give access to the file, as with Oracle's pre-authenticated
requests: neither in messages, also those of the program and of servers that quote the link, nor in a journal.
"""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from tavus_cli.api.urls import Link, parse_link
from tavus_cli.cli.session import Session
from tavus_cli.errors import Outcome, TavusError, UsageError
from tavus_cli.output.progress import Meter
from tavus_cli.settings.program import NotRun, end, start, watch, words_of
from tavus_cli.text import brief, keep_secret, sentence
from tavus_cli.verbs.upload.destination import Stored
from tavus_cli.verbs.upload.source import SourceFile

_FILE = "{file}"
# A link, its scheme and its host without user name and password.
_LINK = r"(?i)(https?://)(?:[^\s/?#]*@)?([^\s/?#]+)[/?#]\S*"
# The maximum length of a line, longer than any link. Only the end of a longer line is kept.
_LONGEST_LINE = 64 * 2**10
# The time for a terminated program to clean up, such as partial uploads.
_END_SECONDS = 2.0
_EXAMPLE = 'such as upload_command = "up.sh {file} {name} {hours}"; see: tavus help upload'


class ProgramDestination:
    """Runs a program that stores files. It is run without a shell, so that file names cannot contain commands."""

    deletes = False

    def __init__(self, session: Session, command: str | list[str]) -> None:
        """Raises UsageError for an invalid command, or one without {file}."""
        self._session = session
        try:
            self._words = words_of(command)
        except NotRun as reason:
            raise UsageError(f"the upload_command could not be run {reason}.", hint=_EXAMPLE) from reason
        if not any(_FILE in word for word in self._words[1:]):
            raise UsageError("the upload_command has no {file} in it: it would not know what to store.", hint=_EXAMPLE)

    def check(self) -> None:
        pass

    def place(self, source: SourceFile) -> str:
        return f"the program {brief(self._words[0])}, as {source.name}"

    def put(self, source: SourceFile, meter: Meter) -> Stored:
        # A meter with tasks, such as that of a batch, draws lines that the program would overwrite.
        link = self._run(source, drawn=bool(meter.tasks))
        source.check_unchanged()
        parsed = parse_link(link)
        keep_secret(_secret_in(parsed, source))
        return Stored(link, f"{parsed.netloc} ({source.name})", source.name)

    def keeps(self) -> str:
        return "stays there: the program that put it there can delete it"

    def delete(self, stored: Stored) -> None:
        raise NotImplementedError

    def _run(self, source: SourceFile, *, drawn: bool) -> str:
        """Run the program for one file. Returns the link from its output."""
        streams = self._session.streams
        hours = str(self._session.settings["link_hours"].value)
        values = {_FILE: str(Path(source.path).absolute()), "{name}": source.name, "{hours}": hours}
        streams.progress(f"uploading {source.label} with {self._words[0]}")
        # A terminal shows the messages unchanged. In a log and above live lines they are cleaned, and only the hosts of
        # links are left.
        shown = streams.err_is_terminal and not (streams.quiet or streams.as_json or drawn)
        printed, said = _Lines(), _Lines(lambda line: streams.progress(_said(line)))
        try:
            child = start([_filled(word, values) for word in self._words], stderr=not shown)
        except NotRun as reason:
            raise UsageError(f"the upload_command could not be run {reason}.", hint=_EXAMPLE) from reason
        pipes = {pipe: lines.take for pipe, lines in ((child.stdout, printed), (child.stderr, said)) if pipe}
        with child:
            try:
                code = watch(child, self._session.deadline.moment, pipes)
            except TimeoutError:
                error = self._session.deadline.ran_out("the upload_command")
                error.outcome = Outcome.NOT_SENT
                raise error from None
            finally:
                end(child, _END_SECONDS)
        if code:
            last = f": {_said(said.last)}" if said.last else ""
            raise TavusError(f"the upload_command failed (exit code {code}){last}.")
        return _link_in(printed.last)


def _filled(word: str, values: dict[str, str]) -> str:
    """Replace the placeholders in a word of the command, in one pass, because a file may be called {name}."""
    return re.sub(r"\{(?:file|name|hours)\}", lambda found: values[found[0]], word)


def _secret_in(link: Link, source: SourceFile) -> str:
    """The part of a link's path that may be a secret: all of it but the name of the file."""
    folder, _, last = link.path.strip("/").rpartition("/")
    return folder if unquote(last) in {source.name, source.label} else link.path.strip("/")


def _said(line: str) -> str:
    """A line of the program for a message, with the hosts alone of its links."""
    return sentence(re.sub(_LINK, r"\1\2/***", line))


def _link_in(line: str) -> str:
    if not line:
        raise UsageError("the upload_command printed nothing.", hint="its last line must be the link to the file")
    try:
        parse_link(line)
    except ValueError as reason:
        # The message does not contain the line, because it may be an almost valid link with a signature.
        raise UsageError(
            f"the last line that the upload_command printed is no link: {reason}.",
            hint="its last line must be the link to the file, and nothing else",
        ) from None
    return line


class _Lines:
    """A parser of a program's output that keeps the last line.

    Attributes:
        last: the last line that is not empty. Of a line that is redrawn with carriage returns, the last version.
    """

    def __init__(self, tell: Callable[[str], None] = lambda _line: None) -> None:
        self._tell = tell
        self._begun = b""
        self._last = ""

    def take(self, piece: bytes) -> None:
        *whole, self._begun = (self._begun + piece).split(b"\n")
        self._begun = self._begun[-_LONGEST_LINE:]
        for line in whole:
            if text := _text(line):
                self._last = text
                self._tell(text)

    @property
    def last(self) -> str:
        return _text(self._begun) or self._last


def _text(line: bytes) -> str:
    return line.strip().rpartition(b"\r")[2].decode("utf-8", "replace").strip()
