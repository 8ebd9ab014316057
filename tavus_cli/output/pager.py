"""Showing text that is longer than the screen through the user's pager."""

import math
import os
import shlex
import shutil
import subprocess
import sys
from contextlib import suppress

from tavus_cli.api.deadline import Background
from tavus_cli.errors import ExitCode, Interrupted

_DEFAULT = "less -FRX"
# The default options of less: show colours, and print text that fits on the screen without paging.
_LESS = {"LESS": "FRX"}


def find_pager() -> list[str] | None:
    """The pager's command: TAVUS_PAGER, else PAGER, else less. None if it does not exist, is empty or is `cat`."""
    setting = os.environ.get("TAVUS_PAGER", os.environ.get("PAGER", _DEFAULT))
    with suppress(ValueError):
        command = shlex.split(setting)
        if command and command[0] != "cat" and shutil.which(command[0]):
            return command
    return None


def is_longer_than_screen(lines: int) -> bool:
    """Whether standard output is a terminal that is too small for this number of lines and a prompt."""
    try:
        rows = os.get_terminal_size(sys.stdout.fileno()).lines
    except (OSError, ValueError):
        return False
    return os.environ.get("TERM") != "dumb" and 0 < rows <= lines


def show_paged(command: list[str], text: str) -> bool:
    """Show text through a pager and wait for its end. Returns False if the pager cannot be started.

    Raises Interrupted for a signal other than Ctrl-C, after ending the pager.
    """
    sys.stdout.flush()
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env={**_LESS, **os.environ})
    except OSError:
        return False
    content = text.encode(sys.stdout.encoding or "utf-8", "backslashreplace")
    reading = Background(lambda: pager.communicate(content))
    while True:
        try:
            with suppress(BrokenPipeError):
                reading.wait(math.inf)
        except Interrupted as signal:
            # While the pager runs, Ctrl-C is for the pager.
            if signal.code is not ExitCode.INTERRUPTED:
                pager.terminate()
                raise
        else:
            return True
