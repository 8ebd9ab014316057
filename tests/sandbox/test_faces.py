"""The same objects at /v2/replicas and /v2/faces, and the words in which each answer comes."""

import pytest

from tavus_cli.sandbox.server import Behaviour, SandboxError, SandboxServer

VIDEO = "https://bucket.example.com/train.mp4"
NEWER = {"replica_id": "face_id", "replica_name": "face_name", "replica_type": "face_type"}
UNSET = {"default_voice_id": None, "original_voice_id": None, "finetune_status": None}


def newer(record):
    return {NEWER.get(name, name): value for name, value in record.items()}


def test_what_is_made_at_one_address_is_at_the_other(api):
    made = api.post("/v2/faces", {"train_video_url": VIDEO, "face_name": "Rio"})
    assert (made.status, made.json.keys(), made.json["status"]) == (200, {"face_id", "status"}, "started")
    old = api.get(f"/v2/replicas/{made.json['face_id']}").json
    new = api.get(f"/v2/faces/{made.json['face_id']}").json
    assert old["replica_name"] == "Rio"
    assert new == newer(old) | UNSET


def test_rows_are_spelled_as_the_address_is(api):
    api.replica()
    old = api.get("/v2/replicas", limit=100, verbose="true").json
    new = api.get("/v2/faces", limit=100, verbose="true").json
    assert new == {"data": [newer(row) | UNSET for row in old["data"]], "total_count": 14}


@pytest.mark.parametrize("path", ["/v2/faces", "/v2/replicas"])
@pytest.mark.parametrize("names", [("face_type", "face_ids"), ("replica_type", "replica_ids")])
def test_filters_are_known_by_both_names(api, path, names):
    own = api.replica()
    assert api.get(path, **{names[0]: "user"}).json["total_count"] == 1
    assert api.get(path, **{names[1]: f"{own},r7bc3db0d581"}).json["total_count"] == 2


def test_two_names_for_one_field_must_say_the_same(api):
    body = {"train_video_url": VIDEO, "face_name": "Rio", "replica_name": "Rio"}
    made = api.post("/v2/faces", body).json["face_id"]
    assert api.get(f"/v2/faces/{made}").json["face_name"] == "Rio"
    for path in ("/v2/faces", "/v2/replicas"):
        refused = api.post(path, body | {"face_name": 7})
        assert (refused.status, "differ" in refused.json["error"]) == (400, True)
    assert api.get("/v2/faces", face_type="user", replica_type="system").status == 400


def test_a_face_is_renamed_and_deleted_like_a_replica(api):
    made = api.replica()
    assert api.patch(f"/v2/faces/{made}/name", {"face_name": "Rio"}).body == b""
    assert api.get(f"/v2/replicas/{made}").json["replica_name"] == "Rio"
    assert api.delete(f"/v2/faces/{made}").status == 200
    assert api.get(f"/v2/replicas/{made}").status == 400


def test_a_merge_patch_changes_name_and_voice_and_answers_with_the_face(api):
    made = api.replica(voice_name="anna")
    reply = api.patch(f"/v2/faces/{made}", {"face_name": "Rio", "default_voice_id": "v5a0d0a000002"})
    assert (reply.status, reply.json["face_name"]) == (200, "Rio")
    assert (reply.json["default_voice_id"], reply.json["original_voice_id"]) == ("v5a0d0a000002", "v5a0d0a000001")
    assert api.get(f"/v2/faces/{made}").json == reply.json


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "one or both of face_name and default_voice_id can be changed, and nothing else"),
        ({"model_name": "x"}, "one or both of face_name and default_voice_id can be changed, and nothing else"),
        ({"face_name": None}, "face_name must be a string"),
        ({"face_name": " "}, "face_name must not be blank"),
        ({"default_voice_id": "v000000000000"}, "Invalid default_voice_id"),
    ],
)
def test_a_bad_merge_patch_is_refused_and_changes_nothing(api, body, error):
    made = api.replica()
    before = api.get(f"/v2/faces/{made}").json
    reply = api.patch(f"/v2/faces/{made}", body)
    assert (reply.status, reply.json) == (400, {"error": error})
    assert api.get(f"/v2/faces/{made}").json == before


def test_stock_faces_cannot_be_changed(api):
    for reply in (api.patch("/v2/faces/r7bc3db0d581", {"face_name": "x"}), api.delete("/v2/faces/r7bc3db0d581")):
        assert (reply.status, reply.json) == (400, {"error": "Invalid face_id"})


def test_a_refusal_names_fields_as_the_address_does(api):
    assert api.get("/v2/faces/r0").json == {"error": "Invalid face_id"}
    assert api.get("/v2/replicas/r0").json == {"error": "Invalid replica_id"}
    assert api.get("/v2/faces", face_type="mine").json == {"error": "face_type must be one of user, system"}
    assert api.post("/v2/faces", {"train_video_url": VIDEO, "face_name": 1}).json == {
        "error": "face_name must be a string"
    }


def test_a_failed_face_has_the_sentence_of_a_failed_replica(api, clock):
    made = api.replica("fail-poor_lighting.mp4")
    clock.turn(100)
    text = "There was a quality issue with your replica. The light is too weak or uneven."
    assert api.get(f"/v2/faces/{made}").json["error_message"] == text


def test_a_video_may_name_a_face(api):
    made = api.post("/v2/videos", {"face_id": "r7bc3db0d581", "script": "Hi"}).json["video_id"]
    assert api.get(f"/v2/videos/{made}").json["replica_id"] == "r7bc3db0d581"


@pytest.mark.parametrize(
    ("words", "shown"), [("replica", ["replica_id"]), ("face", ["face_id"]), ("both", ["replica_id", "face_id"])]
)
@pytest.mark.parametrize("path", ["/v2/replicas", "/v2/faces"])
def test_a_sandbox_can_be_told_its_words(start, path, words, shown):
    api = start(words=words)
    made = api.post(path, {"train_video_url": VIDEO}).json
    assert [name for name in made if name.endswith("_id")] == shown
    face = made[shown[0]]
    video = api.post("/v2/videos", {"replica_id": face, "script": "Hi"}).json["video_id"]
    records = [api.get(f"{path}/{face}").json, *api.get(path).json["data"], api.get(f"/v2/videos/{video}").json]
    for record in records:
        assert [name for name in record if name in {"replica_id", "face_id"}] == shown
        assert {record[name] for name in shown} <= {face, record[shown[0]]}


def test_a_server_that_is_told_other_words_does_not_start(state):
    with pytest.raises(SandboxError, match=r"^the words of answers are one of replica, face, both\.$"):
        SandboxServer(state, behaviour=Behaviour(words="avatar"))


def test_an_image_is_validated_at_both_addresses(api):
    body = {"imageBase64": "iVBORw0KGgo=", "mimeType": "image/png"}
    assert [api.post(f"/v2/{noun}/image-validation", body).json["details"] for noun in ("replicas", "faces")] == [
        {"pose_suitable_for_replica": False},
        {"pose_suitable_for_face": False},
    ]
