"""What is said of a create before it is sent. What its links say is in `check/test_links.py`."""

from tavus_cli.commands.replicas.resource import NEW_REPLICA
from tavus_cli.verbs.preflight import CONSENT_STATEMENT

CLIP = "https://clips.example.com/train.mp4"


def test_a_good_request_has_no_warnings():
    body = {"train_video_url": CLIP, "consent_video_url": "https://clips.example.com/consent.mp4"}
    NEW_REPLICA.check(body)
    assert list(NEW_REPLICA.warnings(body)) == []


def test_phoenix_3_from_an_image_is_told():
    body = {"train_image_url": "https://example.com/a.png", "voice_name": "anna", "model_name": "phoenix-3"}
    (warning,) = NEW_REPLICA.warnings(body)
    assert warning.startswith("phoenix-3 cannot be trained from an image")


def test_without_a_consent_clip_the_way_to_the_statement_is_told(run):
    (warning,) = NEW_REPLICA.warnings({"train_video_url": CLIP})
    assert "tavus replicas create --help" in warning
    assert CONSENT_STATEMENT in " ".join(run("replicas", "create", "--help").out.split())
