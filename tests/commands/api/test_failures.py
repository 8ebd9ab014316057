"""tavus api: retries, refusals, and changes whose outcome or whose result is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from faults.answers import hang, reply, reset
from samples import THING


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
    limit = "0.3" if answer is hang else "30"
    result = run("api", method, "things/t1", "-f", "a=b", "--timeout", limit)
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
    server = serve(reset, reply(503), THING)
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
    server = serve(THING)
    assert run("api", "GET", "things", env={"TAVUS_API_KEY": None}).code == 4
    assert server.connections == 0


def test_a_change_is_reported_even_if_its_answer_cannot_be_written(serve):
    server = serve(THING)
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
