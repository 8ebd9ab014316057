"""Codecs: their names by the identifiers of containers, and their configuration records."""

from collections.abc import Callable
from typing import Any, NamedTuple

from tavus_cli.media.source import Malformed

_MATROSKA_PCM = ("A_PCM/INT/LIT", "A_PCM/INT/BIG", "A_PCM/FLOAT/IEEE")
NAMES = {
    **dict.fromkeys(("avc1", "avc2", "avc3", "avc4", "dva1", "dvav", "H264", "V_MPEG4/ISO/AVC"), "H.264"),
    **dict.fromkeys(("hvc1", "hev1", "dvh1", "dvhe", "V_MPEGH/ISO/HEVC"), "H.265"),
    **dict.fromkeys(("av01", "dav1", "V_AV1"), "AV1"),
    **dict.fromkeys(("vp08", "V_VP8"), "VP8"),
    **dict.fromkeys(("vp09", "V_VP9"), "VP9"),
    **dict.fromkeys(("mp4v", "V_MPEG4/ISO/ASP", "V_MPEG4/ISO/SP", "V_MPEG4/ISO/AP"), "MPEG-4 Visual"),
    **dict.fromkeys(("apch", "apcn", "apcs", "apco", "ap4h", "ap4x", "V_PRORES"), "ProRes"),
    **dict.fromkeys(("AVdn", "AVdh"), "DNxHD"),
    **dict.fromkeys(("jpeg", "mjpa", "mjpb", "V_MJPEG"), "Motion JPEG"),
    **dict.fromkeys(("h263", "s263"), "H.263"),
    "V_MPEG1": "MPEG-1",
    "V_MPEG2": "MPEG-2",
    **dict.fromkeys(("A_AAC", "A_AAC/MPEG4/LC", "A_AAC/MPEG2/LC", "mp4a"), "AAC"),
    **dict.fromkeys((".mp3", "ms\x00U", "A_MPEG/L3"), "MP3"),
    **dict.fromkeys(("Opus", "A_OPUS"), "Opus"),
    **dict.fromkeys(("fLaC", "A_FLAC"), "FLAC"),
    **dict.fromkeys(("ac-3", "A_AC3"), "AC-3"),
    **dict.fromkeys(("ec-3", "A_EAC3"), "E-AC-3"),
    **dict.fromkeys(("alac", "A_ALAC"), "ALAC"),
    **dict.fromkeys(("samr", "sawb"), "AMR"),
    **dict.fromkeys(
        ("sowt", "twos", "lpcm", "ipcm", "fpcm", "in24", "in32", "fl32", "fl64", "raw ", "NONE", *_MATROSKA_PCM),
        "PCM",
    ),
    "A_VORBIS": "Vorbis",
}
DOLBY_VISION = {"dvh1", "dvhe", "dva1", "dvav", "dav1"}
# Codecs by the object type of an MPEG-4 elementary stream. The box is "mp4a" or "mp4v" for all of them.
OBJECT_TYPES = {
    0x20: "MPEG-4 Visual",
    0x40: "AAC",
    **dict.fromkeys(range(0x60, 0x66), "MPEG-2"),
    **dict.fromkeys(range(0x66, 0x69), "AAC"),
    **dict.fromkeys((0x69, 0x6B), "MP3"),
    0x6A: "MPEG-1",
    0x6C: "Motion JPEG",
    0xA5: "AC-3",
    0xA6: "E-AC-3",
    0xAD: "Opus",
    0xDD: "Vorbis",
}

_CHROMA = ("4:0:0", "4:2:0", "4:2:2", "4:4:4")
_AVC_PROFILES = {
    44: "CAVLC 4:4:4 Intra",
    66: "Baseline",
    77: "Main",
    88: "Extended",
    100: "High",
    110: "High 10",
    122: "High 4:2:2",
    244: "High 4:4:4 Predictive",
}
# The profiles whose sequence parameter sets contain the chroma format and the bit depth. The others are 4:2:0, 8 bit.
_AVC_HIGH = {44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244}
_HEVC_PROFILES = {1: "Main", 2: "Main 10", 3: "Main Still Picture", 4: "Range Extensions", 9: "Screen Content"}
_AV1_PROFILES = ("Main", "High", "Professional")
_AAC_PROFILES = {
    1: "Main",
    2: "LC",
    3: "SSR",
    4: "LTP",
    5: "HE-AAC",
    23: "LD",
    29: "HE-AAC v2",
    39: "ELD",
    42: "xHE-AAC",
}
_AAC_RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
_AAC_CHANNELS = {**{number: number for number in range(1, 7)}, 7: 8, 11: 7, 12: 8, 14: 8}
# By whether chroma is subsampled horizontally, and vertically.
SUBSAMPLING = {(1, 1): "4:2:0", (1, 0): "4:2:2", (0, 1): "4:4:0", (0, 0): "4:4:4"}
_SRGB = 7
_TRANSFERS = {1: "BT.709", 16: "PQ", 18: "HLG"}
_UNSPECIFIED = {0, 2}


class Details(NamedTuple):
    """Details of a video codec; None if the configuration record does not contain them."""

    profile: str | None = None
    level: str | None = None
    bit_depth: int | None = None
    chroma: str | None = None


class Bits:
    """A reader of numbers of any bit width. Raises Malformed at the end of the data."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data)
        self._left = len(data) * 8

    def take(self, width: int) -> int:
        self._left -= width
        if self._left < 0:
            raise Malformed("codec")
        return self._value >> self._left & ((1 << width) - 1)

    def golomb(self) -> int:
        """An unsigned Exp-Golomb number."""
        zeros = 0
        while not self.take(1):
            zeros += 1
        return (1 << zeros) - 1 + self.take(zeros)


def transfer_name(code: int) -> str | None:
    """The name of a transfer function by its number in ITU-T H.273; None if unspecified."""
    return None if code in _UNSPECIFIED else _TRANSFERS.get(code, f"H.273 code {code}")


def avc(record: bytes) -> Details:
    """Read an AVCDecoderConfigurationRecord: the profile, the level, and the start of the first parameter set."""
    profile, compatibility, level = record[1], record[2], record[3]
    name = _AVC_PROFILES.get(profile, f"profile {profile}")
    if profile == 66 and compatibility & 0x40:
        name = "Constrained Baseline"
    is_1b = level == 9 or (level == 11 and profile in {66, 77, 88} and compatibility & 0x10)
    bit_depth, chroma = (None, None) if profile in _AVC_HIGH else (8, "4:2:0")
    if profile in _AVC_HIGH and record[5] & 31:
        # Skips the type of the unit, profile, compatibility and level. 00 00 03 is the escape sequence for 00 00.
        bits = Bits(record[12:40].replace(b"\0\0\3", b"\0\0"))
        bits.golomb()
        chroma_format = bits.golomb()
        if chroma_format == 3:
            bits.take(1)
        bit_depth, chroma = 8 + bits.golomb(), _named(_CHROMA, chroma_format)
    return Details(name, "1b" if is_1b else f"{level / 10:.1f}", bit_depth, chroma)


def hevc(record: bytes) -> Details:
    """Read an HEVCDecoderConfigurationRecord."""
    profile = record[1] & 31
    name = _HEVC_PROFILES.get(profile, f"profile {profile}")
    return Details(name, f"{record[12] / 30:.1f}", 8 + (record[17] & 7), _CHROMA[record[16] & 3])


def av1(record: bytes) -> Details:
    """Read an AV1CodecConfigurationRecord."""
    profile, level, flags = record[1] >> 5, record[1] & 31, record[2]
    bit_depth = 12 if flags & 0x20 else 10 if flags & 0x40 else 8
    chroma = "4:0:0" if flags & 0x10 else SUBSAMPLING[flags >> 3 & 1, flags >> 2 & 1]
    return Details(_named(_AV1_PROFILES, profile), f"{2 + (level >> 2)}.{level & 3}", bit_depth, chroma)


def vp9(record: bytes) -> Details:
    """Read a VPCodecConfigurationRecord, which follows the four bytes of version and flags."""
    profile, level, depth = record[4], record[5], record[6]
    chroma = ("4:2:0", "4:2:0", "4:2:2", "4:4:4")
    return Details(str(profile), f"{level / 10:.1f}" if level else None, depth >> 4, _named(chroma, depth >> 1 & 7))


def vp9_frame(frame: bytes) -> Details:
    """Read the start of a VP9 frame, for files without a record: the profile; of a key frame, also the rest."""
    bits = Bits(frame[:8])
    if bits.take(2) != 0b10:
        return Details()
    profile = bits.take(1) | bits.take(1) << 1
    if profile == 3:
        bits.take(1)
    if bits.take(1) or bits.take(1):
        # A repeated frame, or one that is not a key frame: it contains no more details.
        return Details(str(profile))
    bits.take(2 + 24)
    bit_depth = 8 if profile < 2 else 12 if bits.take(1) else 10
    if bits.take(3) == _SRGB:
        return Details(str(profile), None, bit_depth, "4:4:4")
    bits.take(1)
    across, down = (bits.take(1), bits.take(1)) if profile & 1 else (1, 1)
    return Details(str(profile), None, bit_depth, SUBSAMPLING[across, down])


def known_details(read: Callable[[bytes], Details], record: bytes) -> dict[str, Any]:
    """The details in a record that are not None, by field; empty for an invalid record, which a player may ignore."""
    try:
        return {field: value for field, value in read(record)._asdict().items() if value is not None}
    except (Malformed, IndexError):
        return {}


RECORDS = {"avcC": avc, "hvcC": hevc, "av1C": av1, "vpcC": vp9}


class AudioDetails(NamedTuple):
    """Details of an audio codec. The sample rate is in Hz."""

    profile: str | None = None
    sample_rate: int | None = None
    channels: int | None = None


def aac(config: bytes) -> AudioDetails:
    """Read an AudioSpecificConfig. The sample rate is that of the output: for HE-AAC, twice that of the core."""
    # The optional fields at the end may be missing; zeros in their place mean the same.
    bits = Bits(config[:16] + bytes(8))
    kind = _aac_kind(bits)
    rate = _aac_rate(bits)
    channels = _AAC_CHANNELS.get(bits.take(4))
    if kind in {5, 29}:
        rate = _aac_rate(bits)
        channels = 2 if kind == 29 else channels
    elif kind == 2:
        kind, rate = _sbr_extension(bits, kind, rate)
    return AudioDetails(_AAC_PROFILES.get(kind, f"object type {kind}"), rate, channels)


def _sbr_extension(bits: Bits, kind: int, rate: int | None) -> tuple[int, int | None]:
    """Read the extension after the fields of LC that marks HE-AAC, and that old players ignore."""
    bits.take(1)
    if bits.take(1):
        bits.take(14)
    bits.take(1)
    if bits.take(11) == 0x2B7 and _aac_kind(bits) == 5 and bits.take(1):
        return 5, _aac_rate(bits)
    return kind, rate


def _aac_kind(bits: Bits) -> int:
    kind = bits.take(5)
    return 32 + bits.take(6) if kind == 31 else kind


def _aac_rate(bits: Bits) -> int | None:
    index = bits.take(4)
    return bits.take(24) if index == 15 else _AAC_RATES[index] if index < len(_AAC_RATES) else None


def _named(names: tuple[str, ...], index: int) -> str | None:
    return names[index] if index < len(names) else None
