"""The table, for a terminal and for the results file."""

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version

from bench.results import Result, Spread
from bench.rows import Bound, Measure

_UNITS = {Measure.cpu: ("CPU, s", 1.0, 3), Measure.wall: ("wall, s", 1.0, 3), Measure.memory: ("peak, MB", 1e6, 1)}
_HEADINGS = ("row", "measure", "ours", "floor", "ratio", "bound", "")
_PACKAGES = ("typer", "requests", "rich", "tavus-cli-unofficial")


def plain(results: Sequence[Result]) -> str:
    """The table in aligned columns, and below it what the rows are and what was wrong."""
    lines = [_HEADINGS, *_cells(results)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    table = ["  ".join(map(str.ljust, line, widths)).rstrip() for line in lines]
    return "\n".join([*table, "", *_legend(results), *_problems(results)]) + "\n"


def markdown(results: Sequence[Result], rounds: int) -> str:
    """The results file: when, with what, the table, and what the rows are."""
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    lines = ["| " + " | ".join(line) + " |" for line in [_HEADINGS, ["---"] * len(_HEADINGS), *_cells(results)]]
    return "\n".join(
        [
            "# Results of the benchmark",
            "",
            "Written by `python tests/bench --write`.",
            "",
            f"- {datetime.now(UTC):%Y-%m-%d}, {rounds} rounds, {os.cpu_count()} CPUs, {platform.system()}",
            f"- Python {platform.python_version()}, {packages}",
            "- Median [least..most] of each; the ratio is that of the pairs, ours to the floor's.",
            "",
            *lines,
            "",
            "```text",
            *_legend(results),
            *_problems(results),
            "```",
            "",
        ]
    )


def _cells(results: Iterable[Result]) -> Iterable[tuple[str, ...]]:
    for result in results:
        if result.failure:
            yield (result.row.name, "", "", "", "", _bound(result.row.bound), result.verdict)
            continue
        # The measure that the bound is about comes first.
        deciding = result.row.bound.measure if result.row.bound else Measure.cpu
        for measure in sorted(Measure, key=lambda each: each is not deciding):
            first = measure is deciding
            name, unit, digits = _UNITS[measure]
            yield (
                result.row.name if first else "",
                name,
                _spread(result.ours(measure), unit, digits),
                _spread(result.floor(measure), unit, digits),
                _spread(result.ratio(measure), 1, 2),
                _bound(result.row.bound) if first else "",
                result.verdict if first else "",
            )


def _spread(spread: Spread, unit: float, digits: int) -> str:
    median, least, most = (f"{number / unit:.{digits}f}" for number in (spread.median, spread.least, spread.most))
    return f"{median} [{least}..{most}]"


def _bound(bound: Bound | None) -> str:
    if bound is None:
        return ""
    name, unit, _ = _UNITS[bound.measure]
    if not (bound.alone or bound.above):
        return f"<= {bound.most:.3g}"
    return f"<= {'floor + ' * bound.above}{bound.most / unit:.3g} {name.rpartition(' ')[2]}"


def _legend(results: Iterable[Result]) -> Iterable[str]:
    """The commands of each row, and what ours asked of the server where it took more than one request a run."""
    for result in results:
        row, counts = result.row, result.counts
        yield f"{row.name}: {row.ours}"
        yield f"    floor: {row.floor}"
        if row.latency:
            yield f"    each answer is held back for {row.latency * 1000:g} ms"
        if counts is not None and counts.pages:
            # The run that warms up is not among the pairs.
            runs = len(result.pairs) + 1
            yield f"    {counts.requests / runs:g} requests a run, at most {counts.most_at_once} at once"


def _problems(results: Iterable[Result]) -> Iterable[str]:
    for result in results:
        if result.problem or result.failure:
            yield ""
            yield f"{result.row.name} {result.verdict}: {result.problem or result.failure}"
