"""What the sandbox sends back: an answer, or a refusal raised from anywhere below the server. And why it cannot run."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

# Where the documentation shows the key `message`; every other refusal has the key `error`. Assumed for 405, 5xx and
# 403, which no page shows for these resources.
_MESSAGE = frozenset({401, 402, 403, 404, 405, 422, 500, 502, 503, 504})


class SandboxError(Exception):
    """The sandbox cannot run; `hint` says what to do about it, where something can be done."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class Answer(NamedTuple):
    """A status, the bytes of a body, and the headers that belong to them."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = {}
    content_type: str = "application/json"


class Refused(Exception):
    """A request that is answered with an error status.

    Attributes:
        answer: what the caller is sent.
        last: the rest of what was sent is not known or not wanted, so the connection ends with this answer.
    """

    def __init__(self, status: int, text: str, headers: Mapping[str, str] | None = None, *, last: bool = False) -> None:
        super().__init__(text)
        self.answer = Answer(status, _encode({"message" if status in _MESSAGE else "error": text}), headers or {})
        self.last = last


def document(value: Mapping[str, Any]) -> Answer:
    """A JSON object with status 200."""
    return Answer(200, _encode(value))


def empty() -> Answer:
    """What rename and delete answer: status 200 and nothing else."""
    return Answer(200)


def _encode(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")
