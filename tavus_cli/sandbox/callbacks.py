"""Telling callback_url that a job has ended: one POST, on a thread of its own, to this machine alone.

Whether a job was told is kept with it. So one that ended while no sandbox ran is told as soon as one does, and of
several servers on one state only one tells. Told means tried: a receiver that is down or refuses is not tried again,
since the service documents no second try. A job for a receiver elsewhere ends in silence, and in a line of the log.
Assumed: fields have their older names, wherever the job was created.
"""

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

from tavus_cli.sandbox.noun import Noun
from tavus_cli.sandbox.spelling import spell
from tavus_cli.sandbox.store import Row, Store

_TIME = 5.0  # seconds that a receiver has to take a callback and to answer it
_AT_ONCE = 16
_LOOK = 0.25  # seconds between two looks: other processes make jobs in the same state


class Callbacks:
    """Watches for jobs that end, until closed."""

    def __init__(
        self, store: Store, nouns: Iterable[Noun], origin: str, words: str, log: Callable[[str], None]
    ) -> None:
        self._store = store
        self._nouns = {each.kind: each for each in nouns}
        self._origin = origin
        self._words = words
        self._log = log
        self._closed = threading.Event()
        self._room = threading.BoundedSemaphore(_AT_ONCE)

    def start(self) -> None:
        threading.Thread(target=self._watch, name="sandbox callbacks", daemon=True).start()

    def close(self) -> None:
        self._closed.set()

    def _watch(self) -> None:
        trouble = ""
        while not self._closed.is_set():
            try:
                for row in self._store.untold():
                    self._begin(row)
                trouble = ""
            except Exception as error:  # noqa: BLE001 - busy, damaged, or no threads; the next look will tell
                # Told once and not at every look.
                if str(error) != trouble and not self._closed.is_set():
                    trouble = str(error)
                    self._log(f"callbacks wait: {trouble}")
            self._closed.wait(_LOOK)

    def _begin(self, row: Row) -> None:
        """Send on another thread, since a receiver may hang."""
        while not self._room.acquire(timeout=_LOOK):
            if self._closed.is_set():
                return
        try:
            threading.Thread(target=self._tell, args=(row,), name="sandbox callback", daemon=True).start()
        except RuntimeError:
            self._room.release()
            raise

    def _tell(self, row: Row) -> None:
        try:
            noun = self._nouns[row.kind]
            next_at = next((each for each in noun.moments(row) if each > row.due_at), None)
            if row.callback is not None and self._store.claim(row, next_at):
                for told in noun.told(row, row.due_at, self._origin):
                    _post(row.callback, json.dumps(spell(told, self._words)).encode("ascii"))
        except Exception as error:  # noqa: BLE001 - whatever a receiver does, the sandbox goes on
            if not self._closed.is_set():
                self._log(f"callback of {row.kind} {row.id} failed: {error or type(error).__name__}")
        finally:
            self._room.release()


class _Undeliverable(Exception):
    """A callback that is not, or could not be, delivered."""


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
    """The loopback addresses that a host name stands for. Names are not looked up: an answer could lead elsewhere."""
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
