"""Downloads: where the key does not go, and what is never left under a video's name."""

import contextlib
import itertools
import json
import os
import signal
import subprocess
import sys
import time

import pytest
from faults.answers import after, document, drip, hang, hang_after, head, raw, redirect, reply, reset
from faults.bodies import video
from faults.certificates import bundle, stranger, trusted
from reliability import patches
from reliability.commands import ONCE
from reliability.program import KEY, Program
from reliability.stored import (
    CLIP,
    DOWNLOAD,
    NAME,
    TAG,
    VIDEO,
    beginning,
    cut_at,
    files,
    leave,
    link,
    part,
    piecewise,
    ranged,
    record,
    whole,
)
from reliability.terminal import on_terminal

HALF = len(CLIP) // 2
RESUME = "hint: run the same command again to resume."


@pytest.fixture
def download(tavus, serve):
    """Run a download whose file comes from storages with these answers, each a try of its own."""

    def run(*answers, options=(), routes=None, **settings):
        storage = serve(*answers, routes=routes)
        api = serve(record(link(storage)))
        return tavus(*DOWNLOAD, *options, at=api, **settings), storage

    return run


def test_a70_the_storage_sees_no_key_no_netrc_and_no_cookie(tavus, download):
    netrc = tavus.home / ".netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\ndefault login me password secret\n")
    netrc.chmod(0o600)
    elsewhere = redirect(302, "/again", headers=[("Set-Cookie", "a=b; Path=/")])
    outcome, storage = download(elsewhere, whole(), options=("--debug",))
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP})
    for request in storage.requests:
        assert {"x-api-key", "authorization", "cookie"} & set(request.headers) == set()
        assert KEY.encode() not in request.raw
    assert len(storage.requests) == 2
    assert "secret-of-the-link" not in outcome.out + outcome.err


def test_a70_a_link_that_is_not_encrypted_is_not_followed_off_this_machine(tavus, serve):
    proxy = serve(whole())
    api = serve(record("http://storage.example.test/high.mp4?signature=secret"))
    outcome = tavus(*DOWNLOAD, at=api, env={"HTTP_PROXY": proxy.url, "http_proxy": proxy.url})
    assert outcome.code == 8
    assert outcome.errors == [
        "error: the API gave a link that is not encrypted (http://storage.example.test/high.mp4); it was not followed."
    ]
    assert (proxy.requests, files(tavus)) == ([], {})


@pytest.mark.parametrize("address", ["file:///etc/passwd", "https://user:pw@example.test/a.mp4", "//x", "x", 7, None])
def test_a70_a_link_that_is_none_is_not_followed(tavus, serve, address):
    outcome = tavus(*DOWNLOAD, at=serve(record(address)))
    assert (outcome.code, outcome.out, files(tavus)) == (8, "", {})
    assert "pw" not in outcome.err


def test_a70_a_storage_nobody_vouches_for_gets_no_request(tavus, serve):
    storage = serve(whole(), tls=stranger("127.0.0.1"))
    outcome = tavus(*DOWNLOAD, at=serve(record(link(storage))))
    assert outcome.code == 6
    assert "certificate" in outcome.errors[0]
    assert (storage.requests, files(tavus)) == ([], {})
    storage = serve(whole(), tls=trusted("127.0.0.1"))
    env = {"REQUESTS_CA_BUNDLE": str(bundle(tavus.home))}
    assert tavus(*DOWNLOAD, at=serve(record(link(storage))), env=env).code == 0


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


def test_a73_an_expired_link_is_fetched_anew_once(tavus, serve):
    expired, fresh = serve(reply(403, b"<Error/>", kind="application/xml")), serve(whole())
    api = serve(record(link(expired)), record(link(fresh)))
    outcome = tavus(*DOWNLOAD, at=api)
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP})
    assert (len(api.requests), len(expired.requests), len(fresh.requests)) == (2, 1, 1)


def test_a73_a_link_that_has_expired_twice_is_given_up(tavus, serve):
    storage = serve(reply(403, b"<Error/>", kind="application/xml"))
    api = serve(record(link(storage)))
    outcome = tavus(*DOWNLOAD, at=api)
    assert (outcome.code, files(tavus)) == (5, {})
    assert (len(api.requests), len(storage.requests)) == (2, 2)


@pytest.mark.parametrize("status", [400, 401, 404, 410])
def test_a73_other_refusals_are_final(tavus, download, status):
    outcome, storage = download(reply(status))
    assert (outcome.code, len(storage.requests), files(tavus)) == (5, 1, {})


@pytest.mark.parametrize(
    "kind", ["text/html; charset=utf-8", "TEXT/HTML", "application/xml", "text/xml", "application/json", "a/x+json"]
)
def test_a73_a_page_is_never_saved_as_a_video(tavus, download, kind):
    outcome, _ = download(whole(b"<html>expired</html>", kind=kind))
    assert (outcome.code, files(tavus)) == (8, {})
    assert "it was not saved" in outcome.errors[0]


@pytest.mark.parametrize(
    ("video_id", "name"),
    [
        ("../evil", "__evil.mp4"),
        ("..\\evil", "__evil.mp4"),
        ("/etc/passwd", "_etc_passwd.mp4"),
        ("a:b", "a_b.mp4"),
        ("name.", "name.mp4"),
        ("-rf", "_rf.mp4"),
        (".hidden", "_hidden.mp4"),
        ("CON", "_CON.mp4"),
        ("nul.x", "_nul.x.mp4"),
        ("ü\u202e", "__.mp4"),
        ("x" * 250, "x" * 100 + ".mp4"),
    ],
)
def test_a74_the_name_comes_from_the_id_and_leads_nowhere(tavus, serve, video_id, name):
    disposition = [("Content-Disposition", 'attachment; filename="../../evil.sh"'), ("ETag", TAG)]
    storage = serve(reply(200, CLIP, disposition, kind="video/mp4"))
    outcome = tavus("videos", "download", "--json", "--", video_id, at=serve(record(link(storage), video_id="../evil")))
    assert (outcome.code, files(tavus)) == (0, {name: CLIP})
    assert outcome.json() == {"video_id": video_id, "path": name, "bytes": len(CLIP)}


@pytest.mark.parametrize(("path", "suffix"), [("a.webm", ".webm"), ("a.MP4", ".mp4"), ("a.sh", ".mp4"), ("a", ".mp4")])
def test_a74_the_suffix_is_one_of_a_video(tavus, serve, path, suffix):
    storage = serve(whole())
    assert tavus(*DOWNLOAD, at=serve(record(f"{storage.url}/{path}?x=y.exe"))).code == 0
    assert list(files(tavus)) == [f"{VIDEO}{suffix}"]


@pytest.mark.parametrize("options", [(), ("-o", NAME), ("--output", ".")])
def test_a74_an_existing_file_is_only_replaced_by_force(tavus, download, options):
    (tavus.work / NAME).write_text("precious")
    outcome, storage = download(whole(), options=options)
    assert (outcome.code, outcome.out, storage.requests) == (2, "", [])
    assert files(tavus) == {NAME: b"precious"}
    assert download(whole(), options=(*options, "--force"))[0].code == 0
    assert files(tavus) == {NAME: CLIP}


def test_a74_a_file_that_appears_meanwhile_is_not_replaced(tavus, serve):
    def appear(exchange):
        (tavus.work / NAME).write_text("precious")
        whole()(exchange)

    assert tavus(*DOWNLOAD, at=serve(record(link(serve(appear))))).code == 2
    assert files(tavus)[NAME] == b"precious"


@pytest.mark.parametrize("output", ["missing/a.mp4", "missing/", "", "-", "a-file/b.mp4", "a-folder/"])
def test_a74_a_place_that_is_none_is_told_before_anything_is_sent(tavus, serve, output):
    (tavus.work / "a-file").write_text("")
    (tavus.work / "a-folder" / NAME).mkdir(parents=True)
    api = serve(record(link(serve(whole()))))
    outcome = tavus(*DOWNLOAD, "-o", output, "--force", at=api)
    assert (outcome.code, outcome.out) == (2, "")
    assert len(api.requests) == (output == "a-folder/")


def test_a74_a_link_in_the_place_of_the_part_is_not_followed(tavus, download):
    victim = tavus.home / "victim"
    victim.write_text("precious")
    (tavus.work / f"{NAME}.part").symlink_to(victim)
    outcome, _ = download(whole())
    assert (outcome.code, victim.read_text()) == (1, "precious")
    (tavus.work / f"{NAME}.part").unlink()
    os.mkfifo(tavus.work / f"{NAME}.part")
    outcome, _ = download(whole())
    assert (outcome.code, outcome.errors[0]) == (1, f"error: {NAME}.part is not a file.")


def test_a75_a_full_disk_keeps_the_part_and_says_how_to_go_on(tavus, download):
    full = """
    import errno, os
    original, written = os.write, []
    def write(descriptor, data):
        if len(data) > 1000:
            if written:
                raise OSError(errno.ENOSPC, "No space left on device")
            written.append(1)
            data = bytes(data)[:1000]
        return original(descriptor, data)
    os.write = write
    """
    outcome, _ = download(whole(), real=True, env=patches.patched(tavus.home, full))
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.errors == [f"error: cannot write {NAME}.part: No space left on device.", RESUME]
    assert files(tavus)[f"{NAME}.part"] == CLIP[:1000]
    outcome, storage = download(routes=ranged)
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP})
    assert storage.requests[0].headers["range"] == "bytes=1000-"


def test_a75_a_disk_that_takes_a_little_at_a_time_gets_all_of_it(tavus, download):
    slow = """
    import os
    original = os.write
    os.write = lambda descriptor, data: original(descriptor, bytes(data)[:1000])
    """
    outcome, _ = download(whole(), real=True, env=patches.patched(tavus.home, slow))
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP})


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a75_a_signal_keeps_the_part_and_says_how_to_go_on(tavus, serve, download, number, code):
    storage = serve(hang_after(beginning() + CLIP[:HALF]))
    with subprocess.Popen(
        [sys.executable, "-m", "tavus_cli", *DOWNLOAD],
        env=tavus.environment(serve(record(link(storage)))),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tavus.work,
    ) as process:
        storage.wait_for_requests(1)
        wait_for_size(tavus, HALF)
        begun = time.monotonic()
        process.send_signal(number)
        out, err = process.communicate(timeout=10)
    assert (process.returncode, out) == (code, "")
    assert time.monotonic() - begun < 0.5
    assert err.splitlines()[-2:] == ["error: interrupted.", RESUME]
    assert files(tavus)[f"{NAME}.part"] == CLIP[:HALF]
    assert download(routes=ranged)[0].code == 0
    assert files(tavus) == {NAME: CLIP}


def test_a75_a_folder_that_cannot_be_written_to_is_told(tavus, download):
    fault = patches.raising("os:ftruncate", 'PermissionError(13, "Permission denied")')
    outcome, _ = download(whole(), real=True, env=patches.patched(tavus.home, fault))
    assert (outcome.code, files(tavus)) == (1, {})
    assert outcome.errors == [f"error: cannot write {NAME}.part: Permission denied."]


def test_a75_two_runs_do_not_write_one_file(tavus, serve, download):
    storage = serve(after(1.5, whole()))
    first = tavus.begin(*DOWNLOAD, at=serve(record(link(storage))))
    storage.wait_for_requests(1)
    outcome, second = download(whole())
    assert (outcome.code, second.requests) == (12, [])
    assert first.finish().code == 0
    assert files(tavus) == {NAME: CLIP}


def chain(*targets):
    answers = [redirect(302, target) for target in targets]
    return [*answers, whole()]


def test_a76_five_redirects_are_followed_and_a_sixth_is_not(tavus, download):
    outcome, storage = download(*chain("/1", "2?x=1", "/3", "/4", "/5"))
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP})
    assert storage.targets[1:3] == ["/1", "/2?x=1"]
    (tavus.work / NAME).unlink()
    outcome, storage = download(*chain("/1", "/2", "/3", "/4", "/5", "/6"))
    assert (outcome.code, len(storage.requests), files(tavus)) == (8, 6, {})


def test_a76_a_redirect_to_another_host_takes_nothing_along(tavus, serve, download):
    cdn = serve(whole())
    outcome, _ = download(redirect(307, f"{cdn.url}/file", headers=[("Set-Cookie", "a=b")]))
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP})
    assert {"x-api-key", "authorization", "cookie", "referer"} & set(cdn.requests[0].headers) == set()


def test_a76_a_redirect_that_gives_up_encryption_is_not_followed(tavus, serve):
    plain = serve(whole())
    storage = serve(redirect(302, f"{plain.url}/file?signature=secret-of-the-link"), tls=trusted("127.0.0.1"))
    env = {"REQUESTS_CA_BUNDLE": str(bundle(tavus.home))}
    outcome = tavus(*DOWNLOAD, at=serve(record(link(storage))), env=env)
    assert (outcome.code, plain.requests, files(tavus)) == (8, [], {})
    assert "not encrypted" in outcome.errors[0]
    assert "secret-of-the-link" not in outcome.err


@pytest.mark.parametrize(
    "target", ["http://example.test/x", "http://[::1/", "file:///etc/passwd", "https://a@b/", None]
)
def test_a76_a_redirect_to_nowhere_good_is_not_followed(tavus, download, target):
    outcome, storage = download(redirect(302, target))
    assert (outcome.code, len(storage.requests), files(tavus)) == (8, 1, {})


SILENT = {
    "no answer": hang,
    "a header that drips": drip(b"x" * 1000, after=b"HTTP/1.1 200 OK\r\nX-Long: "),
    "half a file": hang_after(beginning() + CLIP[:HALF]),
}


@pytest.mark.parametrize("name", SILENT)
def test_d5_a_download_without_progress_ends(tavus, download, name):
    outcome, storage = download(SILENT[name], options=("--timeout", "1"))
    assert (outcome.code, outcome.out, len(storage.requests)) == (9, "", 1)
    assert 0.9 < outcome.seconds < 3
    assert files(tavus).get(f"{NAME}.part", b"") == (CLIP[:HALF] if name == "half a file" else b"")


def test_d5_a_download_with_progress_has_no_limit(tavus, download):
    slow = drip(CLIP[:12], 0.12, after=beginning(CLIP[:12]))
    outcome, _ = download(slow, options=("--timeout", "0.7"))
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP[:12]})
    assert outcome.seconds > 1.2


def test_d2_a_failing_storage_is_asked_again(tavus, download):
    outcome, storage = download(reply(503, b"", [("Retry-After", "0")]), reset, whole())
    assert (outcome.code, files(tavus), len(storage.requests)) == (0, {NAME: CLIP}, 3)
    (tavus.work / NAME).unlink()
    outcome, storage = download(reply(500), options=ONCE)
    assert (outcome.code, files(tavus), len(storage.requests)) == (8, {}, 1)


def test_a36_progress_is_a_bar_on_a_terminal_lines_elsewhere_nothing_when_quiet(tavus, serve, download):
    outcome, _ = download(whole(), options=("-o", "a.mp4"))
    assert (outcome.out, outcome.err) == ("a.mp4\n", f"a.mp4: {len(CLIP)} bytes of {len(CLIP)} bytes\n")
    assert download(whole(), options=("-o", "b.mp4", "--quiet"))[0].err == ""
    api = serve(record(link(serve(whole()))))
    outcome = on_terminal(tavus, *DOWNLOAD, "-o", "c.mp4", at=api, env={"TERM": "xterm-256color"})
    assert outcome.code == 0
    assert "━━━" in outcome.out
    assert "c.mp4" in outcome.out
    assert "\x1b[?25h" in outcome.out
    outcome = on_terminal(tavus, *DOWNLOAD, "-o", "d.mp4", "--quiet", at=api, env={"TERM": "xterm-256color"})
    assert (outcome.code, "\x1b[?25" in outcome.out) == (0, False)


def wait_for_size(tavus: Program, size: int) -> None:
    path = tavus.work / f"{NAME}.part"
    for _ in itertools.repeat(None, 500):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_size == size:
                return
        time.sleep(0.01)
    raise AssertionError(f"{path} did not grow to {size} bytes")


@pytest.mark.parametrize(
    ("fields", "code", "said"),
    [
        ({"status": "generating", "generation_progress": "45/100"}, 5, "not ready yet (generating 45/100)"),
        ({"status": "completed"}, 5, "not ready yet (completed)"),
        ({"status": "error", "status_details": "The audio is too short."}, 11, "The audio is too short."),
        ({"status": "deleted"}, 3, "was deleted"),
        ({"status": "ready", "download_url": ""}, 8, "no link"),
    ],
)
def test_c_a_video_that_cannot_be_downloaded_says_why(tavus, serve, fields, code, said):
    outcome = tavus(*DOWNLOAD, at=serve(document({**video(download_url="https://x.test/a"), **fields})))
    assert (outcome.code, outcome.out, files(tavus)) == (code, "", {})
    assert said in outcome.errors[0]
    assert (outcome.errors[1:] == [f"hint: wait for it: tavus videos wait {VIDEO}"]) == (code == 5)
