import base64

import pytest

PATH = "/v2/replicas/image-validation"


def png(width, height):
    return b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR" + width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\0\0\0"


def jpeg(width, height, frame=0xC0):
    comment = b"\xff\xe0\x00\x04ab\xff"
    start_of_frame = b"\xff" + bytes([frame]) + b"\x00\x11\x08" + height.to_bytes(2) + width.to_bytes(2) + b"\x03"
    return b"\xff\xd8" + comment + start_of_frame


def checked(api, image, kind="image/png"):
    reply = api.post(PATH, {"imageBase64": base64.b64encode(image).decode(), "mimeType": kind, "model": "phoenix-4"})
    assert reply.status == 200
    return reply.json


def failed(answer):
    return [each["id"] for each in answer["checks"] if not each["passed"]]


def test_a_good_image_passes_every_check(api):
    assert checked(api, png(512, 512)) == {
        "passed": True,
        "checks": [
            {"id": "readable_image", "label": "The file is a PNG or JPEG image", "passed": True},
            {"id": "declared_type", "label": "The image is of the declared type", "passed": True},
            {"id": "minimum_size", "label": "The image has at least 512 x 512 pixels", "passed": True},
        ],
        "details": {"pose_suitable_for_replica": True},
    }


@pytest.mark.parametrize("frame", [0xC0, 0xC2])
def test_jpeg_is_read_too_progressive_or_not(api, frame):
    assert checked(api, jpeg(600, 700, frame), "image/jpeg")["passed"] is True


@pytest.mark.parametrize(
    ("image", "kind", "checks"),
    [
        (png(511, 900), "image/png", ["minimum_size"]),
        (png(900, 511), "image/png", ["minimum_size"]),
        (jpeg(511, 900), "image/jpeg", ["minimum_size"]),
        (png(900, 900), "image/jpeg", ["declared_type"]),
        (b"GIF89a" + bytes(100), "image/png", ["readable_image", "declared_type", "minimum_size"]),
        (b"", "image/png", ["readable_image", "declared_type", "minimum_size"]),
        (png(900, 900)[:20], "image/png", ["readable_image", "minimum_size"]),
        (jpeg(900, 900)[:12], "image/jpeg", ["readable_image", "minimum_size"]),
    ],
)
def test_a_bad_image_is_answered_with_200_and_says_what_is_wrong(api, image, kind, checks):
    answer = checked(api, image, kind)
    assert (answer["passed"], failed(answer)) == (False, checks)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"mimeType": "image/png"}, "imageBase64 is required"),
        ({"imageBase64": ""}, "mimeType is required"),
        ({"imageBase64": 1, "mimeType": "image/png"}, "imageBase64 must be a string"),
        ({"imageBase64": "", "mimeType": "image/webp"}, "mimeType must be one of image/jpeg, image/png"),
        ({"imageBase64": "", "mimeType": "image/png", "model": 4}, "model must be a string"),
        ({"imageBase64": "iVBO!Rw0KGgo=", "mimeType": "image/png"}, "imageBase64 is not base64"),
        ({"imageBase64": "é", "mimeType": "image/png"}, "imageBase64 is not base64"),
        (
            {"imageBase64": "data:image/png;base64,AA==", "mimeType": "image/png"},
            "imageBase64 must not begin with data:",
        ),
    ],
)
def test_what_is_not_a_question_about_an_image_is_refused(api, body, error):
    reply = api.post(PATH, body)
    assert (reply.status, reply.json) == (400, {"error": error})


def test_a_body_over_thirty_mebibytes_is_refused_unread(api):
    reply = api.send("POST", PATH, b"", content_length=str(30 * 1024**2 + 1))
    assert (reply.status, reply.json) == (413, {"error": "the body is larger than 30 MiB"})


def test_a_text_over_twenty_eight_mebibytes_is_refused(api):
    reply = api.post(PATH, {"imageBase64": "A" * (28 * 1024**2 + 4), "mimeType": "image/png"})
    assert (reply.status, reply.json) == (413, {"error": "imageBase64 is larger than 28 MiB"})


def test_there_is_only_one_method(api):
    reply = api.get(PATH)
    assert (reply.status, reply.headers["Allow"]) == (405, "POST")
