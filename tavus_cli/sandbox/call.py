"""One call of the API, as the nouns see it: what was asked, what they work with, and how this sandbox behaves."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from tavus_cli.sandbox import fields, spelling
from tavus_cli.sandbox.answers import Refused
from tavus_cli.sandbox.store import Store


class Behaviour(NamedTuple):
    """What the one who starts a sandbox may choose.

    Attributes:
        training_seconds: how long a replica trains. Kept with each replica from its creation, as is video_seconds.
        video_seconds: how long a video renders, once its replica is trained.
        latency: seconds that each answer of the API is held back.
        page_base: the number of the first page, 0 or 1. With 1, page 0 is the first page too.
        force: refusals for every call, as `refusals` describes them: "429", "429x2", "503x1,retry-after=3".
        callbacks: whether ended jobs are told to their callback_url.
        words: how answers spell their fields, one of `spelling.WORDS`; None leaves it to each address.
    """

    training_seconds: float = 20.0
    video_seconds: float = 8.0
    latency: float = 0.0
    page_base: int = 1
    force: str | None = None
    callbacks: bool = False
    words: str | None = None


class Visit(NamedTuple):
    """Where a request goes, and how it came.

    Attributes:
        path: the address as it was sent.
        object_id: what stands in the path in the place of {replica_id} and its like, decoded; else empty.
        query: as it came.
        headers: as they came, names in lower case.
        origin: scheme, host and port under which the caller reached the sandbox, for links in answers.
        words: how the answer spells its fields.
    """

    path: str
    object_id: str
    query: str
    headers: Mapping[str, str]
    origin: str
    words: str


class Call:
    """A request that has passed the door.

    Attributes:
        visit: where it goes, and how it came.
        object_id: the id in its path.
        origin: for links in answers.
        store: where objects are kept.
        behaviour: how this sandbox behaves.
        pieces: the bytes of the body; for a route that streams, as they arrive.
        now: the time of the call; one for all that is computed in it.
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
        """The body as it came."""
        return b"".join(self.pieces)

    def flag(self, name: str) -> bool:
        return fields.flag(self.params, name)

    def window(self, default: int, most: int, page_base: int | None = None) -> "Window":
        """Which rows of a list are wanted. A limit over the most is cut down to it."""
        base = self.behaviour.page_base if page_base is None else page_base
        limit = min(fields.number(self.params, "limit", default, 1), most)
        page = fields.number(self.params, "page", base, 0)
        # Sources differ on the number of the first page of videos; with base 1 both are taken for it.
        return Window(max(page - base, 0) * limit, limit, page)


class Window(NamedTuple):
    """How many rows to pass over, how many to show, and the page that this is called."""

    offset: int
    limit: int
    page: int


def _read(given: Mapping[str, Any]) -> dict[str, Any]:
    clash = spelling.clash(given)
    if clash:
        raise Refused(400, clash)
    return spelling.read(given)
