"""Matroska as other programs than ffmpeg write it."""

import pytest
from media.mutants import Memory

from tavus_cli.media.facts import Flaw, Pace
from tavus_cli.media.look import look


def element(identity, *content, size=None):
    body = b"".join(part if isinstance(part, bytes) else part.to_bytes(4) for part in content)
    return bytes.fromhex(identity) + (len(body) | 1 << 56).to_bytes(8) + body


def block(time, size=40_000, track=1):
    return element("a3", bytes([0x80 | track]) + time.to_bytes(2, signed=True) + b"\0" + bytes(size))


def entry(*fields, codec=b"V_VP8", kind=1):
    return element("ae", element("d7", 1), element("83", kind), element("86", codec), *fields)


EBML = element("1a45dfa3", element("4282", b"webm"))
SECOND = 1_000_000_000


def recording(*entries, times, length=60_000):
    """A file whose length is told, with one cluster of large frames at these milliseconds, and more to come."""
    info = element("1549a966", element("2ad7b1", 1_000_000), element("4489", length.to_bytes(4)))
    info = element("1549a966", element("4489", b"\x47\x6a\x60\0"))  # 60,000 as a real number
    cluster = element("1f43b675", element("e7", 0), *map(block, times))
    return EBML + element("18538067", info, element("1654ae6b", *entries), cluster, cluster)


def test_the_pace_of_large_frames_is_measured_on_the_few_that_are_seen():
    facts = look(Memory(recording(entry(), times=range(0, 660, 33))))
    assert (facts.damage, facts.duration) == ((), 60)
    assert facts.video.pace.rate == pytest.approx(30, rel=0.02)
    assert 0.1 < facts.video.pace.seconds < 0.4


def test_where_too_few_frames_are_seen_the_header_is_believed():
    declared = entry(element("23e383", SECOND // 25), codec=b"V_MPEG4/ISO/AVC")
    reordered = [0, 120, 40, 80, 240, 160, 200, 360, 280, 320]
    assert look(Memory(recording(declared, times=reordered))).video.pace == Pace(25, 0, 25, 0)
    assert look(Memory(recording(entry(codec=b"V_MPEG4/ISO/AVC"), times=reordered))).video.pace is None


def test_a_header_that_is_wrong_about_the_pace_is_not_believed():
    wrong = entry(element("23e383", SECOND // 60))
    assert look(Memory(recording(wrong, times=range(0, 660, 33)))).video.pace.rate == pytest.approx(30, rel=0.02)


def test_encryption_and_dolby_vision_are_told():
    encrypted = element("6d80", element("6240", element("5035", b"")))
    dolby = element("41e4", element("41e7", b"dvcC"))
    assert look(Memory(recording(entry(encrypted), times=[0]))).video.encrypted
    assert look(Memory(recording(entry(dolby), times=[0]))).video.dolby_vision
    plain = look(Memory(recording(entry(), times=[0]))).video
    assert (plain.encrypted, plain.dolby_vision) == (False, False)


def test_each_of_several_encodings_and_mappings_counts():
    encrypted, compressed = element("6240", element("5035", b"")), element("6240", element("5034", b""))
    dolby, enhancement = element("41e4", element("41e7", b"dvcC")), element("41e4", element("41e7", b"hvcE"))
    for encodings in ([encrypted, compressed], [compressed, encrypted]):
        assert look(Memory(recording(entry(element("6d80", *encodings)), times=[0]))).video.encrypted
    for mappings in ([dolby, enhancement], [enhancement, dolby]):
        assert look(Memory(recording(entry(*mappings), times=[0]))).video.dolby_vision


def test_colour_in_the_header_is_told_where_the_codec_is_silent():
    colour = element("55b0", element("55b2", 10), element("55b3", 1), element("55b4", 1), element("55ba", 18))
    size = [element("b0", 1920), element("ba", 1080)]
    turned = element("7670", element("7675", b"\xc2\xb4\0\0"))  # -90 degrees
    video = look(Memory(recording(entry(element("e0", *size, colour, turned), codec=b"V_AV1"), times=[0]))).video
    assert (video.width, video.height, video.rotation) == (1920, 1080, 90)
    assert (video.bit_depth, video.chroma, video.transfer) == (10, "4:2:0", "HLG")


@pytest.mark.parametrize(("codec", "name"), [(b"V_MPEG1", "MPEG-1"), (b"V_MPEG2", "MPEG-2")])
def test_the_two_older_codecs_are_told_apart(codec, name):
    assert look(Memory(recording(entry(codec=codec), times=[0]))).video.codec == name


def test_tags_that_are_not_where_they_should_be_do_no_harm(clips):
    content = clips["vp8.webm"].read_bytes()
    position = content.index(b"\x53\xab\x84\x12\x54\xc3\x67") + 10
    assert content[position - 3 : position - 1] == b"\x53\xac"
    width = content[position - 1] & 0x7F
    moved = content[:position] + (200).to_bytes(width) + content[position + width :]
    facts = look(Memory(moved))
    assert (facts.damage, facts.duration) == ((), look(Memory(content)).duration)


def test_the_track_that_is_switched_on_comes_first():
    off = element("ae", element("d7", 2), element("83", 1), element("86", b"V_THEORA"), element("b9", 0))
    videos = look(Memory(recording(off, entry(), times=[0]))).videos
    assert [video.codec for video in videos] == ["VP8", "V_THEORA"]


def test_a_recording_without_frames_or_tracks_is_damaged():
    info, tracks = element("1549a966"), element("1654ae6b", entry())
    (damage,) = look(Memory(EBML + element("18538067", info, tracks))).damage
    assert damage.flaw is Flaw.DATA_MISSING
    (damage,) = look(Memory(EBML + element("18538067", info, element("1f43b675", element("e7", 0))))).damage
    assert damage.flaw is Flaw.NO_INDEX
    (damage,) = look(Memory(EBML)).damage
    assert damage.flaw is Flaw.NO_INDEX


def test_a_matroska_track_in_the_way_of_windows_goes_by_its_four_letters(clips):
    content = clips["main.mkv"].read_bytes()
    start = content.index(b"V_MPEG4/ISO/AVC")
    private = content.index(b"\x63\xa2", start)
    # The same length, so that nothing else moves.
    content = content.replace(b"V_MPEG4/ISO/AVC", b"V_MS/VFW/FOURCC")
    content = content[: private + 3] + bytes(16) + b"H264" + content[private + 23 :]
    assert look(Memory(content)).video.codec == "H.264"
