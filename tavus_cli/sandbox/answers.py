"""The types of answers: an HTTP answer, the exception for a refusal, and the error of a sandbox that cannot run."""

import json
from collections.abc import Mapping
from typing import Any, BinaryIO, NamedTuple

from tavus_cli.sandbox.spelling import spell

# The statuses whose text is under the key `message` in the documentation; the others have the key `error`. Assumed for
# 405, 5xx and 403, which no page shows for these resources.
_MESSAGE = frozenset({401, 402, 403, 404, 405, 422, 500, 502, 503, 504})


class SandboxError(Exception):
    """The sandbox cannot run. `hint` says what to do about it; None if there is nothing to do."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class Excerpt(NamedTuple):
    """A part of an open file, as a body. The code that sends it closes the file."""

    file: BinaryIO
    first: int
    length: int


class Answer(NamedTuple):
    """An HTTP answer. `headers` are those besides the usual ones. A mapping as the body is sent as JSON."""

    status: int
    body: bytes | Mapping[str, Any] | Excerpt = b""
    headers: Mapping[str, str] = {}
    content_type: str = "application/json"

    def spelled(self, words: str) -> "Answer":
        """The answer with its fields in another spelling, one of `spelling.WORDS`."""
        return self._replace(body=spell(self.body, words)) if isinstance(self.body, Mapping) else self

    def marked(self, headers: Mapping[str, str]) -> "Answer":
        """The answer with these headers, too."""
        return self._replace(headers={**self.headers, **headers})

    def content(self) -> bytes | Excerpt:
        """The body in the form in which it is sent."""
        if isinstance(self.body, Mapping):
            return json.dumps(self.body, separators=(",", ":")).encode("ascii")
        return self.body


class Refused(Exception):
    """A request is answered with an error status.

    Attributes:
        answer: the answer to send.
        last: close the connection after it, because the rest of the request is unknown or not wanted.
    """

    def __init__(
        self,
        status: int,
        text: str,
        headers: Mapping[str, str] | None = None,
        *,
        key: str | None = None,
        last: bool = False,
    ) -> None:
        """Make the answer: JSON with this text, under the key that is usual for the status unless one is given."""
        super().__init__(text)
        key = key or ("message" if status in _MESSAGE else "error")
        self.answer = Answer(status, {key: text}, headers or {})
        self.last = last
