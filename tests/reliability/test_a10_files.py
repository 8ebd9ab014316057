"""Downloads: names, files that are there already, full disks, interruptions, what is shown meanwhile."""

import os
import signal
import sys
import time

import pytest
from faults.answers import after, hang_after, reply
from reliability import patches
from reliability.program import Program
from reliability.stored import (
    CLIP,
    DOWNLOAD,
    HALF,
    NAME,
    RESUME,
    TAG,
    VIDEO,
    beginning,
    files,
    leave,
    link,
    ranged,
    record,
    whole,
)
from reliability.terminal import on_terminal
from waiting import wait_until


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


@pytest.mark.parametrize("output", ["missing/a.mp4", "missing/", "", "a-file/b.mp4", "a-folder/"])
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


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to(path.with_name("victim"))])
def test_a96_what_is_no_file_in_the_place_of_the_side_file_is_told_at_once(tavus, download, make):
    victim = tavus.work / "victim"
    victim.write_text("precious")
    make(tavus.work / f"{NAME}.part.json")
    for options in [(), ("--force",)]:
        begun = time.monotonic()
        outcome, storage = download(whole(), options=options)
        assert time.monotonic() - begun < 5
        assert (outcome.code, storage.requests, victim.read_text()) == (1, [], "precious")
        assert f"{NAME}.part.json" in outcome.errors[0]


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
    with tavus.spawn(*DOWNLOAD, at=serve(record(link(storage)))) as process:
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


def test_a75_a_file_that_another_run_has_just_finished_is_left_alone(tavus, download):
    leave(tavus, len(CLIP))
    finish = f'os.path.exists("{NAME}.part") and os.replace("{NAME}.part", "{NAME}")'
    fault = patches.before("tavus_cli.verbs.download.part:try_lock", finish)
    outcome, _ = download(whole(b"another version"), real=True, env=patches.patched(tavus.home, fault))
    assert outcome.code == 12
    assert files(tavus)[NAME] == CLIP


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_a75_the_part_of_a_run_that_begins_as_another_one_fails_is_left_alone(tavus, download):
    begun = f"""
    import os
    original, close, parts = os.open, os.close, []
    def opened(path, *rest, **named):
        descriptor = original(path, *rest, **named)
        if str(path).endswith(".part"):
            parts.append(descriptor)
        return descriptor
    def closed(descriptor):
        close(descriptor)
        if descriptor in parts:
            with open("{NAME}.part", "wb") as file:
                file.write(b"theirs")
    os.open, os.close = opened, closed
    """
    outcome, _ = download(reply(404), real=True, env=patches.patched(tavus.home, begun))
    assert (outcome.code, files(tavus)) == (5, {f"{NAME}.part": b"theirs"})


def test_a36_progress_is_a_bar_on_a_terminal_lines_elsewhere_nothing_when_quiet(tavus, serve, download):
    outcome, _ = download(whole(), options=("-o", "a.mp4"))
    assert (outcome.out, outcome.err) == ("a.mp4\n", f"a.mp4: {len(CLIP)} bytes of {len(CLIP)} bytes\n")
    assert download(whole(), options=("-o", "b.mp4", "--quiet"))[0].err == ""
    api = serve(record(link(serve(whole()))))
    outcome = on_terminal(tavus, *DOWNLOAD, "-o", "c.mp4", at=api, env={"TERM": "xterm-256color"})
    assert outcome.code == 0
    assert "━━━" in outcome.out
    assert "c.mp4" in outcome.out
    assert "\x1b[?25l" not in outcome.out
    outcome = on_terminal(tavus, *DOWNLOAD, "-o", "d.mp4", "--quiet", at=api, env={"TERM": "xterm-256color"})
    assert (outcome.code, "\x1b[?25" in outcome.out) == (0, False)


def wait_for_size(tavus: Program, size: int) -> None:
    path = tavus.work / f"{NAME}.part"
    wait_until(lambda: path.exists() and path.stat().st_size == size)
