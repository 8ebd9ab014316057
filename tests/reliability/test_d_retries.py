import email.utils
import itertools
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
PROJECT = Path(__file__).parents[2]


def gaps(server):
    """Seconds from each request to the next."""
    times = [request.time for request in server.requests]
    return [later - earlier for earlier, later in itertools.pairwise(times)]


def retry_after(value, status=429):
    return reply(status, b"", [("Retry-After", value)])


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_d2_a_read_is_tried_three_times(tavus, serve, status):
    failing, mended = serve(reply(status)), serve(reply(status), reply(status), FINE)
    first, second = tavus.begin(*LIST, at=failing), tavus.begin(*LIST, at=mended)
    assert first.finish().code == {408: 5, 429: 7}.get(status, 8)
    assert second.finish().code == 0
    assert (len(failing.requests), len(mended.requests)) == (3, 3)


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
    runs = [tavus.begin(*LIST, "--timeout", "2", at=server) for server in servers.values()]
    assert [run.finish().code for run in runs] == [8, 8, 8, 8, 9]
    assert {name: len(server.requests) for name, server in servers.items()} == dict.fromkeys(NEVER, 1)
    secure = serve(FINE, tls=certificates.stranger("127.0.0.1"))
    assert tavus(*LIST, at=secure).code == 6
    assert secure.connections == 1


def test_d1_d2_a_read_that_cannot_be_sent_is_tried_three_times(tavus):
    with refusing_port() as port:
        outcome = tavus(*LIST, "--json", "--debug", at=f"http://127.0.0.1:{port}")
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


def test_d3_a_create_after_429_is_tried_three_times_in_all(tavus, serve):
    server, mended = serve(reply(429)), serve(reply(429), reply(429), MADE)
    runs = [tavus.begin(*CREATE, at=server), tavus.begin(*CREATE, at=mended)]
    assert [run.finish().code for run in runs] == [7, 0]
    assert (len(server.requests), len(mended.requests)) == (3, 3)


def test_d3_a_failure_after_429_leaves_the_outcome_unknown(tavus, serve):
    server = serve(reply(429), reply(500), MADE)
    outcome = tavus(*CREATE, "--json", at=server)
    assert outcome.code == 10
    assert outcome.error["attempts"] == 2
    assert len(server.requests) == 2


def test_d4_the_pauses_grow_and_vary(tavus, serve):
    servers = [serve(reply(503)) for _ in range(6)]
    runs = [tavus.begin(*LIST, at=server) for server in servers]
    outcomes = [run.finish() for run in runs]
    for server in servers:
        first, second = gaps(server)
        assert 0.25 <= first < 0.8
        assert 0.5 <= second < 1.3
    announced = [float(value) for outcome in outcomes for value in re.findall(r"in ([\d.]+) s", outcome.err)]
    assert len(set(announced)) > 2


def test_d4_retry_after_raises_the_pause(tavus, serve):
    date = email.utils.formatdate(time.time() + 3, usegmt=True)
    given = {"1": (1, 1.5), "2": (2, 2.6), "0": (0.25, 0.8), date: (1, 3.7)}
    servers = {value: serve(retry_after(value), FINE) for value in given}
    started = {value: time.monotonic() for value in given}
    runs = [tavus.begin(*LIST, at=server) for server in servers.values()]
    assert [run.finish().code for run in runs] == [0] * len(given)
    for value, (least, most) in given.items():
        assert least <= gaps(servers[value])[0] <= most, (value, started)


UNREADABLE = ["soon", "-5", "1.5", "", "1e3", "0x10", "Fri, 99 Foo 2026", "Thu, 01 Jan 1970 00:00:00 GMT", "٣٠", "1 2"]


def test_d4_a_retry_after_that_is_none_is_ignored(tavus, serve):
    servers = {value: serve(retry_after(value.encode().decode("latin-1")), FINE) for value in UNREADABLE}
    runs = [tavus.begin(*LIST, at=server) for server in servers.values()]
    assert [run.finish().code for run in runs] == [0] * len(servers)
    assert {value: gaps(server) for value, server in servers.items() if not 0.25 <= gaps(server)[0] < 1} == {}


@pytest.mark.parametrize("value", ["61", "3600", "9" * 30, "Fri, 31 Dec 2100 23:59:59 GMT"])
@pytest.mark.parametrize(("command", "status", "code"), [(LIST, 429, 7), (LIST, 503, 8), (CREATE, 429, 7)])
def test_d4_a_pause_that_is_too_long_is_not_made(tavus, serve, value, command, status, code):
    server = serve(retry_after(value, status), FINE)
    outcome = tavus(*command, at=server)
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
    slow = [after(0.6, document({"data": data})) for data in [*rows, [], []]]

    def choose(request):
        number = int(re.search(r"page=(\d)", request.query + "&page=0")[1])
        return slow[min(number, 4)]

    outcome = tavus(*LIST, "--all", "--format", "ids", "--timeout", "1", at=serve(routes=choose))
    assert (outcome.code, outcome.out.split()) == (0, ["r0", "r1", "r2"])
    assert outcome.seconds > 1.1


def test_d6_the_whole_message_of_an_unknown_outcome(tavus, serve):
    outcome = tavus(*CREATE, at=serve(drip(b"x", 0, after=head(200, [("Content-Length", "5")]))))
    assert outcome.code == 10
    assert len(outcome.err.splitlines()) == 3
    assert outcome.errors[0].startswith("error: the create request was sent, but its outcome is unknown (")
    assert outcome.errors[1] == "A replica may have been created and may be charged. It was not sent again."
    assert outcome.errors[2].startswith('hint: look for "Rio", created at or after 20')


@pytest.mark.parametrize("flags", [(), ("--all", "--format", "ids")])
def test_d7_each_retry_is_one_line(tavus, serve, flags):
    server = serve(reply(503), reply(429), FINE)
    outcome = tavus(*LIST, *flags, at=server)
    assert outcome.code == 0
    lines = [re.fullmatch(RETRYING, line) for line in outcome.err.splitlines()]
    assert [line and line.groups()[1:] for line in lines] == [
        ("2", "3", "503 Service Unavailable"),
        ("3", "3", "429 Too Many Requests"),
    ]


def test_d7_quiet_and_no_retries(tavus, serve):
    servers = [serve(reply(503), FINE) for _ in range(4)]
    outcome = tavus(*LIST, "--quiet", at=servers[0])
    assert (outcome.code, outcome.err) == (0, "")
    assert tavus(*LIST, "--retries", "0", at=servers[1]).code == 8
    assert tavus("--retries", "0", *LIST, at=servers[2]).code == 8
    assert tavus(*LIST, at=servers[3], env={"TAVUS_RETRIES": "0"}).code == 8
    assert [len(server.requests) for server in servers] == [2, 1, 1, 1]


def test_d7_the_number_of_retries_can_be_given(tavus, serve):
    server = serve(reply(503))
    outcome = tavus(*LIST, "--retries", "1", at=server)
    assert outcome.code == 8
    assert "(attempt 2 of 2)" in outcome.err
    assert len(server.requests) == 2


def test_d8_no_library_tries_again_behind_our_back(tavus, serve):
    server = serve(reply(503, b"", [("Retry-After", "0")]))
    assert tavus(*LIST, *ONCE, at=server).code == 8
    assert len(server.requests) == 1
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    assert not [name for name in project["dependencies"] if re.match("tenacity|stamina|backoff|retry", name)]
