"""Calls with retries: one request with all its attempts, within one time limit, and the retry policy.

No library has this policy. None of them distinguishes a request that may have arrived from one that cannot have
arrived, and a create that is sent twice is paid for twice. urllib3 sleeps through any Retry-After, tenacity and stamina
check the limit only between attempts, and botocore sends a POST again after a read timeout.
"""

import random
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
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

# Seconds that the program still waits, after the first Ctrl-C, for the answer to a change that was sent.
INTERRUPT_SECONDS = 5.0
# Only a read is retried after these: 408 and 5xx do not say whether the server did what was asked.
TRANSIENT_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
RATE_LIMITED = 429
# In seconds: the pauses between attempts.
MAX_PAUSE = 60.0
# Some 30 years. Larger values of Retry-After are cut to this, so that arithmetic and messages stay sane.
MAX_RETRY_AFTER = 1e9
INITIAL_BACKOFF = 0.5
MAX_BACKOFF = 8.0


class Policy(NamedTuple):
    """Settings of all calls of a client.

    Attributes:
        timeout: seconds for one call with all its attempts and the pauses between them.
        retries: the number of attempts after the first.
        deadline: of the whole command.
        say: shows the user a line about a retry or a wait.
        debug: gets a line for each exchange; None without `--debug`.
        awaiting: makes a context manager that is entered while the call waits for its answer.
    """

    timeout: float
    retries: int
    deadline: Deadline
    say: Callable[[str], None]
    debug: Callable[[str], None] | None
    awaiting: Callable[[], AbstractContextManager[None]]


class Call:
    """A call in progress. The constructor starts the first attempt; `finish` waits for the answer.

    `target` is a path with its query, relative to the base URL. Raises TimedOut if the deadline of the whole command
    has passed, and Interrupted if a signal came and the method is not GET.
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
        # During a pause the call is not in doubt: a request that may be repeated was not carried out.
        self._pausing = False
        self._exchange = self._begin()

    @property
    def safe(self) -> bool:
        """Whether the request changes nothing on the server."""
        return self.method == "GET"

    @property
    def in_doubt(self) -> bool:
        """Whether the request may have arrived and was not refused. If it has not been sent, it no longer will be."""
        return not self._pausing and not self._exchange.withdraw()

    def _begin(self) -> Exchange:
        if not self.safe:
            signals.check()
        self.attempt += 1
        return self._transport.begin(
            self.method, self._url, self._deadline.moment, body=self._body, headers=self._headers
        )

    def finish(self) -> Answer:
        """Wait for the answer, retrying where that is safe. Returns the last attempt's answer, of any status.

        Raises:
            NetworkError: nothing was sent.
            Fault: a change may have arrived, but no usable answer came.
            TimedOut, NetworkError, ServerError: a read got no usable answer.
            RateLimited, ServerError: Retry-After is longer than the time that is left.
            Interrupted: a signal came. `in_doubt` says whether the request may have been carried out.
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
            self._exchange = self._begin()
            self._pausing = False

    def _answer_or_fault(self) -> Answer | Fault:
        try:
            return self._answer()
        except Fault as fault:
            return fault

    def _answer(self) -> Answer:
        try:
            return self._exchange.wait(self._deadline.moment)
        except Interrupted as signal:
            if self.safe or signal.code is not ExitCode.INTERRUPTED or self._exchange.withdraw():
                raise
            self._policy.say(
                f"interrupted: waiting up to {INTERRUPT_SECONDS:.0f} s for the answer (press again to stop waiting)"
            )
            try:
                answer = self._exchange.wait(min(self._deadline.moment, time.monotonic() + INTERRUPT_SECONDS))
            except Fault:
                raise signal from None
            # The answer is reported first; then the program ends with the signal's exit code.
            signals.note(signal.code)
            return answer

    def _may_repeat(self, result: Answer | Fault) -> bool:
        """Whether the request may be sent again. A change may be, only if it did not arrive or was refused."""
        if isinstance(result, Fault):
            return result.failure is Failure.NOT_CONNECTED or (self.safe and result.failure is Failure.LOST)
        # A 429 is a refusal: nothing was done.
        return result.status in TRANSIENT_STATUSES if self.safe else result.status == RATE_LIMITED

    def _pause(self, result: Answer | Fault) -> bool:
        """Wait before the next attempt. Returns False if there is none, or no time left for it."""
        retry_after_seconds = retry_after(result.headers) if isinstance(result, Answer) else None
        cause = result.status_line if isinstance(result, Answer) else result.reason
        self._pausing = True
        if pause(self.attempt, self._policy.retries, retry_after_seconds, cause, self._policy.say, self._deadline):
            return True
        if isinstance(result, Answer) and retry_after_seconds is not None and self.attempt <= self._policy.retries:
            raise self._asks_to_wait(result, retry_after_seconds)
        self._pausing = False
        return False

    def _translated(self, fault: Fault) -> Exception:
        """The user's error for a fault; the fault itself if a change may have arrived, which the caller reports."""
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
                # Past the limit of the whole command nothing can be retried.
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

    def _asks_to_wait(self, answer: Answer, retry_after_seconds: float) -> TavusError:
        kind = RateLimited if answer.status == RATE_LIMITED else ServerError
        return kind(
            f"the server asks to wait {retry_after_seconds:.0f} s before the next request ({answer.status_line}).",
            hint="run it again after that time",
            http_status=answer.status,
            attempts=self.attempt,
        )

    def why_unknown(self, error: Exception) -> str:
        """The reason for an unknown outcome, to stand in brackets in the message of `Doubt.unknown`."""
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
    attempt: int,
    retries: int,
    retry_after_seconds: float | None,
    cause: str,
    say: Callable[[str], None],
    deadline: Deadline,
) -> bool:
    """Announce the next attempt and wait before it.

    Args:
        attempt: the number of the attempt that failed, from 1.
        retries: the number of attempts after the first.
        retry_after_seconds: seconds from Retry-After; None without one.
        cause: why the attempt failed.
        say: shows the user the line about the retry.
        deadline: the wait must end before it.

    Returns False, without waiting, if no attempt is left or the wait would be too long. Raises Interrupted.
    """
    seconds = backoff(attempt, retry_after_seconds)
    if attempt > retries or seconds > min(MAX_PAUSE, deadline.left):
        return False
    say(f"retrying in {seconds:.1f} s (attempt {attempt + 1} of {retries + 1}): {cause}")
    signals.sleep(seconds)
    return True


def backoff(attempt: int, retry_after_seconds: float | None) -> float:
    """Seconds to wait after attempt number `attempt` (from 1): exponential, never less than Retry-After asks for.

    The random part (jitter) keeps many clients that failed together from retrying together.
    """
    own: float = random.uniform(0.5, 1) * min(MAX_BACKOFF, INITIAL_BACKOFF * 2.0 ** (attempt - 1))  # noqa: S311  # not a secret
    if retry_after_seconds is None:
        return own
    return max(own, retry_after_seconds * random.uniform(1, 1.1))  # noqa: S311  # not a secret


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds from a Retry-After header; None if it is missing, in the past or malformed.

    A date is compared with the server's own clock, which is in its Date header.
    """
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value), MAX_RETRY_AFTER)
    moment = _http_date(value)
    if moment is None:
        return None
    seconds = (moment - (_http_date(headers.get("Date", "").strip()) or datetime.now(UTC))).total_seconds()
    return min(seconds, MAX_RETRY_AFTER) if seconds > 0 else None


def _http_date(text: str) -> datetime | None:
    if not text.endswith("GMT"):
        return None
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else None
