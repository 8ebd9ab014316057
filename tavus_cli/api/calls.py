"""Calls: a request with all its attempts under one time limit.

Between the client, who knows what a call means, and the transport, which knows one exchange.
"""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tavus_cli.api.faults import Failure, Fault, proxy_place
from tavus_cli.api.retries import LONGEST_WAIT, RATE_LIMITED, backoff, may_follow_fault, may_follow_status, retry_after
from tavus_cli.api.transport import Answer, Exchange, Transport
from tavus_cli.api.urls import host_of, redact_signed
from tavus_cli.errors import (
    ExitCode,
    Interrupted,
    NetworkError,
    Outcome,
    RateLimited,
    ServerError,
    TavusError,
    TimedOut,
)
from tavus_cli.text import sentence

# After the first Ctrl-C a create that is out gets this long to be answered.
PATIENCE = 5.0


@dataclass
class Call:
    """A call under way: its first exchange has been begun."""

    method: str
    url: str
    body: bytes | None
    deadline: float
    exchange: Exchange[Answer]
    attempt: int = 1


class Calls:
    """Begins calls to one base URL and sees them through.

    Args:
        base_url: parsed; what is called starts with it.
        key: the value of `x-api-key`.
        timeout: seconds for one call with all its attempts and the pauses between them.
        retries: attempts after the first.
        say: tells a person about a retry or a wait.
        debug: gets a line for each exchange; None for none.
    """

    def __init__(
        self,
        base_url: str,
        key: str,
        *,
        timeout: float,
        retries: int,
        say: Callable[[str], None],
        debug: Callable[[str], None] | None,
    ) -> None:
        self.base_url = base_url
        self._timeout = timeout
        self._retries = retries
        self._say = say
        self._debug = debug
        self._transport = Transport(base_url, key)
        self.interrupted: Interrupted | None = None
        self.in_flight = False
        self.end_by = math.inf

    def close(self) -> None:
        self._transport.close()

    def add_headers(self, headers: Mapping[str, str]) -> None:
        """Send these too, from now on."""
        self._transport.headers.update(headers)

    def begin(self, method: str, target: str, body: bytes | None = None) -> Call:
        """Start the first exchange. `target` is a path with its query, below the base URL."""
        url = self.base_url + target
        deadline = min(time.monotonic() + self._timeout, self.end_by)
        return Call(method, url, body, deadline, self._send(method, url, deadline, body))

    def _send(self, method: str, url: str, deadline: float, body: bytes | None) -> Exchange[Answer]:
        # Before, not after: once the thread runs, a signal may come before this line is left.
        self.in_flight = True
        try:
            return self._transport.begin(method, url, deadline, body=body)
        except RuntimeError as error:
            self.in_flight = False
            raise TavusError(f"could not start a thread for the request: {sentence(error)}.") from error

    def finish(self, call: Call) -> Answer:
        """The answer of the last attempt, whatever its status.

        Raises:
            NetworkError: nothing was sent.
            Fault: the request may have arrived, but no usable answer came.
            RateLimited, ServerError: the server asks for a longer wait than there is time for.
        """
        while True:
            result = self._attempt(call)
            if isinstance(result, Fault):
                if not may_follow_fault(call.method, result.failure):
                    raise self._translated(call, result)
            elif not may_follow_status(call.method, result.status):
                return result
            if call.attempt > self._retries or self.interrupted or not self._pause(call, result):
                if isinstance(result, Fault):
                    raise self._translated(call, result)
                return result
            call.attempt += 1
            call.exchange = self._send(call.method, call.url, call.deadline, call.body)

    def _attempt(self, call: Call) -> Answer | Fault:
        result: Answer | Fault
        try:
            result = self._wait(call)
        except Fault as fault:
            result = fault
        if self._debug:
            self._debug(_line(call, result))
        return result

    def _wait(self, call: Call) -> Answer:
        try:
            return call.exchange.wait(call.deadline)
        except Interrupted as signal:
            if call.method == "GET" or signal.code is not ExitCode.INTERRUPTED:
                raise
            self._say(f"interrupted: waiting up to {PATIENCE:.0f} s for the answer (press again to stop waiting)")
            try:
                answer = call.exchange.wait(min(call.deadline, time.monotonic() + PATIENCE))
            except Fault:
                raise signal from None
            # What came is still told; the program ends with the signal's code after that.
            self.interrupted = signal
            return answer

    def _pause(self, call: Call, result: Answer | Fault) -> bool:
        """Wait before the next attempt. False if there is no time left for it."""
        asked = retry_after(result.headers) if isinstance(result, Answer) else None
        seconds = backoff(call.attempt, asked)
        if seconds > min(LONGEST_WAIT, call.deadline - time.monotonic()):
            if asked is not None and isinstance(result, Answer):
                raise _asks_to_wait(call, result, asked)
            return False
        # What may be tried again has not been done.
        self.in_flight = False
        cause = result.status_line if isinstance(result, Answer) else result.reason
        self._say(f"retrying in {seconds:.1f} s (attempt {call.attempt + 1} of {self._retries + 1}): {cause}")
        time.sleep(seconds)
        return True

    def _translated(self, call: Call, fault: Fault) -> Exception:
        """A fault as the user's error; itself where the caller has to say what may have been done."""
        error = self._not_sent(fault)
        if error is None and call.method != "GET":
            return fault
        if fault.failure is Failure.NOT_CONNECTED and call.method == "GET" and time.monotonic() >= call.deadline:
            error = None
        if error is None:
            error = self._lost(fault)
        error.attempts = call.attempt
        return error

    def _not_sent(self, fault: Fault) -> TavusError | None:
        host = host_of(self.base_url)
        if fault.failure is Failure.CERTIFICATE:
            return NetworkError(
                f"the TLS certificate of {host} could not be verified: {fault.reason}.",
                hint="behind a company proxy, point REQUESTS_CA_BUNDLE at its CA file.",
            )
        if fault.failure is Failure.TUNNEL or (fault.failure is Failure.NOT_CONNECTED and fault.proxy):
            place = proxy_place(fault.proxy or "")
            passing = fault.failure is Failure.NOT_CONNECTED
            return NetworkError(f"could not reach the proxy {place}: {fault.reason}.", passing=passing)
        if fault.failure is Failure.NOT_CONNECTED:
            hint = f"check the network and the base URL (now {self.base_url})."
            return NetworkError(f"could not connect to {host}: {fault.reason}.", hint=hint, passing=True)
        return None

    def _lost(self, fault: Fault) -> TavusError:
        if fault.failure in {Failure.TIMEOUT, Failure.NOT_CONNECTED}:
            return TimedOut(
                f"no answer from {host_of(self.base_url)} within {self._timeout:g} s.",
                hint="allow more time with --timeout SECONDS",
                passing=True,
            )
        if fault.failure is Failure.LOST:
            return NetworkError(
                "the connection broke before the whole answer arrived.", outcome=Outcome.UNKNOWN, passing=True
            )
        if fault.failure is Failure.TOO_LARGE:
            return ServerError(f"{fault.reason}.")
        return ServerError(
            f"the answer cannot be used: {fault.reason}.",
            hint=f"is the base URL right? (now {self.base_url})",
        )


def _asks_to_wait(call: Call, answer: Answer, asked: float) -> TavusError:
    kind = RateLimited if answer.status == RATE_LIMITED else ServerError
    return kind(
        f"the server asks to wait {asked:.0f} s before the next request ({answer.status_line}).",
        hint="run it again after that time",
        http_status=answer.status,
        attempts=call.attempt,
    )


def _line(call: Call, result: Answer | Fault) -> str:
    sent = len(call.body or b"")
    head = f"attempt {call.attempt}: {call.method} {redact_signed(call.url)} (x-api-key: <hidden>, {sent} bytes)"
    if isinstance(result, Fault):
        return f"{head} -> {result.failure.value}: {result.reason}"
    return f"{head} -> {result.status_line}, {len(result.body)} bytes in {result.seconds * 1000:.0f} ms"
