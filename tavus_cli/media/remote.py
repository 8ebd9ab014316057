"""Reading a file behind a link, with GET requests for ranges. HEAD is not used, because presigned links refuse it.

The API key is not sent, as with all storage. Answers are not trusted: reading ends with an answer that violates HTTP's
rules for ranges, that belongs to another version of the file than the first answer, or that exceeds the limits.
`Reached` says why.
"""

import re
import socket
import time
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from tavus_cli.api.urls import Link, parse_link
from tavus_cli.media.facts import Hop, Reached, Trouble
from tavus_cli.media.source import Source, Stopped
from tavus_cli.text import sentence

if TYPE_CHECKING:
    from tavus_cli.api.storage import Body
    from tavus_cli.api.transport import Fault

SECONDS = 10.0
# The maximum bytes that are read from a server that does not support ranges.
MOST_WITHOUT_RANGES = 2**20
_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(?:(\d{1,18})|\*)", re.ASCII)
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


class RemoteFile(Source):
    """A file behind an http(s) link. It must be closed. The first read sends the first request.

    Args:
        url: may have a query, which is never shown.
        deadline: the time.monotonic() at which all reading ends; None for 10 seconds from now.
        local: whether this machine and private networks may be contacted, because the API is there too.

    Attributes:
        reached: the result of following the link; complete after the first read.
    """

    def __init__(self, url: str, *, deadline: float | None = None, local: bool = False) -> None:
        from tavus_cli.api.storage import Storage

        super().__init__(_shown(url))
        self.reached = Reached()
        self._url = url
        self._deadline = time.monotonic() + SECONDS if deadline is None else deadline
        self._local = local
        self._storage = Storage(max(0.001, self._deadline - time.monotonic()))
        self._link: Link | None = None  # the last link that was allowed for this request or its redirects
        self._version: tuple[str | None, ...] | None = None  # ETag, Last-Modified and size in the first answer

    def close(self) -> None:
        self._storage.close()

    def fetch(self, offset: int, length: int) -> bytes:
        from tavus_cli.api.deadline import Background
        from tavus_cli.api.transport import GRACE, NO_ANSWER, Failure, Fault

        if self.reached.trouble:
            raise Stopped(self.reached.reason)
        if self.reached.ranges is False:
            raise Stopped("the server gives no ranges: only the beginning was seen")
        try:
            self._check_time()
            # A thread enforces the deadline: the timeout of the connection restarts with each byte that arrives.
            return Background(lambda: self._get(offset, length)).wait(self._deadline + GRACE)
        except TimeoutError:
            raise self._stop(*_trouble(Fault(Failure.TIMEOUT, NO_ANSWER), self.reached.host)) from None
        except Fault as fault:
            raise self._stop(*_trouble(fault, self.reached.host)) from fault

    def _check_time(self) -> None:
        from tavus_cli.api.transport import NO_ANSWER, Failure, Fault

        if time.monotonic() > self._deadline:
            raise Fault(Failure.TIMEOUT, NO_ANSWER)

    def _stop(self, trouble: Trouble, reason: str) -> Stopped:
        # The first trouble counts: the thread of a request that took too long may still end in another one.
        if self.reached.trouble is None:
            self.reached.trouble, self.reached.reason = trouble, reason
        return Stopped(reason)

    def _get(self, offset: int, length: int) -> bytes:
        from tavus_cli.api.storage import Misdirected, follow

        headers = {"Range": f"bytes={offset}-{offset + length - 1}"}
        if self._version and self._version[0]:
            headers["If-Range"] = self._version[0]
        self._link = None
        try:
            body = follow(self._storage, self._url, headers, self._allow)
        except Misdirected as reason:
            raise self._stop(Trouble.REDIRECTS, f"{self.reached.host} redirected {reason}") from None
        try:
            self._check_time()
            return self._answered(body, offset, length)
        finally:
            body.close()

    def _allow(self, url: str) -> list[str]:
        """The IP addresses to which a URL may connect; empty for any. Raises Stopped if the URL is not allowed."""
        self._check_time()
        before = self._link
        try:
            link = parse_link(url)
        except ValueError as reason:
            what = f"{before.host} redirected to a link that is not usable" if before else "the link is not usable"
            raise self._stop(Trouble.BAD_LINK, f"{what}: {reason}") from None
        if before is not None:
            self.reached.hops += (Hop(before.bare, link.bare),)
            if before.scheme == "https" and link.scheme == "http":
                raise self._stop(Trouble.INSECURE, f"{before.host} redirected to a link that is not encrypted")
            self.requests += 1
        self.reached.host = link.host
        addresses = [] if self._local else self._public_addresses(url, link)
        self._link = link
        # Later requests go to the target of the redirects directly.
        self._url = url
        return addresses

    def _public_addresses(self, url: str, link: Link) -> list[str]:
        """The IP addresses of a link's host; empty behind a proxy.

        Raises Stopped if the host or one of its addresses is this machine or in a private network.
        """
        from tavus_cli.api.transport import proxy_of

        try:
            addresses = [str(ip_address(link.host))]
        except ValueError:
            # A proxy resolves the names itself, and decides which addresses are allowed.
            addresses = [] if proxy_of(url) else self._resolve(link)
        if link.is_loopback or any(map(_is_private, addresses)):
            raise self._stop(Trouble.PRIVATE, f"{link.host} is this machine or in a private network")
        return addresses

    def _resolve(self, link: Link) -> list[str]:
        try:
            found = socket.getaddrinfo(link.host, link.port or link.scheme, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise self._stop(Trouble.NAME, f"the name {link.host} could not be resolved") from None
        return [str(address[0]) for *_, address in found]

    def _answered(self, body: "Body", offset: int, length: int) -> bytes:
        """The range of the file in an answer. Raises Stopped, Fault."""
        reached, headers = self.reached, body.headers
        reached.status, reached.status_line = body.status, body.status_line
        if body.status == 416 and (self.size is None or offset >= self.size):
            # The offset is the end of a file of unknown size, or the file is empty.
            self.size = reached.length = offset if self._version else 0
            return b""
        if body.status not in {200, 206}:
            raise self._stop(Trouble.REFUSED, f"{reached.host} answered {body.status_line}")
        if headers.get("Content-Encoding", "identity").strip().lower() != "identity":
            raise self._unusable("sent the file in an encoding that was not asked for")
        if self._version is None:
            self.content_type = headers.get("Content-Type", "").partition(";")[0].strip().lower() or None
            reached.content_type = self.content_type
        if body.status == 206:
            return self._part(body, offset, length)
        if self._version is not None:
            # A 200 answer to If-Range means that the file has changed.
            raise self._changed()
        return self._beginning(body)

    def _part(self, body: "Body", offset: int, length: int) -> bytes:
        found = _RANGE.fullmatch(body.headers.get("Content-Range", ""))
        if found is None:
            raise self._unusable("sent a part of the file, but not which one")
        self._check_version(body, found[3])
        wanted = length if self.size is None else min(length, self.size - offset)
        announced = int(found[2]) - offset + 1
        if int(found[1]) != offset or not 0 < announced <= wanted or (self.size is not None and announced < wanted):
            raise self._unusable("sent another part of the file than was asked for")
        content = self._read(body, announced + 1)
        if len(content) > announced:
            raise self._unusable("sent more than was asked for")
        if len(content) < announced:
            raise self._stop(Trouble.LOST, f"the connection to {self.reached.host} broke")
        return content

    def _check_version(self, body: "Body", total: str | None) -> None:
        """Store the version of the file in the first answer. Raises Stopped if a later answer has another version."""
        version = (body.etag, body.headers.get("Last-Modified"), total)
        if self._version is None:
            self._version = version
            self.reached.ranges = True
            self.size = self.reached.length = int(total) if total else None
        elif any(before and now and before != now for before, now in zip(self._version, version, strict=True)):
            raise self._changed()

    def _beginning(self, body: "Body") -> bytes:
        """The beginning of the file, from a server that does not support ranges."""
        self.reached.ranges = False
        announced = body.headers.get("Content-Length", "")
        if _NUMBER.fullmatch(announced):
            self.size = self.reached.length = int(announced)
        content = self._read(body, MOST_WITHOUT_RANGES)
        if len(content) < MOST_WITHOUT_RANGES:
            if self.size is not None and len(content) < self.size:
                raise self._stop(Trouble.LOST, f"the connection to {self.reached.host} broke")
            self.size = self.reached.length = len(content)
        return content

    def _read(self, body: "Body", most: int) -> bytes:
        content = bytearray()
        while len(content) < most and (piece := body.read()):
            content += piece
            self._check_time()
        return bytes(content[:most])

    def _unusable(self, what: str) -> Stopped:
        return self._stop(Trouble.UNUSABLE, f"{self.reached.host} {what}")

    def _changed(self) -> Stopped:
        return self._stop(Trouble.CHANGED, "it changed while being looked at")


def _shown(url: str) -> str:
    """A link as it may be shown: without its query and its user name and password, which may give access."""
    try:
        return sentence(parse_link(url).bare)
    except ValueError:
        return "the link"


def _is_private(text: str) -> bool:
    """Whether an IP address is not a public one."""
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address.sixtofour or address
    return not address.is_global or address.is_multicast


def _trouble(fault: "Fault", host: str) -> tuple[Trouble, str]:
    """The trouble for a failed request, and the clause that describes it."""
    from tavus_cli.api.faults import proxy_place
    from tavus_cli.api.transport import Failure

    if fault.failure is Failure.TUNNEL or (fault.failure is Failure.NOT_CONNECTED and fault.proxy):
        return Trouble.PROXY, f"could not reach the proxy {proxy_place(fault.proxy or '')}: {fault.reason}"
    clauses = {
        Failure.CERTIFICATE: (Trouble.CERTIFICATE, f"the TLS certificate of {host} could not be verified"),
        Failure.NOT_CONNECTED: (Trouble.NOT_CONNECTED, f"could not connect to {host}"),
        Failure.TIMEOUT: (Trouble.TIMEOUT, f"{host} did not send it in time"),
        Failure.LOST: (Trouble.LOST, f"the connection to {host} broke"),
    }
    trouble, clause = clauses.get(fault.failure, (Trouble.UNUSABLE, f"what {host} sent cannot be used"))
    return trouble, clause if fault.failure is Failure.TIMEOUT else f"{clause}: {fault.reason}"
