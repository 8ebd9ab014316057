"""One run of the program: its options, its streams, and what is costly, built on first use."""

import shlex
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from tavus_cli.api import signals
from tavus_cli.api.deadline import NEVER, Deadline, deadline_of_command, limit_input
from tavus_cli.api.records import USUAL, Layout
from tavus_cli.api.urls import is_loopback
from tavus_cli.errors import TavusError, UsageError
from tavus_cli.output import recent
from tavus_cli.output.results import Output
from tavus_cli.output.streams import Streams
from tavus_cli.settings.table import SANDBOX_KEY, Setting
from tavus_cli.text import keep_secret

if TYPE_CHECKING:
    import typer

    from tavus_cli.api.client import Client
    from tavus_cli.api.pages import Pages
    from tavus_cli.api.transport import Answer
    from tavus_cli.api.urls import Param
    from tavus_cli.sandbox.server import SandboxServer
    from tavus_cli.settings.resolve import Settings


class Target(NamedTuple):
    """Where requests go and with which key, each with its source."""

    profile: str
    base_url: Setting[str]
    key: Setting[str]


class Session:
    """What `ctx.obj` is to every command.

    Attributes:
        options: the shared options that were given, each with its source; filled while the command line is read.
        out: the results of the run.
        new_profile: whether this run may name a profile that is not there yet.
        sandboxed: whether the sandbox, and not Tavus, has answered.
    """

    def __init__(self) -> None:
        self.options: dict[str, Setting[Any]] = {}
        self.streams = Streams()
        self.out = Output(self.streams, self.options)
        self.new_profile = False
        self.sandboxed = False
        self._started = time.monotonic()
        self._changed = False
        self._sandbox: SandboxServer | None = None
        self._clients: list[Client] = []

    def option(self, name: str) -> Any:
        """A shared option's value, or None if it was not given."""
        given = self.options.get(name)
        return None if given is None else given.value

    @cached_property
    def settings(self) -> "Settings":
        from tavus_cli.settings.resolve import load_config, resolve_sandbox_settings, resolve_settings

        if self.option("sandbox"):
            return resolve_sandbox_settings(self.options)
        config = load_config(self.options, self.streams.warn)
        return resolve_settings(self.options, config, new_profile=self.new_profile)

    @cached_property
    def deadline(self) -> Deadline:
        """When the whole command has to have ended. Whatever waits asks it."""
        limit = self.options.get("timeout") or self.settings["timeout"]
        deadline = NEVER if limit.value is None else deadline_of_command(limit.value, self._started, limit.source)
        limit_input(deadline)
        return deadline

    @property
    def given_deadline(self) -> Deadline:
        """The same for commands that need no config file: only a limit that was given for this run counts."""
        return self.deadline if "timeout" in self.options else NEVER

    @property
    def base_url(self) -> str:
        """Where requests go, for commands that only show one."""
        return self.settings.base_url.value

    @property
    def api_is_local(self) -> bool:
        """Whether the API is on this machine, so that nothing costs money, and links to this machine are good."""
        return bool(self.option("sandbox")) or is_loopback(self.base_url)

    @cached_property
    def target(self) -> Target:
        """Where requests go, and with which key. Starts the sandbox; raises AuthError without a key."""
        if self.option("sandbox"):
            key = Setting(SANDBOX_KEY, "the sandbox")
            return Target("sandbox", Setting(self._start_sandbox(), "--sandbox"), key)
        from tavus_cli.settings.key import find_key

        settings = self.settings
        return Target(settings.profile.value, settings.base_url, find_key(settings, self.deadline))

    @cached_property
    def client(self) -> "Client":
        """The API, with the key that holds. Raises AuthError without one."""
        return self.connect(self.target.base_url.value, self.target.key)

    def suggest(self, command: str) -> str:
        """A command to type next, led by the options that make it reach the same place as this run."""
        words = ["tavus"]
        for name in ("profile", "base_url", "sandbox"):
            given = self.options.get(name)
            if given is not None and given.value and given.source.startswith("--"):
                words += [given.source] if given.value is True else [given.source, shlex.quote(given.value)]
        return " ".join([*words, command])

    @cached_property
    def poller(self) -> "Client":
        """The same API for asking again and again: whoever waits decides what a failure means, not the retries."""
        return self.connect(self.target.base_url.value, self.target.key, waiting=True)

    def connect(
        self, base_url: str, key: Setting[str], *, waiting: bool = False, deadline: Deadline | None = None
    ) -> "Client":
        """The API at a base URL with a key, which need not be the settings' own.

        With `waiting` each call is tried once: whoever waits tries again by looking again. All calls end by the
        deadline, which is that of the whole command unless it is given.
        """
        keep_secret(key.value)
        from tavus_cli.api.client import Client
        from tavus_cli.api.urls import host_of

        client = Client(
            base_url,
            key.value,
            key.source,
            timeout=self.settings["call_timeout"].value,
            retries=0 if waiting else self.settings["retries"].value,
            deadline=deadline or self.deadline,
            say=self.streams.progress,
            debug=self.streams.debug if self.option("debug") else None,
            on_answer=self._look_at,
            awaiting=partial(self.streams.awaiting, host_of(base_url)),
        )
        self._clients.append(client)
        return client

    def _look_at(self, answer: "Answer", method: str) -> None:
        self.sandboxed = self.sandboxed or "x-sandbox" in answer.headers
        self._changed = self._changed or method != "GET"

    def pages(
        self,
        path: str,
        params: "Mapping[str, Param]",
        id_field: str,
        layout: Layout | None = USUAL,
        client: "Client | None" = None,
    ) -> "Pages":
        """A list, to be walked to its end by a client, or the run's own. Without a layout its first answer tells it."""
        from tavus_cli.api.pages import Pages

        return Pages(client or self.client, path, params, id_field=id_field, layout=layout, warn=self._tell_incomplete)

    def _tell_incomplete(self, line: str) -> None:
        # Also with --quiet: a list that lacks rows is no success like any other.
        self.streams.tell("warning", line)

    def _start_sandbox(self) -> str:
        given = self.options.get("base_url")
        if given is not None and given.source.startswith("--"):
            raise UsageError("--sandbox and --base-url exclude each other.", hint="keep one of them")
        from tavus_cli.sandbox.server import SandboxServer

        with sandbox_errors():
            self._sandbox = SandboxServer(sandbox_state())
            self._sandbox.start()
        self.out.dying_links = self._sandbox.base_url
        return self._sandbox.base_url

    def finish(self) -> None:
        """The last word of a command that worked. Raises Interrupted if a signal came that was not acted on yet.

        Not after a change: verbs have looked for signals where their errors say what was done, and all is told now.
        """
        self.streams.flush()
        self._remember()
        if self.sandboxed:
            links = "; links to it work under `tavus sandbox serve` only" if self.out.dying_link_shown else ""
            self.streams.note(f"answered by the sandbox, not by Tavus{links}")
        if not self._changed:
            signals.check()

    def _remember(self) -> None:
        """Keep what shells complete from. Nothing waits for it any more, and nothing depends on it."""
        if "target" in vars(self):
            self.out.remember(self._place())
        if "settings" in vars(self) and not self.option("sandbox"):
            from tavus_cli.settings.resolve import config_path, read_config

            # The file, not the settings: this run may have changed it.
            with suppress(TavusError):
                recent.remember_profiles(read_config(config_path(), lambda _warning: None).profiles)

    def _place(self) -> recent.Place:
        """Where shells look for what this run has shown."""
        if self.option("sandbox"):
            return recent.sandbox_place()
        # A sandbox that is served is emptied by `tavus sandbox reset` as the other is.
        owner = recent.SANDBOX if self.sandboxed else f"{self.target.base_url.value} {self.target.profile}"
        return recent.place_of(self.option("profile"), self.option("base_url"), owner)

    def close(self) -> None:
        """Release what was opened. Safe to call at any time."""
        limit_input(NEVER)
        for client in self._clients:
            client.close()
        if self._sandbox is not None:
            self._sandbox.close()


@contextmanager
def sandbox_errors() -> Iterator[None]:
    """Turns what goes wrong in the sandbox, which knows nothing of us, into an error of ours."""
    from tavus_cli.sandbox.answers import SandboxError

    try:
        yield
    except SandboxError as error:
        hint = error.hint
        if str(error).startswith("cannot keep"):
            hint = "set XDG_STATE_HOME to a folder that you can write to, or: tavus sandbox run -- COMMAND"
        raise TavusError(str(error), hint=hint) from error
    except RuntimeError as error:
        if "thread" not in str(error):
            raise
        raise TavusError("the system refused the sandbox a thread.", hint="end other programs first") from error


def sandbox_state() -> Path:
    """The file in which the sandbox keeps its state between commands."""
    from tavus_cli.settings.resolve import state_path

    folder = state_path()
    if folder is None:
        raise TavusError(
            "there is no home folder to keep the sandbox's state in.",
            hint="set HOME or XDG_STATE_HOME to a folder",
        )
    return folder / "sandbox.sqlite3"


def session_of(ctx: "typer.Context") -> Session:
    return cast("Session", ctx.find_root().obj)
