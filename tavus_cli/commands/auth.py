"""Store the API key, remove it, see which one counts."""

import os
import sys
from typing import Annotated, Any

import typer

from tavus_cli.api.background import interruptible
from tavus_cli.api.urls import host_of
from tavus_cli.cli.grammar import DataVerb, Verb, noun
from tavus_cli.cli.session import Session, session_of
from tavus_cli.errors import AuthError, TavusError, UsageError
from tavus_cli.output.rows import Shape
from tavus_cli.output.streams import terminal_restored
from tavus_cli.settings.key import checked_key, end_of_key
from tavus_cli.settings.table import KEY_VARIABLE, Setting

app = noun(__doc__)

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
    verify: Annotated[bool, typer.Option("--verify/--no-verify", help="Try the key with one read first.")] = True,
) -> None:
    """Store an API key, read from standard input or asked for on a terminal.

    Example:
        pass show tavus | tavus auth login
    """
    session = session_of(ctx)
    if session.option("sandbox"):
        raise UsageError("the sandbox takes any key; there is none to store.", hint="leave out --sandbox")
    session.new_profile = True
    settings = session.settings
    key = Setting(checked_key(_read_key(session), "standard input"), "standard input")
    base_url = settings.base_url.value
    if verify:
        session.connect(base_url, key).probe()

    def change(profile: Any) -> None:
        profile.pop("api_key_command", None)
        profile.update({"api_key": key.value, "base_url": base_url})

    from tavus_cli.settings.edit import edit_profile

    path = edit_profile(settings.profile.value, change, session.deadline)
    session.streams.note(f"the key for {host_of(base_url)} is in profile {settings.profile.value} of {path}")
    if KEY_VARIABLE in os.environ:
        session.streams.warn(f"{KEY_VARIABLE} is set, and goes before the stored key")


@app.command("logout", cls=Verb)
def log_out(ctx: typer.Context) -> None:
    """Remove the stored key of a profile.

    Example:
        tavus auth logout --profile work
    """
    session = session_of(ctx)
    settings = session.settings
    name = settings.profile.value
    if "api_key" not in settings.stored:
        session.streams.note(f"profile {name} holds no key")
        return
    from tavus_cli.settings.edit import edit_profile

    path = edit_profile(name, lambda profile: profile.pop("api_key", None), session.deadline)
    session.streams.note(f"the key is no longer in profile {name} of {path}")
    if "base_url" in settings.stored:
        # The next key would be tried there.
        forget = session.suggest(f"config unset base_url --profile {name}")
        session.streams.note(f"its base URL stays {settings.stored['base_url']}; to drop that too: {forget}")


@app.command("status", cls=DataVerb)
def show_status(ctx: typer.Context) -> None:
    """Show which key counts, where it comes from and whether the API accepts it.

    Example:
        tavus auth status --json
    """
    session = session_of(ctx)
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
        # Whether it works is not known if nobody could be asked.
        status["works"] = False if isinstance(error, AuthError) else None
        session.out.item(STATUS, status)
        session.streams.flush()
        raise
    session.out.item(STATUS, status)


def _read_key(session: Session) -> str:
    if session.streams.may_ask:
        import getpass

        try:
            with terminal_restored():
                return interruptible(lambda: getpass.getpass("API key (it is not shown): ", sys.stderr))
        except EOFError:
            raise AuthError("no key was given.") from None
    if sys.stdin is None or sys.stdin.isatty():
        # Nothing could be asked without showing what is typed.
        raise UsageError("there is no key on standard input.", hint="tavus auth login < FILE")
    # More than any key, and less than what a wrong file could hold.
    return interruptible(lambda: sys.stdin.buffer.read(4096)).decode("utf-8", "replace")
