"""After a create was done: whatever goes wrong then, the error says so, and what was made."""

import json
import signal
import threading
import time
from pathlib import Path

import pytest
from faults.answers import after, document, hang, head, raw, reply, when
from samples import CREATE, KEY, MADE

RUNNING = document({"replica_id": "r90bbd427f71", "status": "started", "training_progress": "1/100"})


@pytest.fixture
def create(serve, run):
    """Run `replicas create` against a server with these answers. How it ended, and what it sent."""

    def create_it(*answers, options=()):
        server = serve(*answers)
        return run(*CREATE, *options), server.requests

    return create_it


ID = "r90bbd427f71"
FAST = ("--wait", "--interval", "0.05", "--quiet")
REFUSALS = {status: reply(status, b'{"error": "no"}') for status in (401, 402, 403, 404, 409, 418, 422, 302, 500)}
REFUSALS[400] = reply(400, b'{"error": "Invalid replica_id"}')


@pytest.mark.parametrize("status", [401, 402, 403, 409, 418, 422, 302])
def test_a87_a_wait_that_cannot_go_on_does_not_deny_the_create(create, status):
    for before in [(), (RUNNING,)]:
        result, requests = create(MADE, *before, REFUSALS[status], options=FAST)
        assert (result.code, result.out) == (8, "")
        assert f"The replica {ID} was created." in result.err.splitlines()
        assert [request.method for request in requests].count("POST") == 1
    result, _ = create(MADE, REFUSALS[status], options=(*FAST, "--json"))
    error = json.loads(result.err)["error"]
    assert (error["exit"], error["kind"], error["outcome"], error["replica_id"]) == (8, "server", "done", ID)


@pytest.mark.parametrize("answers", [(reply(200, b"<!DOCTYPE html>"),) * 2, (RUNNING,)], ids=["no JSON", "the limit"])
def test_a87_other_ends_of_a_wait_name_the_id_too(create, answers):
    limit, code = ("0.5", 9) if answers == (RUNNING,) else ("5", 8)
    result, _ = create(MADE, *answers, options=(*FAST, "--timeout", limit))
    assert (result.code, result.out) == (code, "")
    assert f"The replica {ID} was created." in result.err


@pytest.mark.parametrize("status", [400, 404])
def test_a87_an_api_that_does_not_know_the_new_record_yet_is_asked_again(create, status):
    unknown = [REFUSALS[status]] * 3
    result, _ = create(MADE, *unknown, RUNNING, document({"replica_id": ID, "status": "completed"}), options=FAST)
    assert (result.code, result.out) == (0, f"{ID}\t\tcompleted\t\t\t\t\n")


@pytest.mark.parametrize("status", [400, 404])
def test_a87_an_api_that_never_knows_it_ends_the_wait(create, status, monkeypatch):
    monkeypatch.setattr("tavus_cli.verbs.wait.UNKNOWN_AT_FIRST", 0.1)
    result, _ = create(MADE, REFUSALS[status], options=FAST)
    assert (result.code, result.out) == (8, "")
    assert f"The replica {ID} was created." in result.err


VIDEO_ID = "8a4f94e736"
FILM = ("videos", "create", "--replica-id", "rf4e9d9790f0", "--script", "Hello", "--download", "hello.mp4")
FILMED = document({"video_id": VIDEO_ID, "status": "queued"})


@pytest.fixture
def film(serve, run, home, monkeypatch):
    """Run `videos create --download` with a storage that answers so. How it ended, and how often it created."""
    monkeypatch.chdir(home)

    def film_it(*answers, options=("--quiet", "--retries", "0")):
        storage = serve(*answers, as_api=False)
        ready = {"video_id": VIDEO_ID, "status": "ready", "download_url": f"{storage.url}/a.mp4"}
        api = serve(FILMED, document(ready))
        return run(*FILM, *options), [request.method for request in api.requests].count("POST")

    return film_it


def appears(exchange):
    Path("hello.mp4").write_text("precious")
    reply(200, b"the film", kind="video/mp4")(exchange)


STORAGES = {
    "404": (reply(404), 8),
    "expired": (reply(403), 8),
    "429": (reply(429), 8),
    "cut off": (raw(head(200, [("Content-Length", "100"), ("Content-Type", "video/mp4")]) + b"half"), 8),
    "a page": (reply(200, b"<html>", kind="text/html"), 8),
    "refused connection": (None, 8),
    "a file that appears": (appears, 1),
}


@pytest.mark.parametrize("name", STORAGES)
def test_a87_a_download_that_fails_does_not_deny_the_create(film, run, serve, home, monkeypatch, name):
    answer, code = STORAGES[name]
    if answer is None:
        monkeypatch.chdir(home)
        serve(FILMED, document({"video_id": VIDEO_ID, "status": "ready", "download_url": "http://127.0.0.1:9/a.mp4"}))
        result, posts = run(*FILM, "--quiet", "--retries", "0"), 1
    else:
        result, posts = film(answer)
    assert (result.code, posts, result.out.split("\t")[:3:2]) == (code, 1, [VIDEO_ID, "ready"])
    assert result.err.splitlines()[1:] == [
        f"The video {VIDEO_ID} was created.",
        f"hint: the video is kept; to get it: tavus videos download {VIDEO_ID} --output hello.mp4",
    ]


@pytest.mark.parametrize("target", ["/proc/x.mp4", "x" * 252 + ".mp4", "taken.mp4"])
def test_a87_a_target_that_cannot_be_written_is_found_before_the_create(run, serve, home, monkeypatch, target):
    monkeypatch.chdir(home)
    (home / "taken.mp4.part").write_text("precious")
    api = serve(FILMED)
    result = run(*FILM[:-1], target)
    assert (result.code, result.out, api.requests) == (2 if target == "taken.mp4" else 1, "", [])
    assert [path.name for path in home.iterdir()] == ["taken.mp4.part"]


def test_a87_a_target_is_not_tried_by_a_dry_run(run):
    assert run(*FILM[:-1], "/proc/x.mp4", "--dry-run").code == 0


def test_a_number_out_of_range_leaves_the_outcome_unknown(create):
    body = b'{"replica_id": "r1", "status": "started", "x": 1e999}'
    result, requests = create(reply(200, body), options=("--json",))
    assert (result.code, len(requests)) == (10, 1)
    assert json.loads(result.err)["error"]["outcome"] == "unknown"


def test_an_answer_after_ctrl_c_that_is_a_refusal_still_ends_with_130(serve, spawn):
    pressed = threading.Event()
    late = when(lambda: pressed.wait(10), after(0.2, reply(400, b'{"error": "no"}')))
    code, err = interrupted(spawn, serve(late), then=pressed.set)
    assert code == 130
    assert "error: the API refused the request (400 Bad Request: no)." in err


def test_a_signal_in_the_pause_before_a_retry_says_nothing_of_a_create(serve, spawn):
    code, err = interrupted(spawn, serve(reply(429)))
    assert code == 130
    assert err.splitlines()[-1] == "error: interrupted."


def test_many_signals_at_once_leave_the_last_word(serve, spawn):
    code, err = interrupted(spawn, serve(hang), times=40)
    assert code == 130
    assert "error: the create request was sent, but its outcome is unknown (interrupted)." in err


def interrupted(spawn, server, times=1, then=lambda: None):
    process = spawn(*CREATE)
    server.wait_for_requests(1)
    time.sleep(0.2)
    for _ in range(times):
        process.send_signal(signal.SIGINT)
        time.sleep(0.0005)
    then()
    _, err = process.communicate(timeout=15)
    return process.returncode, err


@pytest.mark.parametrize("url", ["HTTPS://b.example.com/x.mp4?sig=SIGNED", "https://b.example.com/x.mp4#sig=SIGNED"])
def test_a_dry_run_shows_no_tail_of_a_link(run, url):
    result = run(*CREATE, "--callback-url", url, "--dry-run")
    assert result.code == 0
    assert "SIGNED" not in result.out + result.err
    assert '"$CALLBACK_URL"' in result.out


def test_a_bad_header_is_an_answer_that_cannot_be_used(serve, run):
    twice = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}")
    serve(twice)
    assert run("replicas", "list").code == 8


@pytest.mark.parametrize("proxy", ["http://user:PWSECRET99@h:99999", "http://us%zz:PWSECRET99@127.0.0.1:9"])
def test_the_password_of_a_proxy_is_not_shown(run, proxy):
    env = {"TAVUS_API_KEY": KEY, "HTTPS_PROXY": proxy}
    result = run("--debug", "replicas", "list", "--retries", "0", env=env)
    assert result.code == 6
    assert "PWSECRET99" not in result.err
    assert "(from HTTPS_PROXY)" in result.err
