"""Every setting with its value and its source, as rows to show. The key is shown by its end alone, and never asked for.

The program of `api_key_command` is not run here: it may ask for a fingerprint.
"""

import os
from pathlib import Path
from typing import Any

from tavus_cli.api.envelope import Row
from tavus_cli.errors import TavusError
from tavus_cli.settings.file import read_config
from tavus_cli.settings.key import end_of_key
from tavus_cli.settings.resolve import KEY_VARIABLE, Setting, Settings
from tavus_cli.text import clean

NOT_SET = "not set"


def settings_rows(settings: Settings) -> list[Row]:
    """A row for each setting, whether it is set or not."""
    every: dict[str, Setting[Any]] = {
        "profile": settings.profile,
        "base_url": settings.base_url,
        "api_key": _key(settings),
        "api_key_command": _stored(settings, "api_key_command"),
        "timeout": _whole(settings.timeout),
        "retries": settings.retries,
        "default_profile": _default_profile(settings.path),
    }
    return [{"name": name, "value": setting.value, "source": setting.source} for name, setting in every.items()]


def _whole(seconds: Setting[float]) -> Setting[float]:
    return Setting(int(seconds.value), seconds.source) if float(seconds.value).is_integer() else seconds


def _default_profile(path: Path | None) -> Setting[str | None]:
    try:
        name = read_config(path, lambda _warning: None).default_profile
    except TavusError:
        # Whoever settled the settings has warned that they hold without the file.
        name = None
    return Setting(name, NOT_SET if name is None else clean(path))


def _key(settings: Settings) -> Setting[str | None]:
    given = os.environ.get(KEY_VARIABLE)
    if given is not None:
        return Setting(end_of_key(given.strip()) if given.strip() else "", KEY_VARIABLE)
    stored = _stored(settings, "api_key")
    return Setting(end_of_key(str(stored.value).strip()), stored.source) if stored.value is not None else stored


def _stored(settings: Settings, key: str) -> Setting[str | None]:
    if key not in settings.stored:
        return Setting(None, NOT_SET)
    return Setting(settings.stored[key], f"profile {clean(settings.profile.value)} in {clean(settings.path)}")
