"""Changing settings by name: which there are, what they may be, and what may not be changed behind a key's back."""

import json
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from tavus_cli.api.urls import host_of, parse_base_url
from tavus_cli.errors import UsageError
from tavus_cli.settings.file import PROFILE_KEYS, WANTED, config_path, fits, read_config
from tavus_cli.settings.resolve import BASE_URL
from tavus_cli.text import clean, clip

DEFAULT_PROFILE = "default_profile"
KEYS = (*PROFILE_KEYS, DEFAULT_PROFILE)


def check_name(name: str, known: Sequence[str] = KEYS) -> None:
    """Raise UsageError for a setting that does not exist."""
    if name not in known:
        near = get_close_matches(name.replace("-", "_"), known, 1)
        guess = f'did you mean "{near[0]}"? ' if near else ""
        raise UsageError(
            f'unknown setting "{clip(clean(name), 80)}".', hint=f"{guess}known settings: {', '.join(known)}"
        )


def check_not_a_key(name: str) -> None:
    """Raise UsageError for a key on the command line, where every program of this machine can read it."""
    if name == "api_key":
        raise UsageError(
            "a key on the command line can be seen by others; it was not stored.",
            hint="give it on standard input: tavus auth login",
        )


def set_setting(profile: str, name: str, text: str) -> Path:
    """Store a setting as it was typed. Returns the file's path. Raises UsageError for one that cannot be."""
    from tavus_cli.settings.edit import edit_config, edit_profile

    if name == DEFAULT_PROFILE:
        return edit_config(lambda document: _set_default(document, text))
    value = _parsed(name, text)

    def change(stored: Any) -> None:
        _check(profile, stored, name, value)
        stored[name] = value

    return edit_profile(profile, change)


def unset_setting(profile: str, name: str) -> bool:
    """Remove a setting, so that its default holds. Returns whether it was there."""
    from tavus_cli.settings.edit import edit_config, edit_profile

    config = read_config(config_path(), lambda _warning: None)
    if name == DEFAULT_PROFILE:
        if config.default_profile is not None:
            edit_config(lambda document: document.pop(name, None))
        return config.default_profile is not None
    if name not in config.profiles.get(profile, {}):
        return False

    def change(stored: Any) -> None:
        _check(profile, stored, name, None)
        stored.pop(name, None)

    edit_profile(profile, change)
    return True


def _set_default(document: Any, name: str) -> None:
    profiles = document.get("profiles", {})
    if name not in profiles:
        known = ", ".join(clean(profile) for profile in sorted(profiles)) or "none yet"
        raise UsageError(f'there is no profile "{clip(clean(name), 80)}".', hint=f"profiles: {known}")
    document[DEFAULT_PROFILE] = name


def _parsed(name: str, text: str) -> Any:
    """The value that a text stands for. Raises UsageError for one that the file may not hold."""
    if name == "base_url":
        return parse_base_url(text)
    value = _typed(name, text)
    if not fits(name, value):
        raise UsageError(f'{name} must be {WANTED[name]}, not "{clip(clean(text), 80)}".')
    return value


def _typed(name: str, text: str) -> Any:
    """A number or a list where the setting may be one; the text itself where it is none."""
    if name == "api_key_command" and not text.startswith("["):
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _check(profile: str, stored: Mapping[str, Any], name: str, value: Any) -> None:
    """Raise UsageError for a change that would send a stored key elsewhere, or leave two.

    A stored key belongs to the base URL it was stored with, and whoever changes one has to bring the other.
    `value` is None for a setting that is removed.
    """
    if name == "api_key_command" and value is not None and "api_key" in stored:
        raise UsageError(
            f"profile {clean(profile)} holds a key, and a command for one would contradict it.",
            hint=f"remove the key first: tavus auth logout --profile {clean(profile)}",
        )
    if name == "base_url" and "api_key" in stored:
        home, new = str(stored.get(name, BASE_URL)), value or BASE_URL
        if not _same(home, new):
            raise UsageError(
                f"profile {clean(profile)} holds a key for {clean(home)}, which must not go to {host_of(new)}.",
                hint=f"log in there instead: tavus auth login --profile {clean(profile)} --base-url {new}",
            )


def _same(stored: str, new: str) -> bool:
    try:
        return parse_base_url(stored) == new
    except UsageError:
        # Damaged by hand; the key that stands beside it goes nowhere.
        return False
