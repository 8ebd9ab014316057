"""URLs: parsing base URLs and links, and encoding ids in paths and values in queries. No network.

The base URL decides where the key is sent, so it is parsed strictly, into one normal form.
"""

import re
from collections.abc import Mapping
from ipaddress import IPv4Address
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from tavus_cli.errors import UsageError
from tavus_cli.text import brief, clean, clip

# Source: docs.tavus.io, the pages on personas and pipeline modes.
KEY_PAGE = "https://platform.tavus.io/api-keys"
MAX_ID = 256
MAX_HOST = 253
MAX_LABEL = 63
_BLANK_OR_CONTROL = r"[\x00-\x20\x7f\s]"
_SUSPECT_NAME = r"(?i)sign|sig$|token|key|cred|secret|pass|policy|auth"


Param = str | int | float | bool | list[str] | None


class Link(NamedTuple):
    """A parsed http or https URL. `host` is in lower case and ASCII (punycode); an IPv6 address has no brackets."""

    scheme: str
    host: str
    port: int | None
    path: str
    query: str

    @property
    def netloc(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port is None else f"{host}:{self.port}"

    @property
    def is_loopback(self) -> bool:
        return self.host in {"localhost", "::1"} or _is_loopback_address(self.host)

    @property
    def bare(self) -> str:
        """The URL without its query, which may hold a signature."""
        return f"{self.scheme}://{self.netloc}{self.path}"

    @property
    def whole(self) -> str:
        """The URL for a request: with its query, and without its fragment, which is never sent."""
        return f"{self.bare}?{self.query}" if self.query else self.bare


def parse_link(text: str) -> Link:
    """Parse an http or https URL. Raises ValueError with a reason that does not contain the URL."""
    if not text:
        raise ValueError("it is empty")
    if re.search(_BLANK_OR_CONTROL, text):
        raise ValueError("it has a space or a control character in it")
    try:
        parts = urlsplit(text)
    except ValueError:
        raise ValueError("it is not a valid URL") from None
    if parts.scheme not in {"http", "https"}:
        raise ValueError("it does not start with https:// or http://")
    if not parts.hostname:
        raise ValueError("it names no host")
    if "@" in parts.netloc:
        raise ValueError("it has a user name or password in it")
    try:
        port = parts.port
    except ValueError:
        raise ValueError("its port is not a number from 0 to 65535") from None
    return Link(parts.scheme, _ascii_host(parts.hostname), port, parts.path, parts.query)


def _ascii_host(host: str) -> str:
    if ":" in host:
        # urlsplit has validated the IPv6 address.
        return host
    try:
        ascii_host = host if host.isascii() else _punycode(host)
    except UnicodeError:
        raise ValueError("its host name is not valid") from None
    if len(ascii_host) > MAX_HOST or not all(map(_is_label, ascii_host.removesuffix(".").split("."))):
        raise ValueError("its host name is not valid")
    return ascii_host.lower()


def _punycode(host: str) -> str:
    # Python's own codec is of 2003. It writes an eszett as ss, which is another host today.
    import idna

    return idna.encode(host, uts46=True).decode("ascii")


def _is_label(text: str) -> bool:
    """Whether this is a valid label of a host name. Underscores are allowed, as they occur in practice."""
    valid = text.isascii() and all(character.isalnum() or character in "_-" for character in text)
    return valid and 0 < len(text) <= MAX_LABEL and "-" not in {text[0], text[-1]}


def _is_loopback_address(host: str) -> bool:
    try:
        return IPv4Address(host).is_loopback
    except ValueError:
        return False


def parse_base_url(text: str) -> str:
    """The root of the API in normal form: no trailing slash, no `/v2`, no default port, the host in punycode.

    A path prefix is kept. Raises UsageError for a URL that is invalid, or that a reader could take for another host,
    and for http:// to a host that is not on this machine.
    """
    try:
        link = parse_link(text)
        if link.query or "?" in text or "#" in text:
            raise ValueError("it has a query or a fragment")
        if any(part in {".", ".."} for part in unquote(link.path).split("/")):
            raise ValueError("its path has dots in it")
    except ValueError as reason:
        raise UsageError(
            f"not a usable base URL: {clip(clean(_without_user(text)), 200)}.",
            hint=f"{reason}; give the root of the API, such as https://tavusapi.com",
        ) from None
    default_port = {"http": 80, "https": 443}[link.scheme]
    port = None if link.port == default_port else link.port
    # The API's documentation shows URLs with /v2. It is removed here, because our paths start with it.
    root = link.path.rstrip("/").removesuffix("/v2").rstrip("/")
    path = quote(root, safe="/%:@!$&'()*+,;=~")
    if not link.is_loopback and link.scheme == "http":
        raise UsageError(f"refusing to send an API key over http:// to {link.host}; use https://.")
    return Link(link.scheme, link.host, port, path, "").bare


def host_of(base_url: str) -> str:
    """Host and port of a parsed base URL, for messages."""
    return base_url.split("://", 1)[1].split("/", 1)[0]


def is_loopback(base_url: str) -> bool:
    return parse_link(base_url).is_loopback


def _without_user(url: str) -> str:
    """A URL with user name and password hidden."""
    secret, at, after = url.rpartition("@")
    scheme, slashes, _ = secret.partition("://")
    return f"{scheme + slashes if slashes else ''}***@{after}" if at else url


def redact_signed(url: str) -> str:
    """A URL for the debug log: values of query parameters whose names suggest a secret are hidden."""
    head, question, query = url.partition("?")
    if not question:
        return head
    pairs = parse_qsl(query, keep_blank_values=True)
    shown = "&".join(
        f"{name}=***" if re.search(_SUSPECT_NAME, name) else f"{name}={quote(value, safe=',')}" for name, value in pairs
    )
    return f"{head}?{shown}"


def query_string(params: Mapping[str, Param] | None) -> str:
    """The query with its question mark, or "" without parameters. Parameters that are None are left out."""
    pairs = {name: query_text(value) for name, value in (params or {}).items() if value is not None}
    return f"?{urlencode(pairs)}" if pairs else ""


def query_text(value: str | float | bool | list[str]) -> str:  # noqa: FBT001  # a value, not a switch
    """A value in the form that the API expects in a query: a list joined by commas, a boolean in lower case."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(map(query_text, value)) if isinstance(value, list) else str(value)


def segment(value: str, kind: str) -> str:
    """An id as one percent-encoded path segment. Raises UsageError if it cannot be one.

    `.` and `..` are refused, because percent-encoding does not change them and urllib3 would resolve them.
    """
    if (
        value in {"", ".", ".."}
        or len(value) > MAX_ID
        or not all(" " <= c != "\x7f" and not "\x80" <= c <= "\x9f" for c in value)
    ):
        raise UsageError(f'"{brief(value)}": not a {kind} id.')
    return quote(value, safe="")
