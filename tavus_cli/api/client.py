"""The API's calls as functions, and what their answers mean. Attempts are made in `calls`, lists walked in `pages`.

What comes back is the API's own JSON, untouched. There are no model classes: new fields appear by themselves, and
`--json` is faithful.
"""

import contextlib
import copy
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, TypeVar

from tavus_cli.api.calls import Call, Policy, retry_after
from tavus_cli.api.deadline import Deadline
from tavus_cli.api.records import Unusable, decode, id_of, unusable
from tavus_cli.api.transport import REDIRECTS, Answer, Transport
from tavus_cli.api.urls import Param, query_string, segment
from tavus_cli.errors import Interrupted, NotFound, Refused, TavusError
from tavus_cli.text import clean, clip

if TYPE_CHECKING:
    from tavus_cli.api.doubt import Doubt

# Reads that any key may make; the second for when the vendor has taken away the older spelling.
_PROBES = ("/v2/replicas", "/v2/faces")
_GONE = {404, 410}
# How the API answers a PATCH that says nothing new. Source: the pages on updating personas, objectives, guardrails.
_UNCHANGED = 304
# How a 400 says that there is no such record; it could also mean something else.
_NO_RECORD = r"(?i)\binvalid \w+_(uu)?id\b|\bnot found\b|\b(does not|doesn't) exist\b|\bno such\b"

T = TypeVar("T")


class Client:
    """The API at one base URL with one key. It keeps nothing of a call: any number can follow one another.

    Args:
        base_url: parsed; all paths are below it, and start with `/v2`.
        key: the value of `x-api-key`.
        key_source: where the key came from, for a message about it.
        timeout: seconds for one call with all its attempts and the pauses between them.
        retries: attempts after the first.
        deadline: when the whole command has to have ended.
        say: tells a person about a retry or a wait.
        debug: gets a line for each exchange; None for none.
        on_answer: is given each answer to look at, and the method that brought it.
    """

    def __init__(
        self,
        base_url: str,
        key: str,
        key_source: str,
        *,
        timeout: float,
        retries: int,
        deadline: Deadline,
        say: Callable[[str], None],
        debug: Callable[[str], None] | None = None,
        on_answer: Callable[[Answer, str], None] = lambda _answer, _method: None,
        awaiting: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._transport = Transport(base_url, key)
        self._base_url = base_url
        self._key_source = key_source
        self._policy = Policy(timeout, retries, deadline, say, debug, awaiting)
        self._on_answer = on_answer
        self._headers: Mapping[str, str] = {}

    def close(self) -> None:
        self._transport.close()

    def with_headers(self, headers: Mapping[str, str]) -> "Client":
        """The same API, asked with further headers."""
        client = copy.copy(self)
        client._headers = headers  # a copy of this very class
        return client

    def get(self, path: str, params: Mapping[str, Param] | None = None) -> dict[str, Any]:
        """The object that a GET answers with. Raises ServerError for an answer that is none."""
        return self.finish_get(self.begin_get(path, params))

    def begin_get(self, path: str, params: Mapping[str, Param] | None = None) -> Call:
        """Start a GET, so that several can be under way at once. `finish_get` takes what it brought."""
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
        """One record by its id. Raises NotFound for an id that the API does not know."""
        with _known(noun, record_id):
            return self.get(f"{path}/{segment(record_id, noun)}", params)

    def create(self, path: str, body: Mapping[str, Any], id_field: str, doubt: "Doubt") -> dict[str, Any]:
        """POST, once. Returns the new record, whose id is in `id_field`.

        Raises:
            OutcomeUnknown: nobody can tell whether it was done.
            TavusError: nothing was created.
            Interrupted: a signal came; its `cause` is OutcomeUnknown if that is so.
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
        """POST to, PATCH or DELETE a record, once; the answer and its JSON as `change` gives them.

        Any success will do: documents say 200, the field 204, both without a body.

        Raises as `create` does, and NotFound for an id that the API does not know.
        """
        target = f"{path}/{segment(record_id, noun)}{tail}{query_string(params)}"
        content = None if body is None else json.dumps(body).encode("ascii")
        with _known(noun, record_id):
            return self._change(method, target, content, doubt, self._with_document)

    def request(self, method: str, target: str, body: bytes | None, doubt: "Doubt") -> tuple[Answer, Any]:
        """Any call: the answer, and its JSON, which is None where it has no body.

        Anything but a GET is sent once, and raises as `create` does.
        """
        if method != "GET":
            return self._change(method, target, body, doubt, self._with_document)
        call = self._call(method, target)
        return self._with_document(call.finish(), call)

    def probe(self) -> tuple[str, Answer]:
        """Try the key with a read that any key may make. Returns the path that was read, and the answer."""
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
        """What `accept` makes of the answer to a request that is no GET and is sent once."""
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
            # A redirect, too: it is also how a server sends the sender of an accepted form onwards.
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
        """What a success brought: its JSON, None for no body."""
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
    """Errors that say that there is no such record become NotFound, and name it. Others keep their class."""
    try:
        yield
    except (Refused, NotFound) as error:
        if not isinstance(error, NotFound) and not (error.http_status == 400 and re.search(_NO_RECORD, error.message)):
            raise
        raise NotFound(
            f"no {noun} {clip(clean(record_id), 80)}: {error.message.rstrip('.')}.",
            http_status=error.http_status,
            attempts=error.attempts,
        ) from error
