"""The benchmark itself, without a look at a clock: that it runs, tells failures from times, and serves what it says."""

import json
import subprocess
import sys
import threading
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bench import checks, report, runs
from bench.clip import make_clip
from bench.results import Result, Verdict, measure
from bench.rows import Bound, Measure, Program, Row, batch_of, post_after_post
from bench.runs import Run, RunFailed, new_home, run
from bench.server import Counts, ServerProcess, replica_id

HERE = Path(__file__).parent
NOTHING = Program((sys.executable, "-I", "-S", "-c", ""))


def bench(*options):
    command = [sys.executable, HERE, "-n", "1", *options]
    return subprocess.run(command, cwd=HERE.parent.parent, capture_output=True, text=True, timeout=60, check=False)


def get(connection, target):
    connection.request("GET", target)
    return json.load(connection.getresponse())


@pytest.fixture
def home():
    with new_home() as made:
        yield made


@pytest.fixture
def connect():
    """Connections to a server."""
    made = []

    def connect(server):
        made.append(HTTPConnection(urlsplit(server.url).netloc, timeout=10))
        return made[-1]

    yield connect
    for connection in made:
        connection.close()


def test_the_table_has_the_row():
    done = bench("--rows", "version")
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["row", "measure", "ours", "floor", "ratio", "bound"]
    assert [line.split()[0] for line in lines[1:4]] == ["version", "wall,", "peak,"]
    assert "version: tavus --version" in lines
    assert done.returncode == ("OVER" in lines[1])
    assert done.stderr == "measuring version\n"


def test_a_command_that_fails_is_reported_and_not_timed():
    failing = f"{sys.executable} -c 'import sys; sys.exit(\"no {{url}} today\")'"
    done = bench("--rows", "against-*", "--against", failing)
    assert done.returncode == 1
    assert done.stdout.splitlines()[1].split() == ["against-1", "FAILED"]
    assert f"\nagainst-1 FAILED: {Path(sys.executable).name} -c " in done.stdout
    assert ": exit code 1\nno http://127.0.0.1:" in done.stdout
    assert " today\n" in done.stdout


def test_another_command_is_measured_beside_ours():
    done = bench("--rows", "against-2", "--against", "no-such-program", "--against", f"{sys.executable} -c 'print(1)'")
    assert (done.returncode, done.stdout.splitlines()[1].split()[-1]) == (0, "-")


def test_a_row_is_measured_beside_the_tavus_of_another_environment(tmp_path):
    other = tmp_path / "tavus"
    other.write_text(f"#!{sys.executable}\nimport sys\nsys.exit(sys.argv[1:] != ['--version'])\n")
    other.chmod(0o755)
    done = bench("--rows", "version", "--before", other)
    # It does nothing, so ours is slower than the bound of 1.03.
    assert (done.returncode, done.stdout.splitlines()[1].split()[-1]) == (1, "OVER")
    assert "version: tavus --version\n    floor: tavus --version\n" in done.stdout


@pytest.mark.parametrize(
    "options",
    [
        ("--rows", "version", "nonsense"),
        ("--rows", "version", "--write"),
        ("--before", "tavus", "--write"),
        ("-n", "0"),
    ],
)
def test_what_cannot_be_measured_is_refused(options):
    assert bench(*options).returncode == 2


def test_a_program_that_is_not_there_has_failed(home):
    with pytest.raises(RunFailed, match="cannot start no-such-program: No such file"):
        run(["no-such-program"], home)


@pytest.mark.parametrize("terminal", [False, True])
def test_a_program_that_never_ends_has_failed(home, monkeypatch, terminal):
    monkeypatch.setattr(runs, "LONGEST", 0.3)
    with pytest.raises(RunFailed, match="did not end"):
        run(["sleep", "60"], home, terminal=terminal)


def test_memory_is_the_programs_own_however_large_this_process_is(home):
    held = b"x" * 100 * 2**20
    assert run(NOTHING.words, home).memory < 30 * 2**20 < len(held)


def test_a_run_sees_a_terminal_and_nothing_of_our_environment(home, monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    code = "import os, sys; print(os.get_terminal_size(1).columns, *sorted(os.environ))"
    words = run([sys.executable, "-c", code], home, terminal=True).output.split()
    assert words[0] == b"120"
    assert b"TAVUS_API_KEY" in words
    assert not {b"PYTHONDONTWRITEBYTECODE", b"TAVUS_BASE_URL", b"PYTEST_CURRENT_TEST"} & set(words)


def test_pages_are_those_of_the_api(connect):
    with ServerProcess(25) as server:
        connection = connect(server)
        first, unnumbered = (get(connection, f"/v2/replicas?{query}") for query in ("limit=10&page=1", ""))
        last, beyond = (get(connection, f"/v2/replicas?limit=10&page={page}&verbose=true") for page in (3, 4))
        counts = server.counts()
    assert first == unnumbered
    assert [row["replica_id"] for row in first["data"]] == [replica_id(number) for number in range(10)]
    assert [row["replica_id"] for row in last["data"]] == [replica_id(number) for number in range(20, 25)]
    assert "replica_type" not in first["data"][0]
    assert last["data"][0]["replica_type"] == "user"
    assert beyond == {"data": [], "total_count": 25}
    assert counts == Counts(requests=4, most_at_once=1, pages=3, longest_page=10)


def test_requests_at_once_are_counted(connect):
    with ServerProcess(25, latency=0.25) as server:
        callers = [threading.Thread(target=get, args=(connect(server), "/v2/replicas")) for _ in range(6)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
        assert server.counts().most_at_once == 6


@pytest.mark.parametrize(
    ("bound", "text"),
    [
        (Bound(Measure.cpu, 1.3), "<= 1.3"),
        (Bound(Measure.cpu, 1, alone=True), "<= 1 s"),
        (Bound(Measure.wall, 0.25, above=True), "<= floor + 0.25 s"),
        (Bound(Measure.memory, 60e6, alone=True), "<= 60 MB"),
        (None, ""),
    ],
)
def test_a_bound_is_told_in_the_unit_of_its_measure(bound, text):
    row = Row("any", NOTHING, NOTHING, bound)
    told = report.plain([Result(row, failure="it was not there")]).splitlines()[1]
    assert told.split()[1:-1] == text.split()


def test_a_clip_is_served_in_parts(connect, home):
    clip = make_clip(home.folder)
    with ServerProcess(0, clip=clip) as server:
        connection = connect(server)
        connection.request("GET", "/any.mp4", headers={"Range": "bytes=10-19"})
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Content-Range"]) == (206, f"bytes 10-19/{clip.stat().st_size}")
        assert answer.read() == clip.read_bytes()[10:20]


def test_a_table_is_created_anew_in_each_run():
    row = Row("batch", batch_of(3), post_after_post(3), Bound(Measure.cpu, 1000), checks.created(3))
    with new_home() as home:
        result = measure(row, 2, home)
    assert (result.verdict, len(result.pairs)) == (Verdict.ok, 2)
    # The names that there are already are asked for once a run, the warming up included.
    assert result.counts.requests == 3 * (3 + 1)


def test_the_plain_script_prints_every_row(home):
    with ServerProcess(250) as server:
        output = run([sys.executable, str(HERE / "plain.py"), server.url], home).output
        assert server.counts() == Counts(requests=3, most_at_once=1, pages=3, longest_page=100)
    assert checks.complete(250)(checks.Evidence(output, b"")) == ""


def ids(*numbers):
    return json.dumps([{"replica_id": replica_id(number)} for number in numbers]).encode()


def created(*record_ids):
    return b"".join(b'{"outcome": "created", "replica_id": "%s"}\n' % each.encode() for each in record_ids)


@pytest.mark.parametrize(
    ("check", "ours", "floor"),
    [
        (checks.complete(3), ids(0, 1), b""),
        (checks.complete(3), ids(0, 2, 1), b""),
        (checks.as_many, ids(0, 1), ids(0)),
        (checks.table(1), b"ID\n--\n", b""),
        (checks.same_columns(1), b"ID\n--\nr1\n", b"ID  NAME\n--  ----\nr1  Rio\n"),
        (checks.same_columns(2), b"ID\n--\nr1\n", b"ID\n--\nr1\n"),
        (checks.created(3), created("r1", "r2"), b""),
        (checks.created(2), created("r1", "r1"), b""),
        (checks.all_fine("a", "b"), b"a\tframe_rate\tok\n", b""),
        (checks.all_fine("a"), b"a\tframe_rate\tok\na\treachable\tunknown\n", b""),
    ],
)
def test_half_of_the_work_is_found_out(check, ours, floor):
    assert check(checks.Evidence(ours, floor))


def test_the_work_done_is_well():
    assert checks.created(2)(checks.Evidence(created("r1", "r2"), b"")) == ""
    assert checks.complete(2)(checks.Evidence(ids(0, 1), b"")) == ""
    assert checks.complete(2)(checks.Evidence(ids(0, 1)[1:-1].replace(b", ", b"\n"), b"")) == ""
    assert checks.same_columns(1)(checks.Evidence(b"\x1b[1mID\x1b[0m\r\n--\r\nr1\r\n", b"ID\r\n--\r\nr2\r\n")) == ""


@pytest.mark.parametrize("counts", [Counts(most_at_once=5), Counts(longest_page=10_000)])
def test_asking_for_too_much_is_found_out(counts):
    assert checks.polite(checks.Evidence(b"", b"", counts))
    assert checks.polite(checks.Evidence(b"", b"", Counts(most_at_once=4, longest_page=100))) == ""


def test_a_row_is_warmed_up_and_then_run_in_turn_with_the_floor(home):
    log = home.folder / "log"
    ask = (
        "from urllib.request import urlopen; urlopen('{url}/v2/replicas?page=1&limit=%d'); open('log', 'a').write('%d')"
    )
    ours, floor = (Program((sys.executable, "-I", "-S", "-c", ask % (each, each)), rows=5) for each in (1, 2))
    result = measure(Row("x", ours, floor, most_rounds=2), 9, home)
    assert (log.read_text(), len(result.pairs)) == ("121212", 2)
    assert result.counts == Counts(requests=3, most_at_once=1, pages=1, longest_page=1)


def test_a_row_is_wrong_when_its_output_is(home):
    result = measure(Row("x", NOTHING, NOTHING, check=lambda _: "it is empty"), 1, home)
    assert result.verdict is Verdict.wrong
    assert "x WRONG: it is empty\n" in report.plain([result])


@pytest.mark.parametrize(
    ("bound", "verdict"),
    [
        (Bound(Measure.cpu, 1.5), "ok"),
        (Bound(Measure.cpu, 1.4), "OVER"),
        (Bound(Measure.wall, 1.4), "ok"),
        (Bound(Measure.cpu, 3, alone=True), "OVER"),
        (Bound(Measure.cpu, 4, alone=True), "ok"),
        (Bound(Measure.cpu, 0.9, above=True), "OVER"),
        (Bound(Measure.cpu, 1, above=True), "ok"),
        (None, "-"),
    ],
)
def test_the_middle_of_the_pairs_decides(bound, verdict):
    pairs = [(Run(cpu, 1, 1, b""), Run(floor, 1, 1, b"")) for cpu, floor in [(3, 2), (4, 4), (9, 1)]]
    assert Result(Row("x", NOTHING, NOTHING, bound), pairs).verdict == verdict


def test_the_results_file_names_no_place_of_this_machine():
    pairs = [(Run(1, 1, 1e6, b""), Run(2, 1, 1e6, b""))]
    text = report.markdown([Result(Row("x", NOTHING, NOTHING, Bound(Measure.cpu, 1)), pairs)], 1)
    assert "| x | CPU, s | 1.000 [1.000..1.000] | 2.000 [2.000..2.000] | 0.50 [0.50..0.50] | <= 1 | ok |" in text
    assert str(Path(sys.executable).parent) not in text
