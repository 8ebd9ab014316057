"""Validation of bodies and query parameters: types and formats of fields. A Refused error names the field."""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from tavus_cli.sandbox.answers import Refused
from tavus_cli.sandbox.refusals import check_url

# The type of a field: one of these words, a tuple of the allowed strings, a range of integers, or a mapping with the
# types of an object's fields.
Kind = str | tuple[str, ...] | range | Mapping[str, Any]
TEXT, NAME, URL, CALLBACK, FLAG, TEXTS = "text", "name", "url", "callback", "flag", "texts"

# Assumed: host names are in ASCII, and the only IPv6 address in brackets is that of this machine.
_URL = r"https?://(?:[A-Za-z0-9._~%!$&'()*+,;=:@-]+|\[::1\](?::[0-9]{1,5})?)(?:[/?#][^\x00-\x20\x7f]*)?"
_VISIBLE = r"[^\x00-\x20]"
_MAX_DEPTH = 100
_NUMBER = r"-?[0-9]{1,4000}"


def decode(body: bytes) -> dict[str, Any]:
    """Parse a JSON object. Raises Refused."""
    value = decode_any(body)
    if not isinstance(value, dict):
        raise Refused(400, "the body must be a JSON object")
    return value


def decode_any(body: bytes) -> Any:
    """Parse any JSON value. Raises Refused."""
    try:
        value = json.loads(body.decode("utf-8-sig"), parse_constant=_no_constant)
    # RecursionError: 100,000 opening brackets. ValueError: all other faults, such as numbers of 5,000 digits.
    except (ValueError, RecursionError):
        raise Refused(400, "the body is not JSON") from None
    level = [value]
    for _ in range(_MAX_DEPTH):
        level = [
            each
            for held in level
            if isinstance(held, (dict, list))
            for each in (held.values() if isinstance(held, dict) else held)
        ]
        if not level:
            return value
    raise Refused(400, f"the body is nested deeper than {_MAX_DEPTH} levels")


def check(body: Mapping[str, Any], kinds: Mapping[str, Kind], within: str = "") -> None:
    """Validate the known fields. Unknown fields are accepted, as the API may add some. Raises Refused."""
    for name, kind in kinds.items():
        if name in body:
            _check_field(within + name, body[name], kind)


def _check_field(name: str, value: Any, kind: Kind) -> None:
    if isinstance(kind, Mapping):
        if not isinstance(value, dict):
            raise Refused(400, f"{name} must be an object")
        check(value, kind, f"{name}.")
    elif isinstance(kind, tuple):
        if value not in kind:
            raise Refused(400, f"{name} must be one of {', '.join(kind)}")
    elif isinstance(kind, range):
        # In JSON 5.0 is an integer. Check the type first: `in` would compare other types with each number of the range.
        whole = isinstance(value, (int, float)) and not isinstance(value, bool) and value == value // 1
        if not whole or not kind[0] <= value <= kind[-1]:
            raise Refused(400, f"{name} must be a whole number from {kind[0]} to {kind[-1]}")
    else:
        _check_value(name, value, kind)


def _check_value(name: str, value: Any, kind: str) -> None:
    if kind == TEXTS:
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise Refused(400, f"{name} must be an array of strings")
    elif kind == FLAG:
        if not isinstance(value, bool):
            raise Refused(400, f"{name} must be true or false")
    elif not isinstance(value, str):
        raise Refused(400, f"{name} must be a string")
    else:
        _check_text(name, value, kind)


def _check_text(name: str, value: str, kind: str) -> None:
    if kind == NAME and not re.search(_VISIBLE, value):
        raise Refused(400, f"{name} must not be blank")
    # Official samples send an empty callback_url if they want no callback.
    if kind == URL or (kind == CALLBACK and value):
        # This text is documented for train_video_url, and assumed for the other fields.
        if not re.fullmatch(_URL, value):
            raise Refused(400, f"Invalid {name}")
        check_url(name, value)


def require(body: Mapping[str, Any], name: str) -> Any:
    if name not in body:
        raise Refused(400, f"{name} is required")
    return body[name]


def query(text: str) -> dict[str, str]:
    """Parse a query. A repeated parameter is refused, because lists are one value with commas."""
    found: dict[str, str] = {}
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        raise Refused(400, "too many query parameters") from None
    for name, value in pairs:
        if name in found:
            raise Refused(400, f"{name[:60]} must be given once; several values are separated by commas")
        found[name] = value
    return found


def number(params: Mapping[str, str], name: str, default: int, minimum: int) -> int:
    """An integer parameter of at least `minimum`."""
    text = params.get(name)
    if text is None:
        return default
    if not re.fullmatch(_NUMBER, text) or int(text) < minimum:
        raise Refused(400, f"{name} must be a whole number, {minimum} or more")
    return int(text)


def flag(params: Mapping[str, str], name: str) -> bool:
    """A boolean parameter: `true` or `false` in lower case; False if it was not given."""
    text = params.get(name, "false")
    if text not in {"true", "false"}:
        raise Refused(400, f"{name} must be true or false")
    return text == "true"


def word(params: Mapping[str, str], name: str, words: tuple[str, ...]) -> str | None:
    """A parameter that must be one of a few words; None if it was not given."""
    text = params.get(name)
    if text is not None and text not in words:
        raise Refused(400, f"{name} must be one of {', '.join(words)}")
    return text


def items(params: Mapping[str, str], name: str) -> list[str]:
    """The values of a comma-separated parameter, without blank ones."""
    return [each.strip() for each in params.get(name, "").split(",") if each.strip()]


def _no_constant(name: str) -> None:
    raise ValueError(name)
