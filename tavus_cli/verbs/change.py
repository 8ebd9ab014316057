"""Changing what exists: renaming and deleting, one record after another, and what is said of it.

The API answers both without a body, so what is shown is made here: a small record each, in every format. A change that
was sent and not answered is not sent again by itself, though doing it twice would do no harm.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from tavus_cli.api import signals
from tavus_cli.api.doubt import Doubt, change_doubt
from tavus_cli.api.envelope import Row
from tavus_cli.api.ids import segment
from tavus_cli.api.spellings import value_of
from tavus_cli.cli.session import Session
from tavus_cli.errors import AuthError, ExitCode, Interrupted, Outcome, TavusError, UsageError
from tavus_cli.output.rows import cell
from tavus_cli.text import clean, clip
from tavus_cli.verbs.done import after
from tavus_cli.verbs.resource import Resource

# What counts most when several failed; the others count alike.
_WORST = (ExitCode.UNKNOWN, ExitCode.AUTH, ExitCode.LOCAL, ExitCode.FAILED_JOB)


def rename(session: Session, resource: Resource, record_id: str, name: str) -> None:
    """Give a record another name, and show the id with it."""
    id_field, name_field = resource.id_field, resource.name_field
    renamed = resource.part(_headings(resource, name_field), (id_field, name_field))
    segment(record_id, resource.noun)
    if not name.strip():
        hint = f'such as: tavus {resource.plural} rename {clean(record_id)} "Rio"'
        raise UsageError("the new name is empty.", hint=hint)
    session.out.check_columns(renamed)
    doubt = _doubt(session, resource, "rename", record_id)
    resource.change(session.client, "PATCH", record_id, doubt, tail="/name", body={name_field: name})
    with after(f"{resource.noun} {clean(record_id)} was renamed"):
        session.out.item(renamed, {id_field: record_id, name_field: name})
        session.streams.flush()


def delete(session: Session, resource: Resource, ids: Sequence[str], *, hard: bool, sure: bool) -> None:
    """Delete records one after another, past those that fail, and show those that are gone.

    Raises:
        UsageError: nobody can be asked, and nobody said to be sure.
        TavusError: one or more could not be deleted; the code is the worst.
    """
    ids = list(dict.fromkeys(ids))
    for record_id in ids:
        segment(record_id, resource.noun)
    deleted = resource.part(_headings(resource, "status"), (resource.id_field, "status", "hard"))
    session.out.check_columns(deleted)
    if not sure:
        _ask(session, resource, ids, hard=hard)
    results: list[Row | TavusError] = []
    try:
        for result in _delete_each(session, resource, ids, hard=hard):
            results.append(result)  # noqa: PERF402  # an interruption must leave what came before it
    except Interrupted as signal:
        if signal.cause is None and any(not isinstance(result, TavusError) for result in results):
            signal.cause = TavusError("interrupted.", outcome=Outcome.DONE)
        raise
    finally:
        # What is gone is gone, also when interrupted.
        gone = [result for result in results if not isinstance(result, TavusError)]
        if gone:
            with after(_gone(resource, gone)):
                session.out.records(deleted, gone)
                session.streams.flush()
    errors = [result for result in results if isinstance(result, TavusError)]
    if errors:
        raise _worst(errors, len(ids))


def _delete_each(session: Session, resource: Resource, ids: Sequence[str], *, hard: bool) -> Iterator[Row | TavusError]:
    for record_id in ids:
        doubt = _doubt(session, resource, "delete", record_id)
        params = {"hard": True if hard else None}
        try:
            resource.change(session.client, "DELETE", record_id, doubt, params=params)
        except TavusError as error:
            yield error
            if isinstance(error, AuthError):
                # The others would fail alike.
                return
        else:
            yield {resource.id_field: record_id, "status": "deleted", "hard": hard}
        signals.check()


def _gone(resource: Resource, records: Sequence[Row]) -> str:
    ids = ", ".join(clean(record[resource.id_field]) for record in records)
    return f"{resource.noun} {ids} was deleted" if len(records) == 1 else f"{resource.plural} {ids} were deleted"


def _ask(session: Session, resource: Resource, ids: Sequence[str], *, hard: bool) -> None:
    """Raise unless a person says yes to exactly these."""
    if not session.streams.may_ask:
        raise UsageError(
            "deleting needs a yes, and there is nobody to ask; nothing was deleted.",
            hint="add --yes to delete without being asked",
        )
    records = [resource.fetch(session.client, record_id) for record_id in ids]
    names = ", ".join(_named(resource, record_id, record) for record_id, record in zip(ids, records, strict=True))
    what = f"{resource.noun} {names}" if len(ids) == 1 else f"{len(ids)} {resource.plural}: {names}"
    manner = ", with all its files? This cannot be undone." if hard else "?"
    if not session.streams.confirm(f"Delete {what}{manner}"):
        raise TavusError("nothing was deleted.")


def _named(resource: Resource, record_id: str, record: Row) -> str:
    name = clip(clean(cell(value_of(record, resource.name_field))), 80)
    return f'{clean(record_id)} "{name}"' if name else clean(record_id)


def _worst(errors: list[TavusError], count: int) -> TavusError:
    if count == 1:
        return errors[0]

    def weight(error: TavusError) -> int:
        with suppress(ValueError):
            return _WORST.index(error.code)
        return len(_WORST)

    worst = min(errors, key=weight)
    worst.details = (*worst.details, *(error.message for error in errors if error is not worst))
    return worst


def _doubt(session: Session, resource: Resource, act: str, record_id: str) -> Doubt:
    look = session.suggest(f"{resource.plural} get {clean(record_id)}")
    return change_doubt(f"{act} {resource.noun}", record_id, look)


def _headings(resource: Resource, field: str) -> dict[str, str]:
    return {resource.id_field: "ID", field: resource.shape.heading(field)}
