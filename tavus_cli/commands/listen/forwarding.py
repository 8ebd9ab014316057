"""Posting a callback to the user's address, without the API key, without redirects and with one time limit."""

import json
import time
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, NamedTuple

from tavus_cli.api.deadline import Background
from tavus_cli.api.urls import Link, parse_link
from tavus_cli.commands.listen.memory import Event
from tavus_cli.errors import UsageError
from tavus_cli.text import clean, clip, sentence

if TYPE_CHECKING:
    from requests import Response

# Seconds for one delivery: connecting, sending and the answer.
TIME = 10.0
# Private networks. Source: RFC 1918, RFC 4193.
_PRIVATE = tuple(map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))
# The name of this header and its use: www.standardwebhooks.com.
ID_HEADER = "webhook-id"


class Refusal(NamedTuple):
    """Why a receiver did not accept a callback.

    Attributes:
        reason: the end of a sentence, such as "answered 500 Internal Server Error".
        reached: whether the receiver has answered; if so, it may accept other callbacks.
        retry_after: seconds from its Retry-After header; None without one.
    """

    reason: str
    reached: bool
    retry_after: float | None = None


def parse_address(text: str) -> Link:
    """The address that callbacks go to: on this machine, in a private network, or over https. Raises UsageError."""
    try:
        link = parse_link(text)
    except ValueError as reason:
        shown = clip(clean(text.partition("?")[0].rpartition("@")[2]), 200)
        raise UsageError(
            f"--forward-to: not a usable address: {shown}.", hint=f"{reason}; such as http://127.0.0.1:3000/hook"
        ) from None
    if link.scheme == "http" and not link.is_loopback and not _is_private(link.host):
        raise UsageError(
            f"--forward-to: refusing to send callbacks over http:// to {link.host}.",
            hint="use https://, or http:// with the address of this machine or of a private network",
        )
    return link


def _is_private(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        # A name may resolve to any address, and to another one the next time.
        return False
    return any(address in network for network in _PRIVATE)


class Receiver:
    """The address that callbacks go to. `shown` is its form for messages, without the query, which may be a secret."""

    def __init__(self, link: Link) -> None:
        from tavus_cli.api.connections import new_session

        self.shown = clean(link.bare)
        self._url = link.whole
        # This machine and private networks are reached without a proxy.
        self._direct = link.scheme == "http" or link.is_loopback
        self._session = new_session()

    def post(self, event: Event, seconds: float) -> Refusal | None:
        """Post a callback. Returns None if the receiver has accepted it (2xx). Raises Interrupted."""
        from requests import RequestException

        from tavus_cli.api.faults import fault_of
        from tavus_cli.api.transport import Failure, Fault

        try:
            return Background(lambda: self._post(event)).wait(time.monotonic() + min(TIME, seconds))
        except TimeoutError:
            return _silent()
        except (RequestException, OSError, ValueError) as error:
            fault = fault_of(error, None)
            if isinstance(fault, Fault) and fault.failure is Failure.TIMEOUT:
                return _silent()
            reason = fault.reason if isinstance(fault, Fault) else sentence(error)
            return Refusal(f"cannot be reached ({reason})", reached=False)

    def _post(self, event: Event) -> Refusal | None:
        from requests.utils import get_environ_proxies

        from tavus_cli.api.calls import retry_after
        from tavus_cli.api.transport import ca_file

        response: Response = self._session.post(
            self._url,
            data=json.dumps(event.payload).encode("ascii"),
            headers={"Content-Type": "application/json", ID_HEADER: event.event_id, "Connection": "close"},
            timeout=TIME,
            allow_redirects=False,
            stream=True,
            verify=ca_file() if self._url.startswith("https:") else True,
            proxies={} if self._direct else get_environ_proxies(self._url),
        )
        with response:
            if 200 <= response.status_code < 300:
                return None
            status = f"{response.status_code} {sentence(response.reason or '')}".strip()
            what = "redirected, which is not followed" if 300 <= response.status_code < 400 else "answered"
            return Refusal(f"{what} ({status})", reached=True, retry_after=retry_after(response.headers))


def _silent() -> Refusal:
    return Refusal(f"did not answer within {TIME:g} s", reached=False)
