"""What can be told of a create before it is sent: what the API forbids, and what tends to fail hours later.

The first is an error, and nothing is sent. The second are warnings, since the sources contradict each other and the
API changes. Only what can be seen offline: nothing here touches the network or a file.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tavus_cli.api.urls import parse_link
from tavus_cli.errors import UsageError

URL_FIELDS = (
    "train_video_url",
    "consent_video_url",
    "train_image_url",
    "audio_url",
    "background_url",
    "background_source_url",
    "watermark_image_url",
    "callback_url",
)
# What else `properties` of a video may say. Source: POST /v2/videos.
SCROLLING = {
    "background_scroll_type": ("human", "smooth"),
    "background_scroll_depth": ("middle", "bottom"),
    "background_scroll_return": ("return", "halt"),
}
# What a person has to say, word for word, at the start of a clip that comes without a consent clip. Source: both
# pages of the reference on creating a replica.
CONSENT_STATEMENT = (
    "I, [FULL NAME], am currently speaking and consent Tavus to create an AI clone of me by using the audio and video"
    " samples I provide. I understand that this AI clone can be used to create videos that look and sound like me."
)


def option(field: str) -> str:
    """The option that bears an API field's name."""
    return "--" + field.replace("_", "-")


def check_replica(body: Mapping[str, Any]) -> None:
    """Raise UsageError for a create that the API would refuse, saying which option to add or to drop."""
    check_values(body)
    has_video, has_image = "train_video_url" in body, "train_image_url" in body
    if has_video and has_image:
        raise UsageError(
            "--train-video-url and --train-image-url exclude each other: a replica is trained from one of them.",
            hint="drop one of them",
        )
    if not has_video and not has_image:
        raise UsageError(
            "there is nothing to train from: neither --train-video-url nor --train-image-url is given.",
            hint="add one of them",
        )
    if has_image:
        _check_image(body)
    elif "auto_fix_training_image" in body:
        raise UsageError(
            "--auto-fix-training-image only goes with an image.",
            hint="drop it, or train from --train-image-url instead of --train-video-url",
        )


def check_video(body: Mapping[str, Any]) -> None:
    """The same for a video."""
    if "replica_id" not in body:
        raise UsageError("--replica-id is missing: a video is made of a replica.", hint="add --replica-id ID")
    check_values(body)
    if "script" in body and "audio_url" in body:
        raise UsageError(
            "a script and --audio-url exclude each other: a video is made from one of them.", hint="drop one of them"
        )
    if "script" not in body and "audio_url" not in body:
        raise UsageError(
            "there is nothing to say: neither --script, --script-file nor --audio-url is given.", hint="add one of them"
        )
    if body.get("transparent_background") and not body.get("fast"):
        raise UsageError("--transparent-background only goes with --fast.", hint="add --fast, or drop it")


def check_values(body: Mapping[str, Any]) -> None:
    for field, value in body.items():
        if isinstance(value, str) and not value.strip():
            raise UsageError(f"{option(field)} is empty.", hint="give it a value, or leave the option out")
        if field in URL_FIELDS:
            _check_link(field, value)


def _check_image(body: Mapping[str, Any]) -> None:
    if "voice_name" not in body:
        raise UsageError(
            "--train-image-url needs --voice-name, since an image has no voice.",
            hint="add --voice-name NAME, such as anna",
        )
    if "consent_video_url" in body:
        raise UsageError(
            "--consent-video-url only goes with a training video.",
            hint="drop it, or train from --train-video-url instead of --train-image-url",
        )


def _check_link(field: str, value: str) -> None:
    try:
        parse_link(value)
    except ValueError as reason:
        # The link itself is not repeated: its query may be a signature.
        raise UsageError(
            f"{option(field)} is not a usable URL: {reason}.", hint="give a direct https:// link"
        ) from None


def replica_warnings(body: Mapping[str, Any]) -> Iterator[str]:
    """What may make the training fail, a sentence each. `body` has passed `check_replica`."""
    if body.get("model_name") == "phoenix-3" and "train_image_url" in body:
        yield "phoenix-3 cannot be trained from an image; leave --model-name out, or give phoenix-4"
    if "train_video_url" in body and "consent_video_url" not in body:
        yield (
            "there is no --consent-video-url: if the clip shows a person, it must open with these words, spoken:"
            f' "{CONSENT_STATEMENT}"'
        )


def video_warnings(body: Mapping[str, Any]) -> Iterator[str]:
    """What may make a video fail or look wrong, a sentence each. `body` has passed `check_video`."""
    if body.get("replica_id", "").startswith("p"):
        yield "--replica-id: it looks like a persona's id; a replica's starts with r"
    for field in ("background_url", "background_source_url"):
        if body.get("fast") and field in body:
            yield f"{option(field)} has no effect: with --fast there is no background"
    yield from _scroll_warnings(body.get("properties", {}), body)


def _scroll_warnings(properties: Mapping[str, Any], body: Mapping[str, Any]) -> Iterator[str]:
    if "background_url" not in body and any(name.startswith("background_scroll") for name in properties):
        yield "--properties: scrolling needs --background-url"
    for name, known in SCROLLING.items():
        if name in properties and properties[name] not in known:
            yield f"--properties: {name} is documented to be {' or '.join(known)}"
