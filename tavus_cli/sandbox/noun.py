"""What every noun of the API shares: a list with pages, get, create, rename and delete, over its rows in the store."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from tavus_cli.sandbox import fields, lifecycle
from tavus_cli.sandbox.answers import Answer, Refused
from tavus_cli.sandbox.call import Call, Window
from tavus_cli.sandbox.failures import Failure
from tavus_cli.sandbox.fields import NAME, Kind
from tavus_cli.sandbox.store import Row, random_id

_COPIED = 1762160400.0  # 3 November 2025: when the stock was copied, for want of the true dates
_PAGE = 10  # rows where no limit is given: documented for videos and voices, assumed for replicas


class Noun:
    """One noun of the API. A subclass says what it is and how its records are shown; the verbs are here.

    Attributes:
        kind: the word under which its rows are kept, and with which the names of its fields begin: replica_id.
        plural: the word in its address.
        prefix: what its ids begin with.
        digits: how many hexadecimal digits follow in an id.
        create_fields: what a create may hold.
        failures: the ways in which a job of it can fail, by their codes in lower case.
        stock: rows of the service's own. They are listed after own ones, and cannot be changed.
        most: rows on one page, whatever limit is asked for.
        page_base: the number of its first page, where that is known; otherwise the sandbox's own setting holds.
        keeps_deleted: whether a softly deleted record can still be listed and read.
    """

    kind: ClassVar[str]
    plural: ClassVar[str]
    prefix: ClassVar[str]
    digits: ClassVar[int]
    create_fields: ClassVar[Mapping[str, Kind]]
    failures: ClassVar[Mapping[str, Failure]] = {}
    stock: ClassVar[Sequence[Row]] = ()
    most: ClassVar[int] = 1000  # assumed: public code asks for 1000 replicas and videos
    page_base: ClassVar[int | None] = None
    keeps_deleted: ClassVar[bool] = False

    def routes(self) -> dict[str, Callable[[Call], Answer]]:
        """What answers each method on each path."""
        path = f"/v2/{self.plural}"
        return {
            f"GET {path}": self.list_page,
            f"POST {path}": self.create,
            f"GET {path}/*": self.get,
            f"DELETE {path}/*": self.delete,
        }

    def list_page(self, call: Call) -> Answer:
        window = call.window(_PAGE, self.most, self.page_base)
        rows, total = self.select(call, window)
        shown = [self.listed(call, each) for each in rows]
        return Answer(200, {"data": shown, "total_count": total} | self.envelope(window))

    def get(self, call: Call) -> Answer:
        return Answer(200, self.record(call, self.find(call, deleted=self.keeps_deleted)))

    def create(self, call: Call) -> Answer:
        fields.check(call.body, self.create_fields)
        facts, callback = self.begin(call, call.body), call.body.get("callback_url") or None
        draft = Row("", self.kind, call.now, call.now, call.now, deleted=False, callback=callback, facts=facts)
        row = call.store.add(draft._replace(due_at=self.moments(draft)[0]), self._new_id)
        return Answer(200, self.created(call, row))

    def rename(self, call: Call) -> Answer:
        row, name = self.find_own(call), f"{self.kind}_name"
        fields.require(call.body, name)
        fields.check(call.body, {name: NAME})
        self.change(call, row, name=call.body[name])
        return Answer(200)

    def delete(self, call: Call) -> Answer:
        hard = call.flag("hard")
        call.store.delete(self.find_own(call, deleted=self.keeps_deleted), hard=hard)
        return Answer(200)

    def pick(
        self,
        call: Call,
        window: Window,
        wanted: Callable[[Row], bool],
        *,
        order: Callable[[Row], Any] | None = None,
        descending: bool = False,
    ) -> tuple[Sequence[Row], int]:
        """`select` for a list with filters of which the store knows nothing.

        Args:
            call: the request.
            window: which rows of those that are wanted.
            wanted: tells a row that passes.
            order: what to sort by; without it, own rows come before stock ones, the newest first.
            descending: the other way round.
        """
        found = [each for each in (*call.store.page(self.kind)[0], *self.stock) if wanted(each)]
        if order is not None:
            found.sort(key=order, reverse=descending)
        return found[window.offset :][: window.limit], len(found)

    def select(self, call: Call, window: Window) -> tuple[Sequence[Row], int]:
        """The rows of one page, and how many there are on all pages."""
        return call.store.page(self.kind, window.offset, window.limit, deleted=self.keeps_deleted)

    def envelope(self, window: Window) -> dict[str, Any]:  # noqa: ARG002 - for those who say more
        """What stands beside the rows of a list and their total."""
        return {}

    def listed(self, call: Call, row: Row) -> dict[str, Any]:
        """A record as the list shows it."""
        raise NotImplementedError

    def record(self, call: Call, row: Row) -> dict[str, Any]:
        """A record as it is shown by itself."""
        return self.listed(call, row)

    def begin(self, call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
        """The facts of a new record. Those of a job: seconds, failure, and starts_at if it begins later."""
        raise NotImplementedError

    def created(self, call: Call, row: Row) -> dict[str, Any]:
        """What a create answers."""
        raise NotImplementedError

    def moments(self, row: Row) -> Sequence[float]:
        """When a record changes by itself, in order; its callback_url is told. For most that is the end of a job."""
        return (self.ends_at(row),)

    def told(self, row: Row, at: float, origin: str) -> Sequence[dict[str, Any]]:
        """What a receiver is told at one of the moments, in one call each."""
        raise NotImplementedError

    def unknown(self) -> Refused:
        """The answer to an id that is not there."""
        return Refused(400, f"Invalid {self.kind}_id")

    def change(self, call: Call, row: Row, **facts: Any) -> bool:
        """Write new facts over old ones, and put off or hurry what is due by them. Returns whether anything changed."""

        def revise(latest: Row) -> Row:
            revised = latest._replace(facts=latest.facts | facts)
            due = dict(zip(self.moments(latest), self.moments(revised), strict=False))
            return revised._replace(due_at=due.get(latest.due_at, latest.due_at))

        return call.store.change(row.id, revise)

    def find(self, call: Call, *, deleted: bool = False) -> Row:
        """The record that a path names, an own one or one of the stock."""
        return self.stock_row(call.object_id) or self.find_own(call, deleted=deleted)

    def find_own(self, call: Call, *, deleted: bool = False) -> Row:
        row = call.store.find(call.object_id, self.kind)
        if row is None or (row.deleted and not deleted):
            raise self.unknown()
        return row

    def exists(self, call: Call, object_id: str) -> bool:
        """Whether another record may name this one."""
        row = self.stock_row(object_id) or call.store.find(object_id, self.kind)
        return row is not None and not row.deleted

    def stock_row(self, object_id: str) -> Row | None:
        return next((each for each in self.stock if each.id == object_id), None)

    def failure(self, row: Row) -> Failure | None:
        """How a job fails or failed, if it does."""
        code = row.facts.get("failure")
        return None if code is None else self.failures[code.lower()]

    def course(self, row: Row) -> tuple[float, float, Failure | None]:
        """What settles the state of a job at any time: when it starts, how long it takes, and how it fails."""
        return row.facts.get("starts_at", row.created_at), row.facts.get("seconds", 0.0), self.failure(row)

    def ends_at(self, row: Row) -> float:
        return lifecycle.end(*self.course(row))

    def updated_at(self, row: Row, now: float) -> float:
        """When a record last changed, by a call or by itself."""
        return max(row.changed_at, *(each for each in self.moments(row) if each <= now), row.created_at)

    def _new_id(self) -> str:
        while self.stock_row(made := random_id(self.prefix, self.digits)):
            pass
        return made


def stock_row(kind: str, object_id: str, **facts: Any) -> Row:
    """A record of the service's own. Its job ended before any clock began."""
    course = {"starts_at": 0.0, "seconds": 0.0, "failure": None}
    return Row(object_id, kind, _COPIED, _COPIED, _COPIED, deleted=False, callback=None, facts=course | facts)
