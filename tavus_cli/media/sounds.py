"""Reading WAV and MP3 files: format and duration, from the header, or from the first frames of an MP3 without one."""

import struct
from typing import NamedTuple

from tavus_cli.media.facts import Damage, Facts, Flaw, Sound
from tavus_cli.media.source import BLOCK, BOX_STEPS, Malformed, Source

_WAV_CODECS = {
    0x01: "PCM",
    0x03: "PCM",
    0x06: "A-law",
    0x07: "mu-law",
    0x02: "ADPCM",
    0x11: "ADPCM",
    0x55: "MP3",
    0xFF: "AAC",
}
_EXTENSIBLE = 0xFFFE
# Placeholders in the size field, from programs that write the header before they know the size.
_OPEN_SIZES = {0, 2**32 - 1}

_MPEG_1, _MPEG_2 = 3, 2
_BIT_RATES = {  # kbit/s of layer III
    _MPEG_1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    _MPEG_2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = (44100, 48000, 32000)
_MOST_TAGS = 8


def read_wav(source: Source, facts: Facts) -> None:
    """Fill in the sound of a RIFF or RF64 file. Raises Stopped, Malformed, struct.error."""
    form = b""
    length = 0  # bytes of sound data
    at = 12
    while len(head := source.read(at, 8)) == 8:
        source.step(BOX_STEPS)
        name, size = head[:4], int.from_bytes(head[4:], "little")
        at += 8
        if name == b"fmt ":
            form = source.read(at, min(size, 40))
        elif name == b"ds64":
            (length,) = struct.unpack("<Q", source.read(at + 8, 8))
        elif name == b"data":
            if size not in _OPEN_SIZES:
                length = size
            _read_data(facts, form, at, length)
            return
        at += size + size % 2
    facts.damage += (Damage(Flaw.NO_INDEX, "data" if form else "fmt"),)


def _read_data(facts: Facts, form: bytes, start: int, length: int) -> None:
    if facts.size is not None:
        length = length or max(0, facts.size - start)
        if start + length > facts.size:
            facts.damage += (Damage(Flaw.CUT, "data", start + length, facts.size),)
    code, channels, rate, byte_rate = struct.unpack_from("<HHII", form)
    if code == _EXTENSIBLE:
        (code,) = struct.unpack_from("<H", form, 24)
    facts.duration = length / byte_rate if byte_rate and length else None
    facts.sounds = (
        Sound(
            tag := f"0x{code:04x}",
            _WAV_CODECS.get(code, tag),
            sample_rate=rate or None,
            channels=channels or None,
            duration=facts.duration,
            bit_rate=byte_rate * 8.0 or None,
        ),
    )


class Frame(NamedTuple):
    """The header of a frame of MPEG audio, layer III."""

    version: int
    bit_rate: int  # bit/s
    sample_rate: int
    channels: int
    size: int

    @property
    def samples(self) -> int:
        return 1152 if self.version == _MPEG_1 else 576


def frame_at(data: bytes, at: int) -> Frame | None:
    """The frame that begins at an offset; None if there is none."""
    if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE6 != 0xE2:
        return None
    version = data[at + 1] >> 3 & 3
    rate_index, bits_index = data[at + 2] >> 2 & 3, data[at + 2] >> 4
    if version == 1 or rate_index == 3 or bits_index in {0, 15}:
        return None
    # MPEG 2.5 (0) differs from MPEG 2 only in the sample rate.
    kind = _MPEG_1 if version == _MPEG_1 else _MPEG_2
    bit_rate = _BIT_RATES[kind][bits_index] * 1000
    sample_rate = _RATES[rate_index] >> {_MPEG_1: 0, _MPEG_2: 1, 0: 2}[version]
    padding = data[at + 2] >> 1 & 1
    size = (144 if kind == _MPEG_1 else 72) * bit_rate // sample_rate + padding
    return Frame(kind, bit_rate, sample_rate, 1 if data[at + 3] >> 6 == 3 else 2, size)


def has_frames(data: bytes, at: int) -> bool:
    """Whether two frames follow one another here. A single frame header can occur by chance."""
    frame = frame_at(data, at)
    return frame is not None and frame_at(data, at + frame.size) is not None


def read_mp3(source: Source, facts: Facts) -> None:
    """Fill in the sound of an MP3. Raises Stopped, Malformed."""
    start = _after_tags(source)
    data = source.read(start, BLOCK)
    source.step(len(data) // 16)
    at = next((at for at in range(len(data)) if data[at] == 0xFF and has_frames(data, at)), len(data))
    frame = frame_at(data, at)
    if frame is None:
        raise Malformed("MP3")
    start += at
    frames, size = _vbr_header(data[at : at + frame.size], frame)
    there = None if facts.size is None else facts.size - start
    if frames:
        facts.duration = frames * frame.samples / frame.sample_rate
        bit_rate = size * 8 / facts.duration if size else None
    else:
        bit_rate = _average_bit_rate(data, at)
        facts.duration = there * 8 / bit_rate if there else None
    if there is not None and size > there:
        facts.damage += (Damage(Flaw.CUT, "MP3", start + size, facts.size),)
    facts.sounds = (
        Sound(
            "mp3",
            "MP3",
            sample_rate=frame.sample_rate,
            channels=frame.channels,
            duration=facts.duration,
            bit_rate=bit_rate,
        ),
    )


def _after_tags(source: Source) -> int:
    """The offset of the sound data, after the ID3 tags at the start."""
    at = 0
    for _ in range(_MOST_TAGS):
        head = source.read(at, 10)
        if head[:3] != b"ID3" or len(head) < 10:
            return at
        size = 0
        for byte in head[6:]:
            size = size << 7 | byte & 0x7F
        at += 10 + size + (10 if head[5] & 0x10 else 0)
    return at


def _vbr_header(data: bytes, frame: Frame) -> tuple[int, int]:
    """The number of frames and of bytes in the Xing or VBRI header of the first frame; 0 if it does not say."""
    mono = frame.channels == 1
    at = 4 + ((17 if mono else 32) if frame.version == _MPEG_1 else (9 if mono else 17))
    if data[at : at + 4] in {b"Xing", b"Info"} and len(data) >= at + 16:
        flags, first, second = struct.unpack_from(">III", data, at + 4)
        frames = first if flags & 1 else 0
        return frames, (second if flags & 1 else first) if flags & 2 else 0
    if data[36:40] == b"VBRI" and len(data) >= 54:
        size, frames = struct.unpack_from(">II", data, 46)
        return frames, size
    return 0, 0


def _average_bit_rate(data: bytes, at: int) -> float:
    """The average bit rate of the frames in a buffer, in bit/s."""
    size = time = 0.0
    while (frame := frame_at(data, at)) is not None and frame.size:
        size += frame.size
        time += frame.samples / frame.sample_rate
        at += frame.size
    return size * 8 / time
