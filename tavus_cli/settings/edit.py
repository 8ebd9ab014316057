"""Changing the config file: one writer at a time, all or nothing, readable by its owner alone.

The new file is written beside the old one, brought to the disk and then put in its place, so that a crash at any
moment leaves the old or the new one and never half of either. A link is followed and its target replaced.
"""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tavus_cli.errors import TavusError
from tavus_cli.files import locked, replace_file
from tavus_cli.settings.file import config_path, read_config
from tavus_cli.text import clean

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

LOCK_SECONDS = 10.0


def edit_profile(name: str, change: Callable[[Any], None]) -> Path:
    """Let `change` alter a profile's table (made if absent). For the rest see `edit_config`."""
    return edit_config(lambda document: change(_profile(document, name)))


def edit_config(change: Callable[["TOMLDocument"], None]) -> Path:
    """Let `change` alter the whole document, keeping the user's comments. Returns the file's path.

    Raises:
        TavusError: the file is damaged (it is left as it is), or cannot be written.
        Busy: another run held the lock for ten seconds.
    """
    path = config_path()
    if path is None:
        raise TavusError("there is no home folder to keep a config file in.", hint="set HOME or XDG_CONFIG_HOME")
    target = Path(os.path.realpath(path))
    try:
        _make_folder(target.parent)
        with locked(target.parent / ".config.lock", clean(path), LOCK_SECONDS):
            document = _read(path, target)
            change(document)
            replace_file(target, document.as_string().encode())
    except OSError as error:
        raise TavusError(f"cannot write {clean(path)}: {clean(error.strerror or error)}.") from error
    return path


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        # Whatever the umask took away.
        folder.chmod(0o700)


def _read(path: Path, target: Path) -> "TOMLDocument":
    import tomlkit

    # Checks the whole file, and refuses what a writer must not touch.
    if not read_config(path, lambda _warning: None).exists:
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
    """Whether profiles are written as `profiles = {...}` or `profiles.x.y = ...`, where a table would swallow lines."""
    from tomlkit.items import InlineTable

    dotted = any(key is not None and key.key == "profiles" and key.is_dotted() for key, _ in document.body)
    return dotted or isinstance(document["profiles"], InlineTable)
