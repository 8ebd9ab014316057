"""Why an exchange failed: what lies behind the exceptions of requests, urllib3 and ssl, and what the user is told.

Loaded only once something has failed.
"""

import os
from collections.abc import Iterator

from requests import exceptions as http

from tavus_cli.api.transport import NO_ANSWER, NO_CONNECTION, Failure, Fault
from tavus_cli.errors import NetworkError
from tavus_cli.text import sentence

# The reasons that urllib3 keeps of a connection it could not make; by name, since the chain holds two libraries' types.
_NOT_HTTP = {"BadStatusLine", "LineTooLong", "HTTPException", "UnknownProtocol", "InvalidHeader"}
_NOT_A_URL = {"InvalidProxyURL", "InvalidSchema", "InvalidURL", "LocationParseError", "TypeError", "UnicodeError"}
_NOT_CONNECTED = {"NewConnectionError", "NameResolutionError", "ConnectTimeoutError", "ConnectTimeout"}


def unsent_error(fault: Fault, host: str, hint: str | None = None) -> NetworkError:
    """The user's error for a fault after which it is certain that nothing was sent.

    Args:
        fault: what happened; `unsent` is true.
        host: the server, with its port.
        hint: what to do about a server that cannot be reached.
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


def fault_of(error: Exception, proxy: str | None, *, sent: bool = True) -> Exception:
    """The fault behind an exception of requests; the exception itself if it is none we know.

    `sent` is whether a byte of the request may have left.
    """
    chain = list(_chain(error))
    names = {type(link).__name__ for link in chain}
    fault = _before_sending(error, chain, names, proxy, sent=sent)
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
    error: Exception, chain: list[BaseException], names: set[str], proxy: str | None, *, sent: bool
) -> Fault | None:
    """The fault, if it is one of those after which it is certain that nothing was sent."""
    if "SSLCertVerificationError" in names:
        return Fault(Failure.CERTIFICATE, _certificate_reason(chain), proxy)
    if names & _NOT_CONNECTED:
        return Fault(Failure.NOT_CONNECTED, _reason(chain), proxy)
    if proxy and isinstance(error, http.ProxyError):
        return Fault(Failure.TUNNEL, _reason(chain), proxy)
    if proxy and names & _NOT_A_URL:
        # The API's own URL has been checked: what is not valid here is the proxy's, which may hold a password.
        return Fault(Failure.TUNNEL, "it is not a usable proxy URL", proxy)
    if not sent and isinstance(error, OSError):
        # The connection stands, and the request has not left: that is the TLS handshake.
        return Fault(Failure.HANDSHAKE, _reason(chain), proxy)
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An exception and all that it wraps: requests and urllib3 keep causes in `args`, `reason` and `__cause__`."""
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
    """The innermost reason, in the operating system's words where it has some."""
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
    """A proxy as messages name it: host and port, and the variable that set it. Its password is left out."""
    place = sentence(proxy.split("://", 1)[-1].rsplit("@", 1)[-1].split("/", 1)[0])
    for variable in ("https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        if os.environ.get(variable) == proxy:
            return f"{place} (from {variable})"
    return place
