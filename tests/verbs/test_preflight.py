"""What is said of a create before it is sent. What its links say is in `check/test_links.py`."""

import pytest
from samples import CLIP, CONSENT

from tavus_cli.commands.replicas.resource import NEW_REPLICA
from tavus_cli.errors import UsageError
from tavus_cli.verbs.preflight import CONSENT_STATEMENT


def test_a_good_request_has_no_warnings():
    body = {"train_video_url": CLIP, "consent_video_url": CONSENT}
    NEW_REPLICA.check(body)
    assert list(NEW_REPLICA.warnings(body)) == []


def test_phoenix_3_from_an_image_is_told():
    body = {"train_image_url": "https://example.com/a.png", "voice_name": "anna", "model_name": "phoenix-3"}
    (warning,) = NEW_REPLICA.warnings(body)
    assert warning.startswith("--model-name: phoenix-3 cannot be trained from a portrait")


def test_without_a_consent_clip_the_way_to_the_statement_is_told(run):
    (warning,) = NEW_REPLICA.warnings({"train_video_url": CLIP})
    # At the end, where a narrow terminal leaves a command whole.
    assert warning.endswith("; its words: tavus replicas create --help")
    assert CONSENT_STATEMENT in " ".join(run("replicas", "create", "--help").out.split())


@pytest.mark.parametrize(
    ("link", "hint"),
    [
        ("s3://b/me.mp4", "sign it for two days: aws s3 presign s3://b/me.mp4 --expires-in 172800"),
        ("\u201chttps://example.com/a.mp4\u201d", "it is in curly quotes, which a shell does not know; "),
        ("https://example.com/my clip.mp4", "write %20 in the place of a space"),
        ("example.com/me.mp4", "put https:// in front of it"),
        ("example.com/me.mp4?signature=" + 5000 * "a", "put https:// in front of it"),
        ("./me.mp4", "give a direct https:// link; for a file of this machine: --train-video FILE"),
        ("s3://b/me.mp4?X-Amz-Signature=SECRET", "give a direct https:// link"),
    ],
)
def test_a_link_that_is_none_says_what_to_type_instead(link, hint):
    with pytest.raises(UsageError) as caught:
        NEW_REPLICA.check({"train_video_url": link})
    assert caught.value.hint.startswith(hint)
    assert "SECRET" not in caught.value.message + caught.value.hint
