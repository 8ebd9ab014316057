"""--dry-run: a request that can be pasted, and that never leads from the sandbox to the real API."""

import json
import subprocess

import pytest
from faults.answers import document, reply
from samples import CREATE, KEY

SANDBOXED = "note: this is for a served sandbox; start it with: tavus sandbox serve\n"
SIGNED = "https://clips.example.com/a.mp4?sig=SECRET"
DRY = {
    "create": (CREATE, "POST /v2/replicas"),
    "videos": (("videos", "create", "--replica-id", "r1", "--script", "Hi"), "POST /v2/videos"),
    "rename": (("replicas", "rename", "r/1", "Rio"), "PATCH /v2/replicas/r%2F1/name"),
    "rename a voice": (("voices", "rename", "v1", "Ana"), "PATCH /v2/voices/v1"),
    "delete": (("replicas", "delete", "r1"), "DELETE /v2/replicas/r1"),
    "delete hard": (("videos", "delete", "d1", "--hard"), "DELETE /v2/videos/d1?hard=true"),
    "delete a voice": (("voices", "delete", "v1"), "DELETE /v2/voices/v1"),
    "api": (("api", "POST", "/v2/things", "-f", "a=b"), "POST /v2/things"),
    "api get": (("api", "GET", "/v2/replicas", "-F", "limit=2"), "GET /v2/replicas?limit=2"),
}


@pytest.mark.parametrize("name", DRY)
@pytest.mark.parametrize("env", [{}, {"TAVUS_BASE_URL": "https://api.example.com"}], ids=["default", "given"])
def test_a104_a_dry_run_in_the_sandbox_shows_the_sandbox_alone(run, name, env):
    argv, line = DRY[name]
    method, _, target = line.partition(" ")
    for where, extra in [(("--sandbox",), {}), ((), {"TAVUS_SANDBOX": "1"})]:
        result = run(*where, *argv, "--dry-run", env={**env, **extra})
        assert (result.code, result.err) == (0, SANDBOXED)
        assert result.out.startswith(f"curl -fsS -X {method} ")
        assert f"http://127.0.0.1:8787{target}" in result.out.splitlines()[0]
        assert "x-api-key: any-key-will-do" in result.out
        assert "tavusapi.com" not in result.out + result.err
        assert "example.com/v2" not in result.out


@pytest.mark.parametrize("name", DRY)
def test_a_pasted_dry_run_sends_what_the_command_sends(run, serve, name):
    argv, line = DRY[name]
    server = serve(document({"replica_id": "r1", "video_id": "v1", "status": "x"}))
    pasted = run(*argv, "--dry-run")
    assert (pasted.code, pasted.err, server.requests) == (0, "", [])
    env = {"TAVUS_API_KEY": KEY, "PATH": "/usr/bin:/bin"}
    subprocess.run(["sh", "-ec", pasted.out], env=env, check=True, capture_output=True, timeout=20)
    assert run(*argv, *(["--yes"] if "delete" in argv else []), "--quiet").code == 0
    first, second = server.requests
    assert f"{first.method} {first.target}" == f"{second.method} {second.target}" == line
    assert first.body == second.body == b"" or first.json() == second.json()
    assert first.headers["x-api-key"] == second.headers["x-api-key"]


def test_a_pasted_dry_run_fails_where_the_api_refuses(run, serve):
    serve(reply(401, b"{}"))
    command = run(*CREATE, "--dry-run").out
    env = {"TAVUS_API_KEY": KEY, "PATH": "/usr/bin:/bin"}
    done = subprocess.run(["sh", "-ec", command], env=env, check=False, capture_output=True, text=True, timeout=20)
    assert done.returncode == 22
    assert done.stderr.startswith("curl: (22)")


def test_a_dry_run_is_json_when_asked(run):
    result = run("replicas", "create", "--train-video-url", SIGNED, "--replica-name", "Rio", "--dry-run", "--json")
    assert result.json() == {
        "method": "POST",
        "url": "https://tavusapi.com/v2/replicas",
        "headers": {"x-api-key": "$TAVUS_API_KEY", "Content-Type": "application/json"},
        "body": {"train_video_url": "$TRAIN_VIDEO_URL", "replica_name": "Rio"},
    }
    several = run("replicas", "delete", "r1", "r2", "--dry-run", "--json").json()
    assert [(each["method"], each["url"][-3:]) for each in several] == [("DELETE", "/r1"), ("DELETE", "/r2")]
    assert "body" not in several[0]


def test_a_signature_deep_in_a_body_is_not_shown(run):
    body = json.dumps({"a": [{"clip": SIGNED}, SIGNED], "a_0_clip": SIGNED + "2"})
    for options in [(), ("--json",)]:
        result = run("api", "POST", "/v2/things", "-F", f"x={body}", "--dry-run", *options)
        assert "SECRET" not in result.out + result.err
        assert "$X_A_0_CLIP" in result.out
        assert "$X_A_0_CLIP_1" in result.out


def test_a_key_that_is_not_in_the_environment_is_told(run, config):
    config.write_text(f'[profiles.default]\napi_key = "{KEY}"\n')
    config.chmod(0o600)
    result = run(*CREATE, "--dry-run", "--no-check")
    assert result.err == "note: TAVUS_API_KEY is not set; the command needs the key in it\n"
    assert KEY not in result.out


def test_two_files_of_this_machine_have_a_variable_each(run, home):
    for name in ("me.mp4", "consent.mp4"):
        (home / name).write_bytes(name.encode())
    files = ("--train-video", str(home / "me.mp4"), "--consent-video", str(home / "consent.mp4"))
    result = run("replicas", "create", *files, "--upload-to", "s3://clips", "--dry-run", "--no-check", "--quiet")
    assert result.code == 0
    assert (
        """{"train_video_url": "'"$TRAIN_VIDEO_URL"'", "consent_video_url": "'"$CONSENT_VIDEO_URL"'"}""" in result.out
    )
