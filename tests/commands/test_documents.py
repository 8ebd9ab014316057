"""tavus documents, through the door."""

from functools import partial

import pytest
from contract.validate import problems
from faults.answers import document, reply

LINK = "https://files.example.com/handbook.pdf"
STARTED = {"document_id": "d8-5c71baca86fc", "document_name": "Handbook", "status": "started", "progress": 0}
MADE = document(STARTED)
READY = {**STARTED, "status": "ready", "progress": 100}
GONE = document({"message": "Document not found"}, 404)


@pytest.fixture
def documents(ask):
    return partial(ask, "documents", answers=[MADE])


def test_list_asks_for_what_was_given(documents):
    options = ("--status", "ready", "--name-or-uuid", "hand", "--tags", "a,b", "--sort", "descending", "--verbose")
    more = ("--participant-tags", "p", "--scope", "all", "--page", "0")
    empty = document({"data": [], "total_count": 0, "page": 0, "limit": 10})
    _, (request,) = documents("list", *options, *more, answers=[empty])
    assert request.query == (
        "page=0&status=ready&name_or_uuid=hand&tags=a%2Cb&participant_tags=p&scope=all&sort=descending&verbose=true"
    )


@pytest.mark.parametrize(
    ("options", "body"),
    [
        ((), {}),
        (
            ("--document-name", "Handbook", "--tags", "a,b", "--tags", "c", "--depth", "2", "--max-pages", "20"),
            {"document_name": "Handbook", "tags": ["a", "b", "c"], "crawl": {"depth": 2, "max_pages": 20}},
        ),
        (
            ("--custom-description", "All", "--is-customer-support-document", "--no-font-size-aware-extraction"),
            {
                "custom_description": "All",
                "is_customer_support_document": True,
                "font_size_aware_extraction": False,
            },
        ),
    ],
)
def test_create_sends_exactly_what_was_given(documents, options, body):
    result, (request,) = documents("create", "--document-url", LINK, *options)
    assert (result.code, result.out) == (0, "d8-5c71baca86fc\tHandbook\tstarted\n")
    assert (request.method, request.target) == ("POST", "/v2/documents")
    assert request.json() == {"document_url": LINK, **body}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "error: --document-url is missing: the API takes files and websites only by their links."),
        (("--document-url", "handbook.pdf"), "error: --document-url is not a usable URL"),
        (("--document-url", LINK, "--depth", "11"), "error: "),
        (("--document-url", LINK, "--interval", "1"), "error: --interval needs --wait."),
    ],
)
def test_what_would_be_refused_is_not_sent(documents, options, said):
    result, requests = documents("create", *options)
    assert (result.code, result.out, requests) == (2, "", [])
    assert result.err.startswith(said)


def test_a_signature_in_the_link_is_not_shown(documents):
    result, _ = documents("create", "--document-url", f"{LINK}?X-Amz-Signature=abc", "--dry-run")
    assert "abc" not in result.out + result.err
    assert "DOCUMENT_URL" in result.out


def test_a_create_whose_outcome_is_unknown_is_not_repeated(documents):
    result, requests = documents("create", "--document-url", LINK, answers=[reply(500)])
    assert (result.code, len(requests)) == (10, 1)


def test_a_create_that_has_to_wait_is_sent_again(documents):
    limited = reply(429, b"", [("Retry-After", "0")])
    result, requests = documents("create", "--document-url", LINK, answers=[limited, document(STARTED)])
    assert (result.code, len(requests)) == (0, 2)


def test_wait_ends_when_it_is_ready(documents):
    half = {**STARTED, "status": "processing", "progress": 50}
    again = {**STARTED, "status": "recrawling", "progress": None}
    answers = [document(each) for each in (again, half, READY)]
    result, requests = documents("wait", "d8-5c71baca86fc", "--interval", "0.01", answers=answers)
    assert (result.code, len(requests)) == (0, 3)
    assert result.rows()[0][2] == "ready"
    assert "processing 50/100" in result.err


@pytest.mark.parametrize(
    ("reason", "hint"),
    [
        ("file_size_too_large", "keep the file at 50 MB or less"),
        ("file_download_failed", "give a direct, public link that works for at least 24 hours"),
        ("vector_store_failed", "contact Tavus support with the id of the document"),
    ],
)
def test_a_failure_brings_its_reason_and_what_to_do(documents, reason, hint):
    failed = document({**STARTED, "status": "error", "error_message": reason})
    result, _ = documents("wait", "d8-5c71baca86fc", answers=[failed])
    assert result.code == 11
    assert result.err.splitlines()[-2:] == [
        f"error: the processing of d8-5c71baca86fc failed: {reason}.",
        f"hint: {hint}",
    ]


def test_update_sends_a_plain_object(documents):
    result, (request,) = documents("update", "d1-2", "--document-name", "New", "--tags", "a,b", answers=[reply(200)])
    assert (result.code, result.out) == (0, "d1-2\tupdated\n")
    assert (request.method, request.target) == ("PATCH", "/v2/documents/d1-2")
    assert request.json() == {"document_name": "New", "tags": ["a", "b"]}
    result, requests = documents("update", "d1-2")
    assert (result.code, requests) == (2, [])


@pytest.mark.parametrize(("options", "body"), [((), {}), (("--max-pages", "5"), {"crawl": {"max_pages": 5}})])
def test_recrawl_asks_for_a_crawl_once(documents, options, body):
    answer = document({**STARTED, "status": "recrawling"}, 202)
    result, (request,) = documents("recrawl", "d1-2", *options, answers=[answer])
    assert (result.code, result.rows()[0][2]) == (0, "recrawling")
    assert (request.method, request.target, request.json()) == ("POST", "/v2/documents/d1-2/recrawl", body)


@pytest.mark.parametrize(("status", "code"), [(409, 5), (404, 3), (500, 10)])
def test_a_recrawl_that_is_refused_is_sent_once(documents, status, code):
    result, requests = documents("recrawl", "d1-2", answers=[document({"error": "no"}, status)])
    assert (result.code, result.out, len(requests)) == (code, "", 1)


@pytest.mark.parametrize("argv", [("update", "d1-2", "--tags", "a"), ("recrawl", "d1-2"), ("delete", "d1-2")])
def test_a_dry_run_sends_nothing(documents, argv):
    result, requests = documents(*argv, "--dry-run")
    assert (result.code, requests) == (0, [])
    assert "/v2/documents/d1-2" in result.out


@pytest.mark.parametrize("argv", [("get", "d1-2"), ("update", "d1-2", "--tags", "a"), ("delete", "d1-2", "--yes")])
def test_one_that_is_not_there(documents, argv):
    result, _ = documents(*argv, answers=[GONE])
    assert (result.code, result.out) == (3, "")
    assert result.err.startswith("error: no document d1-2: ")


def test_from_the_link_to_the_end_in_the_sandbox(run, quick):
    made = run("documents", "create", "--document-url", "https://example.com/", "--depth", "1", "--wait", "--json")
    assert (made.code, made.json()["status"]) == (0, "ready")
    document_id = made.json()["document_id"]
    assert run("documents", "list", "--all", "--format", "ids").out.split() == [document_id]
    assert run("documents", "update", document_id, "--tags", "x").rows() == [[document_id, "updated"]]
    assert run("documents", "get", document_id, "--json").json()["tags"] == ["x"]
    assert run("documents", "delete", document_id, "--yes").rows() == [[document_id, "deleted"]]
    failed = run("documents", "create", "--document-url", "https://example.com/fail-file_empty.pdf", "--wait")
    assert failed.code == 11


def test_an_id_of_another_kind_is_told(run, sandbox):
    result = run("documents", "get", "v5a0d0a000001")
    assert result.code == 3
    assert "hint: it looks like a voice's id; a document's starts with d\n" in result.err


TAGS = [f"t{number}" for number in range(250)]


def tag_pages(request):
    given = dict(pair.split("=") for pair in request.query.split("&") if pair)
    page, limit = int(given.get("page", 0)), int(given.get("limit", 100))
    return document({"tags": TAGS[page * limit :][:limit], "total_count": len(TAGS)})


def test_tags_are_listed_and_walked(serve, run):
    server = serve(routes=tag_pages)
    result = run("documents", "tags", "--search", "t", "--limit", "2", "--page", "1")
    assert (result.out, server.targets) == ("t2\nt3\n", ["/v2/documents/tags?search=t&limit=2&page=1"])
    assert run("documents", "tags", "--all", "--format", "ids").out.split() == TAGS
    assert run("documents", "tags", "--all", "--json").json() == {"tags": TAGS, "total_count": 250}
    assert run("documents", "tags").err == "note: 100 of 250 shown; --all shows every one\n"
    assert run("documents", "tags", "--all", "--page", "1").code == 2
    assert run("documents", "tags", "--columns", "nope").code == 2
    for request in server.requests:
        assert problems(request.method, request.target) == []


def test_chunks_are_shown_as_the_api_sends_them(documents):
    answer = {"chunks": [{"text": "a"}], "next": "o2"}
    options = ("--limit", "5", "--offset", "o1", "--collection", "regular")
    result, (request,) = documents("chunks", "d1-2", *options, answers=[document(answer)])
    assert (result.code, result.json()) == (0, answer)
    assert request.target == "/v2/documents/d1-2/chunks?collection=regular&limit=5&offset=o1"
    result, _ = documents("chunks", "d1-2", "--format", "tsv", answers=[document(answer)])
    assert result.out == '[{"text": "a"}]\n'


@pytest.mark.parametrize(("document_id", "code", "count"), [("d1-2", 3, 1), ("..", 2, 0)])
def test_chunks_of_what_is_no_document(documents, document_id, code, count):
    result, requests = documents("chunks", document_id, answers=[GONE])
    assert (result.code, result.out, len(requests)) == (code, "", count)


def test_tags_and_chunks_in_the_sandbox(run, quick):
    made = run("documents", "create", "--document-url", LINK, "--tags", "b,a", "--wait", "--format", "ids", "--quiet")
    assert run("documents", "tags").out == "a\nb\n"
    (chunk,) = run("documents", "chunks", made.out.strip()).json()["chunks"]
    assert LINK in chunk["text"]
