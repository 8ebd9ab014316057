"""Ending conversations, which stops what they cost: it may be repeated, and a look that fails does not prevent it."""

from collections.abc import Sequence

from tavus_cli.api.records import Row, id_of
from tavus_cli.api.urls import segment
from tavus_cli.cli.session import Session
from tavus_cli.commands.conversations.resource import CONVERSATION, ENDED, has_ended
from tavus_cli.errors import AuthError, NotFound, Refused, TavusError, UsageError
from tavus_cli.output.formats import Format
from tavus_cli.text import clean
from tavus_cli.verbs.change import Change, doubt_about, named, one_after_another
from tavus_cli.verbs.dry_run import Unsent, show_requests


def end(session: Session, ids: Sequence[str], *, dry_run: bool) -> None:
    """End conversations one after another, past those that fail. One that has ended is no error."""
    ids = list(dict.fromkeys(ids))
    targets = [f"{CONVERSATION.path}/{segment(record_id, CONVERSATION.noun)}/end" for record_id in ids]
    if dry_run:
        show_requests(session, [Unsent("POST", target) for target in targets])
    else:
        one_after_another(session, ENDED, ids, Change("ended", lambda record_id: _end(session, record_id)))


def end_all_active(session: Session, *, sure: bool) -> None:
    """End every conversation that is active, after a yes to exactly these."""
    if not sure and not session.streams.may_ask:
        raise UsageError(
            "ending all needs a yes, and there is nobody to ask; nothing was ended.",
            hint="add --yes to end them without being asked",
        )
    pages = session.pages(CONVERSATION.path, {"status": "active"}, CONVERSATION.id_field)
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
    """End one, unless it has ended. How the API answers a second end is not documented, so the record is asked."""
    ended = {CONVERSATION.id_field: record_id, "status": "ended"}
    if _is_over(session, record_id):
        session.streams.note(f"{clean(record_id)} had ended already")
        return ended
    try:
        doubt = doubt_about(session, CONVERSATION, "end", record_id)
        CONVERSATION.change(session, "POST", record_id, doubt, tail="/end")
    except Refused:
        # It may have ended by itself since.
        if not _is_over(session, record_id):
            raise
    return ended


def _is_over(session: Session, record_id: str) -> bool:
    """Whether a conversation has ended. False where that cannot be read: then the end is sent all the same.

    Raises NotFound and AuthError, which the end would meet too.
    """
    try:
        return has_ended(CONVERSATION.shape.record_of(CONVERSATION.fetch(session, record_id, polling=True)))
    except (NotFound, AuthError):
        raise
    except TavusError:
        return False
