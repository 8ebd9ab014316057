"""tavus videos list, get, wait, download, rename and delete, through the door, against the sandbox."""

import pytest
from faults.answers import document

REPLICA = ("--replica-id", "r7bc3db0d581")
SCRIPT = (*REPLICA, "--script", "Hello")


def make(run):
    return run("videos", "create", *SCRIPT, "--format", "ids").out.strip()


def test_list_asks_for_nothing_that_was_not_given(serve, run):
    server = serve(document({"data": []}))
    run("videos", "list")
    run("videos", "list", "--limit", "5", "--page", "0")
    assert [request.target for request in server.requests] == ["/v2/videos", "/v2/videos?limit=5&page=0"]


def test_list_shows_what_was_made(run, sandbox):
    video_id = make(run)
    (row,) = run("videos", "list", "--columns", "video_id,status,data.script").rows()
    assert row == [video_id, "queued", "Hello"]


def test_get_shows_one_and_verbose_its_thumbnails(run, sandbox):
    video_id = make(run)
    assert run("videos", "get", video_id, "--json").json()["video_id"] == video_id
    assert "gif_thumbnail_url" not in run("videos", "get", video_id, "--json").json()
    assert "gif_thumbnail_url" in run("videos", "get", video_id, "--verbose", "--json").json()


@pytest.mark.parametrize(
    ("video_id", "hint"),
    [
        ("783537ef5", ""),
        ("r7bc3db0d581", "hint: it looks like a replica's id; a video's has 9 or 10 digits and letters up to f\n"),
        ("p1af207b8189", "hint: it looks like a pal's id; a video's has 9 or 10 digits and letters up to f\n"),
    ],
)
@pytest.mark.parametrize("verb", [("get",), ("rename", "Rio"), ("delete", "--yes"), ("download",), ("wait",)])
def test_an_unknown_id_ends_with_3_and_what_it_looks_like(run, sandbox, video_id, hint, verb):
    result = run("videos", verb[0], video_id, *verb[1:])
    assert (result.code, result.out) == (3, "")
    assert result.err.endswith(f"error: no video {video_id}: the API refused the request"
                               f" (400 Bad Request: Invalid video_id).\n{hint}")  # fmt: skip


def test_only_ready_is_done(serve, run):
    states = [{"video_id": "1", "status": status} for status in ["queued", "generating", "completed", "ready"]]
    server = serve(*map(document, states))
    result = run("videos", "wait", "1", "--interval", "0.02", "--json")
    assert (result.code, result.json()["status"], len(server.requests)) == (0, "ready", 4)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"status": "error", "status_details": "The audio is too long."}, "failed: The audio is too long."),
        ({"status": "error", "error_details": "Exact.", "status_details": "Vague."}, "failed: Exact."),
        ({"status": "deleted"}, "failed: its status is deleted."),
    ],
)
def test_a_video_that_failed_ends_with_11_and_why(serve, run, fields, said):
    serve(document({"video_id": "1", **fields}))
    result = run("videos", "wait", "1", "--json")
    assert (result.code, result.json()["status"]) == (11, fields["status"])
    assert f"the generation of 1 {said}" in result.err


def test_download_before_the_end_says_to_wait(run, sandbox, home, monkeypatch):
    monkeypatch.chdir(home)
    video_id = make(run)
    result = run("videos", "download", video_id)
    assert (result.code, result.out) == (5, "")
    assert result.err.splitlines() == [
        f"error: video {video_id} is not ready yet (queued 0/100).",
        f"hint: wait for it: tavus videos wait {video_id}",
    ]


def test_a_renamed_video_has_the_new_name(run, sandbox):
    video_id = make(run)
    assert run("videos", "rename", video_id, "New", "--json").json() == {"video_id": video_id, "video_name": "New"}
    assert run("videos", "get", video_id, "--columns", "video_name").out == "New\n"


def test_deleted_videos_are_marked_or_gone(run, sandbox):
    soft, hard = make(run), make(run)
    assert run("videos", "delete", soft, "--yes", "--format", "ids").out == f"{soft}\n"
    assert run("videos", "delete", hard, "--yes", "--hard", "--format", "ids").out == f"{hard}\n"
    assert run("videos", "get", soft, "--columns", "status").out == "deleted\n"
    assert run("videos", "get", hard).code == 3
    assert run("videos", "delete", soft).code == 2
