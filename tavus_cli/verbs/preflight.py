"""What can be told of a create before it is sent, from its fields alone.

What the API refuses is an error, and nothing is sent. What it ignores, and what tends to fail hours later, is a
warning, since the sources contradict each other and the API changes.
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
    "document_url",
    "meeting_url",
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
    if "voice_name" in body and "default_voice_id" in body:
        raise UsageError(
            "--voice-name and --default-voice-id exclude each other: a replica has one voice.", hint="drop one of them"
        )
    if has_image and not {"voice_name", "default_voice_id"} & body.keys():
        raise UsageError(
            "--train-image-url needs --voice-name or --default-voice-id, since an image has no voice.",
            hint="add --voice-name NAME, such as anna",
        )


def check_video(body: Mapping[str, Any]) -> None:
    """The same for a video."""
    if "replica_id" not in body:
        raise UsageError("--replica-id is missing: a video is made of a replica.", hint="add --replica-id ID")
    check_values(body)
    if "replica_id" not in body:
        raise UsageError("--replica-id is missing: nobody would speak.", hint="see: tavus replicas list")
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


def check_voice(body: Mapping[str, Any]) -> None:
    """The same for a voice."""
    check_values(body)
    if "voice_name" not in body:
        raise UsageError("--voice-name is missing: a voice needs a name.", hint="add --voice-name NAME")


def check_values(body: Mapping[str, Any]) -> None:
    """Raise UsageError for an empty value, and for a link that nobody could follow."""
    for field, value in body.items():
        if isinstance(value, str) and not value.strip():
            raise UsageError(f"{option(field)} is empty.", hint="give it a value, or leave the option out")
        if field in URL_FIELDS:
            _check_link(field, value)


def _check_link(field: str, value: object) -> None:
    if not isinstance(value, str):
        raise UsageError(f"{option(field)} must be a string.", hint="give a direct https:// link")
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
    if "train_image_url" in body and "consent_video_url" in body:
        yield "--consent-video-url has no effect: it only goes with a training clip"
    if "train_video_url" in body and "auto_fix_training_image" in body:
        yield "--auto-fix-training-image has no effect: it only goes with an image"
    if "train_video_url" in body and "consent_video_url" not in body:
        yield (
            "there is no --consent-video-url: a clip of a person must then open with the consent statement, spoken"
            " (tavus replicas create --help has its words)"
        )


def video_warnings(body: Mapping[str, Any]) -> Iterator[str]:
    """What may make a video fail or look wrong, a sentence each. `body` has passed `check_video`."""
    if str(body.get("replica_id", "")).startswith("p"):
        yield "--replica-id: it looks like a persona's id; a replica's starts with r"
    for field in ("background_url", "background_source_url"):
        if body.get("fast") and field in body:
            yield f"{option(field)} has no effect: with --fast there is no background"
    properties = body.get("properties")
    if isinstance(properties, dict):
        yield from _scroll_warnings(properties, body)


def voice_warnings(body: Mapping[str, Any]) -> Iterator[str]:
    """What may make a voice fail, a sentence each. `body` has passed `check_voice`."""
    if not body.keys() - {"voice_name", "description", "callback_url"}:
        yield "there is no link to an audio sample: give it with --properties"


def _scroll_warnings(properties: Mapping[str, Any], body: Mapping[str, Any]) -> Iterator[str]:
    if "background_url" not in body and any(name.startswith("background_scroll") for name in properties):
        yield "--properties: scrolling needs --background-url"
    for name, known in SCROLLING.items():
        if name in properties and properties[name] not in known:
            yield f"--properties: {name} is documented to be {' or '.join(known)}"
