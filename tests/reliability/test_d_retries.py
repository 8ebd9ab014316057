import email.utils
import re
import time
import tomllib
from pathlib import Path

import pytest
from faults import certificates
from faults.answers import after, document, drip, hang, head, redirect, reply, reset
from faults.bodies import encodings, gzip_bomb, page
from faults.ports import refusing_port
from reliability import patches
from reliability.commands import CREATE, LIST, ONCE

FINE = document(page())
MADE = document({"replica_id": "r1", "status": "started"})
RETRYING = r"retrying in (\d+(?:\.\d+)?) s \(attempt (\d+) of (\d+)\): (\S.*)"
EACH_LINE = [(), ("--all", "--format", "ids")]
PROJECT = Path(__file__).parents[2]


def retry_after(value, status=429):
    return reply(status, b"", [("Retry-After", value)])


AGAIN = {408: 5, 429: 7, 500: 8, 502: 8, 503: 8, 504: 8}
UNREADABLE = ["soon", "-5", "1.5", "", "1e3", "0x10", "Fri, 99 Foo 2026", "Thu, 01 Jan 1970 00:00:00 GMT", "1 2"]
PAUSES = {"1": (1, 2), "0": (0.25, 1)}
# Seconds by which the clock of a server may differ from ours.
CLOCKS = [-7200, 7200]


@pytest.fixture(scope="module")
def scenes(blank_scenes):
    begin = blank_scenes.begin
    for status in AGAIN:
        begin(("failing", status), *LIST, answers=(reply(status),))
        begin(("mended", status), *LIST, answers=(reply(status), reply(status), FINE))
    begin("limited create", *CREATE, answers=(reply(429),))
    begin("mended create", *CREATE, answers=(reply(429), reply(429), MADE))
    for value in [*UNREADABLE, *PAUSES]:
        begin(("wait", value), *LIST, answers=(retry_after(value), FINE))
    begin("date", *LIST, answers=(retry_after(email.utils.formatdate(time.time() + 3, usegmt=True)), FINE))
    for wrong in CLOCKS:
        dates = [email.utils.formatdate(time.time() + wrong + later, usegmt=True) for later in (0, 2)]
        headers = zip(("Date", "Retry-After"), dates, strict=True)
        begin(("clock", wrong), *LIST, answers=(reply(429, b"", headers), FINE))
    begin("one retry", *LIST, "--retries", "1", answers=(reply(503),))
    begin("quiet", *LIST, "--quiet", answers=(reply(503), FINE))
    for flags in EACH_LINE:
        begin(flags, *LIST, *flags, answers=(reply(503), reply(429), FINE))
    with refusing_port() as port:
        begin("refused", *LIST, "--json", at=f"http://127.0.0.1:{port}")
        yield blank_scenes


@pytest.mark.parametrize("status", AGAIN)
def test_d2_a_read_is_tried_three_times(scenes, status):
    failing, mended = scenes["failing", status], scenes["mended", status]
    assert (failing.outcome.code, failing.asked) == (AGAIN[status], 3)
    assert (mended.outcome.code, mended.asked) == (0, 3)


@pytest.mark.parametrize(
    "status", [400, 401, 402, 403, 404, 405, 409, 410, 413, 418, 422, 425, 451, 501, 505, 507, 511]
)
def test_d2_other_statuses_are_not_tried_again(tavus, serve, status):
    server = serve(document({"error": "no"}, status))
    assert tavus(*LIST, at=server).code != 0
    assert tavus("replicas", "get", "r1", at=server).code != 0
    assert len(server.requests) == 2


NEVER = {
    "redirect": redirect(302, "/elsewhere"),
    "not json": reply(200, b"<"),
    "too large": reply(200, gzip_bomb(), encodings(1)),
    "not http": drip(b"SSH-2.0-test\r\n", 0),
    "time limit": hang,
}


def test_d2_what_a_second_try_cannot_mend_is_not_tried_again(tavus, serve):
    servers = {name: serve(answer) for name, answer in NEVER.items()}
    runs = [tavus.begin(*LIST, "--timeout", "1", at=server) for server in servers.values()]
    assert [run.finish().code for run in runs] == [8, 8, 8, 8, 9]
    assert {name: len(server.requests) for name, server in servers.items()} == dict.fromkeys(NEVER, 1)
    secure = serve(FINE, tls=certificates.stranger("127.0.0.1"))
    assert tavus(*LIST, at=secure).code == 6
    assert secure.connections == 1


def test_d1_d2_a_read_that_cannot_be_sent_is_tried_three_times(scenes):
    outcome = scenes["refused"].outcome
    assert outcome.code == 6
    assert (outcome.error["attempts"], outcome.error["outcome"]) == (3, "not_sent")


def test_d1_what_counts_as_not_sent(tavus):
    runs = [
        tavus.begin(*command, *ONCE, "--json", at="https://api.example.test", env=env, real=True)
        for fault in [patches.DNS_FAILS, patches.unreachable()]
        for env in [patches.patched(tavus.home, fault)]
        for command in [LIST, CREATE]
    ]
    outcomes = [run.finish() for run in runs]
    assert [outcome.code for outcome in outcomes] == [6] * 4
    assert {outcome.error["outcome"] for outcome in outcomes} == {"not_sent"}
    assert all("api.example.test" in outcome.error["message"] for outcome in outcomes)


def test_d1_a_lost_connection_counts_as_sent(tavus, serve):
    outcome = tavus(*CREATE, "--json", at=serve(reset))
    assert (outcome.code, outcome.error["outcome"]) == (10, "unknown")


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
def test_d3_a_create_is_never_tried_again_after_a_failure(tavus, serve, status):
    server = serve(reply(status, b"", [("Retry-After", "0")]), MADE)
    assert tavus(*CREATE, "--retries", "5", at=server).code in {5, 10}
    assert len(server.requests) == 1


def test_d3_a_create_after_429_is_tried_three_times_in_all(scenes):
    assert (scenes["limited create"].outcome.code, scenes["limited create"].asked) == (7, 3)
    assert (scenes["mended create"].outcome.code, scenes["mended create"].asked) == (0, 3)


def test_d3_a_failure_after_429_leaves_the_outcome_unknown(tavus, serve):
    server = serve(reply(429), reply(500), MADE)
    outcome = tavus(*CREATE, "--json", at=server)
    assert outcome.code == 10
    assert outcome.error["attempts"] == 2
    assert len(server.requests) == 2


def test_d4_the_pauses_grow_and_vary(scenes):
    announced = []
    for status in [500, 502, 503, 504]:
        first, second = scenes["failing", status].gaps
        assert 0.25 <= first < 1
        assert 0.5 <= second < 1.5
        announced += re.findall(r"in ([\d.]+) s", scenes["failing", status].outcome.err)
    assert {float(value) for value in announced[::2]} <= {0.2, 0.3, 0.4, 0.5}
    assert {float(value) for value in announced[1::2]} <= {0.5, 0.6, 0.7, 0.8, 0.9, 1.0}
    assert len(set(announced)) > 2


@pytest.mark.parametrize("value", PAUSES)
def test_d4_retry_after_raises_the_pause(scenes, value):
    least, most = PAUSES[value]
    assert scenes["wait", value].outcome.code == 0
    assert least <= scenes["wait", value].gaps[0] < most


def test_d4_retry_after_can_be_a_date(scenes):
    assert scenes["date"].outcome.code == 0
    assert 1 < scenes["date"].gaps[0] < 4


@pytest.mark.parametrize("wrong", CLOCKS)
def test_d4_a_date_is_measured_against_the_servers_own_clock(scenes, wrong):
    assert scenes["clock", wrong].outcome.code == 0
    assert 2 <= scenes["clock", wrong].gaps[0] < 3


@pytest.mark.parametrize("value", UNREADABLE)
def test_d4_a_retry_after_that_is_none_is_ignored(scenes, value):
    assert scenes["wait", value].outcome.code == 0
    assert 0.25 <= scenes["wait", value].gaps[0] < 1


@pytest.mark.parametrize("value", ["61", "3600", "9" * 30, "Fri, 31 Dec 2100 23:59:59 GMT"])
@pytest.mark.parametrize(("command", "status", "code"), [(LIST, 429, 7), (LIST, 503, 8), (CREATE, 429, 7)])
def test_d4_a_pause_that_is_too_long_is_not_made(tavus, serve, value, command, status, code):
    server = serve(retry_after(value, status), FINE)
    outcome = tavus(*command, "--timeout", "300", at=server)
    assert outcome.code == code
    assert outcome.seconds < 1
    assert len(server.requests) == 1
    if value.isdigit() and len(value) < 5:
        assert value in outcome.err


def test_d4_d5_a_pause_beyond_the_limit_is_not_made(tavus, serve):
    server = serve(retry_after("5"), FINE)
    outcome = tavus(*LIST, "--timeout", "3", at=server)
    assert outcome.code == 7
    assert outcome.seconds < 1
    assert "5" in outcome.err
    assert len(server.requests) == 1


def test_d5_the_limit_is_for_each_page_of_a_list(tavus, serve):
    rows = [[{"replica_id": f"r{n}", "status": "completed"}] for n in range(3)]
    slow = [after(0.4, document({"data": data})) for data in [*rows, [], []]]

    def choose(request):
        number = int(re.search(r"page=(\d)", request.query + "&page=0")[1])
        return slow[min(number, 4)]

    outcome = tavus(*LIST, "--all", "--format", "ids", "--call-timeout", "0.8", at=serve(routes=choose))
    assert (outcome.code, outcome.out.split()) == (0, ["r0", "r1", "r2"])
    assert outcome.seconds > 1
    outcome = tavus(*LIST, "--all", "--format", "ids", "--timeout", "0.8", at=serve(routes=choose))
    assert (outcome.code, outcome.out) == (9, "")
    assert outcome.errors[0].endswith(" within 0.8 s, the limit of the whole command.")


def test_d6_the_whole_message_of_an_unknown_outcome(tavus, serve):
    outcome = tavus(*CREATE, at=serve(drip(b"x", 0, after=head(200, [("Content-Length", "5")]))))
    assert outcome.code == 10
    assert len(outcome.err.splitlines()) == 3
    assert outcome.errors[0].startswith("error: the create request was sent, but its outcome is unknown (")
    assert outcome.errors[1] == "A replica may have been created and may be charged. It was not sent again."
    assert outcome.errors[2].startswith('hint: look for "Rio", created at or after 20')


@pytest.mark.parametrize("flags", EACH_LINE)
def test_d7_each_retry_is_one_line(scenes, flags):
    outcome = scenes[flags].outcome
    assert outcome.code == 0
    lines = [re.fullmatch(RETRYING, line) for line in outcome.err.splitlines()]
    assert [line and line.groups()[1:] for line in lines] == [
        ("2", "3", "503 Service Unavailable"),
        ("3", "3", "429 Too Many Requests"),
    ]


def test_d7_quiet_and_no_retries(tavus, scenes, serve):
    assert (scenes["quiet"].outcome.code, scenes["quiet"].outcome.err) == (0, "")
    servers = [serve(reply(503), FINE) for _ in range(3)]
    assert tavus(*LIST, "--retries", "0", at=servers[0]).code == 8
    assert tavus("--retries", "0", *LIST, at=servers[1]).code == 8
    assert tavus(*LIST, at=servers[2], env={"TAVUS_RETRIES": "0"}).code == 8
    assert [len(server.requests) for server in servers] == [1, 1, 1]


def test_d7_the_number_of_retries_can_be_given(scenes):
    scene = scenes["one retry"]
    assert (scene.outcome.code, scene.asked) == (8, 2)
    assert "(attempt 2 of 2)" in scene.outcome.err


def test_d8_no_library_tries_again_behind_our_back(tavus, serve):
    server = serve(reply(503, b"", [("Retry-After", "0")]))
    assert tavus(*LIST, *ONCE, at=server).code == 8
    assert len(server.requests) == 1
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    assert not [name for name in project["dependencies"] if re.match("tenacity|stamina|backoff|retry", name)]
