"""Waiting: how it ends, what it outlives, what it says on the way."""

import json
import signal
import time

import pytest
from faults.answers import after, document, reply
from messages import messages
from samples import CLIP, CREATE

from tavus_cli.sandbox import failures
from tavus_cli.verbs.advice import advice_for

RUNNING = {"replica_id": "r1", "status": "started", "training_progress": "45/100"}
DONE = {"replica_id": "r1", "status": "completed", "training_progress": "100/100"}
FAILED = {"replica_id": "r1", "status": "error", "error_message": "The spoken consent differs."}
FAST = ("--interval", "0.05")


@pytest.fixture
def waiting(serve, run):
    """Run `replicas wait` against a server with these answers."""

    def wait(*answers, ids=("r1",), options=FAST, **streams):
        server = serve(*answers)
        return run("replicas", "wait", *ids, *options, **streams), server.requests

    return wait


@pytest.mark.parametrize("status", ["completed", "ready", "Completed"])
def test_done_is_completed_or_ready(waiting, status):
    result, _ = waiting(document({**DONE, "status": status}), options=("--json",))
    assert (result.code, result.json()["status"]) == (0, status)


def test_any_other_status_is_one_that_runs(waiting):
    answers = [document({**RUNNING, "status": status}) for status in ["started", "training", "unheard-of", ""]]
    result, requests = waiting(*answers, document(DONE))
    assert (result.code, len(requests)) == (0, 5)


def test_each_change_is_one_line_where_nobody_watches(waiting):
    result, _ = waiting(
        document(RUNNING), document(RUNNING), document({**RUNNING, "training_progress": "46/100"}), document(DONE)
    )
    assert [line.partition(" after ")[0] for line in result.err.splitlines()] == [
        "r1: started 45/100",
        "r1: started 46/100",
        "r1: completed 100/100",
    ]


def test_quiet_says_nothing(waiting):
    assert waiting(document(RUNNING), document(DONE), options=(*FAST, "--quiet"))[0].err == ""


def test_a_failed_job_shows_its_record_and_what_to_do(waiting):
    result, _ = waiting(document(RUNNING), document(FAILED), options=(*FAST, "--json", "--quiet"))
    assert (result.code, result.json()) == (11, FAILED)
    result, _ = waiting(document(FAILED), options=("--quiet",))
    assert result.err.splitlines() == [
        "error: the training of r1 failed: The spoken consent differs.",
        "hint: record the consent statement word for word, alone in the consent clip (--consent-video-url) or at the"
        " start of the training clip",
    ]


def test_an_outage_is_outlived(waiting):
    result, requests = waiting(document(RUNNING), reply(503), document(RUNNING), reply(429), document(DONE))
    assert (result.code, len(requests)) == (0, 5)
    assert "still waiting: the server failed (503 Service Unavailable)." in result.err


def test_a_broken_connection_is_outlived(waiting):
    result, requests = waiting(document(RUNNING), lambda exchange: exchange.reset(), document(DONE))
    assert (result.code, len(requests)) == (0, 3)


@pytest.mark.parametrize(("status", "code"), [(401, 4), (404, 3), (400, 5), (402, 5)])
def test_what_time_does_not_mend_ends_the_wait(waiting, status, code):
    result, requests = waiting(reply(status, b'{"error": "no"}'), document(DONE))
    assert (result.code, result.out, len(requests)) == (code, "", 1)


def test_the_limit_ends_the_wait_and_says_how_to_go_on(waiting):
    started = time.monotonic()
    result, _ = waiting(document(RUNNING), options=(*FAST, "--timeout", "0.4", "--quiet"))
    assert time.monotonic() - started < 2
    assert (result.code, result.out) == (9, "")
    assert result.err.splitlines() == [
        "error: r1: not done within 0.4 s, the limit of the whole command.",
        "hint: nothing is lost; to go on waiting: tavus replicas wait r1",
    ]


def test_the_limit_holds_for_a_server_that_hangs(waiting):
    started = time.monotonic()
    result, _ = waiting(lambda exchange: exchange.wait_for_the_end(), options=("--timeout", "0.5"))
    assert result.code == 9
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("interval", ["0", "-1", "soon"])
def test_an_interval_of_nothing_is_refused(waiting, interval):
    result, requests = waiting(document(DONE), options=("--interval", interval))
    assert (result.code, requests) == (2, [])


def test_several_are_waited_for_and_the_worst_counts(run, quick):
    ids = [
        run(*CREATE[:3], url, *CREATE[4:], "--format", "ids").out.strip()
        for url in [CLIP, "https://clips.example.com/fail-poor_lighting.mp4"]
    ]
    result = run("replicas", "wait", *ids, "--json", "--quiet")
    assert result.code == 11
    assert [row["status"] for row in result.json()["data"]] == ["completed", "error"]
    assert run("replicas", "wait", ids[0], "r00000000000").code == 3


def test_create_and_wait_prints_the_final_record_alone(run, quick):
    result = run(*CREATE, "--wait", "--json")
    assert (result.code, result.json()["status"]) == (0, "completed")
    assert messages(result.err)[0] == ("note", f"{result.json()['replica_id']} was created")


@pytest.mark.parametrize("failure", [*failures.TRAINING.values(), *failures.VIDEO.values()], ids=lambda f: f.code)
def test_every_documented_failure_has_advice(failure):
    assert (advice_for(failure.text) == advice_for("nothing known")) == (failure.code == "video_error")


def test_ctrl_c_ends_at_once_and_says_how_to_go_on(serve, spawn):
    server = serve(document(RUNNING))
    process = spawn("replicas", "wait", "r1")
    server.wait_for_requests(1)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    started = time.monotonic()
    out, err = process.communicate(timeout=10)
    assert time.monotonic() - started < 0.5
    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-2:] == [
        "error: interrupted.",
        "hint: nothing is lost; to go on waiting: tavus replicas wait r1",
    ]


PREVIEW = {"replica_id": "r1", "status": "completed", "training_progress": "100/100", "finetune_status": "training"}
TUNED = {**PREVIEW, "finetune_status": "completed"}
SPOILED = {**PREVIEW, "finetune_status": "errored", "error_message": "The clip is too noisy."}


@pytest.mark.parametrize("final", [TUNED, {**PREVIEW, "finetune_status": None}, {**PREVIEW, "finetune_status": ""}])
def test_a_replica_is_done_when_its_fine_tuning_is(waiting, final):
    result, requests = waiting(document(RUNNING), document(PREVIEW), document(PREVIEW), document(final))
    assert (result.code, len(requests)) == (0, 4)
    assert [line.partition(" after ")[0] for line in result.err.splitlines()] == [
        "r1: started 45/100",
        "r1: fine-tuning",
        "r1: completed 100/100",
    ]


def test_preview_ends_the_wait_when_the_replica_can_be_used(waiting):
    result, requests = waiting(document(RUNNING), document(PREVIEW), options=(*FAST, "--preview", "--json"))
    assert (result.code, result.json(), len(requests)) == (0, PREVIEW, 2)
    result, _ = waiting(document(RUNNING), options=(*FAST, "--preview", "--timeout", "0.2"))
    assert result.err.splitlines()[-1].endswith("tavus replicas wait r1 --preview")


def test_a_failed_fine_tuning_leaves_the_preview(waiting):
    result, _ = waiting(document(PREVIEW), document(SPOILED), options=(*FAST, "--quiet", "--json"))
    assert (result.code, result.json()) == (11, SPOILED)
    result, _ = waiting(document(SPOILED), options=("--quiet",))
    assert result.err.splitlines() == [
        "error: the fine-tuning of r1 failed: The clip is too noisy; its preview stays usable.",
        "hint: record in a quiet room, with nobody else talking",
    ]
    assert waiting(document(SPOILED), options=("--preview",))[0].code == 0


@pytest.mark.parametrize("option", [("--preview",), ("--interval", "3")])
def test_what_only_goes_with_a_wait_is_refused_without_one(run, serve, option):
    server = serve(document(DONE))
    result = run(*CREATE, *option)
    assert (result.code, result.err.splitlines()[-2:], server.requests) == (
        2,
        [f"error: {option[0]} needs --wait.", "hint: add --wait"],
        [],
    )


def test_a_table_shows_the_fine_tuning_where_there_is_some(run, serve):
    rows = [{**RUNNING, "replica_name": "Rio"}, {**PREVIEW, "replica_id": "r2", "replica_name": "Ana"}]
    serve(document({"data": rows, "total_count": 2}))
    assert "FINE-TUNING" in run("replicas", "list", terminal=True, width=120).out
    assert "completed\ttraining" in run("replicas", "list", "--columns", "status,finetune_status").out
    serve(document({"data": rows[:1], "total_count": 1}))
    assert "FINE-TUNING" not in run("replicas", "list", terminal=True, width=120).out


ODD = reply(400, b"<html>proxy</html>", kind="text/html")


@pytest.mark.parametrize("odd", [ODD, reply(401), reply(404), reply(403, b"<html>")])
def test_one_odd_answer_after_a_good_one_is_an_outage(waiting, odd):
    result, requests = waiting(document(RUNNING), odd, document(RUNNING), odd, document(DONE))
    assert (result.code, len(requests)) == (0, 5)
    assert result.err.count("still waiting: ") == 2


@pytest.mark.parametrize(("odd", "code"), [(ODD, 5), (reply(401), 4), (reply(402), 5), (reply(404), 5)])
def test_two_odd_answers_in_a_row_end_the_wait(waiting, odd, code):
    result, requests = waiting(document(RUNNING), odd, odd, document(DONE))
    assert (result.code, result.out, len(requests)) == (code, "", 3)


FULL = document({"message": "User has reached maximum concurrent conversations"}, 400)


def test_a_limit_of_the_account_is_no_missing_replica(waiting):
    result, requests = waiting(FULL, document(DONE))
    assert (result.code, result.out, len(requests)) == (5, "", 1)
    assert "maximum concurrent conversations" in result.err
    result, requests = waiting(document(RUNNING), FULL, document(DONE))
    assert (result.code, len(requests)) == (0, 3)
    assert waiting(document(RUNNING), FULL, FULL, document(DONE))[0].code == 5


def test_a_failure_beats_the_limit_and_is_told(waiting, serve, run):
    routes = {"r1": RUNNING, "r2": {**FAILED, "replica_id": "r2"}}
    serve(routes=lambda request: document(routes[request.path.rpartition("/")[2]]))
    result = run("replicas", "wait", "r1", "r2", "--timeout", "0.3", "--quiet", "--format", "ids", *FAST)
    assert (result.code, result.out) == (11, "r2\n")
    assert result.err.splitlines() == [
        "error: the training of r2 failed: The spoken consent differs.",
        "r1: not done within 0.3 s, the limit of the whole command.",
        "hint: record the consent statement word for word, alone in the consent clip (--consent-video-url) or at the"
        " start of the training clip",
    ]


def test_a_record_that_cannot_be_read_does_not_hide_the_end_of_another(serve, run):
    done = document({**DONE, "replica_id": "r2"})
    server = serve(routes=lambda request: reply(500) if request.path.endswith("/r1") else done)
    result = run("replicas", "wait", "r1", "r2", *FAST, "--timeout", "2")
    assert result.code == 9
    assert "error: r1: not done within 2 s, the limit of the whole command.\n" in result.err
    assert result.err.count("still waiting: ") == 1
    # The pauses grow, although the other record can be read.
    assert len([request for request in server.requests if request.path.endswith("/r1")]) <= 3


def test_a_wait_that_ran_out_says_that_the_job_is_running(waiting):
    result, _ = waiting(document(RUNNING), options=(*FAST, "--timeout", "0.3", "--json", "--quiet"))
    assert json.loads(result.err)["error"]["outcome"] == "running"


def test_a_look_that_the_own_limit_cuts_off_is_no_outage(waiting):
    slow = after(5, document(RUNNING))
    result, _ = waiting(document(RUNNING), slow, options=(*FAST, "--timeout", "0.6"))
    assert result.code == 9
    assert "still waiting" not in result.err


def test_a_silent_wait_speaks_now_and_then(waiting, monkeypatch):
    monkeypatch.setattr("tavus_cli.output.progress.BEAT_SECONDS", 0.2)
    monkeypatch.setattr("tavus_cli.verbs.wait.LONGEST_SLEEP", 0.05)
    result, requests = waiting(document(RUNNING), options=("--interval", "10", "--timeout", "0.7"))
    assert (result.code, len(requests)) == (9, 1)
    beats = [line for line in result.err.splitlines() if line.startswith("still waiting after ")]
    assert 2 <= len(beats) <= 3
    assert beats[0].endswith(" for r1: started 45/100")
