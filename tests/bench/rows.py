"""What is measured: for each row our command, the floor it stands on, and how far above it may be."""

import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from bench import checks

TAVUS = str(Path(sys.executable).with_name("tavus"))
LATENCY = 0.02
# A row whose runs take seconds is steady after a few.
SLOW = 5
# The difference that two runs of the same program may show on a busy machine.
NOISE = 1.03

_ONE_GET = (
    "import os, requests; "
    'requests.get("{url}/v2/replicas?limit=25", headers={"x-api-key": os.environ["TAVUS_API_KEY"]}).text'
)


class Measure(StrEnum):
    """What a bound is about; the names are fields of a Run."""

    cpu = "cpu"
    wall = "wall"
    memory = "memory"


@dataclass(frozen=True)
class Program:
    """A command to run.

    Attributes:
        words: the command line; `{url}` in it stands for the server's URL, `{table}` for a table that no run has seen.
        rows: how many rows its server has; None for no server.
        terminal: whether it writes to a pseudo-terminal.
        clip: whether its server has a clip, too.
        table: how many rows the table has.
    """

    words: tuple[str, ...]
    rows: int | None = None
    terminal: bool = False
    clip: bool = False
    table: int = 0

    def __str__(self) -> str:
        """The command line without the places where things lie on this machine."""
        words = [Path(word).name if Path(word).is_absolute() else word for word in self.words]
        served = "" if self.rows is None else f"  ({self.rows:,} rows on the server)"
        served += f"  ({self.table:,} rows in the table)" * bool(self.table)
        return shlex.join(words) + served + "  (on a terminal)" * self.terminal


@dataclass(frozen=True)
class Bound:
    """The most that `measure` may be: times the floor's, by itself if `alone`, or above the floor's if `above`."""

    measure: Measure
    most: float
    alone: bool = False
    above: bool = False


@dataclass(frozen=True)
class Row:
    """Two programs that are run in turn.

    Attributes:
        check: looks at what both wrote and at what was asked of the server; returns what is wrong, or nothing.
        latency: seconds for which the server holds each answer back.
        most_rounds: the most rounds this row is worth.
    """

    name: str
    ours: Program
    floor: Program
    bound: Bound | None = None
    check: Callable[[checks.Evidence], str] = checks.nothing
    latency: float = 0.0
    most_rounds: int | None = None


def _tavus(*words: str, rows: int | None = None, terminal: bool = False) -> Program:
    return Program((TAVUS, *words), rows, terminal)


def _python(code: str, rows: int | None = None) -> Program:
    return Program((sys.executable, "-c", code), rows)


def _start(name: str, *words: str) -> Row:
    return Row(name, _tavus(*words), _python("import typer"), Bound(Measure.cpu, 1.3))


def _page_after_page(rows: int) -> Program:
    return Program((sys.executable, str(Path(__file__).with_name("plain.py")), "{url}"), rows)


def batch_of(rows: int) -> Program:
    words = ("batch", "replicas", "{table}", "--yes", "--no-check", "--format", "jsonl")
    return Program((TAVUS, *words), rows=0, table=rows)


def post_after_post(rows: int) -> Program:
    plain = str(Path(__file__).with_name("plain_batch.py"))
    return Program((sys.executable, plain, "{url}", "{table}"), rows=0, table=rows)


def against(command: str, number: int) -> Row:
    """Any other command that lists replicas, beside ours."""
    return Row(f"against-{number}", _tavus(*_LIST, "--json", rows=25), Program(tuple(shlex.split(command)), 25))


def before(row: Row, tavus: str) -> Row:
    """The command of a row, beside the same command of another `tavus`. The row's measure may be hardly more."""
    floor = replace(row.ours, words=(tavus, *row.ours.words[1:]))
    return replace(row, floor=floor, bound=row.bound and Bound(row.bound.measure, NOISE))


_LIST = ("replicas", "list")
_ALL = (*_LIST, "--all")

ROWS = (
    _start("version", "--version"),
    _start("help", "--help"),
    _start("create-help", "replicas", "create", "--help"),
    Row(
        "list-json",
        _tavus(*_LIST, "--limit", "25", "--json", rows=25),
        _python(_ONE_GET, 25),
        Bound(Measure.cpu, 1.2),
        checks.complete(25),
    ),
    Row(
        "list-table",
        _tavus(*_LIST, "--limit", "25", rows=25, terminal=True),
        _python(_ONE_GET, 25),
        Bound(Measure.cpu, 1.7),
        checks.table(25),
    ),
    Row(
        "all-json",
        _tavus(*_ALL, "--json", rows=10_000),
        _page_after_page(10_000),
        Bound(Measure.cpu, 2),
        checks.complete(10_000),
    ),
    Row(
        "all-latency",
        _tavus(*_ALL, "--json", rows=10_000),
        _page_after_page(10_000),
        Bound(Measure.wall, 1 / 3),
        checks.complete(10_000),
        latency=LATENCY,
        most_rounds=SLOW,
    ),
    Row(
        "all-memory",
        _tavus(*_ALL, "--format", "jsonl", rows=100_000),
        _tavus(*_ALL, "--format", "jsonl", rows=1_000),
        Bound(Measure.memory, 1.2),
        checks.complete(100_000),
        most_rounds=SLOW,
    ),
    Row(
        "all-table",
        # A pager would read it at its own pace.
        _tavus(*_ALL, "--no-pager", rows=10_000, terminal=True),
        _tavus(*_LIST, "--limit", "25", rows=10_000, terminal=True),
        Bound(Measure.cpu, 1, alone=True),
        checks.same_columns(10_000),
    ),
    Row(
        "check",
        Program(
            (TAVUS, "replicas", "check", "--train-video-url", "{url}/me.mp4", "--consent-video-url", "{url}/c.mp4"),
            rows=0,
            clip=True,
        ),
        _tavus("--version"),
        Bound(Measure.wall, 0.25, above=True),
        checks.all_fine("train_video", "consent_video"),
    ),
    Row(
        "batch",
        batch_of(1_000),
        post_after_post(1_000),
        # The wall time is that of two fsyncs a row: each create is on the disk before it is sent, its outcome after.
        Bound(Measure.cpu, 3),
        checks.created(1_000),
        most_rounds=SLOW,
    ),
    Row(
        "batch-memory",
        batch_of(10_000),
        batch_of(100),
        Bound(Measure.memory, 60e6, alone=True),
        checks.created(10_000),
        most_rounds=1,
    ),
    Row(
        "sandbox",
        _tavus("--sandbox", *_LIST, "--json"),
        _tavus(*_LIST, "--json", rows=13),
        Bound(Measure.cpu, 1.5),
        checks.as_many,
    ),
)
