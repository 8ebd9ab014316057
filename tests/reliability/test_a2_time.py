import signal
import subprocess
import sys
import time

import pytest
from faults.answers import after, chunked, document, drip, endless, hang, hang_after, head, reply
from faults.bodies import encodings, gzip_bomb, page
from faults.ports import silent_port
from reliability import patches
from reliability.commands import CREATE, LIST, ONCE

LONG = b'{"data": [], "pad": "' + b"x" * 400
PLAIN = head(200, [("Content-Type", "application/json"), ("Content-Length", "4000")])

SLOW = {
    "hang": hang,
    "drip of the body": drip(LONG, after=PLAIN),
    "drip of the headers": drip(head(200, [("X-Long", "x" * 500)])),
    "drip of chunks": drip(b"1\r\nx\r\n" * 200, after=chunked(ended=False)),
    "endless 100 Continue": endless(head(100)),
    "endless headers": endless(b"X-More: yes\r\n", 0.1, after=head(200)[:-2]),
    "silence after the headers": hang_after(PLAIN),
    "silence in the body": hang_after(PLAIN + LONG),
    "silence after a bomb": hang_after(head(200, [*encodings(1), ("Content-Length", "9000000")]) + gzip_bomb()[:3000]),
    "headers after the limit": after(10, document(page())),
    "error page that drips": drip(LONG, after=PLAIN.replace(b"200 OK", b"500 Oh")),
}


def test_a13_a14_one_limit_holds_for_every_way_to_be_slow(tavus, serve):
    runs = {
        name: (tavus.begin(*arguments, *ONCE, "--timeout", "1", at=server), server, code)
        for name, answer in SLOW.items()
        for arguments, code in [(LIST, 9), (CREATE, 10)]
        for server in [serve(answer)]
        for name in [f"{arguments[1]}: {name}"]
    }
    ended = {name: (run.finish(), server, code) for name, (run, server, code) in runs.items()}
    assert {name: outcome.code for name, (outcome, _, _) in ended.items()} == {
        name: code for name, (_, _, code) in ended.items()
    }
    assert {name: round(outcome.seconds, 1) for name, (outcome, _, _) in ended.items() if outcome.seconds > 2.5} == {}
    assert [name for name, (outcome, _, _) in ended.items() if outcome.seconds < 0.9] == []
    assert {name: len(server.requests) for name, (_, server, _) in ended.items()} == dict.fromkeys(ended, 1)


def test_a15_the_process_itself_ends_at_the_limit(tavus, serve):
    """No thread that still waits may keep it alive."""
    for name in ["hang", "drip of the headers", "endless 100 Continue"]:
        outcome = tavus(*LIST, *ONCE, "--timeout", "0.5", at=serve(SLOW[name]), real=True)
        assert outcome.code == 9
        assert outcome.seconds < 1.5


def test_a13_d2_a_time_limit_is_not_tried_again(tavus, serve):
    server = serve(hang)
    outcome = tavus(*LIST, "--timeout", "1", at=server)
    assert outcome.code == 9
    assert outcome.seconds < 2.5
    assert outcome.errors[0].startswith("error: ")
    assert len(server.requests) == 1


@pytest.mark.parametrize("env", [{"TAVUS_TIMEOUT": "1"}, {"TAVUS_TIMEOUT": "0.8"}])
def test_a13_the_limit_can_come_from_the_environment(tavus, serve, env):
    outcome = tavus(*LIST, at=serve(hang), env=env)
    assert outcome.code == 9
    assert outcome.seconds < 2.5


def test_a13_the_default_limit_is_a_minute(tavus):
    assert "60" in next(line for line in tavus("--help").out.splitlines() if "--timeout" in line)


@pytest.mark.parametrize("value", ["0", "-1", "nan", "inf", "abc", "", "1e999"])
def test_a13_a_limit_that_is_none_is_refused(tavus, serve, value):
    server = serve(document(page()))
    outcome = tavus(*LIST, "--timeout", value, at=server)
    assert outcome.code == 2
    assert "--timeout" in outcome.errors[0]
    assert server.requests == []


def test_a14_d5_the_limit_covers_all_attempts_and_waits(tavus, serve):
    server = serve(after(0.6, reply(503)))
    outcome = tavus(*LIST, "--retries", "9", "--timeout", "2", at=server)
    assert outcome.code in {8, 9}
    assert outcome.seconds < 3
    assert len(server.requests) in {2, 3}


def test_a14_a_slow_answer_within_the_limit_is_fine(tavus, serve):
    answer = drip(b'{"data": []}', 0.02, after=head(200, [("Content-Length", "12")]))
    assert tavus(*LIST, "--timeout", "5", at=serve(answer)).code == 0


def test_a15_ctrl_c_acts_at_once_however_the_server_is_slow(tavus, serve):
    runs = []
    for answer in [hang, SLOW["drip of the body"], SLOW["endless 100 Continue"]]:
        server = serve(answer)
        process = subprocess.Popen(
            [sys.executable, "-m", "tavus_cli", *LIST],
            env=tavus.environment(server),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=tavus.work,
        )
        runs.append((server, process))
    for server, process in runs:
        server.wait_for_requests(1)
        time.sleep(0.2)
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=10)
        assert time.monotonic() - start < 0.5
        assert process.returncode == 130
        assert err.splitlines()[-1] == b"error: interrupted."


def test_a16_a_host_that_does_not_answer_is_given_up_at_the_limit(tavus):
    with silent_port() as port:
        reading = tavus.begin(*LIST, "--timeout", "1", at=f"http://127.0.0.1:{port}")
        creating = tavus.begin(*CREATE, "--json", "--timeout", "1", at=f"http://127.0.0.1:{port}")
        outcome = reading.finish()
        assert outcome.code in {6, 9}
        assert outcome.seconds < 2.5
        outcome = creating.finish()
        assert outcome.code in {6, 9}
        assert outcome.error["outcome"] == "not_sent"
        assert outcome.seconds < 2.5


def test_a16_many_silent_addresses_do_not_multiply_the_limit(tavus):
    with silent_port() as port:
        env = patches.patched(tavus.home, patches.many_addresses(port))
        outcome = tavus(*LIST, "--timeout", "1", at="https://api.example.test", env=env, real=True)
    assert outcome.code in {6, 9}
    assert outcome.seconds < 3


def test_a17_name_resolution_that_hangs_is_given_up_at_the_limit(tavus):
    env = patches.patched(tavus.home, patches.DNS_HANGS)
    outcome = tavus(*LIST, "--timeout", "1", at="https://api.example.test", env=env, real=True)
    assert outcome.code in {6, 9}
    assert outcome.seconds < 3


def test_a18_a_clock_that_is_set_changes_no_limit(tavus, serve):
    env = patches.patched(tavus.home, patches.CLOCK_JUMPS)
    slow = tavus.begin(*LIST, "--timeout", "1.5", at=serve(SLOW["drip of the body"]), env=env, real=True)
    retried = tavus.begin(*LIST, at=serve(reply(503), document(page())), env=env, real=True)
    outcome = slow.finish()
    assert outcome.code == 9
    assert 1.4 < outcome.seconds < 3
    outcome = retried.finish()
    assert outcome.code == 0
    assert outcome.seconds < 3
