"""The HTTP transport: one exchange with the API, in another thread. It neither retries nor judges statuses.

- Time. A read timeout starts again with each byte, so a server that sends a byte now and then would block for ever. The
  caller waits until a total deadline, and then abandons the thread.
- Size. The limit applies to the decompressed body, because a compressed body of 200 KB can decompress to 600 MB.
"""

import os
import time
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path
from typing import NamedTuple

import requests
from requests.utils import get_environ_proxies, select_proxy

from tavus_cli.api import signals
from tavus_cli.api.connections import Gate, Session, Withdrawn, new_session, sending
from tavus_cli.api.deadline import Background
from tavus_cli.api.urls import is_loopback
from tavus_cli.errors import TavusError
from tavus_cli.text import keep_secret, sentence

MAX_BODY = 16 * 2**20
# Error messages are cut at 300 characters, so there is no use in reading more.
MAX_ERROR_BODY = 2**20
CHUNK = 64 * 2**10
CONNECT_SECONDS = 10.0
# Seconds added to the deadline, so that the thread's own connect timeout, which says more, comes first.
GRACE = 0.15
# 300 and 304 are not redirects to a Location.
REDIRECTS = {301, 302, 303, 307, 308}
CA_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")
NO_ANSWER = "no answer within the time limit"
NO_CONNECTION = "no connection within the time limit"


class Failure(Enum):
    """The kinds of failed exchanges."""

    NOT_CONNECTED = "not connected"
    CERTIFICATE = "certificate"
    HANDSHAKE = "handshake"  # the server speaks no TLS, or no version of ours, or closed the connection
    TUNNEL = "tunnel"  # the proxy answered, but made no connection to the server
    LOST = "lost"
    TIMEOUT = "timeout"
    TOO_LARGE = "too large"
    UNUSABLE = "unusable"


class Fault(Exception):
    """A failed exchange: its kind, a reason for use in a message, and the URL of its proxy (None without one)."""

    def __init__(self, failure: Failure, reason: str, proxy: str | None = None) -> None:
        super().__init__(reason)
        self.failure = failure
        self.reason = reason
        self.proxy = proxy

    @property
    def unsent(self) -> bool:
        """Whether it is certain that nothing was sent."""
        return self.failure in {Failure.NOT_CONNECTED, Failure.CERTIFICATE, Failure.HANDSHAKE, Failure.TUNNEL}


class Answer(NamedTuple):
    """An HTTP answer. `body` is decompressed, and empty for every 3xx. `seconds` is the duration of the exchange."""

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes
    seconds: float

    @property
    def status_line(self) -> str:
        return f"{self.status} {self.reason}".strip()

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300


class Exchange:
    """A request in progress, in another thread."""

    def __init__(self, work: Callable[[Gate], Answer], *, for_change: bool) -> None:
        self._gate = Gate(for_change=for_change)
        self._background = Background(lambda: work(self._gate))

    def wait(self, deadline: float) -> Answer:
        """Wait for the answer. May be called again after Interrupted; the request is not sent again.

        Args:
            deadline: seconds on the monotonic clock.

        Raises:
            Fault: the exchange failed, or the deadline has passed.
            Interrupted: a signal came before the answer.
        """
        try:
            return self._background.wait(deadline + GRACE)
        except TimeoutError:
            if self.withdraw():
                raise Fault(Failure.NOT_CONNECTED, NO_CONNECTION) from None
            raise Fault(Failure.TIMEOUT, NO_ANSWER) from None
        except Withdrawn:
            signals.check()
            raise

    def withdraw(self) -> bool:
        """Cancel the request. Returns False if it may have been sent already."""
        return self._gate.close()


class _Key(requests.auth.AuthBase):
    """Adds the key to each request. requests looks for no other credentials while `auth` is set."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["x-api-key"] = self._key
        return request


class Transport:
    """Sends requests to one base URL with one key. Safe to use from several threads.

    Args:
        base_url: a loopback address is contacted without a proxy.
        key: the value of `x-api-key`.

    Raises:
        TavusError: the CA file that the environment names cannot be used.
    """

    def __init__(self, base_url: str, key: str) -> None:
        self.base_url = base_url
        self._key = key
        self._direct = is_loopback(base_url)
        self._verify = ca_file() if base_url.startswith("https:") else True
        self._session = self._new_session()

    def begin(
        self, method: str, url: str, deadline: float, *, body: bytes | None = None, headers: Mapping[str, str]
    ) -> Exchange:
        """Start an exchange that ends by `deadline`, in seconds on the monotonic clock.

        Anything but a GET uses a new connection. The server may have closed a kept-alive one, and then it would be
        unknown whether the request arrived.
        """
        if body is not None:
            headers = {"Content-Type": "application/json", **headers}
        return Exchange(
            lambda gate: self._exchange(method, url, deadline, body, headers, gate), for_change=method != "GET"
        )

    def close(self) -> None:
        self._session.close()

    def _exchange(
        self, method: str, url: str, deadline: float, body: bytes | None, headers: Mapping[str, str], gate: Gate
    ) -> Answer:
        started = time.monotonic()
        fresh = method != "GET"
        session = self._new_session() if fresh else self._session
        left = max(0.001, deadline - started)
        proxies = {} if self._direct else get_environ_proxies(url)
        proxy = select_proxy(url, proxies)
        if proxy and "@" in proxy:
            keep_secret(proxy.rpartition("@")[0].partition("://")[2].partition(":")[2])
        try:
            with (
                sending(gate),
                session.request(
                    method,
                    url,
                    data=body,
                    headers=headers,
                    timeout=(min(CONNECT_SECONDS, left), left),
                    allow_redirects=False,
                    stream=True,
                    verify=self._verify,
                    proxies=proxies,
                ) as response,
            ):
                content = _read(response)
                seconds = time.monotonic() - started
                return Answer(response.status_code, sentence(response.reason or ""), response.headers, content, seconds)
        except (requests.RequestException, OSError, ValueError, TypeError) as error:
            from tavus_cli.api.faults import fault_of

            raise fault_of(error, proxy, sent=not gate.close()) from error
        finally:
            if fresh:
                session.close()

    def _new_session(self) -> Session:
        session = new_session()
        session.auth = _Key(self._key)
        session.headers["Accept"] = "application/json"
        return session


def proxy_of(base_url: str) -> str | None:
    """The proxy that the environment names for a base URL; None for none."""
    return None if is_loopback(base_url) else select_proxy(base_url, get_environ_proxies(base_url))


def ca_file() -> str | bool:
    """The path of the CA file that the environment names, else True for the default. Verification is always on.

    Raises TavusError, which names the variable, if the file cannot be used.
    """
    for variable in CA_VARIABLES:
        path = os.environ.get(variable)
        if path:
            _check_ca_file(variable, path)
            return path
    return True


def _check_ca_file(variable: str, path: str) -> None:
    import ssl

    try:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(**{"capath" if Path(path).is_dir() else "cafile": path})
    except OSError as error:
        reason = error.strerror if isinstance(error, FileNotFoundError) else "it holds no certificates"
        raise TavusError(f"{variable} names a CA file that cannot be used: {sentence(path)}: {reason}.") from error


def _read(response: requests.Response) -> bytes:
    """The decompressed body. Raises Fault if it is too large or malformed."""
    if 300 <= response.status_code < 400:
        return b""
    limit = MAX_BODY if response.status_code < 400 else MAX_ERROR_BODY
    chunks, size = [], 0
    try:
        for chunk in response.iter_content(CHUNK):
            chunks.append(chunk)
            size += len(chunk)
            if size > limit:
                if response.status_code >= 400:
                    break
                raise Fault(Failure.TOO_LARGE, f"the answer is larger than {MAX_BODY >> 20} MiB; giving up")
    except ValueError as error:
        # Such as a chunk of a negative size.
        raise Fault(Failure.UNUSABLE, "it is not proper HTTP") from error
    # A single chunk, as most bodies are, is not copied.
    return b"".join(chunks)
