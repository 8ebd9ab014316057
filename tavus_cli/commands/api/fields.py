"""Parsing the fields, the body and the headers of a request from the command line.

Everything is read and checked before anything is sent. Error messages contain no values, because they may be secret.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from tavus_cli.api.deadline import interruptible
from tavus_cli.api.urls import query_text
from tavus_cli.errors import UsageError
from tavus_cli.files import read_input
from tavus_cli.text import brief, clean, parse_json

Fields = list[tuple[str, Any]]

# The maximum size of an input. It is larger than any body that the API accepts; images may have 30 MiB.
MAX_INPUT = 64 * 2**20
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?")
_WORDS = {"true", "false", "null"}
_KEY = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_VALUE = re.compile(r"[\t -~]*")
# Headers that users may not set: credentials, because the key comes from the settings; headers of the connection,
# which the transport sets; and headers that override the method, because a GET could then create, and GETs are retried.
_OURS = {
    "x-api-key", "authorization", "proxy-authorization", "cookie", "cookie2", "host", "content-length",
    "transfer-encoding", "connection", "proxy-connection", "keep-alive", "te", "trailer", "upgrade", "expect",
    "x-http-method", "x-http-method-override", "x-method-override", "x-forwarded-host", "x-original-url",
    "x-rewrite-url",
}  # fmt: skip


class Inputs:
    """The inputs of one command line. Standard input can be read only once."""

    def __init__(self) -> None:
        self._stdin_taken = False

    def fields(self, texts: Iterable[str], typed: Iterable[str]) -> Fields:
        """All fields, text fields first. Raises UsageError for an invalid field."""
        plain: Fields = [_split("-f", word) for word in texts]
        split = [_split("-F", word) for word in typed]
        return plain + [(key, self._typed(key, value)) for key, value in split]

    def body(self, source: str) -> bytes:
        """The unchanged JSON in a file or, for `-`, on standard input. Raises UsageError if it is not JSON in UTF-8."""
        content = self._read(source, "--input")
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UsageError(f"--input is not UTF-8 (byte {error.start}).") from None
        parse_json(text, "--input")
        return text.encode()

    def _typed(self, key: str, value: str) -> Any:
        if value.startswith("@"):
            content = self._read(value[1:], f"-F {clean(key)}")
            try:
                return content.decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise UsageError(f"-F {clean(key)}: the file is not UTF-8 (byte {error.start}).") from None
        if value in _WORDS or _NUMBER.fullmatch(value) or value.startswith(("{", "[", '"')):
            return parse_json(value, f"-F {clean(key)}")
        return value

    def _read(self, source: str, option: str) -> bytes:
        if source == "-" and self._stdin_taken:
            raise UsageError(f"{option}: standard input can be read only once.", hint="put one of the two in a file")
        self._stdin_taken = self._stdin_taken or source == "-"
        return interruptible(lambda: read_input(source, option, MAX_INPUT))


def as_body(fields: Fields) -> dict[str, Any]:
    """Make a JSON object of fields. `a[b]=1` sets a member of an object, `a[]=1` appends to an array."""
    body: dict[str, Any] = {}
    for key, value in fields:
        found = _KEY.fullmatch(key)
        if not found:
            raise UsageError(f'"{brief(key)}" is not a field.', hint="such as name, properties[name] or tags[]")
        _put(body, [found[1], *re.findall(r"\[([^\[\]]*)\]", found[2])], value, key)
    return body


def _put(body: dict[str, Any], steps: Sequence[str], value: Any, key: str) -> None:
    place: Any = body
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        new = value if following is None else [] if following == "" else {}
        if step == "" and isinstance(place, list):
            place.append(new)
            place = new
        elif step and isinstance(place, dict):
            if step in place and (following is None or type(place[step]) is not type(new)):
                raise UsageError(f'the field "{brief(key)}" is given twice.', hint="for an array, write tags[]=a")
            place = place.setdefault(step, new)
        else:
            raise UsageError(f'"{brief(key)}" cannot be both an array and an object.')


def as_query(fields: Fields) -> list[tuple[str, str]]:
    """The pairs of a query. Lists are joined by commas, booleans are in lower case, null is omitted."""
    return [(key, _as_text(key, value)) for key, value in fields if value is not None]


def _as_text(key: str, value: Any) -> str:
    if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(part, dict | list) for part in value)):
        raise UsageError(f'"{brief(key)}": an object cannot be in the query of a GET.')
    return query_text([part for part in value if part is not None] if isinstance(value, list) else value)


def _split(option: str, word: str) -> tuple[str, str]:
    key, equals, value = word.partition("=")
    if not equals or not key:
        raise UsageError(f'{option} "{brief(key)}" is not a field.', hint=f"write it as {option} key=value")
    return key, value


def parse_headers(words: Iterable[str]) -> dict[str, str]:
    """Parse headers. Raises UsageError for a header that is invalid, or that users may not set."""
    headers: dict[str, str] = {}
    for word in words:
        name, colon, value = word.partition(":")
        name, value = name.strip().lower(), value.strip()
        # The message contains only the name, because the value may be secret.
        shown = brief(name)
        if not colon or not _HEADER_NAME.fullmatch(name) or not _HEADER_VALUE.fullmatch(value):
            raise UsageError(f'-H "{shown}" is not a header.', hint="write it as -H 'name: value', in plain ASCII")
        if name in _OURS:
            hint = "the key comes from the settings, see `tavus auth status`" if name == "x-api-key" else None
            raise UsageError(f'-H cannot set "{shown}": it is set by the program itself.', hint=hint)
        if name in headers:
            raise UsageError(f'-H "{shown}" is given twice.', hint="give its values in one, with commas")
        headers[name] = value
    return headers
