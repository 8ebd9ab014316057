"""The declaration of videos: their fields, their job, and their create."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from tavus_cli.api.records import Callback, Callbacks, Ids, Row, id_of, value_of
from tavus_cli.errors import UsageError
from tavus_cli.output.dates import spaced
from tavus_cli.output.rows import cell
from tavus_cli.verbs.resource import Job, Product, Resource, State, hint_for_id

# Further members of `properties` of a video. Source: POST /v2/videos.
SCROLLING = {
    "background_scroll_type": ("human", "smooth"),
    "background_scroll_depth": ("middle", "bottom"),
    "background_scroll_return": ("return", "halt"),
}


def _callbacks(video: Row) -> list[Callback]:
    """The callbacks about a video. Their dates have another form than elsewhere, and missing links are null.

    Source: the page on callbacks. In its samples error_details is null, and the progress of a failure 0/100.
    """
    state = GENERATION.state(video)
    # There is no callback for a deleted video.
    if state is State.RUNNING or cell(video.get("status")).lower() == "deleted":
        return []
    ready = state is State.DONE
    body = {
        "video_id": id_of(video, VIDEO.id_field),
        "video_name": video.get("video_name"),
        "replica_id": value_of(video, "replica_id"),
        "status": "ready" if ready else "error",
        "status_details": video.get("status_details"),
        "error_details": video.get("error_details") or None,
        "generation_progress": "100/100" if ready else "0/100",
        "data": video.get("data"),
        "download_url": (video.get("download_url") or None) if ready else None,
        "stream_url": (video.get("stream_url") or None) if ready else None,
        "hosted_url": video.get("hosted_url"),
        "created_at": spaced(cell(video.get("created_at"))),
        "updated_at": spaced(cell(video.get("updated_at"))),
    }
    return [Callback(event="ready" if ready else "error", body=body)]


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
    ids=Ids(pattern=r"[0-9a-f]{9,10}", description="has 9 or 10 digits and letters up to f"),
    callbacks=Callbacks(of=_callbacks),
    statuses={
        "queued": "it waits for its turn, or for the training of its replica",
        "generating": "it is rendered, which takes minutes",
        "ready": "it can be downloaded",
        "error": "it failed; status_details says why",
        "deleted": "it was deleted, and can still be shown",
    },
    links=("hosted_url", "stream_url", "download_url"),
)
# The shape of the result of a download. The only column in a pipe is the path.
SAVED = VIDEO.part({"path": "PATH"}, ("video_id", "path", "bytes"))

# Only "ready" means done: waiting for "completed", as for replicas, would never end. The reason of a failure is in
# status_details; error_details is null in all documented samples. Source: GET /v2/videos, the pages on callbacks.
GENERATION = Job(
    resource=VIDEO,
    name="generation",
    duration="a video takes minutes",
    progress="generation_progress",
    done=frozenset({"ready"}),
    failed=frozenset({"error", "deleted"}),
    reasons=("error_details", "status_details"),
)


def new_video(
    replica_id: Annotated[str | None, typer.Option(metavar="ID", help="The replica that speaks.")] = None,
    script: Annotated[str | None, typer.Option(metavar="TEXT", help="The text that it speaks.")] = None,
    script_file: Annotated[
        str | None, typer.Option(metavar="FILE", help="The text that it speaks, in a file; - is standard input.")
    ] = None,
    audio_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Direct link to a .wav or .mp3 file to speak, instead of a script."),
    ] = None,
    video_name: Annotated[str | None, typer.Option(metavar="NAME", help="A name for the video.")] = None,
    background_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Website to show behind the replica.")
    ] = None,
    background_source_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Direct link to a clip to show behind the replica.")
    ] = None,
    watermark_image_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Direct link to a logo to show on the video, .png or .jpg.")
    ] = None,
    fast: Annotated[bool | None, typer.Option(help="Render faster, without background, thumbnails or stream.")] = None,
    transparent_background: Annotated[
        bool | None, typer.Option(help="With --fast, make the background of the video transparent (.webm).")
    ] = None,
    callback_url: Annotated[
        str | None, typer.Option(metavar="URL", help="URL that the API calls when the video is ready or has failed.")
    ] = None,
    properties: Annotated[
        str | None,
        typer.Option(metavar="JSON", help="More properties, as a JSON object: background_scroll, start_with_wave."),
    ] = None,
) -> dict[str, Any]:
    """The fields of a new video, from options with the same names."""
    from tavus_cli.verbs.body import properties_of, text_of

    return {
        "replica_id": replica_id,
        "script": text_of(script, script_file, "--script"),
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


def _check(body: Mapping[str, Any]) -> None:
    """Raise UsageError for a create that the API would refuse, with the option to add or to remove."""
    if "replica_id" not in body:
        raise UsageError("--replica-id is missing: a video is made of a replica.", hint="add --replica-id ID")
    from tavus_cli.verbs.preflight import check_values

    check_values(body)
    if "script" in body and "audio_url" in body:
        raise UsageError(
            "a script and --audio-url exclude each other: a video is made from one of them.",
            hint="leave one of them out",
        )
    if "script" not in body and "audio_url" not in body:
        raise UsageError(
            "there is nothing to say: neither --script nor --audio-url is given.",
            hint="add one of them, or --script-file or --audio for a local file",
        )
    if body.get("transparent_background") and not body.get("fast"):
        raise UsageError("--transparent-background needs --fast.", hint="add --fast, or leave it out")


def _warnings(body: Mapping[str, Any]) -> Iterator[str]:
    """Yield the reasons why a video may fail or look wrong, each a sentence."""
    from tavus_cli.verbs.preflight import option

    replica_id = str(body.get("replica_id"))
    if replica_id.startswith("p") and (hint := hint_for_id("replica", replica_id)):
        yield f"--replica-id: {hint}"
    for field in ("background_url", "background_source_url"):
        if body.get("fast") and field in body:
            yield f"{option(field)} has no effect: --fast renders no background"
    properties = body.get("properties")
    if isinstance(properties, dict):
        yield from _scroll_warnings(properties, body)


def _scroll_warnings(properties: Mapping[str, Any], body: Mapping[str, Any]) -> Iterator[str]:
    if "background_url" not in body and any(name.startswith("background_scroll") for name in properties):
        yield "--properties: scrolling needs --background-url"
    for name, known in SCROLLING.items():
        if name in properties and properties[name] not in known:
            yield f"--properties: {name} is documented to be {' or '.join(known)}"


# Source: POST /v2/videos.
NEW_VIDEO = Product(
    resource=VIDEO,
    created=VIDEO.part(
        {"video_id": "ID", "status": "STATUS", "hosted_url": "LINK"},
        ("video_id", "video_name", "status", "hosted_url", "created_at"),
    ),
    check=_check,
    warnings=_warnings,
    options=new_video,
    job=GENERATION,
)
