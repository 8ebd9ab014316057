"""The API's calls as functions: get, fetch one, create. What is tried again is in `calls`, lists are walked in `pages`.

What comes back is the API's own JSON, untouched. There are no model classes: new fields appear by themselves, and
`--json` is faithful.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import urlencode

from tavus_cli.api.answers import Unusable, decode, failure, unusable
from tavus_cli.api.calls import Call, Calls
from tavus_cli.api.faults import Failure, Fault
from tavus_cli.api.ids import segment
from tavus_cli.api.retries import retry_after
from tavus_cli.api.spellings import id_of
from tavus_cli.api.transport import Answer
from tavus_cli.errors import Interrupted, NotFound, OutcomeUnknown, Refused, TavusError
from tavus_cli.text import clean, clip

if TYPE_CHECKING:
    from tavus_cli.api.doubt import Creation

# A 302 or 303 is also how a server sends the sender of an accepted form onwards: the create may have been done.
_MAYBE_DONE = {302, 303}
# How the API answers a PATCH that says nothing new. Source: the pages on updating personas, objectives, guardrails.
_UNCHANGED = 304
# How a 400 says that there is no such record, where it could also mean something else.
_INVALID_ID = r"(?i)\binvalid \w+_(uu)?id\b"

Param = str | int | bool | list[str] | None
T = TypeVar("T")


class Doubt(Protocol):
    """What to say of a request that was sent and whose outcome nobody knows."""

    def unknown(self, reason: str, *, attempts: int = 1, http_status: int | None = None) -> OutcomeUnknown: ...


class Client:
    """The API at one base URL with one key. Paths start with `/v2`; for the rest of the arguments see `Calls`."""

    def __init__(
        self,
        base_url: str,
        key: str,
        key_source: str,
        *,
        timeout: float,
        retries: int,
        say: Callable[[str], None],
        debug: Callable[[str], None] | None = None,
    ) -> None:
        self._calls = Calls(base_url, key, timeout=timeout, retries=retries, say=say, debug=debug)
        self._base_url = base_url
        self._key_source = key_source
        self._timeout = timeout
        self.sandboxed = False

    @property
    def interrupted(self) -> Interrupted | None:
        """The Ctrl-C that came while a create was out and was answered after all."""
        return self._calls.interrupted

    def close(self) -> None:
        self._calls.close()

    def add_headers(self, headers: Mapping[str, str]) -> None:
        """Send these with every call from now on."""
        self._calls.add_headers(headers)

    def end_by(self, deadline: float) -> None:
        """Let no call from now on take longer than until `deadline` (monotonic)."""
        self._calls.end_by = deadline

    def get(self, path: str, params: Mapping[str, Param] | None = None) -> dict[str, Any]:
        """The object that a GET answers with."""
        return self.finish_get(self.begin_get(path, params))

    def begin_get(self, path: str, params: Mapping[str, Param] | None = None) -> Call:
        """Start a GET, so that several can be under way at once. `finish_get` takes what it brought."""
        return self._calls.begin("GET", path + query_string(params))

    def finish_get(self, call: Call) -> dict[str, Any]:
        return self._object(self._calls.finish(call), call)

    def fetch(self, path: str, noun: str, record_id: str, params: Mapping[str, Param] | None = None) -> dict[str, Any]:
        """One record by its id. Raises NotFound for an id that the API does not know, which it says with a 400."""
        try:
            return self.get(f"{path}/{segment(record_id, noun)}", params)
        except (Refused, NotFound) as error:
            if error.http_status not in {400, 404}:
                raise
            raise _not_found(noun, record_id, error) from error

    def create(self, path: str, body: Mapping[str, Any], creation: "Creation") -> dict[str, Any]:
        """POST, once. Raises OutcomeUnknown where nobody can tell whether it was done."""
        content = json.dumps(body).encode("ascii")
        return self._once("POST", path, content, creation, lambda answer, call: self._created(answer, call, creation))

    def change_record(
        self,
        method: str,
        path: str,
        noun: str,
        record_id: str,
        doubt: Doubt,
        *,
        tail: str = "",
        params: Mapping[str, Param] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> None:
        """PATCH or DELETE a record, once. Any success will do: documents say 200, the field 204, both without a body.

        Raises NotFound for an id that the API does not know.
        """
        target = f"{path}/{segment(record_id, noun)}{tail}{query_string(params)}"
        try:
            self.change(method, target, None if body is None else json.dumps(body).encode("ascii"), doubt)
        except (Refused, NotFound) as error:
            if error.http_status == 404 or (error.http_status == 400 and re.search(_INVALID_ID, error.message)):
                raise _not_found(noun, record_id, error) from error
            raise

    def read(self, target: str) -> tuple[Answer, Any]:
        """Any GET: the answer, and its JSON, which is None where it has no body."""
        call = self._calls.begin("GET", target)
        answer = self._calls.finish(call)
        return answer, self._document(answer, call)

    def change(self, method: str, target: str, body: bytes | None, doubt: Doubt) -> tuple[Answer, Any]:
        """Any call that is no GET, once; the same as `read` otherwise.

        Raises OutcomeUnknown where nobody can tell whether it was done.
        """
        return self._once(method, target, body, doubt, lambda answer, call: self._changed(answer, call, doubt))

    def _once(
        self, method: str, target: str, body: bytes | None, doubt: Doubt, accept: Callable[[Answer, Call], T]
    ) -> T:
        call = None
        try:
            call = self._calls.begin(method, target, body)
            return accept(self._calls.finish(call), call)
        except Interrupted as signal:
            if self._calls.in_flight:
                signal.cause = doubt.unknown("interrupted", attempts=call.attempt if call else 1)
            raise
        except TavusError as error:
            if self.interrupted is None:
                raise
            # The answer came after Ctrl-C, and is no good one.
            self.interrupted.cause = error
            raise self.interrupted from error
        except Exception as error:
            # Whatever it was, the request may have left.
            reason = _reason_of(error, self._timeout)
            raise doubt.unknown(reason, attempts=call.attempt if call else 1) from error

    def _changed(self, answer: Answer, call: Call, doubt: Doubt) -> tuple[Answer, Any]:
        status = answer.status
        if status >= 500 or status in _MAYBE_DONE:
            raise doubt.unknown(answer.status_line, attempts=call.attempt, http_status=status)
        if call.method == "PATCH" and status == _UNCHANGED:
            return answer, None
        try:
            return answer, self._document(answer, call)
        except Unusable as error:
            raise doubt.unknown(error.message.rstrip("."), attempts=call.attempt, http_status=status) from error

    def _created(self, answer: Answer, call: Call, creation: "Creation") -> dict[str, Any]:
        status = answer.status
        if status >= 500 or status in _MAYBE_DONE:
            raise creation.unknown(answer.status_line, attempts=call.attempt, http_status=status)
        try:
            document = self._object(answer, call)
            if id_of(document, f"{creation.noun}_id") is None:
                raise unusable(answer, self._base_url)
        except Unusable as error:
            raise creation.unknown(error.message.rstrip("."), attempts=call.attempt, http_status=status) from error
        return document

    def _object(self, answer: Answer, call: Call) -> dict[str, Any]:
        document = self._document(answer, call)
        if not isinstance(document, dict):
            error = unusable(answer, self._base_url)
            error.attempts = call.attempt
            raise error
        return document

    def _document(self, answer: Answer, call: Call) -> Any:
        """What a success brought: its JSON, None for no body."""
        self.sandboxed = self.sandboxed or "x-sandbox" in answer.headers
        try:
            if not 200 <= answer.status < 300:
                error = failure(answer, self._base_url, self._key_source)
                error.retry_after = retry_after(answer.headers)
                raise error
            return decode(answer, self._base_url) if answer.body.strip() else None
        except TavusError as error:
            error.attempts = call.attempt
            raise


def query_string(params: Mapping[str, Param] | None) -> str:
    """A query as the API wants it: lists in one parameter joined by commas, booleans in lower case, None left out."""
    pairs = {name: _as_text(value) for name, value in (params or {}).items() if value is not None}
    return f"?{urlencode(pairs)}" if pairs else ""


def _as_text(value: Param) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(value) if isinstance(value, list) else str(value)


def _not_found(noun: str, record_id: str, error: TavusError) -> NotFound:
    return NotFound(
        f"no {noun} {clip(clean(record_id), 80)}: {error.message.rstrip('.')}.",
        http_status=error.http_status,
        attempts=error.attempts,
    )


def _reason_of(error: Exception, timeout: float) -> str:
    """Why a create's outcome is unknown, in brackets behind the sentence that says so."""
    if not isinstance(error, Fault):
        return f"unexpected: {type(error).__name__}"
    if error.failure is Failure.TIMEOUT:
        return f"no answer within {timeout:g} s"
    if error.failure is Failure.LOST:
        return f"the connection broke: {error.reason}"
    return error.reason
