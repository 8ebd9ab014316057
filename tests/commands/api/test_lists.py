"""tavus api: lists in any envelope, one page and --all."""

import json

import pytest
from faults.answers import document
from faults.bodies import page, replica
from samples import THING


def test_all_is_the_same_as_the_commands_own(run, sandbox):
    for number in range(7):
        url = f"https://clips.example.com/{number}.mp4"
        run("replicas", "create", "--train-video-url", url, "--replica-name", f"n{number}", "--quiet")
    expected = run("replicas", "list", "--all", "--format", "ids")
    assert len(expected.out.splitlines()) > 7
    for words in (["/v2/replicas"], ["replicas?limit=3"], ["replicas", "-f", "limit=3"]):
        result = run("api", "GET", *words, "--all", "--format", "ids")
        assert (result.code, result.out) == (0, expected.out)
    ours, theirs = run("api", "GET", "replicas", "--all", "--json"), run("replicas", "list", "--all", "--json")
    assert ours.json() == theirs.json()


def test_all_puts_the_pages_into_one_document(run, serve):
    rows = [replica(number) for number in range(5)]

    def answer(request):
        number = int(dict(pair.split("=") for pair in request.query.split("&")).get("page", 0))
        return document({"data": rows[number * 2 : number * 2 + 2], "total_count": 5, "extra": 1})

    server = serve(routes=answer)
    words = ["api", "GET", "replicas", "-F", "limit=2", "--all"]
    assert run(*words, "--json").json() == {"data": rows, "total_count": 5, "extra": 1}
    assert "limit=2" in server.requests[0].query
    lines = run(*words, "--format", "jsonl", "--columns", "replica_id").out.splitlines()
    assert [json.loads(line) for line in lines] == [{"replica_id": row["replica_id"]} for row in rows]


@pytest.mark.parametrize(
    "words",
    [
        ("POST", "replicas"),
        ("GET", "replicas?page=1"),
        ("GET", "replicas?limit=0"),
        ("GET", "replicas?limit=many"),
        ("GET", "replicas?a=1&a=2"),
        ("GET", "replicas", "-i"),
    ],
)
def test_all_refuses_what_cannot_be_walked(run, serve, words):
    server = serve(THING)
    assert run("api", *words, "--all").code == 2
    assert server.requests == []


def test_all_of_what_is_no_list_ends_with_8(run, serve):
    serve(THING)
    assert run("api", "GET", "things", "--all").code == 8


ENVELOPES = {
    "data": lambda rows, _: {"data": rows, "total_count": 5},
    "numbered": lambda rows, page: {"data": rows, "total_count": 5, "page": page, "limit": 2},
    "total": lambda rows, _: {"data": rows, "total": 5},
    "deployments": lambda rows, page: {"deployments": rows, "total": 5, "page": page, "limit": 2},
    "tags": lambda rows, _: {"tags": [row["thing_id"] for row in rows], "total_count": 5},
}


@pytest.fixture
def paged(serve):
    """A server with five rows, two on a page, in one of the envelopes; counts pages from `base`."""

    def start(envelope, base=0):
        rows = [{"name": f"n{number}", "thing_id": f"t{number}"} for number in range(5)]

        def answer(request):
            page = int(dict(pair.split("=") for pair in request.query.split("&") if pair).get("page", base)) - base
            return document(ENVELOPES[envelope](rows[page * 2 :][:2] if page >= 0 else rows[:2], page))

        return serve(routes=answer)

    return start


@pytest.mark.parametrize("base", [0, 1])
@pytest.mark.parametrize("envelope", ENVELOPES)
def test_all_walks_a_list_in_any_envelope(run, paged, envelope, base):
    paged(envelope, base)
    walk = ["api", "GET", envelope, "-F", "limit=2", "--all"]
    whole = run(*walk)
    bare = envelope == "tags"
    assert (whole.code, whole.err) == (0, "")
    (rows,) = [value for value in whole.json().values() if isinstance(value, list)]
    assert rows == [f"t{number}" if bare else {"name": f"n{number}", "thing_id": f"t{number}"} for number in range(5)]
    assert 5 in [value for value in whole.json().values() if not isinstance(value, list)]
    for form, lines in [("tsv", 5), ("csv", 6), ("jsonl", 5), ("table", 7)]:
        assert len(run(*walk, "--format", form).out.splitlines()) == lines
    ids = run(*walk, "--format", "ids")
    assert (ids.code, ids.out) == ((8, "") if bare else (0, "t0\nt1\nt2\nt3\nt4\n"))


@pytest.mark.parametrize("envelope", ENVELOPES)
def test_one_page_in_any_envelope_is_a_list_too(run, paged, envelope):
    paged(envelope)
    result = run("api", "GET", envelope, "--format", "tsv")
    assert len(result.out.splitlines()) == 2
    assert result.err == "note: 2 of 5 shown; --all shows every one\n"
    ids = run("api", "GET", envelope, "--format", "ids")
    assert (ids.code, ids.out) == ((8, "") if envelope == "tags" else (0, "t0\nt1\n"))


def test_bare_values_are_shown_under_the_name_of_their_list(run, paged):
    paged("tags")
    assert run("api", "GET", "documents/tags").json() == {"tags": ["t0", "t1"], "total_count": 5}
    walked = run("api", "GET", "documents/tags", "--format", "csv", "--all")
    assert walked.out.split() == ["tag", "t0", "t1", "t2", "t3", "t4"]
    assert run("api", "GET", "documents/tags", "--format", "ids").err == "error: none of the 2 tags has an id.\n"
    assert run("api", "GET", "documents/tags", "--columns", "tag", "--format", "tsv").out == "t0\nt1\n"
    assert run("api", "GET", "documents/tags", "--columns", "nope").code == 2


def test_a_list_is_a_table_with_the_rows_own_id_first(run, serve):
    rows = [{"video_name": "a", "replica_id": "r1", "video_id": "v1", "\x1bodd": 1}]
    serve(document({"data": rows, "total_count": 42}))
    result = run("api", "GET", "videos", "--format", "table", terminal=True, env={"NO_COLOR": "1"})
    assert result.out.splitlines()[0].split() == ["VIDEO_ID", "VIDEO_NAME", "REPLICA_ID"]
    assert result.err == "note: 1 of 42 shown; --all shows every one\n"
    assert run("api", "GET", "videos", "--format", "ids").out == "v1\n"
    assert run("api", "GET", "videos", "--format", "tsv").out == "v1\ta\tr1\n"


@pytest.mark.parametrize(
    ("path", "row", "expected"),
    [
        ("memory-stores", {"owner_id": "o", "memory_store_id": "m"}, "m"),
        ("policies/p1", {"owner_id": "o", "policy_id": "p"}, "p"),
        ("guardrails", {"name": "n", "uuid_id": "u", "other_id": "o"}, "u"),
        ("things", {"name": "n", "id": 7}, "7"),
    ],
)
def test_the_id_of_a_row_is_found_by_the_path_or_is_its_first(run, serve, path, row, expected):
    serve(document({"data": [row]}), document(row))
    assert run("api", "GET", path, "--format", "ids").out == f"{expected}\n"
    assert run("api", "GET", path, "--format", "ids").out == f"{expected}\n"


def test_no_rows_are_a_success_whatever_the_columns(run, serve):
    serve(document(page()))
    for more in ([], ["--all"]):
        result = run("api", "GET", "replicas", "--format", "tsv", "--columns", "replica_id", *more)
        assert (result.code, result.out) == (0, "")
    assert run("api", "GET", "replicas", "--format", "table", terminal=True).err == "note: no replicas\n"
