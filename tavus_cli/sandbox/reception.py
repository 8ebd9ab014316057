"""The door: what is looked at before anything of a request is acted on, or its body read.

The order is a decision. Whether the caller may speak to this server at all comes first (403), so that a web page that
found it learns nothing else; then a refusal that was asked for; then the address (404, 405), the key (401) and the
kind of body (415).
"""

import re
from typing import NamedTuple
from urllib.parse import unquote

from tavus_cli.sandbox.answers import Refused
from tavus_cli.sandbox.call import Route
from tavus_cli.sandbox.refusals import Forced
from tavus_cli.sandbox.routes import find_route
from tavus_cli.sandbox.wire import Head

_HOSTS = ("127.0.0.1", "localhost", "[::1]")
_ABSOLUTE = r"[Hh][Tt][Tt][Pp]://([^/?#]*)(.*)"
_JSON = "application/json"


class Visitor(NamedTuple):
    """A request that was let in: where it goes, and under which address it came."""

    route: Route
    object_id: str
    query: str
    origin: str


def receive(head: Head, port: int, forced: Forced) -> Visitor:
    """Let a request in, or raise Refused."""
    host, target = _address(head)
    _check_host(host, port)
    _check_origin(head.headers.get("origin"), port)
    path, _, query = target.partition("#")[0].partition("?")
    words, path = _force(path)
    forced.check(words)
    route, object_id = find_route(head.method, path)
    if route.needs_key and not head.headers.get("x-api-key"):
        raise Refused(401, "Invalid access token")
    _check_type(head)
    return Visitor(route, unquote(object_id), query, f"http://{host.lower()}")


def _address(head: Head) -> tuple[str, str]:
    """The host that was asked, and the rest. A whole URL in the request line takes the place of the Host header."""
    whole = None if head.target.startswith("/") else re.fullmatch(_ABSOLUTE, head.target)
    if whole is not None:
        return whole[1], whole[2] if whole[2].startswith("/") else "/" + whole[2]
    return head.headers.get("host", ""), head.target


def _check_host(host: str, port: int) -> None:
    """A name of somebody else's that points here (DNS rebinding) is how web pages reach servers like this one."""
    if host.lower() not in _names(port):
        raise Refused(403, f"the sandbox answers only to 127.0.0.1, localhost and [::1] on port {port}")


def _check_origin(origin: str | None, port: int) -> None:
    if origin is not None and origin.lower() not in {f"http://{name}" for name in _names(port)}:
        raise Refused(403, "the sandbox does not answer to web pages")


def _names(port: int) -> set[str]:
    names = {f"{host}:{port}" for host in _HOSTS}
    return names | set(_HOSTS) if port == 80 else names


def _force(path: str) -> tuple[str | None, str]:
    """Split off a prefix that asks for refusals."""
    if not path.startswith("/force/"):
        return None, path
    words, slash, rest = path.removeprefix("/force/").partition("/")
    return unquote(words), slash + rest


def _check_type(head: Head) -> None:
    """A web page can send a form anywhere without asking; it cannot send JSON."""
    if head.method in {"POST", "PATCH"}:
        kind = head.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != _JSON:
            raise Refused(415, f"the body must be {_JSON}")
