"""Browse the voices a replica can speak with."""

from enum import StrEnum
from typing import Annotated

import typer

from tavus_cli.api.ids import Ids
from tavus_cli.cli.grammar import DataVerb, ListVerb, noun
from tavus_cli.cli.options import All, Limit, Page, joined
from tavus_cli.cli.session import session_of
from tavus_cli.verbs.read import show_list, show_one
from tavus_cli.verbs.resource import Resource

app = noun(__doc__)

# Source: GET /v2/voices and GET /v2/voices/{voice_id}. Two shapes are documented: the older has replica_id and
# audio_url and no id of its own; only voice_name is in both.
VOICE = Resource(
    noun="voice",
    path="/v2/voices",
    columns={
        "voice_name": "NAME",
        "voice_id": "ID",
        "voice_type": "TYPE",
        "status": "STATUS",
        "tags": "TAGS",
        "description": "DESCRIPTION",
    },
    essential=2,
    fields=(
        "voice_id",
        "voice_name",
        "voice_type",
        "status",
        "error_message",
        "tags",
        "description",
        "replica_id",
        "audio_url",
        "created_at",
    ),
    ids=Ids(r"v[0-9a-f]{8,}", "starts with v"),
    known_by_name="description",
    ids_come="--source all",
    statuses=("started", "completed", "error"),
)


class Order(StrEnum):
    """By name, from A to Z or back."""

    asc = "asc"
    desc = "desc"


@app.command("list", cls=ListVerb)
def list_voices(
    ctx: typer.Context,
    limit: Limit = None,
    page: Page = None,
    everything: All = False,
    search: Annotated[str | None, typer.Option("--search", metavar="TEXT", help="Part of the name, any case.")] = None,
    sort: Annotated[Order | None, typer.Option("--sort", help="By name, upwards or downwards.")] = None,
    tag: Annotated[str | None, typer.Option("--tag", metavar="TAG", help="Only voices with this tag.")] = None,
    tags: Annotated[
        list[str] | None, typer.Option("--tags", metavar="A,B", help="Several tags; may be given repeatedly.")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="SOURCE", help="Whose voices; all brings your own too, and ids.")
    ] = None,
) -> None:
    """List voices.

    Without --source all the API may leave out the ids, and your own voices.

    Example:
        tavus voices list --search ann --columns voice_name,tags
    """
    params = {
        "limit": limit,
        "page": page,
        "search": search,
        "sort": sort and sort.value,
        "tag": tag,
        "tags": joined(tags, "--tags"),
        "source": source,
    }
    show_list(session_of(ctx), VOICE, params, everything=everything)


@app.command("get", cls=DataVerb)
def get_voice(
    ctx: typer.Context,
    voice_id: Annotated[str, typer.Argument(metavar="ID", help="The voice's id, such as v0a1b2c3d4e5f.")],
) -> None:
    """Show one voice.

    Example:
        tavus voices get v0a1b2c3d4e5f --json
    """
    show_one(session_of(ctx), VOICE, voice_id, {})
