"""`tavus documents`: its commands."""

from enum import StrEnum
from typing import Annotated

import typer

from tavus_cli.api.urls import segment
from tavus_cli.cli.grammar import DataVerb, GetVerb, ListVerb, noun
from tavus_cli.cli.options import All, DryRun, Input, Interval, Limit, Page, Wait, Yes, verbose
from tavus_cli.cli.session import session_of
from tavus_cli.commands import documents
from tavus_cli.commands.documents.resource import CHUNKS, DOCUMENT, NEW_DOCUMENT, PROCESSING, TAG
from tavus_cli.output import Format
from tavus_cli.text import split_values

app = noun(documents.__doc__, DOCUMENT.meanings)

DocumentId = Annotated[str, typer.Argument(metavar="ID", help="The document's id, such as d8-5c71baca86fc.")]
Several = list[str] | None
Depth = Annotated[int | None, typer.Option(min=1, max=10, metavar="N", help="Crawl a website this many links deep.")]
MaxPages = Annotated[int | None, typer.Option(min=1, max=100, metavar="N", help="Crawl at most this many pages.")]


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
    status: Annotated[
        str | None, typer.Option(metavar="STATUS", help="Only documents with this status, such as ready.")
    ] = None,
    name_or_uuid: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Only documents with this text in their name, or with this id.")
    ] = None,
    tags: Annotated[
        Several, typer.Option("--tags", metavar="A,B", help="Only documents with these tags; may be repeated.")
    ] = None,
    participant_tags: Annotated[
        str | None, typer.Option(metavar="TAG", help="Only documents of the participant with this tag.")
    ] = None,
    scope: Annotated[
        str | None, typer.Option(metavar="SCOPE", help="A filter of the API; its values are not documented.")
    ] = None,
    sort: Annotated[Order | None, typer.Option("--sort", help="Ascending or descending order.")] = None,
    verbose: Annotated[bool | None, verbose("undocumented ones")] = None,
) -> None:
    """List documents.

    Example:
        tavus documents list --tags handbook --status ready
    """
    from tavus_cli.verbs.read import show_list

    params = {
        "limit": limit,
        "page": page,
        "status": status,
        "name_or_uuid": name_or_uuid,
        "tags": split_values(tags, "--tags"),
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
    verbose: Annotated[bool | None, verbose("undocumented ones")] = None,
) -> None:
    """Show one or more documents, with progress and errors.

    Example:
        tavus documents get d8-5c71baca86fc --json
    """
    from tavus_cli.verbs.read import show_records

    show_records(session_of(ctx), DOCUMENT, document_ids, {"verbose": verbose})


@app.command("create", cls=DataVerb)
def create_document(
    ctx: typer.Context,
    document_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Link to a website, or to a file of at most 50 MB."),
    ] = None,
    document_name: Annotated[str | None, typer.Option(metavar="NAME", help="A name for the document.")] = None,
    tags: Annotated[Several, typer.Option("--tags", metavar="A,B", help="Tags to give it; may be repeated.")] = None,
    depth: Depth = None,
    max_pages: MaxPages = None,
    callback_url: Annotated[
        str | None, typer.Option(metavar="URL", help="URL that the API calls when the document is processed.")
    ] = None,
    participant_tags: Annotated[
        Several, typer.Option(metavar="A,B", help="Tags of the participants that it belongs to.")
    ] = None,
    custom_description: Annotated[
        str | None, typer.Option(metavar="TEXT", help="A description of its content.")
    ] = None,
    is_customer_support_document: Annotated[
        bool | None, typer.Option(help="Process it as a document of customer support.")
    ] = None,
    font_size_aware_extraction: Annotated[
        bool | None, typer.Option(help="Use font sizes to tell headings from text.")
    ] = None,
    source: Input = None,
    dry_run: DryRun = False,
    wait: Wait = False,
    interval: Interval = None,
) -> None:
    """Add a document by the link to a file or a website.

    Files may be pdf, txt, docx, doc, png, jpg, pptx, csv or xlsx.

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
        "tags": split_values(tags, "--tags"),
        "crawl": _crawl(depth, max_pages),
        "callback_url": callback_url,
        "participant_tags": split_values(participant_tags, "--participant-tags"),
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
        Several, typer.Option("--tags", metavar="A,B", help="The new tags, which replace all tags that it has.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Change the name or the tags of a document.

    Example:
        tavus documents update d8-5c71baca86fc --tags handbook,2027
    """
    from tavus_cli.verbs.body import body_of
    from tavus_cli.verbs.update import update

    fields = body_of(None, {"document_name": document_name, "tags": split_values(tags, "--tags")})
    update(session_of(ctx), DOCUMENT, document_id, fields, dry_run=dry_run)


@app.command("recrawl", cls=DataVerb)
def recrawl_document(
    ctx: typer.Context,
    document_id: DocumentId,
    depth: Depth = None,
    max_pages: MaxPages = None,
    dry_run: DryRun = False,
) -> None:
    """Crawl a website again, at least an hour after the last time.

    Example:
        tavus documents recrawl d8-5c71baca86fc --max-pages 20
    """
    from tavus_cli.verbs.update import restart

    crawl = _crawl(depth, max_pages)
    restart(session_of(ctx), PROCESSING, document_id, "recrawl", {"crawl": crawl} if crawl else {}, dry_run=dry_run)


@app.command("tags", cls=DataVerb)
def list_tags(
    ctx: typer.Context,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Tags per page.")] = None,
    page: Page = None,
    everything: All = False,
    search: Annotated[str | None, typer.Option(metavar="TEXT", help="Only tags with this text in them.")] = None,
) -> None:
    """List the tags that documents have.

    Example:
        tavus documents tags --all --format ids
    """
    from tavus_cli.verbs.read import show_rows

    params = {"search": search, "limit": limit, "page": page}
    show_rows(session_of(ctx), TAG, f"{DOCUMENT.path}/tags", params, everything=everything)


@app.command("chunks", cls=DataVerb)
def list_chunks(
    ctx: typer.Context,
    document_id: DocumentId,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Chunks to show (default: 100).")] = None,
    offset: Annotated[
        str | None, typer.Option(metavar="OFFSET", help="Continue from here; the form of offsets is not documented.")
    ] = None,
    collection: Annotated[
        str | None, typer.Option(metavar="NAME", help="Index to show chunks of (default: regular).")
    ] = None,
) -> None:
    """Show the chunks that a document was split into for searching.

    Their fields are not documented, so the answer is shown unchanged, as JSON.

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
    """Wait until documents are processed.

    There is no time limit unless --timeout is given. Exits with 0 if all are ready, 11 if one failed, 9 if the time
    limit ran out.

    Example:
        tavus documents wait d8-5c71baca86fc --timeout 10m
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
    """Delete documents. Asks first; without a terminal, needs --yes.

    If one cannot be deleted, continues with the next; the exit code is then that of the most serious error.

    Example:
        tavus documents delete d8-5c71baca86fc --yes
    """
    from tavus_cli.verbs.change import Deletion, delete

    delete(session_of(ctx), DOCUMENT, document_ids, Deletion(sure=yes, dry_run=dry_run))
