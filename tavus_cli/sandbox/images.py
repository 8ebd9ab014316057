"""Image validation: checks of the type and the dimensions. The content of the image is not analysed."""

import base64
import binascii
from typing import Any

from tavus_cli.sandbox import fields
from tavus_cli.sandbox.answers import Answer, Refused
from tavus_cli.sandbox.call import Call

_MAX_TEXT = 28 * 1024 * 1024
_TYPES = ("image/jpeg", "image/png")
_MIN_PIXELS = 512  # pixels each way

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
# The JPEG markers whose segment contains the dimensions: SOF0 to SOF15, without three markers of other kinds.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})


def validate_image(call: Call) -> Answer:
    """Status 200 means that the image was checked. The body says whether it passed."""
    data = _data(call.body)
    kind, size = _type_and_size(data)
    checks = [
        _check("readable_image", "The file is a PNG or JPEG image", passed=size is not None),
        _check("declared_type", "The image is of the declared type", passed=kind == call.body["mimeType"]),
        _check(
            "minimum_size",
            f"The image has at least {_MIN_PIXELS} x {_MIN_PIXELS} pixels",
            passed=size is not None and min(size) >= _MIN_PIXELS,
        ),
    ]
    passed = all(each["passed"] for each in checks)
    # Assumed: a readable image shows a suitable pose, as the content is not analysed.
    return Answer(200, {"passed": passed, "checks": checks, "details": {"pose_suitable_for_replica": size is not None}})


def _data(body: dict[str, Any]) -> bytes:
    text = fields.require(body, "imageBase64")
    fields.require(body, "mimeType")
    fields.check(body, {"imageBase64": fields.TEXT, "mimeType": fields.TEXT, "model": fields.TEXT})
    if body["mimeType"] not in _TYPES:
        raise Refused(400, f"mimeType must be one of {', '.join(_TYPES)}")
    if text.startswith("data:"):
        raise Refused(400, "imageBase64 must not begin with data:")
    if len(text) > _MAX_TEXT:
        raise Refused(413, "imageBase64 is larger than 28 MiB")
    try:
        return base64.b64decode(text, validate=True)
    # ValueError: characters outside ASCII.
    except (binascii.Error, ValueError):
        raise Refused(400, "imageBase64 is not base64") from None


def _check(name: str, label: str, *, passed: bool) -> dict[str, Any]:
    return {"id": name, "label": label, "passed": passed}


def _type_and_size(data: bytes) -> tuple[str | None, tuple[int, int] | None]:
    """The type of an image, and its width and height; None for what is not known."""
    if data.startswith(_PNG):
        return "image/png", _png_size(data)
    if data.startswith(_JPEG):
        return "image/jpeg", _jpeg_size(data)
    return None, None


def _png_size(data: bytes) -> tuple[int, int] | None:
    if data[12:16] != b"IHDR" or len(data) < 24:
        return None
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """The dimensions from the first frame segment; None if there is none."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _FRAMES:
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        if marker == 0xFF:  # padding
            at += 1
        elif marker in _BARE:
            at += 2
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return None
