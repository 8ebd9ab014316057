"""Connections to servers: which of requests' defaults are turned off, and whether a request has left.

requests and urllib3 do the work. These defaults of theirs endanger a key, or say nothing of what was sent:

- Redirects. requests forwards `x-api-key` to any host on every redirect, reads the body of a redirect that it does not
  follow, and raises bare errors for a malformed Location. `get_redirect_target` returning None stops all three.
- The environment. With `trust_env` it adds Authorization from ~/.netrc; proxies and CA files are passed explicitly.
- Cookies are neither kept nor sent.
- Interim answers. http.client passes over 100 alone, and takes 102 or 103 for the answer.
- What was sent. Their exceptions do not tell a request that may have arrived from one that cannot have.
- Names. They resolve a host when they connect, whatever address it had when it was judged (DNS rebinding).
"""

import contextlib
import http.client
import socket
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import requests
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError

from tavus_cli import __version__
from tavus_cli.api import signals

if TYPE_CHECKING:
    from http.cookiejar import DefaultCookiePolicy

USER_AGENT = f"tavus-cli-unofficial/{__version__}"
# As many as a list has pages under way.
CONNECTIONS = 4


class Withdrawn(Exception):
    """The request was not sent, because the program no longer wants it."""


class Gate:
    """Lets one request out, or keeps it in: whoever asks afterwards knows whether a byte of it may have left.

    Args:
        for_change: the request is no GET, so it stays in if a signal has come.
    """

    def __init__(self, *, for_change: bool) -> None:
        self._for_change = for_change
        self._lock = threading.Lock()
        self._closed = False
        self._passed = False

    def let_out(self) -> None:
        """Called by the connection just before the first byte. Raises Withdrawn if the request must stay."""
        with self._lock:
            if self._closed or (self._for_change and signals.noted()):
                raise Withdrawn
            self._passed = True

    def close(self) -> bool:
        """Keep the request in from now on. Returns False if it is out already."""
        with self._lock:
            self._closed = not self._passed
            return self._closed


class _Local(threading.local):
    """What holds for the request that a thread is busy with. Connections belong to a pool, and know no request."""

    gate: Gate | None = None
    addresses: Sequence[str] = ()


_thread = _Local()


@contextlib.contextmanager
def sending(gate: Gate) -> Iterator[None]:
    """Requests of this thread leave through the gate, during the block."""
    _thread.gate = gate
    try:
        yield
    finally:
        _thread.gate = None


@contextlib.contextmanager
def contacting(addresses: Sequence[str]) -> Iterator[None]:
    """New connections of this thread lead to one of these addresses, during the block; where there are none, anywhere.

    The host's name stays as it is in the request and in the TLS handshake.
    """
    _thread.addresses = addresses
    try:
        yield
    finally:
        _thread.addresses = ()


class _FinalResponse(http.client.HTTPResponse):
    """An answer without the interim ones before it. 101 is none: the server has left HTTP."""

    def begin(self) -> None:
        super().begin()
        while 100 < self.status < 200 and self.status != http.HTTPStatus.SWITCHING_PROTOCOLS:
            # With headers there, http.client takes the answer for read.
            self.headers = self.msg = None  # type: ignore[assignment]
            super().begin()


class _Connection(HTTPConnection):
    response_class = _FinalResponse

    def endheaders(self, *arguments: Any, **options: Any) -> None:
        # Connect first: neither a proxy's CONNECT nor a TLS handshake is a request.
        if self.is_closed:
            self.connect()
        if _thread.gate is not None:
            _thread.gate.let_out()
        super().endheaders(*arguments, **options)

    def _new_conn(self) -> socket.socket:
        name = self._dns_host
        addresses = list(_thread.addresses) or [name]
        try:
            while True:
                self._dns_host = addresses.pop(0)
                try:
                    return super()._new_conn()
                except ConnectTimeoutError:
                    # A connection that was refused is one of these, too.
                    if not addresses:
                        raise
        finally:
            self._dns_host = name


class _SecureConnection(_Connection, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **options)
        manager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
        return manager


class Session(requests.Session):
    """requests' own, but it sees no redirects."""

    def get_redirect_target(self, resp: requests.Response) -> None:  # noqa: ARG002  # the signature of requests
        return None


def new_session() -> Session:
    """A session that adds nothing of its own to a request but the User-Agent."""
    session = Session()
    session.trust_env = False
    session.headers["User-Agent"] = USER_AGENT
    session.cookies = RequestsCookieJar(policy=_no_cookies())
    session.mount("http://", _Adapter(pool_maxsize=CONNECTIONS))
    session.mount("https://", _Adapter(pool_maxsize=CONNECTIONS))
    return session


def _no_cookies() -> "DefaultCookiePolicy":
    from http.cookiejar import DefaultCookiePolicy

    return DefaultCookiePolicy(allowed_domains=[])
