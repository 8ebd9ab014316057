"""tavus listen --receive: what the API posts is taken, and checked against the record."""

import http.client
import json
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from faults.answers import document, hang
from samples import KEY
from sandbox.api import Api

from tavus_cli.commands.listen.receiving import MOST_BODY, MOST_BYTES, MOST_CALLERS, READ_PAUSE, WARNING_PAUSE, Inbox

REFUSED = re.compile(r"warning: (?:a request was|(\d+) requests were) refused(?(1), the last one): (.*)\n")


class Listener:
    """A receiver in a process of its own."""

    def __init__(self, process):
        self.process = process
        told = self.process.stderr.readline()
        self.address, self.port = re.fullmatch(
            r"note: receiving at http://(.*):(\d+)/; Ctrl-C ends it\n", told
        ).groups()
        self.url = f"http://{self.address}:{self.port}/hook"

    def post(self, body, method="POST"):
        connection = http.client.HTTPConnection(self.address, int(self.port), timeout=30)
        try:
            connection.request(method, "/hook", body if isinstance(body, bytes) else json.dumps(body))
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def line(self):
        return json.loads(self.process.stdout.readline())

    def refusals(self, count):
        """What is told of so many refused requests: the reason in each warning."""
        reasons = []
        while count > 0:
            number, reason = REFUSED.fullmatch(self.process.stderr.readline()).groups()
            reasons.append(reason)
            count -= int(number or 1)
        assert count == 0
        return reasons

    def end(self):
        """Exit code, and the rest of both streams."""
        self.process.send_signal(signal.SIGINT)
        # Not communicate(): it passes over what was read from the pipe beyond the last line.
        out, err = self.process.stdout.read(), self.process.stderr.read()
        return self.process.wait(10), out, err


@pytest.fixture
def receive(spawn):
    """Start a receiver."""
    return lambda *argv: Listener(spawn("listen", "--receive", "0", *(argv or ("--format", "jsonl"))))


@pytest.fixture
def api(serve_sandbox):
    """A sandbox that posts callbacks, quick enough to wait for."""
    return Api(serve_sandbox(training_seconds=0.5, video_seconds=0.3, callbacks=True).base_url)


def test_what_the_api_posts_agrees_with_its_records(api, receive):
    listener = receive()
    made = [
        ("replica", api.replica(callback_url=listener.url), "ready"),
        ("replica", api.replica("fail-video_fps.mp4", callback_url=listener.url), "error"),
        ("video", api.video(callback_url=listener.url), "ready"),
        ("video", api.video(script="fail-video_error", callback_url=listener.url), "error"),
    ]
    lines = [listener.line() for _ in made]
    assert sorted((line["noun"], line["record_id"], line["event"]) for line in lines) == sorted(made)
    assert {(line["outcome"], line["detail"]) for line in lines} == {("agrees", "")}
    assert all(line["payload"][f"{line['noun']}_id"] == line["record_id"] for line in lines)
    assert listener.end()[:2] == (130, "")


def test_conversations_and_second_stages_agree_too(api, receive):
    listener = receive()
    made = api.replica(callback_url=listener.url, model_name="phoenix-4.5")
    assert [(listener.line()["outcome"], made) for _ in range(2)] == [("agrees", made)] * 2
    body = {"replica_id": "r7bc3db0d581", "callback_url": listener.url, "properties": {"max_call_duration": 1}}
    api.post("/v2/conversations", body)
    # The ones at its beginning come before the end, of which alone its record is taken to speak.
    events = [listener.line() for _ in range(3)]
    assert [(line["event"], line["outcome"]) for line in events][-1] == ("system.shutdown", "agrees")


@pytest.mark.parametrize(
    ("payload", "outcome", "detail"),
    [
        ({"replica_id": "r1", "status": "ready"}, "differs", "the record says started"),
        ({"replica_id": "r2", "status": "ready"}, "agrees", ""),
        ({"face_id": "r2", "status": "ready"}, "agrees", ""),
        ({"replica_id": "r3", "status": "error", "error_message": "No."}, "differs", "error_message"),
        ({"replica_id": "r2", "status": "ready", "error_message": None}, "agrees", ""),
        (
            {"replica_id": "r2", "status": "ready", "error_message": "Pay.", "download_url": "https://evil.example/x"},
            "differs",
            "error_message, download_url",
        ),
        ({"replica_id": "r2", "face_id": "r3", "status": "ready"}, "differs", "face_id"),
        ({"replica_id": "r2", "status": "ready", "x" * 300: 1}, "differs", "x" * 197 + "..."),
        ({"replica_id": "r9", "status": "ready"}, "unknown", "there is no such replica"),
        ({"replica_id": "../videos", "status": "ready"}, "unknown", "there is no such replica"),
        ({"voice_id": "v1"}, "unchecked", "it names no record that can be read"),
        ({}, "unchecked", "it names no record that can be read"),
        (
            {"video_id": "v1", "replica_id": "r1", "status": "ready", "created_at": "2024-08-28 15:27:40.824457"},
            "differs",
            "status_details, generation_progress, hosted_url, updated_at",
        ),
    ],
)
def test_a_forged_callback_does_not_agree(serve, receive, payload, outcome, detail):
    video = {
        "video_id": "v1",
        "replica_id": "r1",
        "status": "ready",
        "status_details": "Done",
        "hosted_url": "https://e.com/v1",
        "created_at": "Wed, 28 Aug 2024 15:27:40 GMT",
        "updated_at": "Wed, 28 Aug 2024 15:29:19 GMT",
    }
    records = {
        "r1": {"replica_id": "r1", "status": "started"},
        "r2": {"replica_id": "r2", "status": "completed"},
        "r3": {"replica_id": "r3", "status": "error", "error_message": "Yes."},
        "v1": video,
    }

    def answer(request):
        record = records.get(request.path.rpartition("/")[2])
        return document(record) if record else document({"error": "Invalid replica_id"}, 400)

    serve(routes=answer)
    listener = receive()
    status, headers, _ = listener.post(payload)
    assert status == 200
    assert "x-sandbox" not in headers
    line = listener.line()
    assert (line["outcome"], line["detail"], line["payload"]) == (outcome, detail, payload)


def test_what_is_no_callback_is_refused_and_told_and_it_goes_on(serve, receive):
    serve(document({"replica_id": "r2", "status": "completed"}))
    listener = receive()
    began = time.monotonic()
    assert listener.post(b"nothing")[0] == 400
    assert listener.refusals(1) == ["POST: the body is not a JSON object"]
    assert listener.post(b"[1]")[0] == 400
    assert listener.post(b"[" * 600_000)[0] == 400
    assert listener.post(b"x" * (MOST_BODY + 1))[0] == 413
    assert listener.post(b"", method="GET")[0] == 405
    assert listener.post({"replica_id": "r2", "status": "ready"})[0] == 200
    assert listener.line()["outcome"] == "agrees"
    # The first one is told at once; the others together, or as few times as their arrival allows.
    others = listener.refusals(4)
    assert len(others) <= (time.monotonic() - began) / WARNING_PAUSE
    assert others[-1] == "GET: callbacks are posted"
    code, out, err = listener.end()
    assert (code, out, err.count("warning: "), KEY in err) == (130, "", 0, False)


def test_a_record_that_cannot_be_read_is_unchecked(serve, receive):
    serve(document({"error": "down"}, 500))
    listener = receive("--format", "tsv", "--retries", "0")
    listener.post({"replica_id": "r2", "status": "ready"})
    cells = listener.process.stdout.readline().rstrip("\n").split("\t")
    assert cells[1:5] == ["replica", "r2", "ready", "unchecked"]
    assert cells[5].startswith("the server failed (500 Internal Server Error: down)")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("--forward-to", "http://127.0.0.1:1/"), "--receive and --forward-to exclude each other."),
        (("--only", "videos"), "--receive and --only exclude each other."),
        (("--since", "1h"), "--receive and --since exclude each other."),
    ],
)
def test_options_of_the_other_direction_are_usage_errors(run, serve, argv, message):
    serve(document({}))
    result = run("listen", "--receive", "0", *argv)
    assert (result.code, result.err.splitlines()[0]) == (2, f"error: {message}")


def test_without_a_key_and_with_a_taken_port_it_does_not_begin(run, serve):
    serve(document({}))
    inbox = Inbox(0)
    assert inbox.address[0] == "127.0.0.1"
    taken = run("listen", "--receive", str(inbox.address[1]))
    inbox.close()
    assert (taken.code, taken.out) == (1, "")
    assert taken.err.splitlines()[0] == (f"error: cannot listen on port {inbox.address[1]}: Address already in use.")
    assert run("listen", "--receive", "0", env={"TAVUS_API_KEY": None, "TAVUS_BASE_URL": None}).code == 4


def test_callers_that_hang_do_not_keep_others_out_for_ever(serve, receive):
    import socket

    serve(document({"replica_id": "r2", "status": "completed"}))
    listener = receive()
    hanging = [socket.create_connection((listener.address, int(listener.port))) for _ in range(MOST_CALLERS - 1)]
    began = time.monotonic()
    assert listener.post({"replica_id": "r2", "status": "ready"})[0] == 200
    assert time.monotonic() - began < 5
    for each in hanging:
        each.close()


def memory_of(process):
    """Bytes of memory that a process uses."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) * 1024


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the memory of a process is read from /proc")
def test_what_waits_has_a_bound_in_bytes_and_is_not_kept_as_documents(serve, receive):
    serve(hang)
    listener = receive()
    body = json.dumps({"replica_id": "r2", "a": [[1.5]] * 170_000}, separators=(",", ":")).encode()
    assert 0.9 * MOST_BODY < len(body) < MOST_BODY
    assert listener.post({"replica_id": "r2"})[0] == 200
    before = memory_of(listener.process)
    with ThreadPoolExecutor(MOST_CALLERS) as callers:
        answers = [status for status, *_ in callers.map(lambda _: listener.post(body), range(20))]
    taken = answers.count(200)
    assert set(answers) == {200, 503}
    assert taken * len(body) <= MOST_BYTES + len(body)
    assert memory_of(listener.process) - before < 50 * 2**20


def test_the_transcript_of_an_hour_is_taken(serve, receive):
    turn = {
        "role": "assistant",
        "content": "спасибо, пожалуйста, до свидания и ещё раз",
        "timestamp": 1795250000.123456,
    }
    transcript = [{**turn, "inference_id": "i" * 36, "seconds_from_start": 1.5, "duration": 2.5}] * 1_400
    event = {"event_type": "application.transcription_ready", "properties": {"transcript": transcript}}
    serve(document({"conversation_id": "c1", "status": "ended", "events": [event]}))
    listener = receive()
    payload = {"conversation_id": "c1", "message_type": "application", **event}
    assert len(transcript) * 7 > 9_000
    assert len(json.dumps(payload)) > 500_000
    assert listener.post(payload)[0] == 200
    line = listener.line()
    assert (line["noun"], line["record_id"], line["outcome"]) == ("conversation", "c1", "agrees"), line["detail"]
    assert line["payload"]["properties"]["transcript"] == transcript


def test_posts_of_strangers_cause_reads_at_a_slow_pace_only(serve, receive):
    server = serve(document({"replica_id": "r2", "status": "completed"}))
    listener = receive()
    for _ in range(4):
        assert listener.post({"replica_id": "r2", "status": "ready"})[0] == 200
    assert [listener.line()["outcome"] for _ in range(4)] == ["agrees"] * 4
    times = [request.time for request in server.requests]
    assert min(later - earlier for earlier, later in pairwise(times)) >= READ_PAUSE


@pytest.mark.parametrize("form", ["jsonl", "tsv", "table"])
def test_no_depth_of_a_callback_ends_it(serve, receive, form):
    serve(document({"replica_id": "r2", "status": "completed"}))
    listener = receive("--format", form, "--print")
    for depth in (300, 480, 700, 900, 940, 960, 970, 980, 985, 990):
        body = b'{"a": ' + b"[" * depth + b"]" * depth + b"}"
        assert listener.post(body)[0] in {200, 400}
    assert listener.post({"replica_id": "r2", "status": "ready"})[0] == 200
    # Whatever cannot be shown is told, and what comes after it is shown.
    assert any("agrees" in line for line in iter(listener.process.stdout.readline, ""))
    assert listener.end()[0] == 130


def test_strangers_cannot_fill_a_log(serve, receive):
    serve(document({"replica_id": "r2", "status": "completed"}))
    listener = receive("--format", "table")
    began = time.monotonic()
    for _ in range(200):
        assert listener.post(b"", method="GET")[0] == 405
    assert listener.post({"replica_id": "r" * 100_000, "event_type": "e" * 100_000})[0] == 200
    assert listener.post({"replica_id": "r2", "status": "ready"})[0] == 200
    lines = [listener.process.stdout.readline() for _ in range(2)]
    assert "agrees" in lines[1]
    assert max(map(len, lines)) < 1_000
    warnings = listener.end()[2].count("warning: ")
    assert 1 <= warnings <= 2 + (time.monotonic() - began) / WARNING_PAUSE
