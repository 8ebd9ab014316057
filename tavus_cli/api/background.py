"""Work in a thread of its own, which the main thread waits for until a deadline or a signal, and then leaves behind."""

import contextlib
import math
import queue
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from tavus_cli.api import signals
from tavus_cli.errors import TavusError
from tavus_cli.text import sentence

T = TypeVar("T")


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


def interruptible(work: Callable[[], T]) -> T:
    """The result of work that may take for ever, such as reading what somebody types. Raises what it raises.

    Raises Interrupted if a signal came before the result; the work is then left behind.
    """
    return Background(work).wait(math.inf)
