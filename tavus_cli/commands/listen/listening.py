"""The loop of a listener: look at the account, deliver what is new, print a line for each callback.

Callbacks of one record are delivered in order. If the receiver refuses one, only those of the same record wait for it.
If the receiver cannot be reached, all of them wait. Both are tried again, with pauses that grow to a minute.

Records are read, oldest first, only while there is room for their callbacks, and what was read is delivered before more
is read. A record or a kind that cannot be read does not keep the others from being read.
"""

import time
from collections.abc import Sequence
from datetime import UTC, datetime

from tavus_cli.api import signals
from tavus_cli.cli.session import Session
from tavus_cli.commands.listen.account import Kind
from tavus_cli.commands.listen.forwarding import Receiver, Refusal
from tavus_cli.commands.listen.memory import Event, Memory
from tavus_cli.commands.listen.troubles import Troubles, backoff
from tavus_cli.errors import AuthError, Interrupted, RateLimited, TavusError
from tavus_cli.output.row_stream import RowStream
from tavus_cli.verbs.polling import Pauses

# The limit for the Retry-After of a receiver.
LONGEST_ASK = 3600.0
# Records that are read before what waits is delivered.
READS_AT_ONCE = 10
# Between two of these reads (seconds), unless they go to the sandbox: with --since there may be thousands.
READ_PAUSE = 0.2
# Refusals in a row after which all callbacks pause.
MANY_IN_A_ROW = 5


class Listening:
    """One run.

    Args:
        kinds: what is looked at.
        troubles: of these kinds and their records.
        receiver: gets the callbacks; None if they are only printed.
    """

    def __init__(
        self,
        session: Session,
        memory: Memory,
        kinds: Sequence[Kind],
        troubles: Troubles,
        receiver: Receiver | None,
        lines: RowStream,
    ) -> None:
        self._session = session
        self._memory = memory
        self._kinds = kinds
        self._troubles = troubles
        self._receiver = receiver
        self._lines = lines
        self._full_warned = False
        self._next_look = 0.0
        self._next_read = 0.0
        self._pauses = Pauses(session)
        # Failed attempts by event id, and when the callbacks of a record, or all, may be tried again (monotonic).
        self._failures: dict[str, int] = {}
        self._record_rests: dict[tuple[str, str], float] = {}
        self._all_rest = 0.0
        self._in_a_row = 0
        self._trouble_warned = False

    def run(self) -> None:
        """Listen until a signal or the time limit.

        Raises TimedOut, Interrupted, or the error of a poll if it is not transient and comes twice in a row.
        """
        try:
            self._listen()
        except Interrupted as signal:
            waiting = f"callbacks waiting: {len(self._memory.waiting)}; " if self._memory.waiting else ""
            hint = f"{waiting}the same command goes on where this one ended"
            signal.cause = TavusError("interrupted.", hint=hint)
            raise

    def _listen(self) -> None:
        begun = False
        while True:
            signals.check()
            self._session.deadline.check("listening")
            if time.monotonic() >= self._next_look:
                # The pause begins once the look has ended.
                pause = self._look()
                self._next_look = time.monotonic() + pause
                if not begun and self._pauses.failures == 0:
                    begun = True
                    self._tell_begin()
            event = self._next()
            if event is not None:
                self._deliver(event)
            elif self._pauses.failures > 0 or not self._read_records():
                wake = min([self._next_look, *self._rests()])
                signals.sleep(min(max(0.0, wake - time.monotonic()), self._session.deadline.left))

    def _look(self) -> float:
        """Look at every kind once. Returns the seconds to pause."""
        found, errors = False, []
        try:
            for kind in self._kinds:
                try:
                    found = kind.look() or found
                    self._troubles.end(kind.resource.plural)
                except TavusError as error:
                    # A look that the time limit has cut off says nothing about the API.
                    self._session.deadline.check("listening")
                    self._troubles.note(kind.resource.plural, error)
                    errors.append(error)
                    if isinstance(error, AuthError | RateLimited):
                        return self._tolerate(error)
        finally:
            self._memory.save()
        if len(errors) == len(self._kinds):
            return self._tolerate(errors[0])
        self._warn()
        return self._pauses.after_success(changed=found or any(kind.running for kind in self._kinds))

    def _tolerate(self, error: TavusError) -> float:
        """Seconds to pause after an error that concerns every request. Raises it if it is not transient and repeats."""
        pause = self._pauses.tolerate(error)
        self._warn()
        return pause

    def _warn(self) -> None:
        warning = self._troubles.take_warning()
        if warning:
            self._session.streams.warn(warning)

    def _read_records(self) -> bool:
        """Read a few records that have ended, the oldest first, while there is room. Returns whether any was read."""
        read = 0
        try:
            while read < READS_AT_ONCE and (found := self._oldest_due()) is not None:
                if self._memory.is_full:
                    self._tell_full()
                    break
                kind, record_id = found
                read += 1
                self._await_read()
                kind.take(record_id)
        except TavusError as error:
            self._session.deadline.check("listening")
            pause = self._tolerate(error)
            self._next_look = time.monotonic() + pause
        finally:
            # Callbacks are on the disk before they are delivered.
            self._memory.save()
        self._warn()
        return read > 0

    def _await_read(self) -> None:
        pause = self._next_read - time.monotonic()
        if pause > 0 and not self._session.sandboxed:
            signals.sleep(min(pause, self._session.deadline.left))
        self._next_read = time.monotonic() + READ_PAUSE

    def _oldest_due(self) -> tuple[Kind, str] | None:
        due = [(*found, kind) for kind in self._kinds if (found := kind.next_due()) is not None]
        if not due:
            return None
        _, record_id, kind = min(due, key=lambda each: each[0])
        return kind, record_id

    def _tell_full(self) -> None:
        if not self._full_warned:
            self._full_warned = True
            self._session.streams.warn(
                f"{len(self._memory.waiting)} callbacks wait; further ones are read once these are taken"
            )

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
        """When each record's oldest callback may be tried again (monotonic)."""
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
        # The line comes before the removal: after a crash in between it comes twice, instead of never.
        self._line(event, "delivered" if self._receiver else "seen", attempts)
        self._memory.waiting.remove(event)
        self._memory.save()

    def _put_off(self, event: Event, attempts: int, refusal: Refusal) -> None:
        self._failures[event.event_id] = attempts
        self._in_a_row += 1
        now, asked = time.monotonic(), min(refusal.retry_after or 0.0, LONGEST_ASK)
        self._record_rests[event.record] = now + max(backoff(attempts), asked)
        # A single refusal may be due to its callback; several in a row are not.
        if not refusal.reached or self._in_a_row >= MANY_IN_A_ROW:
            self._all_rest = now + max(backoff(self._in_a_row), asked)
        if not self._trouble_warned and self._receiver is not None:
            self._trouble_warned = True
            self._session.streams.warn(
                f"{self._receiver.shown} {refusal.reason}; the callback is kept and tried again, with growing pauses"
            )

    def _end_trouble(self, event: Event) -> None:
        """Note that the receiver has accepted a callback. The trouble is over when no refused callback waits."""
        self._in_a_row = 0
        if self._memory.waiting == [event]:
            self._full_warned = False
        self._failures.pop(event.event_id, None)
        self._record_rests.pop(event.record, None)
        if self._trouble_warned and not self._failures:
            self._trouble_warned = False
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
        states = {
            kind.resource.plural: "not read yet"
            if kind.resource.plural in self._troubles
            else f"{kind.running} running"
            for kind in self._kinds
        }
        what = ", ".join(f"{name} ({state})" for name, state in states.items())
        waiting = f"; {len(self._memory.waiting)} kept from before" if self._memory.waiting else ""
        self._session.streams.note(f"listening to {what}{waiting}; Ctrl-C ends it")


def stamp() -> str:
    """The time now in UTC, as RFC 3339."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
