"""HTTP error statuses: a status of 300 or more as the user's error, with the API's own reason.

This module is imported only after such a status.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice
from shlex import quote
from typing import Any

from tavus_cli.api.records import LOOKED_AT
from tavus_cli.api.transport import REDIRECTS, Answer
from tavus_cli.api.urls import KEY_PAGE
from tavus_cli.errors import AuthError, NotFound, Outcome, RateLimited, Refused, ServerError, TavusError
from tavus_cli.text import sentence, strict_json

# Captures the host, if there is one, and the path. The query and fragment may hold a secret.
_LOCATION = r"(?i)(?:(?:https?:)?//(?:[^/?#@]*@)?([^/?#]+))?([^?#]*)"
# The members that may hold a reason, the likeliest first.
_REASONS = ("error", "message", "detail", "errors", "msg", "title")
_MAX_DEPTH = 5
_MAX_REASONS = 5


def reason_of(answer: Answer) -> str | None:
    """The API's own reason for a failure, cleaned and cut to one line; None without one.

    Source: 400 answers say `error`, 401 `message`; newer resources nest one in the other, or list what is wrong with
    each field under `errors` or `detail`.
    """
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind == "text/plain":
        return sentence(answer.body[:LOOKED_AT].decode("utf-8", "replace").strip()) or None
    reasons = list(islice(dict.fromkeys(_reasons(_json_of(answer), _MAX_DEPTH)), _MAX_REASONS))
    return sentence("; ".join(reasons)) if reasons else None


def _json_of(answer: Answer) -> Any:
    """The JSON of an answer; None if it is not JSON."""
    try:
        return strict_json(answer.body)
    except (ValueError, RecursionError):
        return None


def _reasons(value: Any, depth: int) -> Iterator[str]:
    """The strings in a JSON value that may be reasons, at most `depth` levels down."""
    if isinstance(value, str) and value.strip():
        yield value.strip().rstrip(".")
    elif isinstance(value, list) and depth:
        yield from chain.from_iterable(_reasons(each, depth - 1) for each in value)
    elif isinstance(value, dict) and depth:
        yield from _reasons_inside(value, depth)


def _reasons_inside(value: dict[str, Any], depth: int) -> Iterator[str]:
    """The reasons in an object, each prefixed with the name of its field if there is one."""
    named = [name for name in _REASONS if value.get(name)]
    field = _field_of(value)
    for name in named:
        yield from (f"{field}: {reason}" if field else reason for reason in _reasons(value[name], depth - 1))
    if not named and depth < _MAX_DEPTH:
        # A nested object may map field names to reasons.
        for name, each in value.items():
            yield from (f"{name}: {reason}" for reason in _reasons(each, depth - 1))


def _field_of(value: dict[str, Any]) -> str:
    """The name of the field that an entry is about, such as `body.limit`; empty without one."""
    field = value.get("field") or value.get("loc")
    return ".".join(map(str, field)) if isinstance(field, list) else field if isinstance(field, str) else ""


def failure(answer: Answer, base_url: str, key_source: str) -> TavusError:
    """The error that a status of 300 or more stands for."""
    status = answer.status
    if status in REDIRECTS:
        return _redirected(answer, base_url)
    reason = reason_of(answer)
    text = f"{answer.status_line}: {reason}" if reason else answer.status_line
    if status in {401, 403}:
        return AuthError(
            f"the API did not accept the key from {key_source} ({text}).",
            hint=_about_key(key_source),
            http_status=status,
            outcome=Outcome.REFUSED,
        )
    if status == 429:
        return RateLimited(f"too many requests ({text}).", http_status=status, transient=True)
    if status == 404 and isinstance(_json_of(answer), dict):
        return NotFound(f"it was not found ({text}).", http_status=status)
    if status == 404:
        # The API's own 404 is JSON. This one comes from a proxy or a wrong server.
        question = f"is the base URL right? (now {base_url})"
        return Refused(f"the server knows no such address ({text}).", hint=question, http_status=status)
    if 400 <= status < 500:
        hint = "the account has to be paid up, or its plan lacks this feature" if status == 402 else None
        # 408 means that the request arrived too slowly.
        transient = status == 408
        return Refused(f"the API refused the request ({text}).", hint=hint, http_status=status, transient=transient)
    if status >= 500:
        return ServerError(f"the server failed ({text}).", http_status=status, transient=True)
    return ServerError(f"the server gave an answer that has no meaning here ({text}).", http_status=status)


def _about_key(source: str) -> str:
    # A login changes only a stored key, and TAVUS_API_KEY takes precedence over that.
    profile = source.removeprefix("profile ")
    if profile == source:
        return f"correct it there; keys are made at {KEY_PAGE}"
    named = "" if profile == "default" else f" --profile {quote(profile)}"
    return f"store another key: tavus auth login{named}"


def _redirected(answer: Answer, base_url: str) -> ServerError:
    # A regular expression, because a URL parser may raise for a malformed Location.
    found = re.match(_LOCATION, answer.headers.get("Location", ""))
    place = sentence(f"{found[1] or ''}{found[2]}") if found else ""
    target = f" to {place}" if place else ""
    return ServerError(
        f"the server answered with a redirect ({answer.status}){target}; it was not followed and your key was not"
        " sent there.",
        hint=f"check the base URL (now {base_url}).",
        http_status=answer.status,
    )
