"""Running the programs that the user names in a setting: without a shell, with a deadline, collecting their output."""

import math
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from shlex import split
from typing import IO, TYPE_CHECKING, NamedTuple

from tavus_cli.api import signals
from tavus_cli.settings.table import KEY_VARIABLE
from tavus_cli.text import brief, clean

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
        raise NotRun(f"({brief(words[0])}): {clean(reason)}") from error


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


def end(child: "Popen[bytes]", grace: float) -> None:
    """End a program that is still running, and the processes that it started: SIGTERM first, then SIGKILL.

    They are found by their parents, because a process group of its own would be in the background of the terminal,
    where the system stops a program that asks for a password. A daemon, which no longer has its parent, stays. On
    Windows only the program itself is ended.

    Args:
        child: the program.
        grace: seconds between the two signals, for cleaning up.
    """
    if child.poll() is not None:
        return
    if sys.platform == "win32":
        child.kill()
        return
    before = _processes()
    family = _descendants(child.pid, before)
    for pid in family:
        _send(pid, signal.SIGTERM)
    limit = time.monotonic() + grace
    while True:
        ended = child.poll() is not None
        now = _processes()
        # The start time shows that a number was not given to another process meanwhile.
        left = [pid for pid in family if pid in before and pid in now and now[pid].started == before[pid].started]
        if (ended and not left) or time.monotonic() >= limit:
            break
        time.sleep(POLL_SECONDS)
    for pid in left:
        # These may have started others to clean up.
        for one in _descendants(pid, now):
            _send(one, signal.SIGKILL)
    child.kill()


class _Process(NamedTuple):
    parent: int
    started: bytes


def _processes() -> dict[int, _Process]:
    """The processes of this machine that have not ended."""
    if not Path("/proc/self/stat").exists():
        return _listed_processes()
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            # The fields after the name, which may contain spaces and brackets. Source: proc_pid_stat(5).
            fields = (folder / "stat").read_bytes().rpartition(b")")[2].split()
            if fields[0] != b"Z":
                found[int(folder.name)] = _Process(int(fields[1]), fields[19])
    return found


def _listed_processes() -> dict[int, _Process]:
    """`_processes` for systems without /proc, such as macOS."""
    import subprocess

    words = ["ps", "-A", "-o", "pid=,ppid=,stat=,lstart="]
    found = {}
    with suppress(OSError):
        listed = subprocess.run(words, capture_output=True, check=False)
        for line in listed.stdout.splitlines():
            pid, parent, state, started = line.split(None, 3)
            if not state.startswith(b"Z"):
                found[int(pid)] = _Process(int(parent), started)
    return found


def _descendants(pid: int, processes: Mapping[int, _Process]) -> list[int]:
    """The process and all that descend from it, parents first."""
    found = [pid]
    for one in found:
        found += [number for number, process in processes.items() if process.parent == one]
    return found


def _send(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)
