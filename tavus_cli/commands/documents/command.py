"""`tavus documents`: its commands."""

from enum import StrEnum
from typing import Annotated

import typer

from tavus_cli.api.urls import segment
from tavus_cli.cli.grammar import DataVerb, GetVerb, ListVerb, noun
from tavus_cli.cli.options import All, DryRun, Input, Interval, Limit, Page, Wait, Yes, joined, verbose
from tavus_cli.cli.session import session_of
from tavus_cli.commands import documents
from tavus_cli.commands.documents.resource import CHUNKS, DOCUMENT, NEW_DOCUMENT, PROCESSING, TAG
from tavus_cli.output.formats import Format
from tavus_cli.verbs.read import show_list, show_records, show_rows

app = noun(documents.__doc__, DOCUMENT.meanings)

DocumentId = Annotated[str, typer.Argument(metavar="ID", help="The document's id, such as d8-5c71baca86fc.")]
Several = list[str] | None
Tags = Annotated[Several, typer.Option("--tags", metavar="A,B", help="Tags; may be given repeatedly.")]
Depth = Annotated[int | None, typer.Option(min=1, max=10, metavar="N", help="Crawl a website so many links deep.")]
MaxPages = Annotated[int | None, typer.Option(min=1, max=100, metavar="N", help="Crawl at most so many pages.")]


class Order(StrEnum):
    """Ascending or descending order."""

    ascending = "ascending"
    descending = "descending"


@app.command("list", cls=ListVerb)
def list_documents(
    ctx: typer.Context,
    limit: Limit = None,
    page: Page = None,
    everything: All = False,
    status: Annotated[str | None, typer.Option(metavar="STATUS", help="Only those with it, such as ready.")] = None,
    name_or_uuid: Annotated[str | None, typer.Option(metavar="TEXT", help="Part of a name, or an id.")] = None,
    tags: Tags = None,
    participant_tags: Annotated[str | None, typer.Option(metavar="TAG", help="Only those of a participant.")] = None,
    scope: Annotated[str | None, typer.Option(metavar="SCOPE", help="Not documented further.")] = None,
    sort: Annotated[Order | None, typer.Option("--sort", help="Upwards or downwards.")] = None,
    verbose: Annotated[bool | None, verbose("fields that are not documented")] = None,
) -> None:
    """List documents.

    Example:
        tavus documents list --tags handbook --status ready
    """
    params = {
        "limit": limit,
        "page": page,
        "status": status,
        "name_or_uuid": name_or_uuid,
        "tags": joined(tags, "--tags"),
        "participant_tags": participant_tags,
        "scope": scope,
        "sort": sort and sort.value,
        "verbose": verbose,
    }
    show_list(session_of(ctx), DOCUMENT, params, everything=everything)


@app.command("get", cls=GetVerb)
def get_documents(
    ctx: typer.Context,
    document_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the documents to show.")],
    verbose: Annotated[bool | None, verbose("fields that are not documented")] = None,
) -> None:
    """Show a document or several, with their progress and what went wrong.

    Example:
        tavus documents get d8-5c71baca86fc --json
    """
    show_records(session_of(ctx), DOCUMENT, document_ids, {"verbose": verbose})


@app.command("create", cls=DataVerb)
def create_document(
    ctx: typer.Context,
    document_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Link to a file of 50 MB at most, or to a website."),
    ] = None,
    document_name: Annotated[str | None, typer.Option(metavar="NAME", help="A name for the document.")] = None,
    tags: Tags = None,
    depth: Depth = None,
    max_pages: MaxPages = None,
    callback_url: Annotated[str | None, typer.Option(metavar="URL", help="Called when it is processed.")] = None,
    participant_tags: Annotated[Several, typer.Option(metavar="A,B", help="Participants that it is of.")] = None,
    custom_description: Annotated[str | None, typer.Option(metavar="TEXT", help="What it is about.")] = None,
    is_customer_support_document: Annotated[bool | None, typer.Option(help="Read it as one of support.")] = None,
    font_size_aware_extraction: Annotated[
        bool | None, typer.Option(help="Tell headings from text by their size.")
    ] = None,
    source: Input = None,
    dry_run: DryRun = False,
    wait: Wait = False,
    interval: Interval = None,
) -> None:
    """Add a document by its link: a file or a website.

    Tavus reads pdf, txt, docx, doc, png, jpg, pptx, csv and xlsx.

    Example:
        tavus documents create --document-url https://example.com/handbook.pdf --tags handbook --wait
    """
    from tavus_cli.verbs.body import body_of
    from tavus_cli.verbs.create import create
    from tavus_cli.verbs.wait import waiting

    how = waiting(wait=wait, interval=interval)
    fields = {
        "document_url": document_url,
        "document_name": document_name,
        "tags": joined(tags, "--tags"),
        "crawl": _crawl(depth, max_pages),
        "callback_url": callback_url,
        "participant_tags": joined(participant_tags, "--participant-tags"),
        "custom_description": custom_description,
        "is_customer_support_document": is_customer_support_document,
        "font_size_aware_extraction": font_size_aware_extraction,
    }
    create(session_of(ctx), NEW_DOCUMENT, body_of(source, fields), dry_run=dry_run, wait=how)


def _crawl(depth: int | None, max_pages: int | None) -> dict[str, int] | None:
    """The field for crawling a website; None if no option is given."""
    given = {"depth": depth, "max_pages": max_pages}
    return {name: value for name, value in given.items() if value is not None} or None


@app.command("update", cls=DataVerb)
def update_document(
    ctx: typer.Context,
    document_id: DocumentId,
    document_name: Annotated[str | None, typer.Option(metavar="NAME", help="The new name.")] = None,
    tags: Annotated[
        Several, typer.Option("--tags", metavar="A,B", help="The new tags, in the place of all it has.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Give a document another name or other tags.

    Example:
        tavus documents update d8-5c71baca86fc --tags handbook,2027
    """
    from tavus_cli.verbs.body import body_of
    from tavus_cli.verbs.update import update

    fields = body_of(None, {"document_name": document_name, "tags": joined(tags, "--tags")})
    update(session_of(ctx), DOCUMENT, document_id, fields, dry_run=dry_run)


@app.command("recrawl", cls=DataVerb)
def recrawl_document(
    ctx: typer.Context,
    document_id: DocumentId,
    depth: Depth = None,
    max_pages: MaxPages = None,
    dry_run: DryRun = False,
) -> None:
    """Crawl a website again. An hour must have passed since the last time.

    Example:
        tavus documents recrawl d8-5c71baca86fc --max-pages 20
    """
    from tavus_cli.verbs.update import restart

    crawl = _crawl(depth, max_pages)
    restart(session_of(ctx), PROCESSING, document_id, "recrawl", {"crawl": crawl} if crawl else {}, dry_run=dry_run)


@app.command("tags", cls=DataVerb)
def list_tags(
    ctx: typer.Context,
    limit: Limit = None,
    page: Page = None,
    everything: All = False,
    search: Annotated[str | None, typer.Option(metavar="TEXT", help="Part of the tag.")] = None,
) -> None:
    """List the tags that documents have.

    Example:
        tavus documents tags --all --format ids
    """
    params = {"search": search, "limit": limit, "page": page}
    show_rows(session_of(ctx), TAG, f"{DOCUMENT.path}/tags", params, everything=everything)


@app.command("chunks", cls=DataVerb)
def list_chunks(
    ctx: typer.Context,
    document_id: DocumentId,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many; 100 unless set.")] = None,
    offset: Annotated[str | None, typer.Option(metavar="OFFSET", help="Where to go on.")] = None,
    collection: Annotated[str | None, typer.Option(metavar="NAME", help="Which index; regular unless set.")] = None,
) -> None:
    """Show the pieces that a document was cut into for searching.

    What the answer holds is not documented, so it is shown as it is, as JSON.

    Example:
        tavus documents chunks d8-5c71baca86fc --limit 5
    """
    session = session_of(ctx)
    session.out.usual = Format.json
    session.out.check_columns(CHUNKS)
    params = {"collection": collection, "limit": limit, "offset": offset}
    path = f"{DOCUMENT.path}/{segment(document_id, DOCUMENT.noun)}/chunks"
    session.out.item(CHUNKS, session.client.get(path, params))


@app.command("wait", cls=DataVerb)
def wait_for_documents(
    ctx: typer.Context,
    document_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the documents to wait for.")],
    interval: Interval = None,
) -> None:
    """Wait until documents are processed; --timeout limits the whole wait.

    Ends with 0 if all are ready, 11 if one failed, 9 if the limit ran out.

    Example:
        tavus documents wait d8-5c71baca86fc --timeout 600
    """
    from tavus_cli.verbs.wait import Waiting, show_ended

    show_ended(session_of(ctx), PROCESSING, document_ids, Waiting(interval))


@app.command("delete", cls=DataVerb)
def delete_documents(
    ctx: typer.Context,
    document_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the documents to delete.")],
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Delete documents. Asks first on a terminal, and elsewhere needs --yes.

    Example:
        tavus documents delete d8-5c71baca86fc --yes
    """
    from tavus_cli.verbs.change import Deletion, delete

    delete(session_of(ctx), DOCUMENT, document_ids, Deletion(sure=yes, dry_run=dry_run))
