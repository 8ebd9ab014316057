"""Bodies that are far larger than any right answer: memory and time stay bounded."""

import gzip

import pytest
from faults.answers import chunked, document, flood, raw, reply
from faults.bodies import MIB, encodings, gzip_bomb, page, replica
from reliability.commands import CREATE, LIST, ONCE

TOO_LARGE = "error: the answer is larger than 16 MiB; giving up."

LARGE = {
    "bomb": reply(200, gzip_bomb(), encodings(1)),
    "bomb in two layers": reply(200, gzip_bomb(2), encodings(2)),
    "200 MiB": flood(200, 200 * MIB),
}


@pytest.mark.parametrize("name", LARGE)
def test_a21_d2_a_body_larger_than_any_answer_is_given_up(tavus, serve, name):
    server = serve(LARGE[name])
    outcome = tavus(*LIST, at=server, real=True)
    assert outcome.code == 8
    assert outcome.errors[0] == TOO_LARGE
    assert outcome.rss < 200_000
    assert outcome.seconds < 5
    assert len(server.requests) == 1


CROWDS = {
    "rows": (b'{"data": [', b"{},", b"{}]}"),
    "nested": (b'{"data": [{"a": ', b"[[", b""),
    "fields": (b'{"data": [{', b'"":1,', b'"a": 1}]}'),
    "numbers": (b'{"data": [{"a": [', b"1,", b"1]}]}"),
}


@pytest.mark.parametrize("name", CROWDS)
@pytest.mark.parametrize("size", [15 * MIB, 2 * MIB])
def test_a21_what_parsing_builds_is_bounded(tavus, serve, name, size):
    opening, piece, closing = CROWDS[name]
    body = opening + piece * (size // len(piece)) + closing
    outcome = tavus(*LIST, at=serve(reply(200, gzip.compress(body, 1), encodings(1))), real=True)
    assert outcome.code in {0, 8}
    assert outcome.rss < 300_000
    assert outcome.seconds < 5
    if size > 10 * MIB:
        assert outcome.errors[0] == "error: the answer has more than 1,000,000 values; giving up."


@pytest.mark.parametrize("name", CROWDS)
def test_a21_a43_what_is_too_much_to_parse_leaves_a_create_in_doubt(tavus, serve, name):
    opening, piece, closing = CROWDS[name]
    body = opening + piece * (15 * MIB // len(piece)) + closing
    server = serve(reply(200, gzip.compress(body, 1), encodings(1)))
    outcome = tavus(*CREATE, "--no-check", at=server, real=True)
    assert (outcome.code, len(server.requests)) == (10, 1)
    assert "the answer has more than 1,000,000 values" in outcome.errors[0]
    assert outcome.rss < 300_000
    assert outcome.seconds < 5


def test_a21_many_layers_are_not_unpacked(tavus, serve):
    outcome = tavus(*LIST, at=serve(reply(200, gzip_bomb(6), encodings(6))), real=True)
    assert outcome.code == 8
    assert outcome.rss < 200_000
    assert outcome.seconds < 5


@pytest.mark.parametrize("status", [400, 404, 500])
def test_a21_an_error_page_is_bounded_too(tavus, serve, status):
    server = serve(reply(status, gzip_bomb(), encodings(1)))
    outcome = tavus(*LIST, *ONCE, at=server, real=True)
    assert outcome.code in {3, 5, 8}
    assert outcome.rss < 200_000
    assert outcome.seconds < 5


@pytest.mark.parametrize("name", LARGE)
def test_a21_a43_d3_after_a_create_it_leaves_the_outcome_unknown(tavus, serve, name):
    server = serve(LARGE[name])
    outcome = tavus(*CREATE, at=server, real=True)
    assert outcome.code == 10
    assert outcome.rss < 200_000
    assert len(server.requests) == 1


def test_a21_an_endless_chunk_size_is_given_up(tavus, serve):
    server = serve(raw(chunked(ended=False) + b"0" * (4 * MIB)))
    outcome = tavus(*LIST, *ONCE, "--timeout", "3", at=server, real=True)
    assert outcome.code in {6, 8}
    assert outcome.rss < 200_000
    assert outcome.seconds < 5


def test_a21_a_large_answer_that_is_right_is_taken(tavus, serve):
    server = serve(document(page(replica(1, replica_name="x" * (8 * MIB)))))
    outcome = tavus(*LIST, "--json", at=server)
    assert outcome.code == 0
    assert len(outcome.json()["data"][0]["replica_name"]) == 8 * MIB
