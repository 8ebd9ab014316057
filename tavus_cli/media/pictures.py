"""Reading PNG and JPEG files: the size of the picture, and its orientation."""

import struct

from tavus_cli.media.facts import Facts, Picture
from tavus_cli.media.source import BOX_STEPS, Malformed, Source

_ORIENTATION = 0x0112
_MOST_EXIF = 2**16
# Start-of-frame markers; the other three in this range are tables.
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_NO_CONTENT = {0x01, *range(0xD0, 0xD8)}
_SCAN, _EXIF = 0xDA, 0xE1


def read_png(source: Source, facts: Facts) -> None:
    """Fill in the picture. Raises Stopped, Malformed, struct.error."""
    at = 8
    width, height = struct.unpack(">II", source.read(16, 8))
    orientation, animated = 1, False
    while True:
        source.step(BOX_STEPS)
        length, kind = struct.unpack(">I4s", source.read(at, 8))
        if kind == b"acTL":
            animated = True
        elif kind == b"eXIf":
            orientation = _orientation(source.read(at + 8, min(length, _MOST_EXIF)))
        elif kind in {b"IDAT", b"IEND"}:
            break
        at += 12 + length
    facts.picture = Picture(width, height, orientation, animated)


def read_jpeg(source: Source, facts: Facts) -> None:
    """Fill in the picture. Raises Stopped, Malformed, struct.error."""
    at = 2
    orientation = 1
    while True:
        source.step(BOX_STEPS)
        fill, marker, length = struct.unpack(">BBH", source.read(at, 4))
        if fill != 0xFF or marker == _SCAN:
            raise Malformed("JPEG")
        if marker == 0xFF:
            at += 1
        elif marker in _NO_CONTENT:
            at += 2
        elif length < 2:
            raise Malformed("JPEG")
        elif marker in _FRAMES:
            height, width = struct.unpack(">HH", source.read(at + 5, 4))
            facts.picture = Picture(width, height, orientation)
            return
        else:
            if marker == _EXIF and source.read(at + 4, 6) == b"Exif\0\0":
                orientation = _orientation(source.read(at + 10, length - 8))
            at += 2 + length


def _orientation(tiff: bytes) -> int:
    """The orientation in EXIF data; 1 (upright) if there is none."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    try:
        if order is None:
            return 1
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for at in range(start + 2, min(start + 2 + count * 12, len(tiff)), 12):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, at)
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1
