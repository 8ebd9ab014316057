"""Running another program in the place of this one: its exit code is ours, and signals reach it."""

import math
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence

from tavus_cli.api.background import Background
from tavus_cli.errors import ExitCode, Interrupted, TavusError, UsageError
from tavus_cli.text import clean

# Settings of ours that would keep the child from the place it is run for.
_OURS = ("TAVUS_SANDBOX", "TAVUS_PROFILE")
_NUMBERS = {ExitCode.INTERRUPTED: "SIGINT", ExitCode.TERMINATED: "SIGTERM", ExitCode.HANGUP: "SIGHUP"}


def run_child(command: Sequence[str], settings: Mapping[str, str]) -> int:
    """Run a program with these environment variables. Returns its exit code, 128 + N if signal N ended it."""
    environment = {name: value for name, value in os.environ.items() if name not in _OURS} | dict(settings)
    try:
        child = subprocess.Popen(command, env=environment)
    except (FileNotFoundError, PermissionError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"cannot run {clean(command[0])}: {clean(reason)}.") from error
    except OSError as error:
        raise TavusError(f"cannot run {clean(command[0])}: {clean(error.strerror)}.") from error
    with child:
        code = _wait(child)
    return code if code >= 0 else 128 - code


def _wait(child: subprocess.Popen[bytes]) -> int:
    ended = Background(child.wait)
    while True:
        try:
            return ended.wait(math.inf)
        except Interrupted as signalled:
            # A Ctrl-C on the terminal has reached the child already: the terminal sends it to the whole group.
            if signalled.code is not ExitCode.INTERRUPTED or not _in_foreground():
                child.send_signal(getattr(signal, _NUMBERS[signalled.code]))


def _in_foreground() -> bool:
    """Whether a terminal's Ctrl-C comes to us, and so to the child in our group."""
    for descriptor in (0, 1, 2):
        try:
            return os.tcgetpgrp(descriptor) == os.getpgrp()
        except (OSError, AttributeError):
            # Not a terminal, or a system without process groups.
            continue
    return False
