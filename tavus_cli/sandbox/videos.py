"""Videos: list, get, create, rename, delete.

Assumed: a softly deleted video keeps its place in the list and answers get, with the status `deleted`, as that status
is documented for lists; it cannot be renamed; a hard delete leaves nothing. transparent_background without fast is
ignored. Links that do not exist yet are empty strings. The newest come first.
"""

from collections.abc import Mapping
from typing import Any

from tavus_cli.sandbox import answers, catalog, failures, fields, lifecycle, replicas
from tavus_cli.sandbox.answers import Answer, Refused
from tavus_cli.sandbox.call import Call
from tavus_cli.sandbox.dates import day, mail, spaced
from tavus_cli.sandbox.failures import Failure
from tavus_cli.sandbox.lifecycle import State
from tavus_cli.sandbox.store import Row, random_id

KIND = "video"

# The first two sentences are documented, the others are our own.
_DETAILS = {
    "ready": "Your request has processed successfully!",
    "queued": "This request is currently queued. It should begin processing in a few minutes.",
    "generating": "The video is being generated.",
    "deleted": "The video was deleted.",
}
_IN_TRAINING = "The replica is still in training. The video will begin processing when that is done."


def list_videos(call: Call) -> Answer:
    offset, limit, _ = call.window(catalog.PAGE, catalog.MOST)
    rows, total = call.store.page(KIND, offset, limit, deleted=True)
    shown = [_row(call, each) | _backgrounds(each) | _thumbnails(call, each) for each in rows]
    return answers.document({"data": shown, "total_count": total})


def get_video(call: Call) -> Answer:
    verbose = call.flag("verbose")
    row = _find(call)
    return answers.document(_row(call, row) | (_thumbnails(call, row) if verbose else {}))


def create_video(call: Call) -> Answer:
    body = call.body
    replica_id = fields.require(body, "replica_id")
    fields.check(body, catalog.VIDEO_CREATE)
    _check_rules(body)
    starts_at, failure = _beginning(call, replica_id)
    failure = failure or _failure_asked_for(body)
    facts = {
        "name": body.get("video_name"),
        "replica_id": replica_id,
        "script": body.get("script"),
        "background_url": body.get("background_url", ""),
        "background_source_url": body.get("background_source_url", ""),
        "fast": body.get("fast", False),
        "seconds": call.behaviour.video_seconds,
        "starts_at": starts_at,
        "failure": failure,
    }
    ends_at = lifecycle.end(starts_at, facts["seconds"], failures.lookup(failure, failures.VIDEO))
    row = call.store.add(KIND, _new_id, call.now, ends_at, body.get("callback_url", ""), facts)
    return answers.document(
        {
            "video_id": row.id,
            "video_name": _name(row),
            "status": "queued",
            "hosted_url": _link(call.origin, "watch", row.id),
            "created_at": mail(row.created_at),
        }
    )


def rename_video(call: Call) -> Answer:
    row = _find(call, deleted=False)
    fields.require(call.body, "video_name")
    fields.check(call.body, catalog.VIDEO_RENAME)
    call.store.change(row, name=call.body["video_name"])
    return answers.empty()


def delete_video(call: Call) -> Answer:
    hard = call.flag("hard")
    call.store.delete(_find(call), hard=hard)
    return answers.empty()


def state(row: Row, now: float) -> State:
    if row.deleted:
        return State("deleted", 0)
    return lifecycle.rendering(row.facts["starts_at"], row.facts["seconds"], _failure(row), now)


def callback(row: Row, origin: str) -> dict[str, Any]:
    """What a receiver is told at the end. Times are written in another way here than in answers."""
    failure = _failure(row)
    ready = failure is None
    return {
        "video_id": row.id,
        "video_name": _name(row),
        "replica_id": row.facts["replica_id"],
        "status": "ready" if ready else "error",
        "status_details": failure.text if failure else _DETAILS["ready"],
        "error_details": None,
        "generation_progress": "100/100" if ready else "0/100",
        "data": {"script": row.facts["script"]},
        "download_url": _link(origin, "media", f"{row.id}.mp4") if ready else None,
        "stream_url": _link(origin, "media", f"{row.id}.m3u8") if ready and not row.facts["fast"] else None,
        "hosted_url": _link(origin, "watch", row.id),
        "created_at": spaced(row.created_at),
        "updated_at": spaced(row.ends_at),
    }


def _check_rules(body: Mapping[str, Any]) -> None:
    if "script" not in body and "audio_url" not in body:
        raise Refused(400, "Either script or audio_url must be provided.")
    if "script" in body and "audio_url" in body:
        raise Refused(400, "Only one of script and audio_url may be provided.")


def _beginning(call: Call, replica_id: str) -> tuple[float, str | None]:
    """When work on a video can begin: its replica's course is settled, so the end of its training is known."""
    if replica_id in catalog.REPLICA_BY_ID:
        return call.now, None
    replica = call.store.find(replica_id, replicas.KIND)
    if replica is None or replica.deleted:
        raise Refused(400, "Invalid replica_id")
    return max(call.now, replica.ends_at), failures.REPLICA_FAILED if replica.facts["failure"] else None


def _failure_asked_for(body: Mapping[str, Any]) -> str | None:
    for name in ("audio_url", "background_source_url"):
        if name in body and (code := failures.asked_for(name, body[name], failures.VIDEO)):
            return code
    return failures.asked_for_in_words(body.get("script", ""))


def _failure(row: Row) -> Failure | None:
    return failures.lookup(row.facts["failure"], failures.VIDEO)


def _find(call: Call, *, deleted: bool = True) -> Row:
    row = call.store.find(call.object_id, KIND)
    if row is None or (row.deleted and not deleted):
        raise Refused(400, "Invalid video_id")
    return row


def _new_id() -> str:
    return random_id("", 10)


def _name(row: Row) -> str:
    default = f"replica_id: {row.facts['replica_id']} - {day(row.created_at)} - video: {row.id}"
    return default if row.facts["name"] is None else str(row.facts["name"])


def _row(call: Call, row: Row) -> dict[str, Any]:
    now = state(row, call.now)
    ready, failure = now.status == "ready", _failure(row)
    waits = now.status == "queued" and call.now < row.facts["starts_at"]
    return {
        "video_id": row.id,
        "video_name": _name(row),
        "replica_id": row.facts["replica_id"],
        "status": now.status,
        "data": {"script": row.facts["script"]},
        "download_url": _link(call.origin, "media", f"{row.id}.mp4") if ready else "",
        "stream_url": _link(call.origin, "media", f"{row.id}.m3u8") if ready and not row.facts["fast"] else "",
        "hosted_url": _link(call.origin, "watch", row.id),
        "status_details": _details(now, failure, waits=waits),
        "error_details": "",
        "generation_progress": now.progress,
        "created_at": mail(row.created_at),
        "updated_at": mail(max(row.changed_at, row.ends_at if row.ends_at <= call.now else 0)),
    }


def _details(now: State, failure: Failure | None, *, waits: bool) -> str:
    if now.status == "error" and failure is not None:
        return failure.text
    return _IN_TRAINING if waits else _DETAILS[now.status]


def _backgrounds(row: Row) -> dict[str, Any]:
    return {name: row.facts[name] for name in ("background_url", "background_source_url")}


def _thumbnails(call: Call, row: Row) -> dict[str, Any]:
    drawn = state(row, call.now).status == "ready" and not row.facts["fast"]
    return {
        "still_image_thumbnail_url": _link(call.origin, "media", f"{row.id}.png") if drawn else "",
        "gif_thumbnail_url": _link(call.origin, "media", f"{row.id}.gif") if drawn else "",
    }


def _link(origin: str, folder: str, file: str) -> str:
    return f"{origin}/{folder}/{file}"
