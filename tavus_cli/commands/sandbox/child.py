"""Running a child process: its exit code becomes that of this program, and signals are forwarded to it."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence

from tavus_cli.api import signals
from tavus_cli.api.deadline import Deadline
from tavus_cli.errors import ExitCode, Interrupted, TavusError, UsageError
from tavus_cli.text import brief, clean

# Variables of this program that would lead a `tavus` in the child away from this sandbox.
_OURS = ("TAVUS_SANDBOX", "TAVUS_PROFILE")
# The pauses in seconds between two checks whether the child has ended.
FIRST_PAUSE, LONGEST_PAUSE = 0.002, 0.05
# The time in seconds between SIGTERM and SIGKILL.
LAST_SECONDS = 2.0
_NUMBERS = {ExitCode.INTERRUPTED: "SIGINT", ExitCode.TERMINATED: "SIGTERM", ExitCode.HANGUP: "SIGHUP"}


def run_child(command: Sequence[str], settings: Mapping[str, str], deadline: Deadline) -> int:
    """Run a program with additional environment variables. Returns its exit code; 128 + N if signal N ended it.

    Raises:
        UsageError, TavusError: the program cannot be run.
        TimedOut: it did not end by the deadline, and was terminated.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _OURS} | dict(settings)
    shown = brief(command[0])
    try:
        child = subprocess.Popen(command, env=environment)
    except (FileNotFoundError, PermissionError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"cannot run {shown}: {clean(reason)}.") from error
    except OSError as error:
        raise TavusError(f"cannot run {shown}: {clean(error.strerror)}.") from error
    with child:
        code = _wait(child, deadline)
        if code is None:
            _end(child)
            raise deadline.ran_out(shown)
    return code if code >= 0 else 128 - code


def _wait(child: subprocess.Popen[bytes], deadline: Deadline) -> int | None:
    """Wait for the exit code of the child; None at the deadline. Polls, because starting a thread can fail."""
    pause = FIRST_PAUSE
    while (code := child.poll()) is None and deadline.left:
        try:
            signals.sleep(min(pause, deadline.left))
        except Interrupted as signalled:
            # Ctrl-C on a terminal is not forwarded, because the terminal sends it to the whole process group.
            if signalled.code is not ExitCode.INTERRUPTED or not _in_foreground():
                child.send_signal(getattr(signal, _NUMBERS[signalled.code]))
        pause = min(LONGEST_PAUSE, pause * 1.5)
    return code


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(LAST_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()


def _in_foreground() -> bool:
    """Whether this process group is in the foreground of the terminal, and so receives its Ctrl-C."""
    for descriptor in (0, 1, 2):
        try:
            return os.tcgetpgrp(descriptor) == os.getpgrp()
        except (OSError, AttributeError):
            # Not a terminal, or a system without process groups.
            continue
    return False
