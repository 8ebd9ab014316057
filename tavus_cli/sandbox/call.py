"""A call: a validated request with its parameters and body, the store, and the behaviour of the sandbox."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from tavus_cli.sandbox import fields, spelling
from tavus_cli.sandbox.answers import Refused
from tavus_cli.sandbox.behaviour import Behaviour
from tavus_cli.sandbox.store import Store


class Visit(NamedTuple):
    """The target and the headers of a request.

    Attributes:
        path: as it was sent.
        object_id: the decoded id in the path, in the place of {replica_id} and so on; empty without one.
        query: as it was sent.
        headers: as they were sent, with names in lower case.
        origin: the scheme, host and port with which the caller reached the sandbox, for links in answers.
        words: the spelling of fields in the answer, one of `spelling.WORDS`.
    """

    path: str
    object_id: str
    query: str
    headers: Mapping[str, str]
    origin: str
    words: str


class Call:
    """A request that `routes.admit` has accepted.

    Attributes:
        visit: its target and headers.
        object_id: the id in its path.
        origin: for links in answers.
        store: the stored objects.
        behaviour: the behaviour of the sandbox.
        pieces: the bytes of the body; for a route that streams, as they arrive.
        now: the time of the call, in seconds since 1970. All results of the call use this one time.
    """

    def __init__(self, visit: Visit, pieces: Iterable[bytes], store: Store, behaviour: Behaviour) -> None:
        self.visit = visit
        self.object_id = visit.object_id
        self.origin = visit.origin
        self.store = store
        self.behaviour = behaviour
        self.now = store.now()
        self.pieces = pieces

    @cached_property
    def params(self) -> dict[str, str]:
        return _read(fields.query(self.visit.query))

    @cached_property
    def body(self) -> dict[str, Any]:
        return _read(fields.decode(self.content))

    @cached_property
    def content(self) -> bytes:
        """The bytes of the body."""
        return b"".join(self.pieces)

    def flag(self, name: str) -> bool:
        return fields.flag(self.params, name)

    def window(self, default: int, maximum: int, page_base: int | None = None) -> "Window":
        """The requested rows of a list.

        Args:
            default: the limit if none was given.
            maximum: the largest limit; a larger one is reduced to it.
            page_base: the number of the first page; None for the sandbox's setting.
        """
        base = self.behaviour.page_base if page_base is None else page_base
        limit = min(fields.number(self.params, "limit", default, 1), maximum)
        page = fields.number(self.params, "page", base, 0)
        # Sources differ on the number of the first page of videos. With base 1, both 0 and 1 are the first page.
        return Window(max(page - base, 0) * limit, limit, page)


class Window(NamedTuple):
    """The requested rows of a list: the offset, the number of rows, and the number of the page as it was requested."""

    offset: int
    limit: int
    page: int


def _read(values: Mapping[str, Any]) -> dict[str, Any]:
    clash = spelling.clash(values)
    if clash:
        raise Refused(400, clash)
    return spelling.read(values)
