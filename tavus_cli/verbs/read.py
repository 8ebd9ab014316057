"""Reading: a list, one page of it or all, and one record."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tavus_cli.api.ids import segment
from tavus_cli.cli.session import Session
from tavus_cli.verbs.resource import Resource

if TYPE_CHECKING:
    from tavus_cli.api.urls import Param


def show_list(session: Session, resource: Resource, params: "Mapping[str, Param]", *, everything: bool) -> None:
    """Ask for a list, one page of it or everything, and show it."""
    session.out.check_options()
    shape = resource.shape
    if everything:
        session.out.every(shape, session.pages(resource.path, params, shape.id_field, shape.layout))
    else:
        filtered = shape.own is None or params.get(shape.own[0]) is not None
        session.out.listing(shape, session.client.get(resource.path, params), filtered=filtered)


def show_one(session: Session, resource: Resource, record_id: str, params: "Mapping[str, Param] | None" = None) -> None:
    """Ask for one record and show it."""
    segment(record_id, resource.noun)
    session.out.item(resource.shape, resource.fetch(session.client, record_id, params))
