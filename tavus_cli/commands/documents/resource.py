"""The declaration of documents: their fields, their job, and their create."""

from collections.abc import Mapping
from typing import Any

from tavus_cli.api.records import Ids, Layout
from tavus_cli.errors import UsageError
from tavus_cli.output.rows import Shape
from tavus_cli.verbs.preflight import check_values
from tavus_cli.verbs.resource import Job, Product, Resource

# Source: GET /v2/documents and GET /v2/documents/{document_id}.
DOCUMENT = Resource(
    noun="document",
    path="/v2/documents",
    columns={
        "document_id": "ID",
        "document_name": "NAME",
        "status": "STATUS",
        "progress": "PROGRESS",
        "tags": "TAGS",
        "created_at": "CREATED",
    },
    essential=3,
    fields=(
        "document_id",
        "document_name",
        "status",
        "progress",
        "error_message",
        "document_url",
        "tags",
        "crawl_config",
        "crawled_urls",
        "crawl_count",
        "last_crawled_at",
        "callback_url",
        "created_at",
        "updated_at",
    ),
    ids=Ids(pattern=r"d[0-9a-f]+-[0-9a-f]+", description="starts with d"),
    statuses={
        "started": "it waits for its turn",
        "processing": "it is processed, which takes minutes",
        "ready": "PALs and conversations can refer to it",
        "error": "it could not be processed; error_message says why",
        "recrawling": "its website is crawled again",
    },
)
_ASK = "contact Tavus support with the id of the document"
# Source: GET /v2/documents/{document_id}, whose error_message is one of these codes.
PROCESSING = Job(
    resource=DOCUMENT,
    name="processing",
    duration="processing takes minutes",
    progress="progress",
    whole=100,
    done=frozenset({"ready"}),
    failed=frozenset({"error"}),
    reasons=("error_message",),
    advice={
        "file_format_unsupported": "give a pdf, txt, docx, doc, png, jpg, pptx, csv or xlsx",
        "file_size_too_large": "keep the file at 50 MB or less",
        "file_empty": "the file is empty; check the link",
        "website_processing_failed": "check that the website can be read without logging in",
        "document_processing_failed": "check that the file opens, and has text in it",
        "chunking_failed": _ASK,
        "embedding_failed": _ASK,
        "vector_store_failed": _ASK,
        "contact_support": _ASK,
    },
)


def _check(body: Mapping[str, Any]) -> None:
    """Raise UsageError for a create that the API would refuse."""
    if not body.get("document_url"):
        raise UsageError(
            "--document-url is missing: the API takes files and websites only by their links.",
            hint="upload the file to a public or presigned link, and add --document-url URL",
        )
    check_values(body)


# Source: POST /v2/documents.
NEW_DOCUMENT = Product(
    resource=DOCUMENT,
    created=DOCUMENT.part({"document_id": "ID", "document_name": "NAME", "status": "STATUS"}, DOCUMENT.fields),
    check=_check,
    job=PROCESSING,
)

# The rows of this list are strings, which are their own ids. Source: GET /v2/documents/tags.
TAG = Shape(
    noun="tag",
    id_field="tag",
    columns={"tag": "TAG"},
    essential=1,
    fields=("tag",),
    layout=Layout(rows="tags", total="total_count", value="tag"),
)
# Other fields of chunks are not documented. Source: GET /v2/documents/{document_id}/chunks.
CHUNKS = Shape(noun="answer", id_field="chunk_id", columns={"chunks": "CHUNKS"}, essential=1, fields=("chunks",))
