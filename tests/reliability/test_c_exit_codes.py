import pytest
from faults.answers import document, hang, redirect, reply, reset
from faults.bodies import page, replica
from faults.ports import refusing_port
from reliability.commands import CREATE, LIST, ONCE

GET = ("replicas", "get", "r1")
VIDEOS = ("videos", "list")

KINDS = {
    1: "local",
    2: "usage",
    3: "not_found",
    4: "auth",
    5: "refused",
    6: "network",
    7: "rate_limited",
    8: "server",
    9: "timeout",
    10: "unknown",
}

STATUSES = {
    400: (5, 3, 5),
    401: (4, 4, 4),
    402: (5, 5, 5),
    403: (4, 4, 4),
    404: (3, 3, None),
    405: (5, 5, 5),
    409: (5, 5, 5),
    410: (5, 5, 5),
    413: (5, 5, 5),
    418: (5, 5, 5),
    422: (5, 5, 5),
    429: (7, 7, 7),
    451: (5, 5, 5),
    500: (8, 8, 10),
    501: (8, 8, 10),
    502: (8, 8, 10),
    503: (8, 8, 10),
    504: (8, 8, 10),
    599: (8, 8, 10),
}


@pytest.mark.parametrize("status", STATUSES)
def test_c_each_status_has_its_code(tavus, serve, status):
    listing, getting, creating = STATUSES[status]
    server = serve(document({"error": "Invalid replica_id"}, status))
    for command, code in [(LIST, listing), (VIDEOS, listing), (GET, getting), (CREATE, creating)]:
        outcome = tavus(*command, *ONCE, at=server)
        assert code in {None, outcome.code}
        assert outcome.errors[0].startswith("error: ")
    assert len(server.requests) == 4


@pytest.mark.parametrize("status", [100, 199, 300, 304, 399, 600, 999])
def test_c_an_odd_status_is_no_success(tavus, serve, status):
    server = serve(reply(status, b'{"data": []}'))
    assert tavus(*LIST, *ONCE, "--timeout", "0.5", at=server).code in {6, 8, 9}


@pytest.mark.parametrize(
    ("answer", "command", "code", "outcome"),
    [
        (document({}, 404), GET, 3, "refused"),
        (document({}, 401), LIST, 4, "refused"),
        (document({}, 402), CREATE, 5, "refused"),
        (reset, LIST, 6, None),
        (reply(429), LIST, 7, "refused"),
        (reply(429), CREATE, 7, "refused"),
        (reply(500), LIST, 8, None),
        (redirect(302, "http://localhost:9/"), LIST, 8, None),
        (reply(200, b"<"), LIST, 8, None),
        (hang, LIST, 9, None),
        (reset, CREATE, 10, "unknown"),
    ],
)
def test_c_failures_as_json_are_one_line_on_standard_error(tavus, serve, answer, command, code, outcome):
    ended = tavus(*command, *ONCE, "--json", "--timeout", "0.5", at=serve(answer))
    assert ended.code == code
    assert ended.raw_err.isascii()
    assert len(ended.err.splitlines()) == 1
    error = ended.error
    assert {"kind", "exit", "message", "http_status", "attempts", "outcome"} <= set(error)
    assert (error["kind"], error["exit"]) == (KINDS[code], code)
    assert error["attempts"] == 1
    assert error["outcome"] in ({outcome} if outcome else {"not_sent", "refused", "unknown", "done"})
    assert not error["message"].startswith("error: ")


@pytest.mark.parametrize(
    ("arguments", "env", "code"),
    [
        ((*LIST, "--limit", "0"), {}, 2),
        ((*LIST, "--limit", "abc"), {}, 2),
        ((*LIST, "--page", "-1"), {}, 2),
        ((*LIST, "--replica-type", "other"), {}, 2),
        ((*LIST, "--nosuch"), {}, 2),
        (("replicas", "nosuch"), {}, 2),
        (("nosuch",), {}, 2),
        (("replicas", "get"), {}, 2),
        ((*LIST, "--base-url", "nonsense"), {}, 2),
        ((*LIST, "--retries", "-1"), {}, 2),
        ((*LIST, "--retries", "many"), {}, 2),
        (LIST, {"TAVUS_RETRIES": "many"}, 2),
        (LIST, {"TAVUS_TIMEOUT": "soon"}, 2),
        (LIST, {"TAVUS_API_KEY": None}, 4),
        (LIST, {"TAVUS_API_KEY": ""}, 4),
        (CREATE[:2], {}, 2),
    ],
)
def test_c_nothing_is_sent_for_these(tavus, serve, arguments, env, code):
    server = serve(document(page()))
    outcome = tavus(*arguments, at=server, env=env)
    assert outcome.code == code
    assert outcome.errors[0].startswith("error: ")
    assert len(outcome.errors) <= 2
    assert all(line.startswith("hint: ") for line in outcome.errors[1:])
    assert outcome.err.splitlines() == outcome.errors
    as_json = tavus(*arguments, "--json", at=server, env=env)
    assert as_json.code == code
    assert (as_json.error["kind"], as_json.error["outcome"]) == (KINDS[code], "not_sent")
    assert as_json.error["attempts"] == 0
    assert server.connections == 0


def test_c_an_absent_server_is_a_network_fault(tavus):
    with refusing_port() as port:
        outcome = tavus(*LIST, *ONCE, "--json", at=f"http://127.0.0.1:{port}")
    assert outcome.code == 6
    assert (outcome.error["kind"], outcome.error["outcome"]) == ("network", "not_sent")
    assert f"127.0.0.1:{port}" in outcome.error["message"]


def test_c_an_empty_list_is_a_success(tavus, serve):
    server = serve(document(page()))
    for flags in [(), ("--json",), ("--all",), ("--format", "table"), ("--format", "ids")]:
        assert tavus(*LIST, *flags, at=server).code == 0
    assert tavus(*LIST, "--json", at=server).json() == page()


def test_c_the_help_lists_the_codes(tavus):
    lines = tavus("help", "exit-codes").out.splitlines()
    for code in [*range(13), 129, 130, 141, 143]:
        assert any(line.split()[:1] == [str(code)] for line in lines), code


def test_c_a_wrong_key_is_told_with_what_to_do(tavus, serve):
    outcome = tavus(*LIST, at=serve(document({"message": "Invalid access token"}, 401)))
    assert outcome.code == 4
    assert "Invalid access token" in outcome.errors[0]
    assert outcome.errors[1].startswith("hint: ")


def test_c_a_success_says_nothing_on_standard_error(tavus, serve):
    assert tavus(*LIST, at=serve(document(page(replica())))).err == ""
    assert tavus(*GET, at=serve(document(replica()))).err == ""
