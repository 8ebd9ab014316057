"""tavus listen: an API that fails for a while, for one record, or for good."""

import threading
from itertools import pairwise

import pytest
from commands.listen.account import TAKEN, bodies, got
from faults.answers import document, reply


def test_outages_are_told_once_and_outlived_and_429_is_obeyed(account, ending, listen, hook):
    receiver = hook(TAKEN)
    outage = [reply(503), reply(502), document({"error": "slowly"}, 429, [("Retry-After", "2")])]
    begun = threading.Event()

    def routes(request):
        # It begins with a look: in the midst of one it would be two, of one kind and then of the other.
        if outage and begun.is_set() and (request.path == "/v2/replicas" or len(outage) < 3):
            return outage.pop(0)
        return account(request)

    account.server.routes = routes
    result = listen(
        15,
        to=receiver.url,
        meanwhile=[(0.2, begun.set), *ending],
        enough=lambda: len(receiver.requests) == 2 and not outage,
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

    account.server.routes = routes
    result = listen(6, to=receiver.url, meanwhile=[(0.3, end("r1")), (0.6, end("r2")), (3, end("r3"))])
    assert result.code == 9
    assert [body["replica_id"] for body in bodies(receiver)] == ["r2", "r3"]
    (warning,) = [line for line in result.err.splitlines() if line.startswith("warning: ")]
    assert warning.startswith("warning: still listening: replica r1 could not be read: ")
    reads = [request.time for request in account.server.requests if request.path == "/v2/replicas/r1"]
    assert 3 <= len(reads) <= 8


def test_a_running_record_that_cannot_be_read_keeps_no_other_waiting(account, listen, hook):
    receiver = hook(TAKEN)
    account.fill(120, running={4, 5})

    def routes(request):
        return reply(500) if request.path in {"/v2/replicas/r004"} else account(request)

    account.server.routes = routes
    end = [(0.3, lambda: account.put("r005", "completed"))]
    result = listen(15, to=receiver.url, meanwhile=end, enough=lambda: receiver.requests)
    assert [body["replica_id"] for body in bodies(receiver)] == ["r005"]
    assert "still listening: replica r004 could not be read" in result.err


@pytest.mark.parametrize("status", [500, 400])
def test_a_kind_that_cannot_be_listed_is_named_and_keeps_no_other_waiting(account, listen, hook, status):
    receiver = hook(TAKEN)
    account.put("v1", "generating", "videos")

    def routes(request):
        return document({"error": "broken"}, status) if request.path == "/v2/replicas" else account(request)

    account.server.routes = routes
    result = listen(
        15, to=receiver.url, meanwhile=[(0.5, lambda: account.put("v1", "ready", "videos"))], enough=got(receiver, 1)
    )
    assert [body["video_id"] for body in bodies(receiver)] == ["v1"]
    assert "note: listening to replicas (not read yet), videos (1 running)" in result.err
    assert result.err.count("warning: ") == result.err.count("still listening: replicas could not be read: ") == 1


def test_a_read_that_fails_loses_nothing(account, ending, listen, hook):
    receiver = hook(TAKEN)
    failures = [reply(503)] * 2

    def routes(request):
        if request.path.startswith("/v2/replicas/") and failures:
            return failures.pop()
        return account(request)

    account.server.routes = routes
    listen(15, to=receiver.url, meanwhile=ending, enough=lambda: len(receiver.requests) >= 2)
    assert sorted(body["replica_id"] for body in bodies(receiver)) == ["r1", "r2"]
