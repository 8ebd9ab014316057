"""Files on servers that are not the API: opening a link, following its redirects with care, reading what comes.

The link comes from an answer, so it is trusted with nothing: it gets no key, and is not followed where the file could
be read or changed on the way.
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
from tavus_cli.api.urls import Link, is_loopback, parse_link
from tavus_cli.errors import Interrupted, NetworkError, Outcome, RateLimited, Refused, ServerError, TavusError, TimedOut
from tavus_cli.text import sentence

MOST_REDIRECTS = 5
# What comes when a link is no longer good, or never led to a file: a page or a message.
_NO_VIDEO = re.compile(r"text/|.*[/+](html|xml|json)\Z")
_RANGE = re.compile(r"bytes (\d{1,18})-\d{1,18}/(\d{1,18})", re.ASCII)
_STRONG_TAG = re.compile(r'"[!#-~]{0,250}"')


class Misdirected(Exception):
    """Redirects that lead nowhere. The message is the end of a sentence: "redirected ... but did not say where to"."""


class Body:
    """An answer whose body is still to come. To be closed."""

    def __init__(self, response: requests.Response, end: float) -> None:
        self._response = response
        self.status = response.status_code
        self.status_line = f"{response.status_code} {sentence(response.reason or '')}".strip()
        self.headers: Mapping[str, str] = response.headers
        self._end = end
        self._left = False

    def read(self) -> bytes:
        """What came next, as it came over the wire; nothing at the end.

        Raises:
            Fault: the connection broke, was silent for long, or did not end in time.
            Interrupted: a signal came. The connection is then of no more use.
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
            # Not `read`, which loses what it has gathered when the connection breaks.
            piece: bytes = self._response.raw.read1(CHUNK, decode_content=False)
        except (HTTPError, OSError, ValueError) as error:
            fault = fault_of(error, None)
            raise fault if isinstance(fault, Fault) else Fault(Failure.LOST, sentence(error)) from error
        return piece

    def close(self) -> None:
        # Closing would wait for the read that was left behind, which ends with the program.
        if not self._left:
            self._response.close()


class Storage:
    """Reads files from servers that are not the API: no key, no Authorization, no cookies, no redirects.

    Args:
        patience: seconds to wait for an answer, and then for each next byte.
        end: when nothing more is waited for, on the monotonic clock.
    """

    def __init__(self, patience: float, end: float = math.inf) -> None:
        self._patience = patience
        self._end = end
        self._session = new_session()
        self._closed = False

    def open(self, url: str, headers: Mapping[str, str], addresses: Sequence[str] = ()) -> Body:
        """The answer to a GET, whatever its status, from one of the addresses if there are any. Raises Fault."""
        opening = Background(lambda: self._open(url, headers, addresses))
        try:
            return opening.wait(min(self._end, time.monotonic() + self._patience + GRACE))
        except TimeoutError:
            raise Fault(Failure.TIMEOUT, NO_ANSWER) from None

    def close(self) -> None:
        self._closed = True
        self._session.close()

    def _open(self, url: str, headers: Mapping[str, str], addresses: Sequence[str]) -> Body:
        proxies = {} if is_loopback(url) else get_environ_proxies(url)
        proxy = select_proxy(url, proxies)
        try:
            with contacting(addresses):
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
        return Body(response, self._end)


class Expired(Refused):
    """The link is no longer good; the API may have a new one."""


class StoredFile:
    """What a link led to: the file, a part of it, or the news that there is no more of it."""

    def __init__(self, body: Body, host: str) -> None:
        self.body = body
        self.host = host
        self.status = body.status

    @property
    def etag(self) -> str | None:
        """The version's name, if it is one to rely on."""
        found = _STRONG_TAG.fullmatch(self.body.headers.get("ETag", ""))
        return found[0] if found else None

    @property
    def length(self) -> int | None:
        """How many bytes the body has; None where its own framing says where it ends."""
        headers = self.body.headers
        if "chunked" in headers.get("Transfer-Encoding", "").lower():
            return None
        text = headers.get("Content-Length", "")
        if not re.fullmatch(r"\d{1,18}", text, re.ASCII):
            raise ServerError(f"{self.host} does not say how long the file is.")
        return int(text)

    @property
    def part(self) -> tuple[int, int] | None:
        """The number of the first byte, and of all there are; None if that cannot be told."""
        found = _RANGE.fullmatch(self.body.headers.get("Content-Range", ""))
        return (int(found[1]), int(found[2])) if found else None

    @property
    def total(self) -> int | None:
        """What a 416 says of the size."""
        found = re.fullmatch(r"bytes \*/(\d{1,18})", self.body.headers.get("Content-Range", ""), re.ASCII)
        return int(found[1]) if found else None


def open_link(storage: Storage, url: str, headers: Mapping[str, str], patience: float) -> StoredFile:
    """The answer to a GET of a link, which is 200, 206 or 416, with a body that may be a video.

    Raises:
        Expired: the link is no longer good.
        TavusError: anything else, `transient` if it may be tried again.
    """
    body, link = _followed(storage, url, headers, patience)
    try:
        _check(body, link.host)
    except BaseException:
        body.close()
        raise
    return StoredFile(body, link.host)


def _followed(storage: Storage, url: str, headers: Mapping[str, str], patience: float) -> tuple[Body, Link]:
    links: list[Link] = []

    def allow(url: str) -> Sequence[str]:
        links.append(_usable(url, links[-1] if links else None))
        return ()

    try:
        return follow(storage, url, headers, allow), links[-1]
    except Fault as fault:
        raise failed(fault, links[-1].host, patience) from fault
    except Misdirected as reason:
        raise ServerError(f"{links[-1].host} redirected the download {reason}.") from None


def follow(storage: Storage, url: str, headers: Mapping[str, str], allow: Callable[[str], Sequence[str]]) -> Body:
    """The first answer to a GET that is no redirect.

    Each URL is given to `allow` before it is contacted, which returns the only addresses to contact (all if there are
    none), or raises what is to be raised instead.

    Raises:
        Misdirected: the redirects lead nowhere.
        Fault: an exchange failed.
    """
    for _ in range(MOST_REDIRECTS + 1):
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
    raise Misdirected(f"more than {MOST_REDIRECTS} times")


def _usable(url: str, before: Link | None) -> Link:
    """A link taken apart. Its query is not shown: it is what gives access."""
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
        if _NO_VIDEO.match(kind):
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


def failed(fault: Fault, host: str, patience: float) -> TavusError:
    """A fault on the way as the user's error."""
    if fault.unsent:
        return unsent_error(fault, host)
    if fault.failure is Failure.TIMEOUT:
        return TimedOut(
            f"nothing came from {host} for {duration_words(patience)}.", hint="allow more with --call-timeout DURATION"
        )
    if fault.failure is Failure.LOST:
        return broken(host)
    return ServerError(f"what {host} sent cannot be used: {fault.reason}.")


def broken(host: str) -> NetworkError:
    return NetworkError(
        f"the connection to {host} broke before the whole file arrived.", outcome=Outcome.UNKNOWN, transient=True
    )
