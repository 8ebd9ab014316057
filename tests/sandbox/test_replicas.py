import re

import pytest

VIDEO = "https://bucket.example.com/train.mp4"
IMAGE = "https://bucket.example.com/face.png"


def test_creating_answers_with_an_id_and_started(api):
    reply = api.post("/v2/replicas", {"train_video_url": VIDEO})
    assert (reply.status, sorted(reply.json), reply.json["status"]) == (200, ["replica_id", "status"], "started")


def test_ids_are_an_r_and_eleven_hexadecimal_digits(api):
    assert re.fullmatch("r[0-9a-f]{11}", api.replica())


def test_a_new_replica_reads_as_the_contract_says(api):
    made = api.replica(replica_name="Rio")
    assert api.get(f"/v2/replicas/{made}").json == {
        "replica_id": made,
        "replica_name": "Rio",
        "thumbnail_video_url": None,
        "training_progress": "0/100",
        "status": "started",
        "created_at": "2026-09-21T14:13:20.250Z",
        "updated_at": "2026-09-21T14:13:20.250Z",
        "model_name": "phoenix-4",
        "error_message": None,
    }


def test_a_row_of_the_list_is_the_replica_without_its_error(api):
    made = api.replica()
    single = api.get(f"/v2/replicas/{made}").json
    del single["error_message"]
    assert api.get("/v2/replicas", limit=1).json["data"] == [single]


@pytest.mark.parametrize(("verbose", "shown"), [("true", ["user"]), ("false", []), (None, [])])
def test_replica_type_is_shown_only_with_verbose(api, verbose, shown):
    params = {} if verbose is None else {"verbose": verbose}
    made = api.replica()
    listed = api.get("/v2/replicas", limit=1, **params).json["data"][0]
    single = api.get(f"/v2/replicas/{made}", **params).json
    assert [row["replica_type"] for row in (listed, single) if "replica_type" in row] == shown * 2


def test_stock_replicas_are_completed_and_of_the_type_system(api):
    sabrina = api.get("/v2/replicas/r7bc3db0d581", verbose="true").json
    assert (sabrina["replica_name"], sabrina["status"], sabrina["replica_type"]) == ("Sabrina", "completed", "system")


@pytest.mark.parametrize("verbose", ["True", "1", "yes", ""])
def test_verbose_is_true_or_false_as_json_writes_them(api, verbose):
    reply = api.get("/v2/replicas", verbose=verbose)
    assert (reply.status, reply.json) == (400, {"error": "verbose must be true or false"})


def test_the_list_can_be_narrowed_to_own_replicas(api):
    made = api.replica()
    answer = api.get("/v2/replicas", replica_type="user").json
    assert ([row["replica_id"] for row in answer["data"]], answer["total_count"]) == ([made], 1)


def test_the_list_can_be_narrowed_to_stock_replicas(api):
    api.replica()
    answer = api.get("/v2/replicas", replica_type="system", verbose="true").json
    assert ({row["replica_type"] for row in answer["data"]}, answer["total_count"]) == ({"system"}, 13)


def test_another_type_is_refused(api):
    reply = api.get("/v2/replicas", replica_type="stock")
    assert (reply.status, reply.json) == (400, {"error": "replica_type must be one of user, system"})


def test_the_list_can_be_narrowed_to_some_ids_of_either_type(api):
    api.replica()
    made = api.replica()
    answer = api.get("/v2/replicas", replica_ids=f"{made}, r7bc3db0d581,r00000000000").json
    assert ([row["replica_id"] for row in answer["data"]], answer["total_count"]) == ([made, "r7bc3db0d581"], 2)


def test_the_list_can_be_narrowed_to_a_model(api):
    made = api.replica(model_name="phoenix-4.5")
    api.replica()
    assert [row["replica_id"] for row in api.get("/v2/replicas", model_name="phoenix-4.5").json["data"]] == [made]
    assert api.get("/v2/replicas", model_name="phoenix-3").json["total_count"] == 12


def test_an_unknown_id_is_an_invalid_replica_id(api):
    reply = api.get("/v2/replicas/r00000000000")
    assert (reply.status, reply.json) == (400, {"error": "Invalid replica_id"})


def test_an_image_with_a_voice_is_enough(api):
    body = {"train_image_url": IMAGE, "voice_name": "Anna", "auto_fix_training_image": True}
    assert api.post("/v2/replicas", body).status == 200


def test_fields_that_are_not_known_pass(api):
    assert api.post("/v2/replicas", {"train_video_url": VIDEO, "new_field": [1], "properties": {"x": 1}}).status == 200


def test_an_empty_callback_url_is_none(api):
    assert api.post("/v2/replicas", {"train_video_url": VIDEO, "callback_url": ""}).status == 200


def test_auto_fix_beside_a_video_is_ignored(api):
    assert api.post("/v2/replicas", {"train_video_url": VIDEO, "auto_fix_training_image": True}).status == 200


@pytest.mark.parametrize("address", ["[::1]:8787", "127.0.0.1:1", "bucket.s3.amazonaws.com", "user:word@host"])
def test_links_may_lead_anywhere(api, address):
    assert api.post("/v2/replicas", {"train_video_url": f"http://{address}/ä.mp4?x=[1]"}).status == 200


def test_consent_beside_an_image_is_ignored(api):
    body = {"train_image_url": IMAGE, "voice_name": "anna", "consent_video_url": VIDEO}
    assert api.post("/v2/replicas", body).status == 200


def test_an_image_may_name_an_own_voice_or_a_stock_voice_by_id(api):
    own = api.post("/v2/voices", {"voice_name": "Ana"}).json["voice_id"]
    for voice_id in (own, "v5a0d0a000001"):
        made = api.post("/v2/replicas", {"train_image_url": IMAGE, "default_voice_id": voice_id}).json["replica_id"]
        shown = api.get(f"/v2/replicas/{made}").json
        assert (shown["default_voice_id"], shown["original_voice_id"]) == (voice_id, voice_id)


def test_the_name_of_a_stock_voice_becomes_its_id(api):
    made = api.replica(voice_name="BENJAMIN")
    assert api.get(f"/v2/replicas/{made}").json["default_voice_id"] == "v5a0d0a000002"


def test_a_name_in_any_script_comes_back_as_it_was(api):
    name = 'Ωμέγα 🎬 "\\\x00\ud800'
    assert api.get(f"/v2/replicas/{api.replica(replica_name=name)}").json["replica_name"] == name


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "Either train_video_url or train_image_url must be provided."),
        (
            {"train_video_url": VIDEO, "train_image_url": IMAGE, "voice_name": "anna"},
            "Only one of train_video_url and train_image_url may be provided.",
        ),
        ({"train_image_url": IMAGE}, "voice_name or default_voice_id is required with train_image_url"),
        (
            {"train_image_url": IMAGE, "voice_name": "anna", "default_voice_id": "v5a0d0a000001"},
            "Only one of voice_name and default_voice_id may be provided.",
        ),
        ({"train_image_url": IMAGE, "default_voice_id": "v000000000000"}, "Invalid default_voice_id"),
        ({"train_image_url": IMAGE, "default_voice_id": ""}, "Invalid default_voice_id"),
        ({"train_image_url": IMAGE, "default_voice_id": "anna"}, "Invalid default_voice_id"),
        ({"train_image_url": IMAGE, "default_voice_id": 7}, "default_voice_id must be a string"),
        ({"train_image_url": IMAGE, "voice_name": "nobody"}, "Invalid voice_name"),
        ({"train_video_url": VIDEO, "voice_name": "nobody"}, "Invalid voice_name"),
        (
            {"train_image_url": IMAGE, "voice_name": "anna", "model_name": "phoenix-3"},
            "phoenix-3 cannot be trained from an image",
        ),
        ({"train_video_url": "bucket.example.com/a.mp4"}, "Invalid train_video_url"),
        ({"train_video_url": "ftp://example.com/a.mp4"}, "Invalid train_video_url"),
        ({"train_video_url": "https://example.com/a b.mp4"}, "Invalid train_video_url"),
        ({"train_video_url": "https:///a.mp4"}, "Invalid train_video_url"),
        ({"train_video_url": "https://[a/b.mp4"}, "Invalid train_video_url"),
        ({"train_video_url": "https://\u2100.example.com/a.mp4"}, "Invalid train_video_url"),
        ({"train_video_url": ""}, "Invalid train_video_url"),
        ({"train_image_url": "face.png", "voice_name": "anna"}, "Invalid train_image_url"),
        ({"train_video_url": VIDEO, "consent_video_url": "no"}, "Invalid consent_video_url"),
        ({"train_video_url": VIDEO, "callback_url": "no"}, "Invalid callback_url"),
        ({"train_video_url": 7}, "train_video_url must be a string"),
        ({"train_video_url": None}, "train_video_url must be a string"),
        ({"train_video_url": VIDEO, "replica_name": 7}, "replica_name must be a string"),
        ({"train_video_url": VIDEO, "model_name": []}, "model_name must be a string"),
        ({"train_video_url": VIDEO, "voice_name": {}}, "voice_name must be a string"),
        (
            {"train_video_url": VIDEO, "auto_fix_training_image": "true"},
            "auto_fix_training_image must be true or false",
        ),
        ({"train_video_url": VIDEO, "auto_fix_training_image": 1}, "auto_fix_training_image must be true or false"),
        ({"train_video_url": VIDEO, "properties": []}, "properties must be an object"),
        (
            {"train_video_url": VIDEO, "properties": {"background_green_screen": 1}},
            "properties.background_green_screen must be true or false",
        ),
    ],
)
def test_what_the_contract_forbids_is_refused_and_makes_nothing(api, body, error):
    reply = api.post("/v2/replicas", body)
    assert (reply.status, reply.json) == (400, {"error": error})
    assert api.get("/v2/replicas", replica_type="user").json["total_count"] == 0


def test_renaming_answers_with_an_empty_body(api, clock):
    made = api.replica(replica_name="Old")
    clock.turn(5)
    reply = api.patch(f"/v2/replicas/{made}/name", {"replica_name": "New"})
    assert (reply.status, reply.body) == (200, b"")
    renamed = api.get(f"/v2/replicas/{made}").json
    assert (renamed["replica_name"], renamed["updated_at"]) == ("New", "2026-09-21T14:13:25.250Z")


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "replica_name is required"),
        ({"replica_name": 1}, "replica_name must be a string"),
        ({"replica_name": "  "}, "replica_name must not be blank"),
    ],
)
def test_a_rename_needs_a_name(api, body, error):
    reply = api.patch(f"/v2/replicas/{api.replica()}/name", body)
    assert (reply.status, reply.json) == (400, {"error": error})


@pytest.mark.parametrize("params", [{}, {"hard": "false"}, {"hard": "true"}])
def test_a_deleted_replica_is_gone(api, params):
    made = api.replica()
    reply = api.delete(f"/v2/replicas/{made}", **params)
    assert (reply.status, reply.body) == (200, b"")
    assert api.get("/v2/replicas", replica_type="user").json == {"data": [], "total_count": 0}
    assert api.get(f"/v2/replicas/{made}").json == {"error": "Invalid replica_id"}
    assert api.delete(f"/v2/replicas/{made}").json == {"error": "Invalid replica_id"}
    assert api.patch(f"/v2/replicas/{made}/name", {"replica_name": "x"}).json == {"error": "Invalid replica_id"}
    assert api.post("/v2/videos", {"replica_id": made, "script": "Hi"}).json == {"error": "Invalid replica_id"}


def test_stock_replicas_can_be_neither_renamed_nor_deleted(api):
    assert api.delete("/v2/replicas/r7bc3db0d581").json == {"error": "Invalid replica_id"}
    reply = api.patch("/v2/replicas/r7bc3db0d581/name", {"replica_name": "Mine"})
    assert (reply.status, reply.json) == (400, {"error": "Invalid replica_id"})


def test_hard_is_true_or_false(api):
    reply = api.delete(f"/v2/replicas/{api.replica()}", hard="please")
    assert (reply.status, reply.json) == (400, {"error": "hard must be true or false"})
