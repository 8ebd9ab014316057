"""Processing one table on several machines: assigning rows to shards, and merging the journals of the shards."""

import hashlib
import os
from collections.abc import Callable, Container, Iterable
from pathlib import Path
from typing import NamedTuple

from tavus_cli.cli.session import Session
from tavus_cli.errors import Busy, UsageError
from tavus_cli.text import clean, clip
from tavus_cli.verbs.batch.journal import empty_if_gone, is_locked
from tavus_cli.verbs.batch.replay import SUFFIX, RowState, read, sandboxes_of


class Shard(NamedTuple):
    """A part of a table, for one of several machines, with a number from 1 to `of`."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def holds(self, entry_id: str) -> bool:
        """Whether a row belongs to this shard. That does not change if rows are added or reordered."""
        return int(hashlib.sha256(entry_id.encode()).hexdigest()[:16], 16) % self.of == self.number - 1


def parse_shard(text: str) -> Shard:
    """Parse a shard such as 2/8. Raises UsageError."""
    number, slash, of = text.partition("/")
    if slash and all(part.isascii() and part.isdigit() and len(part) <= 4 for part in (number, of)):
        shard = Shard(int(number), int(of))
        if 1 <= shard.number <= shard.of:
            return shard
    raise UsageError(f'--shard "{clip(clean(text), 40)}" is not a part of a whole.', hint="such as --shard 2/8")


def _itself(table: Path) -> Path:
    """The table that a symbolic link leads to. Two journals of one table would let its rows be created twice."""
    return Path(os.path.realpath(table)) if table.is_symlink() else table


def journal_of(table: Path, shard: str | None) -> Path:
    """The path of the journal of a table or of a shard, which is beside the table."""
    part = f".{shard.replace('/', '-of-')}" if shard else ""
    table = _itself(table)
    return table.with_name(f"{table.name}{part}{SUFFIX}")


def journals_of(table: Path) -> list[Path]:
    """All journals beside a table: its own, and those of its shards."""
    table = _itself(table)
    found = (path for path in table.parent.glob("*" + SUFFIX) if path.name.startswith(f"{table.name}."))
    return sorted(path for path in found if path.name == journal_of(table, None).name or "-of-" in path.name)


def check_shards(table: Path, shard: str | None, gone: Container[Path] = ()) -> None:
    """Check that no part of the table was or is being sent with another number of shards.

    With another number, rows would belong to other journals, and would be sent a second time. The journals in `gone`
    do not count.

    Raises:
        UsageError: a part was sent.
        Busy: another run has locked the journal of such a part.
    """
    count = shard.partition("/")[2] if shard else None
    for path in journals_of(table):
        if path in gone:
            continue
        _, header, states = read(path)
        was = header.get("shard") if header else None
        of = was.partition("/")[2] if isinstance(was, str) else None
        if of == count:
            continue
        before = f"--shard i/{of}" if of else "no --shard"
        if states:
            raise UsageError(
                f"{clean(path)} was begun with {before}; another division would send rows twice.",
                hint=f"go on with {before}, or see what there is: tavus batch status {clean(table)}",
            )
        if is_locked(path):
            raise Busy(f"another run works on this table with {before}.", hint="wait until it has ended")


def gone_journals(session: Session, table: Path) -> list[Path]:
    """The journals beside a table whose records were in a sandbox that was reset. Sends a request only if one may be.

    Raises UsageError if the API is no sandbox.
    """
    journals = {path: ids for path in journals_of(table) if (ids := sandboxes_of(path))} if session.api_is_local else {}
    if not journals:
        return []
    session.client.get("/v2/replicas", {"limit": 1})
    if session.sandbox_id:
        return [path for path, ids in journals.items() if session.sandbox_id not in ids]
    raise UsageError(
        f"{clean(next(iter(journals)))} is the journal of a sandbox, and {clean(session.base_url)} is none.",
        hint="give the table another name, or move the journal away",
    )


def begin_anew(session: Session, gone: Iterable[Path]) -> None:
    """Empty these journals, unless another run works on them, or has begun them anew."""
    for path in gone:
        if empty_if_gone(path, session.sandbox_id):
            session.streams.note(f"{clean(path)}: its records are not in this sandbox; they are created again")


def merged(paths: Iterable[Path], warn: Callable[[str], None]) -> tuple[str, dict[str, RowState]]:
    """The kind of several journals, and the merged states of their rows. A state with a record takes precedence."""
    kinds, states = set[str](), dict[str, RowState]()
    for path in paths:
        _, header, found = read(path)
        if header is None:
            warn(f"{clean(path)} is empty")
            continue
        if header.get("base_url") == "sandbox":
            warn(f"{clean(path)} is of the sandbox: its records are in no account, and gone after a reset")
        kinds.add(str(header["kind"]))
        for row_id, state in found.items():
            other = states.get(row_id)
            if other is not None and other.has_record and state.has_record and other.record_id != state.record_id:
                state.twice = other.record_id
            if other is None or not other.has_record or state.has_record:
                states[row_id] = state
    if len(kinds) > 1:
        raise UsageError(f"these are journals of different kinds: {', '.join(map(clean, sorted(kinds)))}.")
    return (kinds.pop() if kinds else ""), states
