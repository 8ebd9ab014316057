"""What a file is as a whole: cut off, empty, something else, or not what its name says."""

import pytest

from tavus_cli.verbs.check.findings import Role, Status

PORTRAIT = Role.PORTRAIT
OK, WARNING, FAIL = Status.OK, Status.WARNING, Status.FAIL


@pytest.mark.parametrize(
    ("name", "share", "said"),
    [
        ("faststart.mp4", 0.6, "it is cut off; 753,336 bytes are needed, 452,001 are there (mdat)"),
        ("faststart.mp4", 0.99, "it is cut off"),
        ("clip.mp4", 0.6, "it has no index: the recording or the upload was cut off; 698,466 bytes are needed"),
        ("clip.mp4", 0.99, "its index is cut off; 753,336 bytes are needed"),
        ("quicktime.mov", 0.1, "it has no index"),
        ("browser.webm", 0.6, "it is cut off"),
    ],
)
def test_a_file_that_is_cut_off_is_told(clips, judge, tmp_path, name, share, said):
    content = clips[name].read_bytes()
    cut = tmp_path / name
    cut.write_bytes(content[: int(len(content) * share)])
    found = judge(cut)
    assert (found["whole"].finding.status, found["whole"].code) == (FAIL, "video_processing")
    assert found["whole"].finding.message.startswith(said)


@pytest.mark.parametrize(
    ("name", "called", "status", "said"),
    [
        ("quicktime.mov", "me.mov", FAIL, "QuickTime; only .mp4 is sure"),
        ("quicktime.mov", "me.mp4", WARNING, "QuickTime inside, whatever its name says"),
        ("quicktime.mov", "me", WARNING, "QuickTime inside, whatever its name says"),
        ("clip.mp4", "me.MP4", OK, "MP4"),
        ("clip.mp4", "me.m4v", OK, "MP4"),
        ("clip.mp4", "me", OK, "MP4"),
        ("clip.mp4", "me.mov", WARNING, "MP4, but its name ends in .mov"),
        ("matroska.mkv", "me.mp4", FAIL, "Matroska; only .mp4 is sure"),
        ("other.avi", "me.mp4", FAIL, "AVI; only .mp4 is sure"),
        ("other.ts", "me.mp4", FAIL, "MPEG-TS; only .mp4 is sure"),
        ("picture.png", "me.mp4", FAIL, "PNG; only .mp4 is sure"),
        ("tone.mp3", "me.mp4", FAIL, "MP3; only .mp4 is sure"),
    ],
)
def test_a_container_and_its_name_are_judged_together(clips, judge, tmp_path, name, called, status, said):
    copy = tmp_path / called
    copy.write_bytes(clips[name].read_bytes())
    finding = judge(copy)["container"].finding
    assert (finding.status, finding.message[: len(said)]) == (status, said)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<!doctype html><html></html>", "HTML; only .mp4 is sure"),
        (b"#EXTM3U\n#EXT-X-VERSION:3\n", "HLS playlist; only .mp4 is sure"),
        (b"\0\1\2\3" * 100, "no kind of clip that is known"),
        (b"%PDF-1.7\n", "PDF; only .mp4 is sure"),
    ],
)
def test_a_file_that_is_no_clip_at_all_is_named(judge, tmp_path, content, said):
    path = tmp_path / "me.mp4"
    path.write_bytes(content)
    found = judge(path)
    assert (found["container"].finding.status, found["container"].finding.message) == (FAIL, said)
    assert found.keys() <= {"container", "file_size", "whole"}


def test_an_empty_file_fails_for_that_alone(judge, tmp_path):
    (tmp_path / "me.mp4").touch()
    found = judge(tmp_path / "me.mp4")
    assert [(name, check.finding.status) for name, check in found.items()] == [("file_size", FAIL)]
    (tmp_path / "me.png").touch()
    assert judge(tmp_path / "me.png", PORTRAIT)["picture_kind"].finding.message == "the file is empty"


@pytest.mark.parametrize(
    ("name", "called", "status"),
    [
        ("picture.png", "me.PNG", OK),
        ("picture.png", "me", OK),
        ("picture.png", "me.jpg", WARNING),
        ("picture.jpg", "me.jpeg", OK),
        ("picture.jpg", "me.webp", WARNING),
    ],
)
def test_a_picture_and_its_name_are_judged_together(clips, judge, tmp_path, name, called, status):
    copy = tmp_path / called
    copy.write_bytes(clips[name].read_bytes())
    assert judge(copy, PORTRAIT)["picture_kind"].finding.status is status


def test_a_heic_picture_is_named(judge, tmp_path):
    path = tmp_path / "me.heic"
    path.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100))
    finding = judge(path, PORTRAIT)["picture_kind"].finding
    assert (finding.status, finding.message) == (FAIL, "HEIC; only PNG and JPEG are taken")
