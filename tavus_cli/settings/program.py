"""Programs that the user names in a setting: found, run without a shell, watched until they end or the time is over."""

import math
import os
import sys
import time
from collections.abc import Callable, Mapping
from shlex import split
from typing import IO, TYPE_CHECKING

from tavus_cli.api import signals
from tavus_cli.text import clean, clip

if TYPE_CHECKING:
    from subprocess import Popen

# How often to look whether the program has ended, where that does not show in its pipes.
LOOK_SECONDS = 0.05
# Bytes that are read at once.
PIECE = 64 * 2**10

Take = Callable[[bytes], object]


class NotRun(Exception):
    """A program that could not be started. The message ends a sentence, cleaned: "(nosuch): No such file"."""


def words_of(command: str | list[str]) -> list[str]:
    """The program and its arguments. Raises NotRun for a text that is none, such as one with a quote left open."""
    try:
        words = split(command) if isinstance(command, str) else command
    except ValueError as error:
        raise NotRun(f"(it): {clean(error)}") from error
    if not words:
        raise NotRun("(it): it is empty")
    return words


def start(words: list[str], *, stderr: bool = False) -> "Popen[bytes]":
    """Start a program with a pipe for its output, and one for its messages if `stderr` says so. Raises NotRun.

    The rest stays the user's: a password manager may have to ask.
    """
    import subprocess

    try:
        return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE if stderr else None)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise NotRun(f"({clip(clean(words[0]), 80)}): {clean(reason)}") from error


def watch(child: "Popen[bytes]", end: float, pipes: Mapping[IO[bytes], Take]) -> int:
    """Hand on what a program prints until it ends. Returns its exit code. Needs no thread.

    The end of a pipe does not count: an agent that the program started may hold it for days.

    Args:
        child: the program.
        end: when it must have ended, on the monotonic clock; may be infinite.
        pipes: what takes the bytes of each pipe. It may raise, which ends the watch.

    Raises:
        TimeoutError: it has not ended in time.
        Interrupted: a signal came.
    """
    if sys.platform == "win32":
        return _watch_whole(child, end, pipes)
    takers = {pipe.fileno(): take for pipe, take in pipes.items()}
    while True:
        signals.check()
        # Before the look into the pipes, which then have all that was printed.
        code = child.poll()
        seconds = 0.0 if code is not None else min(LOOK_SECONDS, end - time.monotonic())
        if seconds < 0:
            raise TimeoutError
        ready = _readable(list(takers), seconds)
        for descriptor in ready:
            piece = os.read(descriptor, PIECE)
            if piece:
                takers[descriptor](piece)
            else:
                del takers[descriptor]
        if code is not None and not ready:
            return code


def _readable(descriptors: list[int], seconds: float) -> list[int]:
    """Those of the descriptors in which something is, or that are at their end, once there is one of them."""
    import select

    if not descriptors:
        signals.sleep(seconds)
        return []
    poll = select.poll()
    for descriptor in descriptors:
        poll.register(descriptor, select.POLLIN)
    return [descriptor for descriptor, _ in poll.poll(math.ceil(seconds * 1000))]


def _watch_whole(child: "Popen[bytes]", end: float, pipes: Mapping[IO[bytes], Take]) -> int:
    """The same on Windows, which cannot wait for a pipe: there the end of the pipes does count."""
    import subprocess

    seconds = None if end == math.inf else max(0.0, end - time.monotonic())
    try:
        printed = dict(zip((child.stdout, child.stderr), child.communicate(timeout=seconds), strict=True))
    except subprocess.TimeoutExpired:
        raise TimeoutError from None
    for pipe, take in pipes.items():
        take(printed[pipe])
    return child.returncode
