"""What can be told of a create before it is sent, from its fields alone, whatever it makes. A noun adds its own checks.

What the API refuses is an error, and nothing is sent. What it ignores, and what tends to fail hours later, is a
warning, since the sources contradict each other and the API changes.
"""

import re
import shlex
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from tavus_cli.api.urls import parse_link
from tavus_cli.errors import UsageError
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
# Those that lead to a file which may be on this machine, too: --train-video beside --train-video-url.
FILE_FIELDS = URL_FIELDS[:4]
# What a person has to say, word for word, at the start of a clip that comes without a consent clip. Source: both
# pages of the reference on creating a replica.
CONSENT_STATEMENT = (
    "I, [FULL NAME], am currently speaking and consent Tavus to create an AI clone of me by using the audio and video"
    " samples I provide. I understand that this AI clone can be used to create videos that look and sound like me."
)


def option(field: str) -> str:
    """The option that bears an API field's name."""
    return "--" + field.replace("_", "-")


def file_option(field: str) -> str:
    """The option that takes a file of this machine in the place of a field's link."""
    return option(field.removesuffix("_url"))


def check_files(body: Mapping[str, Any], paths: Mapping[str, str]) -> None:
    """Raise UsageError for files of this machine, by their fields, that do not go with the rest."""
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
    """A body with a link to nowhere for each file that is still to be uploaded, once both were checked.

    Raises UsageError, which speaks of the files where it was about their links.
    """
    check_files(body, paths)
    # The question mark makes it a link that a dry run does not show: nobody knows yet what it will be.
    whole = {**body, **{field: f"https://to-be-uploaded.invalid/{field}?" for field in paths}}
    try:
        check(whole)
    except UsageError as error:
        error.message = said_of_files(error.message, paths)
        raise
    return whole


def said_of_files(text: str, paths: Mapping[str, str]) -> str:
    """A message about links, said of the files that were given in their place."""
    for field in paths:
        text = text.replace(option(field), file_option(field))
    return text


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
        raise UsageError(f"{option(field)} is not a usable URL: {reason}.", hint=_hint_for_link(field, value)) from None


def _hint_for_link(field: str, value: str) -> str:
    # The link itself is not repeated here, either, unless it can hold no signature.
    if value.startswith("s3://") and "?" not in value:
        return f"sign it for two days: aws s3 presign {shlex.quote(clean(value))} --expires-in 172800"
    if value[:1] in {"\u201c", "\u201d", "\u2018", "\u2019"}:
        return "it stands in curly quotes, which a shell does not know; type straight ones"
    if value.startswith(("http://", "https://")) and " " in value.strip():
        return "write %20 in the place of a space"
    if re.match(r"[\w-]+(\.[\w-]+)+/", value) and not Path(value).exists():
        return "put https:// in front of it"
    if field not in FILE_FIELDS:
        return "give a direct https:// link"
    with suppress(OSError, ValueError):
        if Path(value).is_file():
            return f"it is a file of this machine: {file_option(field)} {shlex.quote(clean(value))}"
    return f"give a direct https:// link; for a file of this machine: {file_option(field)} FILE"
