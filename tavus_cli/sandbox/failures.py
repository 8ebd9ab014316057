"""Failures on demand: the documented failure codes, and how a request selects one.

A job whose URL has the file name `fail-<code>`, with any suffix, ends in that error:
`https://example.com/fail-consent_phrase_mismatch.mp4`. For videos, `fail-<code>` in the script does the same. An
unknown code in a URL is refused, so that a typing error in a test does not look like a success. In a script it is plain
text, because "fail-safe" is an ordinary word. `fail-finetune` lets the preview succeed and the fine-tuning fail.

The codes and their meanings are documented, the sentences are our own. Assumed: wrong formats are detected early (after
a quarter of the time), all other failures late.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from tavus_cli.sandbox.answers import Refused
from tavus_cli.sandbox.refusals import file_name

_EARLY = 0.25
_LATE = 0.9
# The code ends at the first dot; what follows may be .mp4, .tar.gz or nothing.
_FILE = r"fail-([^.]*)(?:\..*)?"
_WORD = r"\bfail-([A-Za-z_]+)\b"


class Failure(NamedTuple):
    """A failure: its code, its time as a share (0 to 1) of the job's duration, and the text of its error message."""

    code: str
    at: float
    text: str


def _table(at: float, opening: str, texts: Mapping[str, str]) -> dict[str, Failure]:
    return {code.lower(): Failure(code, at, f"{opening} {text}") for code, text in texts.items()}


_ISSUE = "There was an issue processing your training video."
_QUALITY = "There was a quality issue with your replica."
_IMAGE = "There was an error processing your image."
_RENDERING = "There was an issue generating your video."

TRAINING = (
    _table(
        _EARLY,
        _ISSUE,
        {
            "download_link": "It could not be downloaded; the link must be direct, public and valid for 24 hours.",
            "file_size": "The file is larger than 750 MB.",
            "video_format": "The file is not an .mp4.",
            "video_codec": "The video is not encoded as H.264.",
            "video_codec_and_format": "The file is not an .mp4 with H.264 video.",
            "video_duration": "The video is shorter than one minute.",
            "video_fps": "The video has fewer than 25 frames a second.",
            "video_processing": "The file is damaged, or the face in it is too small.",
        },
    )
    | _table(
        _LATE,
        _ISSUE,
        {
            "consent_phrase_mismatch": "The spoken consent differs from the consent statement.",
            "face_or_obstruction_detected": "The face is covered, or there is more than one.",
            "lighting_change_detected": "The light changes during the video.",
            "background_noise_detected": "There is noise in the background.",
            "video_editing_detected": "The video has cuts or was edited; it must be one continuous take.",
            "community_guidelines_violation": "Its content violates the community guidelines.",
            "excessive_movement_detected": "There is too much movement.",
            "audio_processing": "The sound could not be processed.",
            "quality_issue_detected": "The quality is too low; the video needs 720p or more.",
        },
    )
    | _table(
        _LATE,
        _QUALITY,
        {
            "hands_obstructing_face": "Hands cover the face.",
            "second_person_detected": "A second person is in the picture.",
            "improper_distance": "The camera is too near or too far away.",
            "inconsistent_distance": "The distance to the camera changes.",
            "face_turned_away": "The face is turned away from the camera.",
            "improper_camera_angle": "The camera is too high, too low or tilted.",
            "poor_lighting": "The light is too weak or uneven.",
            "teeth_not_visible": "The teeth are never seen while speaking.",
            "other_quality_issue": "Record it again as the training guide describes.",
        },
    )
    # Only the codes of public pages; the service has more.
    | _table(
        _LATE,
        _IMAGE,
        {
            "LookingStraightAtCameraError": "The person does not look straight into the camera.",
            "HeadNotFullyInFrameError": "The head is not wholly in the picture.",
            "ImageQualityError": "The quality of the picture is too low.",
        },
    )
)
# Our own code: the second stage of a training fails, for which the service has no code and no text.
FINETUNE = "finetune"
REPLICA = TRAINING | {FINETUNE: Failure(FINETUNE, 1.0, "")}

_AUDIO = {
    "audio_file_max_size": "The audio file is larger than 750 MB.",
    "audio_file_type": "The audio file is neither .wav nor .mp3.",
    "audio_file_min_duration": "The audio is shorter than 3 seconds.",
    "audio_file_max_duration": "The audio is longer than 10 minutes.",
    "audio_file_download_link": "The audio could not be downloaded; the link must be direct and public.",
}
VIDEO = (
    _table(_EARLY, _RENDERING, _AUDIO)
    | _table(_LATE, _RENDERING, {"script_community_guidelines": "The script violates the community guidelines."})
    | _table(0.0, _RENDERING, {"replica_in_error_state": "Its replica failed in training and cannot speak."})
    | {
        "video_error": Failure(
            "video_error",
            _LATE,
            # This sentence is documented word for word.
            "An error occurred while generating this request. Please check your inputs or try your request again.",
        )
    }
)
# Assumed: no failures of voices are documented, but their samples are audio files, too.
VOICE = _table(_EARLY, "There was an issue with your voice sample.", _AUDIO)

REPLICA_FAILED = VIDEO["replica_in_error_state"].code

# For documents error_message contains the code.
DOCUMENT = {
    code: Failure(code, _EARLY if code.startswith(("file", "invalid")) else _LATE, code)
    for code in (
        "file_download_failed",
        "file_format_unsupported",
        "file_size_too_large",
        "file_empty",
        "invalid_file_url",
        "document_processing_failed",
        "website_processing_failed",
        "chunking_failed",
        "embedding_failed",
        "vector_store_failed",
        "contact_support",
    )
}


def requested(body: Mapping[str, Any], names: tuple[str, ...], known: Mapping[str, Failure]) -> str | None:
    """The failure code in the file name of the first URL that has one; None without one.

    Args:
        body: of the create request.
        names: its fields that may contain a URL.
        known: the failures of this noun.

    Raises:
        Refused: the code is unknown.
    """
    for name in names:
        found = re.fullmatch(_FILE, file_name(body.get(name, "")))
        if found is None:
            continue
        failure = known.get(found[1].lower())
        if failure is None:
            codes = ", ".join(sorted(each.code for each in known.values()))
            raise Refused(400, f'{name}: the sandbox knows no failure "{found[1][:60]}"; it knows {codes}')
        return failure.code
    return None


def requested_in_script(script: str) -> str | None:
    """The first failure code in a script; None without one."""
    for word in re.findall(_WORD, script):
        failure = VIDEO.get(word.lower())
        if failure is not None:
            return failure.code
    return None
