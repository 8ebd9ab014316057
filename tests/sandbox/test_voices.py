import re

import pytest


def names(reply):
    return [row["voice_name"] for row in reply.json["data"]]


def voice(api, name="Ana", **fields):
    return api.post("/v2/voices", {"voice_name": name} | fields).json["voice_id"]


def test_a_new_voice_reads_as_the_contract_says(api):
    reply = api.post("/v2/voices", {"voice_name": "Ana", "train_audio_url": "https://example.com/a.wav"})
    made = reply.json["voice_id"]
    assert re.fullmatch("v[0-9a-f]{12}", made)
    assert (reply.status, reply.json) == (
        200,
        {
            "voice_id": made,
            "voice_name": "Ana",
            "description": None,
            "voice_type": "user",
            "status": "started",
            "tags": [],
            "created_at": "2026-09-21T14:13:20.250000",
        },
    )
    assert api.get(f"/v2/voices/{made}").json == reply.json


def test_stock_voices_can_be_read_one_by_one(api):
    anna = api.get("/v2/voices", source="all", limit=1).json["data"][0]
    assert (anna["voice_name"], anna["voice_type"], anna["status"]) == ("anna", "system", "completed")
    assert api.get(f"/v2/voices/{anna['voice_id']}").json == anna


def test_the_list_is_sorted_by_name_whoever_owns_the_voice(api):
    voice(api, "Bea")
    assert names(api.get("/v2/voices", source="all")) == ["anna", "Bea", "benjamin", "ivy", "james", "julia", "liam"]


def test_stock_voices_are_listed_without_ids_and_own_ones_not_at_all(api):
    made = voice(api)
    plain, full = api.get("/v2/voices").json, api.get("/v2/voices", source="all").json
    assert ({row["voice_id"] for row in plain["data"]}, plain["total_count"]) == ({None}, 6)
    assert (full["data"][0]["voice_id"], full["total_count"]) == (made, 7)
    assert [row | {"voice_id": None} for row in full["data"][1:]] == plain["data"]
    assert None not in {row["voice_id"] for row in full["data"]}


def test_another_source_is_refused(api):
    reply = api.get("/v2/voices", source="mine")
    assert (reply.status, reply.json) == (400, {"error": "source must be one of all"})


def test_the_list_can_be_sorted_the_other_way(api):
    assert names(api.get("/v2/voices", sort="desc")) == ["liam", "julia", "james", "ivy", "benjamin", "anna"]


def test_another_order_is_refused(api):
    reply = api.get("/v2/voices", sort="random")
    assert (reply.status, reply.json) == (400, {"error": "sort must be one of asc, desc"})


def test_a_search_finds_parts_of_names_in_any_case(api):
    reply = api.get("/v2/voices", search="J")
    assert (names(reply), reply.json["total_count"]) == (["benjamin", "james", "julia"], 3)


def test_one_tag_finds_the_voices_that_bear_it(api):
    assert names(api.get("/v2/voices", tag="FEMALE")) == ["anna", "ivy", "julia"]


def test_several_tags_find_the_voices_that_bear_any(api):
    api.patch(f"/v2/voices/{voice(api)}", {"tags": ["Narrator"]})
    assert names(api.get("/v2/voices", source="all", tags="narrator, female")) == ["Ana", "anna", "ivy", "julia"]


def test_a_voice_can_be_renamed_described_and_tagged(api):
    made = voice(api, description="Old")
    reply = api.patch(f"/v2/voices/{made}", {"voice_name": "Bea", "description": "New", "tags": ["a", "b"]})
    assert (reply.status, reply.json["voice_name"], reply.json["description"], reply.json["tags"]) == (
        200,
        "Bea",
        "New",
        ["a", "b"],
    )
    assert api.get(f"/v2/voices/{made}").json == reply.json


def test_null_clears_a_description(api):
    made = voice(api, description="Old")
    assert api.patch(f"/v2/voices/{made}", {"description": None}).json["description"] is None


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "at least one of voice_name, description and tags is required"),
        ({"other": 1}, "at least one of voice_name, description and tags is required"),
        ({"voice_name": None}, "voice_name must be a string"),
        ({"voice_name": " "}, "voice_name must not be blank"),
        ({"voice_name": "x" * 256}, "voice_name must not be longer than 255 characters"),
        ({"description": 1}, "description must be a string"),
        ({"description": "x" * 1001}, "description must not be longer than 1000 characters"),
        ({"tags": None}, "tags must be an array of strings"),
        ({"tags": ["a", 1]}, "tags must be an array of strings"),
        ({"tags": ["x" * 65]}, "tags must be at most 50, each at most 64 characters long"),
        ({"tags": ["x"] * 51}, "tags must be at most 50, each at most 64 characters long"),
    ],
)
def test_a_bad_change_is_refused_and_changes_nothing(api, body, error):
    made = voice(api)
    before = api.get(f"/v2/voices/{made}").json
    reply = api.patch(f"/v2/voices/{made}", body)
    assert (reply.status, reply.json) == (400, {"error": error})
    assert api.get(f"/v2/voices/{made}").json == before


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "voice_name is required"),
        ({"voice_name": ""}, "voice_name must not be blank"),
        ({"voice_name": "x" * 256}, "voice_name must not be longer than 255 characters"),
        ({"voice_name": "A", "description": "x" * 1001}, "description must not be longer than 1000 characters"),
        ({"voice_name": "A", "train_audio_url": "x"}, "Invalid train_audio_url"),
        (
            {"voice_name": "A", "train_audio_url": "https://example.com/" + "x" * 2029},
            "train_audio_url must not be longer than 2048 characters",
        ),
        ({"voice_name": "A", "callback_url": 1}, "callback_url must be a string"),
    ],
)
def test_what_the_contract_forbids_is_refused_and_makes_nothing(api, body, error):
    reply = api.post("/v2/voices", body)
    assert (reply.status, reply.json) == (400, {"error": error})
    assert api.get("/v2/voices").json["total_count"] == 6


def test_a_deleted_voice_is_gone(api):
    made = voice(api)
    reply = api.delete(f"/v2/voices/{made}")
    assert (reply.status, reply.body) == (200, b"")
    reply = api.get(f"/v2/voices/{made}")
    assert (reply.status, reply.json) == (404, {"message": "Voice not found"})


@pytest.mark.parametrize(
    ("voice_id", "status", "said"),
    [
        ("v5a0d0a000001", 400, {"error": "Invalid voice_id"}),
        ("v000000000000", 404, {"message": "Voice not found"}),
    ],
)
def test_only_own_voices_can_be_changed_or_deleted(api, voice_id, status, said):
    for reply in (api.delete(f"/v2/voices/{voice_id}"), api.patch(f"/v2/voices/{voice_id}", {"tags": []})):
        assert (reply.status, reply.json) == (status, said)
    assert api.get("/v2/voices").json["total_count"] == 6


def test_an_own_voice_is_not_a_name_that_replicas_take(api):
    voice(api, "Ana")
    body = {"train_image_url": "https://example.com/a.png", "voice_name": "Ana"}
    assert api.post("/v2/replicas", body).json == {"error": "Invalid voice_name"}
