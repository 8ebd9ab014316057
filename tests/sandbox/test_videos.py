import re

import pytest

REPLICA = "r7bc3db0d581"


def test_creating_answers_with_the_five_documented_fields(api):
    reply = api.post("/v2/videos", {"replica_id": REPLICA, "script": "Hi", "video_name": "First"})
    made = reply.json["video_id"]
    assert (reply.status, reply.json) == (
        200,
        {
            "video_id": made,
            "video_name": "First",
            "status": "queued",
            "hosted_url": f"http://127.0.0.1:{api.port}/watch/{made}",
            "created_at": "Mon, 21 Sep 2026 14:13:20 GMT",
        },
    )


def test_ids_are_ten_hexadecimal_digits(api):
    assert re.fullmatch("[0-9a-f]{10}", api.video())


def test_a_ready_video_reads_as_the_contract_says(api, clock):
    made = api.video(script="Hello.")
    clock.turn(100)
    media = f"http://127.0.0.1:{api.port}/media/{made}"
    assert api.get(f"/v2/videos/{made}").json == {
        "video_id": made,
        "video_name": f"replica_id: {REPLICA} - September 21, 2026 - video: {made}",
        "replica_id": REPLICA,
        "status": "ready",
        "data": {"script": "Hello."},
        "download_url": f"{media}.mp4",
        "stream_url": f"{media}.m3u8",
        "hosted_url": f"http://127.0.0.1:{api.port}/watch/{made}",
        "status_details": "Your request has processed successfully!",
        "error_details": "",
        "generation_progress": "100/100",
        "created_at": "Mon, 21 Sep 2026 14:13:20 GMT",
        "updated_at": "Mon, 21 Sep 2026 14:15:00 GMT",
    }


def test_thumbnails_are_shown_on_a_single_video_only_with_verbose(api, clock):
    made = api.video()
    clock.turn(100)
    plain, verbose = api.get(f"/v2/videos/{made}").json, api.get(f"/v2/videos/{made}", verbose="true").json
    media = f"http://127.0.0.1:{api.port}/media/{made}"
    assert {name: verbose[name] for name in verbose.keys() - plain.keys()} == {
        "still_image_thumbnail_url": f"{media}.png",
        "gif_thumbnail_url": f"{media}.gif",
    }


def test_a_row_of_the_list_is_the_verbose_video_with_its_backgrounds(api, clock):
    made = api.video(background_url="https://example.com/", background_source_url="https://example.com/b.mp4")
    clock.turn(100)
    backgrounds = {"background_url": "https://example.com/", "background_source_url": "https://example.com/b.mp4"}
    single = api.get(f"/v2/videos/{made}", verbose="true").json
    assert api.get("/v2/videos").json == {"data": [single | backgrounds], "total_count": 1}


def test_links_are_empty_until_the_video_is_ready(api):
    row = (api.video(), api.get("/v2/videos").json["data"][0])[1]
    links = ("download_url", "stream_url", "still_image_thumbnail_url", "gif_thumbnail_url", "background_url")
    assert [row[name] for name in links] == [""] * 5


def test_a_fast_video_has_neither_stream_nor_thumbnails(api, clock):
    made = api.video(fast=True)
    clock.turn(100)
    shown = api.get(f"/v2/videos/{made}", verbose="true").json
    assert (shown["stream_url"], shown["still_image_thumbnail_url"], shown["gif_thumbnail_url"]) == ("", "", "")
    assert shown["download_url"].endswith(f"/media/{made}.mp4")


def test_a_video_from_sound_has_no_script(api):
    assert api.get(f"/v2/videos/{api.video(audio_url='https://example.com/a.wav')}").json["data"] == {"script": None}


def test_links_name_the_host_that_was_asked(api, clock):
    made = api.video()
    clock.turn(100)
    reply = api.send("GET", f"/v2/videos/{made}", host=f"LOCALHOST:{api.port}")
    assert reply.json["download_url"] == f"http://localhost:{api.port}/media/{made}.mp4"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"script": "Hi"}, "replica_id is required"),
        ({"replica_id": 7, "script": "Hi"}, "replica_id must be a string"),
        ({"replica_id": "r00000000000", "script": "Hi"}, "Invalid replica_id"),
        ({"replica_id": "\ud800", "script": "Hi"}, "Invalid replica_id"),
        ({"replica_id": REPLICA}, "Either script or audio_url must be provided."),
        (
            {"replica_id": REPLICA, "script": "Hi", "audio_url": "https://example.com/a.wav"},
            "Only one of script and audio_url may be provided.",
        ),
        ({"replica_id": REPLICA, "script": ""}, "script must not be blank"),
        ({"replica_id": REPLICA, "script": ["Hi"]}, "script must be a string"),
        ({"replica_id": REPLICA, "audio_url": "a.wav"}, "Invalid audio_url"),
        ({"replica_id": REPLICA, "script": "Hi", "background_url": "x"}, "Invalid background_url"),
        ({"replica_id": REPLICA, "script": "Hi", "background_source_url": "x"}, "Invalid background_source_url"),
        ({"replica_id": REPLICA, "script": "Hi", "watermark_image_url": "x"}, "Invalid watermark_image_url"),
        ({"replica_id": REPLICA, "script": "Hi", "fast": "yes"}, "fast must be true or false"),
        ({"replica_id": REPLICA, "script": "Hi", "properties": 1}, "properties must be an object"),
        (
            {"replica_id": REPLICA, "script": "Hi", "properties": {"background_scroll_type": "wild"}},
            "properties.background_scroll_type must be one of human, smooth",
        ),
    ],
)
def test_what_the_contract_forbids_is_refused_and_makes_nothing(api, body, error):
    reply = api.post("/v2/videos", body)
    assert (reply.status, reply.json) == (400, {"error": error})
    assert api.get("/v2/videos").json["total_count"] == 0


def test_an_unknown_id_is_an_invalid_video_id(api):
    reply = api.get("/v2/videos/0000000000")
    assert (reply.status, reply.json) == (400, {"error": "Invalid video_id"})


def test_the_id_of_a_replica_is_not_that_of_a_video(api):
    assert api.get(f"/v2/videos/{api.replica()}").json == {"error": "Invalid video_id"}


def test_renaming_answers_with_an_empty_body(api):
    made = api.video()
    reply = api.patch(f"/v2/videos/{made}/name", {"video_name": "Sales"})
    assert (reply.status, reply.body, api.get(f"/v2/videos/{made}").json["video_name"]) == (200, b"", "Sales")


def test_a_softly_deleted_video_stays_with_the_status_deleted(api, clock):
    made = api.video()
    clock.turn(100)
    assert (api.delete(f"/v2/videos/{made}").status, api.delete(f"/v2/videos/{made}").status) == (200, 200)
    shown = api.get(f"/v2/videos/{made}").json
    assert (shown["status"], shown["download_url"]) == ("deleted", "")
    assert [row["status"] for row in api.get("/v2/videos").json["data"]] == ["deleted"]


def test_a_deleted_video_cannot_be_renamed(api):
    made = api.video()
    api.delete(f"/v2/videos/{made}")
    assert api.patch(f"/v2/videos/{made}/name", {"video_name": "x"}).json == {"error": "Invalid video_id"}


@pytest.mark.parametrize("before", [[], [{}]])
def test_a_hard_delete_leaves_nothing(api, before):
    made = api.video()
    for params in (*before, {"hard": "true"}):
        assert api.delete(f"/v2/videos/{made}", **params).status == 200
    assert api.get(f"/v2/videos/{made}").status == 400
    assert api.get("/v2/videos").json == {"data": [], "total_count": 0}
