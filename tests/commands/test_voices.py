"""tavus voices, through the door."""

from functools import partial

import pytest
from faults.answers import document, reply

OLDER = {"voice_name": "anna", "replica_id": "r90bbd427f71", "audio_url": None, "tags": [{"tag_name": "calm"}]}


@pytest.fixture
def listed(serve, run):
    def go(*options, answer=None):
        server = serve(answer or document({"data": [], "total_count": 0}))
        return run("voices", "list", *options), [request.target for request in server.requests]

    return go


def test_list_asks_for_nothing_that_was_not_given(listed):
    assert listed()[1] == ["/v2/voices"]


def test_list_sends_the_documented_parameters(listed):
    options = ("--limit", "5", "--page", "0", "--search", "an na", "--sort", "desc", "--tag", "calm", "--source", "all")
    tags = ("--tags", "a,b", "--tags", "c")
    assert listed(*options, *tags)[1] == [
        "/v2/voices?limit=5&page=0&search=an+na&sort=desc&tag=calm&tags=a%2Cb%2Cc&source=all"
    ]


@pytest.mark.parametrize(
    "options", [("--sort", "up"), ("--tags", "a,,b"), ("--limit", "0"), ("--all", "--page", "1"), ("--columns", "x")]
)
def test_list_refuses_what_cannot_be_meant(listed, options):
    result, _ = listed(*options)
    assert (result.code, result.out) == (2, "")


def test_list_searches_and_sorts(run, sandbox):
    names = [row[0] for row in run("voices", "list", "--search", "A", "--sort", "desc").rows()]
    assert names == sorted(names, reverse=True)
    assert "anna" in names
    assert all("a" in name for name in names)


def test_list_all_is_every_voice_once(run, sandbox):
    everything = run("voices", "list", "--all", "--limit", "3", "--source", "all", "--format", "ids").out.split()
    assert everything == run("voices", "list", "--limit", "100", "--source", "all", "--format", "ids").out.split()
    assert len(set(everything)) == len(everything) > 3


def test_list_shows_voices_of_the_older_shape(listed):
    result, _ = listed("--format", "csv", "--columns", "voice_name,tags", answer=document({"data": [OLDER]}))
    assert (result.code, result.out) == (0, 'voice_name,tags\r\nanna,"[{""tag_name"": ""calm""}]"\r\n')


def test_get_shows_one_voice(run, sandbox):
    voice_id = run("voices", "list", "--search", "anna", "--source", "all", "--format", "ids").out.strip()
    assert run("voices", "get", voice_id, "--json").json()["voice_name"] == "anna"


@pytest.mark.parametrize(
    ("voice_id", "code", "said"),
    [
        ("v000000000000", 3, "error: no voice v000000000000: "),
        ("r7bc3db0d581", 3, "hint: it looks like a replica's id; a voice's starts with v"),
        ("..", 2, '"..": not a voice id.'),
    ],
)
def test_get_of_what_is_no_voice(run, sandbox, voice_id, code, said):
    result = run("voices", "get", voice_id)
    assert (result.code, result.out) == (code, "")
    assert said in result.err


CREATED = {"voice_id": "v0a1b2c3d4e5f", "voice_name": "Ana", "status": "started"}
MADE = document(CREATED)
SAMPLE = ("--properties", '{"train_audio_url": "https://example.com/ana.mp3"}')


@pytest.fixture
def voices(ask):
    return partial(ask, "voices", answers=[MADE])


@pytest.mark.parametrize(
    ("options", "body"),
    [
        (SAMPLE, {"train_audio_url": "https://example.com/ana.mp3"}),
        (
            (*SAMPLE, "--description", "Warm", "--callback-url", "https://example.com/told"),
            {
                "train_audio_url": "https://example.com/ana.mp3",
                "description": "Warm",
                "callback_url": "https://example.com/told",
            },
        ),
    ],
)
def test_create_sends_exactly_what_was_given(voices, options, body):
    result, (request,) = voices("create", "--voice-name", "Ana", *options)
    assert (result.code, result.out, result.err) == (0, "v0a1b2c3d4e5f\tAna\tstarted\n", "")
    assert (request.method, request.target, request.json()) == ("POST", "/v2/voices", {"voice_name": "Ana", **body})


def test_a_create_without_a_sample_is_warned(voices):
    result, _ = voices("create", "--voice-name", "Ana")
    assert result.code == 0
    assert result.err == "warning: there is no link to an audio sample: give it with --properties\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "error: --voice-name is missing: a voice needs a name."),
        (("--voice-name", " "), "error: --voice-name is empty."),
        (("--voice-name", "Ana", "--callback-url", "told"), "error: --callback-url is not a usable URL"),
        (("--voice-name", "Ana", "--properties", "[]"), "error: --properties is not a JSON object."),
        (("--voice-name", "Ana", "--properties", "{"), "error: --properties is not JSON ("),
        (("--voice-name", "Ana", "--properties", '{"voice_name": "Bea"}'), "error: "),
        (("--voice-name", "Ana", "--interval", "1"), "error: --interval needs --wait."),
    ],
)
def test_what_would_be_refused_is_not_sent(voices, options, said):
    result, requests = voices("create", *options)
    assert (result.code, result.out, requests) == (2, "", [])
    assert said in result.err


@pytest.mark.parametrize("answer", [reply(500), document({"voice_name": "Ana"}), document({"voice_id": None})])
def test_a_create_is_sent_once_and_its_doubt_is_told(voices, answer):
    result, requests = voices("create", "--voice-name", "Ana", *SAMPLE, answers=[answer])
    assert (result.code, result.out, len(requests)) == (10, "", 1)
    message, doubt, hint = result.err.splitlines()
    assert message.startswith("error: the create request was sent, but its outcome is unknown (")
    assert doubt == "A voice may have been created and may be charged. It was not sent again."
    assert "tavus voices list --source all" in hint


def test_wait_ends_when_the_voice_can_be_used(voices):
    done = document({**CREATED, "status": "completed"})
    result, requests = voices("wait", CREATED["voice_id"], "--interval", "0.01", answers=[MADE, MADE, done])
    assert (result.code, len(requests)) == (0, 3)
    assert result.rows()[0][:2] == ["Ana", CREATED["voice_id"]]


def test_a_failed_voice_ends_the_wait_with_its_reason(voices):
    failed = document({**CREATED, "status": "error", "error_message": "The sample is too short."})
    result, _ = voices("wait", CREATED["voice_id"], "--quiet", "--timeout", "5", answers=[failed])
    assert result.code == 11
    assert result.err.startswith("error: the cloning of v0a1b2c3d4e5f failed: The sample is too short.\nhint: ")


@pytest.mark.parametrize("answer", [reply(200), reply(204), document(CREATED)])
def test_rename_sends_the_name_alone(voices, answer):
    result, (request,) = voices("rename", "v0a1b2c3d4e5f", "Bea", answers=[answer])
    assert (result.code, result.out) == (0, "v0a1b2c3d4e5f\tBea\n")
    assert (request.method, request.target) == ("PATCH", "/v2/voices/v0a1b2c3d4e5f")
    assert request.json() == {"voice_name": "Bea"}


@pytest.mark.parametrize("argv", [("rename", "v0", " "), ("rename", "..", "Bea"), ("delete", "v0"), ("delete",)])
def test_a_change_that_cannot_be_meant_sends_nothing(voices, argv):
    result, requests = voices(*argv)
    assert (result.code, result.out, requests) == (2, "", [])


@pytest.mark.parametrize(
    "argv", [("rename", "v0", "Bea"), ("delete", "v0", "--yes"), ("create", "--voice-name", "Ana", *SAMPLE)]
)
def test_a_dry_run_sends_nothing(voices, argv):
    result, requests = voices(*argv, "--dry-run")
    assert (result.code, requests) == (0, [])
    assert "/v2/voices" in result.out


def test_from_the_sample_to_the_end_in_the_sandbox(run, quick):
    made = run("voices", "create", "--voice-name", "Ana", *SAMPLE, "--wait", "--json")
    assert (made.code, made.json()["status"]) == (0, "completed")
    voice_id = made.json()["voice_id"]
    assert run("voices", "list", "--source", "all", "--search", "Ana", "--format", "ids").out.split() == [voice_id]
    assert run("voices", "rename", voice_id, "Bea").rows() == [[voice_id, "Bea"]]
    assert run("voices", "get", voice_id, "--columns", "voice_name").out == "Bea\n"
    portrait = ("--train-image-url", "https://example.com/me.png", "--default-voice-id", voice_id)
    assert run("replicas", "create", *portrait).code == 0
    assert run("voices", "delete", voice_id, "--yes").rows() == [[voice_id, "deleted"]]
    assert run("voices", "get", voice_id).code == 3
    bad = '{"train_audio_url": "https://example.com/fail-audio_file_type.mp3"}'
    assert run("voices", "create", "--voice-name", "Bad", "--properties", bad, "--wait").code == 11
