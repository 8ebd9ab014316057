"""Store or remove the API key, and show which one is used."""

import os
import sys
from typing import Annotated, Any

import typer

from tavus_cli.api.deadline import interruptible
from tavus_cli.api.urls import KEY_PAGE, host_of
from tavus_cli.cli.grammar import DataVerb, Verb, noun
from tavus_cli.cli.session import Session, session_of
from tavus_cli.errors import AuthError, NetworkError, TavusError, TimedOut, UsageError
from tavus_cli.output.rows import Shape
from tavus_cli.output.streams import terminal_restored
from tavus_cli.settings.key import checked_key, end_of_key, invalid_key
from tavus_cli.settings.table import BASE_URL, KEY_VARIABLE, Setting

app = noun(__doc__)

_PIPE_HINT = "tavus auth login < FILE"
STATUS = Shape(
    noun="status",
    id_field="host",
    columns={"host": "HOST", "profile": "PROFILE", "key_source": "KEY FROM", "key": "KEY", "works": "WORKS"},
    essential=5,
    fields=("host", "base_url", "base_url_source", "profile", "key_source", "key", "works"),
)


@app.command("login", cls=Verb)
def log_in(
    ctx: typer.Context,
    verify: Annotated[
        bool, typer.Option("--verify/--no-verify", help="Test the key with one read before storing it.")
    ] = True,
) -> None:
    """Store an API key, from a prompt on a terminal or from standard input.

    Example:
        tavus auth login
        pass show tavus | tavus auth login --profile work
    """
    session = session_of(ctx)
    _refuse_sandbox(session, "store")
    session.new_profile = True
    settings, deadline = session.settings, session.deadline
    key = Setting(checked_key(_read_key(session), "standard input"), "standard input")
    base_url = settings.base_url.value
    if verify:
        try:
            session.connect(base_url, key).probe()
        except (NetworkError, TimedOut) as error:
            error.details = (*error.details, "The key was not stored.")
            error.hint = f"to store it without a test: {session.suggest('auth login --no-verify')}"
            raise
    replaced = settings.stored.keys() & {"api_key", "api_key_command"}

    def change(profile: Any) -> None:
        profile.pop("api_key_command", None)
        profile.update({"api_key": key.value, "base_url": base_url})

    from tavus_cli.settings.edit import edit_profile

    path = edit_profile(settings.profile.value, change, deadline)
    done = "was accepted and is stored" if verify else "was not tested and is stored"
    session.streams.note(f"the key for {host_of(base_url)} {done} in profile {settings.profile.value} of {path}")
    if replaced:
        session.streams.note(f"it replaces the previous {' and '.join(sorted(replaced))} of the profile")
    if KEY_VARIABLE in os.environ:
        session.streams.warn(f"{KEY_VARIABLE} is set, and takes precedence over the stored key")


@app.command("logout", cls=Verb)
def log_out(ctx: typer.Context) -> None:
    """Remove the stored key of a profile.

    Example:
        tavus auth logout --profile work
    """
    session = session_of(ctx)
    _refuse_sandbox(session, "remove")
    settings = session.settings
    name = settings.profile.value
    if "api_key" not in settings.stored:
        session.streams.note(f"profile {name} has no stored key")
        return
    from tavus_cli.settings.edit import edit_profile

    path = edit_profile(name, lambda profile: profile.pop("api_key", None), session.deadline)
    session.streams.note(f"the key was removed from profile {name} of {path}")
    if settings.stored.get("base_url", BASE_URL) != BASE_URL:
        # `auth login` would otherwise try the next key at this address.
        forget = session.suggest("config unset base_url")
        session.streams.note(f"the profile keeps its base URL {settings.stored['base_url']}; to remove it: {forget}")


@app.command("status", cls=DataVerb)
def show_status(ctx: typer.Context) -> None:
    """Show the API key in use, where it comes from and whether it works.

    Example:
        tavus auth status --json
    """
    session = session_of(ctx)
    _refuse_sandbox(session, "show")
    session.out.check_columns(STATUS)
    target = session.target
    status = {
        "host": host_of(target.base_url.value),
        "base_url": target.base_url.value,
        "base_url_source": target.base_url.source,
        "profile": target.profile,
        "key_source": target.key.source,
        "key": end_of_key(target.key.value),
        "works": True,
    }
    try:
        session.client.probe()
    except TavusError as error:
        # Only an AuthError proves that the key does not work; after other errors it is unknown.
        status["works"] = False if isinstance(error, AuthError) else None
        session.out.item(STATUS, status)
        session.streams.flush()
        raise
    session.out.item(STATUS, status)


def _refuse_sandbox(session: Session, what: str) -> None:
    given = session.options.get("sandbox")
    if given is not None and given.value:
        way = f"leave out {given.source}" if given.source.startswith("--") else f"unset {given.source}"
        raise UsageError(f"the sandbox accepts any key, so there is no key to {what}.", hint=way)


def _read_key(session: Session) -> str:
    """Read a key from a prompt or from standard input. Raises AuthError if it is not text."""
    try:
        return _typed_key(session) if session.streams.may_ask else _piped_key()
    except UnicodeDecodeError:
        raise invalid_key("standard input") from None


def _typed_key(session: Session) -> str:
    import getpass

    from tavus_cli.output.widths import wrapped_message

    text = f"API key (from {KEY_PAGE}; it is not shown):"
    prompt = "\n".join(wrapped_message(text, session.streams.err_size[0] - 1)) + " "
    try:
        with terminal_restored():
            key = interruptible(lambda: getpass.getpass(prompt, sys.stderr))
    except EOFError:
        session.streams.end_line()
        key = ""
    if not key.strip():
        raise AuthError("no key was typed; nothing was stored.", hint="paste it at the prompt, and press Enter")
    return key


def _piped_key() -> str:
    if sys.stdin is None or sys.stdin.isatty():
        # A prompt here would show the key while it is typed.
        raise UsageError("there is no key on standard input.", hint=_PIPE_HINT)
    # A limit above the length of any key, in case the input is a large file.
    key = interruptible(lambda: sys.stdin.buffer.read(4096)).decode()
    if not key.strip():
        raise AuthError("standard input contains no key; nothing was stored.", hint=_PIPE_HINT)
    return key
