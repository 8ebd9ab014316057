"""tavus listen: receivers that refuse, hang or are down get every callback in order, once there is room."""

import json
import threading
from itertools import pairwise

import pytest
from commands.listen.account import TAKEN, bodies, got, ids, lines, state
from faults import certificates
from faults.answers import hang, redirect, reply
from faults.ports import refusing_port
from sandbox.receiver import Receiver

from tavus_cli.commands.listen import forwarding, listening, memory


def test_a107_what_is_refused_is_tried_again_with_growing_pauses_and_the_same_id(account, ending, listen, hook):
    refused = {"r1": 4}

    def choose(request):
        record = request.json()["replica_id"]
        refused[record] = refused.get(record, 0) - 1
        return reply(500 if refused[record] >= 0 else 204)

    receiver = hook(routes=choose)
    result = listen(20, "--format", "jsonl", to=receiver.url, meanwhile=ending, enough=lambda: refused["r1"] < 0)
    mine = [request for request in receiver.requests if request.json()["replica_id"] == "r1"]
    assert len(mine) == 5
    assert len({request.headers["webhook-id"] for request in mine}) == 1
    pauses = [later.time - earlier.time for earlier, later in pairwise(mine)]
    assert pauses[0] >= 0.25
    assert pauses[-1] >= 2
    # One that is refused holds up no other record.
    assert [(line["record_id"], line["attempts"]) for line in lines(result)] == [("r2", 1), ("r1", 5)]
    told = [line for line in result.err.splitlines() if "hook" in line or receiver.url in line or "taken" in line]
    assert told == [
        f"warning: {receiver.url} answered (500 Internal Server Error); the callback is kept and tried again, with "
        "growing pauses",
        "note: callbacks are taken again",
    ]


def test_a107_the_callbacks_of_a_record_keep_their_order(account, listen, hook):
    taking = threading.Event()
    receiver = hook(routes=lambda _request: TAKEN if taking.is_set() else reply(503))
    account.put("r1")

    def preview():
        account.put("r1", "completed", finetune_status="training")

    def final():
        account.put("r1", "completed", finetune_status="completed")

    result = listen(
        15,
        "--format",
        "ids",
        to=receiver.url,
        meanwhile=[(0.3, preview), (1, final), (1.6, taking.set)],
        enough=lambda: (
            bodies(receiver)[-1:] == [{"replica_id": "r1", "status": "ready", "finetune_status": "completed"}]
        ),
    )
    stages = [body["finetune_status"] for body in bodies(receiver)]
    assert result.out == "r1\nr1\n"
    assert stages == ["training"] * (len(stages) - 1) + ["completed"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (reply(404), "answered (404 Not Found)"),
        (redirect(307, "{elsewhere}"), "redirected, which is not followed (307 Temporary Redirect)"),
        (hang, "did not answer within 0.3 s"),
    ],
)
def test_whatever_a_receiver_does_is_told_once_and_kept(account, ending, listen, hook, monkeypatch, home, answer, said):
    monkeypatch.setattr(forwarding, "TIME", 0.3)
    elsewhere = hook(TAKEN)
    if "redirected" in said:
        answer = redirect(307, f"{elsewhere.url}/stolen")
    receiver = hook(answer)
    result = listen(4, to=receiver.url, meanwhile=ending)
    assert (result.code, result.out) == (9, "")
    (told,) = [line for line in result.err.splitlines() if line.startswith("warning")]
    assert told == f"warning: {receiver.url} {said}; the callback is kept and tried again, with growing pauses"
    assert 1 < len(receiver.requests) < 12
    assert elsewhere.requests == []
    assert [event["record_id"] for event in json.loads(state(home).read_text())["waiting"]] == ["r1", "r2"]


def test_a107_a_receiver_that_is_down_gets_all_once_it_is_up(account, ending, listen):
    with refusing_port() as port:
        url = f"http://127.0.0.1:{port}/hook"
        result = listen(3, to=url, meanwhile=ending)
        assert result.out == ""
        assert result.err.count("cannot be reached (Connection refused)") == 1
        with Receiver(port=port) as receiver:
            result = listen(15, to=url, enough=lambda: len(receiver.got) >= 2)
    assert [body["replica_id"] for _, body in receiver.got] == ["r1", "r2"]
    assert "2 kept from before" in result.err


def test_a_receiver_may_ask_to_be_left_alone_for_a_while(account, listen, hook, monkeypatch):
    # What is on this machine is reached without a proxy.
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    receiver = hook(reply(503, headers=[("Retry-After", "2")]), TAKEN)
    account.put("r1")
    meanwhile = [(0.3, lambda: account.put("r1", "completed"))]
    listen(15, to=receiver.url, meanwhile=meanwhile, enough=lambda: len(receiver.requests) >= 2)
    first, second = receiver.requests
    assert second.time - first.time >= 2


def test_a108_over_https_only_a_verified_receiver_gets_callbacks(account, ending, listen, hook, home, monkeypatch):
    unknown = hook(TAKEN, tls=certificates.stranger("127.0.0.1"))
    known = hook(TAKEN, tls=certificates.trusted("127.0.0.1"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificates.bundle(home)))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    result = listen(2, to=unknown.url, meanwhile=ending)
    assert (result.out, unknown.requests) == ("", [])
    assert f"warning: {unknown.url} cannot be reached (" in result.err
    listen(15, "--since", "2026-11-21T00:00:00Z", to=known.url, enough=got(known, 2))
    assert [body["replica_id"] for body in bodies(known)] == ["r1", "r2"]


def test_no_more_is_read_than_there_is_room_for_and_nothing_is_lost(account, listen, monkeypatch, home):
    monkeypatch.setattr(memory, "MOST_WAITING", 2)
    for number in range(4):
        account.put(f"r{number}")

    def end():
        for number in range(4):
            account.put(f"r{number}", "completed", updated_at=f"2026-11-21T11:00:0{number}Z")

    with refusing_port() as port:
        url = f"http://127.0.0.1:{port}/"
        result = listen(3, "--format", "jsonl", to=url, meanwhile=[(0.5, end)])
        assert result.out == ""
        assert result.err.count("warning: 2 callbacks wait; further ones are read once these are taken\n") == 1
        assert [event["record_id"] for event in json.loads(state(home).read_text())["waiting"]] == ["r0", "r1"]
        with Receiver(port=port) as receiver:
            listen(20, to=url, enough=lambda: len(receiver.got) >= 4)
    assert [body["replica_id"] for _, body in receiver.got] == ["r0", "r1", "r2", "r3"]


def test_since_delivers_the_oldest_first_while_it_still_reads(account, listen, hook):
    receiver = hook(TAKEN)
    for number in range(130):
        account.put(f"r{number:03}", "completed", updated_at=f"2026-11-21T11:{number // 60:02}:{number % 60:02}Z")
    account.put("v1", "ready", "videos", updated_at="2026-11-21T11:01:00.500Z")
    since = ("--since", "2026-11-21T00:00:00Z")
    listen(40, *since, to=receiver.url, enough=lambda: len(receiver.requests) >= 131)
    expected = [f"r{number:03}" for number in range(130)]
    assert [body.get("video_id") or body["replica_id"] for body in bodies(receiver)] == [
        *expected[:61],
        "v1",
        *expected[61:],
    ]
    reads = [request.time for request in account.server.requests if request.path.startswith("/v2/replicas/")]
    assert receiver.requests[0].time < reads[listening.READS_AT_ONCE]


def test_since_adds_nothing_that_waits_already_and_keeps_the_order(account, listen, hook, home):
    receiver = hook(TAKEN, reply(503))
    since = ("--since", "2026-11-21T00:00:00Z")
    account.put("r1", "completed", finetune_status="completed")
    listen(2, *since, to=receiver.url)
    listen(1, *since, to=receiver.url)
    waiting = json.loads(state(home).read_text())["waiting"]
    assert [event["payload"]["finetune_status"] for event in waiting] == ["training", "completed"]
    assert len({event["event_id"] for event in waiting}) == 2
    assert {event["event_id"] for event in waiting} == set(ids(receiver))
