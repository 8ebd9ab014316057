"""What makes runs fast and small, counted and never timed: modules loaded, requests made, bytes held.

How long it all takes is measured by `python tests/bench`.
"""

import subprocess
import sys
import threading
from urllib.parse import parse_qs

import pytest
import typer
from bench.server import ServerProcess
from faults.answers import document
from faults.bodies import replica
from samples import KEY

from tavus_cli.cli.main import app
from tavus_cli.generate.tree import read_tree

HEAVY = {
    "asyncio",
    "boto3",
    "dataclasses",
    "http.client",
    "http.server",
    "obstore",
    "platformdirs",
    "pydantic",
    "requests",
    "rich",
    "sqlite3",
    "ssl",
    "tomlkit",
    "tomllib",
    "urllib3",
}
# How many modules of ours a run may load. A few more than today: these numbers are here to catch a whole room that is
# loaded where it is not needed, not to forbid a new file.
START, HELP, ONE_HELP, LIST, WALK, TABLE = 17, 18, 25, 35, 37, 41
CREATE = ("replicas", "create", "--train-video-url", "https://clips.example.com/a.mp4")

MODULES = """
import sys
from tavus_cli.cli.main import main
main({argv!r})
print("", " ".join(sys.modules), sep="\\n", file=sys.stderr)
"""
# The same for each of many runs, at the price of one start: what every start loads is loaded before they fork.
MODULES_OF_EACH = """
import os, sys
from tavus_cli.cli.main import main
for argv in {argv!r}:
    if not os.fork():
        main(argv)
        os.write(2, (" ".join(sys.modules) + "\\n").encode())
        os._exit(0)
    os.wait()
"""
# As long as the installed program makes little garbage, none is looked for.
PEAK = """
import gc, sys, tracemalloc
from tavus_cli.cli.main import main
gc.disable()
tracemalloc.start()
assert main({argv!r}) == 0
print(tracemalloc.get_traced_memory()[1], file=sys.stderr)
"""


def told(code, *argv, env):
    """The lines that a run says on standard error."""
    done = subprocess.run(
        [sys.executable, "-c", code.format(argv=list(argv))],
        env={"HOME": env["HOME"], "TAVUS_API_KEY": KEY, **env},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr.splitlines()


@pytest.fixture
def loaded(home, sandbox):
    """What a run loads: what of the heavy things, and which of our own modules."""

    def run(*argv):
        env = {"HOME": str(home), "TAVUS_BASE_URL": sandbox.base_url}
        names = set(told(MODULES, *argv, env=env)[-1].split())
        ours = {name.removeprefix("tavus_cli.") for name in names if name.startswith("tavus_cli.")}
        return names & HEAVY, ours

    return run


@pytest.mark.parametrize(
    ("argv", "most"), [(("--version",), START), (("nonsense",), START), (("--help",), HELP), ((), HELP)]
)
def test_version_and_help_load_nothing_but_the_start(loaded, argv, most):
    heavy, ours = loaded(*argv)
    assert not heavy
    assert len(ours) <= most


def test_the_help_of_a_command_loads_that_command_alone(loaded):
    heavy, ours = loaded("replicas", "create", "--help")
    assert not heavy
    assert len(ours) <= ONE_HELP
    assert {name.split(".")[1] for name in ours if name.startswith("commands.")} == {"replicas"}


def test_no_help_loads_anything_heavy(home):
    helps = [(*command.path, "--help") for command in read_tree(typer.main.get_command(app)).walk()]
    loaded = told(MODULES_OF_EACH, *helps, env={"HOME": str(home)})
    for argv, names in zip(helps, loaded, strict=True):
        assert "tavus_cli.cli.main" in names.split()
        assert HEAVY & set(names.split()) <= {"dataclasses"}, argv


@pytest.mark.parametrize(
    "argv",
    [
        ("--help",),
        ("replicas", "list", "--json"),
        ("api", "GET", "/v2/replicas"),
        (*CREATE, "--dry-run"),
        ("doctor", "--help"),
    ],
)
def test_what_is_made_from_the_commands_is_loaded_by_help_and_completion_alone(loaded, argv):
    _, ours = loaded(*argv)
    assert not {name for name in ours if name.startswith("generate")}


@pytest.mark.parametrize("argv", [("--help",), ("replicas", "create", "--help"), ("replicas", "list", "--json")])
def test_what_looks_into_files_is_loaded_by_a_look_alone(loaded, argv):
    _, ours = loaded(*argv)
    assert not {name for name in ours if name.partition(".")[0] == "media" or name.startswith("verbs.upload")}


def test_a_list_as_json_loads_the_network_and_no_rich(loaded):
    heavy, ours = loaded("replicas", "list", "--json")
    assert heavy - {"dataclasses"} == {"requests", "urllib3", "http.client", "ssl", "platformdirs"}
    assert len(ours) <= LIST


@pytest.mark.parametrize("style", ["jsonl", "ids", "tsv"])
def test_a_whole_list_loads_what_walks_it(loaded, style):
    heavy, ours = loaded("replicas", "list", "--all", "--format", style)
    assert "rich" not in heavy
    assert len(ours) <= WALK


def test_a_table_of_ascii_loads_no_rich(loaded):
    heavy, ours = loaded("replicas", "list", "--format", "table")
    assert "rich" not in heavy
    assert len(ours) <= TABLE


def test_a_dry_run_loads_no_network(loaded):
    heavy, ours = loaded(*CREATE, "--dry-run")
    assert not heavy & {"requests", "urllib3", "http.client", "ssl", "rich"}
    assert not ours & {"api.client", "api.calls", "api.transport"}


def test_only_the_sandbox_loads_the_sandbox(loaded):
    heavy, ours = loaded("--sandbox", "replicas", "list", "--json")
    assert "sqlite3" in heavy
    assert not heavy & {"rich", "http.server", "asyncio"}
    assert any(name.startswith("sandbox.") for name in ours)


@pytest.fixture
def crowd(serve):
    """A server whose pages 1 to 8 are answered four at a time, or not at all."""
    gate = threading.Barrier(4)
    rows = [replica(number) for number in range(90)]

    def choose(request):
        page = int(parse_qs(request.query).get("page", ["0"])[0])
        if 1 <= page <= 8:
            try:
                gate.wait(timeout=10)
            except threading.BrokenBarrierError:
                return document({"message": "you came alone"}, status=400)
        return document({"data": rows[page * 10 : page * 10 + 10], "total_count": 90})

    return serve(routes=choose)


def test_pages_are_fetched_four_at_a_time(run, crowd):
    env = {"TAVUS_BASE_URL": crowd.url, "TAVUS_API_KEY": KEY}
    result = run("replicas", "list", "--all", "--limit", "10", "--format", "ids", env=env)
    assert (result.code, result.err, len(result.out.split())) == (0, "", 90)
    pages = [request.query.partition("page=")[2] for request in crowd.requests]
    # Page 9 is the empty one behind a full page.
    assert (pages[0], sorted(pages[1:5]), sorted(pages[5:9]), pages[9:]) == ("", [*"1234"], [*"5678"], ["9"])


@pytest.mark.parametrize(
    ("rows", "requests"),
    # The first page; then, where the server holds more, page 1, which repeats it, and the others.
    [(0, 1), (25, 1), (99, 1), (100, 3), (101, 3), (1000, 12), (1050, 12)],
)
def test_no_request_is_made_in_vain(run, rows, requests):
    # Answers that take a while let requests meet.
    with ServerProcess(rows, latency=0.01) as server:
        env = {"TAVUS_BASE_URL": server.url, "TAVUS_API_KEY": KEY}
        result = run("replicas", "list", "--all", "--format", "ids", env=env)
        counts = server.counts()
    assert (result.code, len(result.out.split())) == (0, rows)
    assert counts.requests == requests
    assert counts.most_at_once <= 4


@pytest.mark.parametrize("total", [39, 10**9])
def test_a_first_page_that_is_not_full_speaks_against_a_large_total(serve, run, total):
    def choose(request):
        page = int(parse_qs(request.query).get("page", ["0"])[0])
        return document({"data": [] if page else [replica(number) for number in range(9)], "total_count": total})

    server = serve(routes=choose)
    result = run("replicas", "list", "--all", "--limit", "10", "--format", "ids")
    assert len(server.requests) == 2
    assert (result.code, len(result.out.split())) == (0, 9)


@pytest.mark.parametrize(("argv", "requests"), [(("list",), 1), (("get", "r5951c3f9d5a"), 1), (CREATE[1:], 1)])
def test_a_command_makes_one_request(serve, run, argv, requests):
    server = serve(document({"data": [], "total_count": 0, "replica_id": "r5951c3f9d5a"}))
    assert run("replicas", *argv).code == 0
    assert len(server.requests) == requests


def test_jsonl_holds_a_page_and_a_few_bytes_a_row(home):
    peaks = {}
    for rows in (2_000, 20_000):
        with ServerProcess(rows) as server:
            env = {"HOME": str(home), "TAVUS_BASE_URL": server.url}
            peaks[rows] = int(told(PEAK, "replicas", "list", "--all", "--format", "jsonl", env=env)[-1])
    # A row of this server takes 1,500 bytes; its id alone, in a set, 100.
    assert peaks[20_000] - peaks[2_000] < 60 * 18_000
