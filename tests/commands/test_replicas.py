"""tavus replicas list, get and create, through the door, against the sandbox or a server that keeps what it gets."""

import json
import re

import pytest
from contract.validate import problems
from faults.answers import document
from samples import KEY, MADE

VIDEO = ("--train-video-url", "https://clips.example.com/train.mp4")
CONSENT = ("--consent-video-url", "https://clips.example.com/consent.mp4")
IMAGE = ("--train-image-url", "https://clips.example.com/face.png", "--voice-name", "anna")
SHOWN = "note: 10 of 13 shown; --all shows every one, --replica-type user only your own\n"
SANDBOXED = "note: answered by the sandbox, not by Tavus\n"


@pytest.fixture
def recorder(serve, run, monkeypatch):
    """A server that answers every create alike and keeps what was sent."""
    return serve(MADE)


def listing(serve, run, *options):
    server = serve(document({"data": [], "total_count": 0}))
    result = run(
        "replicas",
        "list",
        *options,
    )
    return result, [request.target for request in server.requests]


def test_list_asks_for_nothing_that_was_not_given(serve, run):
    assert listing(serve, run)[1] == ["/v2/replicas"]


def test_list_sends_the_documented_parameters(serve, run):
    options = ("--limit", "5", "--page", "0", "--replica-type", "user", "--verbose", "--model-name", "phoenix-4")
    ids = ("--replica-ids", "r1,r2", "--replica-ids", "r3")
    (target,) = listing(serve, run, *options, *ids)[1]
    assert (
        target
        == "/v2/replicas?limit=5&page=0&verbose=true&replica_type=user&replica_ids=r1%2Cr2%2Cr3&model_name=phoenix-4"
    )
    assert problems("GET", target) == []


def test_list_prints_tabs_when_piped(run, sandbox):
    result = run("replicas", "list", "--replica-ids", "r7bc3db0d581")
    assert (result.code, result.err) == (0, SANDBOXED)
    assert result.out == "r7bc3db0d581\tSabrina\tcompleted\t100/100\t2025-11-03T09:00:00.000Z\tphoenix-3\t\n"


def test_list_says_when_there_is_more(run, sandbox):
    result = run("replicas", "list", "--format", "ids")
    assert len(result.out.split()) == 10
    assert result.err == SHOWN + SANDBOXED


def test_list_verbose_adds_the_type(run, sandbox):
    result = run("replicas", "list", "--verbose", "--json")
    assert {row["replica_type"] for row in result.json()["data"]} == {"system"}
    assert "replica_type" not in run("replicas", "list", "--json").json()["data"][0]


def test_list_all_is_every_row_once(run, sandbox):
    everything = run("replicas", "list", "--all", "--limit", "4", "--format", "ids")
    one_page = run("replicas", "list", "--limit", "50", "--format", "ids")
    assert everything.out == one_page.out
    assert len(set(everything.out.split())) == 13


def test_list_of_nothing_is_a_success_with_a_note_on_a_terminal(run, sandbox):
    result = run("replicas", "list", "--replica-type", "user", terminal=True)
    assert (result.code, result.out) == (0, "")
    assert result.err == "note: no replicas\n" + SANDBOXED


def test_get_shows_every_field_on_a_terminal(run, sandbox):
    result = run("replicas", "get", "r7bc3db0d581", terminal=True, env={"NO_COLOR": "1"})
    assert result.code == 0
    assert [line.split()[0] for line in result.out.splitlines()] == [
        "replica_id",
        "replica_name",
        "status",
        "training_progress",
        "model_name",
        "thumbnail_video_url",
        "created_at",
        "updated_at",
    ]
    assert "training_progress    100/100  ━━━━━━━━━━━━━━━━━━━━" in result.out


def test_get_puts_the_error_first(serve, run):
    failed = {"replica_id": "r1", "status": "error", "error_message": "the light changed"}
    server = serve(document(failed))
    env = {"TAVUS_API_KEY": "k", "TAVUS_BASE_URL": server.url, "NO_COLOR": "1"}
    result = run("replicas", "get", "r1", terminal=True, env=env)
    assert result.out == "error: the light changed\n\nreplica_id  r1\nstatus      error\n"


def test_get_verbose_is_passed_on(run, sandbox):
    assert run("replicas", "get", "r7bc3db0d581", "--verbose", "--json").json()["replica_type"] == "system"


@pytest.mark.parametrize(
    ("replica_id", "hint"), [("r00000000000", ""), ("p1af207b8189", "hint: it looks like a pal's id")]
)
def test_get_of_an_unknown_id_ends_with_3(run, sandbox, replica_id, hint):
    result = run("replicas", "get", replica_id)
    assert (result.code, result.out) == (3, "")
    assert result.err.startswith(f"error: no replica {replica_id}: ")
    assert "Invalid replica_id" in result.err
    assert hint in result.err


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
        ((*IMAGE, *CONSENT), "--consent-video-url has no effect: it only goes with a training clip"),
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
        "hint: drop it from --input",
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


def test_a_pasted_dry_run_sends_what_the_command_sends(run, recorder, home):
    import subprocess

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


def test_ids_come_without_the_spaces_and_quotes_that_were_copied_with_them(run, sandbox):
    assert run("replicas", "get", ' "r7bc3db0d581" ', "--columns", "replica_id").out == "r7bc3db0d581\n"
    listed = run("replicas", "list", "--replica-ids", "r7bc3db0d581 , 'rf25acd9e3f5'", "--format", "ids")
    assert listed.out.split() == ["r7bc3db0d581", "rf25acd9e3f5"]
    assert run("replicas", "get", " '' ").err == 'error: "": not a replica id.\n'


def test_the_sandbox_does_not_say_that_training_takes_hours(run, sandbox):
    result = run("replicas", "create", *VIDEO, *CONSENT, terminal=True, width=200)
    replica_id = re.search(r"r[0-9a-f]{11}", result.out)[0]
    assert result.err == f"note: wait for it with: tavus replicas wait {replica_id}\n" + SANDBOXED
