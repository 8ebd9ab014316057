"""Signals that ask the program to end: handlers only note them, and the program acts on one where it looks for it.

An exception out of a handler can come at any line: between the answer to a create and its report, or in a destructor,
where Python drops it. So handlers raise nothing. The program looks for a noted signal before it sends anything but a
GET, wherever it waits, and now and then in long work. All waits go through `wait`, which a signal ends at once.
"""

import contextlib
import functools
import math
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from types import FrameType
from typing import NamedTuple, TypeVar

from tavus_cli.errors import ExitCode, Interrupted

_CODES = {"SIGINT": ExitCode.INTERRUPTED, "SIGTERM": ExitCode.TERMINATED, "SIGHUP": ExitCode.HANGUP}
# A wait longer than this comes back early: the system counts milliseconds in 31 bits.
_LONGEST_WAIT = 86_400.0
# More than the pipe holds.
_MOST_BYTES = 2**17
# Rows of a long list between two looks: far less than a tenth of a second of work.
_ROWS = 256

T = TypeVar("T")

# Oldest first. Appending and taking are atomic, so threads and handlers need no lock.
_noted: list[ExitCode] = []


def catch() -> None:
    """Note signals from now on. What the parent chose to ignore (nohup, a background job) stays ignored."""
    for number in _numbers():
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _handle)
    signal.set_wakeup_fd(_pipe().write, warn_on_full_buffer=False)


def _handle(number: int, _frame: FrameType | None) -> None:
    note(_CODES[signal.Signals(number).name])


def _numbers() -> list[signal.Signals]:
    # Windows has no SIGHUP.
    return [getattr(signal, name) for name in _CODES if hasattr(signal, name)]


def note(code: ExitCode) -> None:
    """Remember that the program shall end with this code."""
    _noted.append(code)


def noted() -> bool:
    """Whether a signal came that the program has not acted on yet."""
    return bool(_noted)


def take() -> ExitCode | None:
    """The oldest signal that the program has not acted on; it now counts as acted on. None without one."""
    try:
        return _noted.pop(0)
    except IndexError:
        return None


def check() -> None:
    """Raise Interrupted if a signal came."""
    code = take()
    if code is not None:
        raise Interrupted(code)


def checked(rows: Iterable[T]) -> Iterator[T]:
    """The rows of a long list. Raises Interrupted between two of them if a signal came."""
    for number, row in enumerate(rows, 1):
        if number % _ROWS == 0:
            check()
        yield row


def wake() -> None:
    """End the wait of the main thread, from any other thread."""
    # A full pipe wakes as well as one more byte.
    with contextlib.suppress(BlockingIOError):
        _pipe().ring(b"\0")


def sleep(seconds: float) -> None:
    """Do nothing for a time. Raises Interrupted as soon as a signal comes."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        wait(left)


def wait(seconds: float, room_in: int | None = None) -> None:
    """Wait until `wake` is called or there is room in a pipe, for so long at most. May return earlier.

    Only for the main thread: Python runs handlers there, and nowhere else.

    Args:
        seconds: may be infinite.
        room_in: a descriptor to write to; never on Windows, which cannot wait for one.

    Raises:
        Interrupted: a signal came, before or meanwhile.
    """
    check()
    pipe = _pipe()
    if pipe.listen in _poll(pipe.listen, room_in, max(0.0, min(seconds, _LONGEST_WAIT))):
        with contextlib.suppress(BlockingIOError):
            pipe.drain(_MOST_BYTES)
    check()


def wait_for_room(descriptor: int) -> None:
    """Wait until a descriptor can be written to, or would fail at once. Never on Windows, which cannot wait for one.

    Raises Interrupted if a signal came and there is no room yet.
    """
    if threading.current_thread() is not threading.main_thread():
        _poll(None, descriptor, None)
        return
    while descriptor not in _poll(None, descriptor, 0):
        wait(math.inf, descriptor)


def _poll(readable: int | None, writable: int | None, seconds: float | None) -> set[int]:
    """Those of the descriptors that are ready, once one of them is. `seconds` is None for no limit."""
    import select

    if sys.platform == "win32":
        return set(select.select([readable], [], [], seconds)[0])
    # Not select.select, which refuses descriptors from 1024 on.
    poll = select.poll()
    if readable is not None:
        poll.register(readable, select.POLLIN)
    if writable is not None:
        poll.register(writable, select.POLLOUT)
    return {descriptor for descriptor, _ in poll.poll(None if seconds is None else math.ceil(seconds * 1000))}


@contextlib.contextmanager
def kept_from_threads() -> Iterator[None]:
    """Threads that are started in the block get no signals: the system gives all of them to the main thread."""
    # Made before there is a second thread: two at once would make a pipe each, and a wake would go to the other one.
    _pipe()
    if sys.platform == "win32":
        # Python's own handling gives them to the main thread there.
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _numbers())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Pipe(NamedTuple):
    """What ends a wait. Python itself writes to it when a signal comes, whichever thread the system gave it to."""

    listen: int
    write: int
    drain: Callable[[int], bytes]
    ring: Callable[[bytes], int]


@functools.cache
def _pipe() -> _Pipe:
    if sys.platform == "win32":
        import socket

        # Windows can wait for nothing but sockets.
        listener, writer = socket.socketpair()
        listener.settimeout(0)
        writer.settimeout(0)
        return _Pipe(listener.fileno(), writer.fileno(), listener.recv, writer.send)
    listen, write = os.pipe()
    os.set_blocking(listen, False)
    os.set_blocking(write, False)
    return _Pipe(listen, write, functools.partial(os.read, listen), functools.partial(os.write, write))
