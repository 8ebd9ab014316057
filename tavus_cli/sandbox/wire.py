"""HTTP/1.1 on one connection: requests in, each under a deadline and within limits, answers out with one send.

Written on sockets, because http.server bounds each read and not the whole: a client that sends one byte a second holds
it for ever, and it knows no limit for a body, nor chunks. It also takes 29 ms to import on its own, and the sandbox is
often started for a single command.
"""

import re
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from tavus_cli.sandbox.answers import Answer, Refused
from tavus_cli.sandbox.dates import mail

TIME = 10.0  # seconds in which a head has to arrive, and a body, and an answer has to be taken
IDLE = 30.0  # seconds that a connection may rest between two requests
_HEAD = 32 * 1024
_HEADERS = 100
_READ = 64 * 1024
_LINGER = 1.0

_REQUEST = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([!-~\x80-\xff]+) HTTP/1\.([01])")
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(rb"[^\x00\r\n]*")
_LENGTH = re.compile(r"[0-9]{1,4000}")
_REASONS = {
    200: "OK",
    206: "Partial Content",
    400: "Bad Request",
    401: "Unauthorized",
    402: "Payment Required",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    408: "Request Timeout",
    409: "Conflict",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    416: "Range Not Satisfiable",
    422: "Unprocessable Content",
    429: "Too Many Requests",
    431: "Request Header Fields Too Large",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


class Head(NamedTuple):
    """A request without its body. Header names are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    keep: bool

    @property
    def body_length(self) -> int | None:
        """How long the body is; None if it comes in chunks."""
        return None if "transfer-encoding" in self.headers else int(self.headers.get("content-length", "0"))


class Wire:
    """One connection and what was read from it ahead of need."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._buffer = bytearray()
        self._used = False
        self._unread: Head | None = None
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def read_head(self) -> Head | None:
        """The next request; None if the other side is done or rests too long."""
        try:
            if not self._buffer:
                self._fill(time.monotonic() + (IDLE if self._used else TIME))
        except (TimeoutError, ConnectionError):
            return None
        self._used = True
        self._unread = parse_head(self._until(b"\r\n\r\n", _HEAD, time.monotonic() + TIME))
        return self._unread

    def read_body(self, head: Head, limit: int) -> bytes:
        """All of the body. Refuses one over the limit, before reading it where its length is told."""
        length, deadline = head.body_length, time.monotonic() + TIME
        if length is not None and length > limit:
            raise _too_large(limit)
        if length != 0 and head.headers.get("expect", "").lower() == "100-continue":
            self._connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        self._unread = None
        return self._chunks(limit, deadline) if length is None else self._exactly(length, deadline)

    def skip_body(self, limit: int) -> bool:
        """Read past a body that nobody wanted, if nobody did. Returns whether a next request can follow."""
        if self._unread is None:
            return True
        if "expect" in self._unread.headers:
            return False  # the other side may send its body yet, or not
        try:
            self.read_body(self._unread, limit)
        except Refused:
            return False
        return True

    def send(self, answer: Answer, *, keep: bool, without_body: bool) -> None:
        """Write an answer, all of it at once."""
        headers = {
            "Content-Type": answer.content_type,
            "Content-Length": str(len(answer.body)),
            "Date": mail(time.time()),
            "X-Content-Type-Options": "nosniff",
            "x-sandbox": "1",
            **answer.headers,
            "Connection": "keep-alive" if keep else "close",
        }
        lines = [f"HTTP/1.1 {answer.status} {_REASONS[answer.status]}", *(f"{n}: {v}" for n, v in headers.items())]
        head = "\r\n".join((*lines, "", "")).encode("latin-1")
        self._connection.settimeout(TIME)
        self._connection.sendall(head if without_body else head + answer.body)

    def linger(self) -> None:
        """Take for a moment what is still coming: closing on unread bytes would tear the answer from the wire."""
        deadline = time.monotonic() + _LINGER
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_WR)
            while True:
                self._buffer.clear()
                self._fill(deadline)

    def _until(self, mark: bytes, limit: int, deadline: float) -> bytes:
        seen = 0
        while (at := self._buffer.find(mark, seen)) < 0:
            seen = max(0, len(self._buffer) - len(mark))
            if len(self._buffer) > limit:
                raise Refused(431, "the head of the request, or a line of it, is too long", last=True)
            self._fill_or_refuse(deadline)
        taken = bytes(self._buffer[:at])
        del self._buffer[: at + len(mark)]
        return taken

    def _exactly(self, length: int, deadline: float) -> bytes:
        while len(self._buffer) < length:
            self._fill_or_refuse(deadline)
        taken = bytes(self._buffer[:length])
        del self._buffer[:length]
        return taken

    def _chunks(self, limit: int, deadline: float) -> bytes:
        body = bytearray()
        while True:
            size = self._until(b"\r\n", 1024, deadline).split(b";")[0].strip()
            if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", size):
                raise Refused(400, "the body is not chunked as it should be", last=True)
            length = int(size, 16)
            if len(body) + length > limit:
                raise _too_large(limit)
            if length == 0:
                while self._until(b"\r\n", _HEAD, deadline):
                    pass
                return bytes(body)
            body += self._exactly(length, deadline)
            if self._exactly(2, deadline) != b"\r\n":
                raise Refused(400, "the body is not chunked as it should be", last=True)

    def _fill_or_refuse(self, deadline: float) -> None:
        try:
            self._fill(deadline)
        except TimeoutError:
            raise Refused(408, f"the request did not arrive within {TIME:.0f} seconds", last=True) from None

    def _fill(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(left)
        received = self._connection.recv(_READ)
        if not received:
            raise ConnectionAbortedError
        self._buffer += received


def parse_head(head: bytes) -> Head:
    """The request line and the headers."""
    first, *lines = head.lstrip(b"\r\n").split(b"\r\n")
    request = _REQUEST.fullmatch(first)
    if request is None:
        raise Refused(400, "this is not an HTTP/1.1 request", last=True)
    if len(lines) > _HEADERS:
        raise Refused(431, f"more than {_HEADERS} headers", last=True)
    headers: dict[str, str] = {}
    for line in lines:
        _add_header(headers, line)
    _check_framing(headers)
    wish = headers.get("connection", "").lower()
    keep = "close" not in wish and (request[3] == b"1" or "keep-alive" in wish)
    return Head(request[1].decode(), request[2].decode("latin-1"), headers, keep)


def _add_header(headers: dict[str, str], line: bytes) -> None:
    raw_name, colon, raw_value = line.partition(b":")
    if not colon or not _NAME.fullmatch(raw_name) or not _VALUE.fullmatch(raw_value):
        raise Refused(400, "a header is malformed", last=True)
    name, value = raw_name.decode().lower(), raw_value.decode("latin-1").strip(" \t")
    # Two readings of the same request are how requests are smuggled past a check.
    if name in headers and name in {"host", "content-length", "transfer-encoding", "origin"}:
        raise Refused(400, f"the header {name} was sent twice", last=True)
    headers[name] = f"{headers[name]}, {value}" if name in headers else value


def _check_framing(headers: Mapping[str, str]) -> None:
    length, encoding = headers.get("content-length"), headers.get("transfer-encoding")
    if encoding is not None and (length is not None or encoding.lower() != "chunked"):
        raise Refused(400, "the length of the body is not clear", last=True)
    if length is not None and not _LENGTH.fullmatch(length):
        raise Refused(400, "Content-Length is not a length", last=True)


def _too_large(limit: int) -> Refused:
    return Refused(413, f"the body is larger than {limit // 1024**2} MiB", last=True)
