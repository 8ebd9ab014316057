"""What the sandbox sends back: an answer, or a refusal raised from anywhere below the server. And why it cannot run."""

import json
from collections.abc import Mapping
from typing import Any, BinaryIO, NamedTuple

from tavus_cli.sandbox.spelling import spell

# Where the documentation shows the key `message`; every other refusal has the key `error`. Assumed for 405, 5xx and
# 403, which no page shows for these resources.
_MESSAGE = frozenset({401, 402, 403, 404, 405, 422, 500, 502, 503, 504})


class SandboxError(Exception):
    """The sandbox cannot run; `hint` says what to do about it, where something can be done."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class Excerpt(NamedTuple):
    """A part of an open file, as a body. Whoever sends it closes the file."""

    file: BinaryIO
    first: int
    length: int


class Answer(NamedTuple):
    """A status, the body, and the headers that belong to them. A mapping is sent as JSON."""

    status: int
    body: bytes | Mapping[str, Any] | Excerpt = b""
    headers: Mapping[str, str] = {}
    content_type: str = "application/json"

    def spelled(self, words: str) -> "Answer":
        """The same with its fields by the names that are wanted."""
        return self._replace(body=spell(self.body, words)) if isinstance(self.body, Mapping) else self

    def content(self) -> bytes | Excerpt:
        """The body as it is sent."""
        if isinstance(self.body, Mapping):
            return json.dumps(self.body, separators=(",", ":")).encode("ascii")
        return self.body


class Refused(Exception):
    """A request that is answered with an error status.

    Attributes:
        answer: what the caller is sent.
        last: the rest of what was sent is not known or not wanted, so the connection ends with this answer.
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
        """Refuse with this text, under the key that is usual for the status or under another."""
        super().__init__(text)
        key = key or ("message" if status in _MESSAGE else "error")
        self.answer = Answer(status, {key: text}, headers or {})
        self.last = last
