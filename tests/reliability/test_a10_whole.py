"""Downloads: what is never saved as a whole file, and what is never joined."""

import base64
import hashlib
import zlib

import pytest
from faults.answers import head, raw, reply, reset
from reliability import patches
from reliability.commands import ONCE
from reliability.stored import (
    CLIP,
    HALF,
    NAME,
    RESUME,
    TAG,
    cut_at,
    files,
    leave,
    part,
    piecewise,
    ranged,
    whole,
)


def test_a71_a_truncated_file_never_has_the_name(tavus, download):
    outcome, _ = download(cut_at(HALF), options=ONCE)
    assert (outcome.code, outcome.out) == (6, "")
    assert outcome.errors[0].endswith("broke before the whole file arrived.")
    assert outcome.errors[1] == RESUME
    assert set(files(tavus)) == {f"{NAME}.part", f"{NAME}.part.json"}
    assert files(tavus)[f"{NAME}.part"] == CLIP[:HALF]


CUT_CHUNKS = b"%x\r\n%s\r\n" % (100, CLIP[:100])

CHUNKED = head(200, [("Content-Type", "video/mp4"), ("Transfer-Encoding", "chunked"), ("ETag", TAG)])
BROKEN = {
    "chunks without an end": (raw(CHUNKED + CUT_CHUNKS), 6),
    "a chunk that breaks off": (raw(CHUNKED + CUT_CHUNKS[:50]), 6),
    "a reset": (reset, 6),
    "no length": (raw(head(200, [("Content-Type", "video/mp4")]) + CLIP), 8),
    "an odd length": (raw(head(200, [("Content-Type", "video/mp4"), ("Content-Length", "many")]) + CLIP), 8),
    "nothing": (whole(b""), 8),
    "packed": (reply(200, CLIP, [("Content-Encoding", "gzip")], kind="video/mp4"), 8),
    "no content": (reply(204), 8),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a71_what_may_not_be_whole_is_not_saved(tavus, download, name):
    answer, code = BROKEN[name]
    outcome, _ = download(answer, options=ONCE)
    assert (outcome.code, outcome.out) == (code, "")
    assert NAME not in files(tavus)


def test_a71_a_chunked_file_is_whole_with_its_last_chunk(tavus, download):
    pieces = [CLIP[at : at + 1000] for at in range(0, len(CLIP), 1000)]
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
    outcome, _ = download(raw(CHUNKED + chunks + b"0\r\n\r\n"), options=ONCE)
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP})


def test_a71_the_file_is_on_the_disk_before_it_has_its_name(tavus, download):
    log = tavus.home / "calls"
    code = f"""
    import os
    def noting(name, original):
        def call(*a, **k):
            if name == "fsync" or str(a[1]).endswith({NAME!r}):
                with open({str(log)!r}, "a") as file:
                    file.write(name + "\\n")
            return original(*a, **k)
        return call
    os.fsync = noting("fsync", os.fsync)
    os.replace = noting("replace", os.replace)
    """
    outcome, _ = download(whole(), real=True, env=patches.patched(tavus.home, code))
    assert (outcome.code, log.read_text().split()) == (0, ["fsync", "replace", "fsync"])


def test_a72_d2_a_broken_download_goes_on_where_it_was(tavus, download):
    answers = iter([cut_at(HALF)])
    outcome, storage = download(routes=lambda request: next(answers, None) or ranged(request))
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP})
    first, second = storage.requests
    assert "range" not in first.headers
    assert (second.headers["range"], second.headers["if-range"]) == (f"bytes={HALF}-", TAG)
    assert "retrying in" in outcome.err


def test_a72_the_next_run_goes_on_where_the_last_one_was(tavus, download):
    assert download(cut_at(HALF), options=ONCE)[0].code == 6
    outcome, storage = download(routes=ranged)
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP})
    assert [request.headers["range"] for request in storage.requests] == [f"bytes={HALF}-"]


REST = CLIP[HALF:]
RANGE = ("Content-Range", f"bytes {HALF}-{len(CLIP) - 1}/{len(CLIP)}")
CHANGED = b"another, shorter version"
DOUBTFUL = {
    "an earlier first byte": part(HALF - 1, CLIP[HALF - 1 : -1], len(CLIP)),
    "a later first byte": part(HALF + 1, CLIP[HALF + 1 :], len(CLIP)),
    "another total": part(HALF, REST + b"x", len(CLIP) + 1),
    "an unknown total": part(HALF, REST, "*"),
    "another version": part(HALF, REST, len(CLIP), '"version-2"'),
    "no range": reply(206, REST, kind="video/mp4"),
    "more than there is": piecewise(head(206, [RANGE, ("Content-Length", str(len(REST) + 1))]) + REST, b"x"),
    "more than there is, in chunks": raw(
        head(206, [RANGE, ("Transfer-Encoding", "chunked")]) + b"%x\r\n%s\r\n0\r\n\r\n" % (len(REST) + 1, REST + b"x")
    ),
    "416 of another size": reply(416, b"", [("Content-Range", f"bytes */{len(CLIP)}")]),
    "416 of no size": reply(416),
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_a72_bytes_that_may_not_fit_are_not_joined(tavus, download, name):
    left = leave(tavus, HALF)
    outcome, storage = download(DOUBTFUL[name])
    assert (outcome.code, outcome.out) == (8, "")
    assert left.read_bytes() == CLIP[:HALF]
    assert NAME not in files(tavus)
    assert len(storage.requests) == 1


def test_a72_a_piece_of_the_rest_is_not_taken_for_all_of_it(tavus, download):
    left = leave(tavus, HALF)
    outcome, _ = download(part(HALF, REST[:100], len(CLIP)), options=ONCE)
    assert (outcome.code, left.read_bytes()) == (6, CLIP[: HALF + 100])
    assert download(routes=ranged)[0].code == 0
    assert files(tavus) == {NAME: CLIP}


def test_a72_a_storage_that_gives_the_whole_starts_over(tavus, download):
    leave(tavus, HALF)
    outcome, storage = download(whole(CHANGED, '"version-2"'))
    assert (outcome.code, files(tavus)) == (0, {NAME: CHANGED})
    assert "range" in storage.requests[0].headers


def test_a72_nothing_left_to_fetch_is_done(tavus, download):
    leave(tavus, len(CLIP))
    outcome, _ = download(reply(416, b"", [("Content-Range", f"bytes */{len(CLIP)}")]))
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP})


def test_a72_bytes_of_another_video_are_not_gone_on_with(tavus, download):
    leave(tavus, HALF, video_id="x")
    outcome, storage = download(routes=ranged)
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP})
    assert "range" not in storage.requests[0].headers


FOREIGN = {
    "no side file": (None, f"{NAME}.part"),
    "a damaged side file": (b"{", f"{NAME}.part.json"),
    "a side file of other things": (b"[1]", f"{NAME}.part.json"),
    "half of ours": (b'{"video_id": "x"}', f"{NAME}.part.json"),
}


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("size", [0, HALF])
def test_a96_a_file_of_the_users_own_is_not_taken_for_ours(tavus, download, name, size):
    side, shown = FOREIGN[name]
    part_file, side_file = tavus.work / f"{NAME}.part", tavus.work / f"{NAME}.part.json"
    if size:
        part_file.write_bytes(CLIP[:size])
    if side is not None:
        side_file.write_bytes(side)
    before = files(tavus)
    outcome, storage = download(routes=ranged)
    if before:
        assert (outcome.code, storage.requests, files(tavus)) == (
            2,
            [],
            before | ({} if size else {f"{NAME}.part": b""}),
        )
        assert outcome.errors[0].startswith(f"error: {shown} exists already, and is no unfinished download")
        outcome, storage = download(routes=ranged, options=("--force",))
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP})
    assert "range" not in storage.requests[0].headers


@pytest.mark.parametrize("tag", ['W/"version-1"', None])
def test_a96_a_rest_without_a_strong_tag_is_not_appended(tavus, download, tag):
    left = leave(tavus, HALF)
    outcome, _ = download(part(HALF, REST, len(CLIP), tag))
    assert (outcome.code, outcome.out) == (8, "")
    assert left.read_bytes() == CLIP[:HALF]


def checksum(algorithm, body=CLIP):
    if algorithm == "crc32":
        return base64.b64encode(zlib.crc32(body).to_bytes(4, "big")).decode()
    return base64.b64encode(hashlib.new(algorithm, body).digest()).decode()


TOLD = {
    "Content-MD5": ("md5", "{}"),
    "X-Goog-Hash": ("md5", "crc32c=AAAAAA==,md5={}"),
    "x-amz-checksum-sha256": ("sha256", "{}"),
    "x-amz-checksum-sha1": ("sha1", "{}"),
    "x-amz-checksum-crc32": ("crc32", "{}"),
}


@pytest.mark.parametrize("header", TOLD)
def test_a96_a_checksum_that_storage_tells_is_checked(tavus, download, header):
    algorithm, text = TOLD[header]

    def sent(body):
        fields = [("ETag", TAG), (header, text.format(checksum(algorithm)))]
        return reply(200, body, fields, kind="video/mp4")

    spoiled = CLIP[:-1] + b"x"
    outcome, _ = download(sent(spoiled), options=ONCE)
    assert (outcome.code, outcome.out, files(tavus)) == (8, "", {})
    assert f"does not have the {algorithm.upper()} checksum" in outcome.errors[0]
    assert download(sent(spoiled), sent(CLIP), options=("--retries", "1"))[0].code == 0
    assert files(tavus) == {NAME: CLIP}


@pytest.mark.parametrize("header", TOLD)
def test_a96_a_resumed_download_is_checked_as_a_whole(tavus, download, header):
    algorithm, text = TOLD[header]
    fields = [("Content-Type", "video/mp4"), ("Content-Length", str(len(CLIP))), ("ETag", TAG)]
    begun = head(200, [*fields, (header, text.format(checksum(algorithm)))]) + CLIP[:HALF]
    assert download(raw(begun), options=ONCE)[0].code == 6
    outcome, _ = download(part(HALF, REST[:-1] + b"x", len(CLIP)), options=ONCE)
    assert (outcome.code, files(tavus)) == (8, {})
    assert download(raw(begun), options=ONCE)[0].code == 6
    assert download(part(HALF, REST, len(CLIP)))[0].code == 0
    assert files(tavus) == {NAME: CLIP}


@pytest.mark.parametrize(
    "fields",
    [
        [("x-amz-checksum-sha256", checksum("sha256", b"other") + "-3")],
        [("x-amz-checksum-crc64nvme", "AAAAAAAAAAA=")],
        [("x-goog-hash", "md5=" + checksum("md5", b"packed")), ("x-goog-stored-content-encoding", "gzip")],
        [("Content-MD5", "nonsense")],
        [("x-goog-hash", "md5=, =,crc32c")],
        [("x-goog-hash", "crc32c=AAAAAA==")],
    ],
)
def test_a96_what_is_no_checksum_of_the_file_does_no_harm(tavus, download, fields):
    outcome, _ = download(reply(200, CLIP, [("ETag", TAG), *fields], kind="video/mp4"))
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP})


@pytest.mark.parametrize("tag", ['W/"version-1"', "version-1", ""])
def test_a72_without_a_strong_tag_a_download_starts_over(tavus, download, tag):
    assert download(cut_at(HALF, tag=tag), options=ONCE)[0].code == 6
    outcome, storage = download(whole(tag=tag))
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP})
    assert "range" not in storage.requests[0].headers


@pytest.mark.parametrize("tag", [TAG, None])
def test_a72_a_part_that_nobody_asked_for_is_not_saved(tavus, download, tag):
    outcome, _ = download(part(0, CLIP[:10], len(CLIP), tag))
    assert (outcome.code, files(tavus)) == (8, {})
