"""The surroundings of the process: streams, pipes, arguments, homes."""

import os
import re
import subprocess
import sys

import pytest
from faults.answers import document
from faults.bodies import page, replica
from reliability import patches
from reliability.commands import CREATE, LIST
from reliability.program import shell
from reliability.terminal import on_terminal
from samples import KEY

MANY = page(*[replica(n, replica_name="long") for n in range(8000)])
FORMS = ["", "--json", "--format table", "--format csv", "--format jsonl", "--format ids"]


@pytest.fixture
def one(serve):
    return serve(document(page(replica(1))))


@pytest.mark.parametrize("form", FORMS)
def test_a49_a_reader_that_leaves_ends_it_quietly(tavus, serve, form):
    server = serve(document(MANY))
    outcome = shell(tavus, f"tavus replicas list {form} | head -c 1; exit ${{PIPESTATUS[0]}}", server)
    assert (outcome.code, outcome.err) == (141, "")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], [*LIST, "--help"], list(LIST)])
def test_a49_a_reader_that_never_came_ends_it_quietly(tavus, one, arguments):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tavus_cli", *arguments],
            env=tavus.environment(one),
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=20,
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a50_a_closed_standard_output_is_an_error(tavus, one):
    for arguments in ["--help", "--version", "replicas list", "replicas list --json", "replicas get r1"]:
        outcome = shell(tavus, f"tavus {arguments} >&-", one)
        assert (outcome.code, outcome.message) == (1, "standard output is closed.")


@pytest.mark.parametrize("form", [*FORMS, "--help"])
def test_a51_a_full_disk_is_an_error(tavus, one, form):
    outcome = tavus(*LIST, *form.split(), at=one, stdout="/dev/full", real=True)
    assert outcome.code == 1
    assert outcome.message == "could not write to standard output: No space left on device."
    assert len(outcome.err.splitlines()) == 1


def test_a51_a_full_disk_is_an_error_for_the_version_and_for_much(tavus, serve):
    assert tavus("--version", stdout="/dev/full", real=True).code == 1
    assert tavus("--help", stdout="/dev/full", real=True).code == 1
    outcome = tavus(*LIST, at=serve(document(MANY)), stdout="/dev/full", real=True)
    assert outcome.code == 1
    assert outcome.errors == ["error: could not write to standard output: No space left on device."]


@pytest.mark.parametrize("sink", ["2>&-", "2>/dev/full"])
def test_a52_without_standard_error_the_codes_stay(tavus, serve, sink):
    refused = serve(document({"error": "no"}, 400))
    assert shell(tavus, f"tavus replicas list {sink}", refused).code == 5
    assert shell(tavus, f"tavus replicas list --json --debug {sink}", refused).code == 5
    noted = serve(document(page(replica(1), total=42)))
    outcome = shell(tavus, f"tavus replicas list --format ids {sink}", noted)
    assert (outcome.code, outcome.out) == (0, "r00000000001\n")
    assert shell(tavus, f"tavus replicas list --limit 0 {sink}", noted).code == 2
    assert shell(tavus, f"tavus replicas lst {sink}", noted).code == 2


def test_a52_without_any_stream_it_still_ends(tavus, one):
    assert shell(tavus, "tavus replicas list <&- >&- 2>&-", one).code == 1
    assert shell(tavus, "tavus replicas list >/dev/full 2>/dev/full", one).code == 1


def test_a53_without_standard_input_nothing_prompts(tavus, one):
    assert shell(tavus, "tavus replicas list <&-", one).code == 0
    outcome = shell(tavus, "tavus replicas create <&-", one)
    assert outcome.code == 2
    assert "--train-video-url" in outcome.err
    assert len(one.requests) == 1


def test_a54_undecodable_arguments_are_refused(tavus, one):
    for arguments in [
        ("replicas", "get", "r\udcff\udcfe"),
        ("replicas\udcff",),
        (*LIST, "--replica-ids", "a\udcff"),
        (*CREATE[:6], "--replica-name", "Rio\udcff"),
        (*LIST, "--\udcff"),
        (*LIST, "--base-url", "https://\udcff.example.test"),
        (*LIST, "--profile", "\udcff"),
    ]:
        outcome = tavus(*arguments, at=one, real=arguments[1:2] == ("get",))
        assert outcome.code == 2
        assert re.search(r"\\(xff|udcff)", outcome.err)
        assert b"\xff" not in outcome.raw_err
    assert one.requests == []


@pytest.mark.parametrize("home", [None, "", "relative", "/nonexistent"])
def test_a55_the_environment_alone_is_enough_without_a_home(tavus, one, home):
    place = {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home}
    env = {**place, **patches.patched(tavus.home, patches.NO_PASSWD_ENTRY)}
    outcome = tavus(*LIST, "--format", "ids", at=one, env=env, real=True)
    assert (outcome.code, outcome.out, outcome.err) == (0, "r00000000001\n", "")
    assert list(tavus.work.iterdir()) == []


def test_a55_an_odd_home_is_no_place_to_write(tavus, one):
    for value in [None, "", "relative"]:
        place = {"HOME": value, "XDG_CONFIG_HOME": value, "XDG_STATE_HOME": value}
        assert tavus(*LIST, at=one, env=place, real=value is None).code == 0
    assert list(tavus.work.iterdir()) == []


def test_a55_reading_leaves_no_trace_at_home(tavus, one):
    before = sorted(tavus.home.rglob("*"))
    assert tavus("--help").code == 0
    assert tavus(*CREATE, "--dry-run").code == 0
    traces = {path for path in set(tavus.home.rglob("*")) - set(before) if "run-" not in str(path)}
    assert traces == set()


@pytest.mark.parametrize("columns", ["5", "0", "1", "abc", "-3", "", "99999999999999999999", "1e3"])
def test_a56_any_width_is_survived(tavus, one, columns):
    for flags in [(), ("--format", "table"), ("--help",)]:
        outcome = tavus(*LIST, *flags, at=one, env={"COLUMNS": columns})
        assert outcome.code == 0
        assert outcome.err.removeprefix("note: left out for width: NAME, STATUS, PROGRESS, CREATED\n") == ""
    outcome = on_terminal(tavus, *LIST, at=one, env={"COLUMNS": columns})
    assert outcome.code == 0
    assert "r00000000001" in outcome.out


def test_a52_no_warning_comes_from_the_program(tavus, serve):
    server = serve(document(page(replica(1), total=42)), document(page()))
    flags = ["-X", "dev", "-W", "error", "-m", "tavus_cli"]
    for arguments in [LIST, (*LIST, "--all", "--json"), ("--help",), CREATE]:
        done = subprocess.run(
            [sys.executable, *flags, *arguments],
            env=tavus.environment(server),
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
        assert "Warning" not in done.stderr
        assert "Traceback" not in done.stderr
        assert KEY not in done.stdout + done.stderr
