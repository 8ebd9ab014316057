"""Network failures: exceptions of requests, urllib3 and ssl as a `Fault`, and a fault as the user's error.

This module is imported only after a failure.
"""

import os
from collections.abc import Iterator

from requests import exceptions as http

from tavus_cli.api.transport import NO_ANSWER, NO_CONNECTION, Failure, Fault
from tavus_cli.errors import NetworkError
from tavus_cli.text import sentence

# Exception types, by name: the chain holds types of http.client, requests and urllib3, some of them with equal names.
_NOT_HTTP = {"BadStatusLine", "LineTooLong", "HTTPException", "UnknownProtocol", "InvalidHeader"}
_NOT_A_URL = {"InvalidProxyURL", "InvalidSchema", "InvalidURL", "LocationParseError", "TypeError", "UnicodeError"}
_NOT_CONNECTED = {"NewConnectionError", "NameResolutionError", "ConnectTimeoutError", "ConnectTimeout"}


def unsent_error(fault: Fault, host: str, hint: str | None = None) -> NetworkError:
    """The user's error for a fault after which it is certain that nothing was sent.

    Args:
        fault: its `unsent` is true.
        host: the server, with its port.
        hint: the hint for a server that cannot be reached.
    """
    if fault.failure is Failure.CERTIFICATE:
        return NetworkError(
            f"the TLS certificate of {host} could not be verified: {fault.reason}.",
            hint="behind a company proxy, point REQUESTS_CA_BUNDLE at its CA file.",
        )
    if fault.failure is Failure.HANDSHAKE:
        through = f" through the proxy {proxy_place(fault.proxy)}" if fault.proxy else ""
        return NetworkError(f"no TLS connection to {host}{through}: {fault.reason}.", hint=hint)
    transient = fault.failure is Failure.NOT_CONNECTED
    if fault.proxy:
        place = proxy_place(fault.proxy)
        return NetworkError(f"could not reach the proxy {place}: {fault.reason}.", transient=transient)
    return NetworkError(f"could not connect to {host}: {fault.reason}.", hint=hint, transient=transient)


def fault_of(error: Exception, proxy: str | None, *, sent: bool | None = None) -> Exception:
    """The fault that an exception of requests stands for; the exception itself if it is an unknown one.

    Args:
        error: what requests raised.
        proxy: the URL of the proxy; None without one.
        sent: whether a byte of the request may have been sent; None if only the exception can tell.
    """
    chain = list(_chain(error))
    names = {type(link).__name__ for link in chain}
    # Types prove nothing about a request that may have arrived: urllib3 has blamed the proxy for lost answers.
    fault = None if sent else _before_sending(error, chain, names, proxy, unsent=sent is False)
    if fault is not None:
        return fault
    if isinstance(error, http.Timeout) or "ReadTimeoutError" in names:
        return Fault(Failure.TIMEOUT, NO_ANSWER)
    if isinstance(error, http.ContentDecodingError):
        return Fault(Failure.UNUSABLE, "it cannot be unpacked")
    if names & _NOT_HTTP:
        return Fault(Failure.UNUSABLE, "it is not proper HTTP")
    if isinstance(error, http.ConnectionError | http.ChunkedEncodingError):
        return Fault(Failure.LOST, _reason(chain))
    return error


def _before_sending(
    error: Exception, chain: list[BaseException], names: set[str], proxy: str | None, *, unsent: bool
) -> Fault | None:
    """The fault, if it is of a kind after which it is certain that nothing was sent; else None."""
    if "SSLCertVerificationError" in names:
        return Fault(Failure.CERTIFICATE, _certificate_reason(chain), proxy)
    if names & _NOT_CONNECTED:
        return Fault(Failure.NOT_CONNECTED, _reason(chain), proxy)
    if proxy and isinstance(error, http.ProxyError):
        return Fault(Failure.TUNNEL, _reason(chain), proxy)
    if proxy and names & _NOT_A_URL:
        # The API's URL was checked before, so the invalid one is the proxy's. It may hold a password: do not show it.
        return Fault(Failure.TUNNEL, "it is not a usable proxy URL", proxy)
    if unsent and isinstance(error, OSError):
        # It is connected, and the request was not sent: the TLS handshake failed.
        return Fault(Failure.HANDSHAKE, _reason(chain), proxy)
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An exception and all that it wraps. requests and urllib3 keep causes in several attributes."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        link = waiting.pop(0)
        if isinstance(link, BaseException) and id(link) not in seen:
            seen.add(id(link))
            yield link
            waiting += [
                *link.args,
                getattr(link, "reason", None),
                getattr(link, "original_error", None),
                link.__cause__,
            ]


def _reason(chain: list[BaseException]) -> str:
    """The innermost reason: the operating system's message if there is one."""
    for link in reversed(chain):
        if type(link).__name__ == "NameResolutionError" or type(link).__name__ == "gaierror":
            return "its name could not be resolved"
        if isinstance(link, OSError) and link.strerror:
            return sentence(link.strerror)
        if type(link).__name__ in {"ConnectTimeoutError", "ConnectTimeout", "ReadTimeoutError", "TimeoutError"}:
            return NO_CONNECTION
    return sentence(chain[-1])


def _certificate_reason(chain: list[BaseException]) -> str:
    reasons = [str(link.verify_message) for link in chain if hasattr(link, "verify_message")]
    return sentence(reasons[0]) if reasons else "it is not valid"


def proxy_place(proxy: str) -> str:
    """A proxy as messages show it: host, port and the variable that set it, without user and password."""
    place = sentence(proxy.split("://", 1)[-1].rsplit("@", 1)[-1].split("/", 1)[0])
    for variable in ("https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        if os.environ.get(variable) == proxy:
            return f"{place} (from {variable})"
    return place
