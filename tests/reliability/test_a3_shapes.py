import re

import pytest
from faults.answers import document, reply
from faults.bodies import page, replica, video
from reliability import patches
from reliability.commands import CREATE, LIST, ONCE
from reliability.terminal import on_terminal
from samples import KEY

ROW = replica(1)


@pytest.mark.parametrize("value", [{}, {"data": None}, {"data": {}}, {"data": "x"}, {"data": 7}, {"data": {"r1": ROW}}])
@pytest.mark.parametrize("command", [LIST, ("videos", "list")])
def test_a25_a_list_without_rows_names_the_field(tavus, serve, command, value):
    for flags in [(), ("--json",), ("--all",)]:
        outcome = tavus(*command, *flags, at=serve(document(value)))
        assert outcome.code == 8
        assert "data" in outcome.err


@pytest.mark.parametrize("row", [None, "r1", 7, [ROW], True])
def test_a25_a_row_that_is_no_object_is_named(tavus, serve, row):
    for flags in [(), ("--json",), ("--all",), ("--format", "ids")]:
        outcome = tavus(*LIST, *flags, at=serve(document({"data": [ROW, row], "total_count": 2})))
        assert outcome.code == 8
        assert "data" in outcome.err


@pytest.mark.parametrize("value", [[], [ROW], None, "text", 7, True])
def test_a25_an_answer_that_is_no_object_is_refused(tavus, serve, value):
    server = serve(document(value))
    for command in [LIST, ("videos", "list"), ("replicas", "get", "r1")]:
        assert tavus(*command, at=server).code == 8
    assert tavus(*CREATE, at=server).code == 10


@pytest.mark.parametrize("value", [{}, {"replica_id": None}, {"replica_id": ""}, {"status": "started"}])
def test_a25_a43_a_create_without_an_id_leaves_the_outcome_unknown(tavus, serve, value):
    server = serve(document(value))
    assert tavus(*CREATE, at=server).code == 10
    assert len(server.requests) == 1


ODD = [None, 7, 1.5, True, [], ["a"], {}, {"a": {"b": 1}}, "", "x" * 3000, -0.0, 10**30]


@pytest.mark.parametrize("form", ["tsv", "csv", "json", "jsonl", "table"])
def test_a25_odd_values_are_shown_as_text(tavus, serve, form):
    rows = [replica(n, **dict.fromkeys(list(ROW)[1:], value)) for n, value in enumerate(ODD)]
    outcome = tavus(*LIST, "--format", form, at=serve(document(page(*rows))), env={"COLUMNS": None})
    assert (outcome.code, outcome.err) == (0, "")
    assert all(row["replica_id"] in outcome.out for row in rows)


def test_a25_odd_values_on_a_terminal_and_in_a_record(tavus, serve):
    rows = [video(n, **dict.fromkeys(list(video())[1:], value)) for n, value in enumerate(ODD)]
    outcome = on_terminal(tavus, "videos", "list", at=serve(document(page(*rows))))
    assert outcome.code == 0
    assert all(row["video_id"] in outcome.out for row in rows)
    for value in ODD:
        odd = dict.fromkeys([*ROW, "error_message", "updated_at"], value)
        for flags in [(), ("--json",), ("--format", "table")]:
            assert tavus("replicas", "get", "r1", *flags, at=serve(document(odd))).code == 0


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ({"error": "Invalid limit"}, "Invalid limit"),
        ({"message": "Invalid limit"}, "Invalid limit"),
        ({"error": {"message": "Invalid limit", "code": 7}}, "Invalid limit"),
        ({"error": "Invalid limit", "message": "other"}, "Invalid limit"),
        ({"error": "", "message": "Invalid limit"}, "Invalid limit"),
        ({"error": None, "message": "Invalid limit"}, "Invalid limit"),
        ({"error": {}}, "Bad Request"),
        ({"error": 7}, "400"),
        ({}, "Bad Request"),
        ([], "Bad Request"),
        (None, "Bad Request"),
        ({"error": ["Invalid limit"]}, "(400 Bad Request: Invalid limit)"),
        ({"detail": "Invalid limit."}, "(400 Bad Request: Invalid limit)"),
        ({"errors": ["Invalid limit", "Invalid page"]}, "Invalid limit; Invalid page"),
        ({"errors": [{"message": "Invalid limit"}]}, "(400 Bad Request: Invalid limit)"),
        ({"errors": [{"field": "limit", "message": "too large"}]}, "(400 Bad Request: limit: too large)"),
        ({"error": {"limit": ["too large", "odd"]}}, "(400 Bad Request: limit: too large; limit: odd)"),
        ({"detail": [{"loc": ["query", "limit"], "msg": "too large"}]}, "query.limit: too large"),
        ({"error": "Bad Request", "message": "Invalid limit"}, "Bad Request; Invalid limit"),
        ({"error": {"message": {"message": [{"message": "Invalid limit"}]}}}, "400"),
        ([{"message": "Invalid limit"}], "(400 Bad Request: Invalid limit)"),
        ("Invalid limit", "(400 Bad Request: Invalid limit)"),
        ({"errors": [{"message": f"reason {n}"} for n in range(1000)]}, "reason 4)"),
        ({"error": {"key": KEY}}, "<hidden>"),
        ({"message": {"message": {"message": {}}}}, "Bad Request"),
    ],
)
def test_a27_the_reason_is_found_wherever_it_stands(tavus, serve, body, shown):
    outcome = tavus(*LIST, at=serve(document(body, 400)))
    assert outcome.code == 5
    assert shown in outcome.errors[0]


def test_a27_the_reason_is_one_clean_line_of_at_most_300_characters(tavus, serve):
    text = "first\nerror: forged\r\n\x1b[2J\x9b31m\u202e" + "long " * 300
    outcome = tavus(*LIST, at=serve(document({"error": text}, 400)))
    assert outcome.code == 5
    assert len([line for line in outcome.err.splitlines() if line.startswith("error: ")]) == 1
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", outcome.err)
    assert "long long" in outcome.errors[0]
    assert len(outcome.errors[0]) < 400


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"\xff\xfe", b"[" * 100_000, b'{"error": NaN}', b"9" * 5000, b'{"err']
)
def test_a27_an_error_that_cannot_be_read_shows_as_its_status(tavus, serve, body):
    outcome = tavus(*LIST, at=serve(reply(400, body)))
    assert outcome.code == 5
    assert "400 Bad Request" in outcome.errors[0]


BOOM = [
    'RuntimeError("boom")',
    'ValueError("boom")',
    'UnicodeDecodeError("utf-8", b"x", 0, 1, "boom")',
    'OSError("boom")',
    'RecursionError("boom")',
    '__import__("urllib3").exceptions.LocationParseError("boom")',
    "MemoryError()",
]


def test_a29_what_nobody_foresaw_is_one_line(tavus, serve):
    server = serve(document(page()))
    runs = []
    for error in BOOM:
        env = patches.patched(tavus.home, patches.raising("requests.adapters:HTTPAdapter.send", error))
        runs.append(tavus.begin(*LIST, *ONCE, at=server, env=env, real=True))
    for run in runs:
        outcome = run.finish()
        assert outcome.code in {1, 6, 8}
        assert outcome.errors[0].startswith("error: ")
        assert len(outcome.errors) <= 2


def test_a29_the_unforeseen_names_its_type_and_the_way_to_more(tavus, serve):
    server = serve(document(page()))
    env = patches.patched(
        tavus.home, patches.raising("requests.adapters:HTTPAdapter.send", f'ZeroDivisionError("{KEY}")')
    )
    outcome = tavus(*LIST, at=server, env=env, real=True)
    assert outcome.code == 1
    assert outcome.errors[0] == "error: unexpected: ZeroDivisionError (run with --debug)"
    outcome = tavus(*LIST, "--debug", at=server, env=env, real=True)
    assert outcome.code == 1
    assert "Traceback" in outcome.err
    assert server.requests == []


def test_a29_a43_the_unforeseen_after_a_create_was_sent_leaves_the_outcome_unknown(tavus, serve):
    server = serve(document({"replica_id": "r1", "status": "started"}))
    fault = patches.raising("http.client:HTTPResponse.begin", 'ZeroDivisionError("boom")')
    env = patches.patched(tavus.home, fault)
    outcome = tavus(*CREATE, "--json", at=server, env=env, real=True)
    assert outcome.code == 10
    assert outcome.error["outcome"] == "unknown"
    # The program may end before the server has read the request.
    server.wait_for_requests(1)
    assert len(server.requests) == 1
