"""Replicas: list, get, create, rename, delete.

Assumed: own replicas come before stock ones, the newest first. A deleted replica is gone for every call, softly
deleted or not. Stock replicas can be neither renamed nor deleted. An unknown model_name is taken.
auto_fix_training_image means nothing beside a video and is ignored there; a consent video beside an image is refused.
A name that was not given is the id.
"""

from collections.abc import Mapping
from typing import Any

from tavus_cli.sandbox import answers, catalog, failures, fields, lifecycle
from tavus_cli.sandbox.answers import Answer, Refused
from tavus_cli.sandbox.call import Call
from tavus_cli.sandbox.catalog import StockReplica
from tavus_cli.sandbox.dates import zulu
from tavus_cli.sandbox.failures import Failure
from tavus_cli.sandbox.store import Row, random_id

KIND = "replica"

_URLS = ("train_video_url", "train_image_url", "consent_video_url")


def list_replicas(call: Call) -> Answer:
    offset, limit, _ = call.window(catalog.PAGE, catalog.MOST)
    verbose = call.flag("verbose")
    replica_type = fields.word(call.params, "replica_type", ("user", "system"))
    ids, model_name = fields.items(call.params, "replica_ids"), call.params.get("model_name")
    own: list[Row] = []
    total = 0
    if replica_type != "system":
        own, total = call.store.page(KIND, offset, limit, ids=ids, model_name=model_name)
    stock = [] if replica_type == "user" else _stock(ids, model_name)
    shown = stock[max(offset - total, 0) :][: limit - len(own)]
    rows = [_own_row(call, each) for each in own] + [_stock_row(call, each) for each in shown]
    if verbose:
        _add_types(rows)
    return answers.document({"data": rows, "total_count": total + len(stock)})


def get_replica(call: Call) -> Answer:
    verbose = call.flag("verbose")
    stock = catalog.REPLICA_BY_ID.get(call.object_id)
    if stock is not None:
        shown = _stock_row(call, stock) | {"error_message": None}
    else:
        row = _find(call)
        shown = _own_row(call, row) | {"error_message": _error_message(row, call.now)}
    if verbose:
        _add_types([shown])
    return answers.document(shown)


def create_replica(call: Call) -> Answer:
    body = call.body
    fields.check(body, catalog.REPLICA_CREATE)
    _check_rules(body)
    failure = next((code for name in _URLS if (code := _failure_in(body, name))), None)
    facts = {
        "name": body.get("replica_name"),
        "model_name": body.get("model_name", catalog.DEFAULT_MODEL),
        "seconds": call.behaviour.training_seconds,
        "failure": failure,
    }
    ends_at = lifecycle.end(call.now, facts["seconds"], failures.lookup(failure, failures.TRAINING))
    row = call.store.add(KIND, _new_id, call.now, ends_at, body.get("callback_url", ""), facts)
    return answers.document({"replica_id": row.id, "status": "started"})


def rename_replica(call: Call) -> Answer:
    row = _find(call)
    fields.require(call.body, "replica_name")
    fields.check(call.body, catalog.REPLICA_RENAME)
    call.store.change(row, name=call.body["replica_name"])
    return answers.empty()


def delete_replica(call: Call) -> Answer:
    hard = call.flag("hard")
    call.store.delete(_find(call), hard=hard)
    return answers.empty()


def state(row: Row, now: float) -> lifecycle.State:
    return lifecycle.training(row.created_at, row.facts["seconds"], _failure(row), now)


def _error_message(row: Row, now: float) -> str | None:
    failure = _failure(row)
    return failure.text if failure and now >= row.ends_at else None


def callback(row: Row, _origin: str) -> dict[str, Any]:
    """What a receiver is told at the end: here the word is ready, where GET says completed."""
    failure = _failure(row)
    if failure is None:
        return {"replica_id": row.id, "status": "ready"}
    return {"replica_id": row.id, "status": "error", "error_message": failure.text}


def _check_rules(body: Mapping[str, Any]) -> None:
    video, image = "train_video_url" in body, "train_image_url" in body
    if not video and not image:
        raise Refused(400, "Either train_video_url or train_image_url must be provided.")
    if video and image:
        raise Refused(400, "Only one of train_video_url and train_image_url may be provided.")
    if image:
        _check_image_rules(body)
    voice = body.get("voice_name")
    if voice is not None and voice.lower() not in catalog.VOICE_NAMES:
        raise Refused(400, "Invalid voice_name")


def _check_image_rules(body: Mapping[str, Any]) -> None:
    if "voice_name" not in body:
        raise Refused(400, "voice_name is required with train_image_url")
    if "consent_video_url" in body:
        raise Refused(400, "consent_video_url belongs to train_video_url and not to train_image_url")
    if body.get("model_name") == catalog.LATEST_WITHOUT_IMAGES:
        raise Refused(400, f"{catalog.LATEST_WITHOUT_IMAGES} cannot be trained from an image")


def _failure_in(body: Mapping[str, Any], name: str) -> str | None:
    return failures.asked_for(name, body[name], failures.TRAINING) if name in body else None


def _failure(row: Row) -> Failure | None:
    return failures.lookup(row.facts["failure"], failures.TRAINING)


def _find(call: Call) -> Row:
    row = call.store.find(call.object_id, KIND)
    if row is None or row.deleted:
        raise Refused(400, "Invalid replica_id")
    return row


def _new_id() -> str:
    while (made := random_id("r", 11)) in catalog.REPLICA_BY_ID:
        pass
    return made


def _own_row(call: Call, row: Row) -> dict[str, Any]:
    now = state(row, call.now)
    return {
        "replica_id": row.id,
        "replica_name": row.id if row.facts["name"] is None else row.facts["name"],
        "thumbnail_video_url": _thumbnail(call, row.id) if now.status == "completed" else None,
        "training_progress": now.progress,
        "status": now.status,
        "created_at": zulu(row.created_at),
        "updated_at": zulu(max(row.changed_at, row.ends_at if row.ends_at <= call.now else 0)),
        "model_name": row.facts["model_name"],
    }


def _stock(ids: list[str], model_name: str | None) -> list[StockReplica]:
    return [each for each in catalog.REPLICAS if (not ids or each.id in ids) and model_name in {None, each.model_name}]


def _stock_row(call: Call, stock: StockReplica) -> dict[str, Any]:
    return {
        "replica_id": stock.id,
        "replica_name": stock.name,
        "thumbnail_video_url": _thumbnail(call, stock.id),
        "training_progress": "100/100",
        "status": "completed",
        "created_at": zulu(stock.created_at),
        "updated_at": zulu(stock.created_at),
        "model_name": stock.model_name,
    }


def _add_types(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        row["replica_type"] = "system" if row["replica_id"] in catalog.REPLICA_BY_ID else "user"


def _thumbnail(call: Call, replica_id: str) -> str:
    return f"{call.origin}/media/{replica_id}.mp4"
