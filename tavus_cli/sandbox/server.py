"""The server: two sockets on the loopback interface, a thread for each connection, and never anything else.

Imported by the function that starts a sandbox. Nothing here waits for a connection to end: threads are daemons and
their sockets are shut down, so that closing takes no longer than the answer under way.
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
from types import TracebackType
from typing import Self

from tavus_cli.sandbox.answers import Answer, Refused, SandboxError
from tavus_cli.sandbox.call import Behaviour, Call
from tavus_cli.sandbox.connection import Connection, Gone, Head
from tavus_cli.sandbox.refusals import KNOWN, Forced, parse
from tavus_cli.sandbox.routes import NOUNS, admit
from tavus_cli.sandbox.spelling import WORDS
from tavus_cli.sandbox.store import Store

__all__ = ["Behaviour", "SandboxError", "SandboxServer"]

_CONNECTIONS = 64
_TURNED_AWAY = 16  # connections over the limit that are told so; further ones are closed without a word
_BACKLOG = 128
_SMALL = 1024 * 1024  # a refused body up to here is read, so that the connection can go on
_LONGEST = 10**9  # seconds that a job may take: its end has to be a date
_PATIENCE = 0.05  # seconds that closing gives to answers under way


class SandboxServer:
    """A sandbox on 127.0.0.1, and on ::1 where that is to be had. Starts and closes as a context manager."""

    def __init__(
        self,
        state: Path,
        port: int = 0,
        behaviour: Behaviour = Behaviour(),  # noqa: B008 - a record that nobody can change
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
            self._listeners = _listen(port)
        except SandboxError:
            self._store.close()
            raise
        self.port: int = self._listeners[0].getsockname()[1]
        self.base_url = f"http://127.0.0.1:{self.port}"
        self._waker, self._woken = socket.socketpair()
        self._spare = _spare()
        self._closed = threading.Event()
        self._lock = threading.Lock()
        self._callers: dict[socket.socket, threading.Thread] = {}
        self._acceptor: threading.Thread | None = None
        self._callbacks = None
        if behaviour.callbacks:
            from tavus_cli.sandbox.callbacks import Callbacks

            self._callbacks = Callbacks(self._store, NOUNS, self.base_url, behaviour.words or WORDS[0], self._log)

    def start(self) -> None:
        """Answer requests, on threads that end with the process.

        Raises:
            RuntimeError: the system has no threads left.
            OSError: it has no file descriptors left.
        """
        if self._acceptor is not None:
            return
        selector = selectors.DefaultSelector()
        acceptor = threading.Thread(target=self._accept, args=(selector,), name="sandbox", daemon=True)
        acceptor.start()
        # What was not started cannot be joined.
        self._acceptor = acceptor
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
        for each in (*self._listeners, self._woken, self._spare):
            each.close()
        with self._lock:
            callers = dict(self._callers)
        for link in callers:
            # Reading ends, writing does not: an answer under way still arrives.
            with suppress(OSError):
                link.shutdown(socket.SHUT_RD)
        deadline = time.monotonic() + _PATIENCE
        for thread in callers.values():
            thread.join(max(0.0, deadline - time.monotonic()))
        self._store.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _accept(self, selector: selectors.BaseSelector) -> None:
        with selector:
            selector.register(self._woken, selectors.EVENT_READ)
            for each in self._listeners:
                selector.register(each, selectors.EVENT_READ, self._welcome)
            while not self._closed.is_set():
                for key, _ in selector.select():
                    if key.data is not None:
                        key.data(key.fileobj)

    def _welcome(self, listener: socket.socket) -> None:
        """Give a caller a thread of its own, as far as there are any left."""
        try:
            link = listener.accept()[0]
        except OSError as error:
            # Otherwise the other side has left again.
            if error.errno in {errno.EMFILE, errno.ENFILE}:
                self._turn_away_one(listener)
            # No reason to spin.
            self._closed.wait(_PATIENCE)
            return
        with self._lock:
            taken = len(self._callers)
            serve = self._serve if taken < _CONNECTIONS else self._turn_away
            thread = threading.Thread(target=self._attend, args=(link, serve), name="sandbox call", daemon=True)
            if taken < _CONNECTIONS + _TURNED_AWAY:
                with suppress(RuntimeError):  # no more threads to be had
                    thread.start()
                    self._callers[link] = thread
                    return
        link.close()

    def _attend(self, link: socket.socket, serve: Callable[[Connection], None]) -> None:
        try:
            serve(Connection(link))
        except (Gone, OSError):
            pass  # the caller has left, or hangs
        finally:
            with self._lock:
                del self._callers[link]
            link.close()

    def _turn_away(self, connection: Connection) -> None:
        full = Refused(503, f"the sandbox serves {_CONNECTIONS} connections at once, and has no more", {})
        connection.send(full.answer, keep=False)

    def _turn_away_one(self, listener: socket.socket) -> None:
        """Tell one caller that there are no file descriptors left, by the one that is kept for this."""
        self._spare.close()
        with suppress(OSError, Gone):
            with listener.accept()[0] as link:
                none = Refused(503, "the sandbox has no file descriptors left", {})
                Connection(link).send(none.answer, keep=False)
            self._spare = _spare()

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
        """Answer one request. Returns whether the connection goes on."""
        try:
            answer, keep = self._answer(connection, head), head.keep
        except Gone:
            raise
        except Refused as refused:
            answer = refused.answer
            keep = head.keep and not refused.last and connection.skip_body(head, _SMALL)
        except Exception as error:  # noqa: BLE001 - a bug, or a state that was damaged meanwhile
            if self._closed.is_set():
                return False
            self._log(f"unexpected: {type(error).__name__}: {error}")
            answer, keep = Refused(500, f"the sandbox failed: {type(error).__name__}").answer, False
        self._closed.wait(self._behaviour.latency)
        # Before the answer: whoever waits for it may look at the log next.
        self._log(f"{head.method} {_shown(head.target)} {answer.status}")
        connection.send(answer, keep=keep, head_only=head.method == "HEAD")
        return keep

    def _answer(self, connection: Connection, head: Head) -> Answer:
        route, visit = admit(head, self.port, self._forced)
        words = self._behaviour.words or visit.words
        pieces = connection.body(head, route.largest_body)
        # Nothing is acted on before all of it is there, unless it is too much to hold.
        body = pieces if route.streams else [b"".join(pieces)]
        call = Call(visit._replace(words=words), body, self._store, self._behaviour)
        try:
            return route.handler(call).spelled(words)
        except Refused as refused:
            refused.answer = refused.answer.spelled(words)
            raise


def _spare() -> socket.socket:
    return socket.socket()


def _check(behaviour: Behaviour) -> None:
    if behaviour.page_base not in {0, 1}:
        raise SandboxError("the first page is either 0 or 1.")
    # NaN is within no bounds.
    if not all(0 <= each <= _LONGEST for each in (behaviour.training_seconds, behaviour.video_seconds)):
        raise SandboxError(f"a time must be from 0 to {_LONGEST} seconds.")
    if not 0 <= behaviour.latency <= threading.TIMEOUT_MAX:
        raise SandboxError("no answer can be held back for so long.")
    if behaviour.words not in {None, *WORDS}:
        raise SandboxError(f"the words of answers are one of {', '.join(WORDS)}.")
    if behaviour.force is not None and parse(behaviour.force) is None:
        raise SandboxError(
            f'"{behaviour.force}" is no refusal that the sandbox knows.',
            f"try 429, 429x2 or 503x1,retry-after=3; the statuses are {KNOWN}",
        )


def _listen(port: int) -> list[socket.socket]:
    """Listen on 127.0.0.1, and on the same port of ::1 if this machine has it and it is free."""
    try:
        first = _listener(socket.AF_INET, "127.0.0.1", port)
    except (OSError, OverflowError) as error:
        free = "use --port 0 to take a free one"
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
        # Elsewhere the option lets a port be taken again at once; on Windows it would let two servers share one.
        if os.name == "posix" and sys.platform != "cygwin":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((address, port))
        listener.listen(_BACKLOG)
        # Whoever connected may be gone before it is accepted; waiting is the selector's business.
        listener.settimeout(0)
    except BaseException:
        listener.close()
        raise
    return listener


def _shown(target: str) -> str:
    """A request target as it may stand in a log: printable, on one line, not without end."""
    return target[:200].encode("ascii", "backslashreplace").decode()
