"""Which rows a list shows: searched, filtered by status and age, sorted, and cut."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest
from faults.answers import document

from tavus_cli.errors import UsageError
from tavus_cli.output.selection import in_order, parse_since

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
NAMES = ["Rio", "Marta", "rio two", None, "Zoë"]
STATUSES = ["completed", "error", "Error", "started", "new one"]
CREATED = [
    "2026-11-21T11:00:00.000Z",
    "Sat, 21 Nov 2026 10:00:00 GMT",
    "2026-11-20 10:00:00.824457",
    "2024-08-17T12:00:00.000000",
    None,
]
ROWS = [
    {
        "replica_id": f"r{number:011x}",
        "replica_name": name,
        "status": status,
        "created_at": created,
        "training_progress": f"{number * 5}/100",
        "extra": {"deep": -number},
    }
    for number, (name, status, created) in enumerate(zip(NAMES, STATUSES, CREATED, strict=True))
]


@pytest.fixture
def find(serve, run):
    """Run `replicas list` against a server that gives two rows a page, whatever was asked for; the names shown."""

    def choose(request):
        query = parse_qs(request.query)
        page = int(query.get("page", ["1"])[0])
        return document({"data": ROWS[page * 2 - 2 : page * 2], "total_count": len(ROWS), "kept": True})

    def found(*options, **streams):
        server = serve(routes=choose)
        result = run("replicas", "list", *options, **streams)
        found.targets = [request.target for request in server.requests]
        found.result = result
        return [line.split("\t")[0] for line in result.out.splitlines()]

    return found


def ids(*numbers):
    return [ROWS[number]["replica_id"] for number in numbers]


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        (("--search", "RIO"), [0, 2]),
        (("--search", "r00000000003"), [3]),
        (("--search", "ZOË"), [4]),
        (("--search", "nobody"), []),
        (("--status", "error"), [1, 2]),
        (("--status", "ERROR", "--search", "two"), [2]),
        (("--since", "2026-11-21T09:30:00Z"), [0, 1]),
        (("--since", "2026-11-21T11:00:00+00:00"), [0]),
        (("--sort", "name"), [1, 0, 2, 4, 3]),
        (("--sort", "-NAME"), [4, 2, 0, 1, 3]),
        (("--sort", "created_at"), [3, 2, 1, 0, 4]),
        (("--sort", "-created"), [0, 1, 2, 3, 4]),
        (("--sort", "-training_progress"), [4, 3, 2, 1, 0]),
        (("--sort", "extra.deep"), [4, 3, 2, 1, 0]),
        (("--sort", "-replica_name", "--search", "rio"), [2, 0]),
        (("--limit", "1", "--search", "rio"), [0]),
        (("--limit", "2", "--sort", "-name"), [4, 2]),
        (("--all", "--limit", "1", "--status", "error"), [1]),
    ],
)
def test_these_are_found_over_all_pages(find, options, numbers):
    assert find(*options, "--format", "ids") == ids(*numbers)
    assert find.result.code == 0


@pytest.mark.parametrize("field", ["", "-"])
def test_an_empty_field_to_sort_by_is_unknown(find, field):
    find("--sort", field)
    assert (find.result.code, find.result.err.splitlines()[0]) == (2, 'error: unknown field "".')


def test_every_page_has_the_usual_size_whatever_the_limit(find):
    find("--limit", "3", "--search", "zoë", "--format", "ids")
    assert find.targets[0] == "/v2/replicas?limit=100"
    assert len(find.targets) == 4


def test_no_more_pages_are_asked_for_than_the_limit_needs(find):
    assert find("--limit", "1", "--search", "rio", "--format", "ids") == ids(0)
    assert find.targets == ["/v2/replicas?limit=100"]


def test_json_keeps_the_envelope_around_what_was_found(find):
    find("--search", "rio", "--json")
    assert find.result.json() == {"data": [ROWS[0], ROWS[2]], "total_count": 5, "kept": True}


def test_jsonl_streams_what_is_found(find):
    find("--status", "error", "--format", "jsonl")
    assert [json.loads(line) for line in find.result.out.splitlines()] == [ROWS[1], ROWS[2]]
    # A column that only a later page has is known when it comes.
    find("--status", "error", "--format", "jsonl", "--columns", "extra.deep")
    assert find.result.out.splitlines() == ['{"extra": {"deep": -1}}', '{"extra": {"deep": -2}}']


def test_rows_that_do_not_say_when_they_were_made_are_told(find):
    find("--since", "2000-01-01")
    assert find.result.err == "warning: 1 without a time of creation left out\n"


def test_a_status_that_no_record_can_have_is_a_warning(find):
    assert find("--status", "finished", "--format", "ids") == []
    assert find.result.code == 0
    assert find.result.err == (
        'warning: no replica is known to have the status "finished"; known: started, completed, error\n'
    )
    assert find("--status", "new one", "--format", "ids") == ids(4)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (("--since", "soon"), '--since: "soon" is not a time.'),
        (("--since", "90"), '--since: "90" is not a time.'),
        (("--since", "999999999w"), '--since: "999999999w" is not a time.'),
        (("--since", ""), '--since: "" is not a time.'),
        (("--sort", "nope"), 'unknown field "nope".'),
        (("--sort", "-nope"), 'unknown field "nope".'),
        (
            ("--page", "1", "--search", "x"),
            "--page excludes a search, a filter and a sort order, which read all pages.",
        ),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(find, options, error):
    assert find(*options) == []
    assert find.result.code == 2
    assert find.result.err.splitlines()[0] == f"error: {error}"
    assert len(find.targets) <= 1


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("45s", NOW - timedelta(seconds=45)),
        ("2h", NOW - timedelta(hours=2)),
        (" 3d ", NOW - timedelta(days=3)),
        ("1w", NOW - timedelta(weeks=1)),
        ("2026-11-21T10:53:00Z", datetime(2026, 11, 21, 10, 53, tzinfo=UTC)),
        ("2026-11-21T10:53:00+02:00", datetime(2026, 11, 21, 8, 53, tzinfo=UTC)),
        ("2026-11-21", datetime(2026, 11, 21).astimezone()),
    ],
)
def test_these_are_times(text, moment):
    assert parse_since(text, NOW) == moment


@pytest.mark.parametrize("text", ["2", "h", "-2h", "2 h", "2y", "yesterday", "\u0661h", "2026-13-01"])
def test_these_are_none(text):
    with pytest.raises(UsageError):
        parse_since(text, NOW)


def test_values_of_different_kinds_have_an_order_too():
    rows = [{"x": value} for value in ["b", None, 10, "A", "", True, [1], 9.5]]
    assert [row["x"] for row in in_order(rows, "x", descending=False)] == [True, 9.5, 10, [1], "A", "b", None, ""]
    assert [row["x"] for row in in_order(rows, "x", descending=True)] == ["b", "A", [1], 10, 9.5, True, None, ""]


def test_equal_rows_keep_their_order():
    rows = [{"x": 1, "n": number} for number in range(5)]
    for descending in (False, True):
        assert in_order(rows, "x", descending=descending) == rows


def test_voices_have_the_filters_that_the_api_lacks(run, serve):
    server = serve(document({"data": [{"voice_id": "v1", "status": "started"}, {"voice_id": "v2", "status": "error"}]}))
    options = ("--status", "error", "--search", "a", "--sort", "asc", "--format", "ids", "--limit", "1")
    assert run("voices", "list", *options).out == "v2\n"
    assert server.requests[0].target == "/v2/voices?limit=100&search=a&sort=asc"
