"""One run of the program: its options, its streams, and what is costly, built on first use."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from tavus_cli.config import state_path
from tavus_cli.errors import TavusError, UsageError
from tavus_cli.settings import RETRIES, TIMEOUT, Setting, Settings, find_key, settle
from tavus_cli.streams import Streams

if TYPE_CHECKING:
    import typer

    from tavus_cli.client import Client, Param
    from tavus_cli.pages import Pages
    from tavus_cli.sandbox.server import SandboxServer

# What the sandbox gets in the place of a key. It takes any; the user's own never goes there.
SANDBOX_KEY = "sandbox"


class Session:
    """What `ctx.obj` is to every command.

    Attributes:
        options: the shared options that were given, each with its source; filled while the command line is read.
    """

    def __init__(self) -> None:
        self.options: dict[str, Setting[Any]] = {}
        self.streams = Streams()
        self._sandbox: SandboxServer | None = None

    def option(self, name: str) -> Any:
        """A shared option's value, or None if it was not given."""
        given = self.options.get(name)
        return None if given is None else given.value

    @cached_property
    def settings(self) -> Settings:
        return settle(self.options, self.streams.warn)

    @property
    def base_url(self) -> str:
        """Where requests go, for commands that only show one."""
        return self.settings.base_url.value

    @cached_property
    def client(self) -> "Client":
        """The API, with the key that holds. Raises AuthError without one."""
        if self.option("sandbox"):
            base_url, key = self._start_sandbox(), Setting(SANDBOX_KEY, "the sandbox")
            timeout = self.option("timeout") or TIMEOUT
            retries = RETRIES if self.option("retries") is None else self.option("retries")
        else:
            settings = self.settings
            base_url, key = settings.base_url.value, find_key(settings)
            timeout, retries = settings.timeout.value, settings.retries.value
        self.streams.secret = key.value
        from tavus_cli.client import Client

        debug = (lambda line: self.streams.say(f"debug: {line}")) if self.option("debug") else None
        return Client(base_url, key, timeout=timeout, retries=retries, say=self.streams.progress, debug=debug)

    def pages(self, path: str, params: "Mapping[str, Param]", id_field: str) -> "Pages":
        """A list, to be walked to its end."""
        from tavus_cli.pages import Pages

        return Pages(self.client, path, params, id_field=id_field, warn=self.streams.warn)

    def _start_sandbox(self) -> str:
        given = self.options.get("base_url")
        if given is not None and given.source.startswith("--"):
            raise UsageError("--sandbox and --base-url exclude each other.", hint="keep one of them")
        from tavus_cli.sandbox.server import SandboxError, SandboxServer

        try:
            self._sandbox = SandboxServer(sandbox_state())
            self._sandbox.start()
        except SandboxError as error:
            raise TavusError(str(error), hint=getattr(error, "hint", None)) from error
        return self._sandbox.base_url

    def finish(self) -> None:
        """The last word of a command that worked. Raises the interruption that was held back until here."""
        self.streams.flush()
        client = self.__dict__.get("client")
        if client is not None and client.sandboxed:
            self.streams.note("the answer is the sandbox's, not Tavus's")
        if client is not None and client.interrupted:
            raise client.interrupted

    def close(self) -> None:
        """Release what was opened. Safe to call at any time."""
        client = self.__dict__.get("client")
        if client is not None:
            client.close()
        if self._sandbox is not None:
            self._sandbox.close()


def sandbox_state() -> Path:
    """The file in which the sandbox keeps its state between commands."""
    folder = state_path()
    if folder is None:
        raise TavusError(
            "there is no home folder to keep the sandbox's state in.",
            hint="set HOME or XDG_STATE_HOME to a folder",
        )
    return folder / "sandbox.sqlite3"


def session_of(ctx: "typer.Context") -> Session:
    return cast("Session", ctx.find_root().obj)
