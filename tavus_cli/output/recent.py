"""What was seen last of ids, names of voices and profiles, kept for the completions of the shells.

A small text file a kind in the user's cache folder, a line a word: the word, a tab and what it is, newest first. The
shells read them by themselves, so the folder is the one that is the same in all of them, whatever the system. Losing
one loses nothing: whatever fails here fails in silence. Only words that can stand on a command line as they are get
in, since they come from elsewhere and TAB puts them there.
"""

import contextlib
import os
import re
import stat
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tavus_cli.api.spellings import value_of
from tavus_cli.text import clean, clip

MOST = 500
# Of each kind at most this much is read, whoever wrote it.
LARGEST = 256 * 2**10
PROFILES = "profiles"

_WORD = r"[A-Za-z0-9_.][A-Za-z0-9_.-]{0,127}"
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


def cache_folder() -> Path:
    """The folder, there or not. Raises RuntimeError where the user has no home."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    folder = Path(given) if given.startswith("/") else Path.home() / ".cache"
    if not folder.is_absolute():
        raise RuntimeError("a home that is another one in every folder is none")
    return folder / "tavus"


def remember(memory: Memory, rows: Sequence[Mapping[str, Any]]) -> None:
    """Remember the records that were shown; those that say they are deleted are forgotten."""
    gone = [value_of(row, memory.word) for row in rows if _is_deleted(row)]
    there = [row for row in rows if not _is_deleted(row)]
    _update(memory.kind, [(value_of(row, memory.word), value_of(row, memory.label)) for row in there], gone)


def remember_profiles(names: Iterable[str]) -> None:
    """Remember the profiles of the config file. They are these and no more."""
    _update(PROFILES, [(name, None) for name in names], keep=False)


def _is_deleted(row: Mapping[str, Any]) -> bool:
    return row.get("status") == "deleted"


def _update(
    kind: str, entries: list[tuple[object, object]], gone: Container[object] = (), *, keep: bool = True
) -> None:
    # ValueError is a path that cannot be one, RuntimeError the lack of a home.
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        path = cache_folder() / kind
        before = _read(path)
        lines = dict(line for word, what in entries[:MOST] if (line := _line(word, what)))
        if keep:
            known = dict(line.partition("\t")[::2] for line in before.splitlines())
            lines |= {word: what for word, what in known.items() if word not in lines and word not in gone}
        after = "".join(f"{word}\t{what}\n" if what else f"{word}\n" for word, what in list(lines.items())[:MOST])
        if after != before:
            from tavus_cli.files import replace_file

            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # A shell that reads at the same moment gets all of the old file or all of the new one.
            replace_file(path, after.encode("utf-8", "replace"), durable=False)


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
