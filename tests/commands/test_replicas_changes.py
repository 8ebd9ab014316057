"""tavus replicas rename and delete, and the word faces, through the door."""

import os
import signal
import subprocess
import sys

import pytest
from faults.answers import after, document, hang, reply
from samples import KEY

CLIP = ("--train-video-url", "https://clips.example.com/train.mp4")
CONSENT = ("--consent-video-url", "https://clips.example.com/consent.mp4")
SANDBOXED = "note: answered by the sandbox, not by Tavus\n"
UNKNOWN = document({"error": "Invalid replica_id"}, 400)
DONE = reply(200)
NONE = document({"data": [], "total_count": 0})


@pytest.fixture
def make(run, sandbox):
    """Create a replica in the sandbox; its id."""

    def create(name):
        created = run("replicas", "create", *CLIP, *CONSENT, "--replica-name", name, "--format", "ids")
        return created.out.strip()

    return create


@pytest.fixture
def replicas(serve, run):
    """Run `replicas ...` against a server that answers changes so; how it ended, and what changes were asked for.

    It has no failed trainings to list, and no replicas to show.
    """

    def go(*argv, answers=(DONE,), **streams):
        left = list(answers)

        def answer(request):
            if request.method == "GET":
                return NONE if request.query else UNKNOWN
            return left.pop(0) if len(left) > 1 else left[0]

        server = serve(routes=answer)
        result = run("replicas", *argv, **streams)
        return result, [each for each in server.requests if each.method != "GET"]

    return go


def asked(requests):
    return [f"{request.method} {request.target}" for request in requests]


def mine(run):
    return run("replicas", "list", "--replica-type", "user", "--format", "ids", "--quiet").out.split()


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


def test_deleted_replicas_are_gone_and_told_one_by_one(run, make):
    ids = [make("A"), make("B"), make("C")]
    result = run("replicas", "delete", *ids[:2], ids[0], "--yes", "--format", "ids")
    assert (result.code, result.out, result.err) == (0, f"{ids[0]}\n{ids[1]}\n", SANDBOXED)
    assert mine(run) == ids[2:]


def test_delete_says_what_it_did_as_json(run, make):
    ids = [make("A"), make("B"), make("C")]
    assert run("replicas", "delete", ids[0], "--yes", "--json").json() == {
        "replica_id": ids[0],
        "status": "deleted",
        "hard": False,
    }
    rows = run("replicas", "delete", *ids[1:], "--hard", "--yes", "--json").json()["data"]
    assert [(row["replica_id"], row["hard"]) for row in rows] == [(ids[1], True), (ids[2], True)]


@pytest.mark.parametrize("answer", [reply(200), reply(204), document({})])
def test_delete_says_hard_only_when_asked_and_takes_any_success(replicas, answer):
    result, requests = replicas("delete", "r1", "r2", "--yes", answers=[answer])
    assert (result.code, result.out) == (0, "r1\tdeleted\nr2\tdeleted\n")
    assert asked(requests) == ["DELETE /v2/replicas/r1", "DELETE /v2/replicas/r2"]
    _, requests = replicas("delete", "r1", "--yes", "--hard", answers=[answer])
    assert asked(requests) == ["DELETE /v2/replicas/r1?hard=true"]


@pytest.mark.parametrize("argv", [("r1",), ("r1", "--hard"), ("r1", "..", "--yes"), ("--yes",)])
def test_delete_sends_nothing_without_a_yes_or_with_an_id_that_is_none(replicas, argv):
    result, requests = replicas("delete", *argv)
    assert (result.code, result.out, requests) == (2, "", [])


def test_delete_names_the_option_where_nobody_can_be_asked(replicas):
    for streams in [{}, {"terminal": True}, {"typed": "y\n"}]:
        result, requests = replicas("delete", "r1", stdin="y\n", **streams, env={"NO_COLOR": "1"})
        assert (result.code, requests) == (2, [])
        assert result.err.splitlines() == [
            "error: deleting needs a yes, and there is nobody to ask; nothing was deleted.",
            "hint: add --yes to delete without being asked",
        ]


@pytest.mark.parametrize("word", ["y\n", "Yes\n"])
def test_delete_asks_on_a_terminal_and_takes_a_yes(run, make, word):
    replica_id = make("Rio")
    result = run("replicas", "delete", replica_id, terminal=True, typed=word)
    assert result.code == 0
    assert result.err == f'Delete replica {replica_id} "Rio"? [y/N] ' + SANDBOXED
    assert mine(run) == []


@pytest.mark.parametrize("word", ["n\n", "\n", "", "yess\n", "j\n"])
def test_delete_takes_anything_else_for_a_no(run, make, word):
    replica_id = make("Rio")
    result = run("replicas", "delete", replica_id, terminal=True, typed=word, env={"NO_COLOR": "1"})
    assert (result.code, result.out) == (1, "")
    assert result.err.endswith("error: nothing was deleted.\n")
    assert mine(run) == [replica_id]


def test_the_question_names_every_thing_and_that_hard_is_for_good(run, make):
    ids = [make("Rio"), make("\x1b[31mred")]
    result = run("replicas", "delete", *ids, "--hard", terminal=True, typed="n\n")
    assert result.err.startswith(
        f'Delete 2 replicas: {ids[0]} "Rio", {ids[1]} "^[[31mred", with all its files? This cannot be undone. [y/N] '
    )


def test_an_unknown_id_is_told_before_the_question(run, make):
    replica_id = make("Rio")
    result = run("replicas", "delete", replica_id, "r00000000000", terminal=True, typed="y\n")
    assert result.code == 3
    assert "[y/N]" not in result.err
    assert mine(run) == [replica_id]


def test_delete_goes_on_past_a_failure_and_says_both(replicas):
    result, requests = replicas("delete", "r1", "r2", "r3", "--yes", answers=[UNKNOWN, DONE, UNKNOWN])
    assert (result.code, result.out) == (3, "r2\tdeleted\n")
    assert result.err.splitlines() == [
        "error: no replica r1: the API refused the request (400 Bad Request: Invalid replica_id).",
        "no replica r3: the API refused the request (400 Bad Request: Invalid replica_id).",
        "hint: if it is a name, this finds its id: tavus replicas list --search r1",
    ]
    assert len(requests) == 3


@pytest.mark.parametrize(
    ("answers", "code", "count"),
    [
        ([UNKNOWN, reply(500), DONE], 10, 3),
        ([UNKNOWN, reply(401), DONE], 4, 2),
        ([reply(500), reply(401), DONE], 10, 2),
        ([reply(409), UNKNOWN, DONE], 5, 3),
    ],
)
def test_the_worst_failure_gives_the_code_and_a_refused_key_ends_it(replicas, answers, code, count):
    result, requests = replicas("delete", "r1", "r2", "r3", "--yes", answers=answers)
    assert (result.code, len(requests)) == (code, count)


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


FAILED = {"replica_id": "r1", "replica_name": "Rio", "status": "error", "error_message": "no"}
REGRET = "its training failed: deleting it at once may cost the refund"


@pytest.fixture
def deleting(serve, run):
    """Run `replicas delete` against a server that has r1 as this record, and r2 trained."""

    def go(record, *argv, **streams):
        rows = {"r1": record, "r2": {"replica_id": "r2", "status": "completed"}}

        def answer(request):
            if request.method == "DELETE":
                return DONE
            found = rows.get(request.path.rpartition("/")[2])
            return document(found or {"data": list(rows.values()), "total_count": 2})

        server = serve(routes=answer)
        return run("replicas", "delete", *argv, **streams, env={"NO_COLOR": "1"}), server.requests

    return go


def test_a_failed_replica_is_deleted_with_a_warning(deleting):
    result, requests = deleting(FAILED, "r1", "r2", "--yes")
    assert (result.code, result.out) == (0, "r1\tdeleted\nr2\tdeleted\n")
    assert result.err == f"warning: r1: {REGRET}\n"
    assert asked(requests)[0] == "GET /v2/replicas?replica_ids=r1%2Cr2&limit=2"


def test_the_question_says_what_a_failed_replica_may_cost(deleting):
    result, requests = deleting(FAILED, "r1", terminal=True, typed="n\n")
    assert result.err.startswith(f'Delete replica r1 "Rio" ({REGRET})? [y/N] ')
    assert "DELETE" not in {request.method for request in requests}


@pytest.mark.parametrize("status", ["started", "completed"])
def test_nothing_is_said_of_refunds_where_nothing_failed(deleting, status):
    for streams in ({"terminal": True, "typed": "y\n"}, {}):
        result, _ = deleting({**FAILED, "status": status}, "r1", *([] if streams else ["--yes"]), **streams)
        assert (result.code, "refund" in result.err) == (0, False)


def test_with_quiet_nobody_is_warned_and_nothing_looked_up(deleting):
    result, requests = deleting(FAILED, "r1", "--yes", "--quiet")
    assert (result.err, asked(requests)) == ("", ["DELETE /v2/replicas/r1"])


def test_a_change_that_meets_silence_is_unknown(replicas):
    result, requests = replicas("delete", "r1", "--yes", "--timeout", "0.3", "--json", answers=[hang])
    assert (result.code, len(requests)) == (10, 1)
    assert '"outcome": "unknown"' in result.err


@pytest.mark.parametrize("argv", [("list", "--limit", "2"), ("get", "r7bc3db0d581"), ("create", *CLIP, "--dry-run")])
def test_faces_are_replicas(run, sandbox, argv):
    faces = run("faces", *argv)
    assert faces.code == 0
    assert faces == run("replicas", *argv)


def test_faces_can_be_asked_for_help_and_are_listed_nowhere(run):
    assert "tavus faces list" in run("faces", "list", "--help").out.splitlines()[0]
    assert "faces" not in run("--help").out
    assert run("face").err.splitlines()[1] == "hint: did you mean faces?"


def interrupted(home, server, *argv):
    """Run a command, and press Ctrl-C once its first request is out."""
    env = {"HOME": str(home), "TAVUS_API_KEY": KEY, "TAVUS_BASE_URL": server.url}
    command = [sys.executable, "-m", "tavus_cli", *argv]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
    with subprocess.Popen(command, env={**os.environ, **env}, text=True, **pipes) as process:
        server.wait_for_requests(1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=10)
    return process.returncode, out, err


def test_ctrl_c_ends_a_row_of_deletions_after_the_one_that_is_out(serve, home):
    server = serve(after(0.5, DONE))
    code, out, err = interrupted(home, server, "replicas", "delete", "r1", "r2", "--yes", "--quiet")
    assert (code, out, len(server.requests)) == (130, "r1\tdeleted\n", 1)
    assert err.splitlines()[-1] == "error: interrupted."


def test_ctrl_c_while_a_create_is_out_ends_without_waiting_for_what_it_made(serve, home):
    server = serve(after(0.5, document({"replica_id": "r1", "status": "started"})))
    code, out, err = interrupted(home, server, "replicas", "create", *CLIP, *CONSENT, "--wait", "--format", "ids")
    assert (code, out, len(server.requests)) == (130, "r1\n", 1)
    assert err.splitlines()[-3:] == [
        "error: interrupted.",
        "The replica r1 was created.",
        "hint: to go on waiting: tavus replicas wait r1",
    ]
