"""tavus api: how an answer is shown: records, plain values, nothing at all, and the headers with --include."""

import json

import pytest
from faults.answers import document, reply
from samples import KEY, THING


def test_include_shows_the_status_and_the_headers_first(run, serve):
    serve(document({"thing_id": "t1"}, 201, [("X-Echo", KEY), ("X-Odd", "a\x1b[2Jb")]))
    result = run("api", "POST", "things", "-i", "--format", "tsv")
    head, _, body = result.out.partition("\n\n")
    assert head.splitlines()[0] == "HTTP/1.1 201 Created"
    assert "X-Echo: <hidden>" in head.splitlines()
    assert "X-Odd: a^[[2Jb" in head.splitlines()
    assert body == "t1\n"


def test_include_leaves_json_alone(run, serve):
    serve(THING)
    result = run("api", "GET", "things/t1", "-i", "--json")
    assert result.json() == {"thing_id": "t1"}
    answer = json.loads(result.err)["answer"]
    assert (answer["status"], answer["headers"]["Content-Type"]) == ("200 OK", "application/json")


def test_a_record_is_shown_field_by_field(run, serve):
    record = {"thing_id": "t1", "data": {"script": "Hi"}, "status": "ready"}
    serve(document(record))
    result = run("api", "GET", "things/t1", "--format", "table", terminal=True, env={"NO_COLOR": "1"})
    assert [line.split(maxsplit=1)[0] for line in result.out.splitlines()] == ["thing_id", "data.script", "status"]
    assert run("api", "GET", "things/t1", "--json").out == json.dumps(record) + "\n"
    assert run("api", "GET", "things/t1", "--format", "tsv", "--columns", "data.script").out == "Hi\n"
    assert run("api", "GET", "things/t1", "--columns", "nope").code == 2


def test_after_a_change_no_column_is_unknown(run, serve):
    serve(THING)
    result = run("api", "POST", "things", "--format", "tsv", "--columns", "thing_id,nope")
    assert (result.code, result.out) == (0, "t1\t\n")


@pytest.mark.parametrize(
    ("answer", "lines", "as_json"),
    [
        ([{"a_id": 1}, {"a_id": 2}], "1\n2\n", '[{"a_id": 1}, {"a_id": 2}]\n'),
        (["a\tb", 2, None], "a\\tb\n2\n\n", '["a\\tb", 2, null]\n'),
        ("text", "text\n", '"text"\n'),
        (5, "5\n", "5\n"),
        ([], "", "[]\n"),
    ],
)
def test_an_answer_that_is_no_object_is_shown_too(run, serve, answer, lines, as_json):
    serve(document(answer))
    assert run("api", "GET", "things", "--format", "tsv").out == lines
    assert run("api", "GET", "things").out == as_json


def test_an_answer_is_json_unless_another_format_is_named(run, serve):
    record = {"thing_id": "t1", "data": [1]}
    serve(document(record))
    assert run("api", "GET", "things/t1").out == json.dumps(record) + "\n"
    assert run("api", "GET", "things/t1", terminal=True).out == json.dumps(record, indent=2) + "\n"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_an_empty_success_is_one(run, serve, method):
    serve(reply(204), reply(200))
    for status in ["204 No Content", "200 OK"]:
        result = run("api", method, "things/t1", "--json")
        assert (result.code, result.out) == (0, "")
        assert json.loads(result.err) == {"note": f"the answer is empty ({status})"}


def test_a_patch_that_changes_nothing_is_a_success(run, serve):
    serve(reply(304))
    assert run("api", "PATCH", "personas/p1", "-f", "a=b").code == 0
    # To anything else this answer means nothing, so nobody knows what was done.
    assert run("api", "DELETE", "personas/p1").code == 10
