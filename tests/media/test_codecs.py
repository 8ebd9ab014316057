"""Configuration records that ffmpeg does not write, byte for byte as their specifications have them."""

import struct

import pytest

from tavus_cli.media import codecs
from tavus_cli.media.entries import sound_of, video_of
from tavus_cli.media.source import Malformed


def box(name, content):
    return struct.pack(">I4s", 8 + len(content), name) + content


@pytest.mark.parametrize(
    ("config", "voice"),
    [
        ("1190", ("LC", 48000, 2)),
        ("1208", ("LC", 44100, 1)),
        ("2b920800", ("HE-AAC", 44100, 2)),  # told at once
        ("139056e5a0", ("HE-AAC", 44100, 2)),  # told after LC's own fields
        ("131056e500", ("LC", 24000, 2)),  # told there that it is not
        ("eb8a0800", ("HE-AAC v2", 44100, 2)),  # one channel that becomes two
        ("17800fa010", ("LC", 8000, 2)),  # a rate of its own
        ("f8ec60", ("ELD", 24000, 3)),
    ],
)
def test_a_sound_is_told_by_its_audio_specific_config(config, voice):
    assert codecs.aac(bytes.fromhex(config)) == voice


@pytest.mark.parametrize(
    ("record", "profile", "level"),
    [
        ("0142c01e", "Constrained Baseline", "3.0"),
        ("0142001e", "Baseline", "3.0"),
        ("014d400b", "Main", "1.1"),
        ("014d500b", "Main", "1b"),
        ("01420009", "Baseline", "1b"),
        ("01580028", "Extended", "4.0"),
        ("01ff0028", "profile 255", "4.0"),
    ],
)
def test_h264_without_parameter_sets_is_told_by_its_profile(record, profile, level):
    assert codecs.avc(bytes.fromhex(record)) == (profile, level, 8, "4:2:0")


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ("00000000021fa3", ("2", "3.1", 10, "4:2:0")),
        ("000000000100a4", ("1", None, 10, "4:2:2")),
        ("00000000010a86", ("1", "1.0", 8, "4:4:4")),
        ("0000000001008e", ("1", None, 8, None)),
    ],
)
def test_vp9_is_told_by_its_record(record, told):
    assert codecs.vp9(bytes.fromhex(record)) == told


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ("81080c00", ("Main", "4.0", 8, "4:2:0")),
        ("814d6800", ("Professional", "5.1", 12, "4:2:2")),
        ("81284000", ("High", "4.0", 10, "4:4:4")),
        ("81081c00", ("Main", "4.0", 8, "4:0:0")),
        ("81e80c00", (None, "4.0", 8, "4:2:0")),
    ],
)
def test_av1_is_told_by_its_record(record, told):
    assert codecs.av1(bytes.fromhex(record)) == told


SYNC = f"{0x498342:024b}"


@pytest.mark.parametrize(
    ("bits", "told"),
    [
        # Mark, profile with its low bit first, flags; then mark, depth, colour space, range, subsampling.
        (f"10 00 0010 {SYNC} 001 0", ("0", None, 8, "4:2:0")),
        (f"10 10 0010 {SYNC} 001 0 10", ("1", None, 8, "4:2:2")),
        (f"10 10 0010 {SYNC} 001 0 01", ("1", None, 8, "4:4:0")),
        (f"10 10 0010 {SYNC} 111", ("1", None, 8, "4:4:4")),
        (f"10 01 0010 {SYNC} 0 001 0", ("2", None, 10, "4:2:0")),
        (f"10 11 0 0010 {SYNC} 1 001 0 10", ("3", None, 12, "4:2:2")),
        ("10 00 1000", ("0", None, None, None)),  # a frame shown again
        ("10 10 0110", ("1", None, None, None)),  # one that builds on others
        ("00 00 0000", (None, None, None, None)),
    ],
)
def test_vp9_is_told_by_its_first_frame(bits, told):
    bits = bits.replace(" ", "").ljust(64, "0")
    assert codecs.vp9_frame(int(bits, 2).to_bytes(8)) == told


def test_parameter_sets_that_stand_among_the_frames_are_not_missed():
    assert codecs.avc(bytes.fromhex("0164001fffe0")) == ("High", "3.1", None, None)


@pytest.mark.parametrize("name", [b"avcC", b"hvcC", b"av1C", b"vpcC"])
def test_a_record_that_cannot_be_read_leaves_the_track(name):
    entry = struct.pack(">24xHH50x", 64, 36)
    for record in (b"", b"\1", b"\1\x64"):
        video = video_of("avc1", entry + box(name, record))
        assert (video.codec, video.width, video.profile) == ("H.264", 64, None)


def test_parameter_sets_that_are_cut_off_leave_the_track():
    assert codecs.known_details(codecs.avc, bytes.fromhex("0164001fffe10000")) == {}


def test_a_number_without_an_end_is_malformed():
    with pytest.raises(Malformed):
        codecs.Bits(bytes(8)).golomb()


def test_transfers_by_their_numbers():
    assert [codecs.transfer_name(code) for code in (0, 1, 2, 16, 18, 13)] == [
        None,
        "BT.709",
        None,
        "PQ",
        "HLG",
        "H.273 code 13",
    ]


def test_colour_in_the_way_of_quicktime_and_of_mp4():
    entry = struct.pack(">24xHH50x", 64, 36)
    for kind in (b"nclc", b"nclx"):
        colour = box(b"colr", kind + struct.pack(">HHH", 9, 18, 9))
        assert video_of("hvc1", entry + box(b"free", b"") + colour).transfer == "HLG"
    profile = box(b"colr", b"prof" + bytes(8))
    assert video_of("hvc1", entry + profile).transfer is None
    both = profile + box(b"colr", b"nclx" + struct.pack(">HHHB", 9, 16, 9, 0)) + profile
    assert video_of("hvc1", entry + both).transfer == "PQ"


def esds(flags, fields):
    """An elementary stream descriptor of HE-AAC with the optional fields of these flags."""
    config = b"\5\4" + bytes.fromhex("2b920800")
    decoder = b"\4" + bytes([13 + len(config)]) + b"\x40" + bytes(12) + config
    stream = bytes([0, 1, flags]) + fields + decoder
    # A size in four bytes, as many writers have it.
    return bytes(4) + b"\3\x80\x80\x80" + bytes([len(stream)]) + stream


@pytest.mark.parametrize(
    ("flags", "fields"), [(0, b""), (0x80, b"ab"), (0x40, b"\3url"), (0x20, b"ab"), (0xE0, b"ab\3urlcd")]
)
def test_a_stream_descriptor_is_read_past_its_optional_fields(flags, fields):
    entry = struct.pack(">16xHH4xI", 2, 16, 22050 << 16)
    sound = sound_of("mp4a", entry + box(b"esds", esds(flags, fields)))
    assert (sound.codec, sound.profile, sound.sample_rate) == ("AAC", "HE-AAC", 44100)


def test_a_stream_descriptor_that_is_cut_off_leaves_the_track():
    whole = esds(0xE0, b"ab\3urlcd")
    entry = struct.pack(">16xHH4xI", 2, 16, 22050 << 16)
    for length in range(len(whole)):
        assert sound_of("mp4a", entry + box(b"esds", whole[:length])).codec == "AAC"


def test_a_sound_of_quicktimes_second_version_has_its_rate_as_a_real_number():
    entry = struct.pack(">8xHHIHHHHIIdI", 2, 0, 0, 3, 16, 0xFFFE, 0, 65536, 72, 96000.0, 6) + bytes(20)
    sound = sound_of("lpcm", entry)
    assert (sound.codec, sound.sample_rate, sound.channels) == ("PCM", 96000, 6)


def test_an_unknown_codec_goes_by_its_tag():
    assert video_of("XYZ\x1b", struct.pack(">24xHH50x", 64, 36)).codec == "XYZ\x1b"
