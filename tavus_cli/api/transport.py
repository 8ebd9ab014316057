"""One HTTP exchange, and nothing around it: what is tried again or means an error is the client's to decide.

The only module that imports requests, whose defaults are turned off where they endanger a key or a clock:

- Redirects. requests forwards `x-api-key` to any host on every redirect, reads the body of a redirect it does not
  follow, and raises bare errors for a malformed Location. `get_redirect_target` returning None stops all three.
- The environment. With `trust_env` it adds Authorization from ~/.netrc; proxies and CA files are passed explicitly.
- Cookies are neither kept nor sent.
- Time. A read timeout starts anew with each byte, so a dripping server holds a caller for ever. Each exchange runs in
  a daemon thread and the caller waits until the deadline. An executor would be joined at exit and never end.
- Size. The body is counted after unpacking, because a bomb of 200 KB unpacks to 600 MB.
"""

import os
import queue
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

import requests
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar
from requests.utils import get_environ_proxies, select_proxy
from urllib3.exceptions import HTTPError

from tavus_cli import __version__
from tavus_cli.api.faults import NO_ANSWER, Failure, Fault, fault_of
from tavus_cli.api.urls import is_loopback
from tavus_cli.errors import TavusError
from tavus_cli.text import keep_secret, sentence

if TYPE_CHECKING:
    from http.cookiejar import DefaultCookiePolicy

USER_AGENT = f"tavus-cli-unofficial/{__version__}"
MAX_BODY = 64 * 2**20
# An error's text is cut at 300 characters; nobody needs more of it than this.
MAX_ERROR_BODY = 2**20
CHUNK = 64 * 2**10
CONNECT_SECONDS = 10.0
# The thread's own connect timeout should be heard before the deadline is.
GRACE = 0.15
CONNECTIONS = 4
CA_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")

T = TypeVar("T")


class Answer(NamedTuple):
    """What came back: the status line, the headers, and the unpacked body (empty for a redirect)."""

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes
    seconds: float

    @property
    def status_line(self) -> str:
        return f"{self.status} {self.reason}".strip()


class _Key(requests.auth.AuthBase):
    """Puts the key on a request. An auth object of our own also keeps requests from looking for another."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["x-api-key"] = self._key
        return request


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:  # noqa: ARG002  # the signature of requests
        return None


class Exchange(Generic[T]):
    """A request under way in a thread of its own."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._box: queue.SimpleQueue[T | BaseException] = queue.SimpleQueue()
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        try:
            self._box.put(self._work())
        except BaseException as error:  # noqa: BLE001  # carried to the waiting thread, which raises it
            self._box.put(error)

    def wait(self, deadline: float) -> T:
        """The answer. Raises Fault when it failed, or when the monotonic clock passes `deadline`.

        May be called again after an interruption: nothing is sent anew.
        """
        try:
            result = self._box.get(timeout=max(0.0, deadline - time.monotonic()) + GRACE)
        except queue.Empty:
            raise Fault(Failure.TIMEOUT, NO_ANSWER) from None
        if isinstance(result, BaseException):
            raise result
        return result


class Transport:
    """Sends requests to one base URL with one key. Safe to use from several threads.

    Args:
        base_url: decides how: one on this machine is reached without a proxy, one without TLS needs no CA file.
        key: goes into `x-api-key`.
    """

    def __init__(self, base_url: str, key: str) -> None:
        self._key = key
        self._direct = is_loopback(base_url)
        self._verify = ca_file() if base_url.startswith("https:") else True
        self._session = self._new_session()
        self.headers: dict[str, str] = {}

    def begin(self, method: str, url: str, deadline: float, *, body: bytes | None = None) -> Exchange[Answer]:
        """Start an exchange that ends by `deadline` (monotonic).

        Anything but a GET gets a connection of its own: one that was kept open may have been closed by the server,
        and then nobody can tell whether the request arrived.
        """
        return Exchange(lambda: self._exchange(method, url, deadline, body))

    def close(self) -> None:
        self._session.close()

    def _exchange(self, method: str, url: str, deadline: float, body: bytes | None) -> Answer:
        started = time.monotonic()
        fresh = method != "GET"
        session = self._new_session() if fresh else self._session
        left = max(0.001, deadline - started)
        proxies = {} if self._direct else get_environ_proxies(url)
        proxy = select_proxy(url, proxies)
        if proxy and "@" in proxy:
            keep_secret(proxy.rpartition("@")[0].partition("://")[2].partition(":")[2])
        try:
            with session.request(
                method,
                url,
                data=body,
                headers={**({} if body is None else {"Content-Type": "application/json"}), **self.headers},
                timeout=(min(CONNECT_SECONDS, left), left),
                allow_redirects=False,
                stream=True,
                verify=self._verify,
                proxies=proxies,
            ) as response:
                content = _read(response)
                seconds = time.monotonic() - started
                return Answer(response.status_code, sentence(response.reason or ""), response.headers, content, seconds)
        except (requests.RequestException, OSError, ValueError, TypeError) as error:
            raise fault_of(error, proxy) from error
        finally:
            if fresh:
                session.close()

    def _new_session(self) -> _Session:
        session = _plain_session()
        session.auth = _Key(self._key)
        session.headers["Accept"] = "application/json"
        return session


class Body:
    """An answer whose body is still to come. To be closed."""

    def __init__(self, response: requests.Response) -> None:
        self._response = response
        self.status = response.status_code
        self.status_line = f"{response.status_code} {sentence(response.reason or '')}".strip()
        self.headers: Mapping[str, str] = response.headers

    def read(self) -> bytes:
        """What came next, as it came over the wire; nothing at the end. Raises Fault, also after a long silence."""
        try:
            # Not `read`, which loses what it has gathered when the connection breaks.
            piece: bytes = self._response.raw.read1(CHUNK, decode_content=False)
        except (HTTPError, OSError, ValueError) as error:
            fault = fault_of(error, None)
            raise fault if isinstance(fault, Fault) else Fault(Failure.LOST, sentence(error)) from error
        return piece

    def close(self) -> None:
        self._response.close()


class Storage:
    """Reads files from servers that are not the API: no key, no Authorization, no cookies, no redirects.

    Args:
        patience: seconds to wait for an answer, and then for each next byte. There is no limit for the whole.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._session = _plain_session()
        self._closed = False

    def open(self, url: str, headers: Mapping[str, str]) -> Body:
        """The answer to a GET, whatever its status. Raises Fault."""
        exchange = Exchange(lambda: self._open(url, headers))
        return exchange.wait(time.monotonic() + self._patience)

    def close(self) -> None:
        self._closed = True
        self._session.close()

    def _open(self, url: str, headers: Mapping[str, str]) -> Body:
        proxies = {} if is_loopback(url) else get_environ_proxies(url)
        proxy = select_proxy(url, proxies)
        try:
            response = self._session.get(
                url,
                # What is packed on the way has another length, and cannot be resumed.
                headers={"Accept-Encoding": "identity", **headers},
                timeout=(min(CONNECT_SECONDS, self._patience), self._patience),
                allow_redirects=False,
                stream=True,
                verify=ca_file() if url.startswith("https:") else True,
                proxies=proxies,
            )
        except (requests.RequestException, OSError, ValueError) as error:
            raise fault_of(error, proxy) from error
        if self._closed:
            # Nobody waits for it any more.
            response.close()
        return Body(response)


def _plain_session() -> _Session:
    """A session that adds nothing of its own to a request."""
    session = _Session()
    session.trust_env = False
    session.headers["User-Agent"] = USER_AGENT
    session.cookies = RequestsCookieJar(policy=_no_cookies())
    session.mount("http://", HTTPAdapter(pool_maxsize=CONNECTIONS))
    session.mount("https://", HTTPAdapter(pool_maxsize=CONNECTIONS))
    return session


def _no_cookies() -> "DefaultCookiePolicy":
    from http.cookiejar import DefaultCookiePolicy

    return DefaultCookiePolicy(allowed_domains=[])


def proxy_of(base_url: str) -> str | None:
    """The proxy that the environment names for a base URL; None for none."""
    return None if is_loopback(base_url) else select_proxy(base_url, get_environ_proxies(base_url))


def ca_file() -> str | bool:
    """The CA file that the environment names, else True: certificates are always verified."""
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
    if 300 <= response.status_code < 400:
        return b""
    limit = MAX_BODY if response.status_code < 400 else MAX_ERROR_BODY
    content = bytearray()
    for chunk in response.iter_content(CHUNK):
        content += chunk
        if len(content) > limit:
            if response.status_code >= 400:
                break
            raise Fault(Failure.TOO_LARGE, "the answer is larger than 64 MiB; giving up")
    return bytes(content)
