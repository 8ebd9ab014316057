"""Running the programs that the user names in a setting: without a shell, with a deadline, collecting their output."""

import math
import os
import sys
import time
from collections.abc import Callable, Mapping
from shlex import split
from typing import IO, TYPE_CHECKING

from tavus_cli.api import signals
from tavus_cli.settings.table import KEY_VARIABLE
from tavus_cli.text import clean, clip

if TYPE_CHECKING:
    from subprocess import Popen

# The interval for checking whether the program has ended, as an open pipe does not show it.
POLL_SECONDS = 0.05
# The most bytes of one read.
READ_SIZE = 64 * 2**10

Take = Callable[[bytes], object]


class NotRun(Exception):
    """A program could not be started. The message is cleaned and ends a sentence: "(nosuch): No such file"."""


def words_of(command: str | list[str]) -> list[str]:
    """The program and its arguments. Raises NotRun if there is none, or a quote is not closed."""
    try:
        words = split(command) if isinstance(command, str) else command
    except ValueError as error:
        raise NotRun(f"(it): {clean(error)}") from error
    if not words:
        raise NotRun("(it): it is empty")
    return words


def start(words: list[str], *, stderr: bool = False) -> "Popen[bytes]":
    """Start a program with a pipe for stdout and, if `stderr` is true, one for stderr. Raises NotRun.

    It keeps the user's stdin (and stderr), because a password manager may have to ask. It does not get the API key.
    """
    import subprocess

    environment = {name: value for name, value in os.environ.items() if name != KEY_VARIABLE}
    messages = subprocess.PIPE if stderr else None
    try:
        return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=messages, env=environment)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise NotRun(f"({clip(clean(words[0]), 80)}): {clean(reason)}") from error


def watch(child: "Popen[bytes]", end: float, pipes: Mapping[IO[bytes], Take]) -> int:
    """Wait until a program ends and pass on its output meanwhile. Returns its exit code. Uses no thread.

    It does not wait for the end of the pipes: a daemon that the program started (such as a key agent) may keep them
    open for days.

    Args:
        child: the program.
        end: deadline on the monotonic clock; may be infinite.
        pipes: for each pipe the function that gets its bytes. An exception in it ends the wait.

    Raises:
        TimeoutError: the deadline has passed.
        Interrupted: a signal came.
    """
    if sys.platform == "win32":
        return _watch_whole(child, end, pipes)
    callbacks = {pipe.fileno(): take for pipe, take in pipes.items()}
    while True:
        signals.check()
        # Check for the end before the pipes are read, so that they then contain all of the output.
        code = child.poll()
        seconds = 0.0 if code is not None else min(POLL_SECONDS, end - time.monotonic())
        if seconds < 0:
            raise TimeoutError
        ready = _readable(list(callbacks), seconds)
        for descriptor in ready:
            piece = os.read(descriptor, READ_SIZE)
            if piece:
                callbacks[descriptor](piece)
            else:
                del callbacks[descriptor]
        if code is not None and not ready:
            return code


def _readable(descriptors: list[int], seconds: float) -> list[int]:
    """Wait until a descriptor has data or is at its end. Returns those; empty when the time is over."""
    import select

    if not descriptors:
        signals.sleep(seconds)
        return []
    poll = select.poll()
    for descriptor in descriptors:
        poll.register(descriptor, select.POLLIN)
    return [descriptor for descriptor, _ in poll.poll(math.ceil(seconds * 1000))]


def _watch_whole(child: "Popen[bytes]", end: float, pipes: Mapping[IO[bytes], Take]) -> int:
    """`watch` for Windows, which cannot wait for pipes: here it also waits for the end of the pipes."""
    import subprocess

    seconds = None if end == math.inf else max(0.0, end - time.monotonic())
    try:
        output = dict(zip((child.stdout, child.stderr), child.communicate(timeout=seconds), strict=True))
    except subprocess.TimeoutExpired:
        raise TimeoutError from None
    for pipe, take in pipes.items():
        take(output[pipe])
    return child.returncode
