"""Routing: from a request to its handler, with all checks that are made before its body is read.

The order of the checks matters. First, whether the client may use this server at all (403), so that a web page learns
nothing else about it. Then a forced refusal, the path and method (404, 405), the key (401) and the content type (415).
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from tavus_cli.sandbox import images, media, storage
from tavus_cli.sandbox.answers import Answer, Refused
from tavus_cli.sandbox.call import Call, Visit
from tavus_cli.sandbox.connection import Head
from tavus_cli.sandbox.conversations import CONVERSATIONS
from tavus_cli.sandbox.documents import DOCUMENTS
from tavus_cli.sandbox.personas import PERSONAS
from tavus_cli.sandbox.refusals import Forced
from tavus_cli.sandbox.replicas import REPLICAS
from tavus_cli.sandbox.spelling import words_at
from tavus_cli.sandbox.videos import VIDEOS
from tavus_cli.sandbox.voices import VOICES

NOUNS = (REPLICAS, VIDEOS, VOICES, CONVERSATIONS, PERSONAS, DOCUMENTS)

_HOSTS = ("127.0.0.1", "localhost", "[::1]")
_ABSOLUTE = r"[Hh][Tt][Tt][Pp]://([^/?#]*)(.*)"
_ANY, _REST = "*", "**"


class Route(NamedTuple):
    """The handler of a method and path, and its requirements.

    Attributes:
        handler: makes the answer.
        needs_key: whether `x-api-key` is required.
        largest_body: the limit for the body in bytes.
        accepts: the accepted content types; a type that ends with a slash stands for all its subtypes.
        streams: whether the handler reads the body while it arrives.
    """

    handler: Callable[[Call], Answer]
    needs_key: bool = True
    largest_body: int = 1024 * 1024
    accepts: tuple[str, ...] = ("application/json",)
    streams: bool = False


_IMAGE = Route(images.validate_image, largest_body=30 * 1024 * 1024)
_OTHERS = {
    "POST /v2/replicas/image-validation": _IMAGE,
    "POST /v2/faces/image-validation": _IMAGE,
    # The targets of links in answers. They need no key, as in the service.
    "GET /media/*": Route(media.get_file, needs_key=False),
    "GET /watch/*": Route(media.get_page, needs_key=False),
    "GET /call/*": Route(CONVERSATIONS.enter, needs_key=False),
    "GET /storage/**": Route(storage.get_file, needs_key=False),
    "DELETE /storage/**": Route(storage.delete_file, needs_key=False),
    "PUT /storage/**": Route(
        storage.put_file, needs_key=False, largest_body=storage.MOST, accepts=storage.TYPES, streams=True
    ),
}


def _table() -> Mapping[tuple[str, ...], Mapping[str, Route]]:
    """The routes, by segments of the path and then method. Fixed paths come before paths with an id."""
    routes = {address: Route(handler) for noun in NOUNS for address, handler in noun.routes().items()} | _OTHERS
    table: dict[tuple[str, ...], dict[str, Route]] = {}
    for address, route in routes.items():
        method, _, path = address.partition(" ")
        table.setdefault(tuple(path.split("/")), {})[method] = route
    return dict(sorted(table.items(), key=lambda item: item[0].count(_ANY)))


TABLE = _table()


def admit(head: Head, port: int, forced: Forced) -> tuple[Route, Visit]:
    """Find the route of a request and check the request. Raises Refused."""
    host, target = _address(head)
    names = {f"{each}:{port}" for each in _HOSTS} | (set(_HOSTS) if port == 80 else set())
    # A foreign host name that resolves to this machine (DNS rebinding) lets web pages reach local servers.
    if host.lower() not in names:
        raise Refused(403, f"the sandbox answers only to 127.0.0.1, localhost and [::1] on port {port}")
    origin = head.headers.get("origin")
    if origin is not None and origin.lower() not in {f"http://{name}" for name in names}:
        raise Refused(403, "the sandbox does not answer to web pages")
    path, _, query = target.partition("#")[0].partition("?")
    if path.startswith("/force/"):
        specification, slash, path = path.removeprefix("/force/").partition("/")
        path = slash + path
        forced.check(unquote(specification))
    else:
        forced.check(None)
    route, object_id = _find(head.method, path)
    if route.needs_key and not head.headers.get("x-api-key"):
        raise Refused(401, "Invalid access token")
    # A web page can send forms to any server (CSRF), but neither JSON nor PUT requests.
    kind = head.headers.get("content-type", "").partition(";")[0].strip().lower()
    if (
        head.method in {"POST", "PATCH", "PUT"}
        and (kind or head.has_body)
        and not any(kind.startswith(each) if each.endswith("/") else kind == each for each in route.accepts)
    ):
        wanted = " or ".join(f"{each}*" if each.endswith("/") else each for each in route.accepts)
        raise Refused(415, f"the body must be {wanted}")
    return route, Visit(path, unquote(object_id), query, head.headers, f"http://{host.lower()}", words_at(path))


def _address(head: Head) -> tuple[str, str]:
    """The host and the target of a request. An absolute URL in the request line replaces the Host header."""
    whole = None if head.target.startswith("/") else re.fullmatch(_ABSOLUTE, head.target)
    if whole is not None:
        return whole[1], whole[2] if whole[2].startswith("/") else "/" + whole[2]
    return head.headers.get("host", ""), head.target


def _find(method: str, path: str) -> tuple[Route, str]:
    """The route of a path, and the id in it. Raises Refused (404 or 405)."""
    segments = path.split("/")
    for pattern, methods in TABLE.items():
        object_id = _match(pattern, segments)
        if object_id is None:
            continue
        # HEAD is answered like GET, without the body.
        route = methods.get("GET" if method == "HEAD" else method)
        if route is None:
            allowed = [*methods, "HEAD"] if "GET" in methods else [*methods]
            raise Refused(405, "Method not allowed", {"Allow": ", ".join(allowed)})
        return route, object_id
    raise Refused(404, "Not found")


def _match(pattern: tuple[str, ...], segments: list[str]) -> str | None:
    """The id in a path that matches the pattern, empty if the pattern has none; None if the path does not match."""
    if pattern[-1] == _REST and len(segments) >= len(pattern):
        segments = [*segments[: len(pattern) - 1], "/".join(segments[len(pattern) - 1 :])]
    if len(pattern) != len(segments):
        return None
    object_id = ""
    for wanted, found in zip(pattern, segments, strict=True):
        if wanted in {_ANY, _REST} and found:
            object_id = found
        elif wanted != found:
            return None
    return object_id
