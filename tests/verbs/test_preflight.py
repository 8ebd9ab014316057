"""What is said of a create before it is sent."""

from datetime import UTC, datetime

import pytest

from tavus_cli.verbs.preflight import CONSENT_STATEMENT, check_replica, replica_warnings

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CLIP = "https://clips.example.com/train.mp4"
CONSENT = {"consent_video_url": "https://clips.example.com/consent.mp4"}


def warnings(url, **fields):
    body = {"train_video_url": url, **CONSENT, **fields}
    check_replica(body)
    return list(replica_warnings(body, NOW))


def test_a_good_request_has_no_warnings():
    assert warnings(CLIP) == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("X-Amz-Date=20261121T110000Z&X-Amz-Expires=3600", "has expired"),
        ("X-Amz-Date=20261121T110000Z&X-Amz-Expires=7200", "expires in 1 h 0 min"),
        ("x-amz-date=20261121T115900Z&x-amz-expires=86399", "expires in 23 h 58 min"),
        ("Expires=1795263000", "expires in 10 min"),
    ],
)
def test_a_link_that_ends_within_a_day_is_told(query, said):
    (warning,) = warnings(f"{CLIP}?{query}&X-Amz-Signature=secret")
    assert warning == f"--train-video-url: the link {said}; it should work for 24 hours after it is sent"


@pytest.mark.parametrize(
    "query",
    ["X-Amz-Date=20261121T120000Z&X-Amz-Expires=86400", "Expires=1895263000", "Expires=soon", "X-Amz-Expires=60", ""],
)
def test_a_link_that_lasts_or_says_nothing_is_fine(query):
    assert warnings(f"{CLIP}?{query}") == []


@pytest.mark.parametrize("name", ["train.mov", "train", "watch?v=1", ""])
def test_an_unexpected_suffix_is_told(name):
    (warning,) = warnings(f"https://clips.example.com/{name}")
    assert warning.startswith("--train-video-url: the file's name does not end in .mp4 or .webm")


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "10.1.2.3", "192.168.0.9", "172.20.0.1", "nas", "box.local"]
)
def test_a_local_host_is_told(host):
    (warning,) = warnings(f"http://{host}/train.mp4")
    assert warning == f"--train-video-url: {host} is on this machine or network, where Tavus cannot reach it"


def test_phoenix_3_from_an_image_is_told():
    body = {"train_image_url": "https://example.com/a.png", "voice_name": "anna", "model_name": "phoenix-3"}
    (warning,) = replica_warnings(body, NOW)
    assert warning.startswith("phoenix-3 cannot be trained from an image")


def test_without_a_consent_clip_the_statement_is_printed():
    (warning,) = replica_warnings({"train_video_url": CLIP}, NOW)
    assert CONSENT_STATEMENT in warning
