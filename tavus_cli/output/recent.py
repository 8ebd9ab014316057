"""What shells complete from: the ids, the names of voices and the profiles that were shown last.

A small text file for each kind, in the user's cache folder: a line for each word, newest first, with a tab and what the
word is. Each host and each profile has a folder of its own, since an id of another account leads nowhere. The shells
read the files by themselves: the name of the folder follows from what was given on the command line and in the
environment, and the cache folder is the same on every system. Losing a file loses nothing, so whatever fails here
fails in silence. Only words that can stand on a command line as they are get in, since TAB puts them there.
"""

import contextlib
import os
import re
import stat
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tavus_cli.api.records import value_of
from tavus_cli.text import clean, clip

MOST = 500
# Of each file at most this much is read, whoever wrote it.
LARGEST = 256 * 2**10
# Folders that are kept. A sandbox on a port of its own leaves one behind.
MOST_PLACES = 20
PROFILES = "profiles"
SANDBOX = "sandbox"

_OWNER = ".owner"
_WORD = r"[A-Za-z0-9_.][A-Za-z0-9_.-]{0,127}"
_UNFIT = r"[^A-Za-z0-9.-]"
_DESCRIPTION_LENGTH = 60


class Memory(NamedTuple):
    """What is kept of the records of a resource.

    Attributes:
        kind: name of the file, such as replicas.
        word: the field whose values shells complete, such as replica_id.
        label: the field that says what a word is.
    """

    kind: str
    word: str
    label: str


class Place(NamedTuple):
    """Where the words of one account are kept.

    Attributes:
        folder: its name, which shells find out too.
        owner: the host and the profile that it stands for now, which may change: what others left is forgotten.
    """

    folder: str
    owner: str


def place_of(profile: str | None, base_url: str | None, owner: str) -> Place:
    """The place for a profile and a base URL as they were given on the command line or by the environment."""
    return Place("@".join(re.sub(_UNFIT, "_", given or "") for given in (profile, base_url)), owner)


def sandbox_place() -> Place:
    """The place of `--sandbox`, whatever else is given."""
    return Place(SANDBOX, SANDBOX)


def cache_folder() -> Path:
    """The folder of all places, there or not. Raises RuntimeError where the user has no home."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    folder = Path(given) if given.startswith("/") else Path.home() / ".cache"
    if not folder.is_absolute():
        raise RuntimeError("a home that is another one in every folder is none")
    return folder / "tavus"


def remember(place: Place, memory: Memory, rows: Sequence[Mapping[str, Any]]) -> None:
    """Remember the records that were shown; those that say they are deleted are forgotten."""
    gone = [value_of(row, memory.word) for row in rows if _is_deleted(row)]
    there = [row for row in rows if not _is_deleted(row)]
    entries = [(value_of(row, memory.word), value_of(row, memory.label)) for row in there]
    with _in_silence():
        folder = cache_folder() / place.folder
        _take_over(folder, place.owner)
        _update(folder / memory.kind, entries, gone)


def remember_profiles(names: Iterable[str]) -> None:
    """Remember the profiles of the config file. They are these and no more."""
    with _in_silence():
        _update(cache_folder() / PROFILES, [(name, None) for name in names], keep=False)


def forget(owner: str) -> None:
    """Forget what is kept for an owner, in whichever folders."""
    with _in_silence():
        for file in cache_folder().glob(f"*/{_OWNER}"):
            if _read(file) == owner:
                _remove(file.parent)


def _in_silence() -> contextlib.suppress:
    # ValueError is a path that cannot be one, RuntimeError the lack of a home.
    return contextlib.suppress(OSError, ValueError, RuntimeError)


def _is_deleted(row: Mapping[str, Any]) -> bool:
    return row.get("status") == "deleted"


def _take_over(folder: Path, owner: str) -> None:
    """Make the folder this owner's: empty, if it was another's or is not there yet."""
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
    path: Path, entries: list[tuple[object, object]], gone: Container[object] = (), *, keep: bool = True
) -> None:
    before = _read(path)
    lines = dict(line for word, what in entries[:MOST] if (line := _line(word, what)))
    if keep:
        known = dict(line.partition("\t")[::2] for line in before.splitlines())
        lines |= {word: what for word, what in known.items() if word not in lines and word not in gone}
    after = "".join(f"{word}\t{what}\n" if what else f"{word}\n" for word, what in list(lines.items())[:MOST])
    if after != before:
        _write(path, after)


def _line(word: object, what: object) -> tuple[str, str] | None:
    if not isinstance(word, str) or not re.fullmatch(_WORD, word) or clean(word) != word:
        return None
    return word, clip(clean(what), _DESCRIPTION_LENGTH) if isinstance(what, str) else ""


def _read(path: Path) -> str:
    """What is there; nothing for what is no file, such as a pipe that nobody writes to."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return ""
    with open(descriptor, "rb") as file:  # noqa: PTH123  # a descriptor, not a path
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return ""
        return file.read(LARGEST).decode("utf-8", "replace")


def _write(path: Path, text: str) -> None:
    from tavus_cli.files import replace_file

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # A shell that reads at the same moment gets all of the old file or all of the new one.
    replace_file(path, text.encode("utf-8", "replace"), durable=False)
