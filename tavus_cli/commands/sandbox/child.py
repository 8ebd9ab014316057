"""Running another program in the place of this one: its exit code is ours, and signals reach it."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence

from tavus_cli.api import signals
from tavus_cli.api.deadline import Deadline
from tavus_cli.errors import ExitCode, Interrupted, TavusError, UsageError
from tavus_cli.text import clean, clip

# Settings of ours that would keep the child from the place it is run for.
_OURS = ("TAVUS_SANDBOX", "TAVUS_PROFILE")
# Between two looks whether the child has ended.
FIRST_PAUSE, LONGEST_PAUSE = 0.002, 0.05
# What a child gets to end by itself once the time is over.
LAST_SECONDS = 2.0
_NUMBERS = {ExitCode.INTERRUPTED: "SIGINT", ExitCode.TERMINATED: "SIGTERM", ExitCode.HANGUP: "SIGHUP"}


def run_child(command: Sequence[str], settings: Mapping[str, str], deadline: Deadline) -> int:
    """Run a program with these environment variables. Returns its exit code, 128 + N if signal N ended it.

    Raises:
        UsageError, TavusError: it cannot be run.
        TimedOut: it did not end by the deadline, and was ended.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _OURS} | dict(settings)
    shown = clip(clean(command[0]), 80)
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
    """The exit code of the child; None at the deadline. Needs no thread, which a machine may not have to give."""
    pause = FIRST_PAUSE
    while (code := child.poll()) is None and deadline.left:
        try:
            signals.sleep(min(pause, deadline.left))
        except Interrupted as signalled:
            # A Ctrl-C on the terminal has reached the child already: the terminal sends it to the whole group.
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
    """Whether a terminal's Ctrl-C comes to us, and so to the child in our group."""
    for descriptor in (0, 1, 2):
        try:
            return os.tcgetpgrp(descriptor) == os.getpgrp()
        except (OSError, AttributeError):
            # Not a terminal, or a system without process groups.
            continue
    return False
