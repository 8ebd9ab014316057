"""Changing the config file: one writer at a time, all or nothing, readable by its owner alone.

The new file is written beside the old one, brought to the disk and then put in its place, so that a crash at any
moment leaves the old or the new one and never half of either. A link is followed and its target replaced.
"""

import contextlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tavus_cli.errors import Busy, TavusError
from tavus_cli.files import sync_folder, try_lock
from tavus_cli.settings.file import config_path, read_config
from tavus_cli.text import clean

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

LOCK_SECONDS = 10.0
# What a killed writer left behind is removed once no living one can own it.
STALE_SECONDS = 3600
_PREFIX, _SUFFIX = ".config-", ".tmp"


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
        with _locked(target.parent / ".config.lock", path):
            document = _read(path, target)
            change(document)
            _replace(target, document.as_string().encode())
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


def _replace(target: Path, content: bytes) -> None:
    _clear_stale(target.parent)
    descriptor, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            Path(name).chmod(0o600)
            os.fsync(file.fileno())
        os.replace(name, target)  # noqa: PTH105  # the step that puts the new file in place
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def _clear_stale(folder: Path) -> None:
    for path in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > STALE_SECONDS:
                path.unlink()


@contextlib.contextmanager
def _locked(lock: Path, path: Path) -> Iterator[None]:
    """Hold the lock. The kernel lets go of it when its holder dies, so none is ever stale."""
    with open(lock, "ab", opener=_private) as file:
        deadline = time.monotonic() + LOCK_SECONDS
        while not try_lock(file.fileno()):
            if time.monotonic() > deadline:
                raise Busy(f"another run is writing {clean(path)}; gave up after {LOCK_SECONDS:.0f} s.")
            time.sleep(0.05)
        yield


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
