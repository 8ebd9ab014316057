"""Sample descriptions (stsd) of MP4 and QuickTime files: the codec of a track and its details.

`with_config` also serves Matroska, which has the same configuration record for AAC.
"""

import struct
from dataclasses import replace

from tavus_cli.media import codecs
from tavus_cli.media.boxes import inner
from tavus_cli.media.facts import Sound, Video

_ENCRYPTED = {"encv", "enca"}
# The size of the fixed fields of an entry, before its boxes. Sound entries of QuickTime also have two longer versions.
_VIDEO_FIELDS = 78
_SOUND_FIELDS = {0: 28, 1: 44, 2: 64}


def video_of(tag: str, entry: bytes) -> Video:
    """A video track by the content of its sample entry. Raises struct.error, IndexError, Malformed."""
    width, height = struct.unpack_from(">HH", entry, 24)
    boxes = dict(inner(entry, _VIDEO_FIELDS))
    original = _original(tag, boxes)
    video = Video(
        original,
        codecs.NAMES.get(original, original),
        encrypted=tag in _ENCRYPTED,
        dolby_vision=original in codecs.DOLBY_VISION or not boxes.keys().isdisjoint({"dvcC", "dvvC", "dvwC"}),
        width=width,
        height=height,
        transfer=_transfer(entry),
    )
    if "esds" in boxes:
        object_type, _ = _stream(boxes["esds"])
        video = replace(video, codec=codecs.OBJECT_TYPES.get(object_type, video.codec))
    for name, read in codecs.RECORDS.items():
        if name in boxes:
            video = replace(video, **codecs.known_details(read, boxes[name]))
    return video


def sound_of(tag: str, entry: bytes) -> Sound:
    """A sound track by the content of its sample entry. Raises struct.error, IndexError, Malformed."""
    version, channels, rate = struct.unpack_from(">H6xH6xI", entry, 8)
    sample_rate = rate >> 16
    if version == 2:
        precise, channels = struct.unpack_from(">dI", entry, 32)
        sample_rate = round(precise) if 0 < precise < 2**32 else 0
    boxes = dict(inner(entry, _SOUND_FIELDS.get(version, _SOUND_FIELDS[0])))
    boxes = {**dict(inner(boxes.get("wave", b""), 0)), **boxes}
    original = _original(tag, boxes)
    sound = Sound(
        original,
        codecs.NAMES.get(original, original),
        encrypted=tag in _ENCRYPTED,
        sample_rate=sample_rate or None,
        channels=channels or None,
    )
    if "esds" in boxes:
        object_type, config = _stream(boxes["esds"])
        sound = replace(sound, codec=codecs.OBJECT_TYPES.get(object_type, sound.codec))
        return with_config(sound, config)
    if "dOps" in boxes:
        # Opus is always decoded at 48 kHz; its box contains the sample rate of the original recording.
        return replace(sound, channels=boxes["dOps"][1], sample_rate=48000)
    return sound


def with_config(sound: Sound, config: bytes) -> Sound:
    """The sound with the details of its AudioSpecificConfig, if it is AAC and has one. Raises Malformed."""
    if sound.codec != "AAC" or not config:
        return sound
    details = codecs.aac(config)
    return replace(
        sound,
        profile=details.profile,
        sample_rate=details.sample_rate or sound.sample_rate,
        channels=details.channels or sound.channels,
    )


def _original(tag: str, boxes: dict[str, bytes]) -> str:
    """The tag of the codec; of an encrypted track, the original tag if it is known."""
    if tag not in _ENCRYPTED:
        return tag
    frma = dict(inner(boxes.get("sinf", b""), 0)).get("frma", b"")
    return frma[:4].decode("latin-1") or tag


def _transfer(entry: bytes) -> str | None:
    """The transfer function in the first "colr" box that has it as a number; others contain an ICC profile."""
    for name, colour in inner(entry, _VIDEO_FIELDS):
        if name == "colr" and colour[:4] in {b"nclx", b"nclc"}:
            return codecs.transfer_name(int.from_bytes(colour[6:8]))
    return None


def _stream(esds: bytes) -> tuple[int, bytes]:
    """The object type and the decoder configuration in an elementary stream descriptor; 0 and empty without them."""
    object_type = 0
    at = 4
    while at + 2 <= len(esds):
        tag = esds[at]
        size, at = _descriptor_size(esds, at + 1)
        if tag == 5:
            return object_type, esds[at : at + size]
        if tag == 4:
            object_type = int.from_bytes(esds[at : at + 1])
            at += 13
        elif tag == 3:
            at = _after_stream_fields(esds, at)
        else:
            at += size
    return object_type, b""


def _after_stream_fields(esds: bytes, at: int) -> int:
    """The offset after the fixed and the optional fields of a stream descriptor, where its descriptors begin."""
    flags = int.from_bytes(esds[at + 2 : at + 3])
    at += 3
    if flags & 0x80:
        at += 2
    if flags & 0x40:
        at += 1 + int.from_bytes(esds[at : at + 1])
    return at + 2 if flags & 0x20 else at


def _descriptor_size(data: bytes, at: int) -> tuple[int, int]:
    """Decode a size of up to four bytes with seven bits each. Returns the size and the offset after it."""
    size = 0
    for byte in data[at : at + 4]:
        size = size << 7 | byte & 0x7F
        at += 1
        if not byte & 0x80:
            break
    return size, at
