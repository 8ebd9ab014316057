"""Creating, in three steps that can be used one by one: `prepare` a request, `send` it once, `tell` what it made.

`create` is the three in a row, as commands have them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from tavus_cli.api import signals
from tavus_cli.api.doubt import create_doubt
from tavus_cli.api.records import Row, id_of, value_of
from tavus_cli.cli.session import Session
from tavus_cli.errors import Refused
from tavus_cli.text import clean
from tavus_cli.verbs.check.run import review
from tavus_cli.verbs.done import after
from tavus_cli.verbs.dry_run import Unsent, show_requests
from tavus_cli.verbs.preflight import checked_with_files, said_of_files
from tavus_cli.verbs.resource import Product, hint_for_id, resource_of
from tavus_cli.verbs.wait import Waiting, note_running, show_ended

if TYPE_CHECKING:
    from tavus_cli.verbs.upload.uploads import Uploads

_INVALID = re.compile(r"invalid (?P<noun>\w+?)_(?P<field>(?:uu)?id|name)\b", re.I)


@dataclass(frozen=True)
class Draft:
    """A create that passed the checks, not yet sent.

    Attributes:
        body: the request's fields.
        warnings: what may make it fail later, a sentence each.
        paths: files that are still to be uploaded, by their fields. In the body a link to nowhere stands for each.
    """

    product: Product
    body: dict[str, Any]
    warnings: tuple[str, ...]
    paths: Mapping[str, str] = field(default_factory=dict)

    def show(self, session: Session) -> None:
        """Print the request instead of sending it."""
        show_requests(session, [Unsent("POST", self.product.resource.path, self.body)])


class Files(NamedTuple):
    """Files of this machine that a create takes.

    Attributes:
        paths: by the fields that bear their links; None for none.
        delete: whether they are deleted from the storage when the job has ended.
    """

    paths: Mapping[str, str | None]
    delete: bool = False

    @property
    def given(self) -> dict[str, str]:
        return {field: path for field, path in self.paths.items() if path is not None}


NO_FILES = Files(MappingProxyType({}))


@dataclass(frozen=True)
class Created:
    """What a create made.

    Attributes:
        record: the API's answer.
    """

    product: Product
    record: Row

    @property
    def id(self) -> str:
        """The new record's id."""
        return str(id_of(self.record, self.product.created.id_field))


def create(
    session: Session,
    product: Product,
    fields: Mapping[str, Any],
    *,
    files: Files = NO_FILES,
    dry_run: bool,
    look: bool | None = None,
    wait: Waiting | None = None,
    then: Callable[[str], None] | None = None,
) -> Created | None:
    """Create one record from the fields that are not None, and show it: at once, or after a wait for its job.

    With `dry_run` the request is shown, nothing is sent, and None is made. `files` are uploaded first, once all of them
    were looked at. `look` is whether they, and those behind links, are looked at; None leaves it to the settings.
    `then` is what else to do with the new id at the end.
    """
    session.out.check_columns(product.resource.shape if wait else product.created)
    draft = prepare(product, fields, files.given)
    uploads = _uploads(session, draft.paths, delete=files.delete, waits=wait is not None)
    if not dry_run:
        # Without a key nothing else needs to be said.
        _ = session.client
    review(session, draft.body, draft.warnings, draft.paths, look=look)
    if dry_run:
        # First of all, since a file may not be there.
        uploads.announce(draft.paths) if uploads else None
        draft.show(session)
        return None
    if uploads:
        draft = replace(draft, body={**draft.body, **uploads.links(draft.paths, look=look)})
    created = send(session, draft)
    kept = uploads.kept_until_ended(waits=wait is not None) if uploads else nullcontext()
    with denying_nothing(session, [created]), kept:
        tell(session, [created], wait)
        if then:
            then(created.id)
    return created


def prepare(product: Product, fields: Mapping[str, Any], paths: Mapping[str, str] = MappingProxyType({})) -> Draft:
    """The request that the fields which are not None make, with files of this machine by the fields for their links.

    Raises UsageError for one that the API would refuse.
    """
    given = {name: value for name, value in fields.items() if value is not None}
    body = checked_with_files(product.check, given, paths)
    return Draft(product, body, tuple(said_of_files(each, paths) for each in product.warnings(body)), paths)


def _uploads(session: Session, paths: Mapping[str, str], *, delete: bool, waits: bool) -> "Uploads | None":
    """How the files of a create get their links; None where there are none."""
    if not paths:
        return None
    from tavus_cli.verbs.upload.uploads import Uploads

    return Uploads(session, delete=delete, waits=waits)


def send(session: Session, draft: Draft) -> Created:
    """Send a create, once.

    Raises:
        OutcomeUnknown: nobody can tell whether it was done.
        TavusError: nothing was created.
    """
    product, body = draft.product, draft.body
    resource = product.resource
    doubt = create_doubt(resource.noun, body.get(resource.name_field), session.suggest(product.look))
    try:
        record = session.client.create(resource.path, body, resource.id_field, doubt)
    except Refused as error:
        error.hint = _advice(session, draft, error.message.lower()) or error.hint
        raise
    return Created(product, record)


def _advice(session: Session, draft: Draft, message: str) -> str | None:
    """What to do about a refusal, from its words in lower case; None if nothing is known."""
    for words, command in draft.product.advice.items():
        if words in message:
            return f"to make room: {session.suggest(command)}"
    named = _INVALID.search(message)
    resource = resource_of(named["noun"]) if named else None
    if named is None or resource is None or resource is draft.product.resource:
        return None
    if named["field"] == "name":
        return f"see which there are: {session.suggest(f'{resource.plural} list')}"
    given = value_of(draft.body, resource.id_field)
    return hint_for_id(resource.noun, given) or resource.way_to(session, given) if isinstance(given, str) else None


def tell(session: Session, created: Sequence[Created], wait: Waiting | None = None) -> None:
    """Show what was made: at once, or after a wait for the jobs. All are of one product.

    To be called in `denying_nothing`. Raises FailedJob.
    """
    product = created[0].product
    ids = [one.id for one in created]
    job = product.job
    if wait and job and not signals.noted():
        session.streams.note(f"{', '.join(ids)} {'was' if len(ids) == 1 else 'were'} created")
        show_ended(session, job, ids, wait, new=True)
        return
    shape = product.resource.shape if wait else product.created
    session.out.records(shape, [one.record for one in created], asked=len(created))
    session.streams.flush()
    if job:
        note_running(session, job, ids)


def denying_nothing(session: Session, created: Sequence[Created]) -> AbstractContextManager[None]:
    """Whatever fails in the block, the exit code does not say that nothing was created, and the error names the ids."""
    product = created[0].product
    resource, job = product.resource, product.job
    ids = [clean(one.id) for one in created]
    several = f"{resource.plural} {', '.join(ids)} were created"
    said = several if len(ids) > 1 else f"{resource.noun} {ids[0]} was created"
    go_on = "to go on waiting: " + session.suggest(" ".join([job.command, *ids])) if job else None
    facts = {resource.id_field: created[0].id} if len(ids) == 1 else {f"{resource.id_field}s": ",".join(ids)}
    return after(said, facts, go_on)
