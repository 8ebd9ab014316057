"""The config file: where it is, and what it says.

`config.toml` in the user's config folder holds `[profiles.NAME]` tables and `default_profile`. It is read and checked
as a whole: a damaged file may lack the very line that says where a key belongs.
"""

import re
import shlex
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from tavus_cli.errors import TavusError
from tavus_cli.settings.table import ROWS, STORED
from tavus_cli.text import clean

APP = "tavus"
_AT_LINE = r"(?s)^(?P<reason>.*?)\s*\(at (?:line (?P<line>\d+), column \d+|end of document)\)$"


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
    """Read the file; one that does not exist is empty. Raises TavusError for one that cannot be understood.

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
    config = _structured(path, _parsed(path, content), warn)
    if not to_change:
        for name, profile in config.profiles.items():
            _check_values(path, name, profile)
    if stat.S_IMODE(mode) & 0o077 and any("api_key" in profile for profile in config.profiles.values()):
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
    """What is wrong with something outside of the profiles: often it is a profile, or belongs into one."""
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
            # The value is not repeated: it may be a key.
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
