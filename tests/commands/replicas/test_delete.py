"""tavus replicas delete: its question, several at once, and failed trainings."""

import pytest
from commands.replicas.answers import DONE, UNKNOWN
from faults.answers import document, reply
from samples import SANDBOXED


def asked(requests):
    return [f"{request.method} {request.target}" for request in requests]


def mine(run):
    return run("replicas", "list", "--replica-type", "user", "--format", "ids", "--quiet").out.split()


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
            "error: deleting needs a confirmation, or --yes; nothing was deleted.",
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
    assert result.err.replace("\n", " ").startswith(
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
    assert result.err.replace("\n", " ").startswith(f'Delete replica r1 "Rio" ({REGRET})? [y/N] ')
    assert "DELETE" not in {request.method for request in requests}


@pytest.mark.parametrize("status", ["started", "completed"])
def test_nothing_is_said_of_refunds_where_nothing_failed(deleting, status):
    for streams in ({"terminal": True, "typed": "y\n"}, {}):
        result, _ = deleting({**FAILED, "status": status}, "r1", *([] if streams else ["--yes"]), **streams)
        assert (result.code, "refund" in result.err) == (0, False)


def test_with_quiet_nobody_is_warned_and_nothing_looked_up(deleting):
    result, requests = deleting(FAILED, "r1", "--yes", "--quiet")
    assert (result.err, asked(requests)) == ("", ["DELETE /v2/replicas/r1"])


def test_ctrl_c_ends_a_row_of_deletions_after_the_one_that_is_out(interrupt):
    code, out, err, requests = interrupt(DONE, "replicas", "delete", "r1", "r2", "--yes", "--quiet")
    assert (code, out, requests) == (130, "r1\tdeleted\n", 1)
    assert err.splitlines()[-1] == "error: interrupted."
