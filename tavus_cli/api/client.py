"""The client of the API: a method for each kind of call, and the meaning of its answer as a result or an error.

`calls` makes the attempts, `pages` requests the pages of a list. Methods return the API's JSON unchanged. There are no
model classes, so fields that the API adds appear without a change here, and `--json` prints what was sent.
"""

import contextlib
import copy
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from tavus_cli.api.calls import Call, Policy, retry_after
from tavus_cli.api.records import Unusable, decode, id_of, unusable
from tavus_cli.api.transport import REDIRECTS, Answer, Transport
from tavus_cli.api.urls import Param, query_string, segment
from tavus_cli.errors import Interrupted, NotFound, Refused, TavusError
from tavus_cli.text import brief

if TYPE_CHECKING:
    from tavus_cli.api.doubt import Doubt

# Reads that any key may make. The second one is for the day when the vendor removes the older path.
_PROBES = ("/v2/replicas", "/v2/faces")
_GONE = {404, 410}
# The answer to a PATCH that changes nothing. Source: the pages on updating personas, objectives, guardrails.
_UNCHANGED = 304
# What the message of a 400 says if the record does not exist. Most 400s mean something else.
_NO_RECORD = r"(?i)\binvalid \w+_(uu)?id\b|\bnot found\b|\b(does not|doesn't) exist\b|\bno such\b"

T = TypeVar("T")


class Client:
    """The API at one base URL with one key. It keeps no state between calls.

    Args:
        base_url: as `parse_base_url` returns it. Paths are relative to it and start with `/v2`.
        key: the value of `x-api-key`.
        key_source: where the key came from, for error messages.
        policy: of all calls.
        on_answer: called with each answer and the method of its request.
    """

    def __init__(
        self, base_url: str, key: str, key_source: str, policy: Policy, on_answer: Callable[[Answer, str], None]
    ) -> None:
        self._transport = Transport(base_url, key)
        self._base_url = base_url
        self._key_source = key_source
        self._policy = policy
        self._on_answer = on_answer
        self._headers: Mapping[str, str] = {}

    def close(self) -> None:
        self._transport.close()

    def with_headers(self, headers: Mapping[str, str]) -> "Client":
        """A copy of this client that adds these headers to each request."""
        client = copy.copy(self)
        client._headers = headers  # a copy of this very class
        return client

    def get(self, path: str, params: Mapping[str, Param] | None = None) -> dict[str, Any]:
        """The JSON object that a GET answers with. Raises ServerError if the answer is no object."""
        return self.finish_get(self.begin_get(path, params))

    def begin_get(self, path: str, params: Mapping[str, Param] | None = None) -> Call:
        """Start a GET without waiting, so that several can be in progress. `finish_get` returns its object."""
        return self._call("GET", path + query_string(params))

    def finish_get(self, call: Call) -> dict[str, Any]:
        return self._object(call.finish(), call)

    def get_record(
        self,
        path: str,
        noun: str,
        record_id: str,
        params: Mapping[str, Param] | None = None,
    ) -> dict[str, Any]:
        """One record by its id. Raises NotFound if the API does not know the id."""
        with _known(noun, record_id):
            return self.get(f"{path}/{segment(record_id, noun)}", params)

    def create(self, path: str, body: Mapping[str, Any], id_field: str, doubt: "Doubt") -> dict[str, Any]:
        """Create a record with a POST that is never sent twice. Returns the new record, whose id is in `id_field`.

        Raises:
            OutcomeUnknown: the request was sent, and whether it was carried out is unknown.
            TavusError: nothing was created.
            Interrupted: a signal came; its `cause` is an OutcomeUnknown if the request may have been carried out.
        """

        def accept(answer: Answer, call: Call) -> dict[str, Any]:
            document = self._object(answer, call)
            if id_of(document, id_field) is None:
                raise unusable(answer, self._base_url)
            return document

        return self._change("POST", path, json.dumps(body).encode("ascii"), doubt, accept)

    def change_record(
        self,
        method: str,
        path: str,
        noun: str,
        record_id: str,
        doubt: "Doubt",
        *,
        tail: str = "",
        params: Mapping[str, Param] | None = None,
        body: Any = None,
    ) -> tuple[Answer, Any]:
        """Change a record with one POST, PATCH or DELETE. Returns the answer, and its JSON (None without a body).

        Any 2xx is a success: the API's documentation says 200, live answers are 204, both without a body.

        Raises the errors of `create`, and NotFound if the API does not know the id.
        """
        target = f"{path}/{segment(record_id, noun)}{tail}{query_string(params)}"
        content = None if body is None else json.dumps(body).encode("ascii")
        with _known(noun, record_id):
            return self._change(method, target, content, doubt, self._with_document)

    def request(self, method: str, target: str, body: bytes | None, doubt: "Doubt") -> tuple[Answer, Any]:
        """Make any call. Returns the answer, and its JSON (None without a body).

        Anything but a GET is sent once and raises the errors of `create`.
        """
        if method != "GET":
            return self._change(method, target, body, doubt, self._with_document)
        call = self._call(method, target)
        return self._with_document(call.finish(), call)

    def probe(self) -> tuple[str, Answer]:
        """Test the key with a read that any key may make. Returns the path of that read, and the answer."""
        for path in _PROBES[:-1]:
            try:
                return path, self._probe(path)
            except (Refused, NotFound) as error:
                if error.http_status not in _GONE:
                    raise
        return _PROBES[-1], self._probe(_PROBES[-1])

    def _probe(self, path: str) -> Answer:
        call = self._call("GET", f"{path}?limit=1")
        return self._with_document(call.finish(), call)[0]

    def _call(self, method: str, target: str, body: bytes | None = None) -> Call:
        return Call(self._transport, self._policy, method, target, body, self._headers)

    def _change(
        self, method: str, target: str, body: bytes | None, doubt: "Doubt", accept: Callable[[Answer, Call], T]
    ) -> T:
        """Send a request that is no GET, once. Returns what `accept` makes of the answer."""
        call = None
        try:
            call = self._call(method, target, body)
            return self._accepted(call.finish(), call, doubt, accept)
        except Interrupted as signal:
            if call and call.in_doubt:
                signal.cause = doubt.unknown("interrupted", attempts=call.attempt)
            raise
        except TavusError as error:
            doubt.deny(error)
            raise
        except Exception as error:
            if call is None or not call.in_doubt:
                raise
            raise doubt.unknown(call.why_unknown(error), attempts=call.attempt) from error

    def _accepted(self, answer: Answer, call: Call, doubt: "Doubt", accept: Callable[[Answer, Call], T]) -> T:
        status = answer.status
        unchanged = call.method == "PATCH" and status == _UNCHANGED
        if not (answer.ok or unchanged or 400 <= status < 500):
            # This includes redirects: a server may also answer a request that it has accepted with one.
            reason = answer.status_line
            if status in REDIRECTS:
                reason = self._failure(answer).message.rstrip(".")
            raise doubt.unknown(reason, attempts=call.attempt, http_status=status)
        try:
            return accept(answer, call)
        except Unusable as error:
            reason = error.message.rstrip(".")
            raise doubt.unknown(reason, attempts=call.attempt, http_status=status) from error

    def _failure(self, answer: Answer) -> TavusError:
        from tavus_cli.api.refusals import failure

        return failure(answer, self._base_url, self._key_source)

    def _object(self, answer: Answer, call: Call) -> dict[str, Any]:
        document = self._document(answer, call)
        if not isinstance(document, dict):
            error = unusable(answer, self._base_url)
            error.attempts = call.attempt
            raise error
        return document

    def _with_document(self, answer: Answer, call: Call) -> tuple[Answer, Any]:
        return answer, self._document(answer, call)

    def _document(self, answer: Answer, call: Call) -> Any:
        """The JSON of a success; None without a body. Raises the error that any other status stands for."""
        self._on_answer(answer, call.method)
        if call.method == "PATCH" and answer.status == _UNCHANGED:
            return None
        try:
            if not answer.ok:
                error = self._failure(answer)
                error.retry_after = retry_after(answer.headers)
                raise error
            return decode(answer, self._base_url) if answer.body.strip() else None
        except TavusError as error:
            error.attempts = call.attempt
            raise


@contextlib.contextmanager
def _known(noun: str, record_id: str) -> Iterator[None]:
    """Turn errors that mean "no such record" into a NotFound that names the record. Other errors pass unchanged."""
    try:
        yield
    except (Refused, NotFound) as error:
        if not isinstance(error, NotFound) and not (error.http_status == 400 and re.search(_NO_RECORD, error.message)):
            raise
        raise NotFound(
            f"no {noun} {brief(record_id)}: {error.message.rstrip('.')}.",
            http_status=error.http_status,
            attempts=error.attempts,
        ) from error
