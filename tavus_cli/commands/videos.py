"""tavus videos: list videos."""

import typer

from tavus_cli import output
from tavus_cli.commands import DataVerb, noun
from tavus_cli.options import All, Limit, Page, check_paging
from tavus_cli.session import session_of
from tavus_cli.shapes import Shape

app = noun("List videos.")

PATH = "/v2/videos"

# Source: GET /v2/videos; the last four are seen in live lists and documented on other pages.
SHAPE = Shape(
    noun="video",
    id_field="video_id",
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
)


@app.command("list", cls=DataVerb)
def list_videos(ctx: typer.Context, limit: Limit = None, page: Page = None, everything: All = False) -> None:
    """List videos.

    Example:
        tavus videos list --all --columns video_id,status,data.script
    """
    check_paging(page, everything)
    output.show_list(session_of(ctx), SHAPE, PATH, {"limit": limit, "page": page}, everything=everything)
