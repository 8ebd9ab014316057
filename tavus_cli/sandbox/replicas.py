"""Replicas: the fields, the rules of a create, the filters of the list and the stock.

Assumed: own replicas come before stock ones, the newest first. A deleted replica is gone for every call, softly
deleted or not. Stock replicas can be neither renamed nor deleted. An unknown model_name is taken.
auto_fix_training_image means nothing beside a video and is ignored there; a consent video beside an image is refused.
A name that was not given is the id.
"""

from collections.abc import Callable, Mapping
from typing import Any

from tavus_cli.sandbox import failures, fields, lifecycle
from tavus_cli.sandbox.answers import Answer, Refused
from tavus_cli.sandbox.call import Call, Window
from tavus_cli.sandbox.dates import zulu
from tavus_cli.sandbox.fields import CALLBACK, FLAG, TEXT, URL, Kind
from tavus_cli.sandbox.noun import Noun, stock_row
from tavus_cli.sandbox.store import Row
from tavus_cli.sandbox.voices import VOICES

_DEFAULT_MODEL = "phoenix-4"
_WITHOUT_IMAGES = "phoenix-3"

# Ids and names as public pages of late 2025 show them: a dated copy, since the service's own list changes.
_STOCK = (
    # The id that samples of 2026 use with stock personas; its real name is not on those pages.
    stock_row("replica", "r90bbd427f71", name="Stock Sample", model_name="phoenix-4"),
    stock_row("replica", "r7bc3db0d581", name="Sabrina", model_name="phoenix-3"),
    stock_row("replica", "rf25acd9e3f5", name="Patrick", model_name="phoenix-3"),
    stock_row("replica", "re0eae1fbe11", name="Lucy", model_name="phoenix-3"),
    stock_row("replica", "r1af76e94d00", name="Rose", model_name="phoenix-3"),
    stock_row("replica", "r95fd27b5a37", name="Helen", model_name="phoenix-3"),
    stock_row("replica", "r1a4e22fa0d9", name="Benjamin", model_name="phoenix-3"),
    stock_row("replica", "r90105daccb4", name="Isabella", model_name="phoenix-3"),
    stock_row("replica", "r6ae5b6efc9d", name="Anna", model_name="phoenix-3"),
    stock_row("replica", "rb11617de314", name="Sandra", model_name="phoenix-3"),
    stock_row("replica", "rb67667672ad", name="Gloria (green screen)", model_name="phoenix-3"),
    stock_row("replica", "re2185788693", name="Nathan (green screen)", model_name="phoenix-3"),
    stock_row("replica", "rfcfe46c1da8", name="Lucy (green screen)", model_name="phoenix-3"),
)
_FIELDS: Mapping[str, Kind] = {
    "train_video_url": URL,
    "consent_video_url": URL,
    "train_image_url": URL,
    "voice_name": TEXT,
    "auto_fix_training_image": FLAG,
    "callback_url": CALLBACK,
    "replica_name": TEXT,
    "model_name": TEXT,
    "properties": {"background_green_screen": FLAG, "gaze_correction": FLAG},
}


class Replicas(Noun):
    """Likenesses of people, trained from a clip or a picture."""

    kind = "replica"
    prefix, digits = "r", 11
    create_fields = _FIELDS
    failures = failures.TRAINING
    stock = _STOCK

    def routes(self) -> dict[str, Callable[[Call], Answer]]:
        return super().routes() | {"PATCH /v2/replicas/*/name": self.rename}

    def select(self, call: Call, window: Window) -> tuple[list[Row], int]:
        replica_type = fields.word(call.params, "replica_type", ("user", "system"))
        ids, model_name = fields.items(call.params, "replica_ids"), call.params.get("model_name")
        call.flag("verbose")  # a bad one is refused where no row is shown, too
        own: list[Row] = []
        total = 0
        if replica_type != "system":
            own, total = call.store.page(self.kind, window.offset, window.limit, ids=ids, model_name=model_name)
        stock = [
            each
            for each in self.stock
            if replica_type != "user" and (not ids or each.id in ids) and model_name in {None, each.facts["model_name"]}
        ]
        return own + stock[max(window.offset - total, 0) :][: window.limit - len(own)], total + len(stock)

    def listed(self, call: Call, row: Row) -> dict[str, Any]:
        state = self.state(row, call.now)
        shown = {
            "replica_id": row.id,
            "replica_name": row.id if row.facts["name"] is None else row.facts["name"],
            "thumbnail_video_url": f"{call.origin}/media/{row.id}.mp4" if state.status == "completed" else None,
            "training_progress": state.progress,
            "status": state.status,
            "created_at": zulu(row.created_at),
            "updated_at": zulu(self.updated_at(row, call.now)),
            "model_name": row.facts["model_name"],
        }
        if call.flag("verbose"):
            shown["replica_type"] = "system" if row in self.stock else "user"
        return shown

    def record(self, call: Call, row: Row) -> dict[str, Any]:
        failure = self.failure(row)
        return self.listed(call, row) | {"error_message": failure.text if failure and call.now >= row.ends_at else None}

    def begin(self, call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
        _check_rules(body)
        urls = ("train_video_url", "train_image_url", "consent_video_url")
        return {
            "name": body.get("replica_name"),
            "model_name": body.get("model_name", _DEFAULT_MODEL),
            "seconds": call.behaviour.training_seconds,
            "failure": failures.asked_for(body, urls, self.failures),
        }

    def created(self, _call: Call, row: Row) -> dict[str, Any]:
        return {"replica_id": row.id, "status": "started"}

    def callback(self, row: Row, _origin: str) -> dict[str, Any]:
        """Here the word is ready, where GET says completed."""
        failure = self.failure(row)
        if failure is None:
            return {"replica_id": row.id, "status": "ready"}
        return {"replica_id": row.id, "status": "error", "error_message": failure.text}

    def state(self, row: Row, now: float) -> lifecycle.State:
        return lifecycle.training(*self.course(row), now)


def _check_rules(body: Mapping[str, Any]) -> None:
    video, image = "train_video_url" in body, "train_image_url" in body
    if not video and not image:
        raise Refused(400, "Either train_video_url or train_image_url must be provided.")
    if video and image:
        raise Refused(400, "Only one of train_video_url and train_image_url may be provided.")
    if image and "voice_name" not in body:
        raise Refused(400, "voice_name is required with train_image_url")
    if image and "consent_video_url" in body:
        raise Refused(400, "consent_video_url belongs to train_video_url and not to train_image_url")
    if image and body.get("model_name") == _WITHOUT_IMAGES:
        raise Refused(400, f"{_WITHOUT_IMAGES} cannot be trained from an image")
    if "voice_name" in body and body["voice_name"].lower() not in VOICES.stock_names:
        raise Refused(400, "Invalid voice_name")


REPLICAS = Replicas()
