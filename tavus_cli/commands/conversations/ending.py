"""Ending conversations, which stops their cost. It is idempotent, and works even if their status cannot be read."""

from collections.abc import Sequence

from tavus_cli.api.records import Row, id_of
from tavus_cli.api.urls import segment
from tavus_cli.cli.session import Session
from tavus_cli.commands.conversations.resource import CONVERSATION, ENDED, has_ended
from tavus_cli.errors import AuthError, NotFound, Refused, TavusError, UsageError
from tavus_cli.output import Format
from tavus_cli.text import clean
from tavus_cli.verbs.change import Change, doubt_about, named, one_after_another
from tavus_cli.verbs.dry_run import Unsent, show_requests


def end(session: Session, ids: Sequence[str], *, dry_run: bool) -> None:
    """End conversations one after another, continuing after failures. One that has already ended is not an error."""
    ids = list(dict.fromkeys(ids))
    targets = [f"{CONVERSATION.path}/{segment(record_id, CONVERSATION.noun)}/end" for record_id in ids]
    if dry_run:
        show_requests(session, [Unsent("POST", target) for target in targets])
    else:
        one_after_another(session, ENDED, ids, Change("ended", lambda record_id: _end(session, record_id)))


def end_all_active(session: Session, *, sure: bool) -> None:
    """End all active conversations, after a confirmation that names them, unless `sure`."""
    if not sure and not session.streams.may_ask:
        raise UsageError(
            "ending all needs a confirmation, or --yes; nothing was ended.",
            hint="add --yes to end them without being asked",
        )
    pages = session.pages(CONVERSATION.path, {"status": "active"}, CONVERSATION.id_field, CONVERSATION.layout)
    active = {id_of(row, CONVERSATION.id_field): row for page in pages for row in page if not has_ended(row)}
    rows = {record_id: row for record_id, row in active.items() if record_id}
    if not rows:
        session.streams.note("no conversation is active")
        if session.out.view.format is Format.json:
            session.out.records(ENDED, [], asked=0)
        return
    names = ", ".join(named(CONVERSATION, *item) for item in rows.items())
    what = "1 active conversation" if len(rows) == 1 else f"{len(rows)} active conversations"
    if not sure and not session.streams.confirm(f"End {what}: {names}?"):
        raise TavusError("nothing was ended.")
    ending = Change("ended", lambda record_id: _end(session, record_id), of_all=True)
    one_after_another(session, ENDED, list(rows), ending)


def _end(session: Session, record_id: str) -> Row:
    """End a conversation unless it has ended. The record is read first, because a second end is not documented."""
    ended = {CONVERSATION.id_field: record_id, "status": "ended"}
    if _is_over(session, record_id):
        session.streams.note(f"{clean(record_id)} had ended already")
        return ended
    try:
        doubt = doubt_about(session, CONVERSATION, "end", record_id)
        CONVERSATION.change(session, "POST", record_id, doubt, tail="/end")
    except Refused:
        # It may have ended by itself in the meantime.
        if not _is_over(session, record_id):
            raise
    return ended


def _is_over(session: Session, record_id: str) -> bool:
    """Whether a conversation has ended. False if that cannot be read, so that the end is sent anyway.

    Raises NotFound and AuthError, because the end would fail in the same way.
    """
    try:
        return has_ended(CONVERSATION.shape.record_of(CONVERSATION.fetch(session, record_id, polling=True)))
    except (NotFound, AuthError):
        raise
    except TavusError:
        return False
