"""What an answer means: a record that is not there, or a refusal, or another server altogether."""

import pytest
from faults.answers import document, reply

INVALID = document({"error": "Invalid replica_id"}, 400)
MISSING = document({"message": "Replica not found"}, 404)
PAGE = reply(404, b"<html>nothing here</html>", kind="text/html")
PROXY = reply(400, b"<html>proxy</html>", kind="text/html")
LIMIT = document({"message": "User has reached maximum concurrent conversations"}, 400)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (INVALID, 3),
        (document({"error": "Invalid replica_uuid"}, 400), 3),
        (document({"message": "The replica does not exist."}, 400), 3),
        (MISSING, 3),
        (document({}, 404), 3),
        (PAGE, 5),
        (reply(404), 5),
        (PROXY, 5),
        (LIMIT, 5),
        (document({"error": "limit is not valid"}, 400), 5),
    ],
)
@pytest.mark.parametrize(
    "words", [("get", "r1"), ("rename", "r1", "Rio"), ("delete", "r1", "--yes")], ids=lambda words: words[0]
)
def test_a_record_is_missing_only_if_the_api_says_so(run, serve, answer, code, words):
    serve(answer)
    result = run("replicas", *words)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith("error: no replica r1: ") is (code == 3)


def test_a_page_in_the_place_of_the_api_asks_about_the_base_url(run, serve):
    server = serve(PAGE)
    assert run("replicas", "list").err.splitlines() == [
        "error: the server knows no such address (404 Not Found).",
        f"hint: is the base URL right? (now {server.url})",
    ]


def test_a_refusal_in_plain_text_is_shown(run, serve):
    serve(reply(403, b"quota of the proxy exceeded\n", kind="text/plain; charset=utf-8"))
    assert "(403 Forbidden: quota of the proxy exceeded)" in run("replicas", "list").err
