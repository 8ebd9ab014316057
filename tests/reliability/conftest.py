"""Fixtures of the reliability tests, and the table that tells rule by rule how they went."""

import contextlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from faults.server import Answer, FaultServer, Request
from reliability.early import Interrupted, interrupted_create, stuck_writer
from reliability.program import Forks, Outcome, Program
from reliability.rules import SECTIONS, rules_in
from reliability.scenes import Scene, Scenes
from reliability.stored import DOWNLOAD, link, record

RESULTS: dict[str, list[bool]] = defaultdict(list)


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    with Forks() as started:
        yield started


@pytest.fixture
def tavus(tmp_path: Path, forks: Forks) -> Program:
    """The program, with a home of its own."""
    return Program(tmp_path / "home", forks)


@contextlib.contextmanager
def servers() -> Iterator[Callable[..., FaultServer]]:
    """Starts servers that are gone, threads and all, at the end."""
    with contextlib.ExitStack() as stack:
        yield lambda *answers, **options: stack.enter_context(FaultServer(*answers, **options))


@pytest.fixture
def download(tavus: Program, serve: Callable[..., FaultServer]) -> Callable[..., tuple[Outcome, FaultServer]]:
    """Run a download whose file comes from a storage with these answers. How it ended, and the storage."""

    def run(
        *answers: Answer,
        options: tuple[str, ...] = (),
        routes: Callable[[Request], Answer] | None = None,
        **settings: Any,
    ) -> tuple[Outcome, FaultServer]:
        storage = serve(*answers, routes=routes)
        return tavus(*DOWNLOAD, *options, at=serve(record(link(storage))), **settings), storage

    return run


@pytest.fixture(scope="module")
def blank_scenes(tmp_path_factory: pytest.TempPathFactory, forks: Forks) -> Iterator[Scenes]:
    """For a file whose runs mostly wait: they can begin together."""
    with servers() as start:
        yield Scenes(Program(tmp_path_factory.mktemp("scenes") / "home", forks), start)


@pytest.fixture
def stuck(tavus: Program) -> Iterator[tuple[Program, Scene]]:
    with stuck_writer(tavus) as started:
        yield started


@pytest.fixture
def patient(tavus: Program) -> Iterator[Interrupted]:
    with interrupted_create(tavus) as started:
        yield started


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if "reliability/" in report.nodeid and (report.when == "call" or report.failed):
        name = re.sub(r"\[.*", "", report.nodeid.rpartition("::")[2])
        for rule in rules_in(name):
            RESULTS[rule].append(report.passed)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each section, and one for each of its rules that is not whole."""
    if not RESULTS:
        return
    terminalreporter.section("reliability rules")
    for section, rules in SECTIONS.items():
        results = [result for rule in rules for result in RESULTS.get(rule, [])]
        if not results:
            continue
        proven = sum(1 for rule in rules if RESULTS.get(rule) and all(RESULTS[rule]))
        terminalreporter.line(f"{section:<22}{proven:>3} of {len(rules)} rules, {counted(results)}")
        for rule in rules:
            if not all(RESULTS.get(rule, [])):
                terminalreporter.line(f"    {rule:<18}{counted(RESULTS[rule])}")


def counted(results: list[bool]) -> str:
    failed = results.count(False)
    return f"{len(results)} tests, {failed} failed" if failed else f"{len(results)} tests, all passed"
