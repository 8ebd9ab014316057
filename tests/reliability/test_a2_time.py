import signal
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


API = "https://api.example.test"


@pytest.fixture(scope="module")
def scenes(blank_scenes):
    begin, home = blank_scenes.begin, blank_scenes.program.home
    with silent_port() as port:
        for name, fault, limit, answers in [
            ("many addresses", patches.many_addresses(port), "1", ()),
            ("dns", patches.DNS_HANGS, "1", ()),
            ("forward", patches.clock_that_jumps(3600), "1.5", (SLOW["drip of the body"],)),
            ("back", patches.clock_that_jumps(-3600), "1.5", (SLOW["drip of the body"],)),
            ("forward and retry", patches.clock_that_jumps(3600), "30", (reply(503), document(page()))),
            ("back and retry", patches.clock_that_jumps(-3600), "30", (reply(503), document(page()))),
        ]:
            env = patches.patched(home, fault)
            target = {} if answers else {"at": API}
            begin(name, *LIST, "--timeout", limit, answers=answers, env=env, real=True, **target)
        for name in ["hang", "drip of the headers", "endless 100 Continue"]:
            begin(("process", name), *LIST, *ONCE, "--timeout", "1", answers=(SLOW[name],), real=True)
        begin("silent list", *LIST, "--timeout", "1", at=f"http://127.0.0.1:{port}")
        begin("silent create", *CREATE, "--json", "--timeout", "1", at=f"http://127.0.0.1:{port}")
        for name, answer in SLOW.items():
            begin(("list", name), *LIST, *ONCE, "--timeout", "1", answers=(answer,))
            begin(("create", name), *CREATE, *ONCE, "--timeout", "1", answers=(answer,))
        begin("hang", *LIST, "--timeout", "1", answers=(hang,))
        begin("variable", *LIST, env={"TAVUS_TIMEOUT": "0.8"}, answers=(hang,))
        asks = reply(503, b"", [("Retry-After", "1")])
        begin("attempts", *LIST, "--retries", "9", "--timeout", "2.5", answers=(asks,))
        yield blank_scenes


@pytest.mark.parametrize("name", SLOW)
@pytest.mark.parametrize(("command", "code"), [("list", 9), ("create", 10)])
def test_a13_a14_one_limit_holds_for_every_way_to_be_slow(scenes, command, code, name):
    scene = scenes[command, name]
    assert scene.outcome.code == code
    assert 0.9 < scene.outcome.seconds < 3
    assert scene.asked == 1


@pytest.mark.parametrize("name", ["hang", "drip of the headers", "endless 100 Continue"])
def test_a15_the_process_itself_ends_at_the_limit(scenes, name):
    """No thread that still waits may keep it alive."""
    outcome = scenes["process", name].outcome
    assert outcome.code == 9
    assert outcome.seconds < 3.5


def test_a13_d2_a_time_limit_is_not_tried_again(scenes):
    scene = scenes["hang"]
    assert scene.outcome.code == 9
    assert scene.outcome.seconds < 3
    assert scene.outcome.errors[0].startswith("error: ")
    assert scene.asked == 1


def test_a13_the_limit_can_come_from_the_environment(scenes):
    assert scenes["variable"].outcome.code == 9
    assert scenes["variable"].outcome.seconds < 3


def test_a13_the_default_limit_is_a_minute(tavus):
    told = " ".join(tavus("--help").out.split())
    limit = "Time limit of one API call with its retries, and of a pause in a download (default: 60 s)."
    assert f"--call-timeout DURATION {limit}" in told
    limit = "Time limit of the whole command, including waiting and downloading (default: none)."
    assert f"--timeout DURATION {limit}" in told


@pytest.mark.parametrize("value", ["0", "-1", "nan", "inf", "abc", "", "1e999"])
def test_a13_a_limit_that_is_none_is_refused(tavus, serve, value):
    server = serve(document(page()))
    outcome = tavus(*LIST, "--timeout", value, at=server)
    assert outcome.code == 2
    assert "--timeout" in outcome.errors[0]
    assert server.requests == []


def test_a14_d5_the_limit_covers_all_attempts_and_waits(scenes):
    scene = scenes["attempts"]
    assert scene.outcome.code == 8
    assert scene.outcome.seconds < 4
    assert scene.asked == 3


def test_a14_a_slow_answer_within_the_limit_is_fine(tavus, serve):
    answer = drip(b'{"data": []}', 0.02, after=head(200, [("Content-Length", "12")]))
    assert tavus(*LIST, "--timeout", "5", at=serve(answer)).code == 0


def test_a15_ctrl_c_acts_at_once_however_the_server_is_slow(tavus, serve):
    runs = []
    for answer in [hang, SLOW["drip of the body"], SLOW["endless 100 Continue"]]:
        server = serve(answer)
        runs.append((server, tavus.spawn(*LIST, at=server)))
    for server, process in runs:
        server.wait_for_requests(1)
        time.sleep(0.2)
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=10)
        assert time.monotonic() - start < 0.5
        assert process.returncode == 130
        assert err.splitlines()[-1] == "error: interrupted."


def test_a16_a_host_that_does_not_answer_is_given_up_at_the_limit(scenes):
    for name in ["silent list", "silent create"]:
        assert scenes[name].outcome.code in {6, 9}
        assert scenes[name].outcome.seconds < 3
    assert scenes["silent create"].outcome.error["outcome"] == "not_sent"


def test_a16_many_silent_addresses_do_not_multiply_the_limit(scenes):
    assert scenes["many addresses"].outcome.code in {6, 9}
    assert scenes["many addresses"].outcome.seconds < 3.5


def test_a17_name_resolution_that_hangs_is_given_up_at_the_limit(scenes):
    assert scenes["dns"].outcome.code in {6, 9}
    assert scenes["dns"].outcome.seconds < 3.5


@pytest.mark.parametrize("way", ["forward", "back"])
def test_a18_a_clock_that_is_set_changes_no_limit(scenes, way):
    outcome = scenes[way].outcome
    assert outcome.code == 9
    assert 1.4 < outcome.seconds < 4
    outcome = scenes[f"{way} and retry"].outcome
    assert outcome.code == 0
    assert outcome.seconds < 4
