"""A path of the API as a person types it, made safe: whatever it says, the request stays below the base URL.

The key goes along, so the words may name neither another host nor a way out of the API's part of this one. A dot
segment is refused however often it is encoded: the server, or something before it, may decode once more than we do.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote

from tavus_cli.api.urls import host_of, parse_base_url, parse_link
from tavus_cli.errors import UsageError
from tavus_cli.text import clean, clip

HINT = "give a path such as /v2/replicas"
_URL = re.compile(r"[a-z][a-z0-9+.-]*:/", re.I)
_VERSION = re.compile(r"v\d+(/|\Z)")
_BAD_ESCAPE = re.compile(r"%(?![0-9a-f]{2})", re.I)
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")
_SAFE = "/%:@!$&'()*+,;=~"


@dataclass(frozen=True)
class Endpoint:
    """A path that starts with its version, and the pairs of its query."""

    path: str
    query: tuple[tuple[str, str], ...]


def parse_endpoint(text: str, base_url: Callable[[], str]) -> Endpoint:
    """The path in its full form. Raises UsageError for one that could lead elsewhere.

    Args:
        text: a path with or without its leading slash and `/v2`, or a URL below the base URL.
        base_url: asked only for a URL.
    """
    path, _, query = (_below(text, base_url()) if _URL.match(text) else text).partition("?")
    reason = _flaw(path, text)
    if reason:
        raise UsageError(f'"{clip(clean(text.partition("?")[0]), 80)}" is not a path of the API: {reason}.', hint=HINT)
    path = path.removeprefix("/")
    if not _VERSION.match(path):
        path = f"v2/{path}"
    return Endpoint("/" + quote(path, safe=_SAFE), tuple(parse_qsl(query, keep_blank_values=True)))


def _below(url: str, base_url: str) -> str:
    """What of a URL follows the base URL."""
    try:
        link = parse_link(url)
        # The same normal form for both: a default port, capitals, a host that is not ASCII.
        root = parse_base_url(f"{link.scheme}://{link.netloc}")
    except ValueError as reason:
        raise UsageError(f"not a usable URL: {reason}.", hint=HINT) from None
    below = url.split("://", 1)[1].partition("/")[2]
    whole = f"{root}/{below}"
    if not whole.startswith(f"{base_url}/"):
        raise UsageError(
            f"refusing to send the key to {host_of(root)}: only what is below {base_url} can be called.",
            hint=f"{HINT}, or another --base-url with a key of its own",
        )
    return whole.removeprefix(base_url)


def _flaw(path: str, text: str) -> str | None:
    """What is wrong with a path; None for nothing."""
    if not path.strip("/"):
        return "it is empty"
    if "//" in path:
        return "it has // in it, which could name a host"
    if "#" in text:
        return "it has a fragment"
    if _BAD_ESCAPE.search(path):
        return "it has a % that starts no escape; write it as %25"
    decoded = _decoded(path)
    if " " in path or _UNFIT.search(text) or _UNFIT.search(decoded):
        return "it has a space, a backslash or a control character in it"
    # Some servers drop what follows a semicolon before they resolve dots.
    if any(part.partition(";")[0] in {".", ".."} for part in decoded.split("/")):
        return "it has . or .. in it"
    return None


def _decoded(path: str) -> str:
    """The path without any escapes, those of escapes included."""
    while True:
        decoded = unquote(path)
        if decoded == path:
            return decoded
        path = decoded
