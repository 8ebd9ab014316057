"""Signals that end the program: handlers record them, and the program checks for recorded ones where it is safe.

A handler that raises an exception may do so at any line: between the answer to a create and its report, or in a
destructor, where Python drops the exception. So handlers raise nothing. The program checks before it sends anything but
a GET, in each wait, and at intervals in long work. All waits go through `wait`, which a signal ends at once.
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
from itertools import islice
from types import FrameType
from typing import TypeVar

from tavus_cli.errors import ExitCode, Interrupted

_CODES = {"SIGINT": ExitCode.INTERRUPTED, "SIGTERM": ExitCode.TERMINATED, "SIGHUP": ExitCode.HANGUP}
# In seconds. Longer waits return early, because poll() takes milliseconds in 31 bits.
_LONGEST_WAIT = 86_400.0
# More than the capacity of the pipe, so that one read empties it.
_MOST_BYTES = 2**17
# Rows of a long list between two checks: far less than a tenth of a second of work.
_ROWS = 256

T = TypeVar("T")

# Oldest first. `append` and `pop` are atomic, so threads and handlers need no lock.
_noted: list[ExitCode] = []


def catch() -> None:
    """Install the handlers. A signal that the parent process ignores (nohup, a background job) stays ignored."""
    for number in _numbers():
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _handle)
    signal.set_wakeup_fd(_pipe().write, warn_on_full_buffer=False)


def _handle(number: int, _frame: FrameType | None) -> None:
    note(_CODES[signal.Signals(number).name])


@functools.cache
def _numbers() -> list[signal.Signals]:
    # Windows has no SIGHUP.
    return [getattr(signal, name) for name in _CODES if hasattr(signal, name)]


def note(code: ExitCode) -> None:
    """Record that the program is to end with this exit code."""
    _noted.append(code)


def noted() -> bool:
    """Whether a recorded signal is still to be handled."""
    return bool(_noted)


def take() -> ExitCode | None:
    """Remove the oldest recorded signal and return its exit code; None without one."""
    try:
        return _noted.pop(0)
    except IndexError:
        return None


def check() -> None:
    """Raise Interrupted for the oldest recorded signal, if there is one, and remove it."""
    code = take()
    if code is not None:
        raise Interrupted(code)


def checked(rows: Iterable[T]) -> Iterator[T]:
    """Yield the rows of a long list. Raises Interrupted between two rows if a signal came."""
    left = iter(rows)
    while some := list(islice(left, _ROWS)):
        yield from some
        # Not after the last rows: a short result is written, whatever signal came.
        if len(some) == _ROWS:
            check()


def wake() -> None:
    """End the current `wait` of the main thread. For other threads."""
    # If the pipe is full, the wait ends anyway.
    with contextlib.suppress(BlockingIOError):
        _pipe().ring(b"\0")


def sleep(seconds: float) -> None:
    """Wait for the whole time. Raises Interrupted as soon as a signal comes."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        wait(left)


def wait(seconds: float, room_in: int | None = None, input_in: int | None = None) -> bool:
    """Wait until `wake` is called or a descriptor is ready, or the time is over. May return earlier.

    For the main thread only, because Python runs signal handlers there. Descriptors are always None on Windows, which
    can only wait for sockets.

    Args:
        seconds: may be infinite.
        room_in: a file descriptor to wait for until it is writable.
        input_in: a file descriptor to wait for until it is readable.

    Returns:
        Whether `input_in` is readable.

    Raises:
        Interrupted: a signal came before or during the wait.
    """
    check()
    pipe = _pipe()
    ready = _poll((pipe.listen, input_in), room_in, max(0.0, min(seconds, _LONGEST_WAIT)))
    if pipe.listen in ready:
        with contextlib.suppress(BlockingIOError):
            pipe.drain(_MOST_BYTES)
    check()
    return input_in in ready


def wait_for_room(descriptor: int) -> None:
    """Wait until a write to a file descriptor would not block. Not for Windows, which can only wait for sockets.

    Raises Interrupted if the descriptor is not writable yet and a signal came.
    """
    if threading.current_thread() is not threading.main_thread():
        _poll((), descriptor, None)
        return
    while descriptor not in _poll((), descriptor, 0):
        wait(math.inf, descriptor)


def _poll(readable: Iterable[int | None], writable: int | None, seconds: float | None) -> set[int | None]:
    """Wait until one of the descriptors is ready. Returns the ready ones. `seconds` is None for no limit."""
    import select

    watched = [descriptor for descriptor in readable if descriptor is not None]
    if sys.platform == "win32":
        return set(select.select(watched, [], [], seconds)[0])
    # select.select() refuses descriptors from 1024 on.
    poll = select.poll()
    for descriptor in watched:
        poll.register(descriptor, select.POLLIN)
    if writable is not None:
        poll.register(writable, select.POLLOUT)
    return {descriptor for descriptor, _ in poll.poll(None if seconds is None else math.ceil(seconds * 1000))}


@contextlib.contextmanager
def kept_from_threads() -> Iterator[None]:
    """Block signals in the threads that are started in the block, so that the main thread gets all signals."""
    # Create the pipe while there is one thread: two threads could create two pipes and `wake` would use the wrong one.
    _pipe()
    if sys.platform == "win32":
        # Windows has no signal masks, and Python gives signals to the main thread.
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _numbers())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def ending_at_once() -> Iterator[None]:
    """Let the signals end the program in the block without our handlers. For a call that may stop the job.

    Not for Windows, which has no jobs. A signal that a handler notes just before the stop would have no effect until
    the job continues, and a shell does not continue a job that it believes to be running.

    Raises Interrupted for a signal that came before the block.
    """
    numbers = [number for number in _numbers() if callable(signal.getsignal(number))]
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    handlers = {number: signal.signal(number, signal.SIG_DFL) for number in numbers}
    try:
        check()
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


class _Pipe:
    """The pipe that ends a wait. Python writes to it when a signal comes, in whichever thread.

    Attributes:
        listen: the descriptor to wait for.
        write: the descriptor that Python writes to.
        drain: reads and drops up to so many bytes.
        ring: writes bytes.
    """

    listen: int
    write: int
    drain: Callable[[int], bytes]
    ring: Callable[[bytes], int]

    def __init__(self) -> None:
        if sys.platform == "win32":
            import socket

            # Windows can only wait for sockets.
            listener, writer = socket.socketpair()
            listener.settimeout(0)
            writer.settimeout(0)
            self.listen, self.drain = listener.fileno(), listener.recv
            self.write, self.ring = writer.fileno(), writer.send
            return
        self.listen, self.write = os.pipe()
        os.set_blocking(self.listen, False)
        os.set_blocking(self.write, False)
        self.drain, self.ring = functools.partial(os.read, self.listen), functools.partial(os.write, self.write)


@functools.cache
def _pipe() -> _Pipe:
    return _Pipe()
