"""The API key: found in the environment or the profile, printed by a command, checked, and shown only by its end."""

import math
import os
import sys
import time
from typing import TYPE_CHECKING

from tavus_cli.api import signals
from tavus_cli.api.urls import host_of, parse_base_url
from tavus_cli.errors import AuthError
from tavus_cli.settings.table import BASE_URL, KEY_VARIABLE, Setting
from tavus_cli.text import clean

if TYPE_CHECKING:
    from subprocess import Popen

    from tavus_cli.api.deadline import Deadline
    from tavus_cli.settings.resolve import Settings

KEY_LENGTH = 512
# A longer key keeps most of itself when its end is shown.
SHOWABLE = 12
COMMAND_OUTPUT = 64 * 2**10
# A password manager may ask for a fingerprint first.
COMMAND_SECONDS = 120.0
# How often to look whether the program has ended, where that does not show in the pipe.
LOOK_SECONDS = 0.05
NO_KEY_HINT = f"set {KEY_VARIABLE}, run `tavus auth login`, or try it with no account: add --sandbox"


def find_key(settings: "Settings", deadline: "Deadline") -> Setting[str]:
    """The API key and its source.

    Raises:
        AuthError: there is no key, none for this base URL, or none that can be sent.
        TimedOut: the program that prints the key took longer than the whole command may.
    """
    given = os.environ.get(KEY_VARIABLE)
    if given is not None:
        # CI systems hand an undefined secret over as an empty text. Falling through to a stored key would run the
        # job on somebody's own account.
        if not given.strip():
            raise AuthError(
                f"{KEY_VARIABLE} is set but empty.", hint=f"give it a key, or unset it: unset {KEY_VARIABLE}"
            )
        return Setting(checked_key(given, KEY_VARIABLE), KEY_VARIABLE)
    if not settings.stored.keys() & {"api_key", "api_key_command"}:
        raise AuthError("no API key.", hint=NO_KEY_HINT)
    _check_host(settings)
    source = f"profile {clean(settings.profile.value)}"
    if "api_key" in settings.stored:
        return Setting(checked_key(settings.stored["api_key"], source), source)
    source = f"api_key_command of {source}"
    return Setting(checked_key(_run_key_command(settings.stored["api_key_command"], source, deadline), source), source)


def _check_host(settings: "Settings") -> None:
    """A stored key goes only where it was stored for: a base URL from elsewhere must bring its own key."""
    home = parse_base_url(settings.stored.get("base_url", BASE_URL))
    if settings.base_url.value != home:
        asked, stored = host_of(settings.base_url.value), host_of(home)
        if asked == stored:
            asked, stored = settings.base_url.value, home
        raise AuthError(
            f"no key for {asked} (the stored one is for {stored}).",
            hint=f"set {KEY_VARIABLE}, or log in there: tavus auth login --base-url {settings.base_url.value}",
        )


def checked_key(text: str, source: str) -> str:
    """The key without white space around it. Raises AuthError, which never repeats the key."""
    key = text.strip(" \t\r\n\v\f\ufeff")
    if not key:
        raise AuthError(f"the API key from {source} is empty.", hint=NO_KEY_HINT)
    if len(key) > KEY_LENGTH or not all("!" <= character <= "~" for character in key):
        raise AuthError(
            f"the API key from {source} contains a character that cannot be part of a key; it was not sent."
        )
    return key


def end_of_key(key: str) -> str:
    """What of a key may be shown: its last four characters, where it keeps most of itself."""
    return f"...{key[-4:]}" if len(key) >= SHOWABLE else "..."


def _run_key_command(command: str | list[str], source: str, deadline: "Deadline") -> str:
    """The first line that a program prints."""
    import shlex
    import subprocess

    try:
        words = shlex.split(command) if isinstance(command, str) else command
        # No shell. Standard input and error stay the user's: a password manager may have to ask.
        child = subprocess.Popen(words, stdout=subprocess.PIPE)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise AuthError(f"the {source} could not be run: {clean(reason)}.") from error
    try:
        with child:
            try:
                return _first_line(child, source, deadline)
            finally:
                child.kill()
    except subprocess.TimeoutExpired:
        if not deadline.left:
            raise deadline.ran_out(f"the {source}") from None
        raise AuthError(f"the {source} did not end within {COMMAND_SECONDS:.0f} s.") from None


def _first_line(child: "Popen[bytes]", source: str, deadline: "Deadline") -> str:
    end = min(deadline.moment, time.monotonic() + COMMAND_SECONDS)
    printed = _output_of(child, end)
    if len(printed) > COMMAND_OUTPUT:
        raise AuthError(f"the {source} prints too much to be a key.")
    code = child.wait(max(0.0, end - time.monotonic()))
    if code:
        raise AuthError(f"the {source} failed (exit code {code}).")
    lines = printed.decode("utf-8", "replace").splitlines()
    return lines[0] if lines else ""


def _output_of(child: "Popen[bytes]", end: float) -> bytes:
    """What a program printed until it ended. Raises TimeoutExpired.

    The end of the pipe does not count: an agent that the program started may hold it for days.
    """
    if child.stdout is None or sys.platform == "win32":
        # Windows cannot wait for a pipe. There the end of the pipe does count.
        return child.communicate(timeout=max(0.0, end - time.monotonic()))[0] or b""
    import select
    from subprocess import TimeoutExpired

    pipe = child.stdout.fileno()
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    printed = b""
    while len(printed) <= COMMAND_OUTPUT:
        signals.check()
        # In this order: what was printed before the end is in the pipe.
        ended = child.poll() is not None
        left = end - time.monotonic()
        if left <= 0:
            raise TimeoutExpired(child.args, COMMAND_SECONDS)
        if poll.poll(0 if ended else math.ceil(min(left, LOOK_SECONDS) * 1000)):
            piece = os.read(pipe, COMMAND_OUTPUT)
            if not piece:
                break
            printed += piece
        elif ended:
            break
    return printed
