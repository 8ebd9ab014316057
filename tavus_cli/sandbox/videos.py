"""Videos: the fields, the rules of a create, and the content of a record over time.

Assumed: a softly deleted video stays in the list and can be read, with the status `deleted`, because that status is
documented for lists; it cannot be renamed. A hard delete removes it. transparent_background without fast is ignored.
Links that do not exist yet are empty strings. The newest come first.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tavus_cli.sandbox import failures, fields, lifecycle
from tavus_cli.sandbox.answers import Answer, Refused
from tavus_cli.sandbox.call import Call
from tavus_cli.sandbox.dates import long_date, rfc1123, spaced_without_zone
from tavus_cli.sandbox.fields import CALLBACK, FLAG, NAME, TEXT, URL, Kind
from tavus_cli.sandbox.lifecycle import State
from tavus_cli.sandbox.noun import Noun
from tavus_cli.sandbox.replicas import REPLICAS
from tavus_cli.sandbox.store import Row

# The first two sentences are documented, the others are our own.
_DETAILS = {
    "ready": "Your request has processed successfully!",
    "queued": "This request is currently queued. It should begin processing in a few minutes.",
    "generating": "The video is being generated.",
    "deleted": "The video was deleted.",
}
_IN_TRAINING = "The replica is still in training. The video will begin processing when that is done."

_FIELDS: Mapping[str, Kind] = {
    "replica_id": TEXT,
    "script": NAME,
    "audio_url": URL,
    "video_name": TEXT,
    "callback_url": CALLBACK,
    "background_url": URL,
    "background_source_url": URL,
    "fast": FLAG,
    "transparent_background": FLAG,
    "watermark_image_url": URL,
    "properties": {
        "background_scroll": FLAG,
        "background_scroll_type": ("human", "smooth"),
        "background_scroll_depth": ("middle", "bottom"),
        "background_scroll_return": ("return", "halt"),
        "start_with_wave": FLAG,
    },
}


class Videos(Noun):
    """The noun `videos`: clips in which a replica speaks."""

    kind, plural = "video", "videos"
    prefix, digits = "", 10
    create_fields = _FIELDS
    failures = failures.VIDEO
    keeps_deleted = True

    def routes(self) -> dict[str, Callable[[Call], Answer]]:
        return super().routes() | {"PATCH /v2/videos/*/name": self.rename}

    def listed(self, call: Call, row: Row) -> dict[str, Any]:
        backgrounds = {name: row.facts[name] for name in ("background_url", "background_source_url")}
        return self._fields(call, row) | backgrounds | self._thumbnails(call, row)

    def record(self, call: Call, row: Row) -> dict[str, Any]:
        return self._fields(call, row) | (self._thumbnails(call, row) if call.flag("verbose") else {})

    def begin(self, call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
        replica_id = fields.require(body, "replica_id")
        if "script" not in body and "audio_url" not in body:
            raise Refused(400, "Either script or audio_url must be provided.")
        if "script" in body and "audio_url" in body:
            raise Refused(400, "Only one of script and audio_url may be provided.")
        starts_at, failure = self._beginning(call, replica_id)
        failure = failure or failures.requested(body, ("audio_url", "background_source_url"), self.failures)
        return {
            "name": body.get("video_name"),
            "replica_id": replica_id,
            "script": body.get("script"),
            "background_url": body.get("background_url", ""),
            "background_source_url": body.get("background_source_url", ""),
            "fast": body.get("fast", False),
            "seconds": call.behaviour.video_seconds,
            "starts_at": starts_at,
            "failure": failure or failures.requested_in_script(body.get("script", "")),
        }

    def created(self, call: Call, row: Row) -> dict[str, Any]:
        return {
            "video_id": row.id,
            "video_name": _name(row),
            "status": "queued",
            "hosted_url": _link(call.origin, "watch", row.id),
            "created_at": rfc1123(row.created_at),
        }

    def callback_bodies(self, row: Row, at: float, origin: str) -> Sequence[dict[str, Any]]:
        """Dates have another format in callbacks than in answers."""
        failure = self.failure(row)
        ready = failure is None
        payload = {
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
            "created_at": spaced_without_zone(row.created_at),
            "updated_at": spaced_without_zone(at),
        }
        return [payload]

    def state(self, row: Row, now: float) -> State:
        return State("deleted", 0) if row.deleted else lifecycle.rendering(*self.course(row), now)

    def _beginning(self, call: Call, replica_id: str) -> tuple[float, str | None]:
        """The start of a video's job, and the failure code that it inherits from its replica (or None).

        The end of the replica's training is known, because the course of a job is fixed. Raises Refused.
        """
        if REPLICAS.stock_row(replica_id):
            return call.now, None
        replica = call.store.find(replica_id, REPLICAS.kind)
        if replica is None or replica.deleted:
            raise REPLICAS.unknown()
        return max(call.now, REPLICAS.ends_at(replica)), failures.REPLICA_FAILED if replica.facts["failure"] else None

    def _fields(self, call: Call, row: Row) -> dict[str, Any]:
        state, failure = self.state(row, call.now), self.failure(row)
        ready = state.status == "ready"
        details = _DETAILS.get(state.status, failure.text if failure else "")
        if state.status == "queued" and call.now < row.facts["starts_at"]:
            details = _IN_TRAINING
        return {
            "video_id": row.id,
            "video_name": _name(row),
            "replica_id": row.facts["replica_id"],
            "status": state.status,
            "data": {"script": row.facts["script"]},
            "download_url": _link(call.origin, "media", f"{row.id}.mp4") if ready else "",
            "stream_url": _link(call.origin, "media", f"{row.id}.m3u8") if ready and not row.facts["fast"] else "",
            "hosted_url": _link(call.origin, "watch", row.id),
            "status_details": details,
            "error_details": "",
            "generation_progress": state.progress,
            "created_at": rfc1123(row.created_at),
            "updated_at": rfc1123(self.updated_at(row, call.now)),
        }

    def _thumbnails(self, call: Call, row: Row) -> dict[str, Any]:
        drawn = self.state(row, call.now).status == "ready" and not row.facts["fast"]
        return {
            "still_image_thumbnail_url": _link(call.origin, "media", f"{row.id}.png") if drawn else "",
            "gif_thumbnail_url": _link(call.origin, "media", f"{row.id}.gif") if drawn else "",
        }


def _name(row: Row) -> str:
    default = f"replica_id: {row.facts['replica_id']} - {long_date(row.created_at)} - video: {row.id}"
    return default if row.facts["name"] is None else str(row.facts["name"])


def _link(origin: str, folder: str, file: str) -> str:
    return f"{origin}/{folder}/{file}"


VIDEOS = Videos()
