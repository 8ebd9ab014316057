"""What holds for this run, and which source said so: option > environment > profile > default.

Every value remembers its source, so that "why is my key ignored?" has an answer.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from tavus_cli.api.urls import parse_base_url
from tavus_cli.errors import TavusError, UsageError
from tavus_cli.settings.file import Config, config_path, read_config
from tavus_cli.text import clean

KEY_VARIABLE = "TAVUS_API_KEY"
# Where the API answers. Source: the servers entry of every page of the API reference.
BASE_URL = "https://tavusapi.com"
TIMEOUT = 60.0
RETRIES = 2

T = TypeVar("T")


class Setting(NamedTuple, Generic[T]):
    """A value and where it came from, in words a person can look up."""

    value: T
    source: str


class Settings(NamedTuple):
    """The settled values of one run. The key is found by `find_key`, only when a request needs it."""

    profile: Setting[str]
    base_url: Setting[str]
    timeout: Setting[float]
    retries: Setting[int]
    stored: Mapping[str, Any]
    path: Path | None


def settle(options: Mapping[str, Setting[Any]], warn: Callable[[str], None], *, new_profile: bool = False) -> Settings:
    """Decide every setting from what was given, the profile and the defaults. Raises UsageError, TavusError.

    With `new_profile` a profile that is not there is one without settings.
    """
    config = _config(options, warn)
    profile = profile_name(options, config, new_profile=new_profile)
    stored = config.profiles.get(profile.value, {})
    source = f"profile {clean(profile.value)} in {clean(config.path)}"

    def pick(name: str, default: Any) -> Setting[Any]:
        if name in options:
            return options[name]
        return Setting(stored[name], source) if name in stored else Setting(default, "default")

    base_url = pick("base_url", BASE_URL)
    if os.environ.get("TAVUS_BASE_URL") == "" and "base_url" not in options:
        # Typer takes an empty variable for an absent one. Who sets it does not mean the real API.
        base_url = Setting("", "TAVUS_BASE_URL")
    return Settings(
        profile=profile,
        base_url=Setting(parse_base_url(base_url.value), base_url.source),
        timeout=pick("timeout", TIMEOUT),
        retries=pick("retries", RETRIES),
        stored=stored,
        path=config.path,
    )


def _config(options: Mapping[str, Setting[Any]], warn: Callable[[str], None]) -> Config:
    path = config_path()
    try:
        return read_config(path, warn)
    except TavusError as error:
        # A key in the environment needs nothing of the file; a named profile does.
        if KEY_VARIABLE not in os.environ or "profile" in options:
            raise
        warn(f"{error.message.rstrip('.')}; going on without it, with the key from {KEY_VARIABLE}")
        return Config(path)


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
