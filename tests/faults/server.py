"""The server: takes connections, logs each request byte for byte, and leaves the answering to a script."""

import contextlib
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from faults.inbox import Inbox, State


@dataclass(frozen=True)
class Request:
    """One request as it arrived."""

    head: bytes
    body: bytes
    connection: int
    time: float

    @property
    def method(self) -> str:
        return self.head.split(b" ", 1)[0].decode("latin-1")

    @property
    def target(self) -> str:
        return self.head.split(b" ", 2)[1].decode("latin-1")

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        return self.target.partition("?")[2]

    @property
    def headers(self) -> dict[str, str]:
        """Names in lower case; a header that came twice has both values, joined by a comma."""
        found: dict[str, str] = {}
        for line in self.head.decode("latin-1").split("\r\n")[1:]:
            name, colon, value = line.partition(":")
            if colon:
                key = name.lower()
                found[key] = f"{found[key]}, {value.strip()}" if key in found else value.strip()
        return found

    @property
    def raw(self) -> bytes:
        return self.head + b"\r\n\r\n" + self.body

    def json(self) -> Any:
        return json.loads(self.body)


class Gone(Exception):
    """The other side has left, or the server is being shut down."""


@dataclass
class Exchange:
    """What an answer works with: the request, and the connection it came on."""

    sock: socket.socket
    request: Request
    stopping: threading.Event
    finished: bool = field(default=False)

    def send(self, data: bytes) -> None:
        try:
            self.sock.sendall(data)
        except (OSError, ValueError) as error:
            raise Gone from error

    def pause(self, seconds: float) -> None:
        if self.stopping.wait(seconds):
            raise Gone

    def wait_for_the_end(self) -> None:
        """Say nothing until the other side hangs up."""
        self.sock.settimeout(0.05)
        while not self.stopping.is_set():
            try:
                if not self.sock.recv(65536):
                    return
            except TimeoutError:
                continue
            except (OSError, ValueError):
                return

    def close(self) -> None:
        self.finished = True

    def reset(self) -> None:
        """End the connection with RST instead of FIN."""
        self.finished = True
        with contextlib.suppress(OSError):
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.sock.close()


Answer = Callable[[Exchange], None]


class FaultServer:
    """Answers the first request with the first answer and so on; the last answer serves for all that follow.

    With `routes` the answer is chosen by the request instead, which suits requests that come side by side. A test may
    set other ones while it runs.

    What is asked of its log (`requests`, `targets`, `posts`, `connections`) holds for all that was sent until then,
    even by a program that did not wait for an answer.
    """

    def __init__(
        self,
        *answers: Answer,
        routes: Callable[[Request], Answer] | None = None,
        host: str = "127.0.0.1",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._requests: list[Request] = []
        self._connections = 0
        self._answers = answers
        self.routes = routes
        self._tls = tls
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._open: dict[int, Inbox] = {}
        self._threads: list[threading.Thread] = []
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.socket(family)
        self._listener.bind((host, 0))
        self._listener.listen(64)
        self.host = host
        self.port: int = self._listener.getsockname()[1]
        self._callers = Inbox(self._listener)
        self._acceptor = threading.Thread(target=self._accept, name=f"faults:{self.port}")
        self._acceptor.start()

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}"

    @property
    def requests(self) -> list[Request]:
        self._settle()
        return self._requests

    @property
    def connections(self) -> int:
        self._settle()
        return self._connections

    @property
    def targets(self) -> list[str]:
        return [request.target for request in self.requests]

    @property
    def posts(self) -> list[Request]:
        return [request for request in self.requests if request.method == "POST"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def wait_for_requests(self, count: int, seconds: float = 10) -> None:
        """Return once so many requests have arrived."""
        end = time.monotonic() + seconds
        while len(self.requests) < count:
            if time.monotonic() > end:
                raise AssertionError(f"{len(self.requests)} of {count} requests came within {seconds} s")
            time.sleep(0.005)

    def _settle(self) -> None:
        """Return once all that was sent until now is in the log."""
        if self._stopping.is_set():
            return
        self._callers.settle()
        with self._lock:
            inboxes = list(self._open.values())
        for inbox in inboxes:
            inbox.settle()

    def close(self) -> None:
        try:
            self._settle()
        finally:
            self._end()

    def _end(self) -> None:
        self._stopping.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._acceptor.join(5)
        self._listener.close()
        with self._lock:
            for inbox in self._open.values():
                with contextlib.suppress(OSError):
                    inbox.sock.shutdown(socket.SHUT_RDWR)
        for thread in [self._acceptor, *self._threads]:
            thread.join(5)
            if thread.is_alive():
                raise AssertionError(f"{thread.name} did not end")

    def _accept(self) -> None:
        while not self._stopping.is_set():
            self._callers.wait()
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            inbox = Inbox(sock)
            with self._lock:
                self._connections += 1
                number = self._connections
                self._open[number] = inbox
            thread = threading.Thread(target=self._serve, args=(inbox, number), name=f"faults:{self.port}/{number}")
            self._threads.append(thread)
            thread.start()

    def _serve(self, inbox: Inbox, number: int) -> None:
        try:
            if self._tls:
                handshake(inbox, self._tls)
            while (request := read_request(inbox, number)) and not self._stopping.is_set():
                with self._lock:
                    self._requests.append(request)
                    position = len(self._requests) - 1
                inbox.state = State.LOGGED
                exchange = Exchange(inbox.sock, request, self._stopping)
                self._choose(request, position)(exchange)
                if exchange.finished:
                    return
        except (Gone, OSError, ValueError):
            return
        finally:
            with self._lock:
                self._open.pop(number, None)
            inbox.sock.close()
            inbox.state = State.LOGGED

    def _choose(self, request: Request, position: int) -> Answer:
        if self.routes:
            return self.routes(request)
        return self._answers[min(position, len(self._answers) - 1)]


def handshake(inbox: Inbox, tls: ssl.SSLContext) -> None:
    """Put TLS between the connection and its reader."""
    sock = tls.wrap_socket(inbox.sock, server_side=True, do_handshake_on_connect=False)
    inbox.sock = sock
    sock.settimeout(0)
    while True:
        try:
            sock.do_handshake()
        except ssl.SSLWantReadError:
            inbox.wait()
        else:
            return sock.settimeout(None)


def read_request(inbox: Inbox, connection: int) -> Request | None:
    """The next request on the connection, body included; None at its end."""
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = inbox.take()
        if not chunk:
            return None
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        chunk = inbox.take()
        if not chunk:
            break
        body += chunk
    return Request(head, body, connection, time.monotonic())
