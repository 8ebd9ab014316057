"""tavus replicas check and tavus videos check, through the door."""

import json
import os
import re

import pytest
from faults.answers import document, reply
from media.clips import tone
from verbs.check.rows import by_name, rows

from tavus_cli.verbs.check.report import CHECKS

SECRET = "SECRETSIGNATURE"


PAGE = b"<!doctype html><html><title>Sign in</title></html>"


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
    assert lines[-2:] == [
        "mend     ffmpeg -i 'my clip.mov' -c copy -movflags +faststart 'my clip-fixed.mp4'",
        f"{'':26}repairs container (but not frame_rate)",
    ]
    assert result.err == "error: 2 of 12 checks will fail.\n"


def test_what_a_command_repairs_is_told_at_40_columns_too(run, clips):
    result = run("replicas", "check", "--train-video", str(clips["dark.mov"]), terminal=True, width=40)
    assert result.out.endswith("\n    repairs container (but not\n    frame_rate)\n")


def test_no_command_is_printed_for_a_file_that_is_cut_off(run, clips, tmp_path):
    cut = tmp_path / "cut.mov"
    cut.write_bytes(clips["dark.mov"].read_bytes()[:-5000])
    result = run("replicas", "check", "--train-video", str(cut), "--json")
    failed = [check["name"] for check in result.json()["checks"] if check["status"] == "fail"]
    assert (result.code, {"whole", "container"} <= set(failed), result.json()["mend"]) == (5, True, [])


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
        hidden |= {"--upload-to", "--upload-endpoint", "--upload-command", "--link-hours", "--delete-upload"}
        assert shown[noun, "create"] - shown[noun, "check"] <= hidden


def _child(node, name):
    return next(each for each in node["subcommands"] if each["path"] == [name])


def _names(node):
    return {name for each in node["options"] for name in each["names"]}


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


SPEAK = ("videos", "check", "--script", "Hi", "--replica-id", "r1")


@pytest.mark.parametrize(
    ("answer", "name", "status", "said", "code"),
    [
        (document({"status": "completed"}), "replica", "ok", "the replica r1 is completed", ""),
        (document({"status": "Ready"}), "replica", "ok", "the replica r1 is ready", ""),
        (document({"status": "started"}), "replica", "note", "the replica r1 is started; the video waits", ""),
        (document({}), "replica", "note", "the replica r1 is without a status", ""),
        (
            document({"status": "error"}),
            "replica_state",
            "fail",
            "r1 has failed",
            "replica_in_error_state",
        ),
        (document({"error": "Invalid replica_id"}, 400), "replica", "fail", "there is no replica r1", ""),
        (document({"message": "Not found"}, 404), "replica", "fail", "there is no replica r1", ""),
        (
            document({"message": "Invalid access token"}, 401),
            "replica",
            "unknown",
            "exists is not known: ",
            "",
        ),
        (reply(500), "replica", "unknown", "exists is not known: ", ""),
        (reply(200, b"<html>"), "replica", "unknown", "exists is not known: ", ""),
    ],
)
def test_the_api_is_asked_about_the_replica_of_a_video(run, serve, answer, name, status, said, code):
    api = serve(answer)
    result = run(*SPEAK, "--retries", "0")
    (row,) = rows(result)
    assert (row["file"], row["name"], row["status"], row["code"]) == ("request", name, status, code)
    assert said in row["message"]
    assert result.code == (5 if status == "fail" else 0)
    assert [(request.method, request.target) for request in api.requests] == [("GET", "/v2/replicas/r1")]


@pytest.mark.parametrize("option", ["--no-ask-api", "--dry-run"])
def test_the_api_is_not_asked_about_the_replica_where_nothing_may_be_sent(run, serve, option):
    api = serve()
    result = run(*SPEAK, option)
    assert (result.code, result.out, result.err, api.requests) == (0, "", "", [])


def test_without_a_key_it_is_not_known_whether_a_replica_exists(run):
    result = run(*SPEAK)
    (row,) = rows(result)
    assert (result.code, row["status"]) == (0, "unknown")
    assert "no API key" in row["message"]


def test_a_create_does_not_ask_about_its_replica(run, serve):
    api = serve(document({"video_id": "v1", "status": "queued"}))
    assert run("videos", "create", *SPEAK[2:], "--check").code == 0
    assert [request.method for request in api.requests] == ["POST"]


def test_a_check_that_finds_nothing_says_so_on_a_terminal(run, serve):
    serve(document({"status": "completed"}))
    plain = {"terminal": True, "width": 200, "env": {"NO_COLOR": "1"}}
    looked = "ok       everything       nothing wrong in the options; there is no file to look at"
    assert run(*SPEAK, **plain).out == f"{looked}; the replica r1 is completed\n"
    assert run(*SPEAK, "--no-ask-api", **plain).out == f"{looked}\n"


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
