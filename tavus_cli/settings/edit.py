"""Changing the config file: under a lock, atomically, with the user's comments kept.

A stored key belongs to the base URL that is stored with it. Changes that would send it to another one are refused.
"""

import contextlib
import os
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tavus_cli.api import signals
from tavus_cli.api.deadline import Deadline
from tavus_cli.api.urls import host_of, parse_base_url
from tavus_cli.errors import TavusError, UsageError
from tavus_cli.files import locked, replace_file
from tavus_cli.settings.resolve import config_path, read_config
from tavus_cli.settings.table import BASE_URL, ROWS
from tavus_cli.text import brief, clean

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

LOCK_SECONDS = 10.0


def set_setting(profile: str, name: str, text: str, deadline: Deadline) -> Path:
    """Store a setting from the text that the user typed. Returns the file's path.

    Raises:
        UsageError: the setting cannot have this value, or the change would send a stored key elsewhere.
        TavusError, Busy: see `edit_config`.
    """
    if name == "default_profile":
        return edit_config(lambda document: _set_default(document, text), deadline)
    try:
        value = ROWS[name].kind.write(text)
    except ValueError:
        raise ROWS[name].invalid(text, name) from None

    def change(stored: Any) -> None:
        _check_key_stays(profile, stored, name, value)
        stored[name] = value

    return edit_profile(profile, change, deadline)


def unset_setting(profile: str, name: str, deadline: Deadline) -> bool:
    """Remove a setting, so that its default applies. Returns whether it was set. Raises as `set_setting` does."""
    config = read_config(config_path(), lambda _warning: None, to_change=True)
    if name == "default_profile":
        if config.default_profile is not None:
            edit_config(lambda document: document.pop(name, None), deadline)
        return config.default_profile is not None
    if name not in config.profiles.get(profile, {}):
        return False

    def change(stored: Any) -> None:
        _check_key_stays(profile, stored, name, None)
        stored.pop(name, None)

    edit_profile(profile, change, deadline)
    return True


def edit_profile(name: str, change: Callable[[Any], None], deadline: Deadline) -> Path:
    """Apply `change` to the table of a profile, which is created if it does not exist. See `edit_config`."""
    return edit_config(lambda document: change(_profile(document, name)), deadline)


def edit_config(change: Callable[["TOMLDocument"], None], deadline: Deadline) -> Path:
    """Apply `change` to the whole document, and write it. Returns the file's path.

    Raises:
        TavusError: the file is damaged (it is not changed), or cannot be written.
        Busy: another run held the lock for ten seconds, or until the deadline.
    """
    path = config_path()
    if path is None:
        raise TavusError("there is no home folder to keep a config file in.", hint="set HOME or XDG_CONFIG_HOME")
    target = Path(os.path.realpath(path))
    try:
        _make_folder(target.parent)
        with locked(target.parent / ".config.lock", clean(path), min(LOCK_SECONDS, deadline.left), signals.sleep):
            document = _read(path, target)
            change(document)
            replace_file(target, document.as_string().encode())
    except OSError as error:
        raise TavusError(
            f"cannot write {clean(path)}: {clean(error.strerror or error)}.",
            hint="set XDG_CONFIG_HOME to a folder that you can write to, or TAVUS_API_KEY to the key",
        ) from error
    return path


def _set_default(document: Any, name: str) -> None:
    profiles = document.get("profiles", {})
    if name not in profiles:
        known = ", ".join(clean(profile) for profile in sorted(profiles)) or "none yet"
        raise UsageError(f'there is no profile "{brief(name)}".', hint=f"profiles: {known}")
    document["default_profile"] = name


def _check_key_stays(profile: str, stored: Mapping[str, Any], name: str, value: Any) -> None:
    """Raise UsageError if a change would send a stored key elsewhere, or give a profile two keys.

    Args:
        profile: its name.
        stored: the settings of the profile in the file.
        name: of the setting that is changed.
        value: its new value; None to remove it.
    """
    quoted = shlex.quote(clean(profile))
    if name == "api_key_command" and value is not None and "api_key" in stored:
        raise UsageError(
            f"profile {clean(profile)} holds a key; a profile has a key or a command that prints one, not both.",
            hint=f"remove the key first: tavus auth logout --profile {quoted}",
        )
    if name == "base_url" and "api_key" in stored:
        old, new = str(stored.get(name, BASE_URL)), value or BASE_URL
        if not _is_same(old, new):
            raise UsageError(
                f"profile {clean(profile)} holds a key for {clean(old)}, which must not go to {host_of(new)}.",
                hint=f"log in there instead: tavus auth login --profile {quoted} --base-url {new}",
            )


def _is_same(stored: str, new: str) -> bool:
    try:
        return parse_base_url(stored) == new
    except UsageError:
        # The stored URL was damaged by hand, so the stored key cannot be used at all.
        return False


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        # A umask may have removed permissions.
        folder.chmod(0o700)


def _read(path: Path, target: Path) -> "TOMLDocument":
    import tomlkit

    # Raises for a damaged file, which must not be overwritten.
    if not read_config(path, lambda _warning: None, to_change=True).exists:
        return tomlkit.document()
    return tomlkit.parse(target.read_bytes().decode("utf-8-sig"))


def _profile(document: "TOMLDocument", name: str) -> Any:
    import tomlkit

    if "profiles" not in document:
        document["profiles"] = tomlkit.table(is_super_table=True)
    profiles: Any = document["profiles"]
    if name not in profiles:
        profiles[name] = tomlkit.inline_table() if _is_inline(document) else tomlkit.table()
    return profiles[name]


def _is_inline(document: "TOMLDocument") -> bool:
    """Whether profiles are written as `profiles = {...}` or `profiles.x.y = ...`.

    There a new `[profiles.x]` header would make the lines below it part of that table.
    """
    from tomlkit.items import InlineTable

    dotted = any(key is not None and key.key == "profiles" and key.is_dotted() for key, _ in document.body)
    return dotted or isinstance(document["profiles"], InlineTable)
