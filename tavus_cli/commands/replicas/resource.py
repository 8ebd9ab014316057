"""The declaration of replicas: their fields, their job, and their create."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from tavus_cli.api.records import Callback, Callbacks, Ids, Row, id_of
from tavus_cli.errors import UsageError
from tavus_cli.output.rows import cell
from tavus_cli.text import brief
from tavus_cli.verbs.resource import Job, Product, Resource, State


def _callbacks(replica: Row) -> list[Callback]:
    """The callbacks about a replica. For a failure they contain the message, but not the code.

    Source: the page on callbacks, which says ready where GET says completed; finetune_status comes with phoenix-4.5.
    """
    record_id = id_of(replica, REPLICA.id_field)
    state = TRAINING.state(replica, preview=True)
    if state is State.FAILED:
        reason = cell(replica.get("error_message"))
        return [Callback(event="error", body={"replica_id": record_id, "status": "error", "error_message": reason})]
    if state is not State.DONE:
        return []
    ready = {"replica_id": record_id, "status": "ready"}
    stage = TRAINING.stage(replica)
    if not stage:
        return [Callback(event="ready", body=ready)]
    stages = ["training"] if TRAINING.state(replica) is State.RUNNING else ["training", stage]
    return [Callback(event="ready", body={**ready, "finetune_status": each}) for each in stages]


# Source: GET /v2/replicas and GET /v2/replicas/{replica_id}. model_name is documented since mid-2026,
# finetune_status with phoenix-4.5.
REPLICA = Resource(
    noun="replica",
    path="/v2/replicas",
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
        "finetune_status",
        "training_progress",
        "error_message",
        "model_name",
        "replica_type",
        "thumbnail_video_url",
        "created_at",
        "updated_at",
    ),
    ids=Ids(pattern=r"r[0-9a-f]{8,}", description="starts with r"),
    sparse={"finetune_status": "FINE-TUNING"},
    own=("replica_type", "user"),
    callbacks=Callbacks(of=_callbacks),
    statuses={
        "started": "it is in training, which takes hours; its progress may pause",
        "completed": "it can be used; finetune_status says whether it is final",
        "error": "the training failed, and cost nothing; error_message says why",
    },
    links=("thumbnail_video_url",),
)
# The API says completed, its callbacks ready. Source: GET /v2/replicas/{replica_id} and the pages on callbacks.
TRAINING = Job(
    resource=REPLICA,
    name="training",
    duration="training takes hours",
    progress="training_progress",
    done=frozenset({"completed", "ready"}),
    failed=frozenset({"error"}),
    reasons=("error_message",),
    second_stage="finetune_status",
    many="replica_ids",
)


def new_replica(
    train_video_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Direct link to the training clip.")
    ] = None,
    consent_video_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Direct link to a separate clip of the consent statement.")
    ] = None,
    train_image_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Direct link to a portrait, to train from it instead of a clip.")
    ] = None,
    voice_name: Annotated[
        str | None, typer.Option(metavar="NAME", help="Stock voice, such as anna; a portrait needs a voice.")
    ] = None,
    default_voice_id: Annotated[
        str | None, typer.Option(metavar="ID", help="One of your own voices, instead of --voice-name.")
    ] = None,
    auto_fix_training_image: Annotated[
        bool | None, typer.Option(help="Let Tavus repair the portrait so that it meets its rules.")
    ] = None,
    callback_url: Annotated[
        str | None, typer.Option(metavar="URL", help="URL that the API calls when the training has ended or failed.")
    ] = None,
    replica_name: Annotated[str | None, typer.Option(metavar="NAME", help="A name for the replica.")] = None,
    model_name: Annotated[
        str | None, typer.Option(metavar="MODEL", help="Model, such as phoenix-4.5 (default of the API: phoenix-4).")
    ] = None,
    background_green_screen: Annotated[bool | None, typer.Option(help="Train with a green-screen background.")] = None,
    properties: Annotated[
        str | None, typer.Option(metavar="JSON", help="More training properties, as a JSON object.")
    ] = None,
) -> dict[str, Any]:
    """The fields of a new replica, from options with the same names."""
    from tavus_cli.verbs.body import properties_of

    return {
        "train_video_url": train_video_url,
        "consent_video_url": consent_video_url,
        "train_image_url": train_image_url,
        "voice_name": voice_name,
        "default_voice_id": default_voice_id,
        "auto_fix_training_image": auto_fix_training_image,
        "callback_url": callback_url,
        "replica_name": replica_name,
        "model_name": model_name,
        "properties": properties_of(
            properties, '{"background_green_screen": true}', background_green_screen=background_green_screen
        ),
    }


def _check(body: Mapping[str, Any]) -> None:
    """Raise UsageError for a create that the API would refuse, with the option to add or to remove."""
    from tavus_cli.verbs.preflight import check_values

    check_values(body)
    has_video, has_image = "train_video_url" in body, "train_image_url" in body
    if has_video and has_image:
        raise UsageError(
            "--train-video-url and --train-image-url exclude each other: a replica is trained from one of them.",
            hint="leave one of them out",
        )
    if not has_video and not has_image:
        raise UsageError(
            "there is nothing to train from: neither --train-video-url nor --train-image-url is given.",
            hint="add one of them, or --train-video or --train-image for a local file",
        )
    if "voice_name" in body and "default_voice_id" in body:
        raise UsageError(
            "--voice-name and --default-voice-id exclude each other: a replica has one voice.",
            hint="leave one of them out",
        )
    if has_image and not {"voice_name", "default_voice_id"} & body.keys():
        raise UsageError(
            "--train-image-url needs --voice-name or --default-voice-id, because a portrait has no voice.",
            hint="add --voice-name NAME, such as anna",
        )


def _warnings(body: Mapping[str, Any]) -> Iterator[str]:
    """Yield the reasons why the training may fail, each a sentence."""
    if body.get("model_name") == "phoenix-3" and "train_image_url" in body:
        yield "--model-name: phoenix-3 cannot be trained from a portrait; leave it out, or give phoenix-4"
    model = body.get("model_name")
    if isinstance(model, str) and not model.startswith("phoenix-"):
        yield f"--model-name: models are called phoenix-3, phoenix-4 and so on, not {brief(model)}"
    if "train_image_url" in body and "consent_video_url" in body:
        yield "--consent-video-url has no effect: it is only for a training clip"
    if "train_video_url" in body and "auto_fix_training_image" in body:
        yield "--auto-fix-training-image has no effect: it is only for a portrait"
    if "train_video_url" in body and "consent_video_url" not in body:
        yield (
            "there is no --consent-video-url or --consent-video: a clip of a person must then begin with the spoken"
            " consent statement; its words: tavus replicas create --help"
        )


# Source: POST /v2/replicas.
NEW_REPLICA = Product(
    resource=REPLICA,
    created=REPLICA.part({"replica_id": "ID", "status": "STATUS"}, ("replica_id", "status")),
    check=_check,
    warnings=_warnings,
    options=new_replica,
    job=TRAINING,
)
