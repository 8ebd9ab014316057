"""The command line of the benchmark."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

from bench import report
from bench.results import Result, Verdict, measure
from bench.rows import LATENCY, ROWS, Row, against, before
from bench.runs import new_home

ROUNDS = 21
RESULTS = Path(__file__).with_name("RESULTS.md")


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what was asked for and print the table. Returns 1 if a row is over its bound, wrong or failed."""
    parser = _parser()
    options = parser.parse_args(argv)
    rows = [replace(row, latency=options.latency / 1000) if row.latency else row for row in ROWS]
    rows += [against(command, number) for number, command in enumerate(options.against, 1)]
    for pattern in options.rows:
        if not any(fnmatchcase(row.name, pattern) for row in rows):
            parser.error(f"no row is named {pattern}; there are: {' '.join(row.name for row in rows)}")
    chosen = [row for row in rows if any(fnmatchcase(row.name, pattern) for pattern in options.rows)]
    if options.write and (options.before or len(chosen) < len(rows)):
        parser.error("--write goes with all rows, and with their floors")
    if options.before:
        chosen = [before(row, options.before) for row in chosen]
    results = _measured(chosen, options.rounds)
    sys.stdout.write(report.plain(results))
    verdicts = {result.verdict for result in results}
    # A file without the numbers of a row would be none of results.
    if options.write and Verdict.failed not in verdicts:
        RESULTS.write_text(report.markdown(results, options.rounds), encoding="utf-8")
    return int(not verdicts <= {Verdict.ok, Verdict.unbounded})


def _measured(rows: Sequence[Row], rounds: int) -> list[Result]:
    results = []
    with new_home() as home:
        for row in rows:
            print(f"measuring {row.name}", file=sys.stderr, flush=True)
            results.append(measure(row, rounds, home))
    return results


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python tests/bench",
        description="Runs of the installed tavus, each in turn with the floor it stands on; exit code 1 if one is over "
        "its bound.",
    )
    parser.add_argument("-n", "--rounds", type=_positive, default=ROUNDS, help="pairs of runs; slow rows take few")
    parser.add_argument("--rows", nargs="+", default=["*"], metavar="NAME", help="only these; patterns as in a shell")
    parser.add_argument(
        "--latency",
        type=float,
        default=LATENCY * 1000,
        metavar="MS",
        help="of the row with a slow server (%(default)g)",
    )
    parser.add_argument(
        "--against",
        action="append",
        default=[],
        metavar="COMMAND",
        help="another command that lists replicas, in turn with ours; {url} in it is the server's",
    )
    parser.add_argument(
        "--before",
        metavar="TAVUS",
        help="the tavus of another environment, as before a change; it runs in turn with ours, instead of the floors",
    )
    parser.add_argument("--write", action="store_true", help=f"write the results to {RESULTS.name} beside this too")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number
