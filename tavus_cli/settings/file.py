"""The config file: where it is, what it says. What holds for a run is settled in `settings`.

`config.toml` in the user's config folder holds `[profiles.NAME]` tables and `default_profile`. It is only ever read
here as a whole and checked as a whole, because half of a damaged file is worse than none: it may lack the line that
says where a key belongs.
"""

import re
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from tavus_cli.errors import TavusError
from tavus_cli.text import clean

APP = "tavus"
# What a profile may hold.
PROFILE_KEYS = ("base_url", "api_key", "api_key_command", "timeout", "retries")
_TEXT_KEYS = {"api_key", "base_url"}
WANTED = {
    "base_url": "a text",
    "api_key": "a text",
    "api_key_command": 'a text or a list of texts, such as ["pass", "show", "tavus"]',
    "timeout": "a number of seconds above 0",
    "retries": "a whole number from 0 to 10",
}
_AT_LINE = r"(?s)^(?P<reason>.*?)\s*\(at (?:line (?P<line>\d+), column \d+|end of document)\)$"


class Config(NamedTuple):
    """The file's contents, checked: each profile has only known keys, of the right types."""

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


def read_config(path: Path | None, warn: Callable[[str], None]) -> Config:
    """Read the file. One that does not exist is empty; one that cannot be read or understood is an error."""
    if path is None:
        return Config(None)
    try:
        content = path.read_bytes() if path.is_file() or not path.exists() else _refuse(path)
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return Config(path)
    except OSError as error:
        raise unreadable(path, error.strerror or type(error).__name__) from error
    config = _checked(path, _parsed(path, content), warn)
    if stat.S_IMODE(mode) & 0o077 and any("api_key" in profile for profile in config.profiles.values()):
        warn(f"{path} holds a key and others may read it (mode {stat.S_IMODE(mode):04o}); run: chmod 600 {path}")
    return config


def unreadable(path: Path, reason: str, line: int | None = None) -> TavusError:
    """The error for a config file that cannot be used. It is left as it is."""
    where = "" if line is None else f" (line {line})"
    return TavusError(
        f"cannot read {clean(path)}: {clean(reason).rstrip('.')}{where}.",
        hint="repair or remove the file; nothing was changed in it",
    )


def _refuse(path: Path) -> bytes:
    # Reading a named pipe would wait for a writer for ever.
    raise unreadable(path, "it is not a regular file")


def _parsed(path: Path, content: bytes) -> dict[str, Any]:
    import tomllib

    try:
        # Windows editors put a byte order mark there, which TOML itself does not allow.
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise unreadable(path, "it is not UTF-8", line) from None
    except tomllib.TOMLDecodeError as error:
        found = re.match(_AT_LINE, str(error))
        reason = found["reason"] if found else str(error)
        last = content.rstrip().count(b"\n") + 1
        line = int(found["line"]) if found and found["line"] else last
        # Nothing of the file itself is repeated: the line may hold the key.
        raise unreadable(path, reason, line) from None
    except (RecursionError, ValueError):
        # Python's own limits: on nesting, and on the digits of a number.
        raise unreadable(path, "it holds something too deep or too long") from None


def _checked(path: Path, document: dict[str, Any], warn: Callable[[str], None]) -> Config:
    default = document.get("default_profile")
    if default is not None and not isinstance(default, str):
        raise unreadable(path, "default_profile must be a text")
    profiles = document.get("profiles", {})
    if not isinstance(profiles, dict) or not all(isinstance(profile, dict) for profile in profiles.values()):
        raise unreadable(path, "profiles must be tables, such as [profiles.default]")
    for name in sorted(document.keys() - {"default_profile", "profiles"}):
        warn(f'{path}: unknown setting "{name}" is ignored')
    for name, profile in profiles.items():
        _check_profile(path, name, profile, warn)
    return Config(path, default, profiles, exists=True)


def _check_profile(path: Path, name: str, profile: dict[str, Any], warn: Callable[[str], None]) -> None:
    for key, value in profile.items():
        if key not in PROFILE_KEYS:
            warn(f'{path}: unknown setting "{key}" in [profiles.{name}] is ignored')
        elif not fits(key, value):
            raise unreadable(path, f"{key} in [profiles.{clean(name)}] must be {WANTED[key]}")
    if "api_key" in profile and "api_key_command" in profile:
        raise unreadable(path, f"[profiles.{clean(name)}] has both api_key and api_key_command; keep one")


def fits(key: str, value: object) -> bool:
    """Whether a setting of a profile may have this value."""
    if key in _TEXT_KEYS:
        return isinstance(value, str)
    if key == "api_key_command":
        return _is_command(value)
    if isinstance(value, bool):
        return False
    if key == "timeout":
        return isinstance(value, int | float) and 0 < value < 1e9
    return isinstance(value, int) and 0 <= value <= 10


def _is_command(value: object) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    return isinstance(value, list) and bool(value) and all(isinstance(part, str) for part in value)
