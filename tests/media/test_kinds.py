"""What a file is by its first bytes, whatever it is called."""

import gzip
import io
import struct
import zipfile

import pytest
from media.mutants import Memory

from tavus_cli.media.facts import Kind
from tavus_cli.media.look import look


def ftyp(brand):
    return struct.pack(">I4s4sI", 20, b"ftyp", brand, 0) + brand


def zipped():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("clip.mp4", "clip")
    return file.getvalue()


PAGES = [
    b"<!DOCTYPE html><html><title>Sign in</title>",
    b"\n\n  <html lang=en>",
    b"\xef\xbb\xbf<!doctype HTML>",
    b"<!-- a note -->\n<!-- and more -->\n<html>",
    b"<script>location = '/'</script>",
    b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">\n<html xmlns="x">',
    "<html><body>Grüße".encode("utf-16"),
]
NAMED = {
    Kind.EMPTY: [b""],
    Kind.HTML: PAGES,
    Kind.XML: [
        b'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code></Error>',
        b"<Error><Code>ExpiredToken</Code></Error>",
    ],
    Kind.JSON: [b'{"error": "not found"}', b"[]", b'\r\n[{"a": 1}]', b"{}"],
    Kind.HLS: [b"#EXTM3U\n#EXT-X-VERSION:3\n", b"\xef\xbb\xbf#EXTM3U\n"],
    Kind.DASH: [b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011">'],
    Kind.SVG: [b'<svg xmlns="http://www.w3.org/2000/svg">', b'<?xml version="1.0"?><svg:svg xmlns:svg="x">'],
    Kind.TEXT: [b"Not found", "Überlastet, später wiederkommen".encode()],
    Kind.PDF: [b"%PDF-1.7\n"],
    Kind.ZIP: [zipped()],
    Kind.GZIP: [gzip.compress(b"clip", mtime=0)],
    Kind.HEIC: [ftyp(b"heic"), ftyp(b"mif1")],
    Kind.AVIF: [ftyp(b"avif")],
    Kind.THREE_GP: [ftyp(b"3gp5"), ftyp(b"3g2a")],
    Kind.QUICKTIME: [ftyp(b"qt  "), struct.pack(">I4s", 8, b"wide"), struct.pack(">I4sI", 8, b"moov", 0)],
    Kind.MP4: [ftyp(b"isom"), ftyp(b"M4V "), struct.pack(">I4s4s", 12, b"styp", b"msdh")],
    Kind.UNKNOWN: [b"\0\1\2\3", b"\xfe" * 100, bytes(5000)],
}


@pytest.mark.parametrize("kind", NAMED)
def test_what_is_no_clip_is_named(kind):
    for content in NAMED[kind]:
        assert look(Memory(content)).kind is kind, content


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("other.avi", Kind.AVI),
        ("other.ts", Kind.MPEG_TS),
        ("other.flv", Kind.FLV),
        ("other.wmv", Kind.ASF),
        ("other.mpg", Kind.MPEG_PS),
        ("other.gif", Kind.GIF),
        ("other.webp", Kind.WEBP),
        ("other.bmp", Kind.BMP),
        ("other.tiff", Kind.TIFF),
        ("other.avif", Kind.AVIF),
        ("other.ogg", Kind.OGG),
        ("other.flac", Kind.FLAC),
        ("other.aac", Kind.AAC),
        ("picture.png", Kind.PNG),
        ("picture.jpg", Kind.JPEG),
        ("tone.wav", Kind.WAV),
        ("rf64.wav", Kind.WAV),
        ("tone.mp3", Kind.MP3),
        ("bare.mp3", Kind.MP3),
        ("low.mp3", Kind.MP3),
    ],
)
def test_real_files_are_named_under_any_name(clips, look_at, tmp_path, name, kind):
    renamed = tmp_path / "clip.mp4"
    renamed.write_bytes(clips[name].read_bytes())
    assert look_at(renamed).kind is kind
    assert look_at(renamed).damage == ()


def test_any_beginning_has_a_kind():
    for first in range(256):
        for second in (0, 1, 0x47, 0x7F, 0x80, 0xE0, 0xFF):
            for length in (1, 2, 3, 4, 11, 200):
                assert look(Memory(bytes([first, second] * 100)[:length])).kind in Kind
