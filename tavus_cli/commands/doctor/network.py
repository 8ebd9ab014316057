"""Checks of the connection: the proxy, the certificate authorities, DNS, the server's certificate, and an API call."""

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tavus_cli.api.deadline import Background, Deadline
from tavus_cli.api.urls import Link, parse_link
from tavus_cli.cli.session import Session
from tavus_cli.commands.doctor.findings import Check, failed, ok, warning
from tavus_cli.errors import NetworkError, TavusError
from tavus_cli.output.dates import parse_date
from tavus_cli.settings.table import Setting
from tavus_cli.text import clean, sentence

if TYPE_CHECKING:
    import ssl

# Warn this many days before a certificate expires: manual renewal takes days, and automatic renewal happens earlier.
DAYS = 14
# Seconds. A larger clock difference makes signed links invalid, because they have a start and an end.
MOST_SKEW = 60


def proxy_check(base_url: str) -> Check:
    """Report which proxy is used, and which setting names it."""
    from tavus_cli.api.faults import proxy_place
    from tavus_cli.api.transport import proxy_of

    link = parse_link(base_url)
    proxy = proxy_of(base_url)
    if proxy is not None:
        return ok("proxy", f"{link.netloc} is reached through {proxy_place(proxy)}")
    why = "it is on this machine" if link.is_loopback else "no variable sets one for it"
    return ok("proxy", f"{link.netloc} is reached without a proxy: {why}")


def authorities_check() -> Check:
    """Report which list of certificate authorities is used."""
    import os

    from tavus_cli.api.transport import CA_VARIABLES, ca_file

    try:
        path = ca_file()
    except TavusError as error:
        return failed("ca", error)
    if path is True:
        return ok("ca", "certificates are checked against the list that comes with requests")
    variable = next(name for name in CA_VARIABLES if os.environ.get(name))
    return ok("ca", f"certificates are checked against {clean(path)} (from {variable})")


def name_check(base_url: str, deadline: Deadline) -> Check:
    """Check that DNS resolves the host name; with a proxy, only the proxy's name."""
    import ipaddress
    import socket

    from tavus_cli.api.transport import proxy_of

    proxy = proxy_of(base_url)
    link = parse_link(base_url)
    host = link.host if proxy is None else _proxy_host(proxy)
    whose = "" if proxy is None else ", the proxy,"
    try:
        return ok("dns", f"{ipaddress.ip_address(host)}{whose} is an address; no lookup is needed")
    except ValueError:
        pass
    try:
        found = Background(lambda: socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)).wait(deadline.moment)
    except TimeoutError:
        return failed("dns", deadline.ran_out(f"looking up {host}"))
    except (OSError, UnicodeError):
        hint = "check the network and the spelling of the base URL" if proxy is None else "check the proxy's name"
        return failed("dns", NetworkError(f"the name {clean(host)}{whose} could not be resolved.", hint=hint))
    except TavusError as error:
        return failed("dns", error)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    more = f" and {len(addresses) - 1} more" if len(addresses) > 1 else ""
    return ok("dns", f"{clean(host)}{whose} is {addresses[0]}{more}")


def certificate_check(base_url: str, deadline: Deadline) -> Check:
    """Check that the server's certificate is valid, and when it expires."""
    from tavus_cli.api.transport import proxy_of

    link = parse_link(base_url)
    if link.scheme == "http":
        return ok("tls", f"{link.netloc} is on this machine, and uses http without TLS")
    proxy = proxy_of(base_url)
    if proxy is not None and not _without_user(proxy).startswith("http://"):
        return ok("tls", "checked by the call below, because the proxy is not an http:// one")
    seconds = max(0.001, deadline.left)
    try:
        certificate = Background(lambda: _certificate(link, proxy, seconds)).wait(deadline.moment)
    except TimeoutError:
        return failed("tls", deadline.ran_out(f"the TLS handshake with {link.host}"))
    except TavusError as error:
        return failed("tls", error)
    except (OSError, ValueError) as error:
        return failed("tls", _as_error(error, link, proxy))
    return _validity(link, certificate)


def _certificate(link: Link, proxy: str | None, seconds: float) -> Any:
    """The server's certificate, once it has been verified."""
    from http.client import HTTPException, HTTPSConnection

    port = link.port or 443
    near = parse_link(_without_user(proxy)) if proxy else link
    connection = HTTPSConnection(near.host, near.port or (80 if proxy else 443), timeout=seconds, context=_context())
    if proxy:
        connection.set_tunnel(link.host, port, _credentials(proxy))
    try:
        connection.connect()
        return connection.sock.getpeercert()
    except HTTPException as error:
        raise OSError(None, f"it is not proper HTTP ({type(error).__name__})") from error
    finally:
        connection.close()


def _context() -> "ssl.SSLContext":
    """A TLS context with the same certificate authorities as API calls."""
    import ssl
    from pathlib import Path

    from requests.utils import DEFAULT_CA_BUNDLE_PATH

    from tavus_cli.api.transport import ca_file

    path = ca_file()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    place = DEFAULT_CA_BUNDLE_PATH if path is True else str(path)
    context.load_verify_locations(**{"capath" if Path(place).is_dir() else "cafile": place})
    return context


def _credentials(proxy: str) -> dict[str, str]:
    from requests.utils import get_auth_from_url
    from urllib3.util import make_headers

    user, password = get_auth_from_url(proxy)
    return make_headers(proxy_basic_auth=f"{user}:{password}") if user else {}


def _without_user(proxy: str) -> str:
    scheme, slashes, rest = proxy.rpartition("://")
    # A proxy without a scheme is http, as for API calls.
    return f"{scheme if slashes else 'http'}://{rest.rpartition('@')[2]}"


def _proxy_host(proxy: str) -> str:
    try:
        return parse_link(_without_user(proxy)).host
    except ValueError:
        return _without_user(proxy).partition("://")[2].partition(":")[0]


def _as_error(error: OSError | ValueError, link: Link, proxy: str | None) -> TavusError:
    from tavus_cli.api.faults import fault_of, unsent_error
    from tavus_cli.api.transport import Failure, Fault

    fault = fault_of(error, proxy, sent=False)
    if not isinstance(fault, Fault):
        fault = Fault(Failure.HANDSHAKE, sentence(error), proxy)
    where = f"the network and the base URL (now {link.bare})" if proxy is None else "the proxy and what it lets through"
    return unsent_error(fault, link.netloc, f"check {where}")


def _validity(link: Link, certificate: Any) -> Check:
    import ssl

    until = datetime.fromtimestamp(ssl.cert_time_to_seconds(certificate["notAfter"]), UTC)
    days = (until - datetime.now(UTC)).days
    message = f"the certificate of {link.host} is good until {until:%Y-%m-%d}, for {days} more days"
    if days < DAYS:
        return warning("tls", message, "the owner of the server has to renew it")
    return ok("tls", message)


def call_checks(session: Session, base_url: str, key: Setting[str]) -> tuple[Check, Check | None]:
    """Check an API call and, if it was answered, the clock of this machine."""
    client = session.connect(base_url, key)
    started = time.monotonic()
    try:
        path, answer = client.probe()
    except TavusError as error:
        return failed("call", error), None
    milliseconds = (time.monotonic() - started) * 1000
    call = ok(
        "call",
        f"GET {path} was answered with {answer.status_line} in {milliseconds:.0f} ms; the key works",
    )
    return call, _clock(answer.headers.get("Date", ""), answer.seconds)


def _clock(text: str, seconds: float) -> Check:
    moment = parse_date(text)
    if moment is None:
        return ok("clock", "the server does not send its time")
    ahead = (datetime.now(UTC) - moment).total_seconds()
    # The Date header has whole seconds, and is older by the duration of the answer.
    if -1 <= ahead <= seconds + 2:
        return ok("clock", "the clocks of this machine and of the server agree")
    side = "ahead of" if ahead > 0 else "behind"
    message = f"this machine's clock is {abs(ahead):.0f} s {side} the server's"
    if abs(ahead) <= MOST_SKEW:
        return ok("clock", message)
    return warning("clock", message, "set the clock; signed links depend on it")
