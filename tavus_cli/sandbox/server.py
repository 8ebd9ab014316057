"""The server: two sockets on the loopback interface, a thread for each connection, and never anything else.

Imported by the function that starts a sandbox. Nothing here waits for a connection to end: threads are daemons and
their sockets are shut down, so that closing takes no longer than the answer under way.
"""

import select
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tavus_cli.sandbox.answers import Answer, Refused
from tavus_cli.sandbox.behaviour import STANDARD, Behaviour
from tavus_cli.sandbox.call import Call
from tavus_cli.sandbox.errors import SandboxError
from tavus_cli.sandbox.listeners import listen
from tavus_cli.sandbox.reception import receive
from tavus_cli.sandbox.refusals import KNOWN, Forced, parse
from tavus_cli.sandbox.store import Store
from tavus_cli.sandbox.wire import Head, Wire

__all__ = ["Behaviour", "SandboxError", "SandboxServer"]

_CONNECTIONS = 64
_TURNED_AWAY = 16  # connections over the limit that are told so; further ones are closed without a word
_SMALL = 1024 * 1024  # a refused body up to here is read, so that the connection can go on
_PATIENCE = 0.05  # seconds that closing gives to answers under way


class SandboxServer:
    """A sandbox on 127.0.0.1, and on ::1 where that is to be had. Starts and closes as a context manager."""

    def __init__(
        self,
        state: Path,
        port: int = 0,
        behaviour: Behaviour = STANDARD,
        log: Callable[[str], None] | None = None,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Open the state and take the port; requests are answered from `start` on.

        Args:
            state: the file in which everything is kept; made if it is absent.
            port: 0 takes a free one.
            behaviour: speed, page base, refusals.
            log: is told one line for each request, and for what goes wrong.
            clock: the time in seconds since 1970; tests turn it.

        Raises:
            SandboxError: the port is in use, or the state is not ours, damaged or cannot be written.
        """
        _check(behaviour)
        self._behaviour = behaviour
        self._log = log or (lambda _: None)
        self._forced = Forced(behaviour.force)
        self._store = Store(state, clock)
        try:
            self._listeners = listen(port)
        except SandboxError:
            self._store.close()
            raise
        self.port: int = self._listeners[0].getsockname()[1]
        self.base_url = f"http://127.0.0.1:{self.port}"
        self._waker, self._woken = socket.socketpair()
        self._closed = threading.Event()
        self._lock = threading.Lock()
        self._connections: dict[socket.socket, threading.Thread] = {}
        self._acceptor: threading.Thread | None = None
        self._callbacks = None
        if behaviour.callbacks:
            from tavus_cli.sandbox.callbacks import Callbacks

            self._callbacks = Callbacks(self._store, self.base_url, self._log)

    def start(self) -> None:
        """Answer requests, on threads that end with the process."""
        if self._acceptor is not None:
            return
        self._acceptor = threading.Thread(target=self._accept, name="sandbox", daemon=True)
        self._acceptor.start()
        if self._callbacks is not None:
            self._callbacks.start()

    def serve_forever(self) -> None:
        """Answer requests until `close` is called, or an interrupt is raised here."""
        self.start()
        # Waiting without an end cannot be interrupted everywhere.
        while not self._closed.wait(1.0):
            pass

    def close(self) -> None:
        """Stop at once. May be called twice."""
        if self._closed.is_set():
            return
        self._closed.set()
        if self._callbacks is not None:
            self._callbacks.close()
        self._waker.close()
        if self._acceptor is not None:
            self._acceptor.join(_PATIENCE)
        for each in (*self._listeners, self._woken):
            each.close()
        with self._lock:
            open_connections = dict(self._connections)
        for connection in open_connections:
            # Reading ends, writing does not: an answer under way still arrives.
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RD)
        deadline = time.monotonic() + _PATIENCE
        for thread in open_connections.values():
            thread.join(max(0.0, deadline - time.monotonic()))
        self._store.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _accept(self) -> None:
        while not self._closed.is_set():
            ready, _, _ = select.select([*self._listeners, self._woken], [], [])
            for listener in ready:
                if listener is self._woken:
                    return
                try:
                    self._welcome(listener.accept()[0])
                except OSError:
                    # The other side has left again, or there are no file descriptors: no reason to spin.
                    self._closed.wait(_PATIENCE)

    def _welcome(self, connection: socket.socket) -> None:
        with self._lock:
            taken = len(self._connections)
            if taken >= _CONNECTIONS + _TURNED_AWAY:
                connection.close()
                return
            serve = self._serve if taken < _CONNECTIONS else self._turn_away
            thread = threading.Thread(target=self._attend, args=(connection, serve), name="sandbox call", daemon=True)
            self._connections[connection] = thread
        try:
            thread.start()
        except RuntimeError:  # no more threads to be had
            with self._lock:
                del self._connections[connection]
            connection.close()

    def _attend(self, connection: socket.socket, serve: Callable[[Wire], None]) -> None:
        try:
            serve(Wire(connection))
        except OSError:
            pass  # the other side has left, or hangs
        finally:
            with self._lock:
                del self._connections[connection]
            connection.close()

    def _turn_away(self, wire: Wire) -> None:
        error = Refused(503, f"the sandbox serves {_CONNECTIONS} connections at once, and has no more", {})
        wire.send(error.answer, keep=False, without_body=False)
        wire.linger()

    def _serve(self, wire: Wire) -> None:
        while not self._closed.is_set():
            try:
                head = wire.read_head()
            except Refused as error:
                wire.send(error.answer, keep=False, without_body=False)
                wire.linger()
                return
            if head is None or not self._reply(wire, head):
                return

    def _reply(self, wire: Wire, head: Head) -> bool:
        """Answer one request. Returns whether the connection goes on."""
        try:
            answer, keep = self._answer(wire, head), head.keep
        except Refused as error:
            answer, keep = error.answer, head.keep and not error.last
            keep = keep and wire.skip_body(_SMALL)
        except Exception as error:  # noqa: BLE001 - a bug, or a state that was damaged meanwhile
            if self._closed.is_set():
                return False
            self._log(f"unexpected: {type(error).__name__}: {error}")
            answer, keep = Refused(500, f"the sandbox failed: {type(error).__name__}").answer, False
        self._closed.wait(self._behaviour.latency)
        # Before the answer: whoever waits for it may look at the log next.
        self._log(f"{head.method} {_shown(head.target)} {answer.status}")
        wire.send(answer, keep=keep, without_body=head.method == "HEAD")
        if not keep:
            wire.linger()
        return keep

    def _answer(self, wire: Wire, head: Head) -> Answer:
        visitor = receive(head, self.port, self._forced)
        body = wire.read_body(head, visitor.route.largest_body)
        call = Call(visitor.object_id, visitor.query, body, head.headers, visitor.origin, self._store, self._behaviour)
        return visitor.route.handler(call)


def _check(behaviour: Behaviour) -> None:
    if behaviour.page_base not in {0, 1}:
        raise SandboxError("the first page is either 0 or 1.")
    if min(behaviour.training_seconds, behaviour.video_seconds, behaviour.latency) < 0:
        raise SandboxError("a time cannot be below 0 seconds.")
    if behaviour.force is not None and parse(behaviour.force) is None:
        raise SandboxError(
            f'"{behaviour.force}" is no refusal that the sandbox knows.',
            f"try 429, 429x2 or 503x1,retry-after=3; the statuses are {KNOWN}",
        )


def _shown(target: str) -> str:
    """A request target as it may stand in a log: printable, on one line, not without end."""
    return target[:200].encode("ascii", "backslashreplace").decode()
