"""One table on several machines: which rows are in which shard, where the journals are, what they know together."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from tavus_cli.errors import UsageError
from tavus_cli.text import clean, clip
from tavus_cli.verbs.batch.journal import SUFFIX, State, read


class Shard(NamedTuple):
    """One part of a table, for one of several machines: number 1 to `of`."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def holds(self, entry_id: str) -> bool:
        """Whether a row is in this part. It stays there when the table grows or is put in another order."""
        return int(hashlib.sha256(entry_id.encode()).hexdigest()[:16], 16) % self.of == self.number - 1


def parse_shard(text: str) -> Shard:
    """A shard such as 2/8. Raises UsageError."""
    number, slash, of = text.partition("/")
    if slash and all(part.isascii() and part.isdigit() and len(part) <= 4 for part in (number, of)):
        shard = Shard(int(number), int(of))
        if 1 <= shard.number <= shard.of:
            return shard
    raise UsageError(f'--shard "{clip(clean(text), 40)}" is not a part of a whole.', hint="such as --shard 2/8")


def journal_of(table: Path, shard: str | None) -> Path:
    """Where the journal of a table, or of a shard of it, is: beside the table."""
    part = f".{shard.replace('/', '-of-')}" if shard else ""
    return table.with_name(f"{table.name}{part}{SUFFIX}")


def journals_of(table: Path) -> list[Path]:
    """Every journal beside a table: its own, and those of its shards."""
    found = (path for path in table.parent.glob("*" + SUFFIX) if path.name.startswith(f"{table.name}."))
    return sorted(path for path in found if path.name == journal_of(table, None).name or "-of-" in path.name)


def check_shards(table: Path, shard: str | None) -> None:
    """Raise UsageError if part of the table was sent with another number of shards.

    Another number would move rows away from the journals that know them, and send them a second time.
    """
    count = shard.partition("/")[2] if shard else None
    for path in journals_of(table):
        _, header, states = read(path)
        was = header.get("shard") if header else None
        if states and (was.partition("/")[2] if isinstance(was, str) else None) != count:
            before = f"--shard i/{was.partition('/')[2]}" if isinstance(was, str) else "no --shard"
            raise UsageError(
                f"{clean(path)} was begun with {before}; another division would send rows twice.",
                hint=f"go on with {before}, or see what there is: tavus batch status {clean(table)}",
            )


def merged(paths: Iterable[Path], warn: Callable[[str], None]) -> tuple[str, dict[str, State]]:
    """The kind of several journals, and what they know. What was created counts more than what was not."""
    kinds, states = set[str](), dict[str, State]()
    for path in paths:
        _, header, found = read(path)
        if header is None:
            warn(f"{clean(path)} is empty")
            continue
        kinds.add(str(header["kind"]))
        for row_id, state in found.items():
            other = states.get(row_id)
            if other is not None and other.done and state.done and other.record_id != state.record_id:
                state.twice = other.record_id
            if other is None or not other.done or state.done:
                states[row_id] = state
    if len(kinds) > 1:
        raise UsageError(f"these are journals of different kinds: {', '.join(map(clean, sorted(kinds)))}.")
    return (kinds.pop() if kinds else ""), states
