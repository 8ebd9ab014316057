"""Reading lists, one page or all pages, and records by their ids."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tavus_cli.api.records import Row
from tavus_cli.api.urls import segment
from tavus_cli.cli.session import Session
from tavus_cli.errors import TavusError, UsageError
from tavus_cli.verbs.resource import Resource

if TYPE_CHECKING:
    from tavus_cli.api.client import Client
    from tavus_cli.api.pages import Pages
    from tavus_cli.api.urls import Param
    from tavus_cli.output.rows import Shape
    from tavus_cli.output.selection import Selected, Selection


def show_list(session: Session, resource: Resource, params: "Mapping[str, Param]", *, everything: bool) -> None:
    """Fetch and show a list, one page or everything. Raises UsageError for `everything` together with a page."""
    _check_page(params, everything=everything)
    session.out.check_options()
    shape = resource.shape
    selection = _selection(session, params)

    def walk(client: "Client") -> "Pages | Selected":
        if selection is None:
            return session.pages(resource.path, params, shape.id_field, shape.layout, client)
        pages = session.pages(resource.path, {**params, "limit": None}, shape.id_field, shape.layout, client)
        return selection.of(pages, shape, session.streams.warn)

    if session.option("watch"):
        from tavus_cli.verbs.watch import Seen, watch

        def poll() -> Seen:
            if selection is None and not everything:
                return Seen.page(shape, session.poller.get(resource.path, params))
            return Seen([row for rows in walk(session.poller) for row in rows])

        watch(session, shape, poll)
    elif selection is not None or everything:
        session.out.every(shape, walk(session.client))
    else:
        filtered = shape.own is None or params.get(shape.own[0]) is not None
        session.out.listing(shape, session.client.get(resource.path, params), filtered=filtered)


def show_rows(session: Session, shape: "Shape", path: str, params: "Mapping[str, Param]", *, everything: bool) -> None:
    """The same for a list of something other than a noun's records, such as tags."""
    _check_page(params, everything=everything)
    session.out.check_columns(shape)
    if everything:
        session.out.every(shape, session.pages(path, params, shape.id_field, shape.layout))
    else:
        session.out.listing(shape, session.client.get(path, params))


def _check_page(params: "Mapping[str, Param]", *, everything: bool) -> None:
    if everything and params.get("page") is not None:
        raise UsageError("--all and --page exclude each other.", hint="leave one of them out")


def _selection(session: Session, params: "Mapping[str, Param]") -> "Selection | None":
    """The filters and the order that the user asks for; None for none. Raises UsageError."""
    asked = {name: session.option(name) for name in ("search", "status", "since", "sort")}
    if not any(value is not None for value in asked.values()):
        return None
    if params.get("page") is not None:
        raise UsageError(
            "--page excludes a search, a filter and a sort order, which read all pages.", hint="leave out --page"
        )
    from tavus_cli.output.selection import parse_selection

    return parse_selection(asked, params.get("limit"))


def show_records(
    session: Session, resource: Resource, ids: Sequence[str], params: "Mapping[str, Param] | None" = None
) -> None:
    """Fetch records one after another, continuing after failures, and show them; several ids make one list.

    Raises TavusError, the most serious of the errors, if one or more could not be read.
    """
    for record_id in ids:
        segment(record_id, resource.noun)
    session.out.check_columns(resource.shape)
    if session.option("watch"):
        from tavus_cli.verbs.watch import Seen, watch

        def poll() -> Seen:
            records = [resource.fetch(session, record_id, params, polling=True) for record_id in dict.fromkeys(ids)]
            return Seen([resource.shape.record_of(record) for record in records], alone=len(ids) == 1)

        watch(session, resource.shape, poll)
        return
    if len(ids) == 1:
        session.out.item(resource.shape, resource.fetch(session, ids[0], params))
        return
    from tavus_cli.verbs.several import each, worst

    def fetch(record_id: str) -> Row:
        return resource.shape.record_of(resource.fetch(session, record_id, params))

    results = list(each(list(dict.fromkeys(ids)), fetch))
    errors = [result for result in results if isinstance(result, TavusError)]
    records = [result for result in results if not isinstance(result, TavusError)]
    if records:
        session.out.records(resource.shape, records, asked=len(ids))
        session.streams.flush()
    if errors:
        raise worst(errors)
