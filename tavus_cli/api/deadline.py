"""Deadlines of the command and of one call, and background work that is abandoned when one passes."""

import contextlib
import math
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NamedTuple, TypeVar

from tavus_cli.api import signals
from tavus_cli.errors import TavusError, TimedOut
from tavus_cli.text import sentence

if TYPE_CHECKING:
    from queue import SimpleQueue

T = TypeVar("T")


class Deadline(NamedTuple):
    """The end of a time limit. `Deadline()` is no limit.

    Attributes:
        moment: seconds on the monotonic clock; may be infinite.
        limit: the limit in words, as in "no answer within 60 s, the limit of one call".
        option: the command-line option that sets the limit.
    """

    moment: float = math.inf
    limit: str = ""
    option: str = "--timeout"

    @property
    def left(self) -> float:
        """Seconds until the deadline; 0 after it."""
        return max(0.0, self.moment - time.monotonic())

    @property
    def hint(self) -> str:
        return f"allow more with {self.option} DURATION"

    def of_call(self, seconds: float) -> "Deadline":
        """The deadline of a call that begins now with this limit, or this deadline if it is the earlier one."""
        moment = time.monotonic() + seconds
        if moment >= self.moment:
            return self
        return Deadline(moment, f"{duration_words(seconds)}, the limit of one call", "--call-timeout")

    def check(self, what: str) -> None:
        """Raise the error of `ran_out` if the deadline has passed."""
        if not self.left:
            raise self.ran_out(what)

    def ran_out(self, what: str) -> TimedOut:
        """The error for `what` (such as "the download") that did not end in time."""
        return TimedOut(f"{what} did not end within {self.limit}.", hint=self.hint)


NEVER = Deadline()


def deadline_of_command(seconds: float, started: float, source: str) -> Deadline:
    """The deadline of a whole command.

    Args:
        seconds: the limit.
        started: when the command started, on the monotonic clock.
        source: where the limit comes from, such as "TAVUS_TIMEOUT".
    """
    origin = "" if source == "--timeout" else f" ({source})"
    return Deadline(started + seconds, f"{duration_words(seconds)}, the limit of the whole command{origin}")


def duration_words(seconds: float) -> str:
    """A duration as messages show it: 0.5 s, 90 s, 30 min, 6 h."""
    for unit, length in (("h", 3600.0), ("min", 60.0)):
        if seconds >= 2 * length and seconds % length == 0:
            return f"{seconds / length:g} {unit}"
    return f"{seconds:g} s"


# The deadline for reading input. A variable, because the code that reads input has no access to the session.
_input_deadline = NEVER


class Background(Generic[T]):
    """A call of `work` in another thread. Raises TavusError if the system cannot start a thread.

    The threads are daemons, because nothing can stop them and the program must not wait for them at its exit. The
    threads of an executor would be joined there.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        from queue import SimpleQueue

        self._box: SimpleQueue[T | BaseException] = SimpleQueue()
        try:
            worker = _Worker.free()
        except RuntimeError as error:
            raise TavusError(f"the system refused a thread: {sentence(error)}.") from error
        worker.do(work, self._box)

    def wait(self, deadline: float) -> T:
        """Wait for the result. May be called again after TimeoutError or Interrupted, as the work continues.

        Args:
            deadline: seconds on the monotonic clock; may be infinite.

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
        from queue import Empty

        in_main = threading.current_thread() is threading.main_thread()
        while True:
            left = deadline - time.monotonic()
            # Check for a result before the clock and the signals: a result that has arrived always counts.
            with contextlib.suppress(Empty):
                return self._box.get(timeout=0 if in_main else min(max(0.0, left), threading.TIMEOUT_MAX))
            if left <= 0:
                raise TimeoutError
            if in_main:
                # Signal handlers run in the main thread only, so only its waits can be ended by a signal.
                signals.wait(left)


class _Worker:
    """A thread that does one task after the other: starting one for each would take a tenth of a long list's time.

    Raises RuntimeError if the system cannot start a thread.
    """

    # `append` and `pop` are atomic, so threads need no lock.
    _idle: ClassVar[list["_Worker"]] = []

    def __init__(self) -> None:
        from queue import SimpleQueue

        self._tasks: SimpleQueue[tuple[Callable[[], Any], SimpleQueue[Any]]] = SimpleQueue()
        with signals.kept_from_threads():
            threading.Thread(target=self._run, daemon=True).start()

    @classmethod
    def free(cls) -> "_Worker":
        """A worker without a task: one that has done its last, else a new one."""
        try:
            return cls._idle.pop()
        except IndexError:
            return cls()

    def do(self, work: Callable[[], T], box: "SimpleQueue[T | BaseException]") -> None:
        """Call `work`, and put its result, or the exception that it raised, into the box."""
        self._tasks.put((work, box))

    def _run(self) -> None:
        while True:
            work, box = self._tasks.get()
            try:
                result = work()
            except BaseException as error:  # noqa: BLE001  # `Background.wait` raises it in the waiting thread
                result = error
            # Before the result is handed over, because whoever waits for it often has the next task.
            self._idle.append(self)
            box.put(result)
            # A result can be large, and the next task may never come.
            del work, box, result
            signals.wake()


def limit_input(deadline: Deadline) -> None:
    """Set the deadline that ends all later waits of `interruptible`."""
    global _input_deadline  # noqa: PLW0603  # one process runs one command line at a time
    _input_deadline = deadline


def interruptible(work: Callable[[], T]) -> T:
    """Run work that may never return, such as reading from a terminal or a pipe, and return its result.

    Raises:
        Interrupted: a signal came before the result; the work is abandoned.
        TimedOut: the deadline of the whole command has passed.
        Exception: what the work raised.
    """
    deadline = _input_deadline
    try:
        return Background(work).wait(deadline.moment)
    except TimeoutError:
        if deadline.left:
            # The work itself raised it, such as the read of a file on a network drive.
            raise
        raise deadline.ran_out("the input") from None
