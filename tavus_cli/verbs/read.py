"""Reading: a list, one page of it or all, and one record."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tavus_cli.api.ids import segment
from tavus_cli.cli.session import Session
from tavus_cli.output.rows import Shape

if TYPE_CHECKING:
    from tavus_cli.api.client import Param


def show_list(session: Session, shape: Shape, path: str, params: "Mapping[str, Param]", *, everything: bool) -> None:
    """Ask for a list, one page of it or everything, and show it."""
    session.out.check_options()
    if everything:
        session.out.every(shape, session.pages(path, params, shape.id_field))
    else:
        session.out.listing(shape, session.client.get(path, params))


def show_one(session: Session, shape: Shape, path: str, record_id: str, params: "Mapping[str, Param]") -> None:
    """Ask for one record and show it."""
    segment(record_id, shape.noun)
    session.out.item(shape, session.client.fetch(path, shape.noun, record_id, params))
