"""tavus replicas: train, look up and list replicas."""

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

from tavus_cli import output, preflight
from tavus_cli.commands import DataVerb, noun
from tavus_cli.creation import Creation
from tavus_cli.errors import UsageError
from tavus_cli.options import All, Interval, Limit, Page, Verbose, Wait, check_paging
from tavus_cli.session import Session, session_of
from tavus_cli.shapes import Shape
from tavus_cli.urls import segment
from tavus_cli.wait import Work, show_settled

app = noun("Train, look up and list replicas.")

PATH = "/v2/replicas"

# Source: GET /v2/replicas and GET /v2/replicas/{replica_id}. model_name is documented since mid-2026.
SHAPE = Shape(
    noun="replica",
    id_field="replica_id",
    columns={
        "replica_id": "ID",
        "replica_name": "NAME",
        "status": "STATUS",
        "training_progress": "PROGRESS",
        "created_at": "CREATED",
        "model_name": "MODEL",
        "replica_type": "TYPE",
    },
    essential=3,
    fields=(
        "replica_id",
        "replica_name",
        "status",
        "training_progress",
        "error_message",
        "model_name",
        "replica_type",
        "thumbnail_video_url",
        "created_at",
        "updated_at",
    ),
)
# Source: POST /v2/replicas.
CREATED = Shape("replica", "replica_id", {"replica_id": "ID", "status": "STATUS"}, 2, ("replica_id", "status"))


# The API says completed, its callbacks ready. Source: GET /v2/replicas/{replica_id} and the pages on callbacks.
TRAINING = Work(
    act="training",
    shape=SHAPE,
    path=PATH,
    command="replicas wait",
    progress="training_progress",
    done=frozenset({"completed", "ready"}),
    failed=frozenset({"error"}),
    reasons=("error_message",),
)


class ReplicaType(StrEnum):
    """Whose replicas: the account's own, or Tavus's stock."""

    user = "user"
    system = "system"


@app.command("list", cls=DataVerb)
def list_replicas(
    ctx: typer.Context,
    limit: Limit = None,
    page: Page = None,
    everything: All = False,
    replica_type: Annotated[
        ReplicaType | None, typer.Option("--replica-type", help="Your own (user) or stock (system) replicas.")
    ] = None,
    replica_ids: Annotated[
        list[str] | None,
        typer.Option("--replica-ids", metavar="A,B", help="Only these; may be given repeatedly."),
    ] = None,
    verbose: Verbose = None,
) -> None:
    """List replicas.

    Example:
        tavus replicas list --replica-type user --format ids
    """
    session = session_of(ctx)
    check_paging(page, everything)
    params = {
        "limit": limit,
        "page": page,
        "verbose": verbose,
        "replica_type": replica_type and replica_type.value,
        "replica_ids": _ids(replica_ids),
    }
    output.show_list(session, SHAPE, PATH, params, everything=everything)


@app.command("get", cls=DataVerb)
def get_replica(
    ctx: typer.Context,
    replica_id: Annotated[str, typer.Argument(metavar="ID", help="The replica's id, such as rf4e9d9790f0.")],
    verbose: Verbose = None,
) -> None:
    """Show one replica, with its training progress and what went wrong.

    Example:
        tavus replicas get rf4e9d9790f0 --json
    """
    session = session_of(ctx)
    segment(replica_id, "replica")
    output.item(session, SHAPE, session.client.fetch(PATH, "replica", replica_id, {"verbose": verbose}))


@app.command("create", cls=DataVerb)
def create_replica(
    ctx: typer.Context,
    train_video_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Direct link to the training clip.")
    ] = None,
    consent_video_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Direct link to a clip with only the consent statement.")
    ] = None,
    train_image_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Direct link to a portrait, instead of a clip.")
    ] = None,
    voice_name: Annotated[
        str | None, typer.Option(metavar="NAME", help="Stock voice, such as anna; needed with an image.")
    ] = None,
    auto_fix_training_image: Annotated[
        bool | None, typer.Option(help="Let Tavus repair the image so that it meets its rules.")
    ] = None,
    callback_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Is told when the training ends, well or not.")
    ] = None,
    replica_name: Annotated[str | None, typer.Option(metavar="NAME", help="A name for the replica.")] = None,
    model_name: Annotated[
        str | None, typer.Option(metavar="MODEL", help="Such as phoenix-4; the API chooses unless given.")
    ] = None,
    background_green_screen: Annotated[bool | None, typer.Option(help="Train with a green-screen background.")] = None,
    properties: Annotated[
        str | None, typer.Option(metavar="JSON", help="Further training properties, as a JSON object.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the request as a curl command and send nothing.")
    ] = False,
    wait: Wait = False,
    interval: Interval = None,
) -> None:
    r"""Train a replica from a clip or a portrait. Costs money and takes hours.

    Example:
        tavus replicas create --train-video-url https://example.com/me.mp4 \
            --consent-video-url https://example.com/consent.mp4 --replica-name "Me"
    """
    session = session_of(ctx)
    body = {
        "train_video_url": train_video_url,
        "consent_video_url": consent_video_url,
        "train_image_url": train_image_url,
        "voice_name": voice_name,
        "auto_fix_training_image": auto_fix_training_image,
        "callback_url": callback_url,
        "replica_name": replica_name,
        "model_name": model_name,
        "properties": _properties(properties, background_green_screen),
    }
    given = {name: value for name, value in body.items() if value is not None}
    record = _create(session, given, dry_run=dry_run, show=not wait)
    if record is not None and wait:
        session.streams.note(f"{record['replica_id']} was created")
        show_settled(session, TRAINING, [record["replica_id"]], interval=interval)


@app.command("wait", cls=DataVerb)
def wait_for_replicas(
    ctx: typer.Context,
    replica_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the replicas to wait for.")],
    interval: Interval = None,
) -> None:
    """Wait until replicas are trained; --timeout limits the whole wait.

    Ends with 0 if all were trained, 11 if a training failed, 9 if the limit ran out.

    Example:
        tavus replicas wait rf4e9d9790f0 --timeout 21600
    """
    show_settled(session_of(ctx), TRAINING, replica_ids, interval=interval)


def _create(session: Session, body: dict[str, Any], *, dry_run: bool, show: bool) -> dict[str, Any] | None:
    preflight.check_replica(body)
    output.check_columns(session, CREATED if show else SHAPE)
    for warning in preflight.replica_warnings(body, datetime.now(UTC)):
        session.streams.warn(warning)
    if dry_run:
        output.dry_run(session, "POST", session.base_url + PATH, body)
        return None
    creation = Creation("replica", body.get("replica_name"), session.suggest("replicas list --replica-type user"))
    record = session.client.create(PATH, body, creation)
    if show:
        output.created(session, CREATED, record)
        if session.streams.out_is_terminal:
            follow_up = session.suggest(f"{TRAINING.command} {record['replica_id']}")
            session.streams.note(f"training takes hours; wait for it with: {follow_up}")
    return record


def _ids(given: list[str] | None) -> list[str] | None:
    if not given:
        return None
    ids = [replica_id.strip() for text in given for replica_id in text.split(",")]
    if not all(ids):
        raise UsageError("--replica-ids has an empty id in it.", hint="give ids separated by commas, such as r1,r2")
    return ids


def _no_constant(name: str) -> None:
    # Python reads NaN and Infinity, which JSON does not have.
    raise ValueError(name)


def _properties(text: str | None, green_screen: bool | None) -> dict[str, Any] | None:
    """The `properties` object of the request: the user's own, and the field that has an option."""
    try:
        properties = {} if text is None else json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        where = f" ({error.msg.lower()}, position {error.pos})" if isinstance(error, json.JSONDecodeError) else ""
        raise UsageError(f"--properties is not JSON{where}.") from None
    if not isinstance(properties, dict):
        raise UsageError("--properties is not a JSON object.", hint="such as '{\"background_green_screen\": true}'")
    if green_screen is not None:
        if "background_green_screen" in properties:
            raise UsageError("background_green_screen is given twice.", hint="drop it from --properties")
        properties["background_green_screen"] = green_screen
    return properties if properties or text is not None else None
