"""A time limit for what has none of its own, such as looking up a name."""

import queue
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from tavus_cli.errors import TimedOut

T = TypeVar("T")


def late(what: str) -> TimedOut:
    return TimedOut(f"{what} did not end within the time limit.", hint="allow more with --timeout SECONDS")


def within(deadline: float, work: Callable[[], T], what: str) -> T:
    """The result of `work`. Raises what it raises, or TimedOut when the monotonic clock passes `deadline`.

    The thread is a daemon, because nothing can end it and the program must not wait for it.
    """
    box: queue.SimpleQueue[T | BaseException] = queue.SimpleQueue()

    def run() -> None:
        try:
            box.put(work())
        except BaseException as error:  # noqa: BLE001  # carried to the waiting thread, which raises it
            box.put(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        result = box.get(timeout=max(0.0, deadline - time.monotonic()))
    except queue.Empty:
        raise late(what) from None
    if isinstance(result, BaseException):
        raise result
    return result
