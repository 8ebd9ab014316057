"""What a create does about its own files before it is sent: stops, warns, or goes on in time."""

import json
import signal
import subprocess
import sys
import time

import pytest
from faults.answers import document, hang
from samples import KEY, MADE


@pytest.fixture
def api(serve):
    return serve(MADE)


@pytest.fixture
def create(run):
    """A create of a clip behind a link."""

    def create_it(url, *options, consent=None, **how):
        more = ("--consent-video-url", consent) if consent else ("--voice-name", "anna")
        return run("replicas", "create", "--train-video-url", url, *more, *options, **how)

    return create_it


def test_a_clip_that_will_fail_is_not_sent(create, api, store):
    clip = store("dark.mov")
    url = f"{clip.url}/me.mov?X-Amz-Signature=SECRETSIGNATURE"
    result = create(url, "--check", consent=f"{store('good-consent.mp4').url}/c.mp4")
    assert (result.code, result.out, api.requests) == (5, "", [])
    assert result.err.splitlines() == [
        "error: 2 of 22 checks will fail; nothing was sent.",
        "--train-video-url container: QuickTime; only .mp4 is sure (video_format)",
        "--train-video-url frame_rate: 14 fps; below 23 is refused (video_fps); record again, with more light: cameras"
        " slow down in the dark",
        "to repair container (but not frame_rate): ffmpeg -i me.mov -c copy -movflags +faststart me-fixed.mp4",
        "hint: repair it, or send it as it is with --no-check",
    ]
    result = create(url, "--check", "--json", consent=f"{store('good-consent.mp4').url}/c.mp4")
    error = json.loads(result.err)["error"]
    assert (error["kind"], error["exit"], error["outcome"]) == ("refused", 5, "not_sent")
    failed = [check["name"] for check in error["checks"] if check["status"] == "fail"]
    assert (failed, len(error["checks"])) == (["container", "frame_rate"], 22)
    assert "SECRETSIGNATURE" not in result.err


def test_without_the_check_it_is_sent_once(create, api, store):
    clip = store("dark.mov")
    result = create(f"{clip.url}/me.mov", "--no-check")
    assert (result.code, len(api.requests), clip.requests) == (0, 1, [])


def test_an_api_on_this_machine_gets_no_check_unless_asked(create, api, store):
    clip = store("dark.mov")
    assert (create(f"{clip.url}/me.mov").code, len(api.requests), clip.requests) == (0, 1, [])
    assert (create(f"{clip.url}/me.mov", "--check").code, len(api.requests)) == (5, 1)


def test_the_environment_and_the_profile_decide_where_no_option_does(create, api, store, home):
    clip = store("dark.mov")
    url = f"{clip.url}/me.mov"
    assert create(url, env={"TAVUS_CHECK": "1"}).code == 5
    assert create(url, env={"TAVUS_CHECK": "0"}).code == 0
    assert create(url, "--no-check", env={"TAVUS_CHECK": "1"}).code == 0
    assert create(url, env={"TAVUS_CHECK": ""}).code == 0
    place = home / ".config" / "tavus" / "config.toml"
    place.parent.mkdir(parents=True)
    place.write_text("[profiles.default]\ncheck = true\n")
    assert create(url).code == 5
    assert create(url, env={"TAVUS_CHECK": "no"}).code == 0
    assert create(url, "--no-check").code == 0
    result = create(url, env={"TAVUS_CHECK": "perhaps"})
    assert (result.code, "TAVUS_CHECK" in result.err) == (2, True)


def test_the_setting_is_told_with_its_source(run):
    assert run("config", "set", "check", "off").code == 0
    assert run("config", "get", "check").out == "false\n"
    rows = {row[0]: row[1:] for row in run("config", "list", env={"TAVUS_CHECK": "1"}).rows()}
    assert rows["check"] == ["true", "TAVUS_CHECK"]
    assert run("config", "set", "check", "maybe").code == 2


def test_the_sandbox_gets_no_check_unless_asked(create, store):
    clip = store("dark.mov")
    result = create(f"{clip.url}/me.mov", "--sandbox", "--format", "ids")
    assert (result.code, clip.requests) == (0, [])
    result = create(f"{clip.url}/me.mov", "--sandbox", "--check")
    assert (result.code, len(clip.requests)) == (5, 3)


def test_against_the_real_api_the_check_is_on(create, store):
    # Shown, not sent: the real API is out of reach here.
    clip = store("good.mp4")
    result = create(f"{clip.url}/me.mp4", "--dry-run")
    assert (result.code, result.out, clip.requests) == (5, "", [])
    assert "127.0.0.1 is on this machine or network, where Tavus cannot reach it" in result.err
    assert create(f"{clip.url}/me.mp4", "--dry-run", "--no-check").code == 0


def test_what_may_fail_is_warned_about_once(create, api, store):
    clip = store("good.mp4")
    query = "X-Amz-Date=20200101T000000Z&X-Amz-Expires=999999999&X-Amz-Security-Token=T&X-Amz-Signature=S"
    result = create(f"{clip.url}/me.mov?{query}", "--check")
    assert (result.code, len(api.requests)) == (0, 1)
    warnings = [line for line in result.err.splitlines() if line.startswith("warning: ")]
    assert len(warnings) == 3
    assert warnings[0].startswith("warning: --train-video-url: signed with temporary credentials")
    assert warnings[1].startswith("warning: --train-video-url: MP4, but its name ends in .mov")
    assert warnings[2].startswith("warning: there is no --consent-video-url or --consent-video: a clip of a person")


def test_files_that_are_fine_are_passed_over_in_silence(create, api, store):
    clip, consent = store("good.mp4"), store("good-consent.mp4")
    words = (f"{clip.url}/me.mp4", "--check")
    assert create(*words, consent=f"{consent.url}/c.mp4").err == ""
    result = create(*words, consent=f"{consent.url}/c.mp4", terminal=True, env={"NO_COLOR": "1"})
    assert result.err.splitlines()[0] == "checked 2 files (2 requests, 131 KB)"
    assert create(*words, "--quiet", consent=f"{consent.url}/c.mp4", terminal=True).err == ""
    for request in (*clip.requests, *consent.requests):
        assert request.method == "GET"
        assert KEY not in request.raw.decode("latin-1")
        assert {"x-api-key", "authorization", "cookie"}.isdisjoint(request.headers)


def test_a_store_that_hangs_costs_ten_seconds_and_a_warning(create, api, serve):
    dead = serve(hang, as_api=False)
    started = time.monotonic()
    result = create(f"{dead.url}/me.mp4", "--check", consent=f"{dead.url}/consent.mp4")
    assert (result.code, len(api.requests)) == (0, 1)
    assert 9.5 < time.monotonic() - started < 12
    assert result.err.splitlines() == ["warning: not looked at within 10 s: --train-video-url, --consent-video-url"]


def test_the_limit_of_the_command_is_one_of_the_look_too(create, run, api, serve):
    dead = serve(hang, as_api=False)
    started = time.monotonic()
    result = run("replicas", "check", "--train-video-url", f"{dead.url}/me.mp4", "--timeout", "1")
    assert (result.code, result.err) == (9, "error: none of the files could be looked at from here.\n")
    assert "unknown" in result.out
    # Of a create nothing is left then, and nothing is sent.
    result = create(f"{dead.url}/me.mp4", "--check", "--timeout", "1", consent=f"{dead.url}/c.mp4")
    assert (result.code, api.requests) == (9, [])
    assert time.monotonic() - started < 6


def test_a_portrait_is_asked_about_before_it_is_sent(run, serve, store, clips):
    api = serve(MADE)
    picture = store(clips.make("portrait.png", "-f lavfi -i testsrc=s=640x640:d=1 -frames:v 1"), kind="image/png")
    words = ("replicas", "create", "--train-image-url", f"{picture.url}/me.png", "--voice-name", "anna", "--check")
    result = run(*words)
    assert (result.code, [request.path for request in api.requests]) == (
        0, ["/v2/replicas/image-validation", "/v2/replicas"],
    )  # fmt: skip


def test_the_sound_of_a_video_is_looked_at(run, serve, store):
    api = serve(document({"video_id": "8a4f94e736", "status": "queued"}))
    sound = store("other.flac", kind="audio/flac")
    words = ("videos", "create", "--replica-id", "r7bc3db0d581", "--audio-url", f"{sound.url}/talk.mp3")
    result = run(*words, "--check")
    assert (result.code, result.out, api.requests) == (5, "", [])
    assert "(audio_file_type)" in result.err
    assert (run(*words).code, len(api.requests)) == (0, 1)


def test_nothing_of_it_is_loaded_by_a_list(run):
    code = """
import sys
from tavus_cli.cli.main import main
for words in (["--sandbox", "replicas", "list", "--json"], ["replicas", "--help"], ["replicas", "check", "--help"]):
    main(words)
heavy = ("tavus_cli.media", "tavus_cli.verbs.check")
print([name for name in sys.modules if name.startswith(heavy)], file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"


def test_ctrl_c_during_the_look_ends_it_at_once_and_sends_nothing(api, serve, spawn):
    dead = serve(hang, as_api=False)
    words = ["replicas", "create", "--train-video-url", f"{dead.url}/me.mp4", "--voice-name", "anna", "--check"]
    process = spawn(*words)
    dead.wait_for_requests(1)
    started = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=15)
    assert (process.returncode, err.splitlines()[-1], api.requests) == (130, "error: interrupted.", [])
    assert time.monotonic() - started < 3
