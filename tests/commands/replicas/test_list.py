"""tavus replicas list and get, and the word faces for replicas."""

import pytest
from contract.validate import problems
from faults.answers import document
from samples import CREATE, SANDBOXED

SHOWN = "note: 10 of 13 shown; --all shows every one, --replica-type user only your own\n"


def listing(serve, run, *options):
    server = serve(document({"data": [], "total_count": 0}))
    result = run(
        "replicas",
        "list",
        *options,
    )
    return result, [request.target for request in server.requests]


def test_list_asks_for_nothing_that_was_not_given(serve, run):
    assert listing(serve, run)[1] == ["/v2/replicas"]


def test_list_sends_the_documented_parameters(serve, run):
    options = ("--limit", "5", "--page", "0", "--replica-type", "user", "--verbose", "--model-name", "phoenix-4")
    ids = ("--replica-ids", "r1,r2", "--replica-ids", "r3")
    (target,) = listing(serve, run, *options, *ids)[1]
    assert (
        target
        == "/v2/replicas?limit=5&page=0&verbose=true&replica_type=user&replica_ids=r1%2Cr2%2Cr3&model_name=phoenix-4"
    )
    assert problems("GET", target) == []


def test_list_prints_tabs_when_piped(run, sandbox):
    result = run("replicas", "list", "--replica-ids", "r7bc3db0d581")
    assert (result.code, result.err) == (0, SANDBOXED)
    assert result.out == "r7bc3db0d581\tSabrina\tcompleted\t100/100\t2025-11-03T09:00:00.000Z\tphoenix-3\t\n"


def test_list_says_when_there_is_more(run, sandbox):
    result = run("replicas", "list", "--format", "ids")
    assert len(result.out.split()) == 10
    assert result.err == SHOWN + SANDBOXED


def test_list_verbose_adds_the_type(run, sandbox):
    result = run("replicas", "list", "--verbose", "--json")
    assert {row["replica_type"] for row in result.json()["data"]} == {"system"}
    assert "replica_type" not in run("replicas", "list", "--json").json()["data"][0]


def test_list_all_is_every_row_once(run, sandbox):
    everything = run("replicas", "list", "--all", "--limit", "4", "--format", "ids")
    one_page = run("replicas", "list", "--limit", "50", "--format", "ids")
    assert everything.out == one_page.out
    assert len(set(everything.out.split())) == 13


def test_list_of_nothing_is_a_success_with_a_note_on_a_terminal(run, sandbox):
    result = run("replicas", "list", "--replica-type", "user", terminal=True)
    assert (result.code, result.out) == (0, "")
    assert result.err == "note: no replicas\n" + SANDBOXED


def test_get_shows_every_field_on_a_terminal(run, sandbox):
    result = run("replicas", "get", "r7bc3db0d581", terminal=True, env={"NO_COLOR": "1"})
    assert result.code == 0
    assert [line.split()[0] for line in result.out.splitlines()] == [
        "replica_id",
        "replica_name",
        "status",
        "training_progress",
        "model_name",
        "thumbnail_video_url",
        "created_at",
        "updated_at",
    ]
    assert "training_progress    100/100  ━━━━━━━━━━━━━━━━━━━━" in result.out


def test_get_puts_the_error_first(serve, run):
    failed = {"replica_id": "r1", "status": "error", "error_message": "the light changed"}
    server = serve(document(failed))
    env = {"TAVUS_API_KEY": "k", "TAVUS_BASE_URL": server.url, "NO_COLOR": "1"}
    result = run("replicas", "get", "r1", terminal=True, env=env)
    assert result.out == "error: the light changed\n\nreplica_id  r1\nstatus      error\n"


def test_get_verbose_is_passed_on(run, sandbox):
    assert run("replicas", "get", "r7bc3db0d581", "--verbose", "--json").json()["replica_type"] == "system"


@pytest.mark.parametrize(
    ("replica_id", "hint"), [("r00000000000", ""), ("p1af207b8189", "hint: it looks like a pal's id")]
)
def test_get_of_an_unknown_id_ends_with_3(run, sandbox, replica_id, hint):
    result = run("replicas", "get", replica_id)
    assert (result.code, result.out) == (3, "")
    assert result.err.startswith(f"error: no replica {replica_id}: ")
    assert "Invalid replica_id" in result.err
    assert hint in result.err


def test_ids_come_without_the_spaces_and_quotes_that_were_copied_with_them(run, sandbox):
    assert run("replicas", "get", ' "r7bc3db0d581" ', "--columns", "replica_id").out == "r7bc3db0d581\n"
    listed = run("replicas", "list", "--replica-ids", "r7bc3db0d581 , 'rf25acd9e3f5'", "--format", "ids")
    assert listed.out.split() == ["r7bc3db0d581", "rf25acd9e3f5"]
    assert run("replicas", "get", " '' ").err == 'error: "": not a replica id.\n'


@pytest.mark.parametrize("argv", [("list", "--limit", "2"), ("get", "r7bc3db0d581"), (*CREATE[1:], "--dry-run")])
def test_faces_are_replicas(run, sandbox, argv):
    faces = run("faces", *argv)
    assert faces.code == 0
    assert faces == run("replicas", *argv)


def test_faces_can_be_asked_for_help_and_are_listed_nowhere(run):
    assert "tavus faces list" in run("faces", "list", "--help").out.splitlines()[0]
    assert "faces" not in run("--help").out
    assert run("face").err.splitlines()[1] == "hint: did you mean faces?"
