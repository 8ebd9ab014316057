"""Watching records: polling them, and drawing them on the full screen until the user quits.

`q` ends the program with exit code 0, Ctrl-C with 130. Polls have the same intervals as a wait, and tolerate the same
errors. They run in a thread, so that a slow answer delays neither the keys nor the clock.
"""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple, Self

from tavus_cli.api.deadline import Background
from tavus_cli.api.records import Row
from tavus_cli.cli.session import Session
from tavus_cli.errors import TavusError
from tavus_cli.output.rows import Shape
from tavus_cli.output.screen import Screen, drawing
from tavus_cli.output.styles import Pen
from tavus_cli.text import clean
from tavus_cli.verbs.polling import Pauses

# Redraw even without changes, because relative times such as "just now" change.
REDRAW_SECONDS = 1.0


class Seen(NamedTuple):
    """The result of a poll.

    Attributes:
        rows: the records.
        total: the number of records that the server has; None if `rows` are all of them, or if it is unknown.
        alone: whether to draw a single record with all its fields.
    """

    rows: Sequence[Row]
    total: int | None = None
    alone: bool = False

    @classmethod
    def page(cls, shape: Shape, document: Row) -> Self:
        """The result for one page of a list."""
        return cls(shape.layout.rows_of(document), shape.layout.total_of(document))


def watch(session: Session, shape: Shape, poll: Callable[[], Seen]) -> None:
    """Call `poll` and draw its result repeatedly, until `q` is pressed.

    Raises:
        UsageError: standard output is not a suitable terminal, or the output options exclude it.
        TimedOut: the deadline of the command has passed.
        TavusError: an error that is not transient.
    """
    session.out.check_drawable("--watch")
    pauses = Pauses(session)
    seen, trouble = None, ""
    try:
        # The first poll is before anything is drawn, because most errors that are not transient occur here.
        seen = poll()
        session.out.columns_of(shape, seen.rows)
        pause = pauses.after_success()
    except TavusError as error:
        pause, trouble = pauses.tolerate(error), error.message
    _Watching(session, shape, poll, pauses, seen, trouble).run(pause)


class _Watching:
    """A watch after its first poll."""

    def __init__(
        self, session: Session, shape: Shape, poll: Callable[[], Seen], pauses: Pauses, seen: Seen | None, trouble: str
    ) -> None:
        self._session = session
        self._shape = shape
        self._poll = poll
        self._pauses = pauses
        self._seen = seen
        self._trouble = trouble
        self._pen = Pen(on=session.streams.colour)

    def run(self, pause: float) -> None:
        """Draw and poll until `q` is pressed. The next poll is after `pause` seconds."""
        deadline = self._session.deadline
        next_poll = time.monotonic() + pause
        under_way: Background[Seen] | None = None
        with drawing(self._session.streams) as screen:
            while "q" not in screen.keys().lower():
                deadline.check("the watch")
                now = time.monotonic()
                if under_way is None and now >= next_poll:
                    screen.last_message, began, under_way = "", now, Background(self._poll)
                if under_way is not None and (ended := self._take(under_way)) is not None:
                    # Pause at least as long as the poll took, so that a list of many pages is not fetched all the time.
                    under_way, next_poll = None, time.monotonic() + max(ended, now - began)
                self._draw(screen)
                wake = REDRAW_SECONDS if under_way else min(REDRAW_SECONDS, next_poll - time.monotonic())
                screen.wait(min(wake, deadline.left))

    def _take(self, under_way: Background[Seen]) -> float | None:
        """Take the result of a poll if there is one. Returns the seconds to pause; None while it is running."""
        try:
            seen = under_way.wait(0)
        except TimeoutError:
            return None
        except TavusError as error:
            self._trouble = error.message
            # After the deadline of the command errors are not tolerated.
            self._session.deadline.check("the watch")
            return self._pauses.tolerate(error)
        changed = self._seen is None or seen.rows != self._seen.rows
        self._seen, self._trouble = seen, ""
        return self._pauses.after_success(changed=changed)

    def _draw(self, screen: Screen) -> None:
        """Draw the last result, and a status line or a message below it."""
        lines: list[str] = []
        left_out: tuple[str, ...] = ()
        if self._seen is not None and self._seen.rows:
            drawn = self._session.out.drawn(self._shape, self._seen.rows, alone=self._seen.alone)
            lines, left_out = drawn.text.splitlines(), drawn.left_out
        elif self._seen is not None:
            lines = [f"no {self._shape.nouns}"]
        screen.show(lines, self._foot(screen, left_out))

    def _foot(self, screen: Screen, left_out: Sequence[str]) -> str:
        if self._trouble:
            return self._pen(f"still watching: {clean(self._trouble)}", "yellow")
        if screen.last_message:
            return self._pen(clean(screen.last_message), "yellow")
        parts = ["q ends" if screen.has_keys else "Ctrl-C ends", f"{datetime.now().astimezone():%H:%M:%S}"]
        if self._seen is not None and not self._seen.alone:
            count, total = len(self._seen.rows), self._seen.total
            more = f" of {total}" if total is not None and total > count else ""
            parts.append(f"{count}{more} {self._shape.noun if count == 1 else self._shape.nouns}")
        if left_out:
            parts.append(f"left out for width: {', '.join(left_out)}")
        return self._pen(", ".join(parts), "dim")
