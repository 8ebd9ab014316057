"""Answers that are HTTP, but not what anybody expects: interim ones, odd statuses, odd framing."""

import json

import pytest
from faults.answers import chunked, document, head, raw, reply
from faults.bodies import page, replica
from reliability.commands import CREATE, LIST
from samples import MADE

INTERIM = {
    "100": head(100),
    "102": head(102),
    "103": head(103, [("Link", "</style.css>; rel=preload")]),
    "102, 103, 100": head(102) + head(103) + head(100),
    "102 with a length": head(102, [("Content-Length", "5")]),
    "110 that nobody knows": head(110, reason="Odd"),
}


def preceded(interim, answer):
    def both(exchange):
        exchange.send(interim)
        answer(exchange)

    return both


@pytest.mark.parametrize("name", INTERIM)
def test_a91_interim_answers_are_passed_over(tavus, serve, name):
    rows = serve(preceded(INTERIM[name], document(page(replica(1)))))
    outcome = tavus(*LIST, "--format", "ids", at=rows)
    assert (outcome.code, outcome.out) == (0, f"{replica(1)['replica_id']}\n")
    made = tavus(*CREATE, "--format", "ids", at=serve(preceded(INTERIM[name], MADE)))
    assert (made.code, made.out) == (0, "r90bbd427f71\n")


ODD = [300, 301, 302, 303, 304, 305, 306, 307, 308, 399, 600, 999]


@pytest.mark.parametrize("status", [101, *ODD])
@pytest.mark.parametrize("body", [b"", b'{"replica_id": "r1", "status": "started"}'], ids=["empty", "full"])
def test_a91_d3_a_create_with_an_odd_status_is_in_doubt(tavus, serve, status, body):
    server = serve(reply(status, body, reason="Odd"))
    outcome = tavus(*CREATE, at=server)
    assert outcome.code == 10
    assert str(status) in outcome.errors[0]
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [101, *ODD])
def test_a91_a_read_with_an_odd_status_is_a_broken_answer(tavus, serve, status):
    server = serve(reply(status, b"", reason="Odd"))
    assert tavus(*LIST, at=server).code == 8
    assert len(server.requests) == 1


def test_a91_an_interim_answer_and_nothing_more_is_a_lost_connection(tavus, serve):
    for interim in (b"HTTP/1.1 102 Processing\r\n\r\n", b"HTTP/1.1 199 Odd\r\n\r\n"):
        assert tavus(*LIST, "--retries", "0", at=serve(raw(interim))).code in {6, 8}
        assert tavus(*CREATE, at=serve(raw(interim))).code == 10


BODY = json.dumps(page(replica(1))).encode()
FRAMES = {
    "negative chunk size": b"-5\r\n" + BODY + b"\r\n0\r\n\r\n",
    "chunk size with a sign": b"+5\r\n" + BODY + b"\r\n0\r\n\r\n",
    "chunk size that is none": b"zz\r\n" + BODY + b"\r\n0\r\n\r\n",
    "empty chunk size": b"\r\n" + BODY + b"\r\n0\r\n\r\n",
    "chunk size in other digits": "\u0665\r\n".encode() + BODY + b"\r\n0\r\n\r\n",
    "chunk size with underscores": b"1_0\r\n" + BODY + b"\r\n0\r\n\r\n",
    "no end of a chunk": b"%x\r\n" % len(BODY) + BODY + b"0\r\n\r\n",
}


@pytest.mark.parametrize("name", FRAMES)
def test_a91_a29_odd_chunks_are_a_broken_answer(tavus, serve, name):
    start = head(200, [("Content-Type", "application/json"), ("Transfer-Encoding", "chunked")])
    outcome = tavus(*LIST, "--retries", "0", at=serve(raw(start + FRAMES[name])))
    assert outcome.code in {6, 8}
    assert "unexpected" not in outcome.err
    created = tavus(*CREATE, at=serve(raw(start + FRAMES[name])))
    assert created.code == 10
    assert "unexpected" not in created.err


def test_a91_two_framings_at_once_are_no_answer_of_two(tavus, serve):
    """Content-Length beside chunks: the chunks count."""
    answer = chunked(BODY).replace(b"Transfer-Encoding", b"Content-Length: 5\r\nTransfer-Encoding")
    assert tavus(*LIST, at=serve(raw(answer))).code == 0
