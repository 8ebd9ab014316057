"""Work in a thread of its own, which the main thread waits for until a deadline or a signal, and then leaves behind."""

import contextlib
import queue
import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Generic, TypeVar

from tavus_cli.api import signals
from tavus_cli.api.deadline import NEVER, Deadline
from tavus_cli.errors import TavusError
from tavus_cli.text import sentence

T = TypeVar("T")

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
