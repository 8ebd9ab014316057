"""Sending callbacks: one POST to callback_url for each event, from a thread of its own, to this machine only.

The store records which callbacks were sent. So the callback of a job that ended while no sandbox was running is sent
when the next one starts, and of several servers on one state only one sends it. A failed callback is not retried,
because the service documents no retry. A callback to another machine is not sent, only logged. Assumed: fields have
their older names, whichever path created the job.
"""

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

from tavus_cli.sandbox.noun import Noun
from tavus_cli.sandbox.spelling import spell
from tavus_cli.sandbox.store import Row, Store

_TIME = 5.0  # timeout of each network operation with a receiver, in seconds
_MAX_PARALLEL = 16
_POLL_SECONDS = 0.25  # seconds between two polls of the store, in which other processes create jobs, too


class Callbacks:
    """Polls the store for due callbacks and sends them, until it is closed."""

    def __init__(
        self, store: Store, nouns: Iterable[Noun], origin: str, words: str, log: Callable[[str], None]
    ) -> None:
        self._store = store
        self._nouns = {each.kind: each for each in nouns}
        self._origin = origin
        self._words = words
        self._log = log
        self._closed = threading.Event()
        self._slots = threading.BoundedSemaphore(_MAX_PARALLEL)
        # The ids of objects whose callback is on its way. Their next one waits for it, so that they arrive in order.
        self._under_way: set[str] = set()

    def start(self) -> None:
        threading.Thread(target=self._watch, name="sandbox callbacks", daemon=True).start()

    def close(self) -> None:
        self._closed.set()

    def _watch(self) -> None:
        failure = ""
        while not self._closed.is_set():
            try:
                for row in self._store.due_callbacks():
                    if row.id not in self._under_way:
                        self._begin(row)
                failure = ""
            except Exception as error:  # noqa: BLE001 - the store is locked or damaged, or there are no threads: poll on
                # Log a lasting failure once.
                if str(error) != failure and not self._closed.is_set():
                    failure = str(error)
                    self._log(f"callbacks wait: {failure}")
            self._closed.wait(_POLL_SECONDS)

    def _begin(self, row: Row) -> None:
        """Send from another thread, because a receiver may hang."""
        while not self._slots.acquire(timeout=_POLL_SECONDS):
            if self._closed.is_set():
                return
        self._under_way.add(row.id)
        try:
            threading.Thread(target=self._deliver, args=(row,), name="sandbox callback", daemon=True).start()
        except RuntimeError:
            self._end(row)
            raise

    def _deliver(self, row: Row) -> None:
        try:
            noun = self._nouns[row.kind]
            next_at = next((each for each in noun.moments(row) if each > row.due_at), None)
            if row.callback is not None and self._store.claim(row, next_at):
                for body in noun.callback_bodies(row, row.due_at, self._origin):
                    _post(row.callback, json.dumps(spell(body, self._words)).encode("ascii"))
        except Exception as error:  # noqa: BLE001 - no failure of a receiver may stop the sandbox
            if not self._closed.is_set():
                self._log(f"callback of {row.kind} {row.id} failed: {error or type(error).__name__}")
        finally:
            self._end(row)

    def _end(self, row: Row) -> None:
        self._under_way.discard(row.id)
        self._slots.release()


class _Undeliverable(Exception):
    """The callback was not accepted, or its URL is not allowed."""


def _post(url: str, body: bytes) -> None:
    from http.client import HTTPConnection, HTTPSConnection

    parts = urlsplit(url)
    connection_type = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    headers = {"Content-Type": "application/json", "Host": parts.netloc.rpartition("@")[2]}
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    failed: Exception = _Undeliverable("no address")
    for address in _addresses(parts.hostname or ""):
        connection = connection_type(address, parts.port, timeout=_TIME)
        try:
            connection.connect()
        except OSError as error:
            failed = error
            continue
        try:
            connection.request("POST", path, body, headers)
            _check(connection.getresponse().status)
        finally:
            connection.close()
        return
    raise failed


def _addresses(host: str) -> Iterator[str]:
    """The loopback addresses of a host. Names are not resolved, because DNS could return another machine's address."""
    from ipaddress import ip_address

    if host == "localhost":
        yield from ("127.0.0.1", "::1")
        return
    try:
        local = ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        raise _Undeliverable("its callback_url is not on this machine")
    yield host


def _check(status: int) -> None:
    if not 200 <= status < 300:
        raise _Undeliverable(f"the receiver answered {status}")
