import pytest


@pytest.fixture
def ready(api, clock):
    """The path of a ready video's file."""
    made = api.video()
    clock.turn(100)
    return f"/media/{made}.mp4"


def test_the_clip_is_an_mp4_with_h264_in_it(api, ready):
    reply = api.get(ready)
    assert (reply.status, reply.headers["Content-Type"], reply.body[4:12]) == (200, "video/mp4", b"ftypisom")
    boxes, at = [], 0
    while at < len(reply.body):
        boxes.append(reply.body[at + 4 : at + 8])
        at += int.from_bytes(reply.body[at : at + 4])
    assert (boxes, at) == ([b"ftyp", b"moov", b"free", b"mdat", b"free"], len(reply.body))
    assert b"avc1" in reply.body


def test_no_key_is_needed(api, ready):
    assert api.send("GET", ready, x_api_key=None).status == 200


def test_two_videos_are_not_the_same_bytes(api, clock):
    paths = [f"/media/{api.video()}.mp4" for _ in range(2)]
    clock.turn(100)
    first, second = (api.get(path) for path in paths)
    assert first.body != second.body
    assert first.headers["ETag"] != second.headers["ETag"]


def test_the_same_video_is_always_the_same_bytes(api, ready):
    assert api.get(ready).body == api.get(ready).body


@pytest.mark.parametrize(
    ("asked", "part", "shown"),
    [
        ("bytes=0-9", slice(0, 10), "bytes 0-9/{}"),
        ("bytes=100-", slice(100, None), "bytes 100-{last}/{}"),
        ("bytes=-5", slice(-5, None), "bytes {from5}-{last}/{}"),
        ("bytes=5-999999", slice(5, None), "bytes 5-{last}/{}"),
        ("bytes=-999999", slice(0, None), "bytes 0-{last}/{}"),
    ],
)
def test_a_part_can_be_asked_for(api, ready, asked, part, shown):
    whole = api.get(ready).body
    total = len(whole)
    reply = api.send("GET", ready, range=asked)
    assert (reply.status, reply.body) == (206, whole[part])
    assert reply.headers["Content-Range"] == shown.format(total, last=total - 1, from5=total - 5)


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "bytes=-", "lines=0-1", "bytes=a-b", ""])
def test_what_is_not_one_range_gets_the_whole(api, ready, asked):
    assert api.send("GET", ready, range=asked).status == 200


@pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=9-3", "bytes=-0"])
def test_a_part_that_is_not_there_cannot_be_satisfied(api, ready, asked):
    total = len(api.get(ready).body)
    reply = api.send("GET", ready, range=asked)
    assert (reply.status, reply.headers["Content-Range"]) == (416, f"bytes */{total}")


def test_a_part_of_the_same_file_is_sent_and_of_another_the_whole(api, ready):
    tag = api.get(ready).headers["ETag"]
    assert api.send("GET", ready, range="bytes=1-2", if_range=tag).status == 206
    assert api.send("GET", ready, range="bytes=1-2", if_range='"other"').status == 200


def test_head_tells_the_length_and_that_parts_can_be_had(api, ready):
    reply = api.send("HEAD", ready)
    assert (reply.status, reply.body, reply.headers["Accept-Ranges"]) == (200, b"", "bytes")
    assert int(reply.headers["Content-Length"]) == len(api.get(ready).body)


@pytest.mark.parametrize(
    ("suffix", "content_type", "opening"),
    [
        ("png", "image/png", b"\x89PNG"),
        ("gif", "image/gif", b"GIF89a"),
        ("m3u8", "application/vnd.apple.mpegurl", b"#EXTM3U\n"),
    ],
)
def test_the_other_links_lead_somewhere_too(api, ready, suffix, content_type, opening):
    reply = api.get(ready.replace("mp4", suffix))
    assert (reply.status, reply.headers["Content-Type"]) == (200, content_type)
    assert reply.body.startswith(opening)


def test_the_playlist_names_the_clip(api, ready):
    assert ready.removeprefix("/media/") in api.get(ready.replace("mp4", "m3u8")).body.decode().splitlines()


def test_a_fast_video_has_the_clip_alone(api, clock):
    made = api.video(fast=True)
    clock.turn(100)
    found = [api.get(f"/media/{made}.{suffix}").status for suffix in ("mp4", "m3u8", "png", "gif")]
    assert found == [200, 404, 404, 404]


def test_thumbnails_of_replicas_are_clips(api, clock):
    made = api.replica()
    clock.turn(100)
    assert {api.get(f"/media/{each}.mp4").status for each in (made, "r7bc3db0d581")} == {200}


def test_files_that_are_not_ready_are_not_found(api):
    paths = [f"/media/{api.video()}.mp4", f"/media/{api.replica()}.mp4", "/media/x.mp4", "/media/x", "/media/..mp4"]
    assert {(api.get(path).status, api.get(path).body) for path in paths} == {(404, b'{"message":"Not found"}')}


def test_a_deleted_video_has_neither_file_nor_page(api, ready):
    api.delete(ready.replace("/media/", "/v2/videos/").removesuffix(".mp4"))
    page = ready.replace("media", "watch").removesuffix(".mp4")
    assert (api.get(ready).status, api.get(page).status) == (404, 404)


def test_a_deleted_replica_has_no_clip(api, clock):
    made = api.replica()
    clock.turn(100)
    api.delete(f"/v2/replicas/{made}")
    assert api.get(f"/media/{made}.mp4").status == 404


def test_the_page_plays_the_video_when_it_is_ready(api, clock):
    made = api.video()
    before = api.get(f"/watch/{made}")
    clock.turn(100)
    after = api.get(f"/watch/{made}")
    assert (before.status, "<video" in before.body.decode()) == (200, False)
    assert (after.headers["Content-Type"], f'src="/media/{made}.mp4"' in after.body.decode()) == (
        "text/html; charset=utf-8",
        True,
    )
