"""A call: one request with all its attempts, within one time limit. The retry policy is here.

No library has this policy: none tells a request that may have arrived from one that cannot have, and a create that is
sent twice is paid for twice. urllib3 sleeps through any Retry-After, tenacity and stamina look at the limit only
between attempts, and botocore sends a POST again after a read timeout.
"""

import random
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from typing import NamedTuple

from tavus_cli.api import signals
from tavus_cli.api.deadline import Deadline
from tavus_cli.api.transport import Answer, Exchange, Failure, Fault, Transport
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

# After the first Ctrl-C a change that is out gets this long to be answered.
PATIENCE = 5.0
# A read is tried again after these. 408 and 5xx say nothing about what the server did, so only a read may.
TRANSIENT_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
RATE_LIMITED = 429
LONGEST_WAIT = 60.0
# Thirty years: further than any number that can be waited for or written down.
LONGEST_ASK = 1e9
FIRST_WAIT = 0.5
LONGEST_BACKOFF = 8.0


class Policy(NamedTuple):
    """How calls are made.

    Attributes:
        timeout: seconds for one call with all its attempts and the pauses between them.
        retries: attempts after the first.
        deadline: when the whole command has to have ended.
        say: tells a person about a retry or a wait.
        debug: gets a line for each exchange; None for none.
        awaiting: surrounds the time in which an answer is awaited.
    """

    timeout: float
    retries: int
    deadline: Deadline
    say: Callable[[str], None]
    debug: Callable[[str], None] | None
    awaiting: Callable[[], AbstractContextManager[None]] = nullcontext


class Call:
    """A call under way: its first exchange is begun when it is made.

    Args:
        target: a path with its query, below the base URL.
    """

    def __init__(
        self,
        transport: Transport,
        policy: Policy,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.method = method
        self.attempt = 0
        self._transport = transport
        self._policy = policy
        self._url = transport.base_url + target
        self._body = body
        self._headers = headers or {}
        policy.deadline.check("the command")
        self._deadline = policy.deadline.of_call(policy.timeout)
        self._exchange: Exchange | None = None
        self._begin()

    @property
    def safe(self) -> bool:
        """Whether it changes nothing at the server."""
        return self.method == "GET"

    @property
    def in_doubt(self) -> bool:
        """Whether a request may have arrived that was not refused. From here on none is sent that was not."""
        return self._exchange is not None and not self._exchange.withdraw()

    def _begin(self) -> None:
        if not self.safe:
            signals.check()
        self.attempt += 1
        self._exchange = self._transport.begin(
            self.method, self._url, self._deadline.moment, body=self._body, headers=self._headers
        )

    def finish(self) -> Answer:
        """The answer of the last attempt, whatever its status.

        Raises:
            NetworkError: nothing was sent.
            Fault: a change may have arrived, but no usable answer came.
            TimedOut, NetworkError, ServerError: a read got no usable answer.
            RateLimited, ServerError: the server asks for a longer wait than there is time for.
            Interrupted: a signal came. `in_doubt` tells what may have been done.
        """
        with self._policy.awaiting():
            return self._last_answer()

    def _last_answer(self) -> Answer:
        while True:
            result = self._answer_or_fault()
            if self._policy.debug:
                self._policy.debug(self._line(result))
            if not self._may_repeat(result) or not self._pause(result):
                if isinstance(result, Fault):
                    raise self._translated(result)
                return result
            self._begin()

    def _answer_or_fault(self) -> Answer | Fault:
        try:
            return self._answer()
        except Fault as fault:
            return fault

    def _answer(self) -> Answer:
        assert self._exchange  # noqa: S101  # begun, and not yet given up
        try:
            return self._exchange.wait(self._deadline.moment)
        except Interrupted as signal:
            if self.safe or signal.code is not ExitCode.INTERRUPTED or self._exchange.withdraw():
                raise
            self._policy.say(
                f"interrupted: waiting up to {PATIENCE:.0f} s for the answer (press again to stop waiting)"
            )
            try:
                answer = self._exchange.wait(min(self._deadline.moment, time.monotonic() + PATIENCE))
            except Fault:
                raise signal from None
            # First it is told what came; then the program ends with the signal's code.
            signals.note(signal.code)
            return answer

    def _may_repeat(self, result: Answer | Fault) -> bool:
        """Whether the request may be sent again. Anything but a read: only if it did not arrive, or was refused."""
        if isinstance(result, Fault):
            return result.failure is Failure.NOT_CONNECTED or (self.safe and result.failure is Failure.LOST)
        # A 429 is a refusal: nothing was done.
        return result.status in TRANSIENT_STATUSES if self.safe else result.status == RATE_LIMITED

    def _pause(self, result: Answer | Fault) -> bool:
        """Wait before the next attempt. False if there is none, or no time left for it."""
        asked = retry_after(result.headers) if isinstance(result, Answer) else None
        cause = result.status_line if isinstance(result, Answer) else result.reason
        # What may be tried again has not been done.
        exchange, self._exchange = self._exchange, None
        if pause(self.attempt, self._policy.retries, asked, cause, self._policy.say, self._deadline):
            return True
        if isinstance(result, Answer) and asked is not None and self.attempt <= self._policy.retries:
            raise self._asks_to_wait(result, asked)
        self._exchange = exchange
        return False

    def _translated(self, fault: Fault) -> Exception:
        """A fault as the user's error; itself where the caller has to say what may have been done."""
        if not fault.unsent and not self.safe:
            return fault
        error = self._explained(fault)
        error.attempts = self.attempt
        return error

    def _explained(self, fault: Fault) -> TavusError:
        base_url = self._transport.base_url
        late = fault.failure is Failure.NOT_CONNECTED and not self._deadline.left
        if fault.unsent and not (late and self.safe):
            from tavus_cli.api.faults import unsent_error

            return unsent_error(fault, host_of(base_url), f"check the network and the base URL (now {base_url}).")
        if fault.failure in {Failure.TIMEOUT, Failure.NOT_CONNECTED}:
            return TimedOut(
                f"no answer from {host_of(base_url)} within {self._deadline.limit}.",
                hint=self._deadline.hint,
                # After the limit of the whole command there is no other attempt.
                transient=self._deadline is not self._policy.deadline,
            )
        if fault.failure is Failure.LOST:
            return NetworkError(
                "the connection broke before the whole answer arrived.", outcome=Outcome.UNKNOWN, transient=True
            )
        if fault.failure is Failure.TOO_LARGE:
            return ServerError(f"{fault.reason}.")
        return ServerError(
            f"the answer cannot be used: {fault.reason}.",
            hint=f"is the base URL right? (now {base_url})",
        )

    def _asks_to_wait(self, answer: Answer, asked: float) -> TavusError:
        kind = RateLimited if answer.status == RATE_LIMITED else ServerError
        return kind(
            f"the server asks to wait {asked:.0f} s before the next request ({answer.status_line}).",
            hint="run it again after that time",
            http_status=answer.status,
            attempts=self.attempt,
        )

    def why_unknown(self, error: Exception) -> str:
        """Why the outcome of a change is unknown, in brackets behind the sentence that says so."""
        if not isinstance(error, Fault):
            return f"unexpected: {type(error).__name__}"
        if error.failure is Failure.TIMEOUT:
            return f"no answer within {self._deadline.limit}"
        if error.failure is Failure.LOST:
            return f"the connection broke: {error.reason}"
        return error.reason

    def _line(self, result: Answer | Fault) -> str:
        sent = len(self._body or b"")
        head = f"attempt {self.attempt}: {self.method} {redact_signed(self._url)} (x-api-key: <hidden>, {sent} bytes)"
        if isinstance(result, Fault):
            return f"{head} -> {result.failure.value}: {result.reason}"
        return f"{head} -> {result.status_line}, {len(result.body)} bytes in {result.seconds * 1000:.0f} ms"


def pause(
    attempt: int, retries: int, asked: float | None, cause: str, say: Callable[[str], None], deadline: Deadline
) -> bool:
    """Wait before the attempt after `attempt` (from 1), and say so.

    Args:
        attempt: the one that failed.
        retries: attempts after the first.
        asked: the seconds that the server asks to wait, if it does.
        cause: why there is another attempt.
        say: gets the line.
        deadline: nothing waits longer.

    Returns:
        False, without a wait, if there is no further attempt, or the wait would be too long.
    """
    seconds = backoff(attempt, asked)
    if attempt > retries or seconds > min(LONGEST_WAIT, deadline.left):
        return False
    say(f"retrying in {seconds:.1f} s (attempt {attempt + 1} of {retries + 1}): {cause}")
    signals.sleep(seconds)
    return True


def backoff(attempt: int, asked: float | None) -> float:
    """Seconds before the attempt after `attempt` (from 1). What the server asked for is a floor.

    The random part keeps many clients that failed together from coming back together.
    """
    own: float = random.uniform(0.5, 1) * min(LONGEST_BACKOFF, FIRST_WAIT * 2.0 ** (attempt - 1))  # noqa: S311  # not a secret
    if asked is None:
        return own
    return max(own, asked * random.uniform(1, 1.1))  # noqa: S311  # not a secret


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that a Retry-After header asks for; None without one, or for one in the past or not understood.

    A date is measured against the server's own clock, which its Date header tells.
    """
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value), LONGEST_ASK)
    moment = _http_date(value)
    if moment is None:
        return None
    seconds = (moment - (_http_date(headers.get("Date", "").strip()) or datetime.now(UTC))).total_seconds()
    return min(seconds, LONGEST_ASK) if seconds > 0 else None


def _http_date(text: str) -> datetime | None:
    if not text.endswith("GMT"):
        return None
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else None
