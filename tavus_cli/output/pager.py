"""The user's pager, through which lists go that are longer than the screen."""

import math
import os
import shlex
import shutil
import subprocess
import sys
from contextlib import suppress

from tavus_cli.api.deadline import Background
from tavus_cli.errors import ExitCode, Interrupted

_USUAL = "less -FRX"
# What less does if nobody says otherwise: colours, and no pager for what fits after all.
_LESS = {"LESS": "FRX"}


def find_pager() -> list[str] | None:
    """The pager's command, of TAVUS_PAGER, of PAGER or less. None where there is none, or `cat` is to be it."""
    named = os.environ.get("TAVUS_PAGER", os.environ.get("PAGER", _USUAL))
    with suppress(ValueError):
        command = shlex.split(named)
        if command and command[0] != "cat" and shutil.which(command[0]):
            return command
    return None


def is_longer_than_screen(lines: int) -> bool:
    """Whether standard output is a screen, and too small for so many lines and a prompt."""
    try:
        rows = os.get_terminal_size(sys.stdout.fileno()).lines
    except (OSError, ValueError):
        return False
    return os.environ.get("TERM") != "dumb" and 0 < rows <= lines


def show_paged(command: list[str], text: str) -> bool:
    """Show text through a pager until its reader has seen enough. False if the pager cannot be started."""
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
            # Ctrl-C is the pager's as long as it runs.
            if signal.code is not ExitCode.INTERRUPTED:
                pager.terminate()
                raise
        else:
            return True
