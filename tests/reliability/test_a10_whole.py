"""Downloads: what is never saved as a whole file, and what is never joined."""

import json

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


UNSURE = {
    "no note": lambda note: note.unlink(),
    "a damaged note": lambda note: note.write_text("{"),
    "a note of other things": lambda note: note.write_text("[1]"),
    "another video's": lambda note: note.write_text(json.dumps({"video_id": "x", "etag": TAG, "total": len(CLIP)})),
}


@pytest.mark.parametrize("name", UNSURE)
def test_a72_bytes_of_unknown_origin_are_not_gone_on_with(tavus, download, name):
    leave(tavus, HALF)
    UNSURE[name](tavus.work / f"{NAME}.part.json")
    outcome, storage = download(routes=ranged)
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP})
    assert "range" not in storage.requests[0].headers


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
