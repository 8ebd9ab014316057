"""Files put into the sandbox, and read back in parts."""

import os
import select
import socket
import time
import tracemalloc

import pytest
from sandbox.api import Api

from tavus_cli.sandbox import connection, storage
from tavus_cli.sandbox.server import SandboxServer
from tavus_cli.sandbox.store import Store, reset

CLIP = bytes(range(256)) * 1000


def put(api, name="train.mp4", content=CLIP, kind="video/mp4", **headers):
    return api.send("PUT", f"/storage/{name}", content, content_type=kind, **headers)


@pytest.fixture
def folder(state):
    return state.with_name("sandbox.files")


def test_a_file_gets_a_link_that_brings_it_back(api):
    made = put(api, x_api_key=None)
    link = f"http://127.0.0.1:{api.port}/storage/train.mp4"
    assert (made.status, made.json, made.headers["Location"]) == (201, {"url": link, "size": len(CLIP)}, link)
    back = api.send("GET", "/storage/train.mp4", x_api_key=None)
    assert (back.status, back.headers["Content-Type"], back.body == CLIP) == (200, "video/mp4", True)
    assert back.headers["ETag"] == made.headers["ETag"]


@pytest.mark.parametrize(
    ("asked", "part", "shown"),
    [
        ("bytes=0-9", slice(0, 10), "bytes 0-9/256000"),
        ("bytes=255990-", slice(255990, None), "bytes 255990-255999/256000"),
        ("bytes=-5", slice(-5, None), "bytes 255995-255999/256000"),
        ("bytes=100000-199999", slice(100000, 200000), "bytes 100000-199999/256000"),
        ("bytes=5-999999", slice(5, None), "bytes 5-255999/256000"),
    ],
)
def test_a_part_can_be_asked_for(api, asked, part, shown):
    tag = put(api).headers["ETag"]
    reply = api.send("GET", "/storage/train.mp4", range=asked, if_range=tag)
    assert (reply.status, reply.headers["Content-Range"], reply.body == CLIP[part]) == (206, shown, True)


def test_a_part_beyond_the_end_cannot_be_satisfied(api):
    put(api)
    reply = api.send("GET", "/storage/train.mp4", range="bytes=256000-")
    assert (reply.status, reply.headers["Content-Range"]) == (416, "bytes */256000")


def test_head_tells_the_size_and_sends_nothing(api):
    put(api)
    reply = api.send("HEAD", "/storage/train.mp4")
    assert (reply.status, reply.headers["Content-Length"], reply.headers["Accept-Ranges"]) == (200, "256000", "bytes")


def test_a_newer_file_takes_the_place_of_an_older_one(api, folder):
    older = put(api)
    newer = put(api, content=b"other", kind="audio/wav")
    assert (newer.status, newer.headers["ETag"] != older.headers["ETag"]) == (200, True)
    back = api.send("GET", "/storage/train.mp4", range="bytes=0-1", if_range=older.headers["ETag"])
    assert (back.status, back.body, back.headers["Content-Type"]) == (200, b"other", "audio/wav")
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(("method", "status", "left"), [("PUT", 200, 1), ("DELETE", 404, 0)])
def test_of_files_that_were_put_at_once_none_stays_behind(api, state, folder, method, status, left):
    put(api)
    # Two uploads that end at the same moment each see no older file.
    store = Store(state)
    (row,) = store.page(storage.KIND)[0]
    (folder / "twin").write_bytes(b"twin")
    store.add(row, lambda: "twin")
    store.close()
    api.send(method, "/storage/train.mp4", b"new", content_type="video/mp4")
    assert api.get("/storage/train.mp4").status == status
    assert len(list(folder.iterdir())) == left


def test_an_empty_file_is_one_too(api):
    put(api, content=b"")
    assert (api.get("/storage/train.mp4").status, api.get("/storage/train.mp4").body) == (200, b"")
    assert api.send("GET", "/storage/train.mp4", range="bytes=0-0").status == 416


@pytest.mark.parametrize("name", ["a/b/c.mp4", "%C3%A4%20b.mp4", "%2Fetc%2Fpasswd", "C:%5Cx", "a//b", "x" * 1000])
def test_a_name_may_be_anything_and_never_leads_out_of_the_folder(api, folder, name):
    made = put(api, name=name)
    assert made.status == 201
    assert api.get(made.json["url"].removeprefix(f"http://127.0.0.1:{api.port}")).body == CLIP
    assert [path.parent for path in folder.rglob("*")] == [folder]
    assert not any(part in path.name for path in folder.iterdir() for part in ("etc", "mp4"))


@pytest.mark.parametrize(
    ("name", "status"), [("", 404), ("x" * 1001, 400), ("..%2F..%2Fetc%2Fpasswd", 400), ("a/./b", 400)]
)
def test_a_name_that_is_none_is_refused(api, folder, name, status):
    assert put(api, name=name).status == status
    assert not folder.exists()


@pytest.mark.parametrize("kind", ["video/mp4", "image/png", "audio/x-wav", "application/octet-stream", "Video/WebM"])
def test_media_are_taken(api, kind):
    assert put(api, kind=kind).status == 201


@pytest.mark.parametrize("kind", [None, "", "text/html", "application/json", "multipart/form-data", "videos/mp4"])
def test_nothing_else_is_taken(api, folder, kind):
    reply = put(api, kind=kind)
    assert (reply.status, reply.json) == (
        415,
        {"error": "the body must be application/octet-stream or video/* or image/* or audio/*"},
    )
    assert not folder.exists()


def test_only_this_machine_may_put_and_get(api, folder):
    for headers in ({"host": "evil.example"}, {"origin": "https://evil.example"}):
        assert put(api, **headers).status == 403
        assert api.send("GET", "/storage/train.mp4", **headers).status == 403
    assert not folder.exists()


def test_a_picture_with_a_program_in_it_is_no_page_of_the_sandbox(api):
    put(api, name="x.svg", kind="image/svg+xml")
    headers = api.get("/storage/x.svg").headers
    assert (headers["Content-Security-Policy"], headers["X-Content-Type-Options"]) == ("sandbox", "nosniff")


def test_another_method_is_not_allowed(api):
    reply = api.send("POST", "/storage/train.mp4", b"x", content_type="video/mp4")
    assert (reply.status, reply.headers["Allow"]) == (405, "GET, DELETE, PUT, HEAD")


def test_what_is_deleted_is_gone_with_its_bytes(api, folder):
    put(api)
    assert (api.delete("/storage/train.mp4").status, api.get("/storage/train.mp4").status) == (204, 404)
    assert api.delete("/storage/train.mp4").json == {"message": "Not found"}
    assert not list(folder.iterdir())


def test_what_was_never_put_is_not_found(api):
    assert api.get("/storage/train.mp4").json == {"message": "Not found"}


def test_a_replica_is_trained_from_the_link(api, clock):
    link = put(api).json["url"]
    failing = put(api, name="fail-video_fps.mp4").json["url"]
    good, bad = (api.post("/v2/replicas", {"train_video_url": url}).json["replica_id"] for url in (link, failing))
    clock.turn(100)
    assert [api.get(f"/v2/replicas/{each}").json["status"] for each in (good, bad)] == ["completed", "error"]


def test_every_server_on_the_same_state_has_the_file(start, api):
    put(api)
    assert start().get("/storage/train.mp4").body == CLIP


def test_a_reset_takes_the_files_away(api, state, folder):
    put(api)
    reset(state)
    assert (folder.exists(), api.get("/storage/train.mp4").status) == (False, 404)
    assert put(api).status == 201


def test_all_files_together_have_an_end(api, folder, monkeypatch):
    monkeypatch.setattr(storage, "MOST", 300_000)
    assert put(api).status == 201
    refused = put(api, name="second.mp4")
    assert (refused.status, refused.json) == (
        413,
        {"error": "the sandbox keeps 1 GiB of files and no more; a reset makes room"},
    )
    assert len(list(folder.iterdir())) == 1


def test_a_file_of_unknown_length_has_the_same_end(api, folder, monkeypatch):
    monkeypatch.setattr(storage, "MOST", 300_000)
    head = f"PUT /storage/a.mp4 HTTP/1.1\r\nHost: 127.0.0.1:{api.port}\r\nContent-Type: video/mp4\r\n"
    with socket.create_connection(("127.0.0.1", api.port), timeout=5) as caller:
        caller.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
        for _ in range(4):
            caller.sendall(b"186A0\r\n" + bytes(100_000) + b"\r\n")
        assert caller.recv(12) == b"HTTP/1.1 413"
    assert list(folder.iterdir()) == []


def test_one_file_is_refused_by_its_length_alone(api, folder):
    head = f"PUT /storage/a.mp4 HTTP/1.1\r\nHost: 127.0.0.1:{api.port}\r\nContent-Type: video/mp4\r\n"
    with socket.create_connection(("127.0.0.1", api.port), timeout=5) as caller:
        caller.sendall(f"{head}Content-Length: {1024**3 + 1}\r\nExpect: 100-continue\r\n\r\n".encode())
        assert caller.recv(12) == b"HTTP/1.1 413"
    assert list(folder.iterdir()) == []


def test_a_caller_that_leaves_in_the_middle_leaves_nothing(start, folder):
    lines = []
    api = start(log=lines.append)
    head = f"PUT /storage/a.mp4 HTTP/1.1\r\nHost: 127.0.0.1:{api.port}\r\nContent-Type: video/mp4\r\n"
    with socket.create_connection(("127.0.0.1", api.port), timeout=5) as caller:
        caller.sendall(f"{head}Content-Length: 1000000\r\n\r\n".encode() + bytes(500_000))
        caller.shutdown(socket.SHUT_WR)
        assert caller.recv(100) == b""
    assert (lines, list(folder.iterdir())) == ([], [])
    assert api.get("/storage/a.mp4").status == 404


def test_a_slow_file_has_time_anew_for_each_span_and_no_longer(api, folder, monkeypatch):
    monkeypatch.setattr(connection, "TIME", 1.2)
    monkeypatch.setattr(connection, "_SPAN", 10_000)
    head = f"PUT /storage/a.mp4 HTTP/1.1\r\nHost: 127.0.0.1:{api.port}\r\nContent-Type: video/mp4\r\n"
    with socket.create_connection(("127.0.0.1", api.port), timeout=5) as caller:
        caller.sendall(f"{head}Content-Length: 100000\r\n\r\n".encode())
        for _ in range(5):
            caller.sendall(bytes(10_000))
            assert not select.select([caller], [], [], 0.3)[0]
        dripping = time.monotonic()
        while time.monotonic() < dripping + 5 and not select.select([caller], [], [], 0.05)[0]:
            caller.sendall(b"x")
        assert time.monotonic() < dripping + 4
        assert caller.recv(12) == b"HTTP/1.1 408"
    assert list(folder.iterdir()) == []


def test_what_a_killed_process_left_is_swept_away(api, folder):
    put(api)
    for name, age in (("tmpold", 700), ("tmpnew", 500)):
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (time.time() - age,) * 2)
    put(api, name="other.mp4")
    names = {path.name for path in folder.iterdir()}
    assert ("tmpold" in names, "tmpnew" in names, len(names)) == (False, True, 3)
    assert api.get("/storage/train.mp4").body == CLIP


def test_a_disk_that_is_full_is_told(api, folder, monkeypatch):
    def full(**_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage.tempfile, "mkstemp", full)
    reply = put(api)
    assert (reply.status, reply.json) == (507, {"error": "the file cannot be kept: No space left on device"})


def test_a_large_file_passes_through_without_being_held(tmp_path):
    """64 MiB in and out; what the process holds grows by far less."""
    with SandboxServer(tmp_path / "sandbox.sqlite3") as server:
        api = Api(server.base_url)
        content = bytes(1024**2) * 64
        tracemalloc.start()
        try:
            with socket.create_connection(("127.0.0.1", api.port), timeout=30) as caller:
                head = f"PUT /storage/a.mp4 HTTP/1.1\r\nHost: 127.0.0.1:{api.port}\r\nContent-Type: video/mp4\r\n"
                caller.sendall(f"{head}Content-Length: {len(content)}\r\nConnection: close\r\n\r\n".encode())
                caller.sendall(content)
                assert caller.recv(12) == b"HTTP/1.1 201"
            with socket.create_connection(("127.0.0.1", api.port), timeout=30) as caller:
                caller.sendall(f"GET /storage/a.mp4 HTTP/1.0\r\nHost: 127.0.0.1:{api.port}\r\n\r\n".encode())
                received = 0
                while piece := caller.recv(1024**2):
                    received += len(piece)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert received > len(content)
    assert peak < 8 * 1024**2
