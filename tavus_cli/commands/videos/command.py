"""`tavus videos`: its commands."""

from functools import partial
from typing import Annotated, Any

import typer

from tavus_cli.api.urls import segment
from tavus_cli.cli.grammar import CheckVerb, DataVerb, GetVerb, ListVerb, UploadVerb, Verb, noun
from tavus_cli.cli.options import (
    All,
    Audio,
    DeleteUpload,
    DryRun,
    Every,
    Force,
    Hard,
    Input,
    Inspect,
    Interval,
    Limit,
    Page,
    Strict,
    Wait,
    Yes,
    accepting,
    taking,
    verbose,
)
from tavus_cli.cli.session import session_of
from tavus_cli.commands import videos
from tavus_cli.commands.videos.resource import GENERATION, NEW_VIDEO, SAVED, VIDEO, new_video
from tavus_cli.errors import UsageError
from tavus_cli.verbs.download.names import parse_destination

app = noun(videos.__doc__, VIDEO.meanings)

VideoId = Annotated[str, typer.Argument(metavar="ID", help="The video's id, such as 783537ef5.")]


@app.command("list", cls=ListVerb)
def list_videos(ctx: typer.Context, limit: Limit = None, page: Page = None, everything: All = False) -> None:
    """List videos.

    Example:
        tavus videos list --all --columns video_id,status,data.script
    """
    from tavus_cli.verbs.read import show_list

    show_list(session_of(ctx), VIDEO, {"limit": limit, "page": page}, everything=everything)


@app.command("get", cls=GetVerb)
def get_videos(
    ctx: typer.Context,
    video_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the videos to show.")],
    verbose: Annotated[bool | None, verbose("links to two thumbnails")] = None,
) -> None:
    """Show one or more videos, with progress, links and errors.

    Example:
        tavus videos get 783537ef5 --json
    """
    from tavus_cli.verbs.read import show_records

    show_records(session_of(ctx), VIDEO, video_ids, {"verbose": verbose})


@app.command("create", cls=UploadVerb)
@taking(new_video)
def create_video(
    ctx: typer.Context,
    fields: dict[str, Any],
    audio: Audio = None,
    delete_upload: DeleteUpload = False,
    source: Input = None,
    dry_run: DryRun = False,
    inspect: Inspect = None,
    wait: Wait = False,
    interval: Interval = None,
    download: Annotated[
        str | None, typer.Option(metavar="FILE", help="Wait, then save the video as this file or into this folder.")
    ] = None,
    force: Force = False,
) -> None:
    """Create a video in which a replica speaks. Costs money and takes minutes.

    Give a script or audio. Audio is checked first, and nothing is sent if it will fail: see `tavus videos check`. A
    local file is first uploaded to your own storage, or to the sandbox: see `tavus help upload`.

    Example:
        tavus videos create --replica-id r7bc3db0d581 --script "Hello there" --download hello.mp4
    """
    from tavus_cli.verbs.body import body_of
    from tavus_cli.verbs.create import Files, create
    from tavus_cli.verbs.wait import waiting

    session = session_of(ctx)
    how = waiting(wait=wait or download is not None, interval=interval)
    keep = None
    if download is not None:
        from tavus_cli.verbs.download.part import try_target
        from tavus_cli.verbs.download.saving import save_new

        destination = parse_destination(download, force=force, option="--download")
        if not dry_run:
            try_target(destination)
        keep = partial(save_new, session, GENERATION, destination=destination)
    elif force:
        raise UsageError("--force needs --download.", hint="add --download FILE, or leave it out")
    files, body = Files({"audio_url": audio}, delete=delete_upload), body_of(source, fields)
    create(session, NEW_VIDEO, body, files=files, dry_run=dry_run, inspect=inspect, wait=how, then=keep)


@app.command("check", cls=CheckVerb)
@accepting(create_video)
@taking(new_video)
def check_video(
    ctx: typer.Context,
    fields: dict[str, Any],
    source: Input = None,
    audio: Audio = None,
    ask_api: Annotated[bool, typer.Option(help="Also ask the API whether the replica exists.")] = True,
    strict: Strict = False,
    every: Every = False,
) -> None:
    """Check whether a video would fail, before it is created.

    Reads the first part of each file or link: usually 140 KB, at most 8 MiB. Accepts all options of create, so you can
    change the verb only. Exits with 5 if something will fail, 6 or 9 if no file could be read. The rules: `tavus help
    check`.

    Example:
        tavus videos check --audio talk.mp3
    """
    from tavus_cli.verbs.body import body_of
    from tavus_cli.verbs.check.run import check

    body, paths = body_of(source, fields), {"audio_url": audio}
    ask_api = ask_api and not ctx.params["dry_run"]
    check(session_of(ctx), NEW_VIDEO, body, paths, ask_api=ask_api, strict=strict, every=every)


@app.command("wait", cls=DataVerb)
def wait_for_videos(
    ctx: typer.Context,
    video_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the videos to wait for.")],
    interval: Interval = None,
) -> None:
    """Wait until videos are ready.

    There is no time limit unless --timeout is given. Exits with 0 if all are ready, 11 if one failed, 9 if the time
    limit ran out.

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
    dry_run: DryRun = False,
) -> None:
    """Rename a video.

    Example:
        tavus videos rename 783537ef5 "Spring sale"
    """
    from tavus_cli.verbs.change import rename

    rename(session_of(ctx), VIDEO, video_id, name, dry_run=dry_run)


@app.command("delete", cls=DataVerb)
def delete_videos(
    ctx: typer.Context,
    video_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the videos to delete.")],
    hard: Hard = False,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Delete videos. Asks first; without a terminal, needs --yes.

    If one cannot be deleted, continues with the next; the exit code is then that of the most serious error.

    Example:
        tavus videos delete 783537ef5 8a4f94e736 --yes
    """
    from tavus_cli.verbs.change import Deletion, delete

    delete(session_of(ctx), VIDEO, video_ids, Deletion(hard=hard, sure=yes, dry_run=dry_run))


@app.command("download", cls=DataVerb)
def download_video(
    ctx: typer.Context,
    video_id: VideoId,
    into: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE|DIR",
            help="File or folder to save it in (default: named by its id, in this folder); - is standard output.",
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Download a video and print where it was saved.

    The same command resumes an interrupted download. --call-timeout ends a download that makes no progress, --timeout
    limits the whole command. With --output -, standard output gets only the video; if it is incomplete or its checksum
    is wrong, the exit code is not 0.

    Example:
        tavus videos download 783537ef5 --output sale.mp4
        tavus videos download 783537ef5 --output - | ffmpeg -i - sale.gif
        tavus videos list --status ready --format ids | xargs -r -n 1 tavus videos download
    """
    session = session_of(ctx)
    segment(video_id, "video")
    if into == "-":
        from tavus_cli.verbs.download.saving import pipe_video

        pipe_video(session, GENERATION, video_id)
        return
    session.out.check_columns(SAVED)
    destination = parse_destination(into, force=force)
    from tavus_cli.verbs.download.saving import save_video

    session.out.item(SAVED, save_video(session, GENERATION, video_id, destination))


@app.command("open", cls=Verb)
def open_video(ctx: typer.Context, video_id: VideoId) -> None:
    """Open the page of a video in the browser.

    Without a terminal, prints the link instead. Without a browser, prints the link and exits with 1.

    Example:
        tavus videos open 783537ef5
    """
    from tavus_cli.verbs.browse import open_record

    open_record(session_of(ctx), VIDEO, video_id)
