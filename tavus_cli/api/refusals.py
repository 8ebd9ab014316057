"""What a refusal means: the error that a status of 300 or more stands for, and the API's own reason.

Loaded only once something was refused.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from tavus_cli.api.records import LOOKED_AT
from tavus_cli.api.transport import REDIRECTS, Answer
from tavus_cli.errors import AuthError, NotFound, Outcome, RateLimited, Refused, ServerError, TavusError
from tavus_cli.text import sentence, strict_json

# Its host, if it has one, and its path. What follows may be a ticket.
_LOCATION = r"(?i)(?:(?:https?:)?//(?:[^/?#@]*@)?([^/?#]+))?([^?#]*)"
# Where a reason may stand, the likelier first.
_REASONS = ("error", "message", "detail", "errors", "msg", "title")
_DEEPEST = 5
_MOST_REASONS = 5


def reason_of(answer: Answer) -> str | None:
    """The API's own words for a failure, cleaned and cut; None if it gave none.

    Source: 400 answers say `error`, 401 `message`; newer resources nest one in the other, or list what is wrong with
    each field under `errors` or `detail`.
    """
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind == "text/plain":
        return sentence(answer.body[:LOOKED_AT].decode("utf-8", "replace").strip()) or None
    words = list(islice(dict.fromkeys(_reasons(_json_of(answer), _DEEPEST)), _MOST_REASONS))
    return sentence("; ".join(words)) if words else None


def _json_of(answer: Answer) -> Any:
    """The JSON of an answer, None for anything else."""
    try:
        return strict_json(answer.body)
    except (ValueError, RecursionError):
        return None


def _reasons(value: Any, depth: int) -> Iterator[str]:
    """The texts that may be reasons, however they are nested and listed."""
    if isinstance(value, str) and value.strip():
        yield value.strip().rstrip(".")
    elif isinstance(value, list) and depth:
        yield from chain.from_iterable(_reasons(each, depth - 1) for each in value)
    elif isinstance(value, dict) and depth:
        yield from _reasons_inside(value, depth)


def _reasons_inside(value: dict[str, Any], depth: int) -> Iterator[str]:
    """The reasons in an object, each behind the name of the field that it is about."""
    named = [name for name in _REASONS if value.get(name)]
    field = _field_of(value)
    for name in named:
        yield from (f"{field}: {reason}" if field else reason for reason in _reasons(value[name], depth - 1))
    if not named and depth < _DEEPEST:
        # The object is itself the reason: fields, and what is wrong with each.
        for name, each in value.items():
            yield from (f"{name}: {reason}" for reason in _reasons(each, depth - 1))


def _field_of(value: dict[str, Any]) -> str:
    """The field that an entry is about, such as `body.limit`; empty if it does not say."""
    field = value.get("field") or value.get("loc")
    return ".".join(map(str, field)) if isinstance(field, list) else field if isinstance(field, str) else ""


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
    if status == 404 and isinstance(_json_of(answer), dict):
        return NotFound(f"there is no such thing ({words}).", http_status=status)
    if status == 404:
        # A proxy's page, or the wrong server: the API says it in JSON.
        question = f"is the base URL right? (now {base_url})"
        return Refused(f"the server knows no such address ({words}).", hint=question, http_status=status)
    if 400 <= status < 500:
        hint = "the account has to be paid up, or its plan lacks this feature" if status == 402 else None
        # A read is tried again after a 408: the request was slow to arrive.
        transient = status == 408
        return Refused(f"the API refused the request ({words}).", hint=hint, http_status=status, transient=transient)
    if status >= 500:
        return ServerError(f"the server failed ({words}).", http_status=status, transient=True)
    return ServerError(f"the server gave an answer that has no meaning here ({words}).", http_status=status)


def _redirected(answer: Answer, base_url: str) -> ServerError:
    # Picked out of the text, not parsed: a malformed Location must not matter.
    found = re.match(_LOCATION, answer.headers.get("Location", ""))
    place = sentence(f"{found[1] or ''}{found[2]}") if found else ""
    target = f" to {place}" if place else ""
    return ServerError(
        f"the server answered with a redirect ({answer.status}){target}; it was not followed and your key was not"
        " sent there.",
        hint=f"check the base URL (now {base_url}).",
        http_status=answer.status,
    )
