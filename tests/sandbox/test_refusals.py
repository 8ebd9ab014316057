import pytest
from sandbox.api import Api

from tavus_cli.sandbox.server import Behaviour, SandboxError, SandboxServer

BODIES = {
    400: {"error": "Bad request"},
    401: {"message": "Invalid access token"},
    402: {"message": "The user is out of conversational credits"},
    403: {"message": "Forbidden"},
    404: {"message": "Not found"},
    409: {"error": "Conflict"},
    422: {"message": "Unprocessable entity"},
    429: {"error": "Too many requests"},
    500: {"message": "Internal server error"},
    502: {"message": "Bad gateway"},
    503: {"message": "Service unavailable"},
    504: {"message": "Gateway timeout"},
}


@pytest.mark.parametrize("status", BODIES)
def test_a_prefix_of_the_base_url_refuses_every_call_below_it(api, status):
    for _ in range(3):
        reply = api.get(f"/force/{status}/v2/replicas")
        assert (reply.status, reply.json) == (status, BODIES[status])
    assert api.get("/v2/replicas").status == 200


@pytest.mark.parametrize("status", BODIES)
def test_only_429_and_503_tell_when_to_come_back(api, status):
    expected = "1" if status in {429, 503} else None
    assert api.get(f"/force/{status}/v2/replicas").headers["Retry-After"] == expected


def test_a_number_refuses_so_many_calls_and_lets_the_rest_through(api):
    assert [api.get("/force/500x2/v2/voices").status for _ in range(4)] == [500, 500, 200, 200]


def test_the_number_counts_calls_of_any_kind(api):
    api.post("/force/429x2/v2/replicas", {})
    api.get("/force/429x2/nowhere")
    assert api.get("/force/429x2/v2/replicas").status == 200


def test_a_name_starts_a_count_of_its_own(api):
    paths = ["/force/429x1,name=a/v2/voices", "/force/429x1,name=b/v2/voices", "/force/429x1,name=a/v2/voices"]
    assert [api.get(path).status for path in paths] == [429, 429, 200]


@pytest.mark.parametrize("words", ["429x1,retry-after=3", "500,retry-after=3", "429,name=a,retry-after=3"])
def test_retry_after_can_be_chosen(api, words):
    assert api.get(f"/force/{words}/v2/voices").headers["Retry-After"] == "3"


def test_a_forced_create_makes_nothing(api):
    reply = api.post("/force/503/v2/replicas", {"train_video_url": "https://example.com/a.mp4"})
    assert (reply.status, api.get("/v2/replicas", replica_type="user").json["total_count"]) == (503, 0)


def test_a_call_that_is_let_through_works_as_without_the_prefix(api):
    below = Api(f"http://127.0.0.1:{api.port}/force/429x0")
    made = below.replica()
    assert api.get(f"/v2/replicas/{made}").status == 200


@pytest.mark.parametrize("words", ["418", "200", "x", "429x", "429,", "429,later=1", "42", ""])
def test_words_that_are_no_refusal_are_not_found(api, words):
    reply = api.get(f"/force/{words}/v2/voices")
    assert (reply.status, reply.json) == (
        404,
        {"message": f'"{words}" after /force/ is no refusal; try 429, 429x2 or 503,retry-after=3'},
    )


def test_a_server_can_be_told_to_refuse_by_itself(start):
    api = start(force="402x2")
    assert [api.get("/v2/replicas").status for _ in range(3)] == [402, 402, 200]


def test_a_server_that_is_told_nonsense_does_not_start(state):
    with pytest.raises(SandboxError, match=r'^"teapot" is no refusal that the sandbox knows\.$') as raised:
        SandboxServer(state, behaviour=Behaviour(force="teapot"))
    assert raised.value.hint == (
        "try 429, 429x2 or 503x1,retry-after=3; "
        "the statuses are 400, 401, 402, 403, 404, 409, 422, 429, 500, 502, 503, 504"
    )


CREATES = [
    ("/v2/replicas", {}, "train_video_url"),
    ("/v2/replicas", {"voice_name": "anna"}, "train_image_url"),
    ("/v2/replicas", {"train_video_url": "https://example.com/a.mp4"}, "consent_video_url"),
    ("/v2/videos", {"replica_id": "r7bc3db0d581"}, "audio_url"),
    ("/v2/videos", {"replica_id": "r7bc3db0d581", "script": "Hi"}, "background_source_url"),
    ("/v2/voices", {"voice_name": "Ana"}, "train_audio_url"),
]


@pytest.mark.parametrize(("path", "body", "field"), CREATES)
def test_a_file_named_after_a_refusal_refuses_its_create_alone(api, path, body, field):
    before = api.get(path).json["total_count"]
    reply = api.post(path, body | {field: "https://example.com/refuse-402.mp4?signature=x"})
    assert (reply.status, reply.json) == (402, BODIES[402])
    assert api.get(path).json["total_count"] == before


@pytest.mark.parametrize("status", BODIES)
def test_a_file_can_name_every_status(api, status):
    reply = api.post("/v2/replicas", {"train_video_url": f"https://example.com/refuse-{status}"})
    assert (reply.status, reply.json) == (status, BODIES[status])


def test_a_file_that_names_another_status_is_refused_with_those_that_work(api):
    reply = api.post("/v2/replicas", {"train_video_url": "https://example.com/refuse-418.mp4"})
    assert (reply.status, reply.json) == (
        400,
        {
            "error": "train_video_url: the sandbox cannot refuse with 418; "
            "it can with 400, 401, 402, 403, 404, 409, 422, 429, 500, 502, 503, 504"
        },
    )
