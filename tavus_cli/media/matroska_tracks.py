"""Tracks of Matroska and WebM files: their entries in the header, and measurements on their blocks."""

import math
import struct
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from tavus_cli.media import codecs
from tavus_cli.media.ebml import Element, content, elements, number, real, text, with_id
from tavus_cli.media.entries import with_config
from tavus_cli.media.facts import Pace, Sound, Video
from tavus_cli.media.pace import MOST_RUNS, pace_of
from tavus_cli.media.source import Source

NANOSECONDS = 1_000_000_000
# Ids of TrackEntry and its children. Source: RFC 9559.
_TRACK_NUMBER, _TRACK_UID, _TRACK_TYPE, _FLAG_ENABLED = 0xD7, 0x73C5, 0x83, 0xB9
_DEFAULT_DURATION, _CODEC_ID, _CODEC_PRIVATE = 0x23E383, 0x86, 0x63A2
_CONTENT_ENCODINGS, _CONTENT_ENCODING, _CONTENT_ENCRYPTION = 0x6D80, 0x6240, 0x5035
_VIDEO, _WIDTH, _HEIGHT, _COLOUR, _PROJECTION, _POSE_ROLL = 0xE0, 0xB0, 0xBA, 0x55B0, 0x7670, 0x7675
_BITS_PER_CHANNEL, _SUBSAMPLING_HORZ, _SUBSAMPLING_VERT, _TRANSFER = 0x55B2, 0x55B3, 0x55B4, 0x55BA
_INTEGERS = {_WIDTH, _HEIGHT, _BITS_PER_CHANNEL, _SUBSAMPLING_HORZ, _SUBSAMPLING_VERT, _TRANSFER}
_AUDIO, _SAMPLING_FREQUENCY, _OUTPUT_SAMPLING_FREQUENCY, _CHANNELS = 0xE1, 0xB5, 0x78B5, 0x9F
_BLOCK_ADDITION_MAPPING, _BLOCK_ADD_ID_TYPE = 0x41E4, 0x41E7
_DOLBY_VISION = {int.from_bytes(name) for name in (b"dvcC", b"dvvC", b"dvwC")}
_VIDEO_TYPE, _AUDIO_TYPE = 1, 2
_OTHER_TYPES = {3: "complex", 16: "logo", 17: "subtitle", 18: "buttons", 32: "control", 33: "metadata"}
_MOST_CODEC_PRIVATE = 2**14
_RECORDS = {"V_MPEG4/ISO/AVC": codecs.avc, "V_MPEGH/ISO/HEVC": codecs.hevc, "V_AV1": codecs.av1}
# The maximum number of frames that can be stored after a frame but shown before it.
_REORDERED = 16
_ROUNDING = 0.01

Fields = dict[int, Element]


@dataclass(slots=True)
class MatroskaTrack:
    """A track that is being read. Times are in nanoseconds."""

    number: int = 0
    uid: int = 0
    enabled: bool = True
    kind: str = ""
    default_duration: int = 0
    video: Video | None = None
    sound: Sound | None = None
    duration: float | None = None  # seconds
    times: list[int] = field(default_factory=list)  # of the first frames, in stored order
    stored_bytes: int = 0
    last: int = 0  # the latest time of a block that was read
    ends: int = 0  # the latest end of a block that contains its own duration

    @property
    def first(self) -> int:
        return min(self.times)

    @property
    def end(self) -> int:
        """The end of the last block that was read. A block without a duration counts as an average one."""
        return max(self.ends, self.last + (self.default_duration or round(self._average)))

    @property
    def _average(self) -> float:
        """The average duration of the first blocks."""
        return (max(self.times) - min(self.times)) / (len(self.times) - 1) if len(self.times) > 1 else 0

    def measure(self, time: int, size: int, frame: bytes) -> None:
        """Record one of the first blocks: its time, its size in bytes, and its first bytes."""
        if self.video is not None and self.video.codec == "VP9" and not self.times:
            self.video = replace(self.video, **codecs.known_details(codecs.vp9_frame, frame))
        if len(self.times) <= MOST_RUNS:
            self.stored_bytes += size
            self.times.append(time)

    def finished_video(self, *, whole: bool) -> Video | None:
        """The video track with all its facts; None for other tracks. `whole` is whether all its frames were read."""
        return replace(self.video, duration=self.duration, pace=self._pace(whole=whole)) if self.video else None

    def _pace(self, *, whole: bool) -> Pace | None:
        times = sorted(self.times)
        if not whole and times != self.times:
            # Frames are not stored in the order in which they are shown, so some of the last times may be missing.
            del times[-_REORDERED:]
        lengths = [later - earlier for earlier, later in pairwise(times)]
        pace = pace_of([(len(list(run)), length) for length, run in groupby(lengths)], NANOSECONDS)
        declared = round(NANOSECONDS / self.default_duration, 3) if self.default_duration else 0
        if pace is None:
            return Pace(declared, 0, declared, 0) if declared else None
        # Times are rounded to milliseconds, so the rate in the header is more exact, unless it is wrong.
        return replace(pace, rate=declared) if abs(pace.rate - declared) < declared * _ROUNDING else pace

    def finished_sound(self) -> Sound | None:
        """The sound track with all its facts; None for other tracks."""
        if self.sound is None:
            return None
        time = self._average * len(self.times) / NANOSECONDS
        return replace(self.sound, duration=self.duration, bit_rate=self.stored_bytes * 8 / time if time else None)


def read_entry(source: Source, entry: Element, limit: int) -> MatroskaTrack:
    """The track that a TrackEntry describes. Raises Malformed, Stopped, struct.error, IndexError."""
    fields = _fields(source, entry, limit)

    def value(key: int, default: int = 0) -> int:
        return number(source, fields[key]) if key in fields else default

    track = MatroskaTrack(
        value(_TRACK_NUMBER),
        value(_TRACK_UID),
        bool(value(_FLAG_ENABLED, 1)),
        default_duration=value(_DEFAULT_DURATION),
    )
    kind = value(_TRACK_TYPE)
    tag = text(source, fields[_CODEC_ID]) if _CODEC_ID in fields else ""
    private = content(source, fields[_CODEC_PRIVATE], _MOST_CODEC_PRIVATE) if _CODEC_PRIVATE in fields else b""
    encrypted = _is_encrypted(source, entry, limit)
    if kind == _VIDEO_TYPE:
        dolby_vision = _is_dolby_vision(source, entry, limit)
        video = _video(source, fields, limit, tag, private)
        track.video = replace(video, encrypted=encrypted, dolby_vision=dolby_vision)
    elif kind == _AUDIO_TYPE:
        track.sound = replace(_sound(source, fields, limit, tag, private), encrypted=encrypted)
    track.kind = _OTHER_TYPES.get(kind, f"type {kind}")
    return track


def _fields(source: Source, parent: Element | None, limit: int) -> Fields:
    return {} if parent is None else {element.id: element for element in elements(source, parent, limit)}


def _is_encrypted(source: Source, entry: Element, limit: int) -> bool:
    encodings = with_id(source, entry, _CONTENT_ENCODINGS, limit)
    inside = [encoding for each in encodings for encoding in with_id(source, each, _CONTENT_ENCODING, limit)]
    return any(with_id(source, encoding, _CONTENT_ENCRYPTION, limit) for encoding in inside)


def _is_dolby_vision(source: Source, entry: Element, limit: int) -> bool:
    mappings = with_id(source, entry, _BLOCK_ADDITION_MAPPING, limit)
    types = [found for mapping in mappings for found in with_id(source, mapping, _BLOCK_ADD_ID_TYPE, limit)]
    return any(number(source, found) in _DOLBY_VISION for found in types)


def _video(source: Source, fields: Fields, limit: int, tag: str, private: bytes) -> Video:
    if tag == "V_MS/VFW/FOURCC":
        tag = private[16:20].decode("latin-1")
    inside = _fields(source, fields.get(_VIDEO), limit)
    colour = _fields(source, inside.get(_COLOUR), limit)
    projection = _fields(source, inside.get(_PROJECTION), limit)
    values = {key: number(source, element) for key, element in (inside | colour).items() if key in _INTEGERS}
    roll = real(source, projection[_POSE_ROLL]) if _POSE_ROLL in projection else 0.0
    video = Video(
        tag,
        codecs.NAMES.get(tag, tag),
        bit_depth=values.get(_BITS_PER_CHANNEL) or None,
        chroma=codecs.SUBSAMPLING.get((values.get(_SUBSAMPLING_HORZ, -1), values.get(_SUBSAMPLING_VERT, -1))),
        transfer=codecs.transfer_name(values.get(_TRANSFER, 0)),
        width=values.get(_WIDTH),
        height=values.get(_HEIGHT),
        # The roll is counter-clockwise.
        rotation=round(-roll / 90) * 90 % 360 if math.isfinite(roll) else 0,
    )
    if tag == "V_VP8":
        return replace(video, bit_depth=8, chroma="4:2:0")
    if tag in _RECORDS and private:
        return replace(video, **codecs.known_details(_RECORDS[tag], private))
    return video


def _sound(source: Source, fields: Fields, limit: int, tag: str, private: bytes) -> Sound:
    inside = _fields(source, fields.get(_AUDIO), limit)
    rates = [real(source, inside[key]) for key in (_OUTPUT_SAMPLING_FREQUENCY, _SAMPLING_FREQUENCY) if key in inside]
    rate = next((round(rate) for rate in rates if 0 < rate < 2**32), None)
    sound = Sound(
        tag,
        codecs.NAMES.get(tag, tag),
        sample_rate=48000 if tag == "A_OPUS" else rate,
        channels=number(source, inside[_CHANNELS]) if _CHANNELS in inside else 1,
    )
    return with_config(sound, private)


def block_header(data: bytes) -> tuple[int, int, int]:
    """The number of a block's track, its time relative to the cluster, and the size of the block's header."""
    length = 9 - data[0].bit_length()
    track = int.from_bytes(data[:length]) & (1 << 7 * length) - 1
    (time,) = struct.unpack_from(">h", data, length)
    return track, time, length + 3
