"""Replicas, called faces since mid-2026: the same objects at /v2/replicas and /v2/faces.

A replica of the model phoenix-4.5 is trained in two stages. After the first one its preview can be used, with a
watermark, while finetune_status is training. Then it is final, or errored, and the preview stays usable.

Assumed: own replicas are listed before stock ones, the newest first. A deleted replica is unknown to all calls, even
after a soft delete. Stock replicas cannot be changed or deleted. An unknown model_name is accepted.
auto_fix_training_image is ignored with a video, and consent_video_url with an image. The default name is the id.
Callbacks are sent after both stages, with finetune_status.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tavus_cli.sandbox import failures, fields, lifecycle
from tavus_cli.sandbox.answers import Answer, Refused
from tavus_cli.sandbox.call import Call, Window
from tavus_cli.sandbox.dates import iso_milliseconds
from tavus_cli.sandbox.failures import Failure
from tavus_cli.sandbox.fields import CALLBACK, FLAG, NAME, TEXT, URL, Kind
from tavus_cli.sandbox.noun import Noun, stock_row
from tavus_cli.sandbox.store import Row
from tavus_cli.sandbox.voices import VOICES

_DEFAULT_MODEL = "phoenix-4"
_WITHOUT_IMAGES = "phoenix-3"
_TUNED = "phoenix-4.5"
_PREVIEW = 0.25  # share of the training time until the preview. Assumed; in the service it is minutes of hours
_URLS = ("train_video_url", "train_image_url", "consent_video_url")

# Ids and names are copied from public pages of late 2025. The service's list changes.
_STOCK = (
    # Samples of 2026 use this id with stock personas. They do not show its name.
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
    "default_voice_id": TEXT,
    "auto_fix_training_image": FLAG,
    "callback_url": CALLBACK,
    "replica_name": TEXT,
    "model_name": TEXT,
    "properties": {"background_green_screen": FLAG, "gaze_correction": FLAG},
}
_UPDATE_FIELDS: Mapping[str, Kind] = {"replica_name": NAME, "default_voice_id": NAME}


class Replicas(Noun):
    """The noun `replicas`: likenesses of people, trained from a clip or a picture."""

    kind, plural = "replica", "replicas"
    prefix, digits = "r", 11
    create_fields = _FIELDS
    failures = failures.REPLICA
    stock = _STOCK

    def routes(self) -> dict[str, Callable[[Call], Answer]]:
        older = super().routes() | {"PATCH /v2/replicas/*/name": self.rename}
        newer = {address.replace("replicas", "faces"): handler for address, handler in older.items()}
        return older | newer | {"PATCH /v2/faces/*": self.update}

    def select(self, call: Call, window: Window) -> tuple[list[Row], int]:
        replica_type = fields.word(call.params, "replica_type", ("user", "system"))
        ids, model_name = fields.items(call.params, "replica_ids"), call.params.get("model_name")
        facts = {} if model_name is None else {"model_name": model_name}
        call.flag("verbose")  # refuse an invalid value even if there are no rows
        own: list[Row] = []
        total = 0
        if replica_type != "system":
            own, total = call.store.page(self.kind, window.offset, window.limit, ids=ids, facts=facts)
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
            "created_at": iso_milliseconds(row.created_at),
            "updated_at": iso_milliseconds(self.updated_at(row, call.now)),
            "model_name": row.facts["model_name"],
        }
        if call.flag("verbose"):
            shown["replica_type"] = "system" if row in self.stock else "user"
        newer = {
            "default_voice_id": row.facts.get("default_voice_id"),
            "original_voice_id": row.facts.get("original_voice_id"),
            "finetune_status": self.finetune_status(row, call.now),
        }
        # Documented for faces. Assumed: at the older paths they are present if they have a value.
        return shown | {
            name: value for name, value in newer.items() if value is not None or call.visit.words != "replica"
        }

    def record(self, call: Call, row: Row) -> dict[str, Any]:
        failure = self.failure(row)
        failed = failure is not None and self.state(row, call.now).status == "error"
        return self.listed(call, row) | {"error_message": failure.text if failure and failed else None}

    def begin(self, call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
        _check_rules(body)
        seconds, failure = call.behaviour.training_seconds, failures.requested(body, _URLS, self.failures)
        facts = {
            "name": body.get("replica_name"),
            "model_name": body.get("model_name", _DEFAULT_MODEL),
            "seconds": seconds,
            "failure": failure,
        }
        if facts["model_name"] == _TUNED:
            facts |= {"seconds": seconds * _PREVIEW, "tuning_seconds": seconds * (1 - _PREVIEW)}
        elif failure == failures.FINETUNE:
            raise Refused(400, f"fail-{failure} needs the model {_TUNED}, as no other is tuned")
        voice_id = _voice_id(call, body)
        return facts | {"default_voice_id": voice_id, "original_voice_id": voice_id}

    def created(self, _call: Call, row: Row) -> dict[str, Any]:
        return {"replica_id": row.id, "status": "started"}

    def update(self, call: Call) -> Answer:
        """Change name and voice. Only the newer paths have this call."""
        row = self.find_own(call)
        unknown = sorted(call.body.keys() - _UPDATE_FIELDS.keys())
        if unknown or not call.body:
            raise Refused(400, f"one or both of {' and '.join(_UPDATE_FIELDS)} can be changed, and nothing else")
        fields.check(call.body, _UPDATE_FIELDS)
        changes = {"name": call.body["replica_name"]} if "replica_name" in call.body else {}
        if "default_voice_id" in call.body:
            changes["default_voice_id"] = _voice_id(call, call.body)
        self.change(call, row, **changes)
        return Answer(200, self.record(call, self.find_own(call)))

    def moments(self, row: Row) -> Sequence[float]:
        tuned_at = self._tuned_at(row)
        return (self.ends_at(row),) if tuned_at is None else (self.ends_at(row), tuned_at)

    def callback_bodies(self, row: Row, at: float, _origin: str) -> Sequence[dict[str, Any]]:
        """In callbacks the status is ready where GET says completed."""
        failure, tuning = self.failure(row), self.finetune_status(row, at)
        if failure is not None:
            return [{"replica_id": row.id, "status": "error", "error_message": failure.text}]
        return [{"replica_id": row.id, "status": "ready"} | ({} if tuning is None else {"finetune_status": tuning})]

    def state(self, row: Row, now: float) -> lifecycle.State:
        return lifecycle.training(*self.course(row), now)

    def finetune_status(self, row: Row, now: float) -> str | None:
        """The status of the second stage: training, completed or errored; None before it or without one."""
        tuned_at = self._tuned_at(row)
        if tuned_at is None or now < self.ends_at(row):
            return None
        if now < tuned_at:
            return "training"
        return "errored" if row.facts["failure"] == failures.FINETUNE else "completed"

    def failure(self, row: Row) -> Failure | None:
        return None if row.facts["failure"] == failures.FINETUNE else super().failure(row)

    def _tuned_at(self, row: Row) -> float | None:
        """The end of the second stage; None if there is none, or the first one fails."""
        seconds = row.facts.get("tuning_seconds")
        return None if seconds is None or self.failure(row) else self.ends_at(row) + seconds


def _check_rules(body: Mapping[str, Any]) -> None:
    video, image = "train_video_url" in body, "train_image_url" in body
    name, voice = "voice_name" in body, "default_voice_id" in body
    if not video and not image:
        raise Refused(400, "Either train_video_url or train_image_url must be provided.")
    if video and image:
        raise Refused(400, "Only one of train_video_url and train_image_url may be provided.")
    if name and voice:
        raise Refused(400, "Only one of voice_name and default_voice_id may be provided.")
    if image and not name and not voice:
        raise Refused(400, "voice_name or default_voice_id is required with train_image_url")
    if image and body.get("model_name") == _WITHOUT_IMAGES:
        raise Refused(400, f"{_WITHOUT_IMAGES} cannot be trained from an image")


def _voice_id(call: Call, body: Mapping[str, Any]) -> str | None:
    """The id of the voice that a body names, by its id or the name of a stock voice; None without one."""
    if "voice_name" in body:
        name = body["voice_name"].lower()
        found = next((each.id for each in VOICES.stock if each.facts["name"] == name), None)
        if found is None:
            raise Refused(400, "Invalid voice_name")
        return found
    voice_id: str | None = body.get("default_voice_id")
    if voice_id is not None and not VOICES.exists(call, voice_id):
        raise Refused(400, "Invalid default_voice_id")
    return voice_id


REPLICAS = Replicas()
