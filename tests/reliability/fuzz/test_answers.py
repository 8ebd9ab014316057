"""Ten thousand spoiled answers of the API, to every kind of call and in every format."""

import gzip
import json
import random

import pytest
from faults.answers import chunked, head, raw
from faults.bodies import page, replica, video
from reliability.fuzz.spoil import SEED, assert_sound, spoiled
from samples import CREATE

FORMATS = ("table", "tsv", "csv", "json", "jsonl", "ids")
ONCE = ("--retries", "0", "--call-timeout", "2")
# The commands, and what the API should answer to them.
CALLS = {
    ("replicas", "list"): page(replica(1), replica(2, status="error", error_message="[b]no[/b]"), total=2),
    ("replicas", "list", "--all"): page(replica(1), total=1),
    ("replicas", "list", "--sort", "-created_at", "--status", "completed"): page(replica(1), replica(2)),
    ("replicas", "get", "r1"): replica(1, error_message=None, extra={"deep": [1, {"a": None}]}),
    ("videos", "list"): page(video(1), video(2)),
    ("videos", "get", "v1"): video(1),
    ("voices", "list"): page({"voice_id": "v1", "voice_name": "Ada", "tags": ["calm", "low"]}),
    ("conversations", "get", "c1", "--transcript"): {"conversation_id": "c1", "status": "ended", "events": []},
    ("api", "GET", "things"): {"data": [{"thing_id": "t1", "created_at": "Tue, 21 Jan 2026 10:00:00 GMT"}]},
    (*CREATE, "--no-check"): {"replica_id": "r1", "status": "started"},
    ("replicas", "rename", "r1", "New"): {},
    ("api", "POST", "things", "-f", "a=b"): {"thing_id": "t1"},
}
# These wait until their time is up, if the answer is not spoiled where they look: so they are tried now and then.
WAITS = {
    ("replicas", "wait", "r1", "--timeout", "0.5"): replica(1),
    (*CREATE, "--no-check", "--wait", "--timeout", "0.5"): replica(1),
}
STATUSES = (200, 200, 200, 200, 201, 204, 304, 400, 401, 404, 429, 500)


def framed(body, chance):
    """An orderly answer around a body, in one of the ways that HTTP has."""
    way = chance.randrange(4)
    if way == 0:
        return chunked(body[:7], body[7:]) if len(body) > 7 else chunked(body)
    fields = [("Content-Type", "application/json"), ("Date", "Sat, 21 Nov 2026 10:00:00 GMT")]
    if way == 1:
        body = gzip.compress(body, mtime=0)
        fields.append(("Content-Encoding", "gzip"))
    return head(chance.choice(STATUSES), [*fields, ("Content-Length", str(len(body)))]) + body


@pytest.mark.parametrize("part", range(10))
@pytest.mark.parametrize("count", [20, pytest.param(1000, marks=pytest.mark.long)])
def test_a29_a_spoiled_answer_is_an_error_or_a_result(run, serve, part, count):
    chance = random.Random(SEED + part)
    answer, codes = b"", set()
    server = serve(routes=lambda _request: raw(answer))
    for _ in range(count):
        argv, document = chance.choice(list((WAITS if chance.random() < 0.03 else CALLS).items()))
        body = json.dumps(document).encode()
        # Half of them come in good order, with a body that is spoiled; in the others all is.
        answer = (
            framed(spoiled(body, chance), chance) if chance.random() < 0.5 else spoiled(framed(body, chance), chance)
        )
        form = chance.choice(FORMATS)
        before = len(server.requests)
        code = assert_sound(run, *argv, *ONCE, "--format", form, shown=answer).code
        codes.add(code)
        if "create" in argv:
            sent = [request for request in server.requests[before:] if request.method == "POST"]
            # On a busy machine the limit of the whole command may come first.
            assert len(sent) == 1 or (not sent and code == 9), answer
    # Neither is all of it spoiled beyond recognition, nor nothing.
    assert {0, 8} <= codes
