"""tavus replicas rename, and what renaming and deleting have in common: unknown ids, doubt, stock replicas."""

import pytest
from commands.replicas.answers import UNKNOWN
from faults.answers import document, hang, reply


def test_a_renamed_replica_has_the_new_name(run, make):
    replica_id = make("Old")
    result = run("replicas", "rename", replica_id, "New", "--json")
    assert (result.code, result.json()) == (0, {"replica_id": replica_id, "replica_name": "New"})
    assert run("replicas", "get", replica_id, "--columns", "replica_name").out == "New\n"


@pytest.mark.parametrize("answer", [reply(200), reply(204), reply(304), document({"anything": 1})])
def test_rename_sends_the_name_alone_and_takes_any_success(replicas, answer):
    result, (request,) = replicas("rename", "r/1", "Rio", answers=[answer])
    assert (result.code, result.out, result.err) == (0, "r/1\tRio\n", "")
    assert (request.method, request.target) == ("PATCH", "/v2/replicas/r%2F1/name")
    assert request.json() == {"replica_name": "Rio"}


@pytest.mark.parametrize("argv", [("r1", ""), ("r1", " "), ("..", "Rio"), ("", "Rio"), ("r1",)])
def test_a_rename_that_cannot_be_meant_sends_nothing(replicas, argv):
    result, requests = replicas("rename", *argv)
    assert (result.code, result.out, requests) == (2, "", [])


def test_a_refused_name_is_not_a_missing_replica(replicas):
    result, _ = replicas("rename", "r1", "Rio", answers=[document({"error": "replica_name is taken"}, 400)])
    assert result.code == 5
    assert result.err == "error: the API refused the request (400 Bad Request: replica_name is taken).\n"


@pytest.mark.parametrize(
    ("replica_id", "hint"),
    [
        ("r00000000000", ""),
        ("p1af207b8189", "hint: it looks like a pal's id; a replica's starts with r\n"),
        ("v0a1b2c3d4e5f", "hint: it looks like a voice's id; a replica's starts with r\n"),
        ("783537ef5", "hint: it looks like a video's id; a replica's starts with r\n"),
    ],
)
@pytest.mark.parametrize("verb", [("get",), ("rename", "Rio"), ("delete", "--yes")], ids=lambda verb: verb[0])
def test_an_unknown_id_ends_with_3_and_what_it_looks_like(run, sandbox, replica_id, hint, verb):
    result = run("replicas", verb[0], replica_id, *verb[1:])
    assert (result.code, result.out) == (3, "")
    assert result.err.endswith(f"Invalid replica_id).\n{hint}")


@pytest.mark.parametrize("answer", [reply(500), reply(200, b"<html>", kind="text/html"), reply(302)])
@pytest.mark.parametrize("verb", [("rename", "r1", "Rio"), ("delete", "r1", "--yes")], ids=lambda verb: verb[0])
def test_a_change_without_a_clear_answer_is_sent_once_and_its_doubt_is_told(replicas, answer, verb):
    result, requests = replicas(*verb, answers=[answer])
    assert (result.code, result.out, len(requests)) == (10, "", 1)
    message, doubt, hint = result.err.splitlines()
    assert message.startswith(f"error: the request to {verb[0]} replica r1 was sent, but its outcome is unknown (")
    assert (doubt, hint) == (
        "It may have been done. It was not sent again.",
        "hint: look at it:  tavus replicas get r1",
    )


def test_a_change_that_meets_silence_is_unknown(replicas):
    result, requests = replicas("delete", "r1", "--yes", "--timeout", "0.3", "--json", answers=[hang])
    assert (result.code, len(requests)) == (10, 1)
    assert '"outcome": "unknown"' in result.err


@pytest.mark.parametrize(
    ("noun", "record_id"),
    [("replicas", "r7bc3db0d581"), ("voices", "v5a0d0a000001"), ("pals", "pcb7a34da5fe")],
)
@pytest.mark.parametrize("streams", [{}, {"terminal": True, "typed": "y\n"}], ids=["--yes", "asked"])
def test_the_stock_is_refused_and_not_missing(run, sandbox, noun, record_id, streams):
    verbs = [("delete", record_id, *([] if streams else ["--yes"])), ("rename", record_id, "Rio")]
    for argv in verbs[: 1 if noun == "pals" else 2]:
        for quiet in ([], ["--quiet"]):
            result = run(noun, *argv, *quiet, **streams, env={"NO_COLOR": "1"})
            assert (result.code, result.out) == (5, "")
            act, one = argv[0], noun.removesuffix("s")
            assert f"error: the API does not {act} {one} {record_id}: it may be a stock one.\n" in result.err


def test_a_look_at_what_is_missing_that_fails_leaves_it_missing(serve, run):
    server = serve(routes=lambda request: reply(500) if request.method == "GET" else UNKNOWN)
    result = run("replicas", "rename", "r1", "Rio")
    assert (result.code, result.out, len(server.requests)) == (3, "", 2)
