"""Validating a request from the command line before it is sent.

The API key is sent with it, so the path must stay on the host and below the path prefix of the API. A dot segment is
refused however often it is encoded, because the server or a proxy may decode it once more than this program does.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, unquote, urlencode

from tavus_cli.api.urls import host_of, parse_base_url, parse_link
from tavus_cli.commands.api.fields import Inputs, as_body, as_query, parse_headers
from tavus_cli.errors import UsageError
from tavus_cli.text import brief

HINT = "give a path such as /v2/replicas"
_URL = re.compile(r"[a-z][a-z0-9+.-]*:/", re.I)
_VERSION = re.compile(r"v\d+(/|\Z)")
_BAD_ESCAPE = re.compile(r"%(?![0-9a-f]{2})", re.I)
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")
_SAFE = "/%:@!$&'()*+,;=~"


@dataclass(frozen=True)
class RequestOptions:
    """The options of a request, as typed."""

    texts: Sequence[str] = ()
    typed: Sequence[str] = ()
    input: str | None = None
    headers: Sequence[str] = ()


@dataclass(frozen=True)
class Request:
    """A valid request. `query` contains the query of the path and, for a GET, the fields."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def target(self) -> str:
        return f"{self.path}?{urlencode(self.query)}" if self.query else self.path

    @property
    def reads(self) -> bool:
        return self.method == "GET"


def parse_request(method: str, path: str, given: RequestOptions, base_url: Callable[[], str]) -> Request:
    """Parse and check a request. Raises UsageError."""
    endpoint = parse_endpoint(path, base_url)
    headers = parse_headers(given.headers)
    inputs = Inputs()
    fields = inputs.fields(given.texts, given.typed)
    if given.input is not None:
        if method == "GET":
            raise UsageError("--input is not for GET, which has no body.", hint="give -f key=value for its query")
        if fields:
            raise UsageError("--input and -f or -F exclude each other.", hint="put the fields into the input")
        return Request(method, endpoint.path, endpoint.query, inputs.body(given.input), headers)
    if method == "GET":
        return Request(method, endpoint.path, (*endpoint.query, *as_query(fields)), None, headers)
    body = json.dumps(as_body(fields)).encode("ascii") if fields else None
    return Request(method, endpoint.path, endpoint.query, body, headers)


def check_all(request: Request) -> dict[str, str]:
    """The query for a list of which all pages are fetched. Raises UsageError for a request without pages."""
    if not request.reads:
        raise UsageError(f"--all is for GET, not for {request.method}.")
    query = dict(request.query)
    if "page" in query:
        raise UsageError("--all and page exclude each other.", hint="leave one of them out")
    limit = query.get("limit", "1")
    if not limit.isascii() or not limit.isdigit() or int(limit[:9]) < 1:
        raise UsageError(f'limit must be a whole number of 1 or more with --all, not "{brief(limit)}".')
    twice = [name for name, count in Counter(name for name, _ in request.query).items() if count > 1]
    if twice:
        raise UsageError(f'"{brief(twice[0])}" is given twice.', hint="join the values by commas")
    return query


@dataclass(frozen=True)
class Endpoint:
    """A path that starts with the API version, and the pairs of its query."""

    path: str
    query: tuple[tuple[str, str], ...]


def parse_endpoint(text: str, base_url: Callable[[], str]) -> Endpoint:
    """Parse a path. Raises UsageError for one that could leave the API.

    Args:
        text: a path with or without the leading slash and `/v2`, or a URL below the base URL.
        base_url: returns the base URL; called only if `text` is a URL.
    """
    path, _, query = (_below(text, base_url()) if _URL.match(text) else text).partition("?")
    reason = _flaw(path, text)
    if reason:
        raise UsageError(f'"{brief(text.partition("?")[0])}" is not a path of the API: {reason}.', hint=HINT)
    path = path.removeprefix("/")
    if not _VERSION.match(path):
        path = f"v2/{path}"
    return Endpoint("/" + quote(path, safe=_SAFE), tuple(parse_qsl(query, keep_blank_values=True)))


def _below(url: str, base_url: str) -> str:
    """The part of a URL after the base URL."""
    try:
        link = parse_link(url)
        # Normalize both in the same way: default port, case, internationalized host name.
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
    """The reason why a path is invalid; None if it is valid."""
    if not path.strip("/"):
        return "it is empty"
    if "//" in path:
        return "it has // in it, which could name a host"
    if "#" in text:
        return "it has a fragment"
    if _BAD_ESCAPE.search(path):
        return "it has a % that is not an escape; write it as %25"
    decoded = _decoded(path)
    if " " in path or _UNFIT.search(text) or _UNFIT.search(decoded):
        return "it has a space, a backslash or a control character in it"
    # Some servers remove path parameters, from a semicolon on, before they resolve dot segments.
    if any(part.partition(";")[0] in {".", ".."} for part in decoded.split("/")):
        return "it has . or .. in it"
    return None


def _decoded(path: str) -> str:
    """The path, percent-decoded repeatedly until nothing is encoded."""
    while True:
        decoded = unquote(path)
        if decoded == path:
            return decoded
        path = decoded
