"""What MediaInfo does not tell, and what a look costs."""

import dataclasses
import json
import struct

import pytest
from media.mutants import Memory

from tavus_cli.media.entries import video_of
from tavus_cli.media.facts import IndexPlace, Kind
from tavus_cli.media.local import LocalFile
from tavus_cli.media.look import look
from tavus_cli.media.pace import MOST_RUNS, pace_of

KB = 1000
GOOD = [
    "clip.mp4",
    "faststart.mp4",
    "quicktime.mov",
    "fragmented.mp4",
    "fragmented-no-mfra.mp4",
    "fragmented-half-second.mp4",
    "fragmented-after-index.mp4",
    "fragmented-dash.mp4",
    "matroska.mkv",
    "vp9.webm",
    "browser.webm",
    "ten-minutes.mp4",
    "tone.wav",
    "streamed.wav",
    "varying.mp3",
    "picture.png",
    "picture.jpg",
]


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_has_no_flaw_and_is_read_to_its_end(look_at, name):
    facts = look_at(name)
    assert (facts.damage, facts.stopped) == ((), None)


@pytest.mark.parametrize(
    ("name", "kind", "index"),
    [
        ("clip.mp4", Kind.MP4, IndexPlace.END),
        ("faststart.mp4", Kind.MP4, IndexPlace.START),
        ("quicktime.mov", Kind.QUICKTIME, IndexPlace.END),
        ("phone.3gp", Kind.THREE_GP, IndexPlace.END),
        ("fragmented.mp4", Kind.MP4, IndexPlace.FRAGMENTED),
        ("fragmented-after-index.mp4", Kind.MP4, IndexPlace.FRAGMENTED),
        ("vp9.webm", Kind.WEBM, None),
        ("matroska.mkv", Kind.MATROSKA, None),
    ],
)
def test_the_container_and_the_place_of_its_index(look_at, name, kind, index):
    facts = look_at(name)
    assert (facts.kind, facts.index) == (kind, index)


def test_brands_are_told_with_the_major_one_first(look_at):
    assert look_at("clip.mp4").brands == ("isom", "iso2", "avc1", "mp41")
    assert look_at("quicktime.mov").brands == ("qt  ",)
    assert look_at("vp9.webm").brands == ("webm",)


def test_an_uneven_clip_tells_how_uneven_it_is(look_at):
    # Of every ten seconds two have 10 frames each, the others 30.
    for name in ("uneven.mp4", "uneven.webm"):
        pace = look_at(name).video.pace
        assert pace.rate == pytest.approx(26, abs=0.05)
        assert pace.odd_share == pytest.approx(40 / 520, abs=0.002)
        assert pace.slowest == pytest.approx(10, abs=0.01)


def test_a_picture_that_freezes_for_most_of_a_second_shows_in_the_slowest_second(look_at):
    pace = look_at("frozen.mp4").video.pace
    assert pace.rate == pytest.approx(573 / 20)
    assert pace.odd_share < 0.01
    # One frame stands for 0.93 s, and the rest of that second has two.
    assert pace.slowest == pytest.approx(1 + 2, abs=0.1)


@pytest.mark.parametrize("rate", ["15", "22.9", "23", "23.976", "24", "25", "60"])
def test_a_steady_clip_is_as_fast_in_its_slowest_second(look_at, rate):
    pace = look_at(f"{rate}-fps.mp4").video.pace
    assert (pace.rate, pace.slowest) == (pytest.approx(float(rate), rel=1e-5), pytest.approx(pace.rate))


def test_a_rate_at_the_limit_is_not_rounded_below_it(look_at):
    assert look_at("23-fps.mp4").video.pace.rate == 23
    assert look_at("23-fps.webm").video.pace.rate == 23


def test_silence_shows_in_the_bit_rate(look_at):
    assert look_at("silent-aac.mp4").sound.bit_rate < 8000
    assert look_at("silent-opus.webm").sound.bit_rate < 8000
    assert look_at("clip.mp4").sound.bit_rate > 30_000
    assert look_at("vp9.webm").sound.bit_rate > 30_000


def test_sound_that_ends_early_has_its_own_length(look_at):
    facts = look_at("short-sound.mp4")
    assert (facts.duration, facts.video.duration, facts.sound.duration) == (20, 20, pytest.approx(10, abs=0.03))


def test_every_sound_is_told(look_at):
    assert len(look_at("two-sounds.mp4").sounds) == 2
    assert look_at("no-sound.mp4").sound is None
    assert look_at("no-picture.m4a").video is None


def test_a_browsers_recording_has_its_length_from_its_last_cluster(clips, look_at):
    whole, header = look_at("browser.webm"), clips["browser.webm"].read_bytes()[:1000]
    assert b"\x44\x89\x88" not in header  # no element "Duration" of eight bytes
    assert whole.duration == pytest.approx(62, rel=1e-3)
    assert whole.video.duration == pytest.approx(62, rel=1e-3)


def test_dolby_vision_is_told_by_its_box_or_its_name():
    entry = struct.pack(">24xHH50x", 64, 36)
    box = struct.pack(">I4s24x", 32, b"dvcC")
    assert video_of("hvc1", entry + box).dolby_vision
    assert video_of("dvh1", entry).dolby_vision
    assert not video_of("hvc1", entry).dolby_vision


@pytest.mark.parametrize(("order", "sign"), [(b"II*\0", "<"), (b"MM\0*", ">")])
def test_the_turn_of_a_photo_is_told(clips, order, sign):
    exif = b"Exif\0\0" + order + struct.pack(f"{sign}IHHHIHH", 8, 1, 0x0112, 3, 1, 6, 0)
    plain = clips["picture.jpg"].read_bytes()
    turned = plain[:2] + struct.pack(">HH", 0xFFE1, len(exif) + 2) + exif + plain[2:]
    picture = look(Memory(turned)).picture
    assert (picture.width, picture.height, picture.orientation) == (640, 360, 6)
    assert look(Memory(plain)).picture.orientation == 1


def test_a_photo_with_a_large_profile_before_its_size_is_read(clips):
    plain = clips["picture.jpg"].read_bytes()
    segment = struct.pack(">HH", 0xFFE2, 0xFFFF) + bytes(0xFFFD)
    source = Memory(plain[:2] + segment * 20 + plain[2:])
    assert look(source).picture.width == 640


def test_a_picture_that_moves_is_told(look_at):
    assert look_at("moving.png").picture.animated
    assert not look_at("picture.png").picture.animated


def test_a_sound_that_was_streamed_has_its_length_from_the_size_of_the_file(look_at):
    assert look_at("streamed.wav").duration == pytest.approx(5, abs=0.01)


def test_an_mp3_is_read_after_its_tags_with_and_without_a_footer(clips):
    bare = clips["low.mp3"].read_bytes()
    wanted = look(Memory(bare)).duration
    # Larger than a block, so that the sound begins where the size of the tag says.
    size = 100_000
    length = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    tag = b"ID3\4\0\0" + length + bytes(size)
    footed = b"ID3\4\0\x10" + length + bytes(size) + b"3DI\4\0\x10" + length
    for tags in (tag, footed, tag + footed):
        facts = look(Memory(tags + bare))
        assert (facts.kind, facts.duration, facts.damage) == (Kind.MP3, wanted, ())


def test_facts_are_json(look_at):
    facts = json.loads(json.dumps(dataclasses.asdict(look_at("clip.mp4"))))
    assert facts["videos"][0]["pace"]["rate"] == 30
    assert (facts["kind"], facts["index"]) == ("MP4", "end")


@pytest.mark.parametrize(
    ("name", "requests", "size"),
    [
        ("faststart.mp4", 1, 64 * 1024),
        ("clip.mp4", 3, 192 * 1024),
        ("quicktime.mov", 3, 192 * 1024),
        ("ten-minutes.mp4", 3, 800 * KB),
        ("fragmented.mp4", 8, 600 * KB),
        ("fragmented-no-mfra.mp4", 8, 600 * KB),
        ("fragmented-half-second.mp4", 8, 600 * KB),
        ("fragmented-after-index.mp4", 8, 600 * KB),
        ("vp9.webm", 8, 600 * KB),
        ("browser.webm", 8, 600 * KB),
        ("matroska.mkv", 8, 600 * KB),
        ("tone.wav", 1, 64 * 1024),
        ("varying.mp3", 2, 128 * 1024),
    ],
)
def test_a_look_costs_few_bytes(clips, name, requests, size):
    with LocalFile(str(clips[name])) as source:
        look(source)
    assert source.requests <= requests
    assert source.bytes_read <= size


@pytest.mark.parametrize("index_last", [False, True])
def test_a_look_at_700_mb_costs_three_requests_and_160_kb(clips, index_last):
    with LocalFile(str(clips.sparse(f"large-{index_last}.mp4", 700_000_000, index_last=index_last))) as source:
        facts = look(source)
    assert (facts.damage, facts.stopped, facts.size) == ((), None, 700_000_000)
    assert (facts.duration, facts.video.pace.rate) == (62, 30)
    assert source.requests <= 3
    assert source.bytes_read <= 160 * KB


@pytest.mark.parametrize(
    ("name", "more", "requests"),
    [
        ("fragmented.mp4", 2_500_000, 8),
        ("fragmented-dash.mp4", 2_500_000, 8),
        # Its last fragment is so large that it can only be found through all the others.
        ("fragmented-no-mfra.mp4", 2_500_000, 8),
        # The index of one fragment lies across the end of a block.
        ("fragmented-no-mfra.mp4", 6_159_739, 8),
        ("fragmented-half-second.mp4", 150_000, 7),
    ],
)
def test_a_look_at_large_fragments_costs_few_requests_and_600_kb(clips, name, more, requests):
    with LocalFile(str(clips.inflated(name, more))) as source:
        facts = look(source)
    assert (facts.damage, facts.stopped, facts.video.pace.rate) == ((), None, 30)
    assert facts.duration == pytest.approx(62, rel=1e-3)
    assert source.requests <= requests
    assert source.bytes_read <= 600 * KB


def test_the_last_of_many_large_fragments_is_found_from_the_end(clips):
    with LocalFile(str(clips.inflated("fragmented-half-second.mp4", 2_000_000))) as source:
        facts = look(source)
    assert facts.size > 200_000_000
    assert (facts.duration, facts.stopped) == (pytest.approx(62, rel=1e-3), None)
    assert source.requests <= 8
    assert source.bytes_read <= 4_000_000


def test_the_pace_of_more_frames_than_are_looked_at_is_that_of_the_first_ones():
    pace = pace_of([(1, 33), (1, 34)] * MOST_RUNS, 1000)
    assert pace.seconds == pytest.approx(MOST_RUNS * 33.5 / 1000)
    assert pace.rate == pytest.approx(1000 / 33.5)
