"""Resolving settings: from the option, else the environment, else the config file, else the default.

Each value keeps its source, so that `config list` and `doctor` can show why a value applies.
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
# The name of the program's folders for configuration and state.
APP = "tavus"


class Config(NamedTuple):
    """The content of the config file.

    Attributes:
        path: of the file; None where there is no home folder.
        default_profile: the setting outside of the profiles; None if it is not set.
        profiles: the TOML values of each profile, not converted.
        exists: whether there is a file.
    """

    path: Path | None
    default_profile: str | None = None
    profiles: Mapping[str, dict[str, Any]] = MappingProxyType({})
    exists: bool = False


def config_path() -> Path | None:
    """The path of the config file, which may not exist; None where there is no home folder."""
    import platformdirs

    return _under_home(lambda: platformdirs.user_config_path(APP, appauthor=False) / "config.toml")


def state_path() -> Path | None:
    """The folder for state between runs, which may not exist; None where there is no home folder."""
    import platformdirs

    return _under_home(lambda: platformdirs.user_state_path(APP, appauthor=False))


def _under_home(find: Callable[[], Path]) -> Path | None:
    """A path in the user's home folder; None without one, as in a container with a random user id and no HOME."""
    try:
        path = find()
    except RuntimeError:
        return None
    # Without a home folder, platformdirs before 4.4 returns a relative path that starts with "~".
    return path if path.is_absolute() else None


def read_config(path: Path | None, warn: Callable[[str], None], *, to_change: bool = False) -> Config:
    """Read and validate the config file. A file that does not exist is an empty one.

    Args:
        path: of the file; None where there is no home folder.
        warn: shows the user a warning: a key that others can read, an unknown setting.
        to_change: accept invalid values of settings, because the caller may be about to correct one.

    Raises:
        TavusError: the file cannot be read, is malformed, or has an invalid value.
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
    """The error for a config file that cannot be used."""
    where = "" if line is None else f" (line {line})"
    return TavusError(
        f"cannot read {clean(path)}: {clean(reason).rstrip('.')}{where}.",
        hint="repair it in an editor; nothing was changed in it",
    )


def _refuse(path: Path) -> bytes:
    # Reading a named pipe would block until somebody writes to it.
    raise unreadable(path, "it is not a regular file")


class Settings:
    """The settings of one run, by name.

    Attributes:
        path: of the config file; None where there is no home folder.
        stored: the TOML values of the profile of this run.
        profiles_with_keys: the names of the profiles that have a key or a command that prints one.
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
        """All settings, for display: `name`, `value` (of a key its last characters only) and `source`."""
        return [
            {"name": name, "value": _shown(name, setting.value), "source": setting.source}
            for name, setting in self._values.items()
        ]


def _shown(name: str, value: Any) -> Any:
    if name == "api_key" and value is not None:
        return end_of_key(value.strip()) if value.strip() else ""
    return None if value is None else ROWS[name].kind.show(value)


def load_config(options: Mapping[str, Setting[Any]], warn: Callable[[str], None]) -> Config:
    """Read the config file for a run. Raises TavusError if it cannot be used, unless the run does not need it."""
    path = config_path()
    try:
        return read_config(path, warn)
    except TavusError as error:
        # With a key in the environment nothing of the file is needed, unless a profile is named.
        if KEY_VARIABLE not in os.environ or "profile" in options:
            raise
        warn(f"{error.message.rstrip('.')}; going on without it, with the key from {KEY_VARIABLE}")
        return Config(path)


def resolve_settings(options: Mapping[str, Setting[Any]], config: Config, *, new_profile: bool = False) -> Settings:
    """Resolve all settings from the options, the environment, the profile and the defaults.

    The API key is resolved for display only. `find_key` finds the key for requests.

    Args:
        options: the shared options that were given on the command line or by their environment variables.
        config: the content of the config file.
        new_profile: whether the profile may be missing from the file.

    Raises:
        UsageError: the profile does not exist, or the base URL is invalid.
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
        # Typer ignores an empty variable. Here it is an error: a user who sets it does not want the default, which is
        # the real API.
        values["base_url"] = Setting("", "TAVUS_BASE_URL")
    base_url = values["base_url"]
    if not base_url.value:
        raise UsageError(f"{base_url.source} is empty.", hint=f"give the root of the API, such as {BASE_URL}")
    values["base_url"] = Setting(parse_base_url(base_url.value), base_url.source)
    return Settings(config, stored, values)


def resolve_sandbox_settings(options: Mapping[str, Setting[Any]]) -> Settings:
    """The settings of a run with `--sandbox`, which does not read the config file."""
    values = {name: _pick(row, options, {}, "") for name, row in ROWS.items()}
    values["profile"] = Setting(None, "the sandbox uses none")
    values["base_url"] = Setting(SANDBOX_URL, "the sandbox, on this machine")
    values["api_key"] = Setting(SANDBOX_KEY, "the sandbox, which takes any")
    return Settings(Config(None), {}, values)


def _pick(row: Row, options: Mapping[str, Setting[Any]], stored: Mapping[str, Any], source: str) -> Setting[Any]:
    if row.name in options:
        return options[row.name]
    if row.option and row.variable and not row.shared and os.environ.get(row.variable):
        # Typer reads the variable only for commands that have the option.
        return Setting(row.parsed(os.environ[row.variable], row.variable), row.variable)
    if row.stored and row.name in stored:
        return Setting(row.kind.read(stored[row.name]), source)
    return Setting(row.default, NOT_SET if row.default is None else "default")


def profile_name(options: Mapping[str, Setting[Any]], config: Config, *, new_profile: bool) -> Setting[str]:
    """The profile of this run. Raises UsageError if the file does not have it, unless it may be a new one."""
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
