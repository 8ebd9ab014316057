"""The declaration of PALs: their fields and their create."""

from collections.abc import Iterator, Mapping
from typing import Any

from tavus_cli.api.records import Ids
from tavus_cli.errors import UsageError
from tavus_cli.output.rows import SECRETS, Shape
from tavus_cli.verbs.preflight import check_values
from tavus_cli.verbs.resource import Product, Resource

# Source: GET /v2/pals and GET /v2/pals/{pal_id}.
PAL = Resource(
    noun="pal",
    path="/v2/pals",
    columns={
        "pal_id": "ID",
        "pal_name": "NAME",
        "default_face_id": "REPLICA",
        "pipeline_mode": "PIPELINE",
        "created_at": "CREATED",
    },
    essential=2,
    fields=(
        "pal_id",
        "pal_name",
        "system_prompt",
        "greeting",
        "context",
        "pipeline_mode",
        "default_face_id",
        "memories",
        "objectives_id",
        "guardrail_ids",
        "guardrail_tags",
        "document_ids",
        "document_tags",
        "tool_ids",
        "is_template",
        "layers",
        "conferencing_email",
        "created_at",
        "updated_at",
    ),
    ids=Ids(pattern=r"p[0-9a-f]{6,}", description="starts with p"),
    own=("pal_type", "user"),
    # The API returns the content of `layers`, including keys in it.
    secrets=SECRETS,
)


def _check(body: Mapping[str, Any]) -> None:
    """Raise UsageError for a create that the API would refuse."""
    check_values(body)
    layers = body.get("layers", {})
    if not isinstance(layers, dict):
        raise UsageError("layers must be an object.", hint='such as {"llm": {"model": "tavus-gpt-oss"}}')


def _warnings(body: Mapping[str, Any]) -> Iterator[str]:
    """Warn about fields that may be missing. Source: POST /v2/personas; the page on PALs does not mention them."""
    if "system_prompt" not in body and body.get("pipeline_mode", "full") == "full":
        yield "there is no --system-prompt: the API may want one, unless --pipeline-mode is echo or speech-to-speech"


# No job: a PAL is complete at once. Source: POST /v2/pals.
NEW_PAL = Product(
    resource=PAL,
    created=PAL.part({"pal_id": "ID", "pal_name": "NAME"}, PAL.fields),
    check=_check,
    warnings=_warnings,
)

# Source: GET /v2/pals/check-username.
USERNAME = Shape(
    noun="answer",
    id_field="username",
    columns={"available": "AVAILABLE", "reason": "REASON"},
    essential=2,
    fields=("available", "reason"),
)
