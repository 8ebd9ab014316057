"""What an answer means: its JSON, or the error that its status and body stand for. No network here."""

import json
import re
from typing import Any

from tavus_cli.api.strictjson import loads
from tavus_cli.api.transport import Answer
from tavus_cli.errors import AuthError, NotFound, Outcome, RateLimited, Refused, ServerError, TavusError
from tavus_cli.text import clip, sentence

# Enough to recognise a login page by.
SHOWN_START = 40
# Enough to hold a whole key, so that no half of one is left to show.
LOOKED_AT = 4096
_LOCATION_HOST = r"(?i)(?:https?:)?//(?:[^/?#@]*@)?([^/?#]+)"
# 300 and 304 name no place to go to.
REDIRECTS = {301, 302, 303, 307, 308}


class Unusable(ServerError):
    """A success whose content cannot be used."""


def decode(answer: Answer, base_url: str) -> Any:
    """The JSON of an answer. Raises Unusable for anything else, NaN and what nests too deeply included.

    Strict UTF-8, with a byte order mark allowed. Of a name given twice the last value counts.
    """
    try:
        text = answer.body.decode("utf-8-sig")
        return loads(text)
    except (ValueError, RecursionError):
        pass
    raise unusable(answer, base_url)


def unusable(answer: Answer, base_url: str) -> Unusable:
    """The error for an answer that is not what it should be, showing how it starts."""
    kind = sentence(answer.headers.get("Content-Type", "no content type").split(";")[0])
    start = clip(sentence(answer.body[:LOOKED_AT].decode("utf-8", "replace")), SHOWN_START)
    starts = f'starts "{start}"' if answer.body else "empty"
    return Unusable(
        f"the answer is not the JSON this tool expects (HTTP {answer.status}, {kind}, {starts}).",
        hint=f"is the base URL right? (now {base_url})",
        http_status=answer.status,
    )


def reason_of(answer: Answer) -> str | None:
    """The API's own words for a failure, cleaned and cut; None if it gave none.

    Source: 400 answers say `error`, 401 `message`; newer resources nest one in the other.
    """
    try:
        body = json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(body, dict):
        return None
    for name in ("error", "message"):
        value = body.get(name)
        if isinstance(value, dict):
            value = value.get("message")
        if isinstance(value, str) and value.strip():
            return sentence(value)
    return None


def failure(answer: Answer, base_url: str, key_source: str) -> TavusError:
    """The error that a status of 300 or more stands for."""
    status = answer.status
    if status in REDIRECTS:
        return _redirected(answer, base_url)
    reason = reason_of(answer)
    words = f"{answer.status_line}: {reason}" if reason else answer.status_line
    if status in {401, 403}:
        return AuthError(
            f"the API did not accept the key from {key_source} ({words}).",
            hint="check the key, or log in again: tavus auth login",
            http_status=status,
            outcome=Outcome.REFUSED,
        )
    if status == 429:
        return RateLimited(f"too many requests ({words}).", http_status=status, transient=True)
    if status == 404:
        return NotFound(f"there is no such thing ({words}).", http_status=status)
    if 400 <= status < 500:
        hint = "the account has to be paid up, or its plan lacks this feature" if status == 402 else None
        # A read is tried again after a 408: the request was slow to arrive.
        transient = status == 408
        return Refused(f"the API refused the request ({words}).", hint=hint, http_status=status, transient=transient)
    if status >= 500:
        return ServerError(f"the server failed ({words}).", http_status=status, transient=True)
    return ServerError(f"the server gave an answer that has no meaning here ({words}).", http_status=status)


def _redirected(answer: Answer, base_url: str) -> ServerError:
    # The host is picked out of the text, not parsed: a malformed Location must not matter.
    found = re.match(_LOCATION_HOST, answer.headers.get("Location", ""))
    target = f" to {sentence(found[1])}" if found else ""
    return ServerError(
        f"the server answered with a redirect ({answer.status}){target}; it was not followed and your key was not"
        " sent there.",
        hint=f"check the base URL (now {base_url}).",
        http_status=answer.status,
    )
