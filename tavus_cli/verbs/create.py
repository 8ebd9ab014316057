"""Creating records: `prepare` makes and checks the request, `send` sends it once.

`create` does both for a command, and shows the result; `batch` uses them separately.
"""

import re
from collections.abc import Callable, Mapping
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
from tavus_cli.verbs.preflight import checked_with_files, naming_files
from tavus_cli.verbs.resource import Product, hint_for_id, resource_of
from tavus_cli.verbs.wait import Waiting, note_running, show_ended

if TYPE_CHECKING:
    from tavus_cli.verbs.upload.uploads import Uploads

_INVALID = re.compile(r"invalid (?P<noun>\w+?)_(?P<field>(?:uu)?id|name)\b", re.I)


@dataclass(frozen=True)
class Draft:
    """A create that has passed the checks but was not sent.

    Attributes:
        body: the fields of the request.
        warnings: reasons why the job may fail later, each a sentence.
        paths: local files that are not uploaded yet, by field. The body contains a placeholder link for each.
    """

    product: Product
    body: dict[str, Any]
    warnings: tuple[str, ...]
    paths: Mapping[str, str] = field(default_factory=dict)

    def show(self, session: Session) -> None:
        """Print the request without sending it."""
        show_requests(session, [Unsent("POST", self.product.resource.path, self.body)])


class Files(NamedTuple):
    """The local files for a create.

    Attributes:
        paths: file names by the fields for their links; None for a field without a file.
        delete: whether the uploads are deleted from the storage when the job has ended.
    """

    paths: Mapping[str, str | None]
    delete: bool = False

    @property
    def given(self) -> dict[str, str]:
        return {field: path for field, path in self.paths.items() if path is not None}


NO_FILES = Files(MappingProxyType({}))


@dataclass(frozen=True)
class Created:
    """The result of a create.

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
    inspect: bool | None = None,
    wait: Waiting | None = None,
    then: Callable[[str], None] | None = None,
) -> Created | None:
    """Create one record from the fields that are not None, and show it: at once, or after waiting for its job.

    `dry_run` shows the request, sends nothing and returns None. `files` are uploaded first, after all have been
    checked. `inspect` is whether to check them and those behind links; None leaves that to the settings. `then` is
    called with the new id at the end.
    """
    session.out.check_columns(product.resource.shape if wait else product.created)
    draft = prepare(product, fields, files.given)
    uploads = _uploads(session, draft.paths, delete=files.delete, waits=wait is not None)
    if not dry_run:
        # A missing key is reported before any other check.
        _ = session.client
    review(session, draft.body, draft.warnings, draft.paths, inspect=inspect)
    if dry_run:
        if uploads:
            # Before the request is shown, because a file may be missing.
            uploads.announce(draft.paths)
        draft.show(session)
        return None
    with uploads.deleted_if_refused() if uploads else nullcontext():
        if uploads:
            draft = replace(draft, body={**draft.body, **uploads.links(draft.paths, inspect=inspect)})
        created = send(session, draft)
    kept = uploads.kept_until_ended() if uploads else nullcontext()
    with _after_create(session, created), kept:
        _show_created(session, created, wait)
        if then:
            then(created.id)
    return created


def prepare(product: Product, fields: Mapping[str, Any], paths: Mapping[str, str] = MappingProxyType({})) -> Draft:
    """Make the request from the fields that are not None, and from local files by the fields for their links.

    Raises UsageError for a request that the API would refuse.
    """
    given = {name: value for name, value in fields.items() if value is not None}
    body = checked_with_files(product.check, given, paths)
    return Draft(product, body, tuple(naming_files(each, paths) for each in product.warnings(body)), paths)


def _uploads(session: Session, paths: Mapping[str, str], *, delete: bool, waits: bool) -> "Uploads | None":
    """The uploads of a create's local files; None if it has none."""
    if not paths:
        return None
    from tavus_cli.verbs.upload.uploads import Uploads

    return Uploads(session, delete=delete, waits=waits)


def send(session: Session, draft: Draft) -> Created:
    """Send a create, once.

    Raises:
        OutcomeUnknown: the record may have been created.
        TavusError: nothing was created.
    """
    product, body = draft.product, draft.body
    resource = product.resource
    doubt = create_doubt(resource.noun, body.get(resource.name_field), session.suggest(product.listing))
    try:
        record = session.client.create(resource.path, body, resource.id_field, doubt)
    except Refused as error:
        error.hint = _advice(session, draft, error.message.lower()) or error.hint
        raise
    return Created(product, record)


def _advice(session: Session, draft: Draft, message: str) -> str | None:
    """The hint for a refusal, by its message in lower case; None if there is no advice for it."""
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


def _show_created(session: Session, created: Created, wait: Waiting | None) -> None:
    """Show a new record: at once, or after waiting for its job. Raises FailedJob."""
    product, job = created.product, created.product.job
    if wait and job and not signals.noted():
        session.streams.note(f"{created.id} was created")
        show_ended(session, job, [created.id], wait, new=True)
        return
    shape = product.resource.shape if wait else product.created
    session.out.item(shape, created.record)
    session.streams.flush()
    if job:
        note_running(session, job, [created.id])


def _after_create(session: Session, created: Created) -> AbstractContextManager[None]:
    """Let every error in the block state the new id, and have no exit code that means that nothing was created."""
    resource, job = created.product.resource, created.product.job
    record_id = clean(created.id)
    go_on = f"to go on waiting: {session.suggest(f'{job.command} {record_id}')}" if job else None
    return after(f"{resource.noun} {record_id} was created", {resource.id_field: created.id}, go_on)
