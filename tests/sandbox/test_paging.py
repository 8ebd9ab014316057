import pytest
from sandbox.api import Api

from tavus_cli.sandbox.noun import Noun

STOCK = 13


@pytest.fixture
def five(api):
    """Five own replicas, oldest first."""
    return [api.replica(replica_name=name) for name in "ABCDE"]


def ids(reply):
    return [row["replica_id"] for row in reply.json["data"]]


def test_the_first_page_has_ten_rows(api, five):
    assert len(api.get("/v2/replicas").json["data"]) == 10


def test_own_replicas_come_first_and_the_newest_of_them_at_the_top(api, five):
    assert ids(api.get("/v2/replicas"))[:6] == [*reversed(five), "r90bbd427f71"]


def test_total_count_is_of_all_pages(api, five):
    assert api.get("/v2/replicas", limit=2).json["total_count"] == 5 + STOCK


def test_pages_join_without_a_gap_or_a_double(api, five):
    pages = [ids(api.get("/v2/replicas", limit=4, page=page)) for page in range(1, 7)]
    assert [each for page in pages for each in page] == ids(api.get("/v2/replicas", limit=100))
    assert [len(page) for page in pages] == [4, 4, 4, 4, 2, 0]


@pytest.mark.parametrize("page", [0, 1])
def test_with_base_1_pages_0_and_1_are_both_the_first(api, five, page):
    assert ids(api.get("/v2/replicas", limit=2, page=page)) == ids(api.get("/v2/replicas", limit=2))


def test_with_base_0_page_0_is_the_first_and_page_1_the_second(start, five):
    counted_from_0 = start(page_base=0)
    assert ids(counted_from_0.get("/v2/replicas", limit=2)) == [five[4], five[3]]
    assert ids(counted_from_0.get("/v2/replicas", limit=2, page=0)) == [five[4], five[3]]
    assert ids(counted_from_0.get("/v2/replicas", limit=2, page=1)) == [five[2], five[1]]


def test_a_page_far_beyond_the_end_is_empty(api):
    assert api.get("/v2/replicas", page=10**30).json == {"data": [], "total_count": STOCK}


@pytest.mark.parametrize("path", ["/v2/replicas", "/v2/videos"])
def test_a_limit_over_the_most_is_cut_down_to_it(api, monkeypatch, path):
    monkeypatch.setattr(Noun, "max_limit", 3)
    for _ in range(4):
        api.video(api.replica())
    assert len(api.get(path, limit=1000).json["data"]) == 3


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("limit=abc", "limit must be a whole number, 1 or more"),
        ("limit=0", "limit must be a whole number, 1 or more"),
        ("limit=-1", "limit must be a whole number, 1 or more"),
        ("limit=1.5", "limit must be a whole number, 1 or more"),
        ("limit=", "limit must be a whole number, 1 or more"),
        ("limit=%201", "limit must be a whole number, 1 or more"),
        ("limit=1_0", "limit must be a whole number, 1 or more"),
        ("limit=%D9%A1", "limit must be a whole number, 1 or more"),
        ("page=-1", "page must be a whole number, 0 or more"),
        ("page=first", "page must be a whole number, 0 or more"),
        ("limit=1&limit=2", "limit must be given once; several values are separated by commas"),
    ],
)
@pytest.mark.parametrize("path", ["/v2/replicas", "/v2/videos", "/v2/voices"])
def test_a_bad_page_or_limit_is_refused_by_name(api: Api, path, query, error):
    reply = api.get(f"{path}?{query}")
    assert (reply.status, reply.json) == (400, {"error": error})


def test_voices_say_which_page_they_are_and_stop_at_a_hundred(api):
    answer = api.get("/v2/voices", limit=500, page=2).json
    assert (answer["page"], answer["limit"], answer["total_count"], answer["data"]) == (2, 100, 6, [])


def test_voices_count_pages_from_the_same_base(start):
    answer = start(page_base=0).get("/v2/voices", limit=4, page=1).json
    assert (answer["page"], [row["voice_name"] for row in answer["data"]]) == (1, ["julia", "liam"])


def test_videos_are_paged_alike(api):
    made = [api.video() for _ in range(3)]
    answer = api.get("/v2/videos", limit=2, page=2).json
    assert ([row["video_id"] for row in answer["data"]], answer["total_count"]) == ([made[0]], 3)
