"""`tavus videos`: its commands."""

from functools import partial
from typing import Annotated, Any

import typer

from tavus_cli.api.urls import segment
from tavus_cli.cli.grammar import DataVerb, GetVerb, ListVerb, UploadVerb, Verb, noun
from tavus_cli.cli.options import (
    All,
    Audio,
    DeleteUpload,
    DryRun,
    Every,
    Force,
    Hard,
    Input,
    Interval,
    Limit,
    Look,
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
from tavus_cli.verbs.download.names import parse_destination
from tavus_cli.verbs.read import show_list, show_records

app = noun(videos.__doc__, VIDEO.meanings)

VideoId = Annotated[str, typer.Argument(metavar="ID", help="The video's id, such as 783537ef5.")]


@app.command("list", cls=ListVerb)
def list_videos(ctx: typer.Context, limit: Limit = None, page: Page = None, everything: All = False) -> None:
    """List videos.

    Example:
        tavus videos list --all --columns video_id,status,data.script
    """
    show_list(session_of(ctx), VIDEO, {"limit": limit, "page": page}, everything=everything)


@app.command("get", cls=GetVerb)
def get_videos(
    ctx: typer.Context,
    video_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the videos to show.")],
    verbose: Annotated[bool | None, verbose("links to two thumbnails")] = None,
) -> None:
    """Show a video or several, with their progress, links and what went wrong.

    Example:
        tavus videos get 783537ef5 --json
    """
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
    from tavus_cli.verbs.body import body_of
    from tavus_cli.verbs.create import Files, create
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
    files, body = Files({"audio_url": audio}, delete=delete_upload), body_of(source, fields)
    create(session, NEW_VIDEO, body, files=files, dry_run=dry_run, look=look, wait=how, then=keep)


@app.command("check", cls=DataVerb)
@accepting(create_video)
@taking(new_video)
def check_video(
    ctx: typer.Context,
    fields: dict[str, Any],
    source: Input = None,
    audio: Audio = None,
    strict: Strict = False,
    every: Every = False,
) -> None:
    """Tell what would fail in a video, before anything is sent.

    Takes all options of create. Ends with 5 if something will fail, 6 or 9 if nothing could be looked at.

    Example:
        tavus videos check --audio talk.mp3
    """
    from tavus_cli.verbs.body import body_of
    from tavus_cli.verbs.check.run import check

    check(session_of(ctx), NEW_VIDEO, body_of(source, fields), {"audio_url": audio}, strict=strict, every=every)


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
    dry_run: DryRun = False,
) -> None:
    """Give a video another name.

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
    """Delete videos. Asks first on a terminal, and elsewhere needs --yes.

    Goes on past a video that cannot be deleted; the exit code is then the worst that was met.

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
            help="Where to save; in this folder by its id unless set; - is a pipe.",
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Download a video and print where it was saved.

    A download that was broken off goes on where it was, with the same command. It is given up after 60 s without
    progress, or as --call-timeout says; --timeout limits the whole. To a pipe goes the video alone; if it breaks off
    there, or is not what storage says it is, the exit code tells.

    Example:
        tavus videos download 783537ef5 --output sale.mp4
        tavus videos download 783537ef5 --output - | ffmpeg -i - sale.gif
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
    """Open its page in the browser.

    Into a pipe it prints the link. So it does where there is no browser, and ends with 1.

    Example:
        tavus videos open 783537ef5
    """
    from tavus_cli.verbs.browse import open_record

    open_record(session_of(ctx), VIDEO, video_id)
