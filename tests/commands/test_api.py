"""tavus api: any call, with the same care as every command."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from faults.answers import document, hang, reply, reset
from faults.bodies import page, replica
from samples import KEY

DONE = document({"thing_id": "t1"})


def test_include_shows_the_status_and_the_headers_first(run, serve):
    serve(document({"thing_id": "t1"}, 201, [("X-Echo", KEY), ("X-Odd", "a\x1b[2Jb")]))
    result = run("api", "POST", "things", "-i", "--format", "tsv")
    head, _, body = result.out.partition("\n\n")
    assert head.splitlines()[0] == "HTTP/1.1 201 Created"
    assert "X-Echo: <hidden>" in head.splitlines()
    assert "X-Odd: a^[[2Jb" in head.splitlines()
    assert body == "t1\n"


def test_include_leaves_json_alone(run, serve):
    serve(DONE)
    result = run("api", "GET", "things/t1", "-i", "--json")
    assert result.json() == {"thing_id": "t1"}
    answer = json.loads(result.err)["answer"]
    assert (answer["status"], answer["headers"]["Content-Type"]) == ("200 OK", "application/json")


def test_all_is_the_same_as_the_commands_own(run, sandbox):
    for number in range(7):
        url = f"https://clips.example.com/{number}.mp4"
        run("replicas", "create", "--train-video-url", url, "--replica-name", f"n{number}", "--quiet")
    expected = run("replicas", "list", "--all", "--format", "ids")
    assert len(expected.out.splitlines()) > 7
    for words in (["/v2/replicas"], ["replicas?limit=3"], ["replicas", "-f", "limit=3"]):
        result = run("api", "GET", *words, "--all", "--format", "ids")
        assert (result.code, result.out) == (0, expected.out)
    ours, theirs = run("api", "GET", "replicas", "--all", "--json"), run("replicas", "list", "--all", "--json")
    assert ours.json() == theirs.json()


def test_all_puts_the_pages_into_one_document(run, serve):
    rows = [replica(number) for number in range(5)]

    def answer(request):
        number = int(dict(pair.split("=") for pair in request.query.split("&")).get("page", 0))
        return document({"data": rows[number * 2 : number * 2 + 2], "total_count": 5, "extra": 1})

    server = serve(routes=answer)
    words = ["api", "GET", "replicas", "-F", "limit=2", "--all"]
    assert run(*words, "--json").json() == {"data": rows, "total_count": 5, "extra": 1}
    assert "limit=2" in server.requests[0].query
    lines = run(*words, "--format", "jsonl", "--columns", "replica_id").out.splitlines()
    assert [json.loads(line) for line in lines] == [{"replica_id": row["replica_id"]} for row in rows]


@pytest.mark.parametrize(
    "words",
    [
        ("POST", "replicas"),
        ("GET", "replicas?page=1"),
        ("GET", "replicas?limit=0"),
        ("GET", "replicas?limit=many"),
        ("GET", "replicas?a=1&a=2"),
        ("GET", "replicas", "-i"),
    ],
)
def test_all_refuses_what_cannot_be_walked(run, serve, words):
    server = serve(DONE)
    assert run("api", *words, "--all").code == 2
    assert server.requests == []


def test_all_of_what_is_no_list_ends_with_8(run, serve):
    serve(DONE)
    assert run("api", "GET", "things", "--all").code == 8


ENVELOPES = {
    "data": lambda rows, _: {"data": rows, "total_count": 5},
    "numbered": lambda rows, page: {"data": rows, "total_count": 5, "page": page, "limit": 2},
    "total": lambda rows, _: {"data": rows, "total": 5},
    "deployments": lambda rows, page: {"deployments": rows, "total": 5, "page": page, "limit": 2},
    "tags": lambda rows, _: {"tags": [row["thing_id"] for row in rows], "total_count": 5},
}


@pytest.fixture
def paged(serve):
    """A server with five rows, two on a page, in one of the envelopes; counts pages from `base`."""

    def start(envelope, base=0):
        rows = [{"name": f"n{number}", "thing_id": f"t{number}"} for number in range(5)]

        def answer(request):
            page = int(dict(pair.split("=") for pair in request.query.split("&") if pair).get("page", base)) - base
            return document(ENVELOPES[envelope](rows[page * 2 :][:2] if page >= 0 else rows[:2], page))

        return serve(routes=answer)

    return start


@pytest.mark.parametrize("base", [0, 1])
@pytest.mark.parametrize("envelope", ENVELOPES)
def test_all_walks_a_list_in_any_envelope(run, paged, envelope, base):
    paged(envelope, base)
    walk = ["api", "GET", envelope, "-F", "limit=2", "--all"]
    whole = run(*walk)
    bare = envelope == "tags"
    assert (whole.code, whole.err) == (0, "")
    (rows,) = [value for value in whole.json().values() if isinstance(value, list)]
    assert rows == [f"t{number}" if bare else {"name": f"n{number}", "thing_id": f"t{number}"} for number in range(5)]
    assert 5 in [value for value in whole.json().values() if not isinstance(value, list)]
    for form, lines in [("tsv", 5), ("csv", 6), ("jsonl", 5), ("table", 7)]:
        assert len(run(*walk, "--format", form).out.splitlines()) == lines
    ids = run(*walk, "--format", "ids")
    assert (ids.code, ids.out) == ((8, "") if bare else (0, "t0\nt1\nt2\nt3\nt4\n"))


@pytest.mark.parametrize("envelope", ENVELOPES)
def test_one_page_in_any_envelope_is_a_list_too(run, paged, envelope):
    paged(envelope)
    result = run("api", "GET", envelope, "--format", "tsv")
    assert len(result.out.splitlines()) == 2
    assert result.err == "note: 2 of 5 shown; --all shows every one\n"
    ids = run("api", "GET", envelope, "--format", "ids")
    assert (ids.code, ids.out) == ((8, "") if envelope == "tags" else (0, "t0\nt1\n"))


def test_bare_values_are_shown_under_the_name_of_their_list(run, paged):
    paged("tags")
    assert run("api", "GET", "documents/tags").json() == {"tags": ["t0", "t1"], "total_count": 5}
    walked = run("api", "GET", "documents/tags", "--format", "csv", "--all")
    assert walked.out.split() == ["tag", "t0", "t1", "t2", "t3", "t4"]
    assert run("api", "GET", "documents/tags", "--format", "ids").err == "error: none of the 2 tags has an id.\n"
    assert run("api", "GET", "documents/tags", "--columns", "tag", "--format", "tsv").out == "t0\nt1\n"
    assert run("api", "GET", "documents/tags", "--columns", "nope").code == 2


def test_a_list_is_a_table_with_the_rows_own_id_first(run, serve):
    rows = [{"video_name": "a", "replica_id": "r1", "video_id": "v1", "\x1bodd": 1}]
    serve(document({"data": rows, "total_count": 42}))
    result = run("api", "GET", "videos", "--format", "table", terminal=True, env={"NO_COLOR": "1"})
    assert result.out.splitlines()[0].split() == ["VIDEO_ID", "VIDEO_NAME", "REPLICA_ID"]
    assert result.err == "note: 1 of 42 shown; --all shows every one\n"
    assert run("api", "GET", "videos", "--format", "ids").out == "v1\n"
    assert run("api", "GET", "videos", "--format", "tsv").out == "v1\ta\tr1\n"


@pytest.mark.parametrize(
    ("path", "row", "expected"),
    [
        ("memory-stores", {"owner_id": "o", "memory_store_id": "m"}, "m"),
        ("policies/p1", {"owner_id": "o", "policy_id": "p"}, "p"),
        ("guardrails", {"name": "n", "uuid_id": "u", "other_id": "o"}, "u"),
        ("things", {"name": "n", "id": 7}, "7"),
    ],
)
def test_the_id_of_a_row_is_found_by_the_path_or_is_its_first(run, serve, path, row, expected):
    serve(document({"data": [row]}), document(row))
    assert run("api", "GET", path, "--format", "ids").out == f"{expected}\n"
    assert run("api", "GET", path, "--format", "ids").out == f"{expected}\n"


def test_a_record_is_shown_field_by_field(run, serve):
    record = {"thing_id": "t1", "data": {"script": "Hi"}, "status": "ready"}
    serve(document(record))
    result = run("api", "GET", "things/t1", "--format", "table", terminal=True, env={"NO_COLOR": "1"})
    assert [line.split(maxsplit=1)[0] for line in result.out.splitlines()] == ["thing_id", "data.script", "status"]
    assert run("api", "GET", "things/t1", "--json").out == json.dumps(record) + "\n"
    assert run("api", "GET", "things/t1", "--format", "tsv", "--columns", "data.script").out == "Hi\n"
    assert run("api", "GET", "things/t1", "--columns", "nope").code == 2


def test_after_a_change_no_column_is_unknown(run, serve):
    serve(DONE)
    result = run("api", "POST", "things", "--format", "tsv", "--columns", "thing_id,nope")
    assert (result.code, result.out) == (0, "t1\t\n")


def test_no_rows_are_a_success_whatever_the_columns(run, serve):
    serve(document(page()))
    for more in ([], ["--all"]):
        result = run("api", "GET", "replicas", "--format", "tsv", "--columns", "replica_id", *more)
        assert (result.code, result.out) == (0, "")
    assert run("api", "GET", "replicas", "--format", "table", terminal=True).err == "note: no replicas\n"


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


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (reset, "the connection broke: "),
        (hang, "no answer within 0.3 s"),
        (reply(503), "503 Service Unavailable"),
        (reply(200, b"<html>"), "the answer is not the JSON"),
    ],
    ids=["reset", "hang", "503", "html"],
)
def test_a_change_is_sent_once_and_its_outcome_said_to_be_unknown(run, serve, method, answer, reason):
    server = serve(answer)
    result = run("api", method, "things/t1", "-f", "a=b", "--timeout", "0.3")
    assert (result.code, result.out, len(server.requests)) == (10, "", 1)
    first, second, third = result.err.splitlines()
    assert first.startswith(f"error: the {method} request was sent, but its outcome is unknown ({reason}")
    assert second == "What it asks for may have been done, and may be charged. It was not sent again."
    assert third.endswith("look there first:  tavus api GET /v2/things/t1")


def test_the_unknown_is_one_json_document_for_programs(run, serve):
    serve(reset)
    error = json.loads(run("api", "POST", "things", "--json").err)["error"]
    assert (error["kind"], error["outcome"], error["attempts"]) == ("unknown", "unknown", 1)
    assert error["sent_at"].endswith("Z")


def test_a_read_is_tried_again(run, serve):
    server = serve(reset, reply(503), DONE)
    assert run("api", "GET", "things", "--quiet", "--format", "tsv").out == "t1\n"
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("status", "code"), [(400, 5), (401, 4), (403, 4), (402, 5), (404, 3), (409, 5), (422, 5), (429, 7), (302, 8)]
)
def test_refusals_end_as_everywhere(run, serve, status, code):
    serve(reply(status, b'{"message": "because"}', [("Location", "https://example.test/")]))
    result = run("api", "GET", "things", "--retries", "0")
    assert (result.code, result.out) == (code, "")
    assert "because" in result.err or status == 302


def test_without_a_key_nothing_is_sent(run, serve):
    server = serve(DONE)
    assert run("api", "GET", "things", env={"TAVUS_API_KEY": None}).code == 4
    assert server.connections == 0


def test_a_change_is_reported_even_if_its_answer_cannot_be_written(serve, home):
    server = serve(DONE)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tavus_cli", "api", "POST", "things"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=20,
            check=False,
            env={**os.environ, "PYTHONWARNINGS": ""},
        )
    assert done.returncode == 1
    assert done.stderr == (
        "error: the POST of /v2/things was done (200 OK; thing_id t1), but the result could not be written to"
        " standard output: No space left on device.\n"
    )
    assert len(server.requests) == 1
