"""Whatever waits has a deadline: the limits of the command and of one call, and work that is left behind at its end."""

import contextlib
import math
import queue
import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Generic, NamedTuple, TypeVar

from tavus_cli.api import signals
from tavus_cli.errors import TavusError, TimedOut
from tavus_cli.text import sentence

T = TypeVar("T")


class Deadline(NamedTuple):
    """When something has to have ended. Without arguments there is no limit.

    Attributes:
        moment: on the monotonic clock; may be infinite.
        limit: what ends then, as in "no answer within 60 s, the limit of one call".
        option: what sets the limit.
    """

    moment: float = math.inf
    limit: str = ""
    option: str = "--timeout"

    @property
    def left(self) -> float:
        """The seconds that are left; 0 once the limit has run out."""
        return max(0.0, self.moment - time.monotonic())

    @property
    def hint(self) -> str:
        return f"allow more with {self.option} DURATION"

    def of_call(self, seconds: float) -> "Deadline":
        """The deadline of a call that begins now; that of the whole command if it comes first."""
        moment = time.monotonic() + seconds
        if moment >= self.moment:
            return self
        return Deadline(moment, f"{duration_words(seconds)}, the limit of one call", "--call-timeout")

    def check(self, what: str) -> None:
        """Raise the error of `ran_out` if the limit has run out."""
        if not self.left:
            raise self.ran_out(what)

    def ran_out(self, what: str) -> TimedOut:
        """The error for what did not end in time, such as "the download"."""
        return TimedOut(f"{what} did not end within {self.limit}.", hint=self.hint)


NEVER = Deadline()


def deadline_of_command(seconds: float, started: float, source: str) -> Deadline:
    """The deadline of a command that started at a moment, with the source of its limit, such as "TAVUS_TIMEOUT"."""
    origin = "" if source == "--timeout" else f" ({source})"
    return Deadline(started + seconds, f"{duration_words(seconds)}, the limit of the whole command{origin}")


def duration_words(seconds: float) -> str:
    """A duration as messages write it: 0.5 s, 90 s, 30 min, 6 h."""
    for unit, length in (("h", 3600.0), ("min", 60.0)):
        if seconds >= 2 * length and seconds % length == 0:
            return f"{seconds / length:g} {unit}"
    return f"{seconds:g} s"


# Whoever reads input does not know the session, which knows the limit of the command.
_input_deadline: ContextVar[Deadline] = ContextVar("input_deadline", default=NEVER)


class Background(Generic[T]):
    """A call of `work` under way. Raises TavusError if the system has no thread for it.

    The thread is a daemon: nothing can end it, and the program must not wait for it. An executor's would be joined.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._box: queue.SimpleQueue[T | BaseException] = queue.SimpleQueue()
        try:
            with signals.kept_from_threads():
                threading.Thread(target=self._run, daemon=True).start()
        except RuntimeError as error:
            raise TavusError(f"the system refused a thread: {sentence(error)}.") from error

    def _run(self) -> None:
        try:
            self._box.put(self._work())
        except BaseException as error:  # noqa: BLE001  # carried to the waiting thread, which raises it
            self._box.put(error)
        signals.wake()

    def wait(self, deadline: float) -> T:
        """The result of the work. May be called again after TimeoutError or Interrupted: the work goes on.

        Args:
            deadline: on the monotonic clock; may be infinite.

        Raises:
            TimeoutError: the deadline has passed.
            Interrupted: a signal came before the result.
            Exception: what the work raised.
        """
        result = self._result(deadline)
        if isinstance(result, BaseException):
            raise result
        return result

    def _result(self, deadline: float) -> T | BaseException:
        in_main = threading.current_thread() is threading.main_thread()
        while True:
            left = deadline - time.monotonic()
            # First of all a look into the box: a result that is there counts, whatever came after it.
            with contextlib.suppress(queue.Empty):
                return self._box.get(timeout=0 if in_main else min(max(0.0, left), threading.TIMEOUT_MAX))
            if left <= 0:
                raise TimeoutError
            if in_main:
                # Signals are for the main thread, and so are waits that they end.
                signals.wait(left)


def limit_input(deadline: Deadline) -> None:
    """Let `interruptible` wait no longer than this, from now on."""
    _input_deadline.set(deadline)


def interruptible(work: Callable[[], T]) -> T:
    """The result of work that may take for ever: reading what somebody types, or what comes through a pipe.

    Raises:
        Interrupted: a signal came before the result; the work is then left behind.
        TimedOut: the time of the whole command is over.
        Exception: what the work raised.
    """
    deadline = _input_deadline.get()
    try:
        return Background(work).wait(deadline.moment)
    except TimeoutError:
        if deadline.left:
            # The work's own: a file on the network was not there in time.
            raise
        raise deadline.ran_out("the input") from None
