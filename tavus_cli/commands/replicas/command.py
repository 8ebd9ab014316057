"""`tavus replicas`: its commands."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from tavus_cli.cli.grammar import CheckVerb, DataVerb, GetVerb, ListVerb, UploadVerb, Verb, noun
from tavus_cli.cli.options import (
    All,
    ConsentVideo,
    DeleteUpload,
    DryRun,
    Every,
    Hard,
    Input,
    Inspect,
    Interval,
    Limit,
    Page,
    Preview,
    Strict,
    TrainImage,
    TrainVideo,
    Wait,
    Yes,
    accepting,
    taking,
    verbose,
)
from tavus_cli.cli.session import session_of
from tavus_cli.commands import replicas
from tavus_cli.commands.replicas.resource import NEW_REPLICA, REPLICA, TRAINING, new_replica
from tavus_cli.text import split_values

app = noun(replicas.__doc__, REPLICA.meanings)

ReplicaId = Annotated[str, typer.Argument(metavar="ID", help="The replica's id, such as r7bc3db0d581.")]


class ReplicaType(StrEnum):
    """The owner of replicas: the account (user), or Tavus (system) for stock replicas."""

    user = "user"
    system = "system"


@app.command("list", cls=ListVerb)
def list_replicas(
    ctx: typer.Context,
    limit: Limit = None,
    page: Page = None,
    everything: All = False,
    replica_type: Annotated[
        ReplicaType | None, typer.Option("--replica-type", help="Your own (user) or stock (system) replicas.")
    ] = None,
    replica_ids: Annotated[
        list[str] | None, typer.Option("--replica-ids", metavar="A,B", help="Only these replicas; may be repeated.")
    ] = None,
    model_name: Annotated[
        str | None,
        typer.Option("--model-name", metavar="MODEL", help="Only replicas of this model, such as phoenix-4."),
    ] = None,
    verbose: Annotated[bool | None, verbose("replica_type, user or system")] = None,
) -> None:
    """List replicas.

    Example:
        tavus replicas list --replica-type user --format ids
    """
    from tavus_cli.verbs.read import show_list

    session = session_of(ctx)
    params = {
        "limit": limit,
        "page": page,
        "verbose": verbose,
        "replica_type": replica_type and replica_type.value,
        "replica_ids": split_values(replica_ids, "--replica-ids"),
        "model_name": model_name,
    }
    show_list(session, REPLICA, params, everything=everything)


@app.command("get", cls=GetVerb)
def get_replicas(
    ctx: typer.Context,
    replica_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the replicas to show.")],
    verbose: Annotated[bool | None, verbose("replica_type, user or system")] = None,
) -> None:
    """Show one or more replicas, with training progress and errors.

    Example:
        tavus replicas get r7bc3db0d581 --json
    """
    from tavus_cli.verbs.read import show_records

    show_records(session_of(ctx), REPLICA, replica_ids, {"verbose": verbose})


@app.command("create", cls=UploadVerb)
@taking(new_replica)
def create_replica(
    ctx: typer.Context,
    fields: dict[str, Any],
    train_video: TrainVideo = None,
    consent_video: ConsentVideo = None,
    train_image: TrainImage = None,
    delete_upload: DeleteUpload = False,
    source: Input = None,
    dry_run: DryRun = False,
    inspect: Inspect = None,
    wait: Wait = False,
    interval: Interval = None,
    preview: Preview = False,
) -> None:
    r"""Train a replica from a clip or a portrait. Costs money and takes hours.

    The files are checked first, and nothing is sent if one of them will fail: see `tavus replicas check`. A local file
    is first uploaded to your own storage, or to the sandbox: see `tavus help upload`.

    Links must point directly to the files, and stay valid for 24 hours.

    A clip of a person needs a spoken consent statement: in a separate clip, or at the start of the training clip, in
    any supported language. A portrait needs none, and neither does a clip without a person. The statement: "I, [FULL
    NAME], am currently speaking and consent Tavus to create an AI clone of me by using the audio and video samples I
    provide. I understand that this AI clone can be used to create videos that look and sound like me."

    Example:
        tavus replicas create --train-video-url https://example.com/me.mp4 \
            --consent-video-url https://example.com/consent.mp4 --replica-name "Me"
    """
    from tavus_cli.verbs.body import body_of
    from tavus_cli.verbs.create import Files, create
    from tavus_cli.verbs.wait import waiting

    how = waiting(wait=wait, interval=interval, preview=preview)
    paths = {"train_video_url": train_video, "consent_video_url": consent_video, "train_image_url": train_image}
    files = Files(paths, delete=delete_upload)
    create(
        session_of(ctx), NEW_REPLICA, body_of(source, fields), files=files, dry_run=dry_run, inspect=inspect, wait=how
    )


@app.command("check", cls=CheckVerb)
@accepting(create_replica)
@taking(new_replica)
def check_replica(
    ctx: typer.Context,
    fields: dict[str, Any],
    source: Input = None,
    train_video: TrainVideo = None,
    consent_video: ConsentVideo = None,
    train_image: TrainImage = None,
    ask_api: Annotated[bool, typer.Option(help="Also ask the API to validate a portrait.")] = True,
    strict: Strict = False,
    every: Every = False,
) -> None:
    r"""Check whether a training would fail, before anything is sent.

    Reads the first part of each file or link: usually 140 KB, at most 8 MiB. Accepts all options of create, so you can
    change the verb only. Exits with 5 if something will fail, 6 or 9 if no file could be read. The rules: `tavus help
    check`.

    Example:
        tavus replicas check --train-video me.mp4 --consent-video consent.mp4
    """
    from tavus_cli.verbs.body import body_of
    from tavus_cli.verbs.check.run import check

    paths = {"train_video_url": train_video, "consent_video_url": consent_video, "train_image_url": train_image}
    check(session_of(ctx), NEW_REPLICA, body_of(source, fields), paths, ask_api=ask_api, strict=strict, every=every)


@app.command("wait", cls=DataVerb)
def wait_for_replicas(
    ctx: typer.Context,
    replica_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the replicas to wait for.")],
    interval: Interval = None,
    preview: Preview = False,
) -> None:
    """Wait until replicas are trained.

    There is no time limit unless --timeout is given. Exits with 0 if all are completed, 11 if one failed, 9 if the
    time limit ran out. Models such as phoenix-4.5 first create a preview with a watermark, which can be used, and then
    fine-tune it; --preview waits only for the preview.

    Example:
        tavus replicas wait r7bc3db0d581 --timeout 6h
    """
    from tavus_cli.verbs.wait import Waiting, show_ended

    show_ended(session_of(ctx), TRAINING, replica_ids, Waiting(interval, preview))


@app.command("rename", cls=DataVerb)
def rename_replica(
    ctx: typer.Context,
    replica_id: ReplicaId,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new name.")],
    dry_run: DryRun = False,
) -> None:
    """Rename a replica.

    Example:
        tavus replicas rename rf4e9d9790f0 "Rio"
    """
    from tavus_cli.verbs.change import rename

    rename(session_of(ctx), REPLICA, replica_id, name, dry_run=dry_run)


@app.command("delete", cls=DataVerb)
def delete_replicas(
    ctx: typer.Context,
    replica_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the replicas to delete.")],
    hard: Hard = False,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Delete replicas. Asks first; without a terminal, needs --yes.

    If one cannot be deleted, continues with the next; the exit code is then that of the most serious error.

    Example:
        tavus replicas delete rf4e9d9790f0 --yes
    """
    from tavus_cli.verbs.change import Deletion, delete

    delete(session_of(ctx), REPLICA, replica_ids, Deletion(hard=hard, sure=yes, dry_run=dry_run, job=TRAINING))


@app.command("open", cls=Verb)
def open_replica(ctx: typer.Context, replica_id: ReplicaId) -> None:
    """Open the thumbnail video of a replica in the browser.

    Without a terminal, prints the link instead. Without a browser, prints the link and exits with 1.

    Example:
        tavus replicas open r7bc3db0d581
    """
    from tavus_cli.verbs.browse import open_record

    open_record(session_of(ctx), REPLICA, replica_id)
