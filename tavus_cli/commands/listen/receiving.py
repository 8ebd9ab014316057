"""Receiving what the API posts to this machine through a tunnel, and checking each callback against its record.

Callbacks are not signed: anybody who knows the address can post one. So the record is read by its id with the user's
key, and the line says whether the two agree. The number and the size of what waits and the rate of these reads are
limited, because strangers cause them. Only this machine can reach the server.
"""

import os
import queue
import socket
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from tavus_cli.api import signals
from tavus_cli.api.records import Callback, Row, id_of, spellings, value_of
from tavus_cli.cli.session import Session
from tavus_cli.commands.listen.listening import stamp
from tavus_cli.errors import NotFound, TavusError
from tavus_cli.output.dates import parse_date
from tavus_cli.output.row_stream import RowStream
from tavus_cli.output.rows import cell
from tavus_cli.sandbox.answers import Answer, Refused
from tavus_cli.sandbox.connection import Connection, Gone, Head
from tavus_cli.text import clean, clip, sentence, strict_json
from tavus_cli.verbs.resource import Product

# Holds the transcript of an hour, the longest conversation: 10,000 words are 90 to 200 KiB of JSON, and 600 KiB in a
# script whose letters are escaped. The API documents no size.
MOST_BODY = 2**20
# Connections at once.
MOST_CALLERS = 16
# Callbacks that wait to be checked: how many, and their bytes.
MOST_WAITING = 100
MOST_BYTES = 8 * 2**20
# Between two reads of records (seconds): anybody can cause these reads, and they are made with the user's key.
READ_PAUSE = 0.5
# Between two warnings about refused requests (seconds): whoever finds the tunnel can cause any number of them.
WARNING_PAUSE = 2.0
# Characters of a value in a line: an id, an event, the names of differing fields.
MOST_SHOWN = 200


class Inbox:
    """Takes posts on a port of this machine, in threads that end with the process. Raises TavusError without one."""

    def __init__(self, port: int) -> None:
        try:
            self._listener = socket.create_server(("127.0.0.1", port))
        except OSError as error:
            reason = os.strerror(error.errno) if error.errno else sentence(error)
            raise TavusError(
                f"cannot listen on port {port}: {reason}.",
                hint="--receive 0 takes a free one",
            ) from error
        self.address: tuple[str, int] = self._listener.getsockname()
        # They stay encoded while they wait: decoded, they may need twenty times the memory.
        self._posts: queue.Queue[bytes] = queue.Queue(MOST_WAITING)
        self._bytes = 0
        self._refusals = 0
        self._last_refusal = ""
        self._lock = threading.Lock()
        self._room = threading.BoundedSemaphore(MOST_CALLERS)
        # One body is decoded at a time, because that may need twenty times its memory.
        self._decoding = threading.Lock()

    def start(self) -> None:
        with signals.kept_from_threads():
            threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def take(self) -> bytes | None:
        """Remove and return the oldest callback, a JSON object; None without one."""
        with self._lock, suppress(queue.Empty):
            content = self._posts.get_nowait()
            self._bytes -= len(content)
            return content
        return None

    def take_refusals(self) -> str | None:
        """A sentence about the requests that were refused since the last call; None without any."""
        with self._lock:
            count, self._refusals = self._refusals, 0
            if not count:
                return None
            what = "a request was refused" if count == 1 else f"{count} requests were refused, the last one"
            return f"{what}: {sentence(self._last_refusal)}"

    def _accept(self) -> None:
        while True:
            self._room.acquire()
            try:
                link = self._listener.accept()[0]
            except OSError:
                return
            try:
                threading.Thread(target=self._attend, args=(link,), daemon=True).start()
            except RuntimeError:
                # The system has no thread left. The sender may try again.
                link.close()
                self._room.release()

    def _attend(self, link: socket.socket) -> None:
        try:
            with link, suppress(Gone, OSError):
                connection = Connection(link, {})
                while self._serve(connection):
                    pass
        finally:
            self._room.release()

    def _serve(self, connection: Connection) -> bool:
        """Answer one request. Returns whether there may be another one."""
        try:
            head = connection.next_head()
        except Refused as refused:
            connection.send(refused.answer, keep=False)
            return False
        if head is None:
            return False
        try:
            answer, keep = self._answer(connection, head), head.keep
        except Refused as refused:
            answer = refused.answer
            keep = head.keep and not refused.last and connection.skip_body(head, MOST_BODY)
            self._note_refusal(f"{head.method}: {refused}")
        connection.send(answer, keep=keep)
        return keep

    def _answer(self, connection: Connection, head: Head) -> Answer:
        if head.method != "POST":
            raise Refused(405, "callbacks are posted", {"Allow": "POST"})
        content = b"".join(connection.body(head, MOST_BODY))
        try:
            with self._decoding:
                is_object = isinstance(strict_json(content), dict)
        except (ValueError, RecursionError):
            is_object = False
        if not is_object:
            raise Refused(400, "the body is not a JSON object")
        if not self._put(content):
            raise Refused(503, "too many callbacks wait to be checked", {"Retry-After": "5"})
        return Answer(200)

    def _put(self, content: bytes) -> bool:
        with self._lock:
            if self._bytes + len(content) > MOST_BYTES or self._posts.full():
                return False
            self._posts.put_nowait(content)
            self._bytes += len(content)
        signals.wake()
        return True

    def _note_refusal(self, reason: str) -> None:
        with self._lock:
            self._refusals += 1
            self._last_refusal = reason
        signals.wake()


def receive(session: Session, products: Sequence[Product], port: int, lines: RowStream) -> None:
    """Take callbacks and print a line about each, until a signal or the time limit.

    A callback is about the record of the first product whose id it contains.
    """
    # Without a key nothing could be checked.
    _ = session.client
    inbox = Inbox(port)
    try:
        inbox.start()
        session.streams.note(f"receiving at http://{inbox.address[0]}:{inbox.address[1]}/; Ctrl-C ends it")
        next_read = next_warning = 0.0
        while True:
            signals.check()
            session.deadline.check("receiving")
            now = time.monotonic()
            if now >= next_warning and (refusals := inbox.take_refusals()):
                session.streams.warn(refusals)
                next_warning = now + WARNING_PAUSE
            content = inbox.take() if now >= next_read else None
            if content is not None:
                _tell(session, products, content, lines)
                next_read = time.monotonic() + READ_PAUSE
                continue
            pauses = [moment - now for moment in (next_read, next_warning) if moment > now]
            signals.wait(min([session.deadline.left, *pauses]))
    finally:
        inbox.close()


def _tell(session: Session, products: Sequence[Product], content: bytes, lines: RowStream) -> None:
    try:
        lines.write(_examined(session, products, strict_json(content)))
    except RecursionError:
        # How deep a document may be depends on the depth of the call, so not all were refused at their arrival.
        session.streams.warn("a callback is not shown: it is nested too deeply")


def _examined(session: Session, products: Sequence[Product], payload: dict[str, Any]) -> Row:
    """The line about a callback."""
    row: Row = {"time": stamp(), "noun": None, "record_id": None, "event": _event(payload)}
    product = next((each for each in products if id_of(payload, each.resource.id_field)), None)
    if product is None:
        return {**row, "outcome": "unchecked", "detail": "it names no record that can be read", "payload": payload}
    record_id = str(id_of(payload, product.resource.id_field))
    outcome, detail = _verdict(session, product, record_id, payload)
    known = {
        "noun": product.resource.noun,
        "record_id": clip(record_id, MOST_SHOWN),
        "outcome": outcome,
        "detail": detail,
    }
    return {**row, **known, "payload": payload}


def _event(payload: Mapping[str, Any]) -> str:
    return clip(cell(payload.get("event_type") or payload.get("status")), MOST_SHOWN)


def _verdict(session: Session, product: Product, record_id: str, payload: Mapping[str, Any]) -> tuple[str, str]:
    """Whether a callback agrees with its record, and what differs or is in the way."""
    resource = product.resource
    try:
        record = resource.shape.record_of(resource.fetch(session, record_id, resource.callbacks.params))
    except NotFound:
        return "unknown", f"there is no such {resource.noun}"
    except TavusError as error:
        return "unchecked", error.message
    due = [callback for callback in resource.callbacks.of(record) if callback.event == _event(payload)]
    if not due:
        return "differs", f"the record says {sentence(record.get('status') or 'nothing')}"
    differing = min((_differing(callback, payload) for callback in due), key=len)
    return ("differs", clip(", ".join(differing), MOST_SHOWN)) if differing else ("agrees", "")


def _differing(callback: Callback, payload: Mapping[str, Any]) -> list[str]:
    """The names of the fields in which a posted callback differs from the one that the record leads to.

    A field that only the posted one has counts too: nothing confirms its value.
    """
    expected = {spelling: value for name, value in callback.body.items() for spelling in spellings(name)}
    changed = [name for name, value in callback.body.items() if _essence(value_of(payload, name)) != _essence(value)]
    unconfirmed = [
        clean(name) for name, value in payload.items() if _essence(value) not in (None, _essence(expected.get(name)))
    ]
    return list(dict.fromkeys([*changed, *unconfirmed]))


def _essence(value: object) -> object:
    """The part of a value that is compared: a date to the second, a link without its query (it may be a signature)."""
    if not isinstance(value, str):
        return value
    moment = parse_date(value)
    if moment is not None:
        return int(moment.timestamp())
    return value.partition("?")[0] if value.startswith(("https://", "http://")) else value or None
