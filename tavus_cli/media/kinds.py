"""Recognizing the type of a file by its first bytes: magic numbers, and patterns for text formats."""

import re

from tavus_cli.media.facts import Kind
from tavus_cli.media.sounds import has_frames

# Enough to see two frames of an MP3, eleven packets of a transport stream, or the first tag after a page's comments.
HEAD = 4096
_MAGIC = {
    b"\x1a\x45\xdf\xa3": Kind.MATROSKA,
    b"\x89PNG\r\n\x1a\n": Kind.PNG,
    b"\xff\xd8\xff": Kind.JPEG,
    b"GIF8": Kind.GIF,
    b"BM": Kind.BMP,
    b"II*\0": Kind.TIFF,
    b"MM\0*": Kind.TIFF,
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11": Kind.ASF,
    b"FLV\x01": Kind.FLV,
    b"\0\0\1\xba": Kind.MPEG_PS,
    b"\0\0\1\xb3": Kind.MPEG_PS,
    b"OggS": Kind.OGG,
    b"fLaC": Kind.FLAC,
    b"ID3": Kind.MP3,
    b"%PDF-": Kind.PDF,
    b"PK\3\4": Kind.ZIP,
    b"PK\5\6": Kind.ZIP,
    b"\x1f\x8b\x08": Kind.GZIP,
}
_RIFF = {b"AVI ": Kind.AVI, b"WAVE": Kind.WAV, b"WEBP": Kind.WEBP}
_BRANDS = {
    "qt  ": Kind.QUICKTIME,
    **dict.fromkeys(("avif", "avis"), Kind.AVIF),
    **dict.fromkeys(("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"), Kind.HEIC),
}
# The first box of old QuickTime files, which have no brands.
_OLD_QUICKTIME = {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
# The first box of single fragments of a file, as used for streaming.
_SEGMENTS = {b"styp", b"moof", b"sidx"}
_TS_PACKET = 188
# The group is atomic, (?>...): backtracking over hundreds of comments would take years.
_PAGE = re.compile(
    rb"(?i)(?>(?:<!--.*?-->\s*)*)<(?:!doctype\s+html|html|head|body|title|meta|script|style|div|p|h1|br|center)[\s>/]",
    re.S,
)
_JSON = re.compile(rb'\{\s*(?:"|\})|\[\s*(?:[\[{"\]\d-]|true|false|null)')


def kind_of(head: bytes) -> Kind:
    """The kind of a file by its first HEAD bytes."""
    if not head:
        return Kind.EMPTY
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    if head[:4] in {b"RIFF", b"RF64"}:
        return _RIFF.get(head[8:12], Kind.UNKNOWN)
    if head[4:8] == b"ftyp" or head[4:8] in _OLD_QUICKTIME | _SEGMENTS:
        return _of_boxes(head)
    return _of_frames(head) or _of_text(head)


def _of_frames(head: bytes) -> Kind | None:
    """The kind of a file without a header that consists of short frames, each with a sync mark."""
    if head[0] == 0x47 and len(head) > _TS_PACKET and all(byte == 0x47 for byte in head[::_TS_PACKET]):
        return Kind.MPEG_TS
    if has_frames(head, 0):
        return Kind.MP3
    is_adts = len(head) > 2 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0
    return Kind.AAC if is_adts else None


def brands_of(head: bytes) -> tuple[str, ...]:
    """The brands of an MP4 or QuickTime file, the major one first."""
    size = int.from_bytes(head[:4])
    if head[4:8] != b"ftyp":
        return ()
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, min(size, len(head)) - 3, 4))]
    return tuple(dict.fromkeys(brand.decode("latin-1") for brand in brands if brand.strip(b"\0")))


def _of_boxes(head: bytes) -> Kind:
    brands = brands_of(head)
    if not brands:
        return Kind.MP4 if head[4:8] in _SEGMENTS or head[4:8] == b"ftyp" else Kind.QUICKTIME
    if brands[0][:2] == "3g":
        return Kind.THREE_GP
    return _BRANDS.get(brands[0], Kind.MP4)


def _of_text(head: bytes) -> Kind:
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        head = head.decode("utf-16", "replace").encode()
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"#EXTM3U"):
        return Kind.HLS
    if _PAGE.match(text):
        return Kind.HTML
    if text.startswith(b"<?xml") or re.match(rb"<[A-Za-z]", text):
        return _of_xml(text)
    if _JSON.match(text):
        return Kind.JSON
    is_text = b"\0" not in head and all(byte >= 32 or byte in b"\t\n\r\f\x1b" for byte in head)
    return Kind.TEXT if text and is_text and _is_utf8(head) else Kind.UNKNOWN


def _of_xml(text: bytes) -> Kind:
    root = re.search(rb"<([A-Za-z][\w:.-]*)", text)
    name = root[1].lower().rpartition(b":")[2] if root else b""
    return {b"svg": Kind.SVG, b"mpd": Kind.DASH, b"html": Kind.HTML}.get(name, Kind.XML)


def _is_utf8(head: bytes) -> bool:
    try:
        # The last character may be truncated.
        head[:-3].decode()
    except UnicodeDecodeError:
        return False
    return True
