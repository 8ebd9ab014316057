"""Measuring a row, and what came of it.

Own code, because the runners there are (pyperf, hyperfine) end with one command before they begin with the next, so
that a change of the machine's load falls on one of the two, and give no command a terminal.
"""

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import reduce
from pathlib import Path
from statistics import median
from tempfile import mkdtemp

from bench import checks
from bench.clip import make_clip
from bench.rows import Measure, Program, Row
from bench.runs import Home, Run, RunFailed, run
from bench.server import Counts, ServerProcess


class Verdict(StrEnum):
    """How a row went."""

    ok = "ok"
    over = "OVER"
    wrong = "WRONG"
    failed = "FAILED"
    unbounded = "-"


@dataclass(frozen=True)
class Spread:
    """Numbers in short."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, numbers: list[float]) -> "Spread":
        return cls(median(numbers), min(numbers), max(numbers))


@dataclass(frozen=True)
class Result:
    """The runs of a row, ours and the floor's in pairs.

    Attributes:
        counts: what our command asked of its server in all runs.
        problem: what is wrong with the output or the requests.
        failure: why there are no runs.
    """

    row: Row
    pairs: list[tuple[Run, Run]] = field(default_factory=list)
    counts: Counts | None = None
    problem: str = ""
    failure: str = ""

    def ours(self, measure: Measure) -> Spread:
        return Spread.of([getattr(ours, measure) for ours, _ in self.pairs])

    def floor(self, measure: Measure) -> Spread:
        return Spread.of([getattr(floor, measure) for _, floor in self.pairs])

    def ratio(self, measure: Measure) -> Spread:
        """Ours to the floor's, pair by pair: both of a pair ran under the same load."""
        return Spread.of([getattr(ours, measure) / getattr(floor, measure) for ours, floor in self.pairs])

    def difference(self, measure: Measure) -> Spread:
        """How far ours is above the floor's, pair by pair."""
        return Spread.of([getattr(ours, measure) - getattr(floor, measure) for ours, floor in self.pairs])

    @property
    def verdict(self) -> Verdict:
        if self.failure:
            return Verdict.failed
        if self.problem:
            return Verdict.wrong
        bound = self.row.bound
        if bound is None:
            return Verdict.unbounded
        figure = self.ours(bound.measure) if bound.alone else self.ratio(bound.measure)
        if bound.above:
            figure = self.difference(bound.measure)
        return Verdict.ok if figure.median <= bound.most else Verdict.over


def measure(row: Row, rounds: int, home: Home) -> Result:
    """Run each program once to warm up, look at what they did, then run them in turn."""
    with ExitStack() as stack:
        # Each has a server of its own, or the floor's requests would be taken for ours.
        ours, floor = (_Ready(program, row.latency, home, stack) for program in (row.ours, row.floor))
        try:
            first, floors_first = ours(), floor()
            pairs = [(_light(ours()), _light(floor())) for _ in range(min(rounds, row.most_rounds or rounds))]
        except RunFailed as error:
            return Result(row, failure=str(error))
        counts = None if ours.server is None else ours.server.counts()
    evidence = checks.Evidence(first.output, floors_first.output, counts)
    return Result(row, pairs, counts, checks.polite(evidence) or row.check(evidence))


class _Ready:
    """A program that can be run, beside the server it talks to."""

    def __init__(self, program: Program, latency: float, home: Home, stack: ExitStack) -> None:
        self._program = program
        self._home = home
        self.server = None
        if program.rows is not None:
            made = make_clip(home.folder) if program.clip else None
            self.server = stack.enter_context(ServerProcess(program.rows, latency, made))
        self._url = None if self.server is None else self.server.url

    def __call__(self) -> Run:
        places = {"{url}": self._url or "", "{table}": self._table()}
        words = [reduce(lambda word, place: word.replace(*place), places.items(), each) for each in self._program.words]
        try:
            return run(words, self._home, url=self._url, terminal=self._program.terminal)
        except RunFailed as error:
            raise RunFailed(f"{self._program}: {error}") from None

    def _table(self) -> str:
        """A table of its own for each run: what was created once is not created again."""
        if not self._program.table:
            return ""
        path = Path(mkdtemp(dir=self._home.folder)) / "people.csv"
        with path.open("w") as file:
            file.write("id,replica_name,train_video_url,consent_video_url\n")
            for number in range(self._program.table):
                clips = f"https://clips.example.com/{number}.mp4,https://clips.example.com/{number}-consent.mp4"
                file.write(f"{number},Presenter {number:06},{clips}\n")
        return str(path)


def _light(measured: Run) -> Run:
    """Without the output, of which there are megabytes."""
    return replace(measured, output=b"")
