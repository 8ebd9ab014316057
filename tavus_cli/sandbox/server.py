"""The server: accepting connections on the loopback interface, with a thread for each, and answering requests.

It is imported only when a sandbox is started. Closing does not wait for clients: threads are daemons and their sockets
are shut down, so it only waits a moment for answers in progress.
"""

import errno
import os
import selectors
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

from tavus_cli.sandbox.answers import Answer, Refused, SandboxError
from tavus_cli.sandbox.behaviour import Behaviour
from tavus_cli.sandbox.call import Call
from tavus_cli.sandbox.connection import Connection, Gone, Head
from tavus_cli.sandbox.refusals import Forced
from tavus_cli.sandbox.routes import NOUNS, admit
from tavus_cli.sandbox.spelling import WORDS
from tavus_cli.sandbox.store import Store

__all__ = ["Behaviour", "SandboxError", "SandboxServer"]

_CONNECTIONS = 64
_TURNED_AWAY = 16  # connections over the limit that are answered with 503; further ones are closed
_BACKLOG = 128
_MAX_SKIPPED = 1024 * 1024  # the body of a refused request is read up to this size, to keep the connection open
_CLOSE_SECONDS = 0.05  # seconds that `close` waits for answers in progress


class SandboxServer:
    """A sandbox on 127.0.0.1, and on ::1 if it is available. As a context manager it starts and closes itself."""

    def __init__(
        self,
        state: Path,
        port: int = 0,
        behaviour: Behaviour = Behaviour(),  # noqa: B008 - a record that nobody can change
        log: Callable[[str], None] | None = None,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Open the state file and the port. `start` begins to answer requests.

        Args:
            state: the state file; it is created if it does not exist.
            port: 0 for a free one.
            behaviour: the settings.
            log: gets a line for each request and each failure.
            clock: returns the time in seconds since 1970; tests replace it.

        Raises:
            SandboxError: a setting is invalid, the port is in use, or the state file is damaged, not ours or read-only.
        """
        behaviour.check()
        self._behaviour = behaviour
        self._log = log or (lambda _: None)
        self._forced = Forced(behaviour.force)
        self._store = Store(state, clock)
        try:
            self._listeners = _listen(port)
        except SandboxError:
            self._store.close()
            raise
        self.port: int = self._listeners[0].getsockname()[1]
        self.base_url = f"http://127.0.0.1:{self.port}"
        self._waker, self._woken = socket.socketpair()
        # Reserves a file descriptor for `_turn_away_one`.
        self._spare = socket.socket()
        self._closed = threading.Event()
        self._lock = threading.Lock()
        self._callers: dict[socket.socket, threading.Thread] = {}
        self._acceptor: threading.Thread | None = None
        self._callbacks = None
        if behaviour.callbacks:
            from tavus_cli.sandbox.callbacks import Callbacks

            self._callbacks = Callbacks(self._store, NOUNS, self.base_url, behaviour.words or WORDS[0], self._log)

    def start(self) -> None:
        """Begin to answer requests, in daemon threads.

        Raises:
            RuntimeError: the system cannot start a thread.
            OSError: the system has no file descriptors left.
        """
        if self._acceptor is not None:
            return
        selector = selectors.DefaultSelector()
        acceptor = threading.Thread(target=self._accept, args=(selector,), name="sandbox", daemon=True)
        acceptor.start()
        # Set after the start: a thread that was not started cannot be joined.
        self._acceptor = acceptor
        if self._callbacks is not None:
            self._callbacks.start()

    def close(self) -> None:
        """Stop the server without waiting for clients. May be called more than once."""
        if self._closed.is_set():
            return
        self._closed.set()
        if self._callbacks is not None:
            self._callbacks.close()
        self._waker.close()
        if self._acceptor is not None:
            self._acceptor.join(_CLOSE_SECONDS)
        for each in (*self._listeners, self._woken, self._spare):
            each.close()
        with self._lock:
            callers = dict(self._callers)
        for link in callers:
            # Shut down reading only, so that an answer in progress still arrives.
            with suppress(OSError):
                link.shutdown(socket.SHUT_RD)
        deadline = time.monotonic() + _CLOSE_SECONDS
        for thread in callers.values():
            thread.join(max(0.0, deadline - time.monotonic()))
        self._store.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _accept(self, selector: selectors.BaseSelector) -> None:
        with selector:
            selector.register(self._woken, selectors.EVENT_READ)
            for each in self._listeners:
                selector.register(each, selectors.EVENT_READ, self._accept_one)
            while not self._closed.is_set():
                for key, _ in selector.select():
                    if key.data is not None:
                        key.data(key.fileobj)

    def _accept_one(self, listener: socket.socket) -> None:
        """Accept a connection and start its thread. Over the limits it is refused or closed."""
        try:
            link = listener.accept()[0]
        except OSError as error:
            # Any other error means that the client has closed the connection.
            if error.errno in {errno.EMFILE, errno.ENFILE}:
                self._turn_away_one(listener)
            # Avoid a busy loop.
            self._closed.wait(_CLOSE_SECONDS)
            return
        with self._lock:
            taken = len(self._callers)
            serve = self._serve if taken < _CONNECTIONS else self._turn_away
            thread = threading.Thread(target=self._handle, args=(link, serve), name="sandbox call", daemon=True)
            if taken < _CONNECTIONS + _TURNED_AWAY:
                with suppress(RuntimeError):  # the system cannot start a thread
                    thread.start()
                    self._callers[link] = thread
                    return
        link.close()

    def _handle(self, link: socket.socket, serve: Callable[[Connection], None]) -> None:
        try:
            serve(Connection(link))
        except (Gone, OSError):
            pass  # the client has closed the connection, or does not read
        finally:
            with self._lock:
                del self._callers[link]
            link.close()

    def _turn_away(self, connection: Connection) -> None:
        full = Refused(503, f"the sandbox serves {_CONNECTIONS} connections at once, and has no more")
        connection.send(full.answer, keep=False)

    def _turn_away_one(self, listener: socket.socket) -> None:
        """Answer one client that there are no file descriptors left, with the one that is reserved for this."""
        self._spare.close()
        with suppress(OSError, Gone):
            with listener.accept()[0] as link:
                none = Refused(503, "the sandbox has no file descriptors left")
                Connection(link).send(none.answer, keep=False)
            self._spare = socket.socket()

    def _serve(self, connection: Connection) -> None:
        keep = True
        while keep and not self._closed.is_set():
            try:
                head = connection.next_head()
            except Refused as refused:
                connection.send(refused.answer, keep=False)
                return
            if head is None:
                return
            keep = self._reply(connection, head)

    def _reply(self, connection: Connection, head: Head) -> bool:
        """Answer one request. Returns whether the connection stays open."""
        try:
            answer, keep = self._answer(connection, head), head.keep
        except Gone:
            raise
        except Refused as refused:
            answer = refused.answer
            keep = head.keep and not refused.last and connection.skip_body(head, _MAX_SKIPPED)
        except Exception as error:  # noqa: BLE001 - a bug, or the state was damaged meanwhile
            if self._closed.is_set():
                return False
            self._log(f"unexpected: {type(error).__name__}: {error}")
            answer, keep = Refused(500, f"the sandbox failed: {type(error).__name__}").answer, False
        self._closed.wait(self._behaviour.latency)
        # Log before the answer is sent, so that a client that has it finds the line in the log.
        self._log(f"{head.method} {_shown(head.target)} {answer.status}")
        connection.send(answer, keep=keep, head_only=head.method == "HEAD")
        return keep

    def _answer(self, connection: Connection, head: Head) -> Answer:
        route, visit = admit(head, self.port, self._forced)
        words = self._behaviour.words or visit.words
        pieces = connection.body(head, route.largest_body)
        # Read the whole body before the handler acts on it. Only routes that stream bodies get the pieces.
        body = pieces if route.streams else [b"".join(pieces)]
        call = Call(visit._replace(words=words), body, self._store, self._behaviour)
        try:
            return route.handler(call).spelled(words).marked({"x-sandbox-state": self._store.state_id})
        except Refused as refused:
            refused.answer = refused.answer.spelled(words)
            raise


def _listen(port: int) -> list[socket.socket]:
    """Listen on 127.0.0.1, and on the same port of ::1 if it is available. Raises SandboxError."""
    try:
        first = _listener(socket.AF_INET, "127.0.0.1", port)
    except (OSError, OverflowError) as error:
        free = "use --port 0 to take a free one" if port else None
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise SandboxError(f"port {port} is already in use.", free) from error
        reason = getattr(error, "strerror", None) or str(error)
        raise SandboxError(f"cannot listen on port {port}: {reason}.", free) from error
    listeners = [first]
    with suppress(OSError):
        listeners.append(_listener(socket.AF_INET6, "::1", first.getsockname()[1]))
    return listeners


def _listener(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        # On POSIX the option allows to reuse a port at once. On Windows it would let two servers share one.
        if os.name == "posix" and sys.platform != "cygwin":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((address, port))
        listener.listen(_BACKLOG)
        # Non-blocking: a client may close its connection before `accept`, and only the selector waits.
        listener.settimeout(0)
    except BaseException:
        listener.close()
        raise
    return listener


def _shown(target: str) -> str:
    """A request target for the log: printable, on one line, at most 200 characters of the original."""
    return target[:200].encode("ascii", "backslashreplace").decode()
