"""`--all` against servers that count, cap and page in their own ways: complete, or said not to be."""

import re
from urllib.parse import parse_qs

import pytest
from faults.answers import document
from faults.bodies import replica
from reliability import patches
from reliability.commands import LIST

ROWS = [replica(number) for number in range(25)]
IDS = [row["replica_id"] for row in ROWS]
ABSENT = object()


def paged(rows=ROWS, *, base=1, cap=10, total=ABSENT, default=10):
    """Routes of a server that pages honestly and lies about the count."""

    def choose(request):
        query = {name: values[0] for name, values in parse_qs(request.query).items()}
        size = min(int(query.get("limit", default)), cap)
        start = (int(query.get("page", base)) - base) * size
        found = rows[start : start + size] if start >= 0 else rows[:size]
        return document({"data": found} if total is ABSENT else {"data": found, "total_count": total})

    return choose


@pytest.mark.parametrize("base", [0, 1])
@pytest.mark.parametrize("cap", [1, 7, 10, 25, 100])
@pytest.mark.parametrize("total", [ABSENT, 25], ids=["uncounted", "counted"])
def test_a26_all_rows_come_in_order_whatever_base_and_cap(tavus, serve, base, cap, total):
    outcome = tavus(*LIST, "--all", "--format", "ids", at=serve(routes=paged(base=base, cap=cap, total=total)))
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.split() == IDS


@pytest.mark.parametrize("total", [0, 1, -5, None, "25", "many", 24.5, True, [], 10**30])
def test_a26_a_count_that_lies_never_cuts_the_list_short(tavus, serve, total):
    server = serve(routes=paged(total=total))
    outcome = tavus(*LIST, "--all", "--format", "ids", at=server)
    assert outcome.code == 0
    assert outcome.out.split() == IDS
    assert len(server.requests) <= 12


def test_a26_fewer_rows_than_counted_is_a_warning(tavus, serve):
    for total in [26, 10**9]:
        server = serve(routes=paged(total=total))
        outcome = tavus(*LIST, "--all", "--json", at=server)
        assert outcome.code == 0
        assert [row["replica_id"] for row in outcome.json()["data"]] == IDS
        assert "25" in outcome.err
        assert str(total) in outcome.err
        assert len(outcome.err.splitlines()) == 1
        assert len(server.requests) <= 12


@pytest.mark.parametrize("total", [ABSENT, 25, 10**9])
@pytest.mark.parametrize("form", ["json", "tsv", "ids", "jsonl"])
def test_a26_a_page_that_repeats_is_an_error(tavus, serve, total, form):
    def same_page(_):
        return document({"data": ROWS[:10]} if total is ABSENT else {"data": ROWS[:10], "total_count": total})

    server = serve(routes=same_page)
    outcome = tavus(*LIST, "--all", "--format", form, at=server, partial_output=form == "jsonl")
    assert outcome.code == 8
    assert re.fullmatch(r"page \d+ repeats earlier entries; the list may be incomplete\.", outcome.message)
    assert len(server.requests) <= 12


def test_a26_a_cycle_of_pages_is_an_error(tavus, serve):
    def cycle(request):
        page = int(parse_qs(request.query).get("page", ["0"])[0]) % 3
        return document({"data": ROWS[page * 5 : page * 5 + 5]})

    server = serve(routes=cycle)
    outcome = tavus(*LIST, "--all", "--format", "json", at=server)
    assert outcome.code == 8
    assert len(server.requests) <= 16


def test_a26_a_row_that_moves_to_the_next_page_is_shown_once(tavus, serve):
    pages = [ROWS[:10], ROWS[8:18], ROWS[18:25], []]

    def moving(request):
        number = int(parse_qs(request.query).get("page", ["0"])[0])
        return document({"data": pages[min(number, 3)]})

    outcome = tavus(*LIST, "--all", "--format", "ids", at=serve(routes=moving))
    assert outcome.code == 0
    assert outcome.out.split() == IDS


def test_a26_a_server_that_never_stops_is_stopped(tavus, serve):
    def endless(request):
        number = int(parse_qs(request.query).get("page", ["0"])[0])
        return document({"data": [{"replica_id": f"r{number}", "status": "completed"}]})

    server = serve(routes=endless)
    # The real bound takes seconds to reach; a lower one proves as much.
    env = patches.patched(tavus.home, patches.setting("tavus_cli.api.pages:MAX_PAGES", 30))
    outcome = tavus(*LIST, "--all", "--json", at=server, env=env, real=True)
    assert outcome.code == 8
    assert "page" in outcome.err
    assert len(server.requests) <= 32


def test_a26_a_failing_page_fails_the_whole_list(tavus, serve):
    good = paged(total=25)

    def failing(request):
        if parse_qs(request.query).get("page") == ["2"]:
            return document({"message": "no"}, 401)
        return good(request)

    outcome = tavus(*LIST, "--all", "--json", at=serve(routes=failing))
    assert outcome.code == 4
    assert outcome.out == ""


def test_a26_without_all_one_page_is_one_request(tavus, serve):
    server = serve(routes=paged(total=25))
    outcome = tavus(*LIST, at=server)
    assert outcome.code == 0
    assert outcome.err == "note: 10 of 25 shown; --all shows every one, --replica-type user only your own\n"
    assert server.targets == ["/v2/replicas"]
