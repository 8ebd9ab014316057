"""Lists of every noun, walked to their ends."""

import pytest
from faults.answers import document

# How the API wraps the lists of its nouns, and what further fields of the envelope say. Source: the reference.
NUMBERED = ("voices", "documents")
NOUNS = {
    "replicas": "replica_id",
    "videos": "video_id",
    "voices": "voice_id",
    "conversations": "conversation_id",
    "pals": "pal_id",
    "documents": "document_id",
}


@pytest.mark.parametrize("base", [0, 1])
@pytest.mark.parametrize("noun", NOUNS)
def test_all_is_every_record_once_in_order(serve, run, noun, base):
    rows = [{NOUNS[noun]: f"x{number}", "status": "ready"} for number in range(250)]

    def answer(request):
        given = dict(pair.split("=") for pair in request.query.split("&"))
        assert given["limit"] == "100"
        page = max(int(given.get("page", base)) - base, 0)
        numbers = {"page": page + base, "limit": 100} if noun in NUMBERED else {}
        return document({"data": rows[page * 100 :][:100], "total_count": len(rows)} | numbers)

    server = serve(routes=answer)
    result = run(noun, "list", "--all", "--format", "ids")
    assert (result.code, result.err) == (0, "")
    assert result.out.split() == [row[NOUNS[noun]] for row in rows]
    whole = run(noun, "list", "--all", "--json").json()
    assert (whole["data"], whole["total_count"]) == (rows, 250)
    assert len(server.requests) == 2 * (3 + base)
