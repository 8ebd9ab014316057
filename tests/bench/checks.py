"""What else must hold of the runs of a row: being fast with half of the work done does not count."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench.server import Counts, replica_id

PAGE_SIZE = 100
AT_ONCE = 4

_STYLE = re.compile(rb"\x1b\[[0-9;]*m")
# Headings and the rule below them.
_HEAD_LINES = 2


@dataclass(frozen=True)
class Evidence:
    """What our command and the floor wrote, and what our command asked of its server, if it has one."""

    ours: bytes
    floor: bytes
    counts: Counts | None = None


Check = Callable[[Evidence], str]


def nothing(_: Evidence) -> str:
    return ""


def polite(evidence: Evidence) -> str:
    """What holds for every row: few requests at once, and pages of the size that the floor asks for."""
    counts = evidence.counts
    if counts is None:
        return ""
    if counts.most_at_once > AT_ONCE:
        return f"{counts.most_at_once} requests at once, where {AT_ONCE} are the most"
    if counts.longest_page > PAGE_SIZE:
        return f"a page of {counts.longest_page} rows was asked for, where the floor asks for {PAGE_SIZE}"
    return ""


def complete(rows: int) -> Check:
    """Every row is in the output, in the server's order."""

    def check(evidence: Evidence) -> str:
        found = [row["replica_id"] for row in _rows(evidence.ours)]
        if found == [replica_id(number) for number in range(rows)]:
            return ""
        return f"{len(found)} rows in the output, {len(set(found))} of them different; not the {rows} in order"

    return check


def as_many(evidence: Evidence) -> str:
    """Both outputs have the same number of rows."""
    ours, floor = len(_rows(evidence.ours)), len(_rows(evidence.floor))
    return "" if ours == floor else f"{ours} rows, beside {floor} of the floor"


def table(rows: int) -> Check:
    """The output is a table of that many rows."""

    def check(evidence: Evidence) -> str:
        found = len(evidence.ours.splitlines()) - _HEAD_LINES
        return "" if found == rows else f"{found} rows in the table instead of {rows}"

    return check


def same_columns(rows: int) -> Check:
    """A table of that many rows, with the headings of the floor's."""

    def check(evidence: Evidence) -> str:
        ours, floor = _headings(evidence.ours), _headings(evidence.floor)
        if ours != floor:
            return f"the columns are {' '.join(ours)}, and {' '.join(floor)} in the short table"
        return table(rows)(evidence)

    return check


def created(rows: int) -> Check:
    """Every row of the table was created, once."""

    def check(evidence: Evidence) -> str:
        made = [row["replica_id"] for row in _rows(evidence.ours) if row["outcome"] == "created"]
        return (
            "" if len(made) == len(set(made)) == rows else f"{len(made)} rows were created, {len(set(made))} replicas"
        )

    return check


def all_fine(*files: str) -> Check:
    """All of these files were looked at, and nothing is wrong with them."""

    def check(evidence: Evidence) -> str:
        rows = [line.split("\t") for line in evidence.ours.decode().splitlines()]
        seen = {file for file, name, *_ in rows if name == "frame_rate"}
        bad = [name for _, name, status, *_ in rows if status not in {"ok", "note"}]
        return "" if seen == set(files) and not bad else f"looked at {sorted(seen)}, with something wrong: {bad}"

    return check


def _rows(output: bytes) -> list[dict[str, Any]]:
    """The rows of a document as the API sends it, of a bare list, or of JSON line by line."""
    try:
        document = json.loads(output)
    except ValueError:
        return [json.loads(line) for line in output.splitlines()]
    rows: list[dict[str, Any]] = document["data"] if isinstance(document, dict) else document
    return rows


def _headings(output: bytes) -> list[str]:
    return _STYLE.sub(b"", output.partition(b"\n")[0]).decode().split()
