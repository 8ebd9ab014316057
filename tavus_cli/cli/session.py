"""The session: the state of one run, with its options, streams and output, and the client and settings on first use."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from tavus_cli.api import signals
from tavus_cli.errors import TavusError, UsageError
from tavus_cli.output.streams import Streams
from tavus_cli.settings.table import SANDBOX_KEY, Setting
from tavus_cli.text import keep_secret

if TYPE_CHECKING:
    import typer

    from tavus_cli.api.client import Client
    from tavus_cli.api.deadline import Deadline
    from tavus_cli.api.pages import Pages
    from tavus_cli.api.records import Layout
    from tavus_cli.api.transport import Answer
    from tavus_cli.api.urls import Param
    from tavus_cli.output.recent import Place
    from tavus_cli.output.results import Output
    from tavus_cli.sandbox.server import SandboxServer
    from tavus_cli.settings.resolve import Settings


class Target:
    """The profile, base URL and key of a run; the latter two with their source."""

    def __init__(self, profile: str, base_url: Setting[str], key: Setting[str]) -> None:
        self.profile = profile
        self.base_url = base_url
        self.key = key


class Session:
    """The state of one run. Every command finds it in `ctx.obj`.

    Attributes:
        options: the given options with their sources; filled while the command line is parsed.
        streams: standard output and standard error.
        new_profile: whether `--profile` may name a profile that does not exist yet.
        sandboxed: whether an answer came from the sandbox and not from Tavus.
        sandbox_id: of the state of this sandbox, which a reset changes; empty before its first answer.
    """

    def __init__(self) -> None:
        self.options: dict[str, Setting[Any]] = {}
        self.streams = Streams()
        self.new_profile = False
        self.sandboxed = False
        self.sandbox_id = ""
        self._started = time.monotonic()
        self._sent_change = False
        self._sandbox: SandboxServer | None = None
        self._clients: list[Client] = []

    def option(self, name: str) -> Any:
        """The value of an option in `options`; None if it was not given."""
        setting = self.options.get(name)
        return None if setting is None else setting.value

    @cached_property
    def out(self) -> "Output":
        """The output of results."""
        from tavus_cli.output.results import Output

        return Output(self.streams, self.options)

    @cached_property
    def settings(self) -> "Settings":
        from tavus_cli.settings.resolve import load_config, resolve_sandbox_settings, resolve_settings

        if self.option("sandbox"):
            return resolve_sandbox_settings(self.options)
        config = load_config(self.options, self.streams.warn)
        return resolve_settings(self.options, config, new_profile=self.new_profile)

    @cached_property
    def deadline(self) -> "Deadline":
        """The deadline of the whole command, for everything that waits. Setting it also limits waits for input."""
        from tavus_cli.api.deadline import NEVER, deadline_of_command, limit_input

        limit = self.options.get("timeout") or self.settings["timeout"]
        deadline = NEVER if limit.value is None else deadline_of_command(limit.value, self._started, limit.source)
        limit_input(deadline)
        return deadline

    @property
    def given_deadline(self) -> "Deadline":
        """The deadline for commands that must work without a config file: only `--timeout` or its variable count."""
        from tavus_cli.api.deadline import NEVER

        return self.deadline if "timeout" in self.options else NEVER

    @property
    def base_url(self) -> str:
        """The base URL of the settings, for commands that send no request."""
        return self.settings.base_url.value

    @property
    def api_is_local(self) -> bool:
        """Whether the API is on this machine. Then nothing costs money, and it can fetch links to this machine."""
        from tavus_cli.api.urls import is_loopback

        return bool(self.option("sandbox")) or is_loopback(self.base_url)

    @cached_property
    def target(self) -> Target:
        """Where requests go and with which key. Starts the sandbox for `--sandbox`. Raises AuthError without a key."""
        if self.option("sandbox"):
            key = Setting(SANDBOX_KEY, "the sandbox")
            return Target("sandbox", Setting(self._start_sandbox(), "--sandbox"), key)
        from tavus_cli.settings.key import find_key

        settings = self.settings
        return Target(settings.profile.value, settings.base_url, find_key(settings, self.deadline))

    @cached_property
    def client(self) -> "Client":
        """The client for `target`. Raises AuthError without a key."""
        return self.connect(self.target.base_url.value, self.target.key)

    def suggest(self, command: str) -> str:
        """A command for a hint, with the options of this run that choose the profile, base URL or sandbox."""
        import shlex

        words = ["tavus"]
        for name in ("profile", "base_url", "sandbox"):
            setting = self.options.get(name)
            if setting is not None and setting.value and setting.source.startswith("--"):
                words += [setting.source] if setting.value is True else [setting.source, shlex.quote(setting.value)]
        return " ".join([*words, command])

    @cached_property
    def poller(self) -> "Client":
        """A client without retries, for polling: the polling loop decides what a failure means."""
        return self.connect(self.target.base_url.value, self.target.key, polling=True)

    def connect(
        self, base_url: str, key: Setting[str], *, polling: bool = False, deadline: "Deadline | None" = None
    ) -> "Client":
        """A client for any base URL and key.

        Args:
            base_url: as `parse_base_url` returns it.
            key: with its source.
            polling: make no retries, because the caller polls.
            deadline: of all calls; that of the whole command if it is None.
        """
        keep_secret(key.value)
        from tavus_cli.api.calls import Policy
        from tavus_cli.api.client import Client
        from tavus_cli.api.urls import host_of

        policy = Policy(
            timeout=self.settings["call_timeout"].value,
            retries=0 if polling else self.settings["retries"].value,
            deadline=deadline or self.deadline,
            say=self.streams.progress,
            debug=self.streams.debug if self.option("debug") else None,
            awaiting=partial(self.streams.awaiting, host_of(base_url)) if self.streams.err_draws else nullcontext,
        )
        client = Client(base_url, key.value, key.source, policy, self._note_answer)
        self._clients.append(client)
        return client

    def _note_answer(self, answer: "Answer", method: str) -> None:
        self.sandboxed = self.sandboxed or "x-sandbox" in answer.headers
        self.sandbox_id = answer.headers.get("x-sandbox-state") or self.sandbox_id
        self._sent_change = self._sent_change or method != "GET"

    def pages(
        self,
        path: str,
        params: "Mapping[str, Param]",
        id_field: str,
        layout: "Layout | None",
        client: "Client | None" = None,
    ) -> "Pages":
        """The pages of a list, requested by `client` or else by the client of this run. See `Pages`."""
        from tavus_cli.api.pages import Pages

        return Pages(client or self.client, path, params, id_field=id_field, layout=layout, warn=self._warn_incomplete)

    def _warn_incomplete(self, line: str) -> None:
        # Shown even with --quiet, because the result may be incomplete.
        self.streams.tell("warning", line)

    def _start_sandbox(self) -> str:
        setting = self.options.get("base_url")
        if setting is not None and setting.source.startswith("--"):
            raise UsageError("--sandbox and --base-url exclude each other.", hint="keep one of them")
        from tavus_cli.sandbox.server import SandboxServer

        with sandbox_errors():
            self._sandbox = SandboxServer(sandbox_state())
            self._sandbox.start()
        self.out.temporary_links = self._sandbox.base_url
        return self._sandbox.base_url

    def finish(self) -> None:
        """End a successful command: flush the output, remember shown ids, and show the note about the sandbox.

        Raises Interrupted if an unhandled signal came, unless the command changed something: its verb has checked for
        signals itself, and the change has been reported.
        """
        self.streams.flush()
        self._remember()
        if self.sandboxed:
            links = "; links to it work under `tavus sandbox serve` only" if self.out.temporary_link_shown else ""
            self.streams.note(f"answered by the sandbox, not by Tavus{links}")
        if not self._sent_change:
            signals.check()

    def _remember(self) -> None:
        """Store ids and profile names for shell completion. Failures are ignored."""
        from tavus_cli.output import recent

        if "target" in vars(self):
            self.out.remember(self._place())
        if "settings" in vars(self) and not self.option("sandbox"):
            from tavus_cli.settings.resolve import config_path, read_config

            # Read the file again: this run may have changed it.
            with suppress(TavusError):
                recent.remember_profiles(read_config(config_path(), lambda _warning: None).profiles)

    def _place(self) -> "Place":
        """The folder in which shells find the ids of this run."""
        from tavus_cli.output import recent

        if self.option("sandbox"):
            return recent.sandbox_place()
        # `tavus sandbox reset` clears both kinds of sandbox, so they share an owner.
        owner = recent.SANDBOX if self.sandboxed else f"{self.target.base_url.value} {self.target.profile}"
        return recent.place_of(self.option("profile"), self.option("base_url"), owner)

    def close(self) -> None:
        """Close clients and the sandbox. May be called at any time, more than once."""
        if "deadline" in vars(self):
            from tavus_cli.api.deadline import NEVER, limit_input

            limit_input(NEVER)
        for client in self._clients:
            client.close()
        if self._sandbox is not None:
            self._sandbox.close()


@contextmanager
def sandbox_errors() -> Iterator[None]:
    """Convert errors of the sandbox, which does not import our errors, to TavusError."""
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
    """The file in which the sandbox keeps its state between commands. Raises TavusError without a home folder."""
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
