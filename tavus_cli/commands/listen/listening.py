"""Listening: look at the account, deliver what is new, tell each callback in a line; until a signal or the time limit.

Callbacks of one record are delivered in their order. One that the receiver refuses holds up those of its own record
alone; a receiver that cannot be reached holds up all. Either is tried again, with pauses that grow to a minute.
"""

import random
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from tavus_cli.api import signals
from tavus_cli.cli.session import Session
from tavus_cli.commands.listen.account import Kind
from tavus_cli.commands.listen.forwarding import Receiver, Refusal
from tavus_cli.commands.listen.memory import MOST_WAITING, Event, Memory
from tavus_cli.errors import Interrupted, TavusError
from tavus_cli.output.stream import RowStream
from tavus_cli.verbs.pace import Pace

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 60.0
# However long a receiver asks to be left alone.
LONGEST_ASK = 3600.0
MOST_DOUBLINGS = 10
# Refusals in a row after which nothing is tried for a while.
MANY_IN_A_ROW = 5


class Listening:
    """One run.

    Args:
        kinds: what is looked at.
        receiver: gets the callbacks; None if they are only told.
    """

    def __init__(
        self, session: Session, memory: Memory, kinds: Sequence[Kind], receiver: Receiver | None, lines: RowStream
    ) -> None:
        self._session = session
        self._memory = memory
        self._kinds = kinds
        self._receiver = receiver
        self._lines = lines
        self._pace = Pace(session)
        # Failed tries of what waits, by the id of the event, and when a record or all may be tried again (monotonic).
        self._failures: dict[str, int] = {}
        self._record_rests: dict[tuple[str, str], float] = {}
        self._all_rest = 0.0
        self._in_a_row = 0
        self._trouble_told = False

    def run(self) -> None:
        """Listen without an end. Raises TimedOut, Interrupted, and the error of a look that no time mends."""
        try:
            self._listen()
        except Interrupted as signal:
            waiting = f"{len(self._memory.waiting)} callbacks wait; " if self._memory.waiting else ""
            hint = f"{waiting}the same command goes on where this one ended"
            signal.cause = TavusError("interrupted.", hint=hint)
            raise

    def _listen(self) -> None:
        next_look, begun = 0.0, False
        while True:
            signals.check()
            self._session.deadline.check("listening")
            if time.monotonic() >= next_look:
                next_look = time.monotonic() + self._look()
                if not begun and self._pace.outages == 0:
                    begun = True
                    self._tell_begin()
            event = self._next()
            if event is not None:
                self._deliver(event)
                continue
            wake = min([next_look, *self._rests()])
            signals.sleep(min(max(0.0, wake - time.monotonic()), self._session.deadline.left))

    def _look(self) -> float:
        """Look at every kind once. Returns the seconds to pause."""
        found = False
        try:
            for kind in self._kinds:
                found = kind.look() or found
        except TavusError as error:
            # A look that the limit cut off says nothing about the API.
            self._session.deadline.check("listening")
            pause = self._pace.endure(error)
            if self._pace.outages == 1:
                self._session.streams.warn(f"still listening: {error.message}")
            return pause
        finally:
            self._keep()
        running = any(kind.running for kind in self._kinds)
        return self._pace.pause(changed=found or running)

    def _keep(self) -> None:
        """Put what is new on the disk, before anything is done about it."""
        dropped = self._memory.make_room()
        self._memory.save()
        for event in dropped:
            self._failures.pop(event.event_id, None)
            self._session.streams.warn(
                f"more than {MOST_WAITING} callbacks wait, or they are too large: the oldest was dropped"
                f" ({event.noun} {event.record_id} {event.event})"
            )
            self._line(event, "dropped", 0)

    def _next(self) -> Event | None:
        """The oldest callback that may be delivered now; None if there is none."""
        now = time.monotonic()
        if now < self._all_rest:
            return None
        return next((event for event in self._heads() if now >= self._record_rests.get(event.record, 0.0)), None)

    def _heads(self) -> list[Event]:
        """The oldest callback of each record."""
        heads: dict[tuple[str, str], Event] = {}
        for event in self._memory.waiting:
            heads.setdefault(event.record, event)
        return list(heads.values())

    def _rests(self) -> list[float]:
        """When something that waits may be tried again."""
        return [max(self._all_rest, self._record_rests.get(event.record, 0.0)) for event in self._heads()]

    def _deliver(self, event: Event) -> None:
        attempts = self._failures.get(event.event_id, 0) + 1
        if self._receiver is not None:
            refusal = self._receiver.post(event, self._session.deadline.left)
            if refusal is not None:
                self._session.deadline.check("listening")
                self._put_off(event, attempts, refusal)
                return
        self._end_trouble(event)
        # Told before it is forgotten: what is told twice is better than what is never told.
        self._line(event, "delivered" if self._receiver else "seen", attempts)
        self._memory.waiting.remove(event)
        self._memory.save()

    def _put_off(self, event: Event, attempts: int, refusal: Refusal) -> None:
        self._failures[event.event_id] = attempts
        self._in_a_row += 1
        now, asked = time.monotonic(), min(refusal.retry_after or 0.0, LONGEST_ASK)
        self._record_rests[event.record] = now + max(_pause(attempts), asked)
        # One callback that is refused says little about the others; several in a row do.
        if not refusal.reached or self._in_a_row >= MANY_IN_A_ROW:
            self._all_rest = now + max(_pause(self._in_a_row), asked)
        if not self._trouble_told and self._receiver is not None:
            self._trouble_told = True
            self._session.streams.warn(
                f"{self._receiver.shown} {refusal.reason}; the callback is kept and tried again, with growing pauses"
            )

    def _end_trouble(self, event: Event) -> None:
        """A callback was taken. The trouble is over once nothing waits that was refused."""
        self._in_a_row = 0
        self._failures.pop(event.event_id, None)
        self._record_rests.pop(event.record, None)
        if self._trouble_told and not self._failures:
            self._trouble_told = False
            self._session.streams.note("callbacks are taken again")

    def _line(self, event: Event, outcome: str, attempts: int) -> None:
        self._lines.write(
            {
                "time": stamp(),
                "event_id": event.event_id,
                "noun": event.noun,
                "record_id": event.record_id,
                "event": event.event,
                "outcome": outcome,
                "attempts": attempts,
                "payload": event.payload,
            }
        )

    def _tell_begin(self) -> None:
        what = ", ".join(f"{kind.resource.plural} ({kind.running} running)" for kind in self._kinds)
        waiting = f"; {len(self._memory.waiting)} kept from before" if self._memory.waiting else ""
        self._session.streams.note(f"listening to {what}{waiting}; Ctrl-C ends it")


def _pause(times: int) -> float:
    """Seconds to pause after so many failures, with a random part."""
    pause: float = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(times - 1, MOST_DOUBLINGS))
    return pause * random.uniform(0.5, 1)  # noqa: S311  # not a secret


def stamp() -> str:
    """The time now, as programs get dates."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
