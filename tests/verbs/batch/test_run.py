"""What a batch sends, in which order, and what it says before and after."""

import json
import re
import signal
import time

import pytest
from faults.answers import document, reply
from samples import CLIP, CONSENT
from verbs.batch.account import csv, events


def test_each_row_becomes_one_create_in_the_order_of_the_table(run, api, account, table):
    result = run("batch", "replicas", table(csv("Ann", "Bo", "Cy")), "--format", "csv")
    assert result.code == 0
    assert account.names() == ["Ann", "Bo", "Cy"]
    assert api.posts[0].json() == {"train_video_url": CLIP, "consent_video_url": CONSENT, "replica_name": "Ann"}
    assert result.out.splitlines()[:2] == [
        "id,outcome,replica_id,status,message,x-city",
        "ann,created,r00000000000,started,,Rome",
    ]
    assert "note: created 3\n" in result.err


def test_a64_the_same_command_again_creates_nothing(run, api, account, table):
    run("batch", "replicas", table(csv("Ann", "Bo")))
    result = run("batch", "replicas", table(csv("Bo", "Cy", "Ann")))
    assert account.names() == ["Ann", "Bo", "Cy"]
    assert [row[1] for row in result.rows()] == ["already there", "created", "already there"]


def test_a63_a_create_is_in_the_journal_before_it_is_sent_and_its_outcome_before_the_next(
    run, serve, account, table, home
):
    seen = []

    def watch(request):
        if request.method == "POST":
            seen.append([event["event"] for event in events(home) if "id" in event])
        return account(request)

    serve(routes=watch)
    assert run("batch", "replicas", table(csv("Ann", "Bo"))).code == 0
    assert seen == [["sending"], ["sending", "created", "sending"]]


def test_more_than_ten_are_asked_about(run, api, account, table):
    names = [f"N{number}" for number in range(11)]
    result = run("batch", "replicas", table(csv(*names)))
    assert (result.code, api.posts) == (2, [])
    assert "add --yes" in result.err
    assert run("batch", "replicas", "people.csv", typed="n\n", terminal=True).code == 1
    assert api.posts == []
    assert run("batch", "replicas", "people.csv", "--max-creates", "3").code == 0
    assert account.names() == names[:3]
    assert run("batch", "replicas", "people.csv").code == 0
    assert account.names() == names


def test_a_wait_asks_for_many_at_once(run, api, account, table):
    result = run("batch", "replicas", table(csv("Ann", "Bo")), "--wait", "--interval", "0.01")
    assert result.code == 0
    assert [row[3] for row in result.rows()] == ["completed", "completed"]
    (target,) = [request.target for request in api.requests if "replica_ids" in request.target]
    assert target == "/v2/replicas?replica_ids=r00000000000%2Cr00000000001&limit=50"


def test_fifty_ids_are_asked_for_by_one_request(run, api, account, table):
    names = [f"N{number}" for number in range(51)]
    result = run("batch", "replicas", table(csv(*names)), "--yes", "--wait", "--interval", "0.01")
    assert (result.code, {row[3] for row in result.rows()}) == (0, {"completed"})
    asked = [request.target.count("%2C") + 1 for request in api.requests if "replica_ids" in request.target]
    assert asked == [50, 1]


def test_a_failed_training_ends_with_11_and_can_be_tried_again(run, api, account, table):
    account.final = {"status": "error", "error_message": "There was an issue."}
    result = run("batch", "replicas", table(csv("Ann")), "--wait", "--interval", "0.01")
    assert (result.code, result.rows()[0][3:5]) == (11, ["error", "There was an issue."])
    assert run("batch", "replicas", "people.csv").code == 11
    assert account.names() == ["Ann"]
    account.final = {"status": "completed"}
    again = run("batch", "replicas", "people.csv", "--retry-failed", "--wait", "--interval", "0.01")
    assert (again.code, again.rows()[0][:2], "note: created 1\n" in again.err) == (0, ["ann", "created"], True)
    assert account.names() == ["Ann", "Ann"]


def test_a_row_may_be_corrected_after_its_training_failed(run, api, account, table, home):
    account.final = {"status": "error", "error_message": "There was an issue."}
    wait = ("--wait", "--interval", "0.01")
    assert run("batch", "replicas", table(csv("Ann", "Bo")), *wait).code == 11
    account.final = {"status": "completed"}
    (home / "people.csv").write_text(csv("Ann", "Bo").replace(CLIP, f"{CLIP}?better", 1))
    refused = run("batch", "replicas", "people.csv", *wait)
    assert (refused.code, len(account.made)) == (2, 2)
    assert "or create it again with --retry-failed\n" in refused.err
    assert run("batch", "replicas", "people.csv", "--retry-failed", *wait).code == 0
    assert [post.json()["train_video_url"] for post in api.posts[2:]] == [f"{CLIP}?better", CLIP]
    # A row that is trained may not be changed, not even then.
    (home / "people.csv").write_text(csv("Ann", "Bo"))
    assert run("batch", "replicas", "people.csv", "--retry-failed", *wait).code == 2
    assert len(account.made) == 4


@pytest.mark.parametrize("status", [404, 500])
def test_a_failed_training_whose_reason_cannot_be_read_has_failed_all_the_same(run, serve, account, table, status):
    account.final = {"status": "error"}
    serve(routes=lambda request: reply(status) if request.path.count("/") == 3 else account(request))
    result = run("batch", "replicas", table(csv("Ann")), "--wait", "--interval", "0.01")
    assert (result.code, result.rows()[0][3:5]) == (11, ["error", "its status is error"])


def test_a46_a_reason_that_repeats_a_signed_link_keeps_its_signature_out_of_the_journal(run, api, account, table, home):
    echo = f"There was an issue: {CLIP}?X-Amz-Signature=secretsignature"
    account.script["Bo"] = [reply(400, json.dumps({"error": echo}).encode())]
    account.final = {"status": "error", "error_message": echo}
    result = run("batch", "replicas", table(csv("Ann", "Bo")), "--wait", "--interval", "0.01")
    assert result.code == 11
    assert all(f"{CLIP}?***" in row[4] for row in result.rows())
    assert "secretsignature" not in result.out + result.err + (home / "people.csv.journal.jsonl").read_text()


def test_no_more_than_so_many_are_in_training(run, serve, account, table):
    running = []

    def watch(request):
        if request.method == "POST":
            running.append(sum(1 for row in account.made if row["status"] == "started"))
        elif "replica_ids" in request.query:
            account.made = [row | account.final for row in account.made]
        return account(request)

    serve(routes=watch)
    command = ("batch", "replicas", table(csv("A", "B", "C", "D")), "--max-training", "2", "--interval", "0.01")
    assert run(*command).code == 0
    assert running == [0, 1, 0, 1]


def test_a_dry_run_sends_nothing_and_writes_nothing(run, api, table, home):
    result = run("batch", "replicas", table(csv("Ann", "Bo")), "--dry-run")
    assert (result.code, api.requests) == (0, [])
    assert [row[1] for row in result.rows()] == ["would create", "would create"]
    assert not list(home.glob("*.jsonl"))


def test_a67_a_row_that_was_sent_cannot_be_changed(run, api, account, table):
    run("batch", "replicas", table(csv("Ann", "Bo")))
    result = run("batch", "replicas", table(csv("Ann", "Bo").replace(f"{CONSENT},Bo", f"{CONSENT},Bob")))
    assert (result.code, len(api.posts)) == (2, 2)
    assert 'people.csv:3: the row "bo" was sent with other fields.' in result.err


def test_a_script_for_each_customer_comes_from_one_template(run, serve, table, home):
    made = []

    def choose(request):
        if request.method == "GET":
            return document({"data": [], "total_count": 0})
        made.append(request.json())
        return document({"video_id": f"v{len(made)}", "status": "queued"})

    serve(routes=choose)
    (home / "greeting.txt").write_text("Hello {customer}, greetings from {city}.\n")
    table("replica_id,x-customer,x-city\nr90bbd427f71,Ann,Rome\nr90bbd427f71,Bo,Oslo\n", "greetings.csv")
    result = run("batch", "videos", "greetings.csv", "--template", "greeting.txt", "--set", "fast=true")
    assert result.code == 0
    assert made == [
        {"replica_id": "r90bbd427f71", "script": "Hello Ann, greetings from Rome.", "fast": True},
        {"replica_id": "r90bbd427f71", "script": "Hello Bo, greetings from Oslo.", "fast": True},
    ]


@pytest.mark.parametrize("given", ["id=ann", "x-city=Rome", "x-=", "colour=red", "=red"])
def test_only_a_field_of_the_create_can_be_set_for_all_rows(run, api, table, home, given):
    result = run("batch", "replicas", table(csv("Ann")), "--set", given)
    assert (result.code, api.requests, list(home.glob("*.jsonl"))) == (2, [], [])
    assert result.err.startswith("error: --set: ")


WAIT = ("--wait", "--interval", "0.01")


def test_elsewhere_each_change_is_a_line(run, api, account, table):
    account.script["Bo"] = [reply(422)]
    result = run("batch", "replicas", table(csv("Ann", "Bo", "Cy")), *WAIT)
    lines = [re.sub(r" after \d+ s$", "", line) for line in result.err.splitlines()]
    assert lines[:5] == [
        "people.csv: created 1 1/3",
        "people.csv: created 1, refused 1 2/3",
        "people.csv: created 2, refused 1 3/3",
        "replicas: finished 2 2/2",
        "note: created 2, refused 1",
    ]
    assert "people.csv:" not in run("batch", "replicas", "people.csv", "--retry-failed", "--quiet").err


@pytest.mark.parametrize(("columns", "parts"), [(80, ("2/3", "created 1, refused 1", "%")), (40, ("created 1", "%"))])
def test_a_terminal_shows_counts_a_bar_and_the_time_that_is_left(run, api, account, table, columns, parts):
    account.script["Bo"] = [reply(422)]
    command = ("batch", "replicas", table(csv("Ann", "Bo", "Cy")), *WAIT, "--format", "csv")
    result = run(*command, terminal=True, width=columns, env={"NO_COLOR": "1"})
    drawn = [
        line for line in re.split(r"[\r\n]|\x1b\[\d*[A-Z]", result.err) if line.startswith(("people.csv", "replicas"))
    ]
    assert drawn
    # Nothing is cut, and nothing reaches the last column.
    assert not [line for line in drawn if "…" in line or len(line.rstrip()) >= columns]
    assert drawn[-1].startswith("replicas ")
    assert "finished 2" in drawn[-1]
    assert [line for line in drawn if all(part in line for part in parts)]


# Ctrl-C waits for the answer to the create that is under way. Others do not, so that what it made is looked for.
@pytest.mark.parametrize(("name", "code", "third"), [("SIGINT", 130, "created"), ("SIGTERM", 143, "found")])
def test_a_signal_ends_the_run_with_a_whole_report(serve, account, table, spawn, name, code, third):
    process, answers = None, []

    def route(request):
        if request.method == "POST" and len(account.made) == 2 and not answers:
            # Made, and answered a while after the signal.
            answers.append(account(request))
            process.send_signal(getattr(signal, name))
            time.sleep(0.3)
            return answers[0]
        return account(request)

    serve(routes=route)
    table(csv("Ann", "Bo", "Cy", "Di", "Ed"))
    process = spawn("batch", "replicas", "people.csv")
    out, err = process.communicate(timeout=60)
    assert process.returncode == code, err
    assert [line.split("\t")[1] for line in out.splitlines()] == ["created", "created", third, "not tried", "not tried"]
    assert "run the same command again to go on" in err
    process = spawn("batch", "replicas", "people.csv")
    process.communicate(timeout=60)
    assert (process.returncode, account.names()) == (0, ["Ann", "Bo", "Cy", "Di", "Ed"])
