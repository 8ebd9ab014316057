"""Documents: from their address to their chunks, and crawls."""

import re

import pytest

from tavus_cli.sandbox.failures import DOCUMENT

URL = "https://bucket.example.com/guide.pdf"
SITE = "https://www.example.com/"

# Written out once more, so that a code lost from the sandbox is noticed.
CODES = [
    "file_download_failed",
    "file_format_unsupported",
    "file_size_too_large",
    "file_empty",
    "invalid_file_url",
    "document_processing_failed",
    "website_processing_failed",
    "chunking_failed",
    "embedding_failed",
    "vector_store_failed",
    "contact_support",
]


def add(api, url=URL, **fields):
    return api.post("/v2/documents", {"document_url": url} | fields).json["document_id"]


def get(api, made):
    return api.get(f"/v2/documents/{made}").json


def test_a_new_document_reads_as_the_contract_says(api):
    reply = api.post("/v2/documents", {"document_url": URL, "tags": ["a"]})
    made = reply.json["document_id"]
    assert re.fullmatch("d8-[0-9a-f]{12}", made)
    assert (reply.status, reply.json) == (
        200,
        {
            "document_id": made,
            "document_name": "guide.pdf",
            "document_url": URL,
            "status": "started",
            "progress": 0,
            "error_message": None,
            "callback_url": "",
            "tags": ["a"],
            "crawl_config": None,
            "crawled_urls": None,
            "last_crawled_at": None,
            "crawl_count": None,
            "created_at": "2026-09-21T14:13:20.250000",
            "updated_at": "2026-09-21T14:13:20.250000",
        },
    )
    assert get(api, made) == reply.json


def test_it_is_started_then_processed_then_ready(api, clock):
    made = add(api)
    seen = []
    for seconds in (0, 5, 19, 1):
        clock.turn(seconds)
        seen.append((get(api, made)["status"], get(api, made)["progress"]))
    assert seen == [("started", 0), ("processing", 20), ("processing", 96), ("ready", 100)]


@pytest.mark.parametrize("code", CODES)
def test_a_file_named_after_a_code_fails_with_it(api, clock, code):
    made = add(api, f"https://example.com/fail-{code}.pdf")
    clock.turn(25)
    shown = get(api, made)
    assert (shown["status"], shown["error_message"], shown["progress"]) == ("error", code, None)


def test_there_are_no_other_codes():
    assert sorted(DOCUMENT) == sorted(CODES)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "document_url is required"),
        ({"document_url": "guide.pdf"}, "Invalid document_url"),
        ({"document_url": URL, "tags": "a"}, "tags must be an array of strings"),
        ({"document_url": URL, "document_name": 1}, "document_name must be a string"),
        ({"document_url": SITE, "crawl": []}, "crawl must be an object"),
        ({"document_url": SITE, "crawl": {"depth": 11}}, "crawl.depth must be a whole number from 1 to 10"),
        ({"document_url": SITE, "crawl": {"max_pages": 0}}, "crawl.max_pages must be a whole number from 1 to 100"),
    ],
)
def test_what_the_contract_forbids_is_refused_and_makes_nothing(api, body, error):
    reply = api.post("/v2/documents", body)
    assert (reply.status, reply.json) == (400, {"error": error})
    assert api.get("/v2/documents").json == {"data": [], "total_count": 0, "page": 0, "limit": 10}


def test_pages_are_counted_from_0_whatever_the_sandbox_is_told(start, clock):
    api = start(page_base=1)
    made = []
    for _ in range(3):
        made.append(add(api))
        clock.turn(1)
    pages = [api.get("/v2/documents", limit=2, page=page).json for page in (0, 1)]
    assert [[row["document_id"] for row in page["data"]] for page in pages] == [[made[2], made[1]], [made[0]]]
    assert [page["page"] for page in pages] == [0, 1]
    assert api.get("/v2/documents", limit=2).json == pages[0]


def test_the_list_can_be_narrowed_and_sorted(api, clock):
    first = add(api, document_name="Alpha", tags=["a", "b"])
    clock.turn(25)
    second = add(api, document_name="Beta", tags=["b"], participant_tags=["p"])

    def found(**params):
        return [row["document_id"] for row in api.get("/v2/documents", **params).json["data"]]

    assert found() == found(sort="descending") == found(sort="desc") == [second, first]
    assert found(sort="ascending") == [first, second]
    assert (found(status="ready"), found(status="started")) == ([first], [second])
    assert (found(tags="a,x"), found(tags="b"), found(tags="x")) == ([first], [second, first], [])
    assert (found(name_or_uuid="ALPH"), found(name_or_uuid=second)) == ([first], [second])
    assert found(participant_tags="p") == [second]


def test_name_and_tags_can_be_changed_and_nothing_else(api):
    made = add(api, tags=["a"])
    reply = api.patch(f"/v2/documents/{made}", {"document_name": "Guide", "tags": ["b"], "document_url": "x"})
    assert (reply.status, reply.json["document_name"], reply.json["tags"]) == (200, "Guide", ["b"])
    assert get(api, made) == reply.json
    assert reply.json["document_url"] == URL
    assert api.patch(f"/v2/documents/{made}", {"tags": [1]}).json == {"error": "tags must be an array of strings"}


def test_a_deleted_one_is_gone(api):
    made = add(api)
    assert (api.delete(f"/v2/documents/{made}").status, api.get(f"/v2/documents/{made}").status) == (204, 404)
    assert get(api, made) == {"message": "Document not found"}


def test_tags_in_use_are_listed(api):
    add(api, tags=["Sales", "support"])
    add(api, tags=["support", "hr"])
    assert api.get("/v2/documents/tags").json == {"tags": ["Sales", "hr", "support"], "total_count": 3}
    assert api.get("/v2/documents/tags", search="S", limit=1, page=1).json == {"tags": ["support"], "total_count": 2}


def test_chunks_are_there_when_it_is_ready(api, clock):
    made = add(api)
    before = api.get(f"/v2/documents/{made}/chunks").json
    clock.turn(25)
    after = api.get(f"/v2/documents/{made}/chunks").json
    assert (before, [chunk["text"] for chunk in after["chunks"]]) == (
        {"chunks": []},
        [f"The sandbox has not read {URL}."],
    )


def recrawl(api, made, body=None):
    return api.send("POST", f"/v2/documents/{made}/recrawl", body)


def test_a_website_can_be_crawled_again_after_a_while(api, clock):
    made = add(api, SITE, crawl={"depth": 2})
    early = recrawl(api, made)
    assert (early.status, early.json) == (
        409,
        {"error": "Document must be in 'ready' or 'error' state to recrawl, current status: started"},
    )
    clock.turn(25)
    shown = get(api, made)
    assert (shown["crawled_urls"], shown["crawl_count"], shown["last_crawled_at"]) == (
        [SITE],
        1,
        "2026-09-21T14:13:45.250000",
    )
    soon = recrawl(api, made)
    assert (soon.status, soon.json, soon.headers["Retry-After"]) == (429, {"error": "Too many requests"}, "26")
    clock.turn(25)
    again = recrawl(api, made, b'{"crawl": {"depth": 3}}')
    assert (again.status, again.json["status"], again.json["crawl_config"]) == (202, "recrawling", {"depth": 3})
    clock.turn(25)
    shown = get(api, made)
    assert (shown["status"], shown["crawl_count"], shown["last_crawled_at"]) == (
        "ready",
        2,
        "2026-09-21T14:14:35.250000",
    )


def test_a_file_cannot_be_crawled(api, clock):
    made = add(api)
    clock.turn(25)
    reply = recrawl(api, made)
    assert (reply.status, reply.json) == (400, {"error": "only a website that was crawled can be crawled again"})
    assert recrawl(api, "d8-000000000000").status == 404


def test_only_so_many_are_crawled_at_once_and_in_all(api, clock):
    made = [add(api, SITE, crawl={}) for _ in range(5)]
    refused = api.post("/v2/documents", {"document_url": SITE, "crawl": {}})
    assert (refused.status, refused.json) == (429, {"error": "Too many requests"})
    assert api.post("/v2/documents", {"document_url": URL}).status == 200
    while len(made) < 100:
        clock.turn(25)
        made += [add(api, SITE, crawl={}) for _ in range(5)]
    clock.turn(25)
    assert api.post("/v2/documents", {"document_url": SITE, "crawl": {}}).status == 429
    api.delete(f"/v2/documents/{made[0]}")
    assert api.post("/v2/documents", {"document_url": SITE, "crawl": {}}).status == 200


@pytest.mark.parametrize(
    ("file", "end"),
    [
        ("guide.pdf", {"status": "ready"}),
        ("fail-file_empty.pdf", {"status": "error", "error_message": "file_empty"}),
    ],
)
def test_the_end_is_told(start, clock, receiver, file, end):
    made = add(start(callbacks=True), f"https://example.com/{file}", callback_url=receiver.url)
    clock.turn(25)
    assert receiver.wait()[0][1] == {"document_id": made, "document_name": file} | end
