"""Voices: list, get, create, update, delete.

Assumed: rows of the list have the shape of a single voice, the newer of two documented ones. `tags` finds voices with
any of the tags. A created voice takes a quarter of a replica's training. Stock voices can be neither changed nor
deleted: to those calls they do not exist. The field for the audio sample is called train_audio_url, and may be left
out.
"""

from typing import Any

from tavus_cli.sandbox import answers, catalog, failures, fields, lifecycle
from tavus_cli.sandbox.answers import Answer, Refused
from tavus_cli.sandbox.call import Call
from tavus_cli.sandbox.catalog import StockVoice
from tavus_cli.sandbox.dates import bare
from tavus_cli.sandbox.failures import Failure
from tavus_cli.sandbox.store import Row, random_id

KIND = "voice"

_LONGEST_NAME = 255
_LONGEST_DESCRIPTION = 1000
_LONGEST_URL = 2048
_LONGEST_TAG = 64
_MOST_TAGS = 50
_ALL = 2**62
_CHANGEABLE = ("voice_name", "description", "tags")


def list_voices(call: Call) -> Answer:
    offset, limit, page = call.window(catalog.PAGE, catalog.MOST_VOICES)
    descending = fields.word(call.params, "sort", ("asc", "desc")) == "desc"
    own, _ = call.store.page(KIND, 0, _ALL)
    rows = [_own_row(call, each) for each in own] + [_stock_row(each) for each in catalog.VOICES]
    found = [each for each in rows if _matches(call, each)]
    found.sort(key=lambda each: str(each["voice_name"]).casefold(), reverse=descending)
    shown = found[offset : offset + limit]
    return answers.document({"data": shown, "page": page, "limit": limit, "total_count": len(found)})


def get_voice(call: Call) -> Answer:
    stock = catalog.VOICE_BY_ID.get(call.object_id)
    return answers.document(_stock_row(stock) if stock else _own_row(call, _find(call)))


def create_voice(call: Call) -> Answer:
    body = call.body
    fields.require(body, "voice_name")
    fields.check(body, catalog.VOICE_CREATE)
    _check_lengths(body)
    url = body.get("train_audio_url", "")
    if len(url) > _LONGEST_URL:
        raise Refused(400, f"train_audio_url must not be longer than {_LONGEST_URL} characters")
    failure = failures.asked_for("train_audio_url", url, failures.VOICE)
    facts = {
        "name": body["voice_name"],
        "description": body.get("description"),
        "tags": [],
        "seconds": call.behaviour.training_seconds * lifecycle.VOICE_SHARE,
        "failure": failure,
    }
    ends_at = lifecycle.end(call.now, facts["seconds"], failures.lookup(failure, failures.VOICE))
    row = call.store.add(KIND, _new_id, call.now, ends_at, body.get("callback_url", ""), facts)
    return answers.document(_own_row(call, row))


def update_voice(call: Call) -> Answer:
    changes = _changes(call.body)
    call.store.change(_find(call), **changes)
    return answers.document(_own_row(call, _find(call)))


def delete_voice(call: Call) -> Answer:
    call.store.delete(_find(call), hard=True)
    return answers.empty()


def callback(row: Row, _origin: str) -> dict[str, Any]:
    """What a receiver is told at the end. That the fields lie under `properties` is assumed."""
    failure = _failure(row)
    told = {"voice_id": row.id, "voice_name": row.facts["name"], "status": "error" if failure else "completed"}
    if failure is not None:
        told["error_message"] = failure.text
    return {"event_type": "application.voice_status_changed", "properties": told}


def _changes(body: dict[str, Any]) -> dict[str, Any]:
    """What an update asks to be changed, as facts."""
    changes: dict[str, Any] = {name: body[name] for name in _CHANGEABLE if name in body}
    if not changes:
        raise Refused(400, "at least one of voice_name, description and tags is required")
    # null clears a description, and nothing else.
    given = {name: value for name, value in changes.items() if name != "description" or value is not None}
    fields.check(given, catalog.VOICE_CREATE)
    _check_lengths(given)
    if "tags" in changes:
        _check_tags(changes["tags"])
    if "voice_name" in changes:
        changes["name"] = changes.pop("voice_name")
    return changes


def _check_lengths(body: dict[str, Any]) -> None:
    for name, longest in (("voice_name", _LONGEST_NAME), ("description", _LONGEST_DESCRIPTION)):
        if len(body.get(name) or "") > longest:
            raise Refused(400, f"{name} must not be longer than {longest} characters")


def _check_tags(tags: Any) -> None:
    if not isinstance(tags, list) or not all(isinstance(each, str) for each in tags):
        raise Refused(400, "tags must be an array of strings")
    if len(tags) > _MOST_TAGS or any(len(each) > _LONGEST_TAG for each in tags):
        raise Refused(400, f"tags must be at most {_MOST_TAGS}, each at most {_LONGEST_TAG} characters long")


def _matches(call: Call, row: dict[str, Any]) -> bool:
    params = call.params
    if params.get("search", "").casefold() not in str(row["voice_name"]).casefold():
        return False
    tags = {each.casefold() for each in row["tags"]}
    if "tag" in params and params["tag"].casefold() not in tags:
        return False
    any_of = fields.items(params, "tags")
    return not any_of or any(each.casefold() in tags for each in any_of)


def _failure(row: Row) -> Failure | None:
    return failures.lookup(row.facts["failure"], failures.VOICE)


def _find(call: Call) -> Row:
    row = call.store.find(call.object_id, KIND)
    if row is None:
        raise Refused(404, "Voice not found")
    return row


def _new_id() -> str:
    while (made := random_id("v", 12)) in catalog.VOICE_BY_ID:
        pass
    return made


def _own_row(call: Call, row: Row) -> dict[str, Any]:
    failure = _failure(row)
    now = lifecycle.training(row.created_at, row.facts["seconds"], failure, call.now)
    shown = {
        "voice_id": row.id,
        "voice_name": row.facts["name"],
        "description": row.facts["description"],
        "voice_type": "user",
        "status": now.status,
        "tags": row.facts["tags"],
        "created_at": bare(row.created_at),
    }
    if failure is not None and now.status == "error":
        shown["error_message"] = failure.text
    return shown


def _stock_row(stock: StockVoice) -> dict[str, Any]:
    return {
        "voice_id": stock.id,
        "voice_name": stock.name,
        "description": stock.description,
        "voice_type": "system",
        "status": "completed",
        "tags": list(stock.tags),
        "created_at": bare(stock.created_at),
    }
