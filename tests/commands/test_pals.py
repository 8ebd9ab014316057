"""tavus pals, and personas, through the door."""

import json
from functools import partial

import pytest
from faults.answers import document, reply

SECRET = "sk-the-users-own-key"
PAL = {
    "pal_id": "p0123456789a",
    "pal_name": "Guide",
    "pipeline_mode": "full",
    "greeting": "Hello",
    "layers": {
        "llm": {"model": "tavus-gpt-oss", "api_key": SECRET, "headers": {"Authorization": SECRET}},
        "tts": {"api_key": SECRET, "voice_settings": [{"api_key": SECRET}]},
    },
}
FOUND = document(PAL)


@pytest.fixture
def pals(ask):
    return partial(ask, "pals", answers=[FOUND])


def test_list_asks_for_what_was_given(pals, run, serve):
    empty = document({"data": [], "total_count": 0})
    _, (request,) = pals("list", "--pal-type", "user", "--sort", "asc", "--limit", "3", answers=[empty])
    assert request.target == "/v2/pals?limit=3&pal_type=user&sort=asc"
    server = serve(empty)
    assert run("personas", "list", "--persona-type", "user").code == 0
    assert [request.target for request in server.requests] == ["/v2/pals?pal_type=user"]


def test_a_list_cannot_be_filtered_by_a_status_because_pals_have_none(run, serve):
    server = serve()
    result = run("pals", "list", "--status", "ready")
    assert (result.code, server.requests) == (2, [])
    assert "there is no option --status" in result.err
    assert "--since" in run("pals", "list", "--help").out


@pytest.mark.parametrize("form", ["table", "tsv", "csv", "ids"])
@pytest.mark.parametrize("columns", [(), ("--columns", "pal_id,layers,layers.llm.api_key")])
def test_secrets_are_hidden_from_screens(pals, form, columns):
    many = document({"data": [PAL, PAL], "total_count": 2})
    for argv, answer in [
        (("get", "p1"), document(PAL)),
        (("list",), many),
        (("create", "--pal-name", "A", "--system-prompt", "x"), None),
    ]:
        result, _ = pals(*argv, "--format", form, *columns, "--debug", answers=[answer or document(PAL)])
        assert result.code == 0
        assert SECRET not in result.out + result.err
        assert not columns or form == "ids" or "<hidden>" in result.out


@pytest.mark.parametrize("more", [(), ("--all",)])
def test_any_call_hides_them_too(serve, run, more):
    serve(document({"data": [PAL], "total_count": 1}))
    assert SECRET in run("api", "GET", "/v2/pals", *more).out
    for form in ("table", "tsv", "csv"):
        result = run("api", "GET", "/v2/pals", "--format", form, "--debug", *more, width=400)
        assert (result.code, SECRET in result.out + result.err, "<hidden>" in result.out) == (0, False, True)


def test_json_is_the_users_own_and_the_help_says_so(pals, run):
    assert pals("get", "p1", "--json")[0].json() == PAL
    assert json.loads(pals("get", "p1", "--format", "jsonl")[0].out) == PAL
    assert pals("get", "p1", "--json", "--columns", "layers.tts.api_key")[0].json() == {
        "layers": {"tts": {"api_key": SECRET}}
    }
    for verb in ("list", "get", "create"):
        assert "JSON" in run("pals", verb, "--help").out.partition("Options")[0]


def test_a_record_that_comes_in_a_list_is_read_all_the_same(pals):
    wrapped = document({"data": [PAL]})
    assert pals("get", "p1", answers=[wrapped])[0].rows()[0][:2] == ["p0123456789a", "Guide"]
    assert pals("get", "p1", "--json", answers=[wrapped])[0].json() == {"data": [PAL]}
    assert SECRET not in pals("get", "p1", "--format", "table", answers=[wrapped])[0].out


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pal.json", '{"pal_name": "Guide", "layers": {"llm": {"model": "m"}}}'),
        ("pal.toml", 'pal_name = "Guide"\n[layers.llm]\nmodel = "m"\n'),
        ("persona.json", '{"persona_name": "Guide", "layers": {"llm": {"model": "m"}}}'),
    ],
)
def test_a_pal_comes_from_a_file_and_from_options(pals, home, name, text):
    (home / name).write_text(text)
    options = ("--system-prompt", "You guide.", "--default-replica-id", "r1", "--tool-ids", "t1,t2")
    result, (request,) = pals("create", "--input", str(home / name), *options)
    assert (result.code, result.out) == (0, "p0123456789a\tGuide\n")
    assert request.json() == {
        "pal_name": "Guide",
        "layers": {"llm": {"model": "m"}},
        "system_prompt": "You guide.",
        "default_face_id": "r1",
        "tool_ids": ["t1", "t2"],
    }


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.json", '{"pal_name":\n Guide}', "line 2, column 2"),
        ("a.toml", 'pal_name = "Guide"\ngreeting = \n', "line 2, column 12"),
        ("a.toml", "created = 2026-01-01\n", "a value that JSON cannot hold"),
        ("a.json", "[]", "is not a JSON object"),
        ("a.json", '{"layers": 7}', "layers must be an object"),
    ],
)
def test_a_broken_file_says_where_and_nothing_is_sent(pals, home, name, text, said):
    (home / name).write_text(text)
    result, requests = pals("create", "--input", str(home / name))
    assert (result.code, result.out, requests) == (2, "", [])
    assert said in result.err


def test_a_create_whose_outcome_is_unknown_is_not_repeated(pals):
    result, requests = pals("create", "--pal-name", "Guide", "--system-prompt", "x", answers=[reply(502)])
    assert (result.code, len(requests)) == (10, 1)
    assert "tavus pals list --pal-type user" in result.err


def test_update_sends_one_json_patch(pals):
    sets = ("--set", "persona_name=Rio", "--set", "layers.llm.model=m", "--set", "tool_ids.0=t9")
    result, (request,) = pals("update", "p0123456789a", *sets, "--unset", "/layers/stt/hotwords")
    assert (result.code, result.out, result.err) == (0, "p0123456789a\tupdated\n", "")
    assert (request.method, request.target) == ("PATCH", "/v2/pals/p0123456789a")
    assert request.json() == [
        {"op": "add", "path": "/pal_name", "value": "Rio"},
        {"op": "add", "path": "/layers/llm/model", "value": "m"},
        {"op": "replace", "path": "/tool_ids/0", "value": "t9"},
        {"op": "remove", "path": "/layers/stt/hotwords"},
    ]


def test_update_from_a_file_sets_its_fields(pals, home):
    (home / "pal.toml").write_text('persona_name = "Rio"\n')
    _, (request,) = pals("update", "p1", "--input", str(home / "pal.toml"))
    assert request.json() == [{"op": "add", "path": "/pal_name", "value": "Rio"}]


def test_a_dry_run_shows_the_patch_and_sends_nothing(pals):
    result, requests = pals("update", "p1", "--set", "greeting=Hi", "--dry-run")
    assert requests == []
    assert """'[{"op": "add", "path": "/greeting", "value": "Hi"}]'""" in result.out


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_dry_run_shows_no_secret(pals, home, form):
    (home / "pal.json").write_text(json.dumps({"layers": PAL["layers"]}))
    for argv in [("create",), ("update", "p1")]:
        result, requests = pals(*argv, "--input", str(home / "pal.json"), "--dry-run", *form)
        assert (result.code, requests) == (0, [])
        assert SECRET not in result.out + result.err
    result, _ = pals("update", "p1", "--set", f"layers.llm.api_key={SECRET}", "--dry-run", *form)
    assert SECRET not in result.out + result.err
    assert "$API_KEY" in result.out


def test_what_changes_nothing_is_no_error(pals):
    result, requests = pals("update", "p1", "--set", "greeting=Hello", answers=[reply(304), document(PAL)])
    assert (result.code, result.out, result.err) == (0, "p1\tunchanged\n", "note: nothing to change\n")
    assert requests[0].method == "PATCH"


def test_the_link_to_publish_a_draft_is_shown(pals):
    answer = document({**PAL, "publish_url": "https://tavus.io/publish"})
    result, _ = pals("update", "p1", "--set", "greeting=Hi", "--json", answers=[answer])
    assert result.json() == {"pal_id": "p1", "status": "updated", "publish_url": "https://tavus.io/publish"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "there is nothing to change"),
        (("--set", "greeting"), "has no value"),
        (("--set", "=Hi"), "is not a path"),
        (("--set", "layers..model=m"), "is not a path"),
        (("--unset", "/layers//model"), "is not a path"),
        (("--set", "tool_ids=[1"), "--set tool_ids is not JSON"),
        (("--set", "greeting=a", "--unset", "greeting"), '"greeting" is changed twice'),
    ],
)
def test_an_update_that_cannot_be_read_sends_nothing(pals, words, said):
    result, requests = pals("update", "p1", *words)
    assert (result.code, result.out, requests) == (2, "", [])
    assert said in result.err


@pytest.mark.parametrize(
    ("word", "reason", "hint"),
    [
        ("layers.lm.model=x", "/layers/lm/model", 'the pal has no "layers.lm.model"; did you mean "layers.llm.model"?'),
        ("sytem_prompt=x", "a patch cannot add fields", 'the pal has no "sytem_prompt"; did you mean "system_prompt"?'),
    ],
)
def test_a_path_that_is_not_there_brings_the_reason_and_the_nearest(run, sandbox, word, reason, hint):
    layers = '{"llm": {"model": "m"}}'
    made = run("pals", "create", "--system-prompt", "x", "--layers", layers, "--format", "ids", "--quiet")
    result = run("pals", "update", made.out.strip(), "--set", word, "--set", "greeting=Hi")
    assert (result.code, result.out) == (5, "")
    error, told = result.err.splitlines()[:2]
    assert reason in error
    assert told == f"hint: {hint}"


def test_a_refusal_is_told_when_the_record_cannot_be_read(pals):
    refused = document({"message": "Invalid JSON patch format"}, 422)
    result, _ = pals("update", "p1", "--set", "a=b", answers=[refused, reply(500)])
    assert (result.code, len(result.err.splitlines())) == (5, 1)


def test_stock_pals_cannot_be_changed_and_it_says_so(run, sandbox):
    result = run("pals", "update", "pcb7a34da5fe", "--set", "greeting=Hi")
    assert (result.code, result.out) == (5, "")
    assert "it may be a stock one" in result.err


def test_an_update_is_sent_once_and_its_doubt_is_told(pals):
    result, requests = pals("update", "p1", "--set", "greeting=Hi", answers=[reply(500)])
    assert (result.code, len(requests)) == (10, 1)
    assert result.err.startswith("error: the request to update pal p1 was sent, but its outcome is unknown")


def test_delete_asks_and_says_what_is_gone(pals):
    assert pals("delete", "p1")[0].code == 2
    result, (request,) = pals("delete", "p1", "--yes", answers=[reply(204)])
    assert (result.out, request.method, request.target) == ("p1\tdeleted\n", "DELETE", "/v2/pals/p1")


@pytest.mark.parametrize("argv", [("get", "r7bc3db0d581"), ("delete", "r7bc3db0d581", "--yes")])
def test_an_id_of_another_kind_is_told(run, sandbox, argv):
    result = run("pals", *argv)
    assert result.code == 3
    assert "hint: it looks like a replica's id; a pal's starts with p\n" in result.err


LIVE = document({"status": "success", "pal_id": "p1", "pal_name": "Guide", "system_prompt": "x", "updated_at": "y"})


def test_publish_makes_the_draft_live(pals):
    result, (request,) = pals("publish", "p1", answers=[LIVE])
    assert (result.code, result.out, result.err) == (0, "p1\tpublished\n", "")
    assert (request.method, request.target, request.body) == ("POST", "/v2/pals/p1/publish", b"")


@pytest.mark.parametrize("answer", [reply(500), reply(200, b"<html>"), reply(302)])
def test_publishing_is_sent_once_and_its_doubt_is_told(pals, answer):
    result, requests = pals("publish", "p1", answers=[answer])
    assert (result.code, result.out, len(requests)) == (10, "", 1)
    assert result.err.startswith("error: the request to publish pal p1 was sent, but its outcome is unknown")


def test_a_dry_run_of_publishing_sends_nothing(pals):
    result, requests = pals("publish", "p1", "--dry-run")
    assert (result.code, requests) == (0, [])
    assert "/v2/pals/p1/publish" in result.out


@pytest.mark.parametrize(("pal_id", "code"), [("pcb7a34da5fe", 5), ("p00000000000", 3)])
def test_only_own_pals_are_published(run, sandbox, pal_id, code):
    result = run("pals", "publish", pal_id)
    assert (result.code, result.out) == (code, "")
    made = run("pals", "create", "--system-prompt", "x", "--format", "ids", "--quiet").out.strip()
    assert run("pals", "publish", made).rows() == [[made, "published"]]


def test_a_username_is_free_or_taken(run, sandbox):
    assert run("pals", "check-username", "guide").rows() == [["true", ""]]
    layers = '{"conferencing": {"username": "Guide"}}'
    run("pals", "create", "--system-prompt", "x", "--layers", layers, "--quiet")
    taken = run("pals", "check-username", "guide", "--json").json()
    assert (taken["available"], bool(taken["reason"])) == (False, True)
    assert run("pals", "check-username", "guide", "--columns", "available").out == "false\n"


def test_a_username_is_asked_for_as_it_is(pals):
    _, (request,) = pals("check-username", "a b&c", answers=[document({"available": True})])
    assert request.target == "/v2/pals/check-username?username=a+b%26c"
