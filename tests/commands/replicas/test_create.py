"""tavus replicas create: what it sends, what it refuses to send, and what it says."""

import json
import re
import subprocess

import pytest
from contract.validate import problems
from faults.answers import document
from samples import CREATE, KEY, MADE, SANDBOXED

VIDEO = ("--train-video-url", "https://clips.example.com/train.mp4")
CONSENT = ("--consent-video-url", "https://clips.example.com/consent.mp4")
IMAGE = ("--train-image-url", "https://clips.example.com/face.png", "--voice-name", "anna")


@pytest.fixture
def recorder(serve):
    """A server that answers every create alike and keeps what was sent."""
    return serve(MADE)


@pytest.mark.parametrize(
    ("options", "body"),
    [
        (VIDEO, {"train_video_url": VIDEO[1]}),
        ((*VIDEO, *CONSENT), {"train_video_url": VIDEO[1], "consent_video_url": CONSENT[1]}),
        ((*VIDEO, "--voice-name", "anna"), {"train_video_url": VIDEO[1], "voice_name": "anna"}),
        (
            (
                *IMAGE,
                "--auto-fix-training-image",
                "--replica-name",
                "Rio",
                "--callback-url",
                "https://example.com/hook",
            ),
            {
                "train_image_url": IMAGE[1],
                "voice_name": "anna",
                "auto_fix_training_image": True,
                "callback_url": "https://example.com/hook",
                "replica_name": "Rio",
            },
        ),
        (
            (*VIDEO, "--model-name", "phoenix-3", "--background-green-screen", "--properties", '{"x": 1}'),
            {
                "train_video_url": VIDEO[1],
                "model_name": "phoenix-3",
                "properties": {"x": 1, "background_green_screen": True},
            },
        ),
    ],
)
def test_create_sends_exactly_the_given_fields(run, recorder, options, body):
    result = run("replicas", "create", *options, "--json")
    assert (result.code, result.json()) == (0, {"replica_id": "r90bbd427f71", "status": "started"})
    (request,) = recorder.requests
    assert problems(request.method, request.target, request.body) == []
    assert (request.method, request.target, request.json()) == ("POST", "/v2/replicas", body)
    assert request.headers["content-type"] == "application/json"
    assert re.fullmatch(r"tavus-cli-unofficial/\d+\.\d+\.\d+", request.headers["user-agent"])


def test_create_tells_a_person_how_to_follow_it(run, recorder):
    result = run("replicas", "create", *VIDEO, *CONSENT, terminal=True, env={"NO_COLOR": "1"})
    assert result.out == "replica_id  r90bbd427f71\nstatus      started\n"
    assert result.err == "note: training takes hours; wait for it with: tavus replicas wait r90bbd427f71\n"
    assert run("replicas", "create", *VIDEO, *CONSENT).err == ""


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ((*VIDEO, *IMAGE), "--train-video-url and --train-image-url exclude each other"),
        ((), "neither --train-video-url nor --train-image-url"),
        (IMAGE[:2], "--train-image-url needs --voice-name or --default-voice-id"),
        ((*IMAGE, "--default-voice-id", "v1"), "--voice-name and --default-voice-id exclude each other"),
        ((*VIDEO, "--voice-name", "anna", "--default-voice-id", "v1"), "exclude each other"),
        (("--train-video-url", "https:///x.mp4"), "--train-video-url is not a usable URL"),
        (("--train-video-url", "https://example.com/a b.mp4"), "--train-video-url is not a usable URL"),
        (("--train-video-url", "file:///tmp/x.mp4"), "--train-video-url is not a usable URL"),
        ((*VIDEO, "--callback-url", "nowhere"), "--callback-url is not a usable URL"),
        ((*VIDEO, "--replica-name", " "), "--replica-name is empty"),
        ((*VIDEO, "--properties", "{"), "--properties is not JSON"),
        ((*VIDEO, "--columns", "nonsense"), 'unknown column "nonsense"'),
    ],
)
def test_create_sends_nothing_that_the_api_forbids(run, recorder, options, named):
    result = run("replicas", "create", *options)
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[0].startswith("error: ")
    assert named in result.err
    assert recorder.requests == []


@pytest.mark.parametrize(
    ("options", "warning"),
    [
        ((*IMAGE, *CONSENT), "--consent-video-url has no effect: it is only for a training clip"),
        ((*VIDEO, *CONSENT, "--auto-fix-training-image"), "--auto-fix-training-image has no effect"),
    ],
)
def test_create_warns_of_what_the_api_ignores(run, recorder, options, warning):
    result = run("replicas", "create", *options)
    assert (result.code, len(recorder.requests)) == (0, 1)
    assert f"warning: {warning}" in result.err


def test_an_image_may_speak_with_a_voice_of_ones_own(run, recorder):
    result = run("replicas", "create", *IMAGE[:2], "--default-voice-id", "v0a1b2c3d4e5f")
    assert result.code == 0
    assert recorder.requests[0].json() == {"train_image_url": IMAGE[1], "default_voice_id": "v0a1b2c3d4e5f"}


def test_the_request_may_come_from_a_file(run, recorder, home):
    (home / "me.toml").write_text(f'train_video_url = "{VIDEO[1]}"\n[properties]\nx = 1\n')
    result = run("replicas", "create", "--input", str(home / "me.toml"), *CONSENT)
    assert result.code == 0
    assert recorder.requests[0].json() == {
        "train_video_url": VIDEO[1],
        "consent_video_url": CONSENT[1],
        "properties": {"x": 1},
    }
    assert run("replicas", "create", "--input", str(home / "me.toml"), *VIDEO).err.splitlines() == [
        "error: train_video_url is given twice.",
        "hint: remove it from --input",
    ]


@pytest.mark.parametrize("value", ["5", '["https://example.com/a.mp4"]', "{}"])
def test_a_link_from_a_file_must_be_a_string(run, recorder, home, value):
    (home / "me.json").write_text(f'{{"train_video_url": {value}}}')
    result = run("replicas", "create", "--input", str(home / "me.json"))
    assert (result.code, recorder.requests) == (2, [])
    assert "--train-video-url must be a string" in result.err


def test_without_a_key_nothing_else_is_said(run):
    result = run("replicas", "create", *VIDEO)
    assert result.code == 4
    assert result.err.startswith("error: no API key")


def test_dry_run_prints_a_command_and_sends_nothing(run, recorder):
    result = run("replicas", "create", *VIDEO, *CONSENT, "--replica-name", "it's me", "--dry-run")
    assert (result.code, result.err, recorder.requests) == (0, "", [])
    assert result.out == (
        f"curl -fsS -X POST {recorder.url}/v2/replicas \\\n"
        '  -H "x-api-key: $TAVUS_API_KEY" \\\n'
        "  -H 'Content-Type: application/json' \\\n"
        '  -d \'{"train_video_url": "https://clips.example.com/train.mp4",'
        ' "consent_video_url": "https://clips.example.com/consent.mp4", "replica_name": "it\'"\'"\'s me"}\'\n'
    )


def test_dry_run_needs_no_key_and_hides_a_signature(run):
    signed = "https://clips.example.com/a.mp4?X-Amz-Signature=abcdef"
    result = run("replicas", "create", "--train-video-url", signed, *CONSENT, "--dry-run")
    assert result.code == 0
    assert "abcdef" not in result.out + result.err
    assert """-d '{"train_video_url": "'"$TRAIN_VIDEO_URL"'",""" in result.out
    assert "note: $TRAIN_VIDEO_URL stands for the whole link" in result.err


def test_a_pasted_dry_run_sends_what_the_command_sends(run, recorder):

    options = ("--train-video-url", "https://clips.example.com/a.mp4?sig=1&b='2'", *CONSENT, "--replica-name", 'ü "q"')
    command = run("replicas", "create", *options, "--dry-run").out
    env = {"TRAIN_VIDEO_URL": options[1], "TAVUS_API_KEY": KEY, "PATH": "/usr/bin:/bin"}
    subprocess.run(["sh", "-c", command], env=env, check=True, capture_output=True, timeout=20)
    run("replicas", "create", *options)
    pasted, sent = recorder.requests
    assert json.loads(pasted.body) == json.loads(sent.body)
    assert pasted.headers["x-api-key"] == sent.headers["x-api-key"]


def test_what_was_created_is_in_the_list_afterwards(run, sandbox):
    created = run("replicas", "create", *VIDEO, *CONSENT, "--replica-name", "Rio", "--json").json()
    (row,) = run("replicas", "list", "--replica-type", "user", "--json").json()["data"]
    assert (row["replica_id"], row["replica_name"], row["status"]) == (created["replica_id"], "Rio", "started")


def test_a_refusal_by_the_server_is_one_line(run, sandbox):
    result = run("replicas", "create", "--train-video-url", "https://example.com/refuse-402.mp4", *CONSENT)
    assert (result.code, result.out) == (5, "")
    assert result.err.startswith("error: the API refused the request (402 Payment Required: ")


def test_the_sandbox_does_not_say_that_training_takes_hours(run, sandbox):
    result = run("replicas", "create", *VIDEO, *CONSENT, terminal=True, width=200)
    replica_id = re.search(r"r[0-9a-f]{11}", result.out)[0]
    assert result.err == f"note: wait for it with: tavus replicas wait {replica_id}\n" + SANDBOXED


def test_ctrl_c_while_a_create_is_out_ends_without_waiting_for_what_it_made(interrupt):
    made = document({"replica_id": "r1", "status": "started"})
    code, out, err, requests = interrupt(made, *CREATE, "--wait", "--format", "ids")
    assert (code, out, requests) == (130, "r1\n", 1)
    assert err.splitlines()[-3:] == [
        "error: interrupted.",
        "The replica r1 was created.",
        "hint: to go on waiting: tavus replicas wait r1",
    ]
