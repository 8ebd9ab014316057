"""Parsing and validating the config file: strict TOML, with `[profiles.NAME]` tables and `default_profile`.

The whole file is validated, because a damaged file may lack the line that binds a key to its base URL. This module is
imported only if there is a file.
"""

import re
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tavus_cli.errors import TavusError
from tavus_cli.settings.resolve import Config, unreadable
from tavus_cli.settings.table import ROWS, STORED
from tavus_cli.text import clean

_AT_LINE = r"(?s)^(?P<reason>.*?)\s*\(at (?:line (?P<line>\d+), column \d+|end of document)\)$"


def parse_config(path: Path, content: bytes, warn: Callable[[str], None], *, to_change: bool = False) -> Config:
    """Parse and validate the config file.

    Args:
        path: of the file, for messages.
        content: of the file.
        warn: shows the user a warning about an unknown or misplaced setting.
        to_change: accept invalid values of settings, because the caller may be about to correct one.

    Raises:
        TavusError: the file is malformed, or has an invalid value.
    """
    config = _structured(path, _parsed(path, content), warn)
    if not to_change:
        for name, profile in config.profiles.items():
            _check_values(path, name, profile)
    return config


def _parsed(path: Path, content: bytes) -> dict[str, Any]:
    import tomllib

    try:
        # Windows editors write a byte order mark, which TOML does not allow.
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise unreadable(path, "it is not UTF-8", line) from None
    except tomllib.TOMLDecodeError as error:
        found = re.match(_AT_LINE, str(error))
        reason = found["reason"] if found else str(error)
        last = content.rstrip().count(b"\n") + 1
        line = int(found["line"]) if found and found["line"] else last
        # The message shows nothing of the file, because the line may contain the key.
        raise unreadable(path, reason, line) from None
    except (RecursionError, ValueError):
        # Python limits the nesting depth and the digits of a number.
        raise unreadable(path, "it holds something too deep or too long") from None


def _structured(path: Path, document: dict[str, Any], warn: Callable[[str], None]) -> Config:
    default = document.get("default_profile")
    if default is not None and not isinstance(default, str):
        raise unreadable(path, "default_profile must be a string")
    profiles = document.get("profiles", {})
    if not isinstance(profiles, dict) or not all(isinstance(profile, dict) for profile in profiles.values()):
        raise unreadable(path, "profiles must be tables, such as [profiles.default]")
    for name in sorted(document.keys() - {"default_profile", "profiles"}):
        warn(f"{path}: {_misplaced(name, document[name])}")
    for name, profile in profiles.items():
        for key in profile:
            if key not in STORED:
                warn(f'{path}: unknown setting "{key}" in [profiles.{name}] is ignored')
    return Config(path, default, profiles, exists=True)


def _misplaced(name: str, value: object) -> str:
    """The warning about an entry outside of the profiles, which often is a profile or belongs into one."""
    if name in STORED:
        return f'"{name}" stands outside of the profiles and is ignored; write it below a line [profiles.default]'
    if isinstance(value, dict):
        inner = next((key for key, each in value.items() if isinstance(each, dict) and each.keys() & {*STORED}), None)
        if inner is not None:
            return f"[{name}.{inner}] is ignored; the table of a profile is called [profiles.{inner}]"
        if value.keys() & {*STORED}:
            return f"[{name}] is ignored; the table of a profile is called [profiles.{name}]"
    return f'unknown setting "{name}" is ignored'


def _check_values(path: Path, name: str, profile: Mapping[str, Any]) -> None:
    shown = clean(name)
    for key in STORED:
        if key not in profile:
            continue
        try:
            ROWS[key].kind.read(profile[key])
        except ValueError:
            # The message does not show the value, because it may be a key.
            raise TavusError(
                f"{key} in [profiles.{shown}] of {clean(path)} must be {ROWS[key].kind.wanted}.",
                hint=f"change it: tavus config {'unset' if key == 'api_key' else 'set'} {key}"
                f"{'' if key == 'api_key' else ' VALUE'} --profile {shlex.quote(shown)}",
            ) from None
    if "api_key" in profile and "api_key_command" in profile:
        raise TavusError(
            f"[profiles.{shown}] of {clean(path)} has both api_key and api_key_command.",
            hint=f"remove one of them: tavus config unset api_key_command --profile {shlex.quote(shown)}",
        )
