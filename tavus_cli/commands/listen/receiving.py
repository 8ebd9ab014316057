"""Receiving what the API posts, for who has a tunnel to this machine: each callback is checked against its record.

Callbacks are not signed: anybody who knows the address can post one. So the record is read again by its id, with the
user's own key, and the line says whether the two agree. The server is reached from this machine alone.
"""

import os
import queue
import socket
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from tavus_cli.api import signals
from tavus_cli.api.records import Callback, Row, id_of, value_of
from tavus_cli.cli.session import Session
from tavus_cli.commands.listen.listening import stamp
from tavus_cli.errors import NotFound, TavusError
from tavus_cli.output.dates import parse_date
from tavus_cli.output.rows import cell
from tavus_cli.output.stream import RowStream
from tavus_cli.sandbox.answers import Answer, Refused
from tavus_cli.sandbox.connection import Connection, Gone, Head
from tavus_cli.text import sentence, strict_json
from tavus_cli.verbs.resource import Product

MOST_BODY = 2**20
# Connections at once, and callbacks that wait to be looked at.
MOST_CALLERS = 16
MOST_WAITING = 100


class Post(NamedTuple):
    """What somebody has posted: a callback, or why it is none."""

    payload: dict[str, Any] | None
    problem: str = ""


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
        self._posts: queue.Queue[Post] = queue.Queue(MOST_WAITING)
        self._room = threading.BoundedSemaphore(MOST_CALLERS)

    def start(self) -> None:
        with signals.kept_from_threads():
            threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def take(self) -> Post | None:
        """The oldest post that was not taken yet; None without one."""
        with suppress(queue.Empty):
            return self._posts.get_nowait()
        return None

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
                # The system has no thread left. Who posts may try again.
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
            self._put(Post(None, f"{head.method}: {refused}"))
        connection.send(answer, keep=keep)
        return keep

    def _answer(self, connection: Connection, head: Head) -> Answer:
        if head.method != "POST":
            raise Refused(405, "callbacks are posted", {"Allow": "POST"})
        content = b"".join(connection.body(head, MOST_BODY))
        try:
            payload = strict_json(content)
        except (ValueError, RecursionError):
            payload = None
        if not isinstance(payload, dict):
            raise Refused(400, "the body is not a JSON object")
        if not self._put(Post(payload)):
            raise Refused(503, "too many callbacks wait to be looked at", {"Retry-After": "5"})
        return Answer(200)

    def _put(self, post: Post) -> bool:
        try:
            self._posts.put_nowait(post)
        except queue.Full:
            return False
        signals.wake()
        return True


def receive(session: Session, products: Sequence[Product], port: int, lines: RowStream) -> None:
    """Take callbacks and tell each in a line, until a signal or the time limit.

    Of the products' records that a callback names, it is about that of the first.
    """
    # Without a key nothing could be checked.
    _ = session.client
    inbox = Inbox(port)
    try:
        inbox.start()
        session.streams.note(f"receiving at http://{inbox.address[0]}:{inbox.address[1]}/; Ctrl-C ends it")
        while True:
            signals.check()
            session.deadline.check("receiving")
            post = inbox.take()
            if post is None:
                signals.wait(session.deadline.left)
            elif post.payload is None:
                session.streams.warn(f"a request was refused: {sentence(post.problem)}")
            else:
                lines.write(_examined(session, products, post.payload))
    finally:
        inbox.close()


def _examined(session: Session, products: Sequence[Product], payload: dict[str, Any]) -> Row:
    """The line about a callback."""
    row: Row = {"time": stamp(), "noun": None, "record_id": None, "event": _event(payload)}
    product = next((each for each in products if id_of(payload, each.resource.id_field)), None)
    if product is None:
        return {**row, "outcome": "unchecked", "detail": "it names no record that can be read", "payload": payload}
    record_id = str(id_of(payload, product.resource.id_field))
    outcome, detail = _verdict(session, product, record_id, payload)
    known = {"noun": product.resource.noun, "record_id": record_id, "outcome": outcome, "detail": detail}
    return {**row, **known, "payload": payload}


def _event(payload: Mapping[str, Any]) -> str:
    return cell(payload.get("event_type") or payload.get("status"))


def _verdict(session: Session, product: Product, record_id: str, payload: Mapping[str, Any]) -> tuple[str, str]:
    """Whether a callback agrees with its record, and what differs or is in the way."""
    resource = product.resource
    assert resource.callbacks  # noqa: S101  # it is one of the kinds that have them
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
    return ("differs", ", ".join(differing)) if differing else ("agrees", "")


def _differing(callback: Callback, payload: Mapping[str, Any]) -> list[str]:
    """The fields of a callback that say something else than what the record makes of it."""
    return [name for name, value in callback.body.items() if _essence(value_of(payload, name)) != _essence(value)]


def _essence(value: object) -> object:
    """What counts of a value: of a date the second, of a link not its query, which may be a signature."""
    if not isinstance(value, str):
        return value
    moment = parse_date(value)
    if moment is not None:
        return int(moment.timestamp())
    return value.partition("?")[0] if value.startswith(("https://", "http://")) else value or None
