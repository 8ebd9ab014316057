"""GET requests without the key, to the storage servers behind links: opening, safe redirects, reading the body.

Links are untrusted, as they come from answers: no key is sent to them, and a link without TLS is refused, because the
file could be read or changed in transit.
"""

import math
import re
import time
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urljoin

import requests
from requests.utils import get_environ_proxies, select_proxy
from urllib3.exceptions import HTTPError

from tavus_cli.api.calls import RATE_LIMITED, TRANSIENT_STATUSES, retry_after
from tavus_cli.api.connections import contacting, new_session
from tavus_cli.api.deadline import Background, duration_words
from tavus_cli.api.faults import fault_of, unsent_error
from tavus_cli.api.transport import CHUNK, CONNECT_SECONDS, GRACE, NO_ANSWER, REDIRECTS, Failure, Fault, ca_file
from tavus_cli.api.urls import Link, parse_link
from tavus_cli.errors import Interrupted, NetworkError, Outcome, RateLimited, Refused, ServerError, TavusError, TimedOut
from tavus_cli.text import sentence

MAX_REDIRECTS = 5
# Content types of the page or the message that an expired or wrong link leads to.
_NOT_VIDEO = re.compile(r"text/|.*[/+](html|xml|json)\Z")
_RANGE = re.compile(r"bytes (\d{1,18})-\d{1,18}/(\d{1,18})", re.ASCII)
_STRONG_TAG = re.compile(r'"[!#-~]{0,250}"')


class Misdirected(Exception):
    """A redirect without a target, or too many. The message ends a sentence: "redirected ... more than 5 times"."""


class Body:
    """An answer whose body has not been read yet. The caller must close it."""

    def __init__(self, response: requests.Response, end: float) -> None:
        self._response = response
        self.status = response.status_code
        self.status_line = f"{response.status_code} {sentence(response.reason or '')}".strip()
        self.headers: Mapping[str, str] = response.headers
        self._end = end
        self._left = False

    @property
    def etag(self) -> str | None:
        """The strong ETag of the file; None if there is none or it is weak."""
        found = _STRONG_TAG.fullmatch(self.headers.get("ETag", ""))
        return found[0] if found else None

    def read(self) -> bytes:
        """The next bytes of the body, without decompression; empty at its end.

        Raises:
            Fault: the connection broke, no byte came within the timeout, or the deadline has passed.
            Interrupted: a signal came. The connection can no longer be used.
        """
        try:
            return Background(self._read).wait(self._end)
        except TimeoutError:
            self._left = True
            raise Fault(Failure.TIMEOUT, NO_ANSWER) from None
        except Interrupted:
            self._left = True
            raise

    def _read(self) -> bytes:
        try:
            # `read` would lose the bytes it has collected when the connection breaks.
            return bytes(self._response.raw.read1(CHUNK, decode_content=False))
        except (HTTPError, OSError, ValueError) as error:
            fault = fault_of(error, None)
            raise fault if isinstance(fault, Fault) else Fault(Failure.LOST, sentence(error)) from error

    def close(self) -> None:
        # After a timeout a thread is still reading, and closing would wait for it. It ends with the program.
        if not self._left:
            self._response.close()


class Storage:
    """Sends GET requests without key, Authorization and cookies. It follows no redirects.

    Args:
        timeout: read timeout in seconds: for the answer, then for each next byte.
        end: deadline on the monotonic clock.
    """

    def __init__(self, timeout: float, end: float = math.inf) -> None:
        self._timeout = timeout
        self._end = end
        self._session = new_session()
        self._closed = False

    def open(self, url: str, headers: Mapping[str, str], addresses: Sequence[str] = ()) -> Body:
        """The answer to a GET, of any status. Raises Fault.

        Args:
            url: http or https.
            headers: of the request.
            addresses: the IP addresses that may be connected to; empty for no restriction.
        """
        opening = Background(lambda: self._open(url, headers, addresses))
        try:
            return opening.wait(min(self._end, time.monotonic() + self._timeout + GRACE))
        except TimeoutError:
            raise Fault(Failure.TIMEOUT, NO_ANSWER) from None

    def close(self) -> None:
        self._closed = True
        self._session.close()

    def _open(self, url: str, headers: Mapping[str, str], addresses: Sequence[str]) -> Body:
        # Not the given form: requests encodes some host names in another way, and refuses others.
        link = parse_link(url)
        proxies = {} if link.is_loopback else get_environ_proxies(link.whole)
        proxy = select_proxy(link.whole, proxies)
        try:
            with contacting(addresses):
                response = self._session.get(
                    link.whole,
                    # A compressed body has another length, and a download of it cannot be resumed.
                    headers={"Accept-Encoding": "identity", **headers},
                    timeout=(min(CONNECT_SECONDS, self._timeout), self._timeout),
                    allow_redirects=False,
                    stream=True,
                    verify=ca_file() if link.scheme == "https" else True,
                    proxies=proxies,
                )
        except (requests.RequestException, OSError, ValueError) as error:
            raise fault_of(error, proxy) from error
        if self._closed:
            # `close` came first, so nobody else will close the answer.
            response.close()
        return Body(response, self._end)


class Expired(Refused):
    """The link has expired; the API may have a new one."""


class StoredFile:
    """The answer to the GET of a link: a whole file (200), a range of it (206), or an unsatisfiable range (416)."""

    def __init__(self, body: Body, host: str) -> None:
        self.body = body
        self.host = host
        self.status = body.status

    @property
    def length(self) -> int | None:
        """The length of the body in bytes; None if it is chunked. Raises ServerError if it is not known."""
        headers = self.body.headers
        if "chunked" in headers.get("Transfer-Encoding", "").lower():
            return None
        text = headers.get("Content-Length", "")
        if not re.fullmatch(r"\d{1,18}", text, re.ASCII):
            raise ServerError(f"{self.host} does not say how long the file is.")
        return int(text)

    @property
    def part(self) -> tuple[int, int] | None:
        """From Content-Range: the offset of the first byte and the size of the file; None without a valid one."""
        found = _RANGE.fullmatch(self.body.headers.get("Content-Range", ""))
        return (int(found[1]), int(found[2])) if found else None

    @property
    def total(self) -> int | None:
        """The size of the file in bytes, from the Content-Range of a 416; None without a valid one."""
        found = re.fullmatch(r"bytes \*/(\d{1,18})", self.body.headers.get("Content-Range", ""), re.ASCII)
        return int(found[1]) if found else None


def open_link(storage: Storage, url: str, headers: Mapping[str, str], timeout: float) -> StoredFile:
    """GET a link and follow its redirects. The answer is 200, 206 or 416; its content type may be that of a video.

    Args:
        storage: sends the requests.
        url: the link.
        headers: of the request, such as Range.
        timeout: the read timeout in seconds, for messages.

    Raises:
        Expired: the link has expired.
        TavusError: any other failure; `transient` is true if a retry may help.
    """
    body, link = _followed(storage, url, headers, timeout)
    try:
        _check(body, link.host)
    except BaseException:
        body.close()
        raise
    return StoredFile(body, link.host)


def _followed(storage: Storage, url: str, headers: Mapping[str, str], timeout: float) -> tuple[Body, Link]:
    links: list[Link] = []

    def allow(url: str) -> Sequence[str]:
        links.append(_usable(url, links[-1] if links else None))
        return ()

    try:
        return follow(storage, url, headers, allow), links[-1]
    except Fault as fault:
        raise failed(fault, links[-1].host, timeout) from fault
    except Misdirected as reason:
        raise ServerError(f"{links[-1].host} redirected the download {reason}.") from None


def follow(storage: Storage, url: str, headers: Mapping[str, str], allow: Callable[[str], Sequence[str]]) -> Body:
    """GET a URL and follow its redirects. Returns the first answer that is no redirect.

    Args:
        storage: sends the requests.
        url: http or https.
        headers: of each request.
        allow: called with each URL before it is requested. Returns the IP addresses that may be connected to (empty for
            no restriction), or raises an exception to refuse the URL.

    Raises:
        Misdirected: a redirect has no target, or there are too many.
        Fault: an exchange failed.
    """
    for _ in range(MAX_REDIRECTS + 1):
        body = storage.open(url, headers, allow(url))
        if body.status not in REDIRECTS:
            return body
        target = body.headers.get("Location", "")
        body.close()
        if not target:
            raise Misdirected("but did not say where to")
        try:
            url = urljoin(url, target)
        except ValueError:
            url = target
    raise Misdirected(f"more than {MAX_REDIRECTS} times")


def _usable(url: str, before: Link | None) -> Link:
    """The parsed link. Raises ServerError if it is invalid or not encrypted.

    Messages show no query, because it gives access to the file.
    """
    source = f"{before.host} redirected the download to" if before else "the API gave"
    try:
        link = parse_link(url)
    except ValueError as reason:
        raise ServerError(f"{source} an unusable link: {reason}.") from None
    if link.scheme == "http" and (not link.is_loopback or (before and before.scheme == "https")):
        raise ServerError(f"{source} a link that is not encrypted ({sentence(link.bare)}); it was not followed.")
    return link


def _check(body: Body, host: str) -> None:
    status = body.status
    if status in {200, 206}:
        kind = body.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if _NOT_VIDEO.match(kind):
            raise ServerError(f"{host} sent no video, but {sentence(kind)}; it was not saved.", http_status=status)
        if body.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
            raise ServerError(f"{host} sent the file in an encoding that was not asked for; it was not saved.")
    elif status != 416:
        raise _refused(body, host)


def _refused(body: Body, host: str) -> TavusError:
    status, words = body.status, body.status_line
    if status in TRANSIENT_STATUSES:
        kind = RateLimited if status == RATE_LIMITED else ServerError
        error: TavusError = kind(f"{host} failed to send the file ({words}).", http_status=status, transient=True)
        error.retry_after = retry_after(body.headers)
        return error
    if status == 403:
        return Expired(f"{host} refused the link ({words}).", http_status=status)
    if 400 <= status < 500:
        return Refused(f"{host} refused to send the file ({words}).", http_status=status)
    return ServerError(f"{host} gave an answer that is no file ({words}).", http_status=status)


def failed(fault: Fault, host: str, timeout: float) -> TavusError:
    """The user's error for a fault of a download."""
    if fault.unsent:
        return unsent_error(fault, host)
    if fault.failure is Failure.TIMEOUT:
        return TimedOut(
            f"nothing came from {host} for {duration_words(timeout)}.", hint="allow more with --call-timeout DURATION"
        )
    if fault.failure is Failure.LOST:
        return broken(host)
    return ServerError(f"what {host} sent cannot be used: {fault.reason}.")


def broken(host: str) -> NetworkError:
    return NetworkError(
        f"the connection to {host} broke before the whole file arrived.", outcome=Outcome.UNKNOWN, transient=True
    )
