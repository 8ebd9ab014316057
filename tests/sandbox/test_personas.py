"""Personas and PALs: the same objects, each spelling with its own fields, changed by JSON Patch."""

import re

import pytest

PROMPT = {"system_prompt": "Be kind."}
STOCK = "pcb7a34da5fe"


def pal(api, **fields):
    return api.post("/v2/pals", PROMPT | fields).json["pal_id"]


def test_a_new_persona_answers_with_three_fields_and_a_new_pal_with_all(api):
    persona = api.post("/v2/personas", PROMPT | {"persona_name": "Guide"})
    assert (persona.status, persona.json.keys()) == (200, {"persona_id", "persona_name", "created_at"})
    assert re.fullmatch("p[0-9a-f]{11}", persona.json["persona_id"])
    made = api.post("/v2/pals", PROMPT | {"pal_name": "Guide"}).json
    assert api.get(f"/v2/pals/{made['pal_id']}").json == made


def test_a_pal_reads_as_it_was_given_and_empty_elsewhere(api):
    layers = {"llm": {"model": "gpt", "api_key": "theirs", "new": 1}, "tts": {"replica_id": "untouched"}}
    made = pal(api, pal_name="Guide", default_face_id="r7bc3db0d581", tool_ids=["t1"], layers=layers)
    assert api.get(f"/v2/pals/{made}").json == {
        "pal_id": made,
        "pal_name": "Guide",
        "system_prompt": "Be kind.",
        "greeting": None,
        "context": None,
        "pipeline_mode": "full",
        "default_face_id": "r7bc3db0d581",
        "memories": [],
        "objectives_id": None,
        "guardrail_ids": [],
        "guardrail_tags": [],
        "document_ids": [],
        "document_tags": [],
        "tool_ids": ["t1"],
        "is_template": False,
        "layers": layers,
        "created_at": "2026-09-21T14:13:20.250000",
        "updated_at": "2026-09-21T14:13:20.250000",
    }


def test_what_was_made_at_one_address_is_at_the_other(api):
    made = pal(api, pal_name="Guide")
    persona = api.get(f"/v2/personas/{made}").json
    assert (persona["persona_id"], persona["persona_name"], "guardrails_id" in persona) == (made, "Guide", True)
    assert "greeting" not in persona
    assert api.get(f"/v2/personas/{pal(api, greeting='Hi')}").json["greeting"] == "Hi"


def test_the_list_is_of_own_ones_then_stock_ones(api):
    made = [pal(api) for _ in range(2)]
    answer = api.get("/v2/pals").json
    assert [row["pal_id"] for row in answer["data"]] == [*reversed(made), *STOCKS]
    assert answer["total_count"] == 6
    assert api.get("/v2/personas", persona_type="user").json["total_count"] == 2
    assert api.get("/v2/pals", pal_type="system", limit=1, page=2).json["data"][0]["pal_id"] == STOCKS[1]
    assert [row["pal_id"] for row in api.get("/v2/pals", pal_type="system").json["data"]] == STOCKS


STOCKS = ["p1af207b8189", "paaee96e4f87", "pdac61133ac5", STOCK]


def test_the_list_can_be_sorted_by_age(api, clock):
    first = pal(api)
    clock.turn(1)
    second = pal(api)
    found = [api.get("/v2/pals", pal_type="user", sort=order).json["data"] for order in ("asc", "desc")]
    assert [[row["pal_id"] for row in rows] for rows in found] == [[first, second], [second, first]]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "system_prompt is required unless pipeline_mode is echo or speech-to-speech"),
        ({"system_prompt": ""}, "system_prompt is required unless pipeline_mode is echo or speech-to-speech"),
        ({"system_prompt": 1}, "system_prompt must be a string"),
        (PROMPT | {"pipeline_mode": "loud"}, "pipeline_mode must be one of full, echo, speech-to-speech"),
        (PROMPT | {"default_face_id": "r0"}, "Invalid replica_uuid"),
        (PROMPT | {"default_face_id": STOCK}, "Invalid replica_uuid"),
        (PROMPT | {"tool_ids": ["t"] * 51}, "tool_ids must be at most 50"),
        (PROMPT | {"tool_ids": "t"}, "tool_ids must be an array of strings"),
        (PROMPT | {"memories": [1]}, "memories must be an array of strings"),
        (PROMPT | {"layers": []}, "layers must be an object"),
        (PROMPT | {"layers": {"llm": []}}, "layers.llm must be an object"),
        (PROMPT | {"layers": {"llm": {"model": 1}}}, "layers.llm.model must be a string"),
        (PROMPT | {"pal_name": 1}, "pal_name must be a string"),
    ],
)
def test_what_the_contract_forbids_is_refused_and_makes_nothing(api, body, error):
    reply = api.post("/v2/pals", body)
    assert (reply.status, reply.json) == (400, {"error": error})
    assert api.get("/v2/pals", pal_type="user").json["total_count"] == 0


def test_without_a_language_model_no_prompt_is_needed(api):
    assert api.post("/v2/personas", {"pipeline_mode": "echo"}).status == 200


def test_a_patch_changes_what_it_names(api, clock):
    made = pal(api, layers={"llm": {"model": "old"}}, document_tags=["a"])
    clock.turn(5)
    steps = [
        {"op": "replace", "path": "/layers/llm/model", "value": "new"},
        {"op": "add", "path": "/document_tags/-", "value": "b"},
        {"op": "add", "path": "/pal_name", "value": "Guide"},
        {"op": "replace", "path": "/greeting", "value": "Hello"},
        {"op": "test", "path": "/default_face_id", "value": None},
    ]
    reply = api.patch(f"/v2/pals/{made}", steps)
    assert (reply.status, reply.json["layers"], reply.json["document_tags"]) == (
        200,
        {"llm": {"model": "new"}},
        ["a", "b"],
    )
    assert (reply.json["pal_name"], reply.json["greeting"]) == ("Guide", "Hello")
    assert reply.json["updated_at"] == "2026-09-21T14:13:25.250000"
    assert api.get(f"/v2/pals/{made}").json == reply.json


def test_a_patch_of_a_persona_answers_with_nothing(api):
    made = pal(api)
    reply = api.patch(f"/v2/personas/{made}", [{"op": "replace", "path": "/persona_name", "value": "Guide"}])
    assert (reply.status, reply.body) == (200, b"")
    assert api.get(f"/v2/pals/{made}").json["pal_name"] == "Guide"


def test_to_remove_a_field_empties_it(api):
    made = pal(api, greeting="Hi", document_tags=["a"])
    steps = [{"op": "remove", "path": f"/{name}"} for name in ("greeting", "document_tags")]
    shown = api.patch(f"/v2/pals/{made}", steps).json
    assert (shown["greeting"], shown["document_tags"]) == (None, [])


@pytest.mark.parametrize(
    "steps", [[], [{"op": "test", "path": "/pal_name", "value": None}], [{"op": "remove", "path": "/greeting"}]]
)
def test_a_patch_without_effect_is_not_modified(api, clock, steps):
    made = pal(api)
    before = api.get(f"/v2/pals/{made}").json
    clock.turn(5)
    for noun in ("pals", "personas"):
        reply = api.patch(f"/v2/{noun}/{made}", steps)
        assert (reply.status, reply.body, reply.headers["Content-Length"]) == (304, b"", None)
    assert api.get(f"/v2/pals/{made}").json == before


@pytest.mark.parametrize(
    ("steps", "status", "answer"),
    [
        ({}, 422, {"message": "Invalid JSON patch format"}),
        ([{"op": "spam", "path": "/x"}], 422, {"message": "Invalid JSON patch format"}),
        ([{"op": "replace", "path": "/nowhere", "value": 1}], 400, {"error": 'there is no "/nowhere"'}),
        ([{"op": "test", "path": "/greeting", "value": "x"}], 400, {"error": '"/greeting" has another value'}),
        ([{"op": "add", "path": "/nowhere", "value": 1}], 400, {"error": "a patch cannot add fields of its own"}),
        ([{"op": "replace", "path": "", "value": []}], 400, {"error": "a patch cannot add fields of its own"}),
        ([{"op": "replace", "path": "/greeting", "value": 1}], 400, {"error": "greeting must be a string"}),
        (
            [{"op": "remove", "path": "/system_prompt"}],
            400,
            {"error": "system_prompt is required unless pipeline_mode is echo or speech-to-speech"},
        ),
    ],
)
def test_a_bad_patch_is_refused_and_changes_nothing(api, steps, status, answer):
    made = pal(api)
    before = api.get(f"/v2/pals/{made}").json
    reply = api.patch(f"/v2/pals/{made}", steps)
    assert (reply.status, reply.json) == (status, answer)
    assert api.get(f"/v2/pals/{made}").json == before


def test_stock_ones_cannot_be_changed(api):
    for reply in (api.patch(f"/v2/personas/{STOCK}", []), api.delete(f"/v2/personas/{STOCK}")):
        assert (reply.status, reply.json) == (400, {"error": "Invalid persona_id"})
    assert api.delete(f"/v2/pals/{STOCK}").json == {"error": "Invalid pal_id"}


def test_a_deleted_one_is_gone(api):
    made = pal(api)
    reply = api.delete(f"/v2/pals/{made}")
    assert (reply.status, reply.body, reply.headers["Content-Length"]) == (204, b"", None)
    assert api.get(f"/v2/personas/{made}").json == {"error": "Invalid persona_id"}


def test_a_username_is_free_until_somebody_has_it(api):
    def ask(name):
        return api.get("/v2/pals/check-username", username=name).json

    assert ask("Anna") == {"available": True}
    made = pal(api, layers={"conferencing": {"username": "anna"}})
    assert ask("Anna") == {"available": False, "reason": "taken"}
    assert api.get(f"/v2/pals/{made}").json["conferencing_email"] == "anna@tavusinvite.com"
    assert api.get("/v2/pals/check-username").json == {"error": "username is required"}


def test_publishing_answers_with_what_is_live(api):
    made = pal(api, pal_name="Guide")
    reply = api.send("POST", f"/v2/pals/{made}/publish")
    assert (reply.status, reply.json) == (
        200,
        {
            "status": "success",
            "pal_id": made,
            "pal_name": "Guide",
            "system_prompt": "Be kind.",
            "updated_at": "2026-09-21T14:13:20.250000",
        },
    )
