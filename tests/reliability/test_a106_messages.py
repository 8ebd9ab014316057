"""With --json standard error is for programs: the messages of every kind, and what they are made of.

That each line parses is checked for every run with --json, by the `run` fixture and by `Program`.
"""

import json

import pytest
from faults.answers import document, reply
from faults.bodies import page, replica
from messages import messages
from samples import CLIP, CONSENT, CREATE, KEY

from tavus_cli.verbs import read

ROWS = page(replica(), total=10)
# Commands on the sandbox, and the kinds of their messages.
RUNS = {
    ("replicas", "list", "--limit", "1"): {"note"},
    ("replicas", "list", "--status", "sleepy"): {"warning", "note"},
    ("replicas", "list", "--debug"): {"debug", "note"},
    ("replicas", "get", "r00000000000"): {"error"},
    (*CREATE, "--wait", "--timeout", "2"): {"note", "progress", "error"},
    (*CREATE, "--dry-run"): {"note"},
    ("replicas", "check", "--train-video-url", CLIP, "--consent-video-url", CONSENT): {"error"},
    ("videos", "create", "--replica-id", "r90bbd427f71", "--script", "Hello", "--wait", "--timeout", "2"): {
        "note",
        "progress",
        "error",
    },
    ("voices", "list", "--columns", "voice_id"): {"note"},
    ("conversations", "create", "--replica-id", "r90bbd427f71"): {"note", "error"},
    ("documents", "list"): {"note"},
    ("pals", "list"): {"note"},
    ("api", "GET", "replicas", "-i"): {"answer", "note"},
    ("doctor",): {"note"},
    ("replicas", "lost"): {"error"},
    ("replicas", "get", "r1", "--format", "tsv"): {"error"},
    ("replicas", "list", "--no-such"): {"error"},
}


@pytest.mark.parametrize("command", RUNS, ids=" ".join)
def test_a106_every_message_is_an_object(run, command):
    result = run("--sandbox", *command, "--json", env={"TAVUS_CHECK": "false"})
    found = messages(result.err)
    assert found
    assert {kind for kind, _ in found} <= RUNS[command]
    assert ("error" in dict(found)) == (result.code != 0)


def test_a106_retries_and_warnings_of_any_origin(run, serve, home):
    config = home / ".config" / "tavus" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("odd = 1\n")
    serve(reply(503), document(ROWS))
    found = messages(run("replicas", "list", "--format", "json").err)
    assert [kind for kind, _ in found] == ["warning", "progress", "note"]
    assert dict(found)["progress"].startswith("retrying in ")
    assert dict(found)["note"] == "1 of 10 shown; --all shows every one, --replica-type user only your own"


def test_a106_a_traceback_is_one_message(run, serve, monkeypatch):
    serve(document(ROWS))
    monkeypatch.setattr(read, "show_list", None)
    found = messages(run("replicas", "list", "--json", "--debug").err)
    assert [kind for kind, _ in found] == ["debug", "error"]
    assert found[0][1].startswith("Traceback (most recent call last):\n")


def test_a106_an_error_holds_all_that_people_are_told(run, serve, tmp_path):
    serve(reply(500))
    told = run(*CREATE, "--no-check").err.splitlines()
    error = dict(messages(run(*CREATE, "--no-check", "--json").err))["error"]
    assert [f"error: {error['message']}", *error["details"]] == told[:2]
    assert error["hint"].startswith("look for ")
    table = tmp_path / "table.csv"
    table.write_text("train_video_url,nonsense\n,x\n")
    error = dict(messages(run("batch", "replicas", str(table), "--yes", "--json").err))["error"]
    assert [line.partition(": ")[0] for line in error["details"]] == [f"{table}:1:2"]


def test_a106_a_terminal_gets_the_same_lines_with_nothing_it_acts_on(run, serve):
    serve(document({"error": "\x1b[31mno\x7f"}, 400))
    result = run("replicas", "list", "--json", terminal=True)
    assert result.err.isascii()
    assert result.err.rstrip("\n").isprintable()
    assert json.loads(result.err)["error"]["message"].endswith(": ^[[31mno^?).")


def test_a106_a_key_with_quotes_stays_hidden(run, serve):
    key = f'"{KEY}\\'
    serve(document({"error": f"bad key {key}"}, 401))
    result = run("replicas", "list", "--json", "--debug", env={"TAVUS_API_KEY": key})
    assert KEY not in result.err
    assert "<hidden>" in result.err
