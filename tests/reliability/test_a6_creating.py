import re
from datetime import UTC, datetime

import pytest
from faults.answers import after, document, drip, hang, head, reply, reset, reset_after
from faults.ports import refusing_port
from reliability import patches
from reliability.commands import CREATE, LIST, ONCE
from reliability.doubt import ERROR, NOTE, check_doubt
from reliability.program import shell
from samples import MADE

HTML = reply(200, b"<!DOCTYPE html>", kind="text/html")

UNKNOWN = {
    "500": reply(500),
    "501": reply(501),
    "502": reply(502, b"<html>", kind="text/html"),
    "503 with a wait": reply(503, b"", [("Retry-After", "0")]),
    "504": reply(504),
    "html": HTML,
    "reset": reset,
    "reset in the answer": reset_after(head(200, [("Content-Length", "50")]) + b'{"replica_id"'),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_a41_a42_a43_d3_d6_a_create_is_sent_once_and_its_doubt_is_told(tavus, serve, name):
    server = serve(UNKNOWN[name])
    started = datetime.now(UTC)
    outcome = tavus(*CREATE, at=server)
    assert outcome.code == 10
    check_doubt(outcome.errors, started)
    assert [request.method for request in server.requests] == ["POST"]


def test_a41_a42_d6_a_create_that_meets_silence_is_sent_once(tavus, serve):
    servers = [serve(hang), serve(drip(b"x" * 100, after=head(200, [("Content-Length", "500")])))]
    started = datetime.now(UTC)
    runs = [tavus.begin(*CREATE, "--timeout", "1", at=server) for server in servers]
    for run, server in zip(runs, servers, strict=True):
        outcome = run.finish()
        assert outcome.code == 10
        check_doubt(outcome.errors, started)
        assert len(server.requests) == 1


def test_a42_d6_the_doubt_as_json(tavus, serve):
    server = serve(reply(500))
    started = datetime.now(UTC)
    outcome = tavus(*CREATE, "--json", at=server)
    assert outcome.code == 10
    assert len(outcome.err.splitlines()) == 1
    error = outcome.error
    assert (error["kind"], error["exit"], error["outcome"]) == ("unknown", 10, "unknown")
    assert (error["http_status"], error["attempts"], error["replica_name"]) == (500, 1, "Rio")
    assert abs((datetime.fromisoformat(error["sent_at"]) - started).total_seconds()) <= 2


def test_a42_d6_the_doubt_without_a_name(tavus, serve):
    create = (*CREATE[:4],)
    outcome = tavus(*create, at=serve(reply(500)))
    assert outcome.code == 10
    lines = outcome.errors
    assert re.fullmatch(ERROR, lines[0])
    assert lines[1] == NOTE
    assert lines[2].startswith("hint: look for ")
    assert "tavus replicas list --replica-type user --since 20" in lines[2]
    assert "None" not in lines[2]
    error = tavus(*create, "--json", at=serve(reply(500))).error
    assert error["replica_name"] is None


def test_a42_the_name_in_the_hint_is_cleaned(tavus, serve):
    name = "Rio\x1b]0;owned\x07\nerror: forged"
    outcome = tavus(*CREATE[:6], "--replica-name", name, at=serve(reply(500)))
    assert outcome.code == 10
    assert "\x1b" not in outcome.err
    assert len([line for line in outcome.err.splitlines() if line.startswith("error: ")]) == 1


@pytest.mark.parametrize("status", [400, 402, 404, 409, 413, 422, 401, 403, 418])
def test_a41_d3_a_refused_create_is_sent_once_and_known(tavus, serve, status):
    server = serve(document({"error": "Invalid train_video_url"}, status))
    outcome = tavus(*CREATE, "--json", at=server)
    assert outcome.code in {3, 4, 5}
    assert outcome.error["outcome"] == "refused"
    assert "Invalid train_video_url" in outcome.error["message"]
    assert len(server.requests) == 1


def test_a41_d3_a_timeout_that_the_server_reports_is_not_tried_again(tavus, serve):
    server = serve(reply(408))
    assert tavus(*CREATE, at=server).code in {5, 10}
    assert len(server.requests) == 1


def test_a41_d3_a_create_told_to_wait_is_sent_again_on_a_new_connection(tavus, serve):
    limited = reply(429, b"", [("Retry-After", "0")])
    server = serve(limited, limited, MADE)
    outcome = tavus(*CREATE, "--format", "ids", at=server)
    assert (outcome.code, outcome.out) == (0, "r90bbd427f71\n")
    assert len(server.requests) == 3
    assert len({request.connection for request in server.requests}) == 3
    assert len({request.body for request in server.requests}) == 1


def test_a41_d3_a_create_that_was_told_to_wait_to_the_end_says_that_nothing_was_created(tavus, serve):
    server = serve(reply(429, b"", [("Retry-After", "3600")]))
    outcome = tavus(*CREATE, at=server)
    assert (outcome.code, outcome.out, len(server.requests)) == (7, "", 1)
    assert "Nothing was created." in outcome.errors


def test_a41_d1_d3_a_create_that_cannot_be_sent_is_tried_three_times(tavus):
    with refusing_port() as port:
        base = f"http://127.0.0.1:{port}"
        plain, as_json = tavus.begin(*CREATE, at=base), tavus.begin(*CREATE, "--json", at=base)
    outcome = plain.finish()
    assert outcome.code == 6
    assert outcome.errors[-2:-1] == ["Nothing was created."]
    assert len(re.findall(r"^retrying in .* \(attempt [23] of 3\): ", outcome.err, re.MULTILINE)) == 2
    outcome = as_json.finish()
    assert outcome.code == 6
    assert (outcome.error["outcome"], outcome.error["attempts"]) == ("not_sent", 3)


@pytest.mark.parametrize("name", ["dns", "unreachable"])
def test_a41_d1_d3_a_create_without_a_network_was_not_sent(tavus, name):
    fault = {"dns": patches.DNS_FAILS, "unreachable": patches.unreachable()}[name]
    env = patches.patched(tavus.home, fault)
    outcome = tavus(*CREATE, "--json", *ONCE, at="https://api.example.test", env=env, real=True)
    assert outcome.code == 6
    assert outcome.error["outcome"] == "not_sent"


def test_a41_a_create_that_was_refused_a_connection_first_is_sent_once(tavus, serve):
    server = serve(MADE)
    fault = """
        import itertools, socket
        real, count = socket.socket.connect, itertools.count()
        def connect(self, address):
            if next(count) == 0:
                raise ConnectionRefusedError(111, "Connection refused")
            return real(self, address)
        socket.socket.connect = connect
    """
    outcome = tavus(*CREATE, at=server, env=patches.patched(tavus.home, fault), real=True)
    assert outcome.code == 0
    assert len(server.requests) == 1


def test_a41_a_create_sends_the_documented_body(tavus, serve):
    server = serve(MADE)
    assert tavus(*CREATE, at=server).code == 0
    request = server.requests[0]
    assert (request.method, request.target) == ("POST", "/v2/replicas")
    assert request.headers["content-type"].startswith("application/json")
    assert request.json() == {
        "train_video_url": "https://clips.example.test/train.mp4",
        "consent_video_url": "https://clips.example.test/consent.mp4",
        "replica_name": "Rio",
    }


LOST = (
    "error: replica r90bbd427f71 was created, but the result could not be written to standard output: "
    "No space left on device."
)


@pytest.mark.parametrize("flags", [(), ("--json",), ("--format", "ids"), ("--format", "table")])
def test_a44_a_result_that_cannot_be_written_is_told_with_its_id(tavus, serve, flags):
    server = serve(MADE)
    outcome = tavus(*CREATE, *flags, at=server, stdout="/dev/full", real=True)
    assert outcome.code == 1
    assert len(server.requests) == 1
    if flags == ("--json",):
        assert outcome.error["message"] == LOST.removeprefix("error: ")
        assert outcome.error["outcome"] == "done"
    else:
        assert outcome.errors[0] == LOST


@pytest.mark.parametrize(
    ("command", "done"),
    [
        ("replicas rename r1 Rio", "replica r1 was renamed"),
        ("replicas delete r1 --yes", "replica r1 was deleted"),
        ("documents update d1 --document-name Rio", "document d1 was updated"),
        ("documents recrawl d1", "the recrawl of document d1 was started"),
    ],
)
def test_a44_a_change_whose_result_cannot_be_written_is_told(tavus, serve, command, done):
    server = serve(document({"document_id": "d1", "status": "recrawling"}))
    outcome = tavus(*command.split(), "--json", at=server, stdout="/dev/full", real=True)
    assert (outcome.code, outcome.error["outcome"]) == (1, "done")
    lost = "but the result could not be written to standard output: No space left on device."
    assert outcome.error["message"] == f"{done}, {lost}"


def test_a44_a_broken_pipe_after_a_create_tells_the_id(tavus, serve):
    server = serve(after(0.3, MADE))
    line = shell(tavus, f"tavus {' '.join(CREATE)} | true; exit ${{PIPESTATUS[0]}}", server)
    assert line.code in {1, 141}
    assert "r90bbd427f71" in line.err


def test_a44_a50_nothing_is_created_when_its_result_has_nowhere_to_go(tavus, serve):
    server = serve(MADE)
    outcome = shell(tavus, f"tavus {' '.join(CREATE)} >&-", server)
    assert outcome.code == 1
    assert outcome.errors[0] == "error: standard output is closed."
    assert server.requests == []


PRESIGNED = "https://bucket.example.test/clip.mp4?X-Amz-Signature=secretsignature&X-Amz-Expires=90000"


@pytest.mark.parametrize("flags", [(), ("--debug",), ("--json",), ("--dry-run",)])
def test_a46_a_presigned_link_is_sent_whole_and_shown_without_its_query(tavus, serve, flags):
    create = ("replicas", "create", "--train-video-url", PRESIGNED, "--consent-video-url", PRESIGNED)
    for answer in [MADE, document({"error": f"Invalid train_video_url: {PRESIGNED}"}, 400), reply(500), HTML]:
        server = serve(answer)
        outcome = tavus(*create, *flags, at=server)
        assert "secret" not in outcome.err
        if "--dry-run" in flags:
            assert server.requests == []
        else:
            assert server.requests[0].json()["train_video_url"].split("#")[0] == PRESIGNED.split("#", maxsplit=1)[0]
            assert "secret" not in outcome.out


BAD_URLS = ["", "clip.mp4", "file:///clip.mp4", "ftp://h/c.mp4", "https://", "https:///c.mp4", "https://h/a b.mp4"]
BAD_URLS += ["https://h/\x1b.mp4", "https://h/a\nb.mp4", " https://h/c.mp4", "https://[::1", "//h/c.mp4"]


@pytest.mark.parametrize("url", BAD_URLS)
@pytest.mark.parametrize("option", ["--train-video-url", "--train-image-url", "--consent-video-url", "--callback-url"])
def test_a46_a_link_that_cannot_be_one_is_not_sent(tavus, serve, url, option):
    server = serve(MADE)
    others = {
        "--train-video-url": (),
        "--train-image-url": ("--voice-name", "anna"),
        "--consent-video-url": CREATE[2:4],
        "--callback-url": CREATE[2:4],
    }[option]
    outcome = tavus("replicas", "create", option, url, *others, at=server)
    if (option, url) == ("--callback-url", ""):
        return
    assert outcome.code == 2
    assert option in outcome.errors[0]
    assert "\x1b" not in outcome.err
    assert server.requests == []


VIDEO = ("--train-video-url", "https://clips.example.test/a.mp4")
IMAGE = ("--train-image-url", "https://clips.example.test/a.png")
CONSENT = ("--consent-video-url", "https://clips.example.test/c.mp4")


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ((*VIDEO, *IMAGE, "--voice-name", "anna"), "--train-image-url"),
        ((), "--train-video-url"),
        (IMAGE, "--voice-name"),
        ((*IMAGE, "--voice-name", "anna", "--default-voice-id", "v1"), "--default-voice-id"),
        ((*VIDEO, "--properties", "[]"), "--properties"),
        ((*VIDEO, "--properties", "{"), "--properties"),
        ((*VIDEO, "--properties", '{"a": NaN}'), "--properties"),
        ((*VIDEO, "--properties", "[" * 100_000), "--properties"),
        ((*IMAGE, "--voice-name", ""), "--voice-name"),
    ],
)
def test_a46_what_the_api_forbids_is_not_sent(tavus, serve, options, named):
    server = serve(MADE)
    outcome = tavus("replicas", "create", *options, at=server)
    assert outcome.code == 2
    assert named in outcome.err
    outcome = tavus("replicas", "create", *options, "--json", at=server)
    assert (outcome.code, outcome.error["outcome"]) == (2, "not_sent")
    assert server.requests == []


def test_a46_reading_shows_presigned_links_only_where_they_were_asked_for(tavus, serve):
    row = {"replica_id": "r1", "thumbnail_video_url": PRESIGNED, "status": "completed"}
    server = serve(document({"data": [row], "total_count": 1}))
    outcome = tavus(*LIST, "--json", "--debug", at=server)
    assert outcome.json()["data"] == [row]
    assert "secret" not in outcome.err
