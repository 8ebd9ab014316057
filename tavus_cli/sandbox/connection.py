"""HTTP/1.1 on one connection: reading requests, with deadlines and size limits, and writing answers.

This uses sockets directly, because http.server lacks what the sandbox needs. Its timeout applies to each read and not
to the request: with a timeout of 1 s, a head that sends one byte every 0.2 s held a thread for the 30 s of the
measurement, without an end in sight. It accepts a request whose head was cut off or has a line without a colon. It
supports no chunked bodies, has no limit for a body, sends 100 Continue before the path was checked, and takes up to
0.5 s to stop, for which every command with --sandbox would wait. All of that can be overridden, but then only its
parsing of headers is left. Its import time is not the reason: 2.4 ms once requests is loaded, 32 ms on its own.
"""

import io
import re
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any, NamedTuple

from tavus_cli.sandbox.answers import Answer, Excerpt, Refused
from tavus_cli.sandbox.dates import rfc1123

TIME = 10.0  # timeout in seconds: for a head, for each _SPAN of a body, and for sending an answer
IDLE = 30.0  # seconds that a connection may be idle between two requests
_HEAD = 32 * 1024
_HEADERS = 100
_PIECE = 64 * 1024
_SPAN = 4 * 1024**2  # bytes of a body that must arrive within TIME
_LINGER = 1.0
_MARKS = {"x-sandbox": "1"}
_BODYLESS = frozenset({204, 304})

_REQUEST = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([!-~\x80-\xff]+) HTTP/1\.([01])\r\n")
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):([^\x00\r\n]*)\r\n")
_LENGTH = re.compile(r"[0-9]{1,4000}")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")
# Headers that may occur once. A request that can be read in two ways enables request smuggling.
_ONCE = frozenset({"host", "content-length", "transfer-encoding", "origin"})


class Gone(Exception):
    """The client has closed the connection."""


class Head(NamedTuple):
    """A request without its body. Header names are in lower case. `keep`: whether the client wants keep-alive."""

    method: str
    target: str
    headers: Mapping[str, str]
    keep: bool

    @property
    def has_body(self) -> bool:
        return self.body_length != 0

    @property
    def body_length(self) -> int | None:
        """The length of the body in bytes; None if it is chunked."""
        return None if "transfer-encoding" in self.headers else int(self.headers.get("content-length", "0"))


class Connection:
    """The connection of one client. All methods but `next_head` raise Gone if the client has closed it."""

    def __init__(self, link: socket.socket, marks: Mapping[str, str] = _MARKS) -> None:
        """Take over a socket. `marks` are headers of every answer."""
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._link = link
        self._marks = marks
        self._incoming = _Incoming(link)
        self._reader = io.BufferedReader(self._incoming)
        self._used = False
        self._body_read = True

    def next_head(self) -> Head | None:
        """The next request; None if the client closed the connection or was idle too long. Raises Refused."""
        self._incoming.limit_to(IDLE if self._used else TIME)
        try:
            self._reader.peek(1)
        except (Gone, Refused):
            return None
        self._used = True
        self._incoming.limit_to(TIME)
        try:
            head = _parse(self._head_lines())
        except Gone:
            return None
        self._body_read = False
        return head

    def body(self, head: Head, limit: int) -> Iterator[bytes]:
        """Yield the body in pieces as they arrive. Raises Refused if it is larger than the limit.

        If the request has a Content-Length, it is refused before anything is read.
        """
        length = head.body_length
        if length is not None and length > limit:
            raise _too_large(limit)
        self._body_read = True
        if length != 0 and head.headers.get("expect", "").lower() == "100-continue":
            self._write(b"HTTP/1.1 100 Continue\r\n\r\n")
        self._incoming.limit_to(TIME)
        taken = 0
        for piece in self._chunks(limit) if length is None else self._exactly(length):
            yield piece
            taken += len(piece)
            if taken >= _SPAN:
                self._incoming.limit_to(TIME)
                taken = 0

    def skip_body(self, head: Head, limit: int) -> bool:
        """Read and drop the body unless it was read. Returns whether another request can follow."""
        if self._body_read:
            return True
        if "expect" in head.headers:
            return False  # it is not known whether the client will send the body
        try:
            for _ in self.body(head, limit):
                pass
        except Refused:
            return False
        return True

    def send(self, answer: Answer, *, keep: bool, head_only: bool = False) -> None:
        """Send an answer, in one write unless it is a file. If it is the last one, wait until the client has it."""
        content = answer.content()
        length = content.length if isinstance(content, Excerpt) else len(content)
        described = {"Content-Type": answer.content_type, "Content-Length": str(length)}
        headers = {
            **({} if answer.status in _BODYLESS else described),
            "Date": rfc1123(time.time()),
            "X-Content-Type-Options": "nosniff",
            **self._marks,
            **answer.headers,
            "Connection": "keep-alive" if keep else "close",
        }
        first = f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}"
        head = "\r\n".join((first, *(f"{name}: {value}" for name, value in headers.items()), "", "")).encode("latin-1")
        if isinstance(content, Excerpt):
            with content.file:
                self._write(head)
                self._write_file(content._replace(length=0) if head_only else content)
        else:
            self._write(head if head_only else head + content)
        if not keep:
            self._linger()

    def _head_lines(self) -> Iterator[bytes]:
        """Yield the lines of a head up to the empty line. Empty lines before the head are skipped."""
        left, begun = _HEAD, False
        while True:
            line = self._line(left)
            left -= len(line)
            if line != b"\r\n":
                begun = True
                yield line
            elif begun:
                return

    def _line(self, limit: int) -> bytes:
        line = self._reader.readline(limit + 1)
        if len(line) > limit:
            raise Refused(431, "the head of the request, or a line of it, is too long", last=True)
        return line

    def _chunks(self, limit: int) -> Iterator[bytes]:
        left = limit
        while True:
            size = _CHUNK.fullmatch(self._line(1024))
            if size is None:
                raise _badly_chunked()
            length = int(size[1], 16)
            left -= length
            if left < 0:
                raise _too_large(limit)
            if length == 0:
                break
            yield from self._exactly(length)
            if self._reader.read(2) != b"\r\n":
                raise _badly_chunked()
        while self._line(_HEAD) != b"\r\n":  # trailers
            pass

    def _exactly(self, length: int) -> Iterator[bytes]:
        while length:
            piece = self._reader.read1(min(length, _PIECE))
            length -= len(piece)
            yield piece

    def _write_file(self, excerpt: Excerpt) -> None:
        excerpt.file.seek(excerpt.first)
        left = excerpt.length
        while left:
            piece = excerpt.file.read(min(left, _PIECE))
            if not piece:
                raise Gone  # the file has become shorter, so the answer must end early
            self._write(piece)
            left -= len(piece)

    def _write(self, data: bytes) -> None:
        self._link.settimeout(TIME)
        try:
            self._link.sendall(data)
        except OSError:
            raise Gone from None

    def _linger(self) -> None:
        """Read and drop what arrives for a moment. Closing with unread bytes would reset the connection."""
        self._incoming.limit_to(_LINGER)
        with suppress(OSError, Gone, Refused):
            self._link.shutdown(socket.SHUT_WR)
            while True:
                self._reader.read1()


class _Incoming(io.RawIOBase):
    """The bytes from a client. Reading raises Gone at their end, and Refused (408) after the deadline."""

    def __init__(self, link: socket.socket) -> None:
        self._link = link
        self._deadline = 0.0

    def limit_to(self, seconds: float) -> None:
        """Set the deadline for all further reads together."""
        self._deadline = time.monotonic() + seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self._deadline - time.monotonic()
        try:
            if left <= 0:
                raise TimeoutError
            self._link.settimeout(left)
            received = self._link.recv_into(buffer)
        except TimeoutError:
            raise Refused(408, f"the request did not arrive within {TIME:.0f} seconds", last=True) from None
        except OSError:
            raise Gone from None
        if not received:
            raise Gone
        return received


def _parse(lines: Iterator[bytes]) -> Head:
    """Parse the request line and the headers. Raises Refused."""
    request = _REQUEST.fullmatch(next(lines))
    if request is None:
        raise Refused(400, "this is not an HTTP/1.1 request", last=True)
    headers: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        header = _HEADER.fullmatch(line)
        if header is None:
            raise Refused(400, "a header is malformed", last=True)
        if number > _HEADERS:
            raise Refused(431, f"more than {_HEADERS} headers", last=True)
        name, value = header[1].decode().lower(), header[2].decode("latin-1").strip(" \t")
        if name in headers and name in _ONCE:
            raise Refused(400, f"the header {name} was sent twice", last=True)
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    _check_framing(headers)
    connection = headers.get("connection", "").lower()
    keep = "close" not in connection and (request[3] == b"1" or "keep-alive" in connection)
    return Head(request[1].decode(), request[2].decode("latin-1"), headers, keep)


def _check_framing(headers: Mapping[str, str]) -> None:
    length, encoding = headers.get("content-length"), headers.get("transfer-encoding")
    if encoding is not None and (length is not None or encoding.lower() != "chunked"):
        raise Refused(400, "the length of the body is not clear", last=True)
    if length is not None and not _LENGTH.fullmatch(length):
        raise Refused(400, "Content-Length is not a length", last=True)


def _badly_chunked() -> Refused:
    return Refused(400, "the body is not chunked as it should be", last=True)


def _too_large(limit: int) -> Refused:
    return Refused(413, f"the body is larger than {limit // 1024**2} MiB", last=True)
