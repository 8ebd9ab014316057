"""tavus videos create, through the door: what is sent, what is not, and what becomes of it."""

import json

import pytest
from faults.answers import document, reply
from messages import messages
from samples import KEY, SANDBOXED

REPLICA = ("--replica-id", "r7bc3db0d581")
SCRIPT = (*REPLICA, "--script", "Hello")
AUDIO = (*REPLICA, "--audio-url", "https://clips.example.com/talk.mp3")
BACKGROUND = ("--background-url", "https://example.com/")
CREATED = {"video_id": "8a4f94e736", "video_name": "Rio", "status": "queued", "hosted_url": "https://t.test/8a4f94e736"}


@pytest.fixture
def recorder(serve):
    """A server that answers every create alike and keeps what was sent."""
    return serve(document(CREATED))


@pytest.fixture
def folder(home, quick, monkeypatch):
    """An empty folder to be in, and a sandbox that renders in no time."""
    folder = home / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_an_id_of_another_kind_as_the_replica_of_a_video_is_told(run, sandbox):
    result = run("videos", "create", "--replica-id", "783537ef5", "--script", "Hello")
    assert (result.code, result.out) == (5, "")
    assert result.err.splitlines() == [
        "error: the API refused the request (400 Bad Request: Invalid replica_id).",
        "hint: it looks like a video's id; a replica's starts with r",
    ]
    assert "warning: --replica-id: it looks like a pal's id" in run(
        "videos", "create", "--replica-id", "p1af207b8189", "--script", "Hello"
    ).err  # fmt: skip


@pytest.mark.parametrize(
    ("options", "body"),
    [
        (("--script", "Hello"), {"script": "Hello"}),
        (AUDIO[2:], {"audio_url": AUDIO[3]}),
        (
            ("--script", "Hello", "--video-name", "Rio", *BACKGROUND, "--callback-url", "https://example.com/hook"),
            {
                "script": "Hello",
                "video_name": "Rio",
                "background_url": BACKGROUND[1],
                "callback_url": "https://example.com/hook",
            },
        ),
        (
            (
                "--script",
                "Hello",
                "--fast",
                "--transparent-background",
                "--watermark-image-url",
                "https://a.test/a.png",
            ),
            {
                "script": "Hello",
                "fast": True,
                "transparent_background": True,
                "watermark_image_url": "https://a.test/a.png",
            },
        ),
        (
            ("--script", "Hello", "--no-fast", "--background-source-url", "https://a.test/a.mp4"),
            {"script": "Hello", "fast": False, "background_source_url": "https://a.test/a.mp4"},
        ),
        (
            ("--script", "Hello", "--properties", '{"start_with_wave": false}'),
            {"script": "Hello", "properties": {"start_with_wave": False}},
        ),
    ],
)
def test_create_sends_exactly_the_given_fields_once(run, recorder, options, body):
    result = run("videos", "create", *REPLICA, *options, "--json")
    assert (result.code, result.json()) == (0, CREATED)
    (request,) = recorder.requests
    assert (request.method, request.target) == ("POST", "/v2/videos")
    assert request.json() == {"replica_id": "r7bc3db0d581", **body}


@pytest.mark.parametrize("content", [b"Hello \xc3\xbc\nyou\r\n", b"\xef\xbb\xbfHello \xc3\xbc\nyou"])
def test_a_script_comes_from_a_file_or_from_standard_input(run, recorder, home, content):
    (home / "script.txt").write_bytes(content)
    assert run("videos", "create", *REPLICA, "--script-file", str(home / "script.txt")).code == 0
    assert run("videos", "create", *REPLICA, "--script-file", "-", stdin=content.decode()).code == 0
    assert [request.json()["script"] for request in recorder.requests] == ["Hello ü\nyou"] * 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfeH\0i\0", "is not UTF-8 text (byte 0)"),
        (b"Hi\xe4", "is not UTF-8 text (byte 2)"),
        (b"PK\0\0", "is not text"),
        (b" \n", "script.txt is empty"),
        (b"x" * 300_000, "is larger than 256 KiB"),
        (None, "No such file or directory"),
    ],
)
def test_a_file_that_is_no_script_sends_nothing(run, recorder, home, content, said):
    path = home / "script.txt"
    if content is not None:
        path.write_bytes(content)
    result = run("videos", "create", *REPLICA, "--script-file", str(path))
    assert (result.code, result.out, recorder.requests) == (2, "", [])
    assert said in result.err
    assert run("videos", "create", *REPLICA, "--script-file", str(home)).code == 2


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (REPLICA, "neither --script nor --audio-url is given"),
        ((*SCRIPT, *AUDIO[2:]), "a script and --audio-url exclude each other"),
        ((*SCRIPT, "--script-file", "x"), "--script and --script-file exclude each other"),
        (SCRIPT[2:], "--replica-id is missing"),
        (("--script", "Hi", "--replica-id", ""), "--replica-id is empty"),
        ((*REPLICA, "--script", " "), "--script is empty"),
        ((*SCRIPT, "--transparent-background"), "--transparent-background needs --fast"),
        ((*SCRIPT, "--transparent-background", "--no-fast"), "--transparent-background needs --fast"),
        ((*REPLICA, "--audio-url", "file:///a.mp3"), "--audio-url is not a usable URL"),
        ((*SCRIPT, "--background-url", "example.com"), "--background-url is not a usable URL"),
        ((*SCRIPT, "--background-source-url", "https://"), "--background-source-url is not a usable URL"),
        ((*SCRIPT, "--watermark-image-url", "x y"), "--watermark-image-url is not a usable URL"),
        ((*SCRIPT, "--callback-url", "nowhere"), "--callback-url is not a usable URL"),
        ((*SCRIPT, "--properties", "[1]"), "--properties is not a JSON object"),
        ((*SCRIPT, "--properties", '{"a": }'), "--properties is not JSON (expecting value, position 6)"),
        ((*SCRIPT, "--columns", "nonsense"), 'unknown column "nonsense"'),
        ((*SCRIPT, "--download", "missing/a.mp4"), "there is no folder missing"),
        ((*SCRIPT, "--force"), "--force needs --download"),
    ],
)
def test_create_sends_nothing_that_the_api_forbids(run, recorder, options, named):
    result = run("videos", "create", *options)
    assert (result.code, result.out, recorder.requests) == (2, "", [])
    assert result.err.startswith("error: ")
    assert named in result.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (SCRIPT, []),
        ((*REPLICA, "--audio-url", "https://a.test/talk.wav"), []),
        (
            (*REPLICA, "--audio-url", "https://a.test/talk.ogg"),
            ["--audio-url: the file's name does not end in .wav or .mp3"],
        ),
        (
            (*SCRIPT, "--background-source-url", "https://10.0.0.1/a.mp4"),
            ["--background-source-url: 10.0.0.1 is on this machine or network"],
        ),
        ((*SCRIPT, "--fast", *BACKGROUND), ["--background-url has no effect"]),
        ((*SCRIPT, "--properties", '{"background_scroll": true}'), ["--properties: scrolling needs"]),
        (
            (*SCRIPT, *BACKGROUND, "--properties", '{"background_scroll_type": "fast"}'),
            ["--properties: background_scroll_type is documented to be human or smooth"],
        ),
    ],
)
def test_what_may_fail_is_warned_about(run, recorder, options, said):
    result = run("videos", "create", *options, "--dry-run")
    warnings = [line.removeprefix("warning: ") for line in result.err.splitlines()]
    assert (result.code, len(warnings)) == (0, len(said))
    assert all(warning.startswith(start) for warning, start in zip(warnings, said, strict=True))


def test_dry_run_prints_a_command_and_sends_nothing(run, recorder):
    result = run("videos", "create", *SCRIPT, "--download", "hello.mp4", "--dry-run")
    assert (result.code, result.err, recorder.requests) == (0, "", [])
    assert result.out == (
        f"curl -fsS -X POST {recorder.url}/v2/videos \\\n"
        '  -H "x-api-key: $TAVUS_API_KEY" \\\n'
        "  -H 'Content-Type: application/json' \\\n"
        '  -d \'{"replica_id": "r7bc3db0d581", "script": "Hello"}\'\n'
    )


def test_create_tells_a_person_how_to_follow_it(run, recorder):
    result = run("videos", "create", *SCRIPT, terminal=True, env={"NO_COLOR": "1"})
    assert result.err == "note: a video takes minutes; wait for it with: tavus videos wait 8a4f94e736\n"
    assert run("videos", "create", *SCRIPT).out == "8a4f94e736\tqueued\thttps://t.test/8a4f94e736\n"


@pytest.mark.parametrize(
    "answer", [reply(500), reply(200, b"<html>", kind="text/html"), document({"status": "queued"})]
)
def test_a_create_with_no_clear_answer_is_sent_once_and_its_doubt_is_told(serve, run, answer):
    server = serve(answer, as_api=False)
    result = run(
        "videos", "create", *SCRIPT, "--video-name", "Rio", "--base-url", server.url, env={"TAVUS_API_KEY": KEY}
    )
    assert (result.code, result.out, len(server.requests)) == (10, "", 1)
    assert "A video may have been created and may be charged. It was not sent again." in result.err
    assert 'hint: look for "Rio", created at or after ' in result.err
    assert f":  tavus --base-url {server.url} videos list --search Rio --since 20" in result.err


def test_create_and_wait_prints_the_final_record(run, folder):
    result = run("videos", "create", *SCRIPT, "--wait", "--json")
    assert (result.code, result.json()["status"]) == (0, "ready")
    assert messages(result.err)[0] == ("note", f"{result.json()['video_id']} was created")


def test_create_and_download_saves_the_video_too(run, folder):
    result = run("videos", "create", *SCRIPT, "--download", "hello.mp4", "--json")
    video = result.json()
    saved = (folder / "hello.mp4").read_bytes()
    assert (result.code, video["status"], [path.name for path in folder.iterdir()]) == (0, "ready", ["hello.mp4"])
    assert saved[4:8] == b"ftyp"
    assert video["video_id"].encode() in saved
    assert ("note", f"saved to hello.mp4 ({len(saved)} bytes)") in messages(result.err)


def test_create_and_download_makes_no_video_for_a_file_that_exists(run, folder):
    (folder / "hello.mp4").write_text("precious")
    result = run("videos", "create", *SCRIPT, "--download", "hello.mp4")
    assert (result.code, (folder / "hello.mp4").read_text()) == (2, "precious")
    assert run("videos", "list", "--format", "ids").out == ""
    assert run("videos", "create", *SCRIPT, "--download", "hello.mp4", "--force").code == 0
    assert (folder / "hello.mp4").read_bytes()[4:8] == b"ftyp"


def test_a_video_that_was_made_but_not_saved_is_not_to_be_made_again(serve, run, home, monkeypatch):
    monkeypatch.chdir(home)
    ready = {**CREATED, "status": "ready"}
    storage = serve(reply(404))
    record = document({**ready, "download_url": f"{storage.url}/a.mp4"})
    server = serve(document(CREATED), record)
    result = run("videos", "create", *SCRIPT, "--download", "a b.mp4", "--json", "--quiet")
    assert (result.code, result.json()["status"]) == (8, "ready")
    error = json.loads(result.err)["error"]
    assert (error["outcome"], error["video_id"]) == ("done", "8a4f94e736")
    assert error["hint"] == "the video is kept; to get it: tavus videos download 8a4f94e736 --output 'a b.mp4'"
    assert [request.method for request in server.requests].count("POST") == 1


def test_download_prints_the_path(run, folder):
    video_id = run("videos", "create", *SCRIPT, "--wait", "--format", "ids").out.strip()
    result = run("videos", "download", video_id)
    size = (folder / f"{video_id}.mp4").stat().st_size
    assert (result.code, result.out) == (0, f"{video_id}.mp4\n")
    assert result.err == f"{video_id}.mp4: {size} bytes of {size} bytes\n" + SANDBOXED
    (folder / "folder").mkdir()
    result = run("videos", "download", video_id, "-o", "folder", "--json")
    assert result.json() == {"video_id": video_id, "path": f"folder/{video_id}.mp4", "bytes": size}
