"""Show the voices of replicas, and create your own."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any

import typer

from tavus_cli.api.records import Ids
from tavus_cli.cli.grammar import DataVerb, GetVerb, ListVerb, noun
from tavus_cli.cli.options import All, DryRun, Input, Interval, Limit, Page, Wait, Yes, taking
from tavus_cli.cli.session import session_of
from tavus_cli.errors import UsageError
from tavus_cli.text import split_values
from tavus_cli.verbs.preflight import check_values
from tavus_cli.verbs.resource import Job, Product, Resource

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
    ids=Ids(pattern=r"v[0-9a-f]{8,}", description="starts with v"),
    known_by_name="description",
    ids_come="--source all",
    statuses={
        "started": "it is being created, which takes minutes",
        "completed": "it can be used",
        "error": "it failed; error_message says why",
    },
    rename_tail="",
)
app = noun(__doc__, VOICE.meanings)

# Source: GET /v2/voices/{voice_id}.
CLONING = Job(
    resource=VOICE,
    name="cloning",
    duration="a voice takes minutes",
    progress="",
    done=frozenset({"completed"}),
    failed=frozenset({"error"}),
    reasons=("error_message",),
)
VoiceId = Annotated[str, typer.Argument(metavar="ID", help="The voice's id, such as v0a1b2c3d4e5f.")]


class Order(StrEnum):
    """The order by name, ascending or descending."""

    asc = "asc"
    desc = "desc"


@app.command("list", cls=ListVerb)
def list_voices(
    ctx: typer.Context,
    limit: Limit = None,
    page: Page = None,
    everything: All = False,
    search: Annotated[
        str | None,
        typer.Option("--search", metavar="TEXT", help="Only voices with this text in their name, ignoring case."),
    ] = None,
    sort: Annotated[
        Order | None, typer.Option("--sort", help="Order of the names, ascending or descending (default: asc).")
    ] = None,
    tag: Annotated[str | None, typer.Option("--tag", metavar="TAG", help="Only voices with this tag.")] = None,
    tags: Annotated[
        list[str] | None, typer.Option("--tags", metavar="A,B", help="Only voices with these tags; may be repeated.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="SOURCE", help="Which voices; all includes your own voices, and all ids."),
    ] = None,
) -> None:
    """List voices.

    Without --source all, the API may leave out ids and your own voices.

    Example:
        tavus voices list --search ann --columns voice_name,tags
    """
    from tavus_cli.verbs.read import show_list

    params = {
        "limit": limit,
        "page": page,
        "search": search,
        "sort": sort and sort.value,
        "tag": tag,
        "tags": split_values(tags, "--tags"),
        "source": source,
    }
    show_list(session_of(ctx), VOICE, params, everything=everything)


@app.command("get", cls=GetVerb)
def get_voices(
    ctx: typer.Context,
    voice_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the voices to show.")],
) -> None:
    """Show one or more voices.

    Example:
        tavus voices get v0a1b2c3d4e5f --json
    """
    from tavus_cli.verbs.read import show_records

    show_records(session_of(ctx), VOICE, voice_ids)


def new_voice(
    voice_name: Annotated[str | None, typer.Option(metavar="NAME", help="A name for the voice.")] = None,
    description: Annotated[str | None, typer.Option(metavar="TEXT", help="What it sounds like.")] = None,
    callback_url: Annotated[
        str | None, typer.Option(metavar="URL", help="URL that the API calls when the voice is ready or has failed.")
    ] = None,
    properties: Annotated[
        str | None,
        typer.Option(metavar="JSON", help="More fields, as a JSON object, such as the link to the audio sample."),
    ] = None,
) -> dict[str, Any]:
    """The fields of a new voice, from options with the same names."""
    from tavus_cli.verbs.body import joined_fields, object_of

    fields = {"voice_name": voice_name, "description": description, "callback_url": callback_url}
    if properties is None:
        return fields
    sample = '{"train_audio_url": "https://example.com/ana.mp3"}'
    return joined_fields(object_of(properties, sample), fields, "--properties")


def _check(body: Mapping[str, Any]) -> None:
    """Raise UsageError for a create that the API would refuse."""
    check_values(body)
    if "voice_name" not in body:
        raise UsageError("--voice-name is missing: a voice needs a name.", hint="add --voice-name NAME")


def _warnings(body: Mapping[str, Any]) -> Iterator[str]:
    """Yield the reasons why a voice may fail, each a sentence."""
    if not body.keys() - {"voice_name", "description", "callback_url"}:
        yield "there is no link to an audio sample: give it with --properties"


# Source: POST /v2/voices.
NEW_VOICE = Product(
    resource=VOICE,
    created=VOICE.part(
        {"voice_id": "ID", "voice_name": "NAME", "status": "STATUS"}, ("voice_id", "voice_name", "status")
    ),
    check=_check,
    warnings=_warnings,
    options=new_voice,
    job=CLONING,
)


@app.command("create", cls=DataVerb)
@taking(new_voice)
def create_voice(
    ctx: typer.Context,
    fields: dict[str, Any],
    source: Input = None,
    dry_run: DryRun = False,
    wait: Wait = False,
    interval: Interval = None,
) -> None:
    r"""Create a voice from a sample of speech. Takes minutes.

    The API documentation does not name the field for the link to the sample. It is probably train_audio_url; give it
    with --properties.

    Example:
        tavus voices create --voice-name Ana \
            --properties '{"train_audio_url": "https://example.com/ana.mp3"}'
    """
    from tavus_cli.verbs.body import body_of
    from tavus_cli.verbs.create import create
    from tavus_cli.verbs.wait import waiting

    how = waiting(wait=wait, interval=interval)
    create(session_of(ctx), NEW_VOICE, body_of(source, fields), dry_run=dry_run, wait=how)


@app.command("wait", cls=DataVerb)
def wait_for_voices(
    ctx: typer.Context,
    voice_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the voices to wait for.")],
    interval: Interval = None,
) -> None:
    """Wait until voices are ready for use.

    There is no time limit unless --timeout is given. Exits with 0 if all are completed, 11 if one failed, 9 if the
    time limit ran out.

    Example:
        tavus voices wait v0a1b2c3d4e5f --timeout 15m
    """
    from tavus_cli.verbs.wait import Waiting, show_ended

    show_ended(session_of(ctx), CLONING, voice_ids, Waiting(interval))


@app.command("rename", cls=DataVerb)
def rename_voice(
    ctx: typer.Context,
    voice_id: VoiceId,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new name.")],
    dry_run: DryRun = False,
) -> None:
    """Rename one of your own voices.

    Example:
        tavus voices rename v0a1b2c3d4e5f "Ana"
    """
    from tavus_cli.verbs.change import rename

    rename(session_of(ctx), VOICE, voice_id, name, dry_run=dry_run)


@app.command("delete", cls=DataVerb)
def delete_voices(
    ctx: typer.Context,
    voice_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the voices to delete.")],
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Delete voices. Asks first; without a terminal, needs --yes.

    If one cannot be deleted, continues with the next; the exit code is then that of the most serious error.

    Example:
        tavus voices delete v0a1b2c3d4e5f --yes
    """
    from tavus_cli.verbs.change import Deletion, delete

    delete(session_of(ctx), VOICE, voice_ids, Deletion(sure=yes, dry_run=dry_run))
