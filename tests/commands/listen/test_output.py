"""tavus listen: its lines in every format, its key, and how it ends."""

import json
import re
import signal
import time

import pytest
from commands.listen.account import TAKEN, got, state
from samples import KEY


def test_a108_the_key_goes_to_the_api_alone(account, ending, listen, hook, home):
    receiver = hook(TAKEN)
    (home / ".netrc").write_text("machine 127.0.0.1 login u password secret\n")
    result = listen(
        15, "--debug", "--format", "jsonl", to=f"{receiver.url}/h?token=hush", meanwhile=ending, enough=got(receiver, 2)
    )
    (request, _) = receiver.requests
    assert KEY.encode() not in b"".join(each.raw for each in receiver.requests)
    assert not {"x-api-key", "authorization", "cookie"} & request.headers.keys()
    assert KEY not in result.out + result.err + state(home).read_text()
    assert "hush" not in result.out + result.err + state(home).read_text()
    assert request.headers["content-type"] == "application/json"
    assert (state(home).stat().st_mode & 0o777, state(home).parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize("form", ["tsv", "csv", "json", "jsonl", "ids", "table"])
def test_a_line_for_each_callback_in_every_format(account, ending, listen, form):
    result = listen(15, "--format", form, meanwhile=ending, enough=account.has_told(2))
    out = result.out.splitlines()
    if form == "csv":
        assert out.pop(0) == "time,noun,record_id,event,outcome"
    assert len(out) == 2
    if form in {"json", "jsonl"}:
        first = json.loads(out[0])
        assert first["payload"] == {"replica_id": "r1", "status": "ready"}
        assert re.fullmatch(r"evt_[0-9a-f]{32}", first["event_id"])
        assert first["outcome"] == "seen"
    elif form == "ids":
        assert out == ["r1", "r2"]
    else:
        gap = {"tsv": "\t", "csv": ",", "table": "  "}[form]
        cells = [[cell.strip() for cell in line.split(gap) if cell.strip()][1:] for line in out]
        assert cells == [["replica", each, "ready", "seen"] for each in ("r1", "r2")]


def test_columns_and_print_choose_what_is_shown(account, ending, listen):
    result = listen(15, "--columns", "record_id,payload.status", meanwhile=ending, enough=account.has_told(2))
    assert result.out == "r1\tready\nr2\tready\n"


def test_print_shows_the_body_in_the_line(account, ending, listen):
    result = listen(15, "--print", "--format", "tsv", meanwhile=ending, enough=account.has_told(2))
    assert json.loads(result.out.splitlines()[0].split("\t")[-1]) == {"replica_id": "r1", "status": "ready"}


def test_hostile_text_stays_on_its_line(account, listen):
    account.put("r1")
    bad = "a\x1b[31m\nb\x9b"
    ends = [(0.5, lambda: account.put("r1", "error", error_message=bad))]
    result = listen(15, "--print", "--format", "tsv", meanwhile=ends, enough=account.has_told(1))
    assert len(result.out.splitlines()) == 1
    assert "\x1b" not in result.out
    assert "\x9b" not in result.out


@pytest.fixture
def started(account, spawn):
    """Start a listener in a process of its own. It has begun: the line that says so was read."""

    def start(*argv):
        process = spawn("listen", *argv)
        assert process.stderr.readline().startswith("note: listening to replicas (")
        return process

    return start


def test_ctrl_c_ends_with_130_and_says_that_the_next_one_goes_on(started):
    process = started()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, out) == (130, "")
    assert err == "error: interrupted.\nhint: the same command goes on where this one ended\n"


def test_lines_come_at_once_and_a_closed_pipe_ends_it(started, account):
    account.put("r1")
    account.put("r2")
    process = started("--format", "jsonl")
    account.put("r1", "completed")
    began = time.monotonic()
    assert json.loads(process.stdout.readline())["record_id"] == "r1"
    assert time.monotonic() - began < 5
    process.stdout.close()
    account.put("r2", "completed")
    assert process.wait(10) == 141
