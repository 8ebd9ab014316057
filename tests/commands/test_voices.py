"""tavus voices list and get, through the door."""

import pytest
from faults.answers import document

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
