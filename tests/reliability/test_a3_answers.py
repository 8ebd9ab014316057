import re

import pytest
from faults.answers import (
    chunked,
    document,
    hang_up,
    head,
    longer_than_its_length,
    raw,
    reply,
    reset,
    reset_after,
    short_of_its_length,
)
from faults.bodies import page, replica
from reliability.commands import CREATE, LIST, ONCE

CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
BODY = b'{"data": [], "total_count": 0}'
HALF = head(200, [("Content-Type", "application/json"), ("Content-Length", "500")]) + BODY[:12]

CUT = {
    "length": short_of_its_length(BODY),
    "length, in the middle": short_of_its_length(BODY[:12], 18),
    "chunked": raw(chunked(BODY, ended=False)),
    "chunk": raw(chunked(BODY)[:-20]),
    "reset": reset_after(HALF),
    "reset without a word": reset,
    "hung up without a word": hang_up,
}

UNUSABLE = {
    "too long": longer_than_its_length(BODY, 7),
    "empty": reply(200),
    "no content": raw(head(204)),
    "login page": reply(200, b"<!DOCTYPE html><title>Sign in</title>", kind="text/html"),
    "garbage": reply(200, bytes(range(256)), kind="application/octet-stream"),
    "not http": raw(b"220 mail.example.test ESMTP\r\n"),
    "no status": raw(b"HTTP/1.1 abc OK\r\n\r\n"),
    "bare text": reply(200, b"OK", kind="text/plain"),
    "cut json": reply(200, b'{"data": [{"replica_id": "r1"'),
    "trailing text": reply(200, BODY + b" x"),
    "two documents": reply(200, BODY + BODY),
    "nan": reply(200, b'{"data": [{"replica_id": "r1", "status": NaN}]}'),
    "infinity": reply(200, b'{"data": [{"replica_id": "r1", "status": -Infinity}]}'),
    "deep": reply(200, b"[" * 100_000),
    "deep object": reply(200, b'{"a":' * 100_000),
    "long number": reply(200, b'{"data": [], "total_count": ' + b"9" * 5000 + b"}"),
    "latin-1": reply(200, '{"data": [{"replica_name": "café"}]}'.encode("latin-1")),
    "utf-16": reply(200, BODY.decode().encode("utf-16"), kind="application/json; charset=utf-16"),
    "utf-32": reply(200, BODY.decode().encode("utf-32")),
    "gzip that is none": reply(200, BODY, [("Content-Encoding", "gzip")]),
    "many headers": raw(head(200, [(f"X-{n}", "1") for n in range(150)]) + BODY),
    "long header": raw(head(200, [("X-Long", "x" * 70_000)]) + BODY),
}

BAD_CHUNK = raw(chunked(ended=False) + b"zz\r\n" + BODY)


@pytest.mark.parametrize("name", CUT)
def test_a19_a_cut_answer_is_a_lost_connection(tavus, serve, name):
    outcome = tavus(*LIST, *ONCE, at=serve(CUT[name]))
    assert outcome.code == 6
    assert outcome.errors[0] == "error: the connection broke before the whole answer arrived."


def test_a19_d2_a_cut_answer_to_a_read_is_asked_for_again(tavus, serve):
    servers = {name: serve(answer, answer, document(page())) for name, answer in CUT.items()}
    runs = {name: tavus.begin(*LIST, at=server) for name, server in servers.items()}
    assert {name: run.finish().code for name, run in runs.items()} == dict.fromkeys(CUT, 0)
    assert {name: len(server.requests) for name, server in servers.items()} == dict.fromkeys(CUT, 3)


@pytest.mark.parametrize("name", CUT)
def test_a19_a41_d3_a_cut_answer_to_a_create_is_not(tavus, serve, name):
    server = serve(CUT[name])
    outcome = tavus(*CREATE, at=server)
    assert outcome.code == 10
    assert len(server.requests) == 1


@pytest.mark.parametrize("name", UNUSABLE)
def test_a20_a22_a24_a28_d2_an_answer_that_cannot_be_used_is_said_once(tavus, serve, name):
    server = serve(UNUSABLE[name])
    outcome = tavus(*LIST, at=server)
    assert outcome.code == 8
    assert outcome.errors[0].startswith("error: ")
    assert len(outcome.errors) <= 2
    assert len(outcome.errors[0]) < 600
    assert not CONTROLS.search(outcome.err)
    assert len(server.requests) == 1


@pytest.mark.parametrize("name", UNUSABLE)
def test_a20_a22_a24_a28_a43_d3_after_a_create_it_leaves_the_outcome_unknown(tavus, serve, name):
    server = serve(UNUSABLE[name])
    assert tavus(*CREATE, at=server).code == 10
    assert len(server.requests) == 1


def test_a19_a28_framing_that_makes_no_sense_is_one_or_the_other(tavus, serve):
    assert tavus(*LIST, *ONCE, at=serve(BAD_CHUNK)).code in {6, 8}
    assert tavus(*CREATE, at=serve(BAD_CHUNK)).code == 10


def test_a22_the_message_shows_how_the_answer_starts(tavus, serve):
    server = serve(reply(200, b"<!DOCTYPE html>", kind="text/html"))
    assert tavus(*LIST, at=server).err.splitlines() == [
        'error: the answer is not the JSON this tool expects (HTTP 200, text/html, starts "<!DOCTYPE html>").',
        f"hint: is the base URL right? (now {server.url})",
    ]


def test_a22_a33_the_start_of_the_answer_is_cleaned_and_short(tavus, serve):
    server = serve(reply(200, b"\x1b]0;owned\x07\r\n<p>\xe2\x80\xae" + b"x" * 5000, kind="text/html; charset=utf-8"))
    outcome = tavus(*LIST, at=server)
    assert outcome.code == 8
    assert len(outcome.errors) == 2
    assert not CONTROLS.search(outcome.err)
    assert len(outcome.errors[0]) < 500


def test_a23_an_html_error_page_shows_as_its_status(tavus, serve):
    html = b"<!DOCTYPE html><html><title>Oh no</title></html>"
    for status, reason in [(500, "Internal Server Error"), (502, "Bad Gateway"), (503, "Service Unavailable")]:
        outcome = tavus(*LIST, *ONCE, at=serve(reply(status, html, kind="text/html")))
        assert outcome.code == 8
        assert outcome.errors[0] == f"error: the server failed ({status} {reason})."
        assert "<" not in outcome.err
    for status in [400, 401, 402, 403, 404, 409, 422, 429]:
        outcome = tavus(*LIST, *ONCE, at=serve(reply(status, html, kind="text/html")))
        assert outcome.code in {3, 4, 5, 7}
        assert "<" not in outcome.err
        assert "Oh no" not in outcome.err
        assert str(status) in outcome.errors[0]


def test_a24_a_byte_order_mark_is_allowed(tavus, serve):
    server = serve(reply(200, b"\xef\xbb\xbf" + BODY))
    outcome = tavus(*LIST, "--json", at=server)
    assert outcome.code == 0
    assert outcome.json() == {"data": [], "total_count": 0}


def test_a24_the_last_of_two_equal_keys_wins(tavus, serve):
    body = b'{"data": [], "data": [{"replica_id": "r1", "replica_id": "r2", "status": "completed"}]}'
    assert tavus(*LIST, "--format", "ids", at=serve(reply(200, body))).out == "r2\n"


def test_a24_lone_surrogates_are_escaped_in_json_and_replaced_for_people(tavus, serve):
    server = serve(document(page(replica(1, replica_name="a\ud800b"))))
    outcome = tavus(*LIST, "--json", at=server)
    assert outcome.code == 0
    assert "a\\ud800b" in outcome.out
    outcome = tavus(*LIST, at=server)
    assert outcome.code == 0
    assert "a\ufffdb" in outcome.out


def test_a24_large_numbers_that_json_has_are_kept(tavus, serve):
    body = b'{"data": [], "total_count": 0, "big": 123456789012345678901234567890, "small": 1e-7}'
    outcome = tavus(*LIST, "--json", at=serve(reply(200, body)))
    assert outcome.code == 0
    assert outcome.json()["big"] == 123456789012345678901234567890
