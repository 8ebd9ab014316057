"""tavus listen: at which pace a long list and its records are read."""

from collections import Counter
from itertools import pairwise
from statistics import median

from commands.listen.account import TAKEN, bodies, got
from faults.answers import document

from tavus_cli.commands.listen.listening import READ_PAUSE


def without_mark(request, account):
    """The answer of the account, but not as the sandbox."""
    _, _, kind, *rest = request.path.split("/")
    rows = list(account.rows[kind].values())
    return document(account.rows[kind][rest[0]] if rest else {"data": rows, "total_count": len(rows)})


def test_a_page_that_is_refused_for_a_while_does_not_begin_a_long_list_anew(account, listen):
    for number in range(450):
        account.put(f"r{number}")
    refusals = [document({"error": "slowly"}, 429, [("Retry-After", "1")])] * 2

    def routes(request):
        return refusals.pop() if refusals and "page=3" in request.query else account(request)

    account.server.routes = routes
    result = listen(0.1, "--only", "replicas")
    assert "note: listening to replicas (450 running)" in result.err
    assert "still listening" not in result.err
    walk = [request.query for request in account.server.requests if request.path == "/v2/replicas"][:8]
    pages = Counter(query.partition("page=")[2] or "first" for query in walk)
    assert pages == {"first": 1, "1": 1, "2": 1, "3": 3, "4": 1, "5": 1}
    times = [request.time for request in account.server.requests if "page=3" in request.query]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 1


def test_records_of_since_are_read_one_after_another_with_pauses(account, listen, hook):
    receiver = hook(TAKEN)
    for number in range(12):
        account.put(f"r{number}", "completed")
    account.server.routes = lambda request: without_mark(request, account)
    listen(20, "--only", "replicas", "--since", "2026-11-21", to=receiver.url, enough=got(receiver, 12))
    assert len({body["replica_id"] for body in bodies(receiver)}) == 12
    times = [request.time for request in account.server.requests if request.path != "/v2/replicas"]
    assert len(times) == 12
    # Measured where they arrive: a busy machine may bring two of them together.
    assert median(later - earlier for earlier, later in pairwise(times)) > READ_PAUSE * 0.9
    assert times[-1] - times[0] > 11 * READ_PAUSE * 0.95
