"""Make, look up and download videos."""

from functools import partial
from typing import Annotated, Any

import typer

from tavus_cli.api.ids import Ids, segment
from tavus_cli.cli.grammar import DataVerb, ListVerb, noun
from tavus_cli.cli.options import (
    All,
    DryRun,
    Every,
    Force,
    Hard,
    Interval,
    Limit,
    Look,
    Page,
    Strict,
    Verbose,
    Wait,
    Yes,
    accepting,
    taking,
)
from tavus_cli.cli.session import session_of
from tavus_cli.verbs import preflight
from tavus_cli.verbs.download.names import parse_destination
from tavus_cli.verbs.read import show_list, show_one
from tavus_cli.verbs.resource import Job, Product, Resource
from tavus_cli.verbs.script import script_of

app = noun(__doc__)

# Source: GET /v2/videos; the last four are seen in live lists and documented on other pages.
VIDEO = Resource(
    noun="video",
    path="/v2/videos",
    columns={
        "video_id": "ID",
        "video_name": "NAME",
        "status": "STATUS",
        "generation_progress": "PROGRESS",
        "replica_id": "REPLICA",
        "created_at": "CREATED",
        "hosted_url": "LINK",
    },
    essential=3,
    fields=(
        "video_id",
        "video_name",
        "status",
        "status_details",
        "data",
        "download_url",
        "hosted_url",
        "stream_url",
        "background_url",
        "background_source_url",
        "still_image_thumbnail_url",
        "gif_thumbnail_url",
        "error_details",
        "replica_id",
        "generation_progress",
        "created_at",
        "updated_at",
    ),
    ids=Ids(r"[0-9a-f]{9,10}", "has 9 or 10 digits and letters up to f"),
    statuses=("queued", "generating", "ready", "error", "deleted"),
)
# What a download is shown as: to a pipe the path alone.
SAVED = VIDEO.part({"path": "PATH"}, ("video_id", "path", "bytes"))

# Only ready is done: waiting for completed, as for replicas, would never end. status_details tells the reason of a
# failure, since error_details is null in all documented samples. Source: GET /v2/videos, the pages on callbacks.
GENERATION = Job(
    VIDEO,
    name="generation",
    duration="a video takes minutes",
    progress="generation_progress",
    done=frozenset({"ready"}),
    failed=frozenset({"error", "deleted"}),
    reasons=("error_details", "status_details"),
)

VideoId = Annotated[str, typer.Argument(metavar="ID", help="The video's id, such as 783537ef5.")]


@app.command("list", cls=ListVerb)
def list_videos(ctx: typer.Context, limit: Limit = None, page: Page = None, everything: All = False) -> None:
    """List videos.

    Example:
        tavus videos list --all --columns video_id,status,data.script
    """
    show_list(session_of(ctx), VIDEO, {"limit": limit, "page": page}, everything=everything)


@app.command("get", cls=DataVerb)
def get_video(ctx: typer.Context, video_id: VideoId, verbose: Verbose = None) -> None:
    """Show one video, with its progress, its links and what went wrong.

    Example:
        tavus videos get 783537ef5 --json
    """
    show_one(session_of(ctx), VIDEO, video_id, {"verbose": verbose})


def new_video(
    replica_id: Annotated[str, typer.Option(metavar="ID", help="The replica that speaks.")],
    script: Annotated[str | None, typer.Option(metavar="TEXT", help="What it says.")] = None,
    script_file: Annotated[
        str | None, typer.Option(metavar="FILE", help="What it says, from a text file; - is standard input.")
    ] = None,
    audio_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Direct link to a .wav or .mp3 to speak, instead of a script.")
    ] = None,
    video_name: Annotated[str | None, typer.Option(metavar="NAME", help="A name for the video.")] = None,
    background_url: Annotated[str | None, typer.Option(metavar="URL", help="Website behind the replica.")] = None,
    background_source_url: Annotated[str | None, typer.Option(metavar="URL", help="Link to a clip behind it.")] = None,
    watermark_image_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Link to a logo, .png or .jpg.")
    ] = None,
    fast: Annotated[bool | None, typer.Option(help="Render faster: no background, thumbnails or stream.")] = None,
    transparent_background: Annotated[bool | None, typer.Option(help="Make a see-through .webm; with --fast.")] = None,
    callback_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Is told when the video is done, well or not.")
    ] = None,
    properties: Annotated[
        str | None, typer.Option(metavar="JSON", help="More, as a JSON object: background_scroll, start_with_wave.")
    ] = None,
) -> dict[str, Any]:
    """The fields of a new video, by the options that bear their names."""
    from tavus_cli.verbs.create import properties_of

    return {
        "replica_id": replica_id,
        "script": script_of(script, script_file),
        "audio_url": audio_url,
        "video_name": video_name,
        "background_url": background_url,
        "background_source_url": background_source_url,
        "watermark_image_url": watermark_image_url,
        "fast": fast,
        "transparent_background": transparent_background,
        "callback_url": callback_url,
        "properties": properties_of(properties, '{"start_with_wave": false}'),
    }


# Source: POST /v2/videos.
NEW_VIDEO = Product(
    VIDEO,
    created=VIDEO.part(
        {"video_id": "ID", "status": "STATUS", "hosted_url": "LINK"},
        ("video_id", "video_name", "status", "hosted_url", "created_at"),
    ),
    check=preflight.check_video,
    warnings=preflight.video_warnings,
    options=new_video,
    job=GENERATION,
)


@app.command("create", cls=DataVerb)
@taking(new_video)
def create_video(
    ctx: typer.Context,
    fields: dict[str, Any],
    dry_run: DryRun = False,
    look: Look = None,
    wait: Wait = False,
    interval: Interval = None,
    download: Annotated[
        str | None, typer.Option(metavar="FILE", help="Wait, then save the video as this file or in this folder.")
    ] = None,
    force: Force = False,
) -> None:
    """Make a video of a replica that speaks. Costs money and takes minutes.

    Example:
        tavus videos create --replica-id rf4e9d9790f0 --script "Hello there" --download hello.mp4
    """
    from tavus_cli.verbs.create import create
    from tavus_cli.verbs.wait import waiting

    session, keep = session_of(ctx), None
    how = waiting(wait=wait or download is not None, interval=interval)
    if download is not None:
        from tavus_cli.verbs.download.part import try_target
        from tavus_cli.verbs.download.saving import save_new

        destination = parse_destination(download, force=force, option="--download")
        if not dry_run:
            try_target(destination)
        keep = partial(save_new, session, GENERATION, destination=destination)
    create(session, NEW_VIDEO, fields, dry_run=dry_run, look=look, wait=how, then=keep)


@app.command("check", cls=DataVerb)
@accepting(create_video)
@taking(new_video, optional=True)
def check_video(
    ctx: typer.Context,
    fields: dict[str, Any],
    audio: Annotated[str | None, typer.Option(metavar="FILE", help="Sound to speak, on this machine.")] = None,
    strict: Strict = False,
    every: Every = False,
) -> None:
    """Tell what would fail in a video, before anything is sent.

    Takes all options of create. Ends with 5 if something will fail, 6 or 9 if nothing could be looked at.

    Example:
        tavus videos check --audio talk.mp3
    """
    from tavus_cli.verbs.check.run import check

    check(session_of(ctx), NEW_VIDEO, fields, {"audio_url": audio}, strict=strict, every=every)


@app.command("wait", cls=DataVerb)
def wait_for_videos(
    ctx: typer.Context,
    video_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the videos to wait for.")],
    interval: Interval = None,
) -> None:
    """Wait until videos are ready.

    There is no limit unless --timeout is given. Ends with 0 if all are ready, 11 if one failed, 9 if the limit ran out.

    Example:
        tavus videos wait 783537ef5 --timeout 30m
    """
    from tavus_cli.verbs.wait import Waiting, show_ended

    show_ended(session_of(ctx), GENERATION, video_ids, Waiting(interval))


@app.command("rename", cls=DataVerb)
def rename_video(
    ctx: typer.Context,
    video_id: VideoId,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new name.")],
) -> None:
    """Give a video another name.

    Example:
        tavus videos rename 783537ef5 "Spring sale"
    """
    from tavus_cli.verbs.change import rename

    rename(session_of(ctx), VIDEO, video_id, name)


@app.command("delete", cls=DataVerb)
def delete_videos(
    ctx: typer.Context,
    video_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the videos to delete.")],
    hard: Hard = False,
    yes: Yes = False,
) -> None:
    """Delete videos. Asks first on a terminal, and elsewhere needs --yes.

    Goes on past a video that cannot be deleted; the exit code is then the worst that was met.

    Example:
        tavus videos delete 783537ef5 8a4f94e736 --yes
    """
    from tavus_cli.verbs.change import delete

    delete(session_of(ctx), VIDEO, video_ids, hard=hard, sure=yes)


@app.command("download", cls=DataVerb)
def download_video(
    ctx: typer.Context,
    video_id: VideoId,
    into: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE|DIR", help="Where to save; in this folder by its id unless set."),
    ] = None,
    force: Force = False,
) -> None:
    """Download a video and print where it was saved.

    A download that was broken off goes on where it was, with the same command. It is given up after 60 s without
    progress, or as --call-timeout says; --timeout limits the whole.

    Example:
        tavus videos download 783537ef5 --output sale.mp4
    """
    session = session_of(ctx)
    segment(video_id, "video")
    session.out.check_columns(SAVED)
    destination = parse_destination(into, force=force)
    from tavus_cli.verbs.download.saving import save_video

    session.out.item(SAVED, save_video(session, GENERATION, video_id, destination))
