"""Answers for the server: the right ones, the slow, the broken and the hostile ones."""

import json
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from faults.server import Answer, Exchange

Headers = Iterable[tuple[str, str]]


def head(status: int, headers: Headers = (), reason: str | None = None) -> bytes:
    """Status line and headers, up to and including the empty line."""
    if reason is None:
        reason = HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in headers)]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1")


def reply(
    status: int = 200,
    body: bytes = b"",
    headers: Headers = (),
    *,
    kind: str = "application/json",
    reason: str | None = None,
) -> Answer:
    """An orderly answer with its right length."""
    fields = [("Content-Type", kind), ("Content-Length", str(len(body))), *headers]
    return raw(head(status, fields, reason) + body, close=False)


def document(value: Any, status: int = 200, headers: Headers = ()) -> Answer:
    """An orderly JSON answer."""
    return reply(status, json.dumps(value).encode(), headers)


def raw(data: bytes, *, close: bool = True) -> Answer:
    """These bytes and no others."""

    def answer(exchange: Exchange) -> None:
        exchange.send(data)
        if close:
            exchange.close()

    return answer


def redirect(status: int, location: str | None, body: bytes = b"", headers: Headers = ()) -> Answer:
    fields = [("Location", location)] if location is not None else []
    return reply(status, body, [*fields, *headers], kind="text/html")


def after(seconds: float, answer: Answer) -> Answer:
    """The answer, but later."""

    def late(exchange: Exchange) -> None:
        exchange.pause(seconds)
        answer(exchange)

    return late


def when(event: Callable[[], object], answer: Answer) -> Answer:
    """The answer, with something done just before it."""

    def announced(exchange: Exchange) -> None:
        event()
        answer(exchange)

    return announced


def hang(exchange: Exchange) -> None:
    """Take the request and never answer."""
    exchange.wait_for_the_end()
    exchange.close()


def reset(exchange: Exchange) -> None:
    """Take the whole request, then RST."""
    exchange.reset()


def hang_up(exchange: Exchange) -> None:
    """Take the whole request, then an orderly end without a word."""
    exchange.close()


def reset_after(data: bytes) -> Answer:
    """These bytes, then RST."""

    def answer(exchange: Exchange) -> None:
        exchange.send(data)
        exchange.pause(0.1)
        exchange.reset()

    return answer


def hang_after(data: bytes) -> Answer:
    """These bytes, then silence."""

    def answer(exchange: Exchange) -> None:
        exchange.send(data)
        hang(exchange)

    return answer


def drip(data: bytes, every: float = 0.1, *, after: bytes = b"") -> Answer:
    """A byte at a time, each well within any limit between two bytes."""

    def answer(exchange: Exchange) -> None:
        exchange.send(after)
        for byte in data:
            exchange.send(bytes([byte]))
            exchange.pause(every)
        exchange.close()

    return answer


def endless(piece: bytes, every: float = 0.02, *, after: bytes = b"") -> Answer:
    """The same piece again and again, for as long as anyone listens."""

    def answer(exchange: Exchange) -> None:
        exchange.send(after)
        while True:
            exchange.send(piece)
            exchange.pause(every)

    return answer


def flood(status: int, size: int, headers: Headers = ()) -> Answer:
    """A plain JSON text of `size` bytes, as fast as it is taken."""
    block = b"x" * (1 << 20)

    def answer(exchange: Exchange) -> None:
        fields = [("Content-Type", "application/json"), ("Content-Length", str(size)), *headers]
        exchange.send(head(status, fields) + b'{"data": "')
        for _ in range(size >> 20):
            exchange.send(block)
        exchange.close()

    return answer


def short_of_its_length(body: bytes, missing: int = 10, status: int = 200) -> Answer:
    """Announces more than it sends."""
    return raw(
        head(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body) + missing))]) + body
    )


def longer_than_its_length(body: bytes, excess: int) -> Answer:
    """Announces less than it sends."""
    return raw(head(200, [("Content-Type", "application/json"), ("Content-Length", str(len(body) - excess))]) + body)


def chunked(*pieces: bytes, ended: bool = True) -> bytes:
    """A chunked answer, with or without its end."""
    start = head(200, [("Content-Type", "application/json"), ("Transfer-Encoding", "chunked")])
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
    return start + chunks + (b"0\r\n\r\n" if ended else b"")
