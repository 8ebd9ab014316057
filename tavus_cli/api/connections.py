"""HTTP connections: requests sessions without their unsafe defaults, which also know whether a request was sent.

requests and urllib3 do the work. These defaults of theirs endanger a key or hide whether a request was sent:

- Redirects. requests forwards `x-api-key` to any host on every redirect, reads the body of a redirect that it does not
  follow, and raises bare errors for a malformed Location. A `get_redirect_target` that returns None stops all three.
- The environment. With `trust_env` requests adds Authorization from ~/.netrc. It is off; proxies and CA files are
  passed explicitly.
- Cookies. They are neither kept nor sent.
- Interim answers. http.client skips status 100 only, and takes a 102 or 103 for the final answer.
- Sent or not. Their exceptions do not distinguish a request that may have arrived from one that cannot have.
- Host names. They are resolved again for each connection, so the address may not be the one that was checked (DNS
  rebinding).
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
# Connections kept open for each server, and pages of a list requested at once.
CONNECTIONS = 4


class Withdrawn(Exception):
    """The request was cancelled before its first byte was sent."""


class Gate:
    """Decides, once and for all threads, whether one request is sent or cancelled.

    Args:
        for_change: the request is no GET, so it is not sent after a signal.
    """

    def __init__(self, *, for_change: bool) -> None:
        self._for_change = for_change
        self._lock = threading.Lock()
        self._closed = False
        self._passed = False

    def let_out(self) -> None:
        """Allow the sending. The connection calls this before the first byte. Raises Withdrawn if it is cancelled."""
        with self._lock:
            if self._closed or (self._for_change and signals.noted()):
                raise Withdrawn
            self._passed = True

    def close(self) -> bool:
        """Cancel the request. Returns False if its sending may have begun already."""
        with self._lock:
            self._closed = not self._passed
            return self._closed


class _Local(threading.local):
    """State of the request that a thread is sending. A connection cannot hold it: it belongs to a pool."""

    gate: Gate | None = None
    addresses: Sequence[str] = ()


_thread = _Local()


@contextlib.contextmanager
def sending(gate: Gate) -> Iterator[None]:
    """Let the gate decide about this thread's requests in the block."""
    _thread.gate = gate
    try:
        yield
    finally:
        _thread.gate = None


@contextlib.contextmanager
def contacting(addresses: Sequence[str]) -> Iterator[None]:
    """Connect this thread's new connections in the block to these IP addresses only, the first that works.

    An empty list sets no restriction. The request and the TLS handshake still use the host's name.
    """
    _thread.addresses = addresses
    try:
        yield
    finally:
        _thread.addresses = ()


class _FinalResponse(http.client.HTTPResponse):
    """The final answer: interim answers (1xx) before it are skipped. 101 ends HTTP, so it counts as final."""

    def begin(self) -> None:
        super().begin()
        while 100 < self.status < 200 and self.status != http.HTTPStatus.SWITCHING_PROTOCOLS:
            # While headers are set, http.client believes that it has read the answer.
            self.headers = self.msg = None  # type: ignore[assignment]
            super().begin()


class _Connection(HTTPConnection):
    response_class = _FinalResponse
    _connected = False

    def connect(self) -> None:
        self._connected = False
        super().connect()
        self._connected = True

    @property
    def has_connected_to_proxy(self) -> bool:
        # http.client closes the connection if the server hangs up instead of answering, and urllib3 forgets with it
        # that the proxy was reached: its exception would say that nothing was sent.
        return self._connected or super().has_connected_to_proxy

    def endheaders(self, *arguments: Any, **options: Any) -> None:
        # Connect before the gate: a proxy's CONNECT and a TLS handshake are not part of the request.
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
                    # urllib3 raises a subclass of it for a refused connection, too.
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
    """A requests session that treats redirects as ordinary answers."""

    def get_redirect_target(self, resp: requests.Response) -> None:  # noqa: ARG002  # the signature of requests
        return None


def new_session() -> Session:
    """A session without netrc, proxies of the environment, cookies and redirects, and with our User-Agent."""
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
