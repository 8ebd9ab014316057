"""Checking the fields of a create before it is sent. These checks apply to all nouns; each noun adds its own.

Fields that the API refuses are an error, and nothing is sent. Fields that it ignores, or that often make a job fail
hours later, are a warning, because the sources contradict each other and the API changes.
"""

import re
import shlex
from collections.abc import Callable, Mapping
from typing import Any

from tavus_cli.api.urls import parse_link
from tavus_cli.errors import UsageError
from tavus_cli.files import is_file
from tavus_cli.text import clean

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
# The fields that also have an option for a local file: --train-video beside --train-video-url.
FILE_FIELDS = URL_FIELDS[:4]
# The statement that the person must say, word for word, at the start of a training clip without a consent clip.
# Source: both pages of the reference on creating a replica.
CONSENT_STATEMENT = (
    "I, [FULL NAME], am currently speaking and consent Tavus to create an AI clone of me by using the audio and video"
    " samples I provide. I understand that this AI clone can be used to create videos that look and sound like me."
)


def option(field: str) -> str:
    """The option for a field of the API."""
    return "--" + field.replace("_", "-")


def file_option(field: str) -> str:
    """The option for a local file in place of the link in a field."""
    return option(field.removesuffix("_url"))


def check_files(body: Mapping[str, Any], paths: Mapping[str, str]) -> None:
    """Raise UsageError for a local file whose name is empty, or whose field is also given as a link."""
    for field, path in paths.items():
        if not path:
            raise UsageError(f"{file_option(field)} is empty.", hint="give it a file, or leave the option out")
        if field in body:
            raise UsageError(
                f"{file_option(field)} and {option(field)} exclude each other.",
                hint="give the file once: by its name if it is on this machine, by its link if it is stored already",
            )


def checked_with_files(
    check: Callable[[Mapping[str, Any]], None], body: Mapping[str, Any], paths: Mapping[str, str]
) -> dict[str, Any]:
    """Check a body and its local files. Returns the body with a placeholder link for each file to upload.

    Raises UsageError, which names the option of a file instead of that of its link.
    """
    check_files(body, paths)
    # With the question mark a dry run hides the placeholder, because the real link is not known yet.
    whole = {**body, **{field: f"https://to-be-uploaded.invalid/{field}?" for field in paths}}
    try:
        check(whole)
    except UsageError as error:
        error.message = naming_files(error.message, paths)
        raise
    return whole


def naming_files(text: str, paths: Mapping[str, str]) -> str:
    """A message with the options for links replaced by those for files, where files were given."""
    for field in paths:
        text = text.replace(option(field), file_option(field))
    return text


def check_values(body: Mapping[str, Any]) -> None:
    """Raise UsageError for an empty value or an invalid URL."""
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
        # The message does not contain the link, because its query may be a signature.
        raise UsageError(f"{option(field)} is not a usable URL: {reason}.", hint=_hint_for_link(field, value)) from None


def _hint_for_link(field: str, value: str) -> str:
    # The hint contains the link only if that has no query, which may be a signature.
    if value.startswith("s3://") and "?" not in value:
        return f"sign it for two days: aws s3 presign {shlex.quote(clean(value))} --expires-in 172800"
    if value[:1] in {"\u201c", "\u201d", "\u2018", "\u2019"}:
        return "it is in curly quotes, which a shell does not know; type straight ones"
    if value.startswith(("http://", "https://")) and " " in value.strip():
        return "write %20 in the place of a space"
    if re.match(r"[\w-]+(\.[\w-]+)+/", value) and not is_file(value):
        return "put https:// in front of it"
    if field not in FILE_FIELDS:
        return "give a direct https:// link"
    if is_file(value):
        return f"it is a file of this machine: {file_option(field)} {shlex.quote(clean(value))}"
    return f"give a direct https:// link; for a file of this machine: {file_option(field)} FILE"
