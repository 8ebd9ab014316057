"""After a create was done: whatever goes wrong then, the error says so, and what was made."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from faults.answers import document, raw, reply
from faults.server import FaultServer

KEY = "key-for-tests-0123456789"
CREATE = (
    "replicas", "create", "--train-video-url", "https://c.example.com/a.mp4",
    "--consent-video-url", "https://c.example.com/c.mp4",
)  # fmt: skip
MADE = document({"replica_id": "r90bbd427f71", "status": "started"})
RUNNING = document({"replica_id": "r90bbd427f71", "status": "started", "training_progress": "1/100"})


@pytest.fixture
def create(run):
    def create_it(*answers, options=()):
        with FaultServer(*answers) as server:
            env = {"TAVUS_API_KEY": KEY, "TAVUS_BASE_URL": server.url}
            return run(*CREATE, *options, env=env), server.requests

    return create_it


@pytest.mark.parametrize(
    ("answers", "options", "code"),
    [
        ((reply(401),), (), 4),
        ((reply(200, b"<!DOCTYPE html>"),), (), 8),
        ((RUNNING,), ("--timeout", "0.3"), 9),
    ],
)
def test_a_wait_that_fails_after_the_create_says_what_was_made(create, answers, options, code):
    result, requests = create(MADE, *answers, options=("--wait", "--interval", "0.05", "--quiet", *options))
    assert (result.code, result.out) == (code, "")
    assert "r90bbd427f71" in result.err
    assert [request.method for request in requests].count("POST") == 1
    result, _ = create(MADE, *answers, options=("--wait", "--interval", "0.05", "--quiet", "--json", *options))
    error = json.loads(result.err)["error"]
    assert (error["exit"], error["outcome"], error["replica_id"]) == (code, "done", "r90bbd427f71")


def test_a_number_out_of_range_leaves_the_outcome_unknown(create):
    body = b'{"replica_id": "r1", "status": "started", "x": 1e999}'
    result, requests = create(reply(200, body), options=("--json",))
    assert (result.code, len(requests)) == (10, 1)
    assert json.loads(result.err)["error"]["outcome"] == "unknown"


def test_an_answer_after_ctrl_c_that_is_a_refusal_still_ends_with_130(home):
    def late(exchange):
        exchange.pause(0.6)
        reply(400, b'{"error": "no"}')(exchange)

    with FaultServer(late) as server:
        code, err = interrupted(home, server)
    assert code == 130
    assert "error: the API refused the request (400 Bad Request: no)." in err


def test_a_signal_in_the_pause_before_a_retry_says_nothing_of_a_create(home):
    with FaultServer(reply(429)) as server:
        code, err = interrupted(home, server)
    assert code == 130
    assert err.splitlines()[-1] == "error: interrupted."


def test_many_signals_at_once_leave_the_last_word(home):
    with FaultServer(lambda exchange: exchange.wait_for_the_end()) as server:
        code, err = interrupted(home, server, times=40)
    assert code == 130
    assert "error: the create request was sent, but its outcome is unknown (interrupted)." in err


def interrupted(home, server, times=1):
    env = {"HOME": str(home), "TAVUS_API_KEY": KEY, "TAVUS_BASE_URL": server.url, "PATH": os.environ["PATH"]}
    process = subprocess.Popen(
        [sys.executable, "-m", "tavus_cli", *CREATE], env=env, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    while not server.requests:
        time.sleep(0.01)
    time.sleep(0.2)
    for _ in range(times):
        process.send_signal(signal.SIGINT)
        time.sleep(0.0005)
    _, err = process.communicate(timeout=15)
    return process.returncode, err


@pytest.mark.parametrize("url", ["HTTPS://b.example.com/x.mp4?sig=SIGNED", "https://b.example.com/x.mp4#sig=SIGNED"])
def test_a_dry_run_shows_no_tail_of_a_link(run, url):
    result = run(*CREATE, "--callback-url", url, "--dry-run")
    assert result.code == 0
    assert "SIGNED" not in result.out + result.err
    assert '"$CALLBACK_URL"' in result.out


def test_a_bad_header_is_an_answer_that_cannot_be_used(run):
    twice = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}")
    with FaultServer(twice) as server:
        result = run("replicas", "list", env={"TAVUS_API_KEY": KEY, "TAVUS_BASE_URL": server.url})
    assert result.code == 8


@pytest.mark.parametrize("proxy", ["http://user:PWSECRET99@h:99999", "http://us%zz:PWSECRET99@127.0.0.1:9"])
def test_the_password_of_a_proxy_is_not_shown(run, proxy):
    env = {"TAVUS_API_KEY": KEY, "HTTPS_PROXY": proxy}
    result = run("--debug", "replicas", "list", "--retries", "0", env=env)
    assert result.code == 6
    assert "PWSECRET99" not in result.err
    assert "(from HTTPS_PROXY)" in result.err
