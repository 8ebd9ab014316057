"""The cache for shell completion: recently shown ids, names of voices, and profiles.

The user's cache folder has a text file for each kind of word, with a line for each word, newest first: the word, a tab
and its description. Each host and profile has its own folder, because ids of another account do not exist there. Shell
scripts read the files directly. They derive the folder's name from the command line and the environment, and the cache
folder is the same on every system. The files are not essential, so errors are ignored here. Only words that need no
quoting on a command line are stored.
"""

import contextlib
import os
import stat
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tavus_cli.api.records import value_of
from tavus_cli.text import clean, clip

MOST = 500
# The most bytes that are read of a file, as another program may have written it.
MAX_BYTES = 256 * 2**10
# The number of folders to keep. Each port of a sandbox creates one.
MOST_PLACES = 20
PROFILES = "profiles"
SANDBOX = "sandbox"

_OWNER = ".owner"
_LONGEST_WORD = 128
_PUNCTUATION = str.maketrans("", "", "_.-")
_DESCRIPTION_LENGTH = 60


class Memory(NamedTuple):
    """What is stored of the records of a resource.

    Attributes:
        kind: the name of the file, such as `replicas`.
        word: the field whose values shells complete, such as `replica_id`.
        label: the field with the description of a word.
    """

    kind: str
    word: str
    label: str


class Place(NamedTuple):
    """The folder of one account.

    Attributes:
        folder: its name, which the shell scripts derive, too.
        owner: the host and profile that it belongs to. If another owner used the folder before, it is emptied first.
    """

    folder: str
    owner: str


def place_of(profile: str | None, base_url: str | None, owner: str) -> Place:
    """The place for a profile and a base URL, as spelled on the command line or in the environment; None if absent."""
    return Place(f"{_as_folder(profile)}@{_as_folder(base_url)}", owner)


def _as_folder(value: str | None) -> str:
    return "".join(each if each in ".-" or (each.isascii() and each.isalnum()) else "_" for each in value or "")


def sandbox_place() -> Place:
    """The place for runs with `--sandbox`."""
    return Place(SANDBOX, SANDBOX)


def cache_folder() -> Path:
    """The cache folder of the program, which may not exist. Raises RuntimeError if the user has no home folder."""
    value = os.environ.get("XDG_CACHE_HOME", "")
    folder = Path(value) if value.startswith("/") else Path.home() / ".cache"
    if not folder.is_absolute():
        raise RuntimeError("the home folder is a relative path")
    return folder / "tavus"


def remember(place: Place, memory: Memory, rows: Sequence[Mapping[str, Any]]) -> None:
    """Store the ids of records that were shown, and remove those of records with the status `deleted`."""
    removed = [value_of(row, memory.word) for row in rows if _is_deleted(row)]
    kept = [row for row in rows if not _is_deleted(row)]
    entries = [(value_of(row, memory.word), value_of(row, memory.label)) for row in kept]
    with _ignoring_errors():
        folder = cache_folder() / place.folder
        _take_over(folder, place.owner)
        _update(folder / memory.kind, entries, removed)


def remember_profiles(names: Iterable[str]) -> None:
    """Store the names of the profiles of the config file, in place of the earlier ones."""
    with _ignoring_errors():
        _update(cache_folder() / PROFILES, [(name, None) for name in names], keep=False)


def forget(owner: str) -> None:
    """Delete all folders of an owner."""
    with _ignoring_errors():
        for file in cache_folder().glob(f"*/{_OWNER}"):
            if _read(file) == owner:
                _remove(file.parent)


def _ignoring_errors() -> contextlib.suppress:
    # ValueError: an invalid path. RuntimeError: no home folder.
    return contextlib.suppress(OSError, ValueError, RuntimeError)


def _is_deleted(row: Mapping[str, Any]) -> bool:
    return row.get("status") == "deleted"


def _take_over(folder: Path, owner: str) -> None:
    """Make the folder belong to this owner. Empty it first if it belonged to another one."""
    mark = folder / _OWNER
    if _read(mark) == owner:
        return
    _remove(folder)
    others = [each.parent for each in folder.parent.glob(f"*/{_OWNER}")]
    others.sort(key=lambda each: each.stat().st_mtime, reverse=True)
    for oldest in others[MOST_PLACES - 1 :]:
        _remove(oldest)
    _write(mark, owner)


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def _update(
    path: Path, entries: list[tuple[object, object]], removed: Container[object] = (), *, keep: bool = True
) -> None:
    before = _read(path)
    lines = dict(line for word, what in entries[:MOST] if (line := _line(word, what)))
    if keep:
        known = dict(line.partition("\t")[::2] for line in before.splitlines())
        lines |= {word: what for word, what in known.items() if word not in lines and word not in removed}
    after = "".join(f"{word}\t{what}\n" if what else f"{word}\n" for word, what in list(lines.items())[:MOST])
    if after != before:
        _write(path, after)


def _line(word: object, what: object) -> tuple[str, str] | None:
    if not isinstance(word, str) or not _is_word(word) or clean(word) != word:
        return None
    return word, clip(clean(what), _DESCRIPTION_LENGTH) if isinstance(what, str) else ""


def _is_word(text: str) -> bool:
    """Whether a command line takes the text as one word, without quotes, that is no option."""
    letters = text.translate(_PUNCTUATION)
    return len(text) <= _LONGEST_WORD and text.isascii() and letters.isalnum() and not text.startswith("-")


def _read(path: Path) -> str:
    """The content of a file; empty if it does not exist or is no regular file, such as a pipe."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return ""
    with open(descriptor, "rb") as file:  # noqa: PTH123  # a descriptor, not a path
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return ""
        return file.read(MAX_BYTES).decode("utf-8", "replace")


def _write(path: Path, text: str) -> None:
    from tavus_cli.files import replace_file

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Atomic, because a shell may read the file at the same time.
    replace_file(path, text.encode("utf-8", "replace"), durable=False)
