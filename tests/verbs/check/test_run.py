"""tavus replicas check and tavus videos check, through the door."""

import json
import os
import re
import time

import pytest
from faults.answers import document, drip, hang, hang_after, head, redirect, reply, reset, reset_after
from faults.certificates import bundle, stranger
from faults.ports import refusing_port
from media.clips import STILL, tone
from samples import KEY

from tavus_cli.verbs.check.report import CHECKS

SECRET = "SECRETSIGNATURE"
PAGE = b"<!doctype html><html><title>Sign in</title></html>"


@pytest.fixture
def api(serve):
    """An API on this machine, so that links to this machine are good."""
    return serve(document({"passed": True, "checks": []}))


def rows(result):
    return [dict(zip(CHECKS.columns, row, strict=True)) for row in result.rows()]


def by_name(result, file="train_video"):
    return {row["name"]: row for row in rows(result) if row["file"] == file}


def test_files_that_are_fine_get_a_line_each_on_a_terminal(run, api, store):
    clip, consent = store("good.mp4"), store("good-consent.mp4")
    urls = ("--train-video-url", f"{clip.url}/me.mp4", "--consent-video-url", f"{consent.url}/consent.mp4")
    result = run("replicas", "check", *urls, "--replica-name", "Me", terminal=True, width=200, env={"NO_COLOR": "1"})
    assert (result.code, result.err) == (0, "")
    lines = result.out.splitlines()
    assert re.fullmatch(rf"clip     {clip.url}/me\.mp4   1 request, 66 KB, \d+\.\d s", lines[0])
    assert lines[1:] == [
        "ok       everything       H.264, 30 fps, 1920x1080, 1 min 10 s, sound",
        lines[2],
        "ok       everything       H.264, 30 fps, 1920x1080, 16 s, sound;"
        " only you can hear whether the words are right",
    ]
    assert api.requests == []
    every = run("replicas", "check", *urls, "--verbose", terminal=True, width=200, env={"NO_COLOR": "1"}).out
    assert "ok       frame_rate       30 fps\n" in every
    assert 'note     words            only you can hear whether the words are right: "I, [FULL NAME], am' in every


def test_a_pipe_gets_all_lines_in_full(run, api, store):
    clip = store("good.mp4")
    result = run("replicas", "check", "--train-video-url", f"{clip.url}/me.mp4", "--consent-video-url", clip.url)
    found = by_name(result)
    assert list(found) == [
        "reachable", "file_page", "file_size", "whole", "container", "codec", "frame_rate", "even_frames", "size",
        "duration", "sound",
    ]  # fmt: skip
    assert {row["status"] for row in found.values()} == {"ok"}
    assert found["duration"] == {
        "file": "train_video",
        "name": "duration",
        "status": "ok",
        "value": "70.0",
        "wanted": ">= 60 s",
        "message": "1 min 10 s",
        "hint": "",
        "code": "",
        "source": "the tables of training and video errors; the training pages",
        "certainty": "documented",
    }


def test_what_will_fail_is_told_with_what_to_do(run, api, store):
    clip = store("dark.mov", kind="video/quicktime")
    url = f"{clip.url}/my%20clip.mov?X-Amz-Signature={SECRET}"
    result = run("replicas", "check", "--train-video-url", url, terminal=True, width=200, env={"NO_COLOR": "1"})
    assert result.code == 5
    assert SECRET not in result.out + result.err
    lines = result.out.splitlines()
    assert lines[0].startswith(f"clip     {clip.url}/my%20clip.mov   ")
    assert "fail     container        QuickTime; only .mp4 is sure (video_format)" in lines
    assert (
        "fail     frame_rate       14 fps; below 23 is refused (video_fps); record again, with more light: cameras slow"
        " down in the dark"
    ) in lines
    assert "ok       size             1920x1080" in lines
    assert lines[-1] == ("mend     ffmpeg -i 'my clip.mov' -c copy -movflags +faststart 'my clip-fixed.mp4'")
    assert result.err == "error: 2 of 12 checks will fail.\n"


def test_the_document_has_files_checks_and_repairs(run, api, store):
    clip = store("dark.mov")
    url = f"{clip.url}/me.mov?X-Amz-Signature={SECRET}"
    result = run("replicas", "check", "--train-video-url", url, "--json", "--debug")
    assert SECRET not in result.out + result.err
    report = result.json()
    assert (result.code, report["exit"]) == (5, 5)
    (file,) = report["files"]
    assert (file["file"], file["source"], file["requests"]) == ("train_video", f"{clip.url}/me.mov", 3)
    assert file["bytes"] == clip.sent
    assert file["facts"]["videos"][0]["pace"]["rate"] == 14
    assert report["mend"] == ["ffmpeg -i me.mov -c copy -movflags +faststart me-fixed.mp4"]
    checks = {check["name"]: check for check in report["checks"]}
    assert list(checks["codec"]) == list(CHECKS.columns)
    assert (checks["frame_rate"]["status"], checks["frame_rate"]["value"], checks["frame_rate"]["code"]) == (
        "fail", 14.0, "video_fps",
    )  # fmt: skip
    assert checks["container"]["hint"] == report["mend"][0]
    error = json.loads(result.err.splitlines()[-1])["error"]
    assert (error["kind"], error["exit"], error["outcome"]) == ("refused", 5, "not_sent")


@pytest.mark.parametrize("form", ["csv", "jsonl", "ids", "table"])
def test_all_formats_carry_the_same_checks(run, clips, form):
    path = str(clips["15-fps.mp4"])
    result = run("replicas", "check", "--train-video", path, "--format", form, "--columns", "name,status")
    assert result.code == 5
    assert "frame_rate" in result.out
    assert ("fail" in result.out) == (form != "ids")


def test_strict_ends_with_5_for_a_warning(run, clips):
    words = ("replicas", "check", "--train-video", str(clips["good.mp4"]), "--consent-video", str(clips["short.mp4"]))
    assert run(*words).code == 5  # it is small, too
    words = ("replicas", "check", "--train-video", str(clips["good.mp4"]))
    assert run(*words).code == 0
    result = run(*words, "--strict")
    assert (result.code, result.err) == (5, "error: 1 of 10 checks may fail (--strict).\n")


def test_local_files_need_no_network_no_key_and_no_settings(run, clips):
    result = run(
        "replicas", "check", "--train-video", str(clips["good.mp4"]), "--consent-video", str(clips["good.mp4"])
    )
    assert (result.code, result.err) == (0, "")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "there is nothing to check"),
        (
            ("--train-video", "a.mp4", "--train-video-url", "https://a.test/a.mp4"),
            "--train-video and --train-video-url",
        ),
        (("--train-video", ""), "--train-video is empty"),
        (("--train-video-url", "nonsense"), "--train-video-url is not a usable URL"),
        (("--train-image-url", "https://a.test/a.png"), "--train-image-url needs --voice-name"),
        (("--train-video", "a.mp4", "--callback-url", "x"), "--callback-url is not a usable URL"),
        (("--train-video", "a.mp4", "--columns", "nonsense"), 'unknown column "nonsense"'),
        (("--train-video", "a.mp4", "--properties", "["), "--properties is not JSON"),
    ],
)
def test_what_cannot_be_checked_is_a_usage_error(run, options, said):
    result = run("replicas", "check", *options)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_a_file_that_cannot_be_read_is_named(run, tmp_path):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name, said in (("missing", "No such file"), ("folder", "it is a directory"), ("pipe", "not a regular file")):
        result = run("replicas", "check", "--train-video", str(tmp_path / name))
        assert (result.code, result.out) == (1, "")
        assert f"cannot read {tmp_path / name}" in result.err
        assert said in result.err


@pytest.mark.parametrize(
    ("answer", "rule", "status", "said"),
    [
        (reply(403), "reachable", "fail", "127.0.0.1 answered 403 Forbidden"),
        (reply(401), "reachable", "fail", "401 Unauthorized"),
        (reply(404), "reachable", "fail", "there is no such file"),
        (reply(410), "reachable", "fail", "410 Gone"),
        (reply(400), "reachable", "fail", "400 Bad Request"),
        (reply(429), "reachable", "unknown", "could not be looked at from here"),
        (reply(500), "reachable", "unknown", "500 Internal Server Error"),
        (reply(503), "reachable", "unknown", "503 Service Unavailable"),
        (redirect(302, "/again"), "reachable", "unknown", "redirect"),
        (redirect(302, "https://[::1/"), "reachable", "fail", "not usable"),
        (reply(200, PAGE, kind="text/html"), "file_page", "fail", "it leads to a page (HTML), not to a file"),
        (reply(200, PAGE, kind="video/mp4"), "file_page", "fail", "it leads to a page (HTML), not to a file"),
        (reply(200, b'{"error": "no"}'), "file_page", "fail", "it leads to a page (JSON)"),
        (reply(200, b"<?xml version='1.0'?><Error/>"), "file_page", "fail", "it leads to a page (XML)"),
        (reply(200, b"", kind="video/mp4"), "file_size", "fail", "the file is empty"),
        (reply(200, b"#EXTM3U\n#EXT-X-VERSION:3\n", kind="video/mp4"), "container", "fail", "HLS playlist"),
    ],
)
def test_what_a_store_answers(run, api, serve, answer, rule, status, said):
    bad = serve(answer, as_api=False)
    result = run("replicas", "check", "--train-video-url", f"{bad.url}/me.mp4?sig={SECRET}")
    found = by_name(result)
    assert found[rule]["status"] == status
    assert said in found[rule]["message"] + found[rule]["hint"]
    assert SECRET not in result.out + result.err
    if status == "fail":
        assert result.code == 5
        assert [row["name"] for row in found.values() if row["status"] == "fail"] == [rule]
    else:
        assert (result.code, result.err) == (6, "error: none of the files could be looked at from here.\n")


def test_without_ranges_the_beginning_is_seen(run, api, serve, clips):
    whole = reply(200, clips["good.mp4"].read_bytes(), kind="video/mp4")
    bad = serve(whole, as_api=False)
    result = run("replicas", "check", "--train-video-url", f"{bad.url}/me.mp4")
    found = by_name(result)
    assert (result.code, found["reachable"]["status"]) == (0, "note")
    assert found["frame_rate"]["status"] == "ok"


def test_a_type_that_is_none_of_a_clip_is_warned_about(run, api, store):
    for kind, status in (
        ("application/octet-stream", "ok"),
        ("binary/octet-stream", "ok"),
        ("application/zip", "warning"),
    ):
        clip = store("good.mp4", kind=kind)
        assert (
            by_name(run("replicas", "check", "--train-video-url", f"{clip.url}/a.mp4"))["file_page"]["status"] == status
        )


def test_nothing_that_answers_ends_with_6(run, api):
    with refusing_port() as port:
        result = run("replicas", "check", "--train-video-url", f"http://127.0.0.1:{port}/me.mp4")
    assert result.code == 6
    assert by_name(result)["reachable"]["status"] == "unknown"


def test_one_file_that_could_be_looked_at_is_enough(run, api, store):
    clip = store("good.mp4")
    with refusing_port() as port:
        dead = f"http://127.0.0.1:{port}/consent.mp4"
        words = ("replicas", "check", "--train-video-url", f"{clip.url}/me.mp4", "--consent-video-url", dead)
        result = run(*words)
        assert (result.code, result.err) == (0, "")
        assert by_name(result, "consent_video")["reachable"]["status"] == "unknown"
        assert run(*words, "--strict").code == 5


def test_a_private_address_is_never_contacted(run, store):
    # The API is Tavus's here, so this machine is as private as any.
    clip = store("good.mp4")
    result = run("replicas", "check", "--train-video-url", f"{clip.url}/me.mp4")
    assert (result.code, clip.requests) == (5, [])
    assert by_name(result)["reachable"]["status"] == "fail"


def test_every_option_of_create_is_taken(run, clips):
    options = (
        "--voice-name", "anna", "--no-auto-fix-training-image", "--callback-url", "https://a.test/hook",
        "--replica-name", "Me", "--model-name", "phoenix-4", "--background-green-screen", "--properties", "{}",
        "--dry-run", "--no-check", "--wait", "--interval", "5",
    )  # fmt: skip
    result = run("replicas", "check", "--train-video", str(clips["good.mp4"]), *options)
    assert (result.code, result.err) == (0, "")
    root = run("help", "--json").json()["command"]
    for noun in ("replicas", "videos"):
        shown = {tuple(verb["path"]): _names(verb) for verb in _child(root, noun)["subcommands"]}
        # Hidden, since they say how to send, and nothing is sent.
        hidden = {"--dry-run", "--check", "--wait", "--preview", "--interval", "--download", "--force"}
        assert shown[noun, "create"] - shown[noun, "check"] <= hidden


def _child(node, name):
    return next(each for each in node["subcommands"] if each["path"] == [name])


def _names(node):
    return {name for each in node["options"] for name in each["names"]}


@pytest.fixture
def portrait(clips):
    return clips.make("portrait.jpg", "-f lavfi -i testsrc=s=640x640:d=1 -frames:v 1")


def test_the_api_is_asked_about_a_portrait(run, serve, portrait):
    checks = [{"id": "a", "label": "One face", "passed": True}, {"id": "b", "label": "Looks ahead", "passed": False}]
    api = serve(document({"passed": False, "checks": [*checks, {"id": "c", "label": "No hat", "passed": False}]}))
    words = ("replicas", "check", "--train-image", str(portrait), "--voice-name", "anna")
    result = run(*words, "--model-name", "phoenix-4.5")
    assert result.code == 5
    found = [row for row in rows(result) if row["name"] == "picture_api"]
    assert [(row["status"], row["message"]) for row in found] == [("fail", "Looks ahead"), ("fail", "No hat")]
    (request,) = api.requests
    assert (request.method, request.path) == ("POST", "/v2/replicas/image-validation")
    body = request.json()
    assert (body["mimeType"], body["model"]) == ("image/jpeg", "phoenix-4.5")
    assert body["imageBase64"][:4] == "/9j/"
    assert run(*words, "--auto-fix-training-image").code == 0
    assert (run(*words, "--no-ask-api").code, len(api.requests)) == (0, 2)


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [
        (
            document({"passed": True, "checks": [{"id": "a", "label": "One face", "passed": True}]}),
            "ok",
            "would take it",
        ),
        (document({"passed": False}), "fail", "does not say why"),
        (document({"passed": "no"}), "warning", "its answer is none that is known"),
        (document([]), "warning", "its answer is none that is known"),
        (document({"message": "Invalid access token"}, 401), "warning", "could not be asked"),
        (reply(500), "warning", "could not be asked"),
        (reply(200, b"<html>"), "warning", "could not be asked"),
    ],
)
def test_what_the_api_answers_about_a_portrait(run, serve, portrait, answer, status, said):
    serve(answer)
    result = run("replicas", "check", "--train-image", str(portrait), "--voice-name", "anna")
    (row,) = [row for row in rows(result) if row["name"] == "picture_api"]
    assert row["status"] == status
    assert said in row["message"]
    assert result.code == (5 if status == "fail" else 0)


def test_without_a_key_the_api_is_not_asked(run, portrait):
    result = run("replicas", "check", "--train-image", str(portrait), "--voice-name", "anna")
    (row,) = [row for row in rows(result) if row["name"] == "picture_api"]
    assert (result.code, row["status"]) == (0, "note")
    assert "no API key" in row["message"]


def test_a_portrait_that_will_fail_anyway_is_not_asked_about(run, serve, clips):
    api = serve(document({"passed": True, "checks": []}))
    result = run("replicas", "check", "--train-image", str(clips.make("small.jpg", STILL)), "--voice-name", "anna")
    assert (result.code, api.requests) == (5, [])


def test_a_portrait_behind_a_link_is_asked_about_too(run, serve, store, portrait):
    api = serve(document({"passed": True, "checks": []}))
    picture = store(portrait, kind="image/jpeg")
    result = run("replicas", "check", "--train-image-url", f"{picture.url}/me.jpg", "--voice-name", "anna")
    assert (result.code, len(api.requests)) == (0, 1)
    assert {"x-api-key", "authorization", "cookie"}.isdisjoint(picture.requests[0].headers)
    assert api.requests[0].headers["x-api-key"] == KEY


def test_the_sound_of_a_video_is_checked(run, api, store, clips):
    good = store("tone.mp3", kind="audio/mpeg")
    words = ("videos", "check", "--replica-id", "r1", "--audio-url")
    result = run(*words, f"{good.url}/talk.mp3")
    assert (result.code, result.err) == (0, "")
    short = store(clips.make("2-s.wav", f"{tone(2)} -c:a pcm_s16le"), kind="audio/wav")
    result = run(*words, f"{short.url}/talk.wav")
    found = by_name(result, "audio")
    assert (result.code, found["sound_least"]["status"], found["sound_least"]["code"]) == (
        5, "fail", "audio_file_min_duration",
    )  # fmt: skip
    page = store(PAGE, kind="text/html")
    assert by_name(run(*words, f"{page.url}/talk.wav"), "audio")["file_page"]["code"] == "audio_file_download_link"
    assert run("videos", "check", "--audio", str(clips["other.flac"])).code == 5
    assert run("videos", "check", "--audio", str(clips["tone.wav"])).code == 0


def test_foreign_text_cannot_reach_the_terminal(run, clips, tmp_path):
    name = tmp_path / "a\x1b[31mb\nc.mp4"
    name.write_bytes(clips["15-fps.mp4"].read_bytes())
    result = run("replicas", "check", "--train-video", str(name), terminal=True, env={"NO_COLOR": "1"})
    assert result.code == 5
    assert "\x1b" not in result.out
    assert "a^[[31mb\\nc.mp4" in result.out


def test_a_codec_of_any_name_cannot_reach_the_terminal(run, clips, tmp_path):
    path = tmp_path / "me.mp4"
    path.write_bytes(clips["short.mp4"].read_bytes().replace(b"avc1\0", b"\x1b[7m\0"))
    result = run("replicas", "check", "--train-video", str(path), terminal=True, env={"NO_COLOR": "1"})
    assert "fail     codec            ^[[7m; only H.264 is taken" in result.out
    assert "\x1b" not in result.out


def test_a_picture_and_its_content_type_are_judged_together(run, api, store, portrait):
    words = ("replicas", "check", "--voice-name", "anna", "--no-ask-api", "--train-image-url")
    for kind, status in (("image/jpeg", "ok"), ("image/jpg", "ok"), ("image/png", "warning")):
        picture = store(portrait, kind=kind)
        assert by_name(run(*words, f"{picture.url}/me.jpg"), "train_image")["picture_kind"]["status"] == status


def part(content, *headers, first=0):
    fields = [("Content-Range", f"bytes {first}-{first + len(content) - 1}/700000"), ("ETag", '"one"'), *headers]
    return reply(206, content, fields, kind="video/mp4")


_HEAD = head(206, [("Content-Range", "bytes 0-65535/700000"), ("Content-Length", "65536")])


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (hang, 9),
        (drip(bytes(65536), 0.05, after=_HEAD), 9),
        (hang_after(_HEAD + bytes(100)), 9),
        (reset, 6),
        (reset_after(_HEAD + bytes(100)), 6),
        (part(bytes(70_000)), 6),
        (part(bytes(65536), first=65536), 6),
        (part(bytes(65536), ("Content-Encoding", "gzip")), 6),
        (reply(206, bytes(65536), [("Content-Range", "bytes 0-65535/nonsense")]), 6),
    ],
)
def test_a_store_that_misbehaves_leaves_it_unknown_in_time(run, api, serve, answer, code):
    bad = serve(answer, as_api=False)
    started = time.monotonic()
    result = run("replicas", "check", "--train-video-url", f"{bad.url}/me.mp4", "--timeout", "2")
    assert time.monotonic() - started < 8
    found = by_name(result)
    assert (result.code, [row["status"] for row in found.values()]) == (code, ["unknown"])
    assert found["reachable"]["message"].startswith("could not be looked at from here: ")


def test_a_file_that_is_replaced_meanwhile_is_unknown(run, api, store, clips):
    other = reply(200, clips["short.mp4"].read_bytes(), [("ETag", '"two"')], kind="video/mp4")
    clip = store("dark.mov", changes={1: other})
    result = run("replicas", "check", "--train-video-url", f"{clip.url}/me.mov")
    found = by_name(result)
    assert (found["reachable"]["status"], found["reachable"]["message"]) == (
        "unknown", "could not be looked at from here: it changed while being looked at",
    )  # fmt: skip
    assert "frame_rate" not in found
    assert (result.code, found["container"]["status"]) == (5, "fail")


def test_a_bad_certificate_fails(run, api, home, store, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle(home)))
    clip = store("good.mp4", tls=stranger("127.0.0.1"))
    result = run("replicas", "check", "--train-video-url", f"{clip.url}/me.mp4")
    assert (result.code, by_name(result)["reachable"]["status"], clip.requests) == (5, "fail", [])
    assert "certificate" in by_name(result)["reachable"]["message"]


def test_a_person_who_waits_is_told_for_what(run, api, serve):
    slow = serve(hang, as_api=False)
    words = ("replicas", "check", "--train-video-url", f"{slow.url}/me.mp4")
    assert "looking at 1 file" in run(*words, "--timeout", "2", terminal=True).err
    assert "looking at" not in run(*words, "--timeout", "2").err


def test_a_link_that_ends_is_mended_by_a_command_that_is_not_wrapped(run):
    url = "https://a-bucket-with-a-long-name.s3.eu-west-1.amazonaws.com/a/folder/me.mp4?"
    url += "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20200101T000000Z&X-Amz-Expires=3600&X-Amz-Signature=0f"
    command = "aws s3 presign s3://a-bucket-with-a-long-name/a/folder/me.mp4 --expires-in 172800 --region eu-west-1"
    result = run("replicas", "check", "--train-video-url", url, terminal=True, env={"NO_COLOR": "1"})
    assert f"\nmend     {command}\n" in result.out
    result = run("replicas", "create", "--train-video-url", url, "--dry-run", terminal=True, env={"NO_COLOR": "1"})
    assert (result.code, result.out) == (5, "")
    assert f"to repair it:\n{command}\n" in result.err
