"""What holds for this run, and which source said so: option, else environment, else the config file, else default.

Every value keeps its source, so that "why is my key ignored?" has an answer.
"""

import os
import stat
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from tavus_cli.api.records import Row as Record
from tavus_cli.api.urls import parse_base_url
from tavus_cli.errors import TavusError, UsageError
from tavus_cli.settings.key import end_of_key
from tavus_cli.settings.table import BASE_URL, KEY_VARIABLE, ROWS, SANDBOX_KEY, SANDBOX_URL, Row, Setting
from tavus_cli.text import clean

NOT_SET = "not set"
# The name of the folders for the config file and for what the program remembers.
APP = "tavus"


class Config(NamedTuple):
    """The file's contents. Profiles hold their values as they are written there."""

    path: Path | None
    default_profile: str | None = None
    profiles: Mapping[str, dict[str, Any]] = MappingProxyType({})
    exists: bool = False


def config_path() -> Path | None:
    """The config file's path, there or not; None where the user has no home folder at all."""
    import platformdirs

    return _under_home(lambda: platformdirs.user_config_path(APP, appauthor=False) / "config.toml")


def state_path() -> Path | None:
    """The folder for what the program remembers between runs; None where there is no home folder."""
    import platformdirs

    return _under_home(lambda: platformdirs.user_state_path(APP, appauthor=False))


def _under_home(find: Callable[[], Path]) -> Path | None:
    """A user's path; None where neither HOME nor the passwd file tells one, as in a container with a random user id."""
    try:
        path = find()
    except RuntimeError:
        return None
    # Before platformdirs 4.4 the lack of a home is a folder called "~", wherever one is.
    return path if path.is_absolute() else None


def read_config(path: Path | None, warn: Callable[[str], None], *, to_change: bool = False) -> Config:
    """Read the config file; one that does not exist is empty. Raises TavusError for one that cannot be understood.

    With `to_change` a value that its setting cannot have is no error: it may be the one that is about to be mended.
    """
    if path is None:
        return Config(None)
    try:
        content = path.read_bytes() if path.is_file() or not path.exists() else _refuse(path)
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return Config(path)
    except OSError as error:
        raise unreadable(path, error.strerror or type(error).__name__) from error
    from tavus_cli.settings.file import parse_config

    config = parse_config(path, content, warn, to_change=to_change)
    # On Windows the mode says nothing about who may read a file; the user's folders are private there.
    if (
        sys.platform != "win32"
        and stat.S_IMODE(mode) & 0o077
        and any("api_key" in profile for profile in config.profiles.values())
    ):
        warn(f"{path} holds a key and others may read it (mode {stat.S_IMODE(mode):04o}); run: chmod 600 {path}")
    return config


def unreadable(path: Path, reason: str, line: int | None = None) -> TavusError:
    """The error for a config file that cannot be used. It is left as it is."""
    where = "" if line is None else f" (line {line})"
    return TavusError(
        f"cannot read {clean(path)}: {clean(reason).rstrip('.')}{where}.",
        hint="repair it in an editor; nothing was changed in it",
    )


def _refuse(path: Path) -> bytes:
    # Reading a named pipe would wait for a writer for ever.
    raise unreadable(path, "it is not a regular file")


class Settings:
    """The settings of one run, by name.

    Attributes:
        path: of the config file; None where there is no home folder.
        stored: what the profile in force holds, as it is written in the file.
        profiles_with_keys: every profile of the file that holds a key, or a command that prints one.
    """

    def __init__(self, config: Config, stored: Mapping[str, Any], values: Mapping[str, Setting[Any]]) -> None:
        self.path = config.path
        self.stored = stored
        self.profiles_with_keys = [
            name for name, profile in config.profiles.items() if profile.keys() & {"api_key", "api_key_command"}
        ]
        self._values = values

    def __getitem__(self, name: str) -> Setting[Any]:
        return self._values[name]

    @property
    def profile(self) -> Setting[str]:
        return self["profile"]

    @property
    def base_url(self) -> Setting[str]:
        return self["base_url"]

    def records(self) -> list[Record]:
        """Name, value and source of every setting, to be shown: of a key only the end."""
        return [
            {"name": name, "value": _shown(name, setting.value), "source": setting.source}
            for name, setting in self._values.items()
        ]


def _shown(name: str, value: Any) -> Any:
    if name == "api_key" and value is not None:
        return end_of_key(value.strip()) if value.strip() else ""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def load_config(options: Mapping[str, Setting[Any]], warn: Callable[[str], None]) -> Config:
    """The config file. One that cannot be used is an error, unless nothing of it is needed."""
    path = config_path()
    try:
        return read_config(path, warn)
    except TavusError as error:
        # A key in the environment needs nothing of the file; a named profile does.
        if KEY_VARIABLE not in os.environ or "profile" in options:
            raise
        warn(f"{error.message.rstrip('.')}; going on without it, with the key from {KEY_VARIABLE}")
        return Config(path)


def settle(options: Mapping[str, Setting[Any]], config: Config, *, new_profile: bool = False) -> Settings:
    """Decide every setting from the options, the environment, the profile and the defaults.

    The key is only told here: `find_key` decides which one counts, when a request needs it.

    Args:
        options: the shared options that were given, on the command line or by their variables.
        config: what the config file says.
        new_profile: whether the profile may be one that is not in the file.

    Raises:
        UsageError: the profile or the base URL cannot be used.
    """
    profile = profile_name(options, config, new_profile=new_profile)
    stored = config.profiles.get(profile.value, {})
    source = f"profile {clean(profile.value)} in {clean(config.path)}"
    values = {name: _pick(row, options, stored, source) for name, row in ROWS.items()}
    values["profile"] = profile
    if KEY_VARIABLE in os.environ:
        values["api_key"] = Setting(os.environ[KEY_VARIABLE], KEY_VARIABLE)
    if config.default_profile is not None:
        values["default_profile"] = Setting(config.default_profile, clean(config.path))
    if os.environ.get("TAVUS_BASE_URL") == "" and "base_url" not in options:
        # Typer takes an empty variable for an absent one. Whoever sets it does not mean the real API.
        values["base_url"] = Setting("", "TAVUS_BASE_URL")
    base_url = values["base_url"]
    if not base_url.value:
        raise UsageError(f"{base_url.source} is empty.", hint=f"give the root of the API, such as {BASE_URL}")
    values["base_url"] = Setting(parse_base_url(base_url.value), base_url.source)
    return Settings(config, stored, values)


def settle_sandbox(options: Mapping[str, Setting[Any]]) -> Settings:
    """The settings of a run in the sandbox, which needs no config file, and not even a readable one."""
    values = {name: _pick(row, options, {}, "") for name, row in ROWS.items()}
    values["profile"] = Setting(None, "the sandbox uses none")
    values["base_url"] = Setting(SANDBOX_URL, "the sandbox, on this machine")
    values["api_key"] = Setting(SANDBOX_KEY, "the sandbox, which takes any")
    return Settings(Config(None), {}, values)


def _pick(row: Row, options: Mapping[str, Setting[Any]], stored: Mapping[str, Any], source: str) -> Setting[Any]:
    if row.name in options:
        return options[row.name]
    if row.option and row.variable and not row.shared and os.environ.get(row.variable):
        # What not every command has as an option, Typer does not read for every command.
        return Setting(row.parsed(os.environ[row.variable], row.variable), row.variable)
    if row.stored and row.name in stored:
        return Setting(row.kind.read(stored[row.name]), source)
    return Setting(row.default, NOT_SET if row.default is None else "default")


def profile_name(options: Mapping[str, Setting[Any]], config: Config, *, new_profile: bool) -> Setting[str]:
    """The profile in force. Raises UsageError for one that is not there, unless it may be a new one."""
    if "profile" in options:
        name = options["profile"]
    elif config.default_profile is not None:
        name = Setting(config.default_profile, f"default_profile in {clean(config.path)}")
    else:
        return Setting("default", "default")
    if name.value not in config.profiles and not new_profile:
        known = ", ".join(clean(known) for known in sorted(config.profiles)) or "none yet"
        raise UsageError(
            f'there is no profile "{clean(name.value)}" (asked for by {name.source}).',
            hint=f"profiles in {clean(config.path)}: {known}",
        )
    return name
