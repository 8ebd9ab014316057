"""get of one id and of several, against a server that knows some of them."""

import json
import re
import subprocess
import sys

import pytest
from faults.answers import document, reply

NOUNS = [("replicas", "replica"), ("videos", "video"), ("voices", "voice"), ("conversations", "conversation")]
NOUNS += [("pals", "pal"), ("documents", "document")]
GOOD = document({"replica_id": "a1", "status": "completed"})
UNKNOWN = document({"message": "Invalid id"}, status=404)


@pytest.fixture
def get(serve, run):
    """Runs a get against a server that knows any id but those of letters only: `get("replicas", "r1", "--json")`."""

    def get_it(noun, *argv, **options):
        field = f"{noun[:-1]}_id"

        def answer(exchange):
            record_id = exchange.request.target.partition("?")[0].rpartition("/")[2]
            if record_id == "locked":
                reply(401)(exchange)
            elif re.fullmatch("[a-z]+", record_id):
                UNKNOWN(exchange)
            else:
                document({field: record_id, "status": "completed"})(exchange)

        server = serve(answer)
        result = run(noun, "get", *argv, **options)
        return result, [request.target.rpartition("/")[2] for request in server.requests]

    return get_it


@pytest.mark.parametrize(("noun", "word"), NOUNS)
def test_every_noun_gets_several_as_one_list(get, noun, word):
    result, asked = get(noun, "a1", "a2", "a1", "--json")
    assert (result.code, result.err, asked) == (0, "", ["a1", "a2"])
    assert result.json() == {"data": [{f"{word}_id": each, "status": "completed"} for each in ("a1", "a2")]}


def test_one_id_is_the_document_itself(get):
    assert get("replicas", "a1", "--json")[0].json() == {"replica_id": "a1", "status": "completed"}


@pytest.mark.parametrize(
    ("options", "out"),
    [
        (("--format", "ids"), "a1\na2\n"),
        (("--columns", "status,replica_id"), "completed\ta1\ncompleted\ta2\n"),
        (("--format", "jsonl", "--columns", "status"), '{"status": "completed"}\n' * 2),
    ],
)
def test_several_are_a_line_each_in_formats_of_lines(get, options, out):
    assert get("replicas", "a1", "a2", *options)[0].out == out


def test_a_person_gets_one_table_of_several(get):
    result, _ = get("replicas", "a1", "a2", terminal=True, env={"NO_COLOR": "1"})
    assert [line.split() for line in result.out.splitlines()] == [
        ["ID", "NAME", "STATUS"],
        ["──", "────", "─────────"],
        ["a1", "completed"],
        ["a2", "completed"],
    ]


def test_an_id_that_is_not_known_does_not_lose_the_others(get):
    result, asked = get("replicas", "gone", "a1", "lost", "--json")
    assert (result.code, asked) == (3, ["gone", "a1", "lost"])
    # A list still, since several were asked for.
    assert [row["replica_id"] for row in result.json()["data"]] == ["a1"]
    error = json.loads(result.err)["error"]
    assert (error["kind"], error["message"].split(":")[0]) == ("not_found", "no replica gone")
    assert [line.split(":")[0] for line in error["details"]] == ["no replica lost"]
    result, _ = get("replicas", "gone", "a1", "lost")
    first, second, *_ = result.err.splitlines()
    assert first.startswith("error: no replica gone: ")
    assert second.startswith("no replica lost: ")


def test_nothing_is_written_if_none_is_known(get):
    result, _ = get("replicas", "gone", "lost", "--json")
    assert (result.code, result.out) == (3, "")


def test_a_key_that_is_refused_ends_it_at_once(get):
    result, asked = get("replicas", "a1", "locked", "a2", "--format", "ids")
    assert (result.code, result.out, asked) == (4, "a1\n", ["a1", "locked"])


@pytest.mark.parametrize("argv", [("a1", ".."), ("a1", "a2", "--json", "--format", "csv"), ()])
def test_nothing_is_asked_for_with_words_that_cannot_be(get, argv):
    result, asked = get("replicas", *argv)
    assert (result.code, result.out, asked) == (2, "", [])


def test_a_transcript_is_of_one_conversation(get):
    result, asked = get("conversations", "a1", "a2", "--transcript")
    assert (result.code, result.err.splitlines()[0], asked) == (2, "error: --transcript takes one id.", [])


def test_what_is_left_of_several_is_a_list_after_a_delete_too(serve, run):
    serve(lambda exchange: (reply(204) if exchange.request.target.endswith("/a1") else UNKNOWN)(exchange))
    result = run("replicas", "delete", "a1", "gone", "--yes", "--quiet", "--json")
    assert (result.code, [row["replica_id"] for row in result.json()["data"]]) == (3, ["a1"])


def test_the_program_hands_over_what_it_found_before_it_fails(serve):
    serve(lambda exchange: (GOOD if exchange.request.target.endswith("/a1") else UNKNOWN)(exchange))
    command = [sys.executable, "-m", "tavus_cli", "replicas", "get", "a1", "gone"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout) == (3, "a1\t\tcompleted\t\t\t\t\n")


def test_what_is_the_same_for_all_is_said_once(run, monkeypatch):
    monkeypatch.setenv("TAVUS_BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("TAVUS_API_KEY", "k")
    result = run("replicas", "get", "a1", "a2", "a3", "--retries", "0")
    assert (result.code, result.err.count("could not connect")) == (6, 1)
