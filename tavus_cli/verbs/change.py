"""Renaming, publishing and deleting records, and reporting the result.

The API answers these without a body, so the results are small records that are made here, in every format. A change
that was sent but not answered is not retried automatically, although repeating it would do no harm.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import NamedTuple

from tavus_cli.api.doubt import Doubt, change_doubt
from tavus_cli.api.records import Row, id_of, value_of
from tavus_cli.api.urls import segment
from tavus_cli.cli.session import Session
from tavus_cli.errors import Interrupted, NotFound, Outcome, Refused, TavusError, UsageError
from tavus_cli.output.rows import Shape, cell
from tavus_cli.text import brief, clean
from tavus_cli.verbs.done import after
from tavus_cli.verbs.dry_run import Unsent, show_requests
from tavus_cli.verbs.resource import Job, Resource, State
from tavus_cli.verbs.several import each, worst


def rename(session: Session, resource: Resource, record_id: str, name: str, *, dry_run: bool = False) -> None:
    """Rename a record, and show its id and the new name."""
    id_field, name_field = resource.id_field, resource.name_field
    renamed = result_shape(resource, name_field)
    segment(record_id, resource.noun)
    if not name.strip():
        hint = f'such as: tavus {resource.plural} rename {clean(record_id)} "Rio"'
        raise UsageError("the new name is empty.", hint=hint)
    session.out.check_columns(renamed)
    body, tail = {name_field: name}, resource.rename_tail
    if dry_run:
        target = f"{resource.path}/{segment(record_id, resource.noun)}{tail}"
        show_requests(session, [Unsent("PATCH", target, body)])
        return
    doubt = doubt_about(session, resource, "rename", record_id)
    with refusing_stock(session, resource, "rename", record_id):
        resource.change(session, "PATCH", record_id, doubt, tail=tail, body=body)
    with after(f"{resource.noun} {clean(record_id)} was renamed"):
        session.out.item(renamed, {id_field: record_id, name_field: name})
        session.streams.flush()


def publish(session: Session, resource: Resource, record_id: str, *, dry_run: bool) -> None:
    """Publish the draft of a record, and show its id."""
    published = result_shape(resource, "status")
    target = f"{resource.path}/{segment(record_id, resource.noun)}/publish"
    session.out.check_columns(published)
    if dry_run:
        show_requests(session, [Unsent("POST", target)])
        return
    doubt = doubt_about(session, resource, "publish", record_id)
    with refusing_stock(session, resource, "publish", record_id):
        resource.change(session, "POST", record_id, doubt, tail="/publish")
    with after(f"{resource.noun} {clean(record_id)} was published"):
        session.out.item(published, {resource.id_field: record_id, "status": "published"})
        session.streams.flush()


@dataclass(frozen=True)
class Deletion:
    """The options of a deletion.

    Attributes:
        hard: erase the files too; None if the API has no such option for the noun.
        sure: delete without a confirmation.
        dry_run: show the requests, and send nothing.
        job: the job whose failure is refunded, unless the record is deleted early; None if there is no such job.
    """

    hard: bool | None = None
    sure: bool = False
    dry_run: bool = False
    job: Job | None = None

    def regret(self, record: Row) -> str:
        """A reason against deleting a record; empty if there is none. Source: the FAQ on failed trainings."""
        if self.job is None or self.job.state(record) is not State.FAILED:
            return ""
        return f"its {self.job.name} failed: deleting it at once may cost the refund"


def delete(session: Session, resource: Resource, ids: Sequence[str], how: Deletion) -> None:
    """Delete records one after another, continuing after failures, and show those that were deleted.

    Raises:
        UsageError: a confirmation is needed, but cannot be asked for.
        TavusError: one or more could not be deleted. This is the most serious of the errors.
    """
    ids = list(dict.fromkeys(ids))
    for record_id in ids:
        segment(record_id, resource.noun)
    deleted = result_shape(resource, "status", *(() if how.hard is None else ("hard",)))
    session.out.check_columns(deleted)
    if how.dry_run:
        query = "?hard=true" if how.hard else ""
        targets = [f"{resource.path}/{segment(record_id, resource.noun)}{query}" for record_id in ids]
        show_requests(session, [Unsent("DELETE", target) for target in targets])
        return
    if how.sure:
        _warn(session, resource, ids, how)
    else:
        _ask(session, resource, ids, how)
    deleting = Change("deleted", lambda record_id: _delete(session, resource, record_id, how))
    one_after_another(session, deleted, ids, deleting)


def _delete(session: Session, resource: Resource, record_id: str, how: Deletion) -> Row:
    doubt = doubt_about(session, resource, "delete", record_id)
    with refusing_stock(session, resource, "delete", record_id):
        resource.change(session, "DELETE", record_id, doubt, params={"hard": True if how.hard else None})
    extra = {} if how.hard is None else {"hard": how.hard}
    return {resource.id_field: record_id, "status": "deleted", **extra}


class Change(NamedTuple):
    """A change that is made to several records.

    Attributes:
        done: its past participle, as in "replica r1 was deleted".
        apply: changes the record with an id, and returns the row to show.
        of_all: whether the ids come from a list, not from the user; a single result is then shown as a list too.
    """

    done: str
    apply: Callable[[str], Row]
    of_all: bool = False


def one_after_another(session: Session, shape: Shape, ids: Sequence[str], change: Change) -> None:
    """Change records one after another, continuing after failures, and show those that were changed.

    Raises TavusError, the most serious of the errors, if one or more could not be changed.
    """
    results: list[Row | TavusError] = []
    try:
        for result in each(ids, change.apply):
            results.append(result)  # noqa: PERF402  # an interruption must leave what came before it
    except Interrupted as signal:
        if signal.cause is None and any(not isinstance(result, TavusError) for result in results):
            signal.cause = TavusError("interrupted.", outcome=Outcome.DONE)
        raise
    finally:
        # Completed changes are reported even if the run is interrupted.
        changed = [result for result in results if not isinstance(result, TavusError)]
        if changed:
            with after(_summary(shape, changed, change.done)):
                session.out.records(shape, changed, asked=0 if change.of_all else len(ids))
                session.streams.flush()
    errors = [result for result in results if isinstance(result, TavusError)]
    if errors:
        raise worst(errors)


def _summary(shape: Shape, records: Sequence[Row], done: str) -> str:
    ids = ", ".join(clean(record[shape.id_field]) for record in records)
    return f"{shape.noun} {ids} was {done}" if len(records) == 1 else f"{shape.nouns} {ids} were {done}"


@contextmanager
def refusing_stock(session: Session, resource: Resource, act: str, record_id: str) -> Iterator[None]:
    """Turn NotFound into Refused for a record that can be read: for changes, stock records do not exist.

    Source: a live PATCH of a stock persona, which brought 400 `Invalid persona_id`.
    """
    try:
        yield
    except NotFound as error:
        if not _is_there(session, resource, record_id):
            raise
        raise Refused(
            f"the API does not {act} {resource.noun} {brief(record_id)}: it may be a stock one.",
            http_status=error.http_status,
            attempts=error.attempts,
        ) from error


def _is_there(session: Session, resource: Resource, record_id: str) -> bool:
    # If this request fails, the error of the change itself is reported.
    with suppress(TavusError):
        return bool(resource.fetch(session, record_id, polling=True))
    return False


def _warn(session: Session, resource: Resource, ids: Sequence[str], how: Deletion) -> None:
    """Warn about reasons against deleting, if a single call can find them."""
    if session.streams.quiet or not how.job or not how.job.many:
        return
    # Errors are ignored, because the deletion will report them.
    with suppress(TavusError):
        document = session.client.get(resource.path, {how.job.many: list(ids), "limit": len(ids)})
        records = {id_of(record, resource.id_field): record for record in resource.layout.rows_of(document)}
        for record_id in ids:
            reason = how.regret(records.get(record_id, {}))
            if reason:
                session.streams.warn(f"{clean(record_id)}: {reason}")


def _ask(session: Session, resource: Resource, ids: Sequence[str], how: Deletion) -> None:
    """Ask for a confirmation that names the records. Raises TavusError unless the answer is yes."""
    if not session.streams.may_ask:
        raise UsageError(
            "deleting needs a confirmation, or --yes; nothing was deleted.",
            hint="add --yes to delete without being asked",
        )
    records = [resource.fetch(session, record_id) for record_id in ids]
    names = ", ".join(named(resource, record_id, record) for record_id, record in zip(ids, records, strict=True))
    what = f"{resource.noun} {names}" if len(ids) == 1 else f"{len(ids)} {resource.plural}: {names}"
    manner = ", with all its files? This cannot be undone." if how.hard else "?"
    reasons = "".join(f" ({regret})" for regret in dict.fromkeys(map(how.regret, records)) if regret)
    if not session.streams.confirm(f"Delete {what}{reasons}{manner}"):
        raise TavusError("nothing was deleted.")


def named(resource: Resource, record_id: str, record: Row) -> str:
    """A record as shown in a question: its id and, if it has one, its name."""
    name = brief(cell(value_of(record, resource.name_field)))
    return f'{clean(record_id)} "{name}"' if name else clean(record_id)


def doubt_about(session: Session, resource: Resource, act: str, record_id: str) -> Doubt:
    """The error texts for a change whose outcome is unknown. `act` is its verb."""
    look = session.suggest(f"{resource.plural} get {clean(record_id)}")
    return change_doubt(f"{act} {resource.noun}", record_id, look)


def result_shape(resource: Resource, field: str, *more: str) -> Shape:
    """The shape of the result of a change: the id, the field that was changed, and more fields that are no columns."""
    columns = {resource.id_field: "ID", field: resource.shape.heading(field)}
    return resource.part(columns, (*columns, *more))
