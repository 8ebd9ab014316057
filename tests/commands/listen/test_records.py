"""tavus listen: which records are read and delivered, across restarts and with --since."""

from itertools import pairwise

import pytest
from commands.listen.account import TAKEN, bodies, got, ids
from faults.answers import reply
from samples import KEY

from tavus_cli.commands.listen import account as account_module


def test_nothing_that_ended_before_the_first_start_is_delivered(account, listen, hook):
    receiver = hook(TAKEN)
    account.put("r1", "completed")
    account.put("r2")
    meanwhile = [(0.5, lambda: account.put("r2", "completed")), (0.5, lambda: account.put("r3", "error"))]
    result = listen(15, "--format", "ids", to=receiver.url, meanwhile=meanwhile, enough=got(receiver, 2))
    assert result.out.splitlines() == ["r2", "r3"]
    assert [body["replica_id"] for body in bodies(receiver)] == ["r2", "r3"]


@pytest.mark.parametrize("state", ["s2", None])
def test_what_waits_of_a_sandbox_that_was_reset_is_not_delivered(account, listen, hook, state):
    receiver = hook(reply(503), reply(503), reply(503), TAKEN)
    account.marks = [("x-sandbox-state", "s1")]
    account.put("r1")
    meanwhile = [(0.3, lambda: account.put("r1", "completed"))]
    listen(3, to=receiver.url, meanwhile=meanwhile, enough=lambda: receiver.requests)
    assert {body["replica_id"] for body in bodies(receiver)} == {"r1"}
    del account.rows["replicas"]["r1"]
    account.marks = [("x-sandbox-state", state)] if state else []
    account.put("r2", "completed")
    before = len(receiver.requests)
    listen(20, to=receiver.url, enough=lambda: "r2" in [body["replica_id"] for body in bodies(receiver)])
    assert {body["replica_id"] for body in bodies(receiver)[before:]} == {"r2"}


def test_a_restart_goes_on_with_what_ended_meanwhile(account, listen, hook):
    receiver = hook(TAKEN)
    account.put("r1")
    listen(1, to=receiver.url)
    assert bodies(receiver) == []
    account.put("r1", "completed")
    account.put("r2", "completed")
    listen(15, to=receiver.url, enough=got(receiver, 2))
    listen(1, to=receiver.url)
    assert bodies(receiver) == [{"replica_id": each, "status": "ready"} for each in ("r1", "r2")]


def test_another_address_has_a_memory_of_its_own(account, listen, hook):
    first, second = hook(TAKEN), hook(TAKEN)
    account.put("r1")
    listen(1, to=first.url)
    account.put("r1", "completed")
    listen(1, to=second.url)
    listen(15, to=first.url, enough=got(first, 1))
    assert (len(first.requests), len(second.requests)) == (1, 0)


def test_another_key_has_a_memory_of_its_own(account, listen, hook, home, monkeypatch):
    receiver = hook(TAKEN)
    account.put("r1", created_at="2026-11-21T10:00:00Z")
    listen(1, to=receiver.url)
    mine = dict(account.rows["replicas"])
    account.rows["replicas"].clear()
    other = KEY[::-1]
    monkeypatch.setenv("TAVUS_API_KEY", other)
    listen(1, to=receiver.url)
    # It is new in the other account, and older than all that would be new in the first one.
    account.put("r2", "completed", created_at="2026-11-20T10:00:00Z")
    listen(15, to=receiver.url, enough=got(receiver, 1))
    account.rows["replicas"] = mine
    account.put("r1", "completed", created_at="2026-11-21T10:00:00Z")
    account.put("r3", "completed", created_at="2026-11-21T09:55:00Z")
    monkeypatch.setenv("TAVUS_API_KEY", KEY)
    listen(15, to=receiver.url, enough=got(receiver, 3))
    assert sorted(body["replica_id"] for body in bodies(receiver)) == ["r1", "r2", "r3"]
    states = list((home / ".local/state/tavus/listen").glob("*.json"))
    assert len(states) == 2
    for key in (KEY, other):
        assert not [path for path in states if key in path.read_text() + path.name]


def test_since_delivers_again_with_the_same_ids(account, listen, hook):
    receiver = hook(TAKEN)
    account.put("r1", "completed", updated_at="2026-11-20T09:00:00Z")
    account.put("r2", "completed", updated_at="2026-11-21T09:00:00Z")
    for count in (1, 2):
        listen(15, "--since", "2026-11-21T00:00:00Z", to=receiver.url, enough=got(receiver, count))
    assert [body["replica_id"] for body in bodies(receiver)] == ["r2", "r2"]
    assert len(set(ids(receiver))) == 1


def test_an_old_record_that_was_never_seen_is_no_news(account, listen, hook):
    receiver = hook(TAKEN)
    account.put("r1", created_at="2026-11-21T10:00:00Z")
    listen(1, to=receiver.url)
    # As when the key is of another account now.
    account.put("r2", "completed", created_at="2026-11-20T10:00:00Z")
    account.put("r3", "completed", created_at="2026-11-21T09:55:00Z")
    listen(15, to=receiver.url, enough=got(receiver, 1))
    assert [body["replica_id"] for body in bodies(receiver)] == ["r3"]


def test_one_list_request_a_kind_and_look_and_reads_of_what_changed(account, listen, hook):
    account.put("r1")
    account.put("r2", "completed")
    receiver = hook(TAKEN)
    listen(3, to=receiver.url, meanwhile=[(1, lambda: account.put("r1", "completed"))])
    targets = [request.target for request in account.server.requests]
    lists = [target for target in targets if target.startswith("/v2/replicas?")]
    assert set(lists) == {"/v2/replicas?replica_type=user&limit=100"}
    assert [target for target in targets if not target.partition("?")[1]] == ["/v2/replicas/r1"]
    assert abs(len(lists) - targets.count("/v2/videos?limit=100")) <= 1
    times = [request.time for request in account.server.requests if request.target in lists]
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.15


def test_what_runs_beyond_the_first_page_is_read_by_its_id(account, listen, hook):
    receiver = hook(TAKEN)
    account.fill(150, running={3, 40, 140})

    def end():
        for each in ("r003", "r040", "r140"):
            account.put(each, "completed")

    result = listen(
        15, "--format", "ids", to=receiver.url, meanwhile=[(0.3, end)], enough=lambda: len(receiver.requests) >= 3
    )
    assert sorted(result.out.split()) == ["r003", "r040", "r140"]
    pages = [request for request in account.server.requests if "page=" in request.query]
    assert len(pages) <= 3


def test_a_long_list_is_walked_now_and_then_where_nobody_tells_its_length(account, listen, hook, monkeypatch):
    monkeypatch.setattr(account_module, "WHOLE_LIST_SECONDS", 1)
    receiver = hook(TAKEN)
    account.newest_first = False
    account.fill(120)
    account.total = None
    meanwhile = [(0.3, lambda: account.put("r999", "error", created_at="2026-11-21T10:00:01Z"))]
    result = listen(15, "--format", "ids", to=receiver.url, meanwhile=meanwhile, enough=lambda: receiver.requests)
    assert result.out.split() == ["r999"]


def test_a_read_that_fails_beyond_the_first_page_is_made_again(account, listen, hook):
    receiver = hook(TAKEN)
    account.fill(120, running={5})
    failures = [reply(503)] * 2

    def routes(request):
        return failures.pop() if request.path == "/v2/replicas/r005" and failures else account(request)

    account.server.routes = routes
    meanwhile = [(0.2, lambda: account.put("r005", "completed"))]
    result = listen(15, "--format", "ids", to=receiver.url, meanwhile=meanwhile, enough=lambda: receiver.requests)
    assert (result.out.split(), failures) == (["r005"], [])


def test_a_longer_list_is_walked_again(account, listen, hook):
    receiver = hook(TAKEN)
    account.newest_first = False
    account.fill(120)
    meanwhile = [(0.3, lambda: account.put("r999", "error", created_at="2026-11-21T10:00:01Z"))]
    result = listen(15, "--format", "ids", to=receiver.url, meanwhile=meanwhile, enough=lambda: receiver.requests)
    assert result.out.split() == ["r999"]


def test_face_words_are_told_in_replica_words(account, listen, hook):
    receiver = hook(TAKEN)
    account.put("r1", face_id="r1")
    del account.rows["replicas"]["r1"]["replica_id"]

    def end():
        account.rows["replicas"]["r1"]["status"] = "completed"

    listen(15, to=receiver.url, meanwhile=[(0.5, end)], enough=got(receiver, 1))
    assert bodies(receiver) == [{"replica_id": "r1", "status": "ready"}]


def test_a_deleted_record_is_not_told(account, listen, hook):
    receiver = hook(TAKEN)
    account.put("r1")
    account.put("v1", "generating", "videos")

    def end():
        account.rows["replicas"].clear()
        account.put("v1", "deleted", "videos")

    result = listen(2, to=receiver.url, meanwhile=[(0.5, end)])
    assert (result.out, receiver.requests) == ("", [])
