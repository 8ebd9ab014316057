"""Downloads into a pipe: what is written there cannot be taken back, so every doubt is an error."""

import base64
import hashlib
import os

import pytest
from faults.answers import document, head, raw, reply
from faults.bodies import video
from reliability.program import shell
from reliability.stored import CLIP, DOWNLOAD, HALF, TAG, VIDEO, cut_at, files, link, part, ranged, record, whole
from reliability.terminal import on_terminal

PIPED = ("--output", "-")
AS_A_FILE = f"hint: a file can be resumed, and can start over: --output {VIDEO}.mp4"


def of_md5(body, told=CLIP):
    checksum = base64.b64encode(hashlib.md5(told).digest()).decode()
    return reply(200, body, [("ETag", TAG), ("Content-MD5", checksum)], kind="video/mp4")


def test_a105_a_pipe_gets_the_bytes_and_nothing_else(tavus, download):
    outcome, _ = download(whole(), options=PIPED)
    assert (outcome.code, outcome.raw_out, outcome.err) == (0, CLIP, f"{VIDEO}: 10240 bytes of 10240 bytes\n")
    assert files(tavus) == {}


def test_a105_a_broken_connection_is_resumed_where_it_was(tavus, download):
    first = iter([cut_at(HALF)])
    outcome, storage = download(routes=lambda request: next(first, None) or ranged(request), options=PIPED)
    assert (outcome.code, outcome.raw_out) == (0, CLIP)
    assert [request.headers.get("range") for request in storage.requests] == [None, f"bytes={HALF}-"]


def test_a105_what_breaks_off_for_good_is_an_error(tavus, download):
    outcome, _ = download(cut_at(HALF), options=(*PIPED, "--retries", "0"), partial_output=True)
    assert (outcome.code, outcome.raw_out) == (6, CLIP[:HALF])
    assert outcome.errors[-1] == AS_A_FILE
    assert files(tavus) == {}


def without_length(body, *, whole, tag=TAG):
    end = b"0\r\n\r\n" if whole else b""
    fields = [("Content-Type", "video/mp4"), ("ETag", tag), ("Transfer-Encoding", "chunked")]
    return raw(head(200, fields) + b"%x\r\n%s\r\n" % (len(body), body) + end)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        # The storage starts over: perhaps with another version, and certainly with bytes that are written already.
        (cut_at(HALF), whole(tag='"version-2"')),
        (cut_at(HALF), whole()),
        (without_length(CLIP[:HALF], whole=False), without_length(CLIP, whole=True)),
        # Without a strong tag nobody knows of which version the rest would be.
        (cut_at(HALF, tag='W/"weak"'), whole(tag='W/"weak"')),
    ],
)
def test_a105_a_file_that_begins_anew_is_an_error(tavus, download, first, then):
    outcome, storage = download(first, then, options=PIPED, partial_output=True)
    assert (outcome.code, outcome.raw_out, len(storage.requests)) == (8, CLIP[:HALF], 2)
    assert outcome.errors == [
        "error: the file starts over, perhaps as another version: the 5120 bytes that were written are no use.",
        AS_A_FILE,
    ]


@pytest.mark.parametrize(
    "then", [part(HALF, CLIP[HALF:], len(CLIP), '"version-2"'), part(HALF - 1, CLIP[HALF - 1 : -1], len(CLIP))]
)
def test_a105_bytes_that_may_not_fit_are_not_joined(tavus, download, then):
    outcome, _ = download(cut_at(HALF), then, options=PIPED, partial_output=True)
    assert (outcome.code, outcome.raw_out, outcome.errors[-1]) == (8, CLIP[:HALF], AS_A_FILE)


def test_a105_a_wrong_checksum_is_an_error_and_not_tried_again(tavus, download):
    outcome, storage = download(of_md5(CLIP[:-1] + b"x"), options=PIPED, partial_output=True)
    assert (outcome.code, len(storage.requests)) == (8, 1)
    assert outcome.errors == [
        "error: the file does not have the MD5 checksum that 127.0.0.1 sent: the 10240 bytes that were written"
        " are no use.",
        AS_A_FILE,
    ]
    outcome, _ = download(of_md5(CLIP), options=PIPED)
    assert (outcome.code, outcome.raw_out) == (0, CLIP)


def test_a105_a_resumed_file_is_checked_as_a_whole(tavus, download):
    def sums(exchange):
        exchange.send(
            b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: %d\r\nETag: %s\r\nContent-MD5: %s\r\n\r\n"
            % (len(CLIP), TAG.encode(), base64.b64encode(hashlib.md5(CLIP).digest()))
            + CLIP[:HALF]
        )
        exchange.close()

    for rest, code in ((CLIP[HALF:], 0), (CLIP[HALF:-1] + b"x", 8)):
        outcome, _ = download(sums, part(HALF, rest, len(CLIP)), options=PIPED, partial_output=True)
        assert (outcome.code, outcome.raw_out) == (code, CLIP[:HALF] + rest)


@pytest.mark.parametrize(
    "answer", [reply(404), reply(200, b"", kind="video/mp4"), reply(200, b"<html>", kind="text/html")]
)
def test_a105_nothing_is_written_of_what_is_no_video(tavus, download, answer):
    outcome, _ = download(answer, options=(*PIPED, "--retries", "0"))
    assert outcome.code != 0
    assert outcome.raw_out == b""


def test_a105_a_video_that_is_not_ready_writes_nothing(tavus, serve):
    outcome = tavus(*DOWNLOAD, *PIPED, at=serve(document(video(status="generating", download_url=None))))
    assert (outcome.code, outcome.raw_out) == (5, b"")


def test_a105_a_terminal_is_refused_before_anything_is_sent(tavus, serve):
    api = serve(record(link(serve(whole()))))
    outcome = on_terminal(tavus, *DOWNLOAD, *PIPED, at=api)
    assert "error: a video is not shown in a terminal." in outcome.out
    assert (outcome.code, api.requests) == (2, [])


def test_a105_a_reader_that_goes_away_ends_it_quietly(tavus, serve):
    body = os.urandom(1_000_000)
    api = serve(record(link(serve(whole(body)))))
    outcome = shell(tavus, f'tavus {" ".join(DOWNLOAD)} -o - --quiet | head -c 10; echo " ${{PIPESTATUS[0]}}"', at=api)
    assert outcome.raw_out == body[:10] + b" 141\n"
    assert outcome.err == ""


def test_a105_a_full_disk_behind_the_redirection_is_an_error(tavus, serve):
    outcome = tavus(*DOWNLOAD, *PIPED, at=serve(record(link(serve(whole())))), stdout="/dev/full")
    assert outcome.code == 1
    assert "could not write to standard output" in outcome.err
