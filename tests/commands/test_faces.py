"""Whichever words an answer uses, replica's or face's: commands print and send the same."""

import json

import pytest
from faults.answers import document
from samples import CREATE

REPLICA = {
    "replica_id": "r90bbd427f71",
    "replica_name": "Rio",
    "status": "completed",
    "training_progress": "100/100",
    "replica_type": "user",
    "model_name": "phoenix-4",
    "created_at": "2024-01-24T07:14:03.327Z",
}
VIDEO = {"video_id": "783537ef5", "status": "ready", "replica_id": "r90bbd427f71", "generation_progress": "100/100"}


def in_face_words(record):
    return {name.replace("replica", "face").replace("persona", "pal"): value for name, value in record.items()}


def both(record):
    """Both words, and the newer ones wrong: the older count."""
    return {**{name: "wrong" for name in in_face_words(record) if "face" in name}, **record}


@pytest.fixture(params=["face", "both"])
def spell(request):
    return in_face_words if request.param == "face" else both


@pytest.fixture
def outputs(serve, run):
    """What a command prints, and the requests it makes, with answers in replica words and in others."""

    def go(spell, command, answers, **streams):
        seen = []
        for words in (dict, spell):
            server = serve(routes=lambda request, words=words: document(answers(request, words)))
            result = run(*command, **streams)
            bodies = [(request.method, request.target, request.body) for request in server.requests]
            seen.append((result.code, result.out, result.err, bodies))
        return seen

    return go


def one_or_all(request, words):
    if request.method == "GET" and request.target.partition("?")[0] in {"/v2/replicas", "/v2/videos"}:
        return {"data": [words(REPLICA)], "total_count": 1}
    if request.method == "POST":
        return words({"replica_id": "r90bbd427f71", "status": "started"})
    return words(REPLICA)


@pytest.mark.parametrize("form", ["table", "tsv", "csv", "ids"])
@pytest.mark.parametrize("more", [(), ("--all",), ("--columns", "replica_id,NAME,Face_Type"), ("--columns", "face_id")])
def test_a_list_is_the_same_in_every_format(outputs, spell, form, more):
    older, newer = outputs(spell, ("replicas", "list", "--format", form, *more), one_or_all, width=200)
    assert older == newer
    assert (older[0], "r90bbd427f71" in older[1]) == (0, True)


@pytest.mark.parametrize(
    "command",
    [
        ("replicas", "get", "r90bbd427f71", "--format", "table"),
        ("replicas", "get", "r90bbd427f71", "--format", "ids"),
        ("replicas", "wait", "r90bbd427f71", "--format", "tsv"),
        ("replicas", "rename", "r90bbd427f71", "New", "--json"),
        ("replicas", "delete", "r90bbd427f71", "--yes", "--json"),
        (*CREATE, "--format", "ids"),
        (*CREATE, "--wait", "--format", "tsv"),
    ],
)
def test_one_replica_is_the_same_with_every_verb(outputs, spell, command):
    older, newer = outputs(spell, command, one_or_all)
    assert older == newer
    assert (older[0], "r90bbd427f71" in older[1]) == (0, True)


TALK = {"conversation_id": "c0", "status": "ended", "replica_id": "r90bbd427f71", "persona_id": "p1af207b8189"}


@pytest.mark.parametrize(
    "command",
    [
        ("replicas", "wait", "r90bbd427f71", "r1", "--format", "csv", "--timeout", "5"),
        ("replicas", "list", "--search", "rio", "--sort", "-replica_name", "--format", "tsv"),
        ("replicas", "list", "--status", "completed", "--format", "jsonl", "--columns", "replica_id,replica_name"),
        ("videos", "list", "--columns", "video_id,replica_id"),
        ("conversations", "get", "c0", "--format", "table"),
        ("conversations", "list", "--format", "csv", "--columns", "replica_id,pal_id"),
    ],
)
def test_several_records_and_other_nouns_are_the_same(outputs, spell, command):
    rows = {
        "replicas": [REPLICA, {**REPLICA, "replica_id": "r1", "replica_name": "Trio"}],
        "videos": [VIDEO],
        "conversations": [TALK],
    }

    def answers(request, words):
        asked = request.path.rpartition("/")[2]
        found = {str(next(iter(row.values()))): words(row) for row in rows[command[0]]}
        return found.get(asked) or {"data": [*found.values()], "total_count": len(found)}

    older, newer = outputs(spell, command, answers)
    assert older == newer
    assert (older[0], "r90bbd427f71" in older[1]) == (0, True)


def test_the_question_before_a_delete_names_the_replica(outputs, spell):
    command = ("replicas", "delete", "r90bbd427f71")
    older, newer = outputs(spell, command, one_or_all, terminal=True, typed="n\n")
    assert older == newer
    assert '"Rio"' in newer[2]


@pytest.mark.parametrize("noun", ["videos", "conversations"])
def test_a_create_from_a_file_takes_face_words(run, home, noun):
    (home / "body.json").write_text('{"face_id": "p1af207b8189", "script": "Hi"}')
    result = run(noun, "create", "--input", str(home / "body.json"), "--sandbox", "--dry-run", "--json")
    assert result.json()["body"] == {"replica_id": "p1af207b8189", "script": "Hi"}
    assert "--replica-id: it looks like a pal's id; a replica's starts with r" in result.err


@pytest.mark.parametrize("form", ["table", "tsv", "ids"])
def test_a_video_is_made_and_shown_with_its_replica(outputs, spell, form):
    command = ("videos", "create", "--replica-id", "r90bbd427f71", "--script", "Hi", "--wait", "--format", form)
    older, newer = outputs(spell, command, lambda _, words: words(VIDEO))
    assert older == newer
    assert older[0] == 0
    assert ("r90bbd427f71" in newer[1]) == (form != "ids")


def test_json_stays_the_document_of_the_api(serve, run):
    answer = {"data": [in_face_words(REPLICA)], "total_count": 1}
    serve(document(answer))
    assert run("replicas", "list", "--json").out == json.dumps(answer) + "\n"
    picked = run("replicas", "list", "--json", "--columns", "replica_id,face_name").json()
    assert picked["data"] == [{"replica_id": "r90bbd427f71", "face_name": "Rio"}]
    assert run("replicas", "list", "--format", "jsonl").json() == in_face_words(REPLICA)


def test_a_walked_list_has_each_face_once(serve, run):
    rows = [{"face_id": "r1"}, {"face_id": "r1", "face_name": "again"}, {"face_id": "r2"}]
    serve(document({"data": rows, "total_count": 2}))
    assert run("replicas", "list", "--all", "--format", "ids").out == "r1\nr2\n"


def test_any_call_finds_the_id(serve, run):
    serve(document({"data": [{"status": "x", "persona_id": "p0", "replica_id": "r1"}]}))
    assert run("api", "GET", "/v2/faces", "--format", "ids").out == "r1\n"


VOICES = [{"voice_id": None, "voice_name": "anna"}, {"voice_id": "v1", "voice_name": "ivy"}, {"voice_name": "james"}]


@pytest.mark.parametrize("options", [("--format", "ids"), ("--columns", "voice_id"), ("--format", "ids", "--all")])
def test_records_without_an_id_are_no_empty_lines(serve, run, options):
    serve(document({"data": VOICES, "total_count": 3}))
    result = run("voices", "list", *options)
    assert (result.code, result.out) == (0, "v1\n")
    assert result.err == "warning: 2 of 3 voices have no id: left out; --source all brings ids\n"


@pytest.mark.parametrize("rows", [VOICES[:1], [VOICES[0], VOICES[2]]])
def test_a_list_in_which_nothing_has_an_id_fails(serve, run, rows):
    serve(document({"data": rows}))
    result = run("voices", "list", "--format", "ids")
    assert (result.code, result.out) == (8, "")
    assert result.err.endswith(" id.\nhint: add --source all\n")


def test_an_empty_list_is_fine(serve, run):
    serve(document({"data": []}))
    assert run("voices", "list", "--format", "ids") == run("voices", "list", "--format", "tsv")


def test_one_record_without_an_id_fails_too(serve, run):
    serve(document({"replica_id": None, "replica_name": "Rio"}))
    result = run("replicas", "get", "r1", "--format", "ids")
    assert (result.code, result.out, result.err) == (8, "", "error: the replica has no id.\n")


def test_voices_show_their_names_first_and_say_how_ids_come(serve, run):
    serve(document({"data": VOICES[:1]}))
    result = run("voices", "list", terminal=True, env={"NO_COLOR": "1"})
    assert result.out.split()[0::2] == ["NAME", "anna"]
    assert result.err == "note: these voices came without ids; --source all brings them\n"
    serve(document({"data": VOICES}))
    assert run("voices", "list", terminal=True, env={"NO_COLOR": "1"}).out.split()[:2] == ["NAME", "ID"]


@pytest.mark.parametrize(
    ("row", "said"), [({}, True), ({"replica_type": "system"}, True), ({"face_type": "user"}, False)]
)
def test_a_list_cut_short_says_how_to_see_only_ones_own(serve, run, row, said):
    serve(document({"data": [{"replica_id": "r1", **row}], "total_count": 42}))
    own = ", --replica-type user only your own" if said else ""
    assert run("replicas", "list").err == f"note: 1 of 42 shown; --all shows every one{own}\n"
    filtered = run("replicas", "list", "--replica-type", "system").err
    assert filtered == "note: 1 of 42 shown; --all shows every one\n"
