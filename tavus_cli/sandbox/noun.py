"""The base class of the nouns of the API: list with pagination, get, create, rename and delete of stored rows."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from tavus_cli.sandbox import fields, lifecycle
from tavus_cli.sandbox.answers import Answer, Refused
from tavus_cli.sandbox.call import Call, Window
from tavus_cli.sandbox.failures import Failure
from tavus_cli.sandbox.fields import NAME, Kind
from tavus_cli.sandbox.store import Row, random_id

_COPIED = 1762160400.0  # 3 November 2025, when the stock was copied; its true dates are not known
_PAGE = 10  # rows of a page without a limit: documented for videos and voices, assumed for replicas


class Noun:
    """A noun of the API. This class implements the verbs; a subclass defines the noun and the form of its records.

    Attributes:
        kind: the singular, under which its rows are stored and with which its field names begin: replica_id.
        plural: the word in its paths.
        prefix: the beginning of its ids.
        digits: the number of hexadecimal digits after the prefix.
        create_fields: the fields of a create request, with their types.
        failures: the possible failures of its jobs, by their codes in lower case.
        stock: the service's own rows. They are listed after the caller's own rows, and cannot be changed.
        max_limit: the largest limit of a page.
        page_base: the number of its first page if it is documented; None for the sandbox's setting.
        keeps_deleted: whether a softly deleted record can still be listed and read.
    """

    kind: ClassVar[str]
    plural: ClassVar[str]
    prefix: ClassVar[str]
    digits: ClassVar[int]
    create_fields: ClassVar[Mapping[str, Kind]]
    failures: ClassVar[Mapping[str, Failure]] = {}
    stock: ClassVar[Sequence[Row]] = ()
    max_limit: ClassVar[int] = 1000  # assumed: public code asks for 1000 replicas and videos
    page_base: ClassVar[int | None] = None
    keeps_deleted: ClassVar[bool] = False

    def routes(self) -> dict[str, Callable[[Call], Answer]]:
        """The handlers, by method and path."""
        path = f"/v2/{self.plural}"
        return {
            f"GET {path}": self.list_page,
            f"POST {path}": self.create,
            f"GET {path}/*": self.get,
            f"DELETE {path}/*": self.delete,
        }

    def list_page(self, call: Call) -> Answer:
        window = call.window(_PAGE, self.max_limit, self.page_base)
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
        """`select` for a list with filters that the store does not support.

        Args:
            call: the request.
            window: the requested rows of those that pass the filter.
            wanted: the filter.
            order: the sort key; without one, own rows come before stock rows, the newest first.
            descending: reverse the order; only with `order`.
        """
        found = [each for each in (*call.store.page(self.kind)[0], *self.stock) if wanted(each)]
        if order is not None:
            found.sort(key=order, reverse=descending)
        return found[window.offset :][: window.limit], len(found)

    def select(self, call: Call, window: Window) -> tuple[Sequence[Row], int]:
        """The rows of a page, and the number of rows on all pages."""
        return call.store.page(self.kind, window.offset, window.limit, deleted=self.keeps_deleted)

    def envelope(self, window: Window) -> dict[str, Any]:  # noqa: ARG002 - subclasses use it
        """The members of a list answer besides the rows and their total."""
        return {}

    def listed(self, call: Call, row: Row) -> dict[str, Any]:
        """A record in the form for lists."""
        raise NotImplementedError

    def record(self, call: Call, row: Row) -> dict[str, Any]:
        """A record in the form for get."""
        return self.listed(call, row)

    def begin(self, call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
        """The facts of a new record. A job has `seconds`, `failure`, and `starts_at` if it starts later."""
        raise NotImplementedError

    def created(self, call: Call, row: Row) -> dict[str, Any]:
        """The answer to a create."""
        raise NotImplementedError

    def moments(self, row: Row) -> Sequence[float]:
        """The times at which a record changes by itself and callbacks are due, in order. Usually the end of a job."""
        return (self.ends_at(row),)

    def callback_bodies(self, row: Row, at: float, origin: str) -> Sequence[dict[str, Any]]:
        """The bodies of the callbacks at one of the moments, one for each POST."""
        raise NotImplementedError

    def unknown(self) -> Refused:
        """The refusal for an unknown id."""
        return Refused(400, f"Invalid {self.kind}_id")

    def change(self, call: Call, row: Row, **facts: Any) -> bool:
        """Update facts of a record, and the time of its next callback, which may depend on them.

        Returns whether anything changed.
        """

        def revise(latest: Row) -> Row:
            revised = latest._replace(facts=latest.facts | facts)
            due = dict(zip(self.moments(latest), self.moments(revised), strict=False))
            return revised._replace(due_at=due.get(latest.due_at, latest.due_at))

        return call.store.change(row.id, revise)

    def find(self, call: Call, *, deleted: bool = False) -> Row:
        """The record that the path names, an own one or a stock one. Raises the refusal of `unknown`."""
        return self.stock_row(call.object_id) or self.find_own(call, deleted=deleted)

    def find_own(self, call: Call, *, deleted: bool = False) -> Row:
        row = call.store.find(call.object_id, self.kind)
        if row is None or (row.deleted and not deleted):
            raise self.unknown()
        return row

    def exists(self, call: Call, object_id: str) -> bool:
        """Whether another record may refer to this id."""
        row = self.stock_row(object_id) or call.store.find(object_id, self.kind)
        return row is not None and not row.deleted

    def stock_row(self, object_id: str) -> Row | None:
        return next((each for each in self.stock if each.id == object_id), None)

    def failure(self, row: Row) -> Failure | None:
        """The failure of a job; None if it succeeds."""
        code = row.facts.get("failure")
        return None if code is None else self.failures[code.lower()]

    def course(self, row: Row) -> tuple[float, float, Failure | None]:
        """The start, the duration and the failure of a job, from which `lifecycle` computes its state."""
        return row.facts.get("starts_at", row.created_at), row.facts.get("seconds", 0.0), self.failure(row)

    def ends_at(self, row: Row) -> float:
        return lifecycle.end(*self.course(row))

    def updated_at(self, row: Row, now: float) -> float:
        """The time of a record's last change, by a call or by itself."""
        return max(row.changed_at, *(each for each in self.moments(row) if each <= now), row.created_at)

    def _new_id(self) -> str:
        while self.stock_row(new_id := random_id(self.prefix, self.digits)):
            pass
        return new_id


def stock_row(kind: str, object_id: str, **facts: Any) -> Row:
    """A stock record. Its job ended in 1970."""
    course = {"starts_at": 0.0, "seconds": 0.0, "failure": None}
    return Row(object_id, kind, _COPIED, _COPIED, _COPIED, deleted=False, callback=None, facts=course | facts)
