"""tavus listen: the callbacks have the payloads that the API itself would post."""

import json
import time

import pytest
from commands.listen.account import TAKEN, bodies, got, ids
from faults.answers import document
from samples import CLIP
from sandbox.clock import Clock
from sandbox.receiver import Receiver

from tavus_cli.commands.listen import account as account_module


@pytest.fixture
def api(serve_sandbox):
    """A sandbox whose time is turned by the test, and which sends callbacks itself."""
    # Whole seconds: the API's own answers about videos have no parts of them.
    clock = Clock(1_790_000_000)
    server = serve_sandbox(clock, training_seconds=100, video_seconds=100, callbacks=True)
    server.clock = clock
    return server


def make_all(run, url):
    """Three trainings and two videos, of which some fail; one has two stages."""
    train, callback = ("replicas", "create", "--train-video-url"), ("--callback-url", url, "--format", "ids", "--quiet")
    made = [
        run(*train, CLIP, *callback),
        run(*train, "https://e.com/fail-video_fps.mp4", *callback),
        run(*train, CLIP, "--model-name", "phoenix-4.5", *callback),
        run("videos", "create", "--replica-id", "r7bc3db0d581", "--script", "Hi", *callback),
        run("videos", "create", "--replica-id", "r7bc3db0d581", "--script", "fail-video_error", *callback),
    ]
    assert [result.code for result in made] == [0] * 5
    return [result.out.strip() for result in made]


def text(body):
    return json.dumps(body, sort_keys=True)


def test_a107_every_end_is_delivered_as_the_api_tells_it_itself(api, run, listen, hook):
    receiver = hook(TAKEN)
    with Receiver() as told:
        made = make_all(run, told.url)
        url = f"{receiver.url}/hook?a=1"
        result = listen(9, to=url, meanwhile=[(0.3, lambda: api.clock.turn(30))], enough=lambda: receiver.requests)
        assert [body.get("finetune_status") for body in bodies(receiver) if body.get("replica_id") == made[2]] == [
            "training"
        ]
        result = listen(
            9, to=url, meanwhile=[(0.3, lambda: api.clock.turn(970))], enough=lambda: len(receiver.requests) >= 6
        )
        own = [body for _, body in told.wait(6)]
    assert result.code == 9
    assert sorted(map(text, bodies(receiver))) == sorted(map(text, own))
    assert len(own) == 6
    assert {request.target for request in receiver.requests} == {"/hook?a=1"}
    assert [body["finetune_status"] for body in bodies(receiver) if "finetune_status" in body] == [
        "training",
        "completed",
    ]
    assert len(set(ids(receiver))) == 6


def test_a_conversation_is_delivered_event_by_event(api, run, listen, hook):
    receiver = hook(TAKEN)
    with Receiver() as told:
        create = ("conversations", "create", "--replica-id", "r7bc3db0d581", "--callback-url", told.url)
        run(*create, "--format", "ids", "--quiet")
        meanwhile = [(0.3, lambda: api.clock.turn(1000))]
        listen(
            9,
            "--only",
            "conversations",
            to=receiver.url,
            meanwhile=meanwhile,
            enough=lambda: len(receiver.requests) >= 3,
        )
        own = [body for _, body in told.wait(3)]
    assert [body["event_type"] for body in own] == ["system.replica_joined", "system.pal_joined", "system.shutdown"]
    assert bodies(receiver) == own


def test_what_is_told_of_a_conversation_after_its_end_is_delivered_too(account, listen, hook, monkeypatch):
    monkeypatch.setattr(account_module, "LATE_PAUSE", 0.2)
    receiver = hook(TAKEN)
    account.put("c1", "active", "conversations")
    end = {"event_type": "system.shutdown", "timestamp": "2026-11-21T11:00:00Z", "properties": {"shutdown_reason": "x"}}
    late = {"event_type": "application.transcription_ready", "timestamp": "2026-11-21T11:00:09Z", "properties": {}}

    def put(*events):
        return lambda: account.put("c1", "ended", "conversations", events=list(events), callback_url="https://e.com/")

    listen(
        15,
        "--only",
        "conversations",
        to=receiver.url,
        meanwhile=[(0.3, put(end)), (1.2, put(end, late))],
        enough=got(receiver, 2),
    )
    assert [body["event_type"] for body in bodies(receiver)] == [end["event_type"], late["event_type"]]
    assert bodies(receiver)[0] == {
        "conversation_id": "c1",
        "webhook_url": "https://e.com/",
        "message_type": "system",
        **end,
    }


def test_what_is_told_of_a_conversation_while_no_listener_runs_is_delivered_too(account, listen, hook, monkeypatch):
    receiver = hook(TAKEN)
    account.put("c1", "active", "conversations")
    end = {"event_type": "system.shutdown", "timestamp": "2026-11-21T11:00:00Z", "properties": {"shutdown_reason": "x"}}
    late = {"event_type": "application.transcription_ready", "timestamp": "2026-11-21T11:00:09Z", "properties": {}}
    details = {"events": [end], "callback_url": "https://e.com/"}

    def routes(request):
        # As in the API, only the record itself has its events, and only if asked for them.
        if request.path == "/v2/conversations/c1" and "verbose=true" in request.query:
            return document({**account.rows["conversations"]["c1"], **details})
        return account(request)

    account.server.routes = routes
    listen(
        2,
        "--only",
        "conversations",
        to=receiver.url,
        meanwhile=[(0.3, lambda: account.put("c1", "ended", "conversations"))],
    )
    assert [body["event_type"] for body in bodies(receiver)] == [end["event_type"]]
    details["events"] = [end, late]
    # Its time is over when the next listener starts: one more read is due.
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 5000)
    listen(15, "--only", "conversations", to=receiver.url, enough=got(receiver, 2))
    assert [body["event_type"] for body in bodies(receiver)] == [end["event_type"], late["event_type"]]
    before = len([request for request in account.server.requests if request.path.endswith("/c1")])
    listen(1, "--only", "conversations", to=receiver.url)
    assert len([request for request in account.server.requests if request.path.endswith("/c1")]) == before
