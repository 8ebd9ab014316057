"""The API key: finding it in the environment, the profile or a command's output, validating, masking, hashing it."""

import os
import time
from typing import TYPE_CHECKING

from tavus_cli.api.urls import KEY_PAGE, host_of, parse_base_url
from tavus_cli.errors import AuthError
from tavus_cli.settings.table import BASE_URL, KEY_VARIABLE, Setting
from tavus_cli.text import clean

if TYPE_CHECKING:
    from subprocess import Popen

    from tavus_cli.api.deadline import Deadline
    from tavus_cli.settings.resolve import Settings

MAX_KEY_LENGTH = 512
# The last four characters are shown only of keys that are at least this long.
MIN_MASKED_LENGTH = 12
MAX_COMMAND_OUTPUT = 64 * 2**10
# A password manager may ask for a fingerprint first.
COMMAND_SECONDS = 120.0
NO_KEY_HINT = (
    f"create a key at {KEY_PAGE}, and run `tavus auth login` or set {KEY_VARIABLE};"
    " to try tavus without an account, add --sandbox"
)


def find_key(settings: "Settings", deadline: "Deadline") -> Setting[str]:
    """The API key and its source.

    Raises:
        AuthError: there is no key, or none for this base URL, or it is not valid, or its command failed.
        TimedOut: the deadline of the whole command passed while the key's command was running.
        Interrupted: a signal came while the key's command was running.
    """
    variable = os.environ.get(KEY_VARIABLE)
    if variable is not None:
        # CI systems pass an undefined secret as an empty string. Using a stored key instead would run the job on the
        # wrong account.
        if not variable.strip():
            raise AuthError(
                f"{KEY_VARIABLE} is set but empty.", hint=f"give it a key, or unset it: unset {KEY_VARIABLE}"
            )
        return Setting(checked_key(variable, KEY_VARIABLE), KEY_VARIABLE)
    if not settings.stored.keys() & {"api_key", "api_key_command"}:
        raise _no_key(settings)
    _check_host(settings)
    source = f"profile {clean(settings.profile.value)}"
    if "api_key" in settings.stored:
        return Setting(checked_key(settings.stored["api_key"], source), source)
    source = f"api_key_command of {source}"
    return Setting(checked_key(_run_key_command(settings.stored["api_key_command"], source, deadline), source), source)


def _no_key(settings: "Settings") -> AuthError:
    others = settings.profiles_with_keys
    if not others:
        return AuthError("no API key.", hint=NO_KEY_HINT)
    from shlex import quote

    names = ", ".join(map(clean, others))
    one = f"profile {names} has one" if len(others) == 1 else f"profiles {names} have one"
    return AuthError(
        f"no API key in profile {clean(settings.profile.value)}.",
        hint=f"{one}: add --profile {quote(clean(others[0]))}",
    )


def _check_host(settings: "Settings") -> None:
    """Raise AuthError if the base URL of this run is not the one that the stored key belongs to."""
    stored_url = parse_base_url(settings.stored.get("base_url", BASE_URL))
    if settings.base_url.value != stored_url:
        wanted, stored = host_of(settings.base_url.value), host_of(stored_url)
        if wanted == stored:
            wanted, stored = settings.base_url.value, stored_url
        from shlex import quote

        profile = settings.profile
        named = "" if profile.source == "default" else f" --profile {quote(clean(profile.value))}"
        raise AuthError(
            f"no key for {wanted} (the stored one is for {stored}).",
            hint=f"set {KEY_VARIABLE}, or log in there: tavus auth login{named} --base-url {settings.base_url.value}",
        )


def checked_key(text: str, source: str) -> str:
    """The key without surrounding white space. Raises AuthError, without the key in it, for an invalid key."""
    key = text.strip(" \t\r\n\v\f\ufeff")
    if not key:
        raise AuthError(f"the API key from {source} is empty.", hint=NO_KEY_HINT)
    if key[0] in "\"'" and key[0] == key[-1]:
        raise AuthError(f"the API key from {source} is in quotes; it was not sent.", hint="give it without them")
    if key.startswith(f"{KEY_VARIABLE}="):
        raise AuthError(
            f"the API key from {source} starts with {KEY_VARIABLE}=; it was not sent.", hint="give the key alone"
        )
    if len(key) > MAX_KEY_LENGTH or not all("!" <= character <= "~" for character in key):
        raise invalid_key(source)
    return key


def invalid_key(source: str) -> AuthError:
    """The error for a key that is too long or has characters that no key has."""
    return AuthError(
        f"the API key from {source} contains a character that cannot be part of a key; it was not sent.",
        hint=f"copy it again from {KEY_PAGE}",
    )


def end_of_key(key: str) -> str:
    """The part of a key that may be shown: its last four characters, or none of a short key."""
    return f"...{key[-4:]}" if len(key) >= MIN_MASKED_LENGTH else "..."


def fingerprint(key: str) -> str:
    """A part of the hash of a key, long enough to distinguish keys, too short to recover one.

    Journals of batches and the state of `tavus listen` contain fingerprints, so they must never change.
    """
    import hashlib

    return hashlib.sha256(b"tavus batch " + key.encode()).hexdigest()[:12]


def _run_key_command(command: str | list[str], source: str, deadline: "Deadline") -> str:
    """Run the user's command and return the first line of its output.

    Raises AuthError if it cannot be run or fails, and TimedOut if the deadline passes.
    """
    from tavus_cli.settings.program import NotRun, end, start, words_of

    try:
        child = start(words_of(command))
    except NotRun as reason:
        raise AuthError(
            f"the {source} could not be run {reason}.", hint="see it: tavus config get api_key_command"
        ) from reason
    with child:
        try:
            return _first_line(child, source, deadline)
        finally:
            end(child, 0.0)


def _first_line(child: "Popen[bytes]", source: str, deadline: "Deadline") -> str:
    from tavus_cli.settings.program import watch

    output = bytearray()

    def take(piece: bytes) -> None:
        output.extend(piece)
        if len(output) > MAX_COMMAND_OUTPUT:
            raise AuthError(f"the {source} prints too much to be a key.")

    end = min(deadline.moment, time.monotonic() + COMMAND_SECONDS)
    try:
        code = watch(child, end, {child.stdout: take})  # type: ignore[dict-item]  # `start` opens this pipe
    except TimeoutError:
        if not deadline.left:
            raise deadline.ran_out(f"the {source}") from None
        raise AuthError(f"the {source} did not end within {COMMAND_SECONDS:.0f} s.") from None
    if code:
        raise AuthError(f"the {source} failed (exit code {code}).")
    lines = output.decode("utf-8", "replace").splitlines()
    return lines[0] if lines else ""
