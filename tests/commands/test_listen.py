"""tavus listen: what is delivered, in which order, how often, and what happens when a receiver or the API fails."""

import fcntl
import json
import re
import signal
import subprocess
import sys
import threading
import time
from itertools import pairwise

import pytest
from faults import certificates
from faults.answers import document, hang, redirect, reply
from faults.ports import refusing_port
from samples import KEY
from sandbox.receiver import Receiver

from tavus_cli.api.deadline import deadline_of_command
from tavus_cli.commands.listen import account as account_module
from tavus_cli.commands.listen import forwarding, listening, memory
from tavus_cli.commands.listen.forwarding import parse_address
from tavus_cli.commands.listen.listening import Listening
from tavus_cli.errors import UsageError
from tavus_cli.sandbox.server import Behaviour, SandboxServer

CLIP = "https://e.com/me.mp4"
TAKEN = reply(200)


class Account:
    """An API with records that a test changes as it likes."""

    def __init__(self):
        self.rows = {"replicas": {}, "videos": {}, "conversations": {}}
        self.answers = []
        self.total = len
        # As the API does.
        self.newest_first = True

    def put(self, record_id, status="started", kind="replicas", **fields):
        noun = kind.removesuffix("s")
        dates = {"created_at": "2026-11-21T10:00:00.000Z", "updated_at": "2026-11-21T11:00:00.000Z"}
        row = {f"{noun}_id": record_id, "status": status, **dates, **fields}
        self.rows[kind][record_id] = row
        return row

    def __call__(self, request):
        if self.answers:
            return self.answers.pop(0)
        _, _, kind, *rest = request.path.split("/")
        rows = self.rows[kind]
        headers = [("x-sandbox", "1")]
        if rest:
            found = rows.get(rest[0])
            return document(found, headers=headers) if found else document({"error": "Invalid id"}, 404, headers)
        query = dict(pair.split("=") for pair in request.query.split("&") if pair)
        start = (int(query.get("page", 1)) - 1) * 100
        total = self.total and self.total(rows)
        listed = list(reversed(rows.values())) if self.newest_first else list(rows.values())
        return document({"data": listed[start : start + 100], "total_count": total}, headers=headers)


@pytest.fixture
def account(serve):
    made = Account()
    made.server = serve(routes=made)
    return made


@pytest.fixture
def hook(serve):
    """An address that takes callbacks, or answers as it is told to."""
    return lambda *answers, **options: serve(*answers, as_api=False, **options)


class Runs:
    """Runs of a listener in this process."""

    def __init__(self, run):
        self.run = run
        self.plan = None

    def __call__(self, seconds, *argv, meanwhile=(), enough=None, **options):
        """Listen for so long from the first look on, and do things meanwhile: (seconds after that look, function).

        Once there is `enough`, it ends a moment later: what comes too much still has time to come.
        """
        timers = [threading.Timer(*each) for each in meanwhile]
        self.plan = seconds, timers, enough
        try:
            return self.run("listen", *argv, "--timeout", "60s", **options)
        finally:
            self.plan = None
            for timer in timers:
                timer.cancel()

    def begin(self, session):
        seconds, timers, enough = self.plan
        end_in(session, seconds)
        for timer in timers:
            timer.start()
        if enough:
            threading.Thread(target=self.watch, args=(session, enough), daemon=True).start()

    def watch(self, session, enough):
        while self.plan and not enough():
            time.sleep(0.02)
        end_in(session, 0.5)


def end_in(session, seconds):
    vars(session)["deadline"] = deadline_of_command(seconds, time.monotonic(), "--timeout")


@pytest.fixture
def listen(run, monkeypatch):
    runs = Runs(run)
    tell = Listening._tell_begin

    def begin(self):
        runs.begin(self._session)
        tell(self)

    monkeypatch.setattr(Listening, "_tell_begin", begin)
    return runs


def bodies(receiver):
    return [request.json() for request in receiver.requests]


def ids(receiver):
    return [request.headers["webhook-id"] for request in receiver.requests]


def lines(result):
    return [json.loads(line) for line in result.out.splitlines()]


def state(home):
    (path,) = (home / ".local/state/tavus/listen").glob("*.json")
    return path


# What is delivered.


class Clock:
    """A time in whole seconds: the API's own answers about videos have no parts of them."""

    now = 1_790_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def api(home, monkeypatch):
    """A sandbox whose time is turned by the test, and which sends callbacks itself."""
    clock = Clock()
    behaviour = Behaviour(training_seconds=100, video_seconds=100, callbacks=True)
    with SandboxServer(home / "own.sqlite3", behaviour=behaviour, clock=clock) as server:
        monkeypatch.setenv("TAVUS_BASE_URL", server.base_url)
        monkeypatch.setenv("TAVUS_API_KEY", KEY)
        server.clock = clock
        yield server


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
        result = listen(
            9, "--forward-to", url, meanwhile=[(0.3, lambda: turn(api.clock, 30))], enough=lambda: receiver.requests
        )
        assert [body.get("finetune_status") for body in bodies(receiver) if body.get("replica_id") == made[2]] == [
            "training"
        ]
        result = listen(
            9,
            "--forward-to",
            url,
            meanwhile=[(0.3, lambda: turn(api.clock, 970))],
            enough=lambda: len(receiver.requests) >= 6,
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


def turn(clock, seconds):
    clock.now += seconds


def test_a_conversation_is_delivered_event_by_event(api, run, listen, hook):
    receiver = hook(TAKEN)
    with Receiver() as told:
        create = ("conversations", "create", "--replica-id", "r7bc3db0d581", "--callback-url", told.url)
        run(*create, "--format", "ids", "--quiet")
        options = ("--forward-to", receiver.url, "--only", "conversations")
        meanwhile = [(0.3, lambda: turn(api.clock, 1000))]
        listen(9, *options, meanwhile=meanwhile, enough=lambda: len(receiver.requests) >= 3)
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

    options = ("--forward-to", receiver.url, "--only", "conversations")
    listen(3, *options, meanwhile=[(0.3, put(end)), (1.2, put(end, late))])
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

    account.server._routes = routes
    options = ("--forward-to", receiver.url, "--only", "conversations")
    listen(2, *options, meanwhile=[(0.3, lambda: account.put("c1", "ended", "conversations"))])
    assert [body["event_type"] for body in bodies(receiver)] == [end["event_type"]]
    details["events"] = [end, late]
    # Its time is over when the next listener starts: one more read is due.
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 5000)
    listen(1, *options)
    assert [body["event_type"] for body in bodies(receiver)] == [end["event_type"], late["event_type"]]
    before = len([request for request in account.server.requests if request.path.endswith("/c1")])
    listen(1, *options)
    assert len([request for request in account.server.requests if request.path.endswith("/c1")]) == before


def test_nothing_that_ended_before_the_first_start_is_delivered(account, listen, hook):
    receiver = hook(TAKEN)
    account.put("r1", "completed")
    account.put("r2")
    meanwhile = [(0.5, lambda: account.put("r2", "completed")), (0.5, lambda: account.put("r3", "error"))]
    result = listen(2, "--forward-to", receiver.url, "--format", "ids", meanwhile=meanwhile)
    assert result.out.splitlines() == ["r2", "r3"]
    assert [body["replica_id"] for body in bodies(receiver)] == ["r2", "r3"]


def test_a_restart_goes_on_with_what_ended_meanwhile(account, listen, hook):
    receiver = hook(TAKEN)
    account.put("r1")
    listen(1, "--forward-to", receiver.url)
    assert bodies(receiver) == []
    account.put("r1", "completed")
    account.put("r2", "completed")
    listen(1, "--forward-to", receiver.url)
    listen(1, "--forward-to", receiver.url)
    assert bodies(receiver) == [{"replica_id": each, "status": "ready"} for each in ("r1", "r2")]


def test_another_address_has_a_memory_of_its_own(account, listen, hook):
    first, second = hook(TAKEN), hook(TAKEN)
    account.put("r1")
    listen(1, "--forward-to", first.url)
    account.put("r1", "completed")
    listen(1, "--forward-to", second.url)
    listen(1, "--forward-to", first.url)
    assert (len(first.requests), len(second.requests)) == (1, 0)


def test_another_key_has_a_memory_of_its_own(account, listen, hook, home, monkeypatch):
    receiver = hook(TAKEN)
    account.put("r1", created_at="2026-11-21T10:00:00Z")
    listen(1, "--forward-to", receiver.url)
    mine = dict(account.rows["replicas"])
    account.rows["replicas"].clear()
    other = KEY[::-1]
    monkeypatch.setenv("TAVUS_API_KEY", other)
    listen(1, "--forward-to", receiver.url)
    # It is new in the other account, and older than all that would be new in the first one.
    account.put("r2", "completed", created_at="2026-11-20T10:00:00Z")
    listen(2, "--forward-to", receiver.url)
    account.rows["replicas"] = mine
    account.put("r1", "completed", created_at="2026-11-21T10:00:00Z")
    account.put("r3", "completed", created_at="2026-11-21T09:55:00Z")
    monkeypatch.setenv("TAVUS_API_KEY", KEY)
    listen(2, "--forward-to", receiver.url)
    assert sorted(body["replica_id"] for body in bodies(receiver)) == ["r1", "r2", "r3"]
    states = list((home / ".local/state/tavus/listen").glob("*.json"))
    assert len(states) == 2
    for key in (KEY, other):
        assert not [path for path in states if key in path.read_text() + path.name]


def test_since_delivers_again_with_the_same_ids(account, listen, hook):
    receiver = hook(TAKEN)
    account.put("r1", "completed", updated_at="2026-11-20T09:00:00Z")
    account.put("r2", "completed", updated_at="2026-11-21T09:00:00Z")
    for _ in range(2):
        listen(1, "--forward-to", receiver.url, "--since", "2026-11-21T00:00:00Z")
    assert [body["replica_id"] for body in bodies(receiver)] == ["r2", "r2"]
    assert len(set(ids(receiver))) == 1


def test_an_old_record_that_was_never_seen_is_no_news(account, listen, hook):
    receiver = hook(TAKEN)
    account.put("r1", created_at="2026-11-21T10:00:00Z")
    listen(1, "--forward-to", receiver.url)
    # As when the key is of another account now.
    account.put("r2", "completed", created_at="2026-11-20T10:00:00Z")
    account.put("r3", "completed", created_at="2026-11-21T09:55:00Z")
    listen(1, "--forward-to", receiver.url)
    assert [body["replica_id"] for body in bodies(receiver)] == ["r3"]


def test_one_list_request_a_kind_and_look_and_reads_of_what_changed(account, listen, hook):
    account.put("r1")
    account.put("r2", "completed")
    receiver = hook(TAKEN)
    listen(3, "--forward-to", receiver.url, meanwhile=[(1, lambda: account.put("r1", "completed"))])
    targets = [request.target for request in account.server.requests]
    lists = [target for target in targets if target.startswith("/v2/replicas?")]
    assert set(lists) == {"/v2/replicas?replica_type=user&limit=100"}
    assert [target for target in targets if not target.partition("?")[1]] == ["/v2/replicas/r1"]
    assert abs(len(lists) - targets.count("/v2/videos?limit=100")) <= 1
    times = [request.time for request in account.server.requests if request.target in lists]
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.15


def test_what_runs_beyond_the_first_page_is_read_by_its_id(account, listen, hook):
    receiver = hook(TAKEN)
    for number in range(150):
        account.put(f"r{number:03}", "started" if number in {3, 40, 140} else "completed")

    def end():
        for each in ("r003", "r040", "r140"):
            account.put(each, "completed")

    result = listen(
        15,
        "--forward-to",
        receiver.url,
        "--format",
        "ids",
        meanwhile=[(0.3, end)],
        enough=lambda: len(receiver.requests) >= 3,
    )
    assert sorted(result.out.split()) == ["r003", "r040", "r140"]
    pages = [request for request in account.server.requests if "page=" in request.query]
    assert len(pages) <= 3


def test_a_long_list_is_walked_now_and_then_where_nobody_tells_its_length(account, listen, hook, monkeypatch):
    monkeypatch.setattr(account_module, "WHOLE_LIST_SECONDS", 1)
    receiver = hook(TAKEN)
    account.newest_first = False
    for number in range(120):
        account.put(f"r{number:03}", "completed")
    account.total = None
    new = {"created_at": "2026-11-21T10:00:01Z"}
    result = listen(
        15,
        "--forward-to",
        receiver.url,
        "--format",
        "ids",
        meanwhile=[(0.3, lambda: account.put("r999", "error", **new))],
        enough=lambda: receiver.requests,
    )
    assert result.out.split() == ["r999"]


def test_a_read_that_fails_beyond_the_first_page_is_made_again(account, listen, hook):
    receiver = hook(TAKEN)
    for number in range(120):
        account.put(f"r{number:03}", "completed" if number != 5 else "started")
    failures = [reply(503)] * 2

    def routes(request):
        return failures.pop() if request.path == "/v2/replicas/r005" and failures else account(request)

    account.server._routes = routes
    result = listen(
        15,
        "--forward-to",
        receiver.url,
        "--format",
        "ids",
        meanwhile=[(0.2, lambda: account.put("r005", "completed"))],
        enough=lambda: receiver.requests,
    )
    assert (result.out.split(), failures) == (["r005"], [])


def test_a_longer_list_is_walked_again(account, listen, hook):
    receiver = hook(TAKEN)
    account.newest_first = False
    for number in range(120):
        account.put(f"r{number:03}", "completed")
    new = {"created_at": "2026-11-21T10:00:01Z"}
    result = listen(
        15,
        "--forward-to",
        receiver.url,
        "--format",
        "ids",
        meanwhile=[(0.3, lambda: account.put("r999", "error", **new))],
        enough=lambda: receiver.requests,
    )
    assert result.out.split() == ["r999"]


def test_face_words_are_told_in_replica_words(account, listen, hook):
    receiver = hook(TAKEN)
    account.put("r1", face_id="r1")
    del account.rows["replicas"]["r1"]["replica_id"]

    def end():
        account.rows["replicas"]["r1"]["status"] = "completed"

    listen(2, "--forward-to", receiver.url, meanwhile=[(0.5, end)])
    assert bodies(receiver) == [{"replica_id": "r1", "status": "ready"}]


def test_a_deleted_record_is_not_told(account, listen, hook):
    receiver = hook(TAKEN)
    account.put("r1")
    account.put("v1", "generating", "videos")

    def end():
        account.rows["replicas"].clear()
        account.put("v1", "deleted", "videos")

    result = listen(2, "--forward-to", receiver.url, meanwhile=[(0.5, end)])
    assert (result.out, receiver.requests) == ("", [])


# Receivers that fail.


@pytest.fixture
def ending(account):
    """Two replicas that end soon after a listener has begun."""
    account.put("r1")
    account.put("r2")
    return [(0.5, lambda: account.put("r1", "completed")), (0.5, lambda: account.put("r2", "completed"))]


def test_a107_what_is_refused_is_tried_again_with_growing_pauses_and_the_same_id(account, ending, listen, hook):
    refused = {"r1": 4}

    def choose(request):
        record = request.json()["replica_id"]
        refused[record] = refused.get(record, 0) - 1
        return reply(500 if refused[record] >= 0 else 204)

    receiver = hook(routes=choose)
    result = listen(
        20, "--forward-to", receiver.url, "--format", "jsonl", meanwhile=ending, enough=lambda: refused["r1"] < 0
    )
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
        "--forward-to",
        receiver.url,
        "--format",
        "ids",
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
    result = listen(4, "--forward-to", receiver.url, meanwhile=ending)
    assert (result.code, result.out) == (9, "")
    (told,) = [line for line in result.err.splitlines() if line.startswith("warning")]
    assert told == f"warning: {receiver.url} {said}; the callback is kept and tried again, with growing pauses"
    assert 1 < len(receiver.requests) < 12
    assert elsewhere.requests == []
    assert [event["record_id"] for event in json.loads(state(home).read_text())["waiting"]] == ["r1", "r2"]


def test_a107_a_receiver_that_is_down_gets_all_once_it_is_up(account, ending, listen):
    with refusing_port() as port:
        url = f"http://127.0.0.1:{port}/hook"
        result = listen(3, "--forward-to", url, meanwhile=ending)
    assert result.out == ""
    assert result.err.count("cannot be reached (Connection refused)") == 1
    with Receiver(port=port) as receiver:
        result = listen(2, "--forward-to", url)
    assert [body["replica_id"] for _, body in receiver.got] == ["r1", "r2"]
    assert "2 kept from before" in result.err


def test_a_receiver_may_ask_to_be_left_alone_for_a_while(account, listen, hook, monkeypatch):
    # What is on this machine is reached without a proxy.
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    receiver = hook(reply(503, headers=[("Retry-After", "2")]), TAKEN)
    account.put("r1")
    meanwhile = [(0.3, lambda: account.put("r1", "completed"))]
    listen(15, "--forward-to", receiver.url, meanwhile=meanwhile, enough=lambda: len(receiver.requests) >= 2)
    first, second = receiver.requests
    assert second.time - first.time >= 2


def test_a108_over_https_only_a_verified_receiver_gets_callbacks(account, ending, listen, hook, home, monkeypatch):
    unknown = hook(TAKEN, tls=certificates.stranger("127.0.0.1"))
    known = hook(TAKEN, tls=certificates.trusted("127.0.0.1"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificates.bundle(home)))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    result = listen(2, "--forward-to", unknown.url, meanwhile=ending)
    assert (result.out, unknown.requests) == ("", [])
    assert f"warning: {unknown.url} cannot be reached (" in result.err
    listen(2, "--forward-to", known.url, "--since", "2026-11-21T00:00:00Z")
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
        result = listen(3, "--forward-to", url, "--format", "jsonl", meanwhile=[(0.5, end)])
    assert result.out == ""
    assert result.err.count("warning: 2 callbacks wait; further ones are read once these are taken\n") == 1
    assert [event["record_id"] for event in json.loads(state(home).read_text())["waiting"]] == ["r0", "r1"]
    with Receiver(port=port) as receiver:
        listen(20, "--forward-to", url, enough=lambda: len(receiver.got) >= 4)
    assert [body["replica_id"] for _, body in receiver.got] == ["r0", "r1", "r2", "r3"]


def test_since_delivers_the_oldest_first_while_it_still_reads(account, listen, hook):
    receiver = hook(TAKEN)
    for number in range(130):
        account.put(f"r{number:03}", "completed", updated_at=f"2026-11-21T11:{number // 60:02}:{number % 60:02}Z")
    account.put("v1", "ready", "videos", updated_at="2026-11-21T11:01:00.500Z")
    since = ("--since", "2026-11-21T00:00:00Z")
    listen(40, "--forward-to", receiver.url, *since, enough=lambda: len(receiver.requests) >= 131)
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
    listen(2, "--forward-to", receiver.url, *since)
    listen(1, "--forward-to", receiver.url, *since)
    waiting = json.loads(state(home).read_text())["waiting"]
    assert [event["payload"]["finetune_status"] for event in waiting] == ["training", "completed"]
    assert len({event["event_id"] for event in waiting}) == 2
    assert {event["event_id"] for event in waiting} == set(ids(receiver))


# Bad input.


@pytest.mark.parametrize(
    "url",
    [
        "", "3000", "localhost:3000", "ftp://127.0.0.1/", "http://", "http://a b/", "http://u:p@127.0.0.1/",
        "http://127.0.0.1:99999/", "http://example.com/hook", "http://8.8.8.8/", "http://169.254.169.254/",
        "http://0.0.0.0:3000/", "http://localhost.example.com/", "http://192.168.0.1.example.com/",
    ],
)  # fmt: skip
def test_an_address_that_may_not_be_is_a_usage_error(account, run, url):
    result = run("listen", "--forward-to", url)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: --forward-to: ")
    assert "\nhint: " in result.err
    assert "u:p" not in result.err
    assert account.server.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:3000/hook", "http://127.9.9.9/", "http://localhost:3000", "http://[::1]:3000/",
        "http://10.1.2.3/", "http://172.31.0.1:80/a?b=c", "http://192.168.1.5:8080/", "http://[fd00::1]/",
        "https://example.com/hook?x=1",
    ],
)  # fmt: skip
def test_this_machine_private_networks_and_https_may_receive(url):
    assert parse_address(url).bare == url.partition("?")[0]


def test_172_32_is_not_private():
    with pytest.raises(UsageError):
        parse_address("http://172.32.0.1/")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("--only", "replica"), 'error: --only: cannot listen to "replica".'),
        (("--only", "voices"), 'error: --only: cannot listen to "voices".'),
        (("--only", ""), "error: --only has an empty value in it."),
        (("--since", "soon"), 'error: --since: "soon" is not a time.'),
        (("--columns", "nothing"), 'error: unknown column "nothing".'),
    ],
)
def test_other_bad_options_are_usage_errors(account, run, argv, message):
    result = run("listen", *argv)
    assert (result.code, result.out, result.err.splitlines()[0]) == (2, "", message)
    assert account.server.requests == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"version": 2, "taken": {}, "newest": {}, "waiting": []}',
        b'{"version": 1, "taken": {"replicas": {"r1": -1}}, "newest": {}, "waiting": []}',
        b'{"version": 1, "taken": [], "newest": {}, "waiting": []}',
        b'{"version": 1, "taken": {}, "newest": {}, "waiting": [{"event_id": "e"}]}',
        b'{"version": 1, "taken": {}, "newest": {"replicas": NaN}, "waiting": []}',
        b'{"version": 1, "taken": {}, "newest": {}, "late": {"replicas": {"r1": "soon"}}, "waiting": []}',
    ],
)
@pytest.mark.parametrize("more", [(), ("--since", "1h")])
def test_a_damaged_state_ends_with_1_and_is_left_as_it_is(account, listen, home, content, more):
    listen(0.3)
    path = state(home)
    path.write_bytes(content)
    before = len(account.server.requests)
    result = listen(0.3, *more)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"error: cannot read {path}: it is damaged.\nhint: it was left as it is")
    assert path.read_bytes() == content
    assert len(account.server.requests) == before


def test_two_listeners_on_one_state_end_with_12(account, listen, home):
    listen(0.3)
    with state(home).with_suffix(".lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = listen(0.3)
        assert (result.code, result.out) == (12, "")
        assert result.err.startswith("error: another listener delivers from this account to this address.\nhint: ")
        assert listen(1, "--forward-to", "http://127.0.0.1:9/").code == 9


def test_without_a_home_it_ends_with_1(account, run, monkeypatch):
    monkeypatch.setenv("HOME", "")
    monkeypatch.setattr(memory, "state_path", lambda: None)
    result = run("listen")
    assert result.code == 1
    assert "XDG_STATE_HOME" in result.err


def test_a_state_that_cannot_be_written_ends_with_1(account, listen, home):
    (home / ".local/state").mkdir(parents=True)
    (home / ".local/state/tavus").write_text("in the way")
    result = listen(0.3)
    assert (result.code, result.err[:18]) == (1, "error: cannot use ")


# Faults of the API.


def test_outages_are_told_once_and_outlived_and_429_is_obeyed(account, ending, listen, hook):
    receiver = hook(TAKEN)

    def fail():
        account.answers += [reply(503), reply(502), document({"error": "slowly"}, 429, [("Retry-After", "2")])]

    result = listen(
        15,
        "--forward-to",
        receiver.url,
        meanwhile=[(0.2, fail), *ending],
        enough=lambda: len(receiver.requests) == 2 and not account.answers,
    )
    assert result.err.count("still listening: ") == 1
    assert sorted(body["replica_id"] for body in bodies(receiver)) == ["r1", "r2"]
    times = [request.time for request in account.server.requests]
    assert max(later - earlier for earlier, later in pairwise(times)) >= 2


@pytest.mark.parametrize(("answers", "code"), [([401], 4), ([200, 200, 401], 9), ([200, 200, 401, 401], 4)])
def test_what_no_time_mends_ends_it_unless_it_may_be_a_proxys(account, listen, answers, code):
    fine = document({"data": [], "total_count": 0}, headers=[("x-sandbox", "1")])
    account.answers = [fine if status == 200 else document({"message": "Invalid"}, status) for status in answers]
    assert listen(3).code == code


@pytest.mark.parametrize("status", [500, 400])
def test_a_record_that_cannot_be_read_is_named_and_keeps_no_other_waiting(account, listen, hook, status):
    receiver = hook(TAKEN)
    for each in ("r1", "r2", "r3"):
        account.put(each)

    def routes(request):
        return document({"error": "broken"}, status) if request.path == "/v2/replicas/r1" else account(request)

    def end(record_id):
        return lambda: account.put(record_id, "completed")

    account.server._routes = routes
    result = listen(6, "--forward-to", receiver.url, meanwhile=[(0.3, end("r1")), (0.6, end("r2")), (3, end("r3"))])
    assert result.code == 9
    assert [body["replica_id"] for body in bodies(receiver)] == ["r2", "r3"]
    (warning,) = [line for line in result.err.splitlines() if line.startswith("warning: ")]
    assert warning.startswith("warning: still listening: replica r1 could not be read: ")
    reads = [request.time for request in account.server.requests if request.path == "/v2/replicas/r1"]
    assert 3 <= len(reads) <= 8


def test_a_running_record_that_cannot_be_read_keeps_no_other_waiting(account, listen, hook):
    receiver = hook(TAKEN)
    for number in range(120):
        account.put(f"r{number:03}", "completed" if number not in {4, 5} else "started")

    def routes(request):
        return reply(500) if request.path in {"/v2/replicas/r004"} else account(request)

    account.server._routes = routes
    end = [(0.3, lambda: account.put("r005", "completed"))]
    result = listen(15, "--forward-to", receiver.url, meanwhile=end, enough=lambda: receiver.requests)
    assert [body["replica_id"] for body in bodies(receiver)] == ["r005"]
    assert "still listening: replica r004 could not be read" in result.err


@pytest.mark.parametrize("status", [500, 400])
def test_a_kind_that_cannot_be_listed_is_named_and_keeps_no_other_waiting(account, listen, hook, status):
    receiver = hook(TAKEN)
    account.put("v1", "generating", "videos")

    def routes(request):
        return document({"error": "broken"}, status) if request.path == "/v2/replicas" else account(request)

    account.server._routes = routes
    result = listen(3, "--forward-to", receiver.url, meanwhile=[(0.5, lambda: account.put("v1", "ready", "videos"))])
    assert [body["video_id"] for body in bodies(receiver)] == ["v1"]
    assert "note: listening to replicas (not read yet), videos (1 running)" in result.err
    assert result.err.count("warning: ") == result.err.count("still listening: replicas could not be read: ") == 1


def test_a_read_that_fails_loses_nothing(account, ending, listen, hook):
    receiver = hook(TAKEN)
    failures = [reply(503)] * 2

    def routes(request):
        if request.path.startswith("/v2/replicas/") and failures:
            return failures.pop()
        return Account.__call__(account, request)

    account.server._routes = routes
    listen(15, "--forward-to", receiver.url, meanwhile=ending, enough=lambda: len(receiver.requests) >= 2)
    assert sorted(body["replica_id"] for body in bodies(receiver)) == ["r1", "r2"]


# What is shown, and what is not.


def test_a108_the_key_goes_to_the_api_alone(account, ending, listen, hook, home):
    receiver = hook(TAKEN)
    (home / ".netrc").write_text("machine 127.0.0.1 login u password secret\n")
    result = listen(2, "--forward-to", f"{receiver.url}/h?token=hush", "--debug", "--format", "jsonl", meanwhile=ending)
    (request, _) = receiver.requests
    assert KEY.encode() not in b"".join(each.raw for each in receiver.requests)
    assert not {"x-api-key", "authorization", "cookie"} & request.headers.keys()
    assert KEY not in result.out + result.err + state(home).read_text()
    assert "hush" not in result.out + result.err + state(home).read_text()
    assert request.headers["content-type"] == "application/json"
    assert (state(home).stat().st_mode & 0o777, state(home).parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize("form", ["tsv", "csv", "json", "jsonl", "ids", "table"])
def test_a_line_for_each_callback_in_every_format(account, ending, listen, form):
    result = listen(2, "--format", form, meanwhile=ending)
    out = result.out.splitlines()
    if form == "csv":
        assert out.pop(0) == "time,noun,record_id,event,outcome"
    assert len(out) == 2
    if form in {"json", "jsonl"}:
        first = json.loads(out[0])
        assert first["payload"] == {"replica_id": "r1", "status": "ready"}
        assert re.fullmatch(r"evt_[0-9a-f]{32}", first["event_id"])
        assert first["outcome"] == "seen"
    elif form == "ids":
        assert out == ["r1", "r2"]
    else:
        gap = {"tsv": "\t", "csv": ",", "table": "  "}[form]
        cells = [[cell.strip() for cell in line.split(gap) if cell.strip()][1:] for line in out]
        assert cells == [["replica", each, "ready", "seen"] for each in ("r1", "r2")]


def test_columns_and_print_choose_what_is_shown(account, ending, listen):
    result = listen(2, "--columns", "record_id,payload.status", meanwhile=ending)
    assert result.out == "r1\tready\nr2\tready\n"


def test_print_shows_the_body_in_the_line(account, ending, listen):
    result = listen(2, "--print", "--format", "tsv", meanwhile=ending)
    assert json.loads(result.out.splitlines()[0].split("\t")[-1]) == {"replica_id": "r1", "status": "ready"}


def test_hostile_text_stays_on_its_line(account, listen, hook):
    account.put("r1")
    bad = "a\x1b[31m\nb\x9b"
    ends = [(0.5, lambda: account.put("r1", "error", error_message=bad))]
    result = listen(2, "--print", "--format", "tsv", meanwhile=ends)
    assert len(result.out.splitlines()) == 1
    assert "\x1b" not in result.out
    assert "\x9b" not in result.out


@pytest.fixture
def started(account, home):
    """A listener in a process of its own, with its line on standard error that it has begun."""
    processes = []

    def start(*argv, **options):
        env = {"HOME": str(home), "TAVUS_API_KEY": KEY, "TAVUS_BASE_URL": account.server.url, "PATH": "/usr/bin:/bin"}
        process = subprocess.Popen(
            [sys.executable, "-m", "tavus_cli", "listen", *argv],
            env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options,
        )  # fmt: skip
        processes.append(process)
        assert process.stderr.readline().startswith("note: listening to replicas (")
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def test_ctrl_c_ends_with_130_and_says_that_the_next_one_goes_on(started):
    process = started()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, out) == (130, "")
    assert err == "error: interrupted.\nhint: the same command goes on where this one ended\n"


def test_lines_come_at_once_and_a_closed_pipe_ends_it(started, account):
    account.put("r1")
    account.put("r2")
    process = started("--format", "jsonl")
    account.put("r1", "completed")
    began = time.monotonic()
    assert json.loads(process.stdout.readline())["record_id"] == "r1"
    assert time.monotonic() - began < 5
    process.stdout.close()
    account.put("r2", "completed")
    assert process.wait(10) == 141
