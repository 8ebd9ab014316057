"""Voices: the fields, the filters of the list, updates, and the stock voices.

As seen in October 2026, the list contains stock voices without their ids; with source=all it also contains own voices,
and all ids.

Assumed: rows of the list have the form of a single voice, the newer of two documented forms. `tags` finds voices with
any of the tags. A created voice takes a quarter of a replica's training time. Stock voices cannot be changed or
deleted; the refusal is the one that was seen for a stock persona. The field for the audio sample is train_audio_url,
and it is optional.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tavus_cli.sandbox import failures, fields, lifecycle
from tavus_cli.sandbox.answers import Answer, Refused
from tavus_cli.sandbox.call import Call, Window
from tavus_cli.sandbox.dates import iso_without_zone
from tavus_cli.sandbox.fields import CALLBACK, NAME, TEXT, URL, Kind
from tavus_cli.sandbox.noun import Noun, stock_row
from tavus_cli.sandbox.store import Row

_MAX_LENGTHS = {"voice_name": 255, "description": 1000, "train_audio_url": 2048}
_MAX_TAG_LENGTH = 64
_MAX_TAGS = 50
_CHANGEABLE = ("voice_name", "description", "tags")
# Assumed; in the service a voice takes "minutes" and a replica hours.
_SHARE = 0.25

# Names are copied from public pages of mid-2026. Ids, descriptions and tags are invented.
_STOCK = (
    stock_row("voice", "v5a0d0a000001", name="anna", description="Calm and clear", tags=["female", "english"]),
    stock_row("voice", "v5a0d0a000002", name="benjamin", description="Warm and unhurried", tags=["male", "english"]),
    stock_row("voice", "v5a0d0a000003", name="ivy", description="Bright and quick", tags=["female", "english"]),
    stock_row("voice", "v5a0d0a000004", name="james", description="Deep and steady", tags=["male", "english"]),
    stock_row("voice", "v5a0d0a000005", name="julia", description="Friendly", tags=["female", "english"]),
    stock_row("voice", "v5a0d0a000006", name="liam", description="Young and lively", tags=["male", "english"]),
)
_FIELDS: Mapping[str, Kind] = {
    "voice_name": NAME,
    "train_audio_url": URL,
    "description": TEXT,
    "callback_url": CALLBACK,
}


class Voices(Noun):
    """The noun `voices`."""

    kind, plural = "voice", "voices"
    prefix, digits = "v", 12
    create_fields = _FIELDS
    failures = failures.VOICE
    stock = _STOCK
    max_limit = 100  # documented

    def routes(self) -> dict[str, Callable[[Call], Answer]]:
        return super().routes() | {"PATCH /v2/voices/*": self.update}

    def select(self, call: Call, window: Window) -> tuple[Sequence[Row], int]:
        everything = fields.word(call.params, "source", ("all",)) == "all"
        descending = fields.word(call.params, "sort", ("asc", "desc")) == "desc"
        return self.pick(
            call,
            window,
            lambda row: (everything or row in self.stock) and _matches(call.params, row),
            order=lambda row: str(row.facts["name"]).casefold(),
            descending=descending,
        )

    def listed(self, call: Call, row: Row) -> dict[str, Any]:
        """A row of the list. Stock voices have no ids unless all sources are requested."""
        return self.record(call, row) | ({} if "source" in call.params else {"voice_id": None})

    def envelope(self, window: Window) -> dict[str, Any]:
        return {"page": window.page, "limit": window.limit}

    def record(self, call: Call, row: Row) -> dict[str, Any]:
        state, failure = lifecycle.training(*self.course(row), call.now), self.failure(row)
        shown = {
            "voice_id": row.id,
            "voice_name": row.facts["name"],
            "description": row.facts["description"],
            "voice_type": "system" if row in self.stock else "user",
            "status": state.status,
            "tags": row.facts["tags"],
            "created_at": iso_without_zone(row.created_at),
        }
        if failure is not None and state.status == "error":
            shown["error_message"] = failure.text
        return shown

    def begin(self, call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
        fields.require(body, "voice_name")
        _check_lengths(body)
        return {
            "name": body["voice_name"],
            "description": body.get("description"),
            "tags": [],
            "seconds": call.behaviour.training_seconds * _SHARE,
            "failure": failures.requested(body, ("train_audio_url",), self.failures),
        }

    def created(self, call: Call, row: Row) -> dict[str, Any]:
        return self.record(call, row)

    def update(self, call: Call) -> Answer:
        changes = self._changes(call.body)
        self.change(call, self.find_own(call), **changes)
        return Answer(200, self.record(call, self.find_own(call)))

    def delete(self, call: Call) -> Answer:
        call.store.delete(self.find_own(call), hard=True)
        return Answer(200)

    def find_own(self, call: Call, *, deleted: bool = False) -> Row:
        if self.stock_row(call.object_id):
            raise Refused(400, "Invalid voice_id")
        return super().find_own(call, deleted=deleted)

    def callback_bodies(self, row: Row, _at: float, _origin: str) -> Sequence[dict[str, Any]]:
        """Assumed: the fields are under `properties`."""
        failure = self.failure(row)
        properties = {
            "voice_id": row.id,
            "voice_name": row.facts["name"],
            "status": "error" if failure else "completed",
        }
        if failure is not None:
            properties["error_message"] = failure.text
        return [{"event_type": "application.voice_status_changed", "properties": properties}]

    def unknown(self) -> Refused:
        return Refused(404, "Voice not found")

    def _changes(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """The changes of an update, as facts. Raises Refused."""
        changes: dict[str, Any] = {name: body[name] for name in _CHANGEABLE if name in body}
        if not changes:
            raise Refused(400, "at least one of voice_name, description and tags is required")
        # Only a description may be null, which clears it.
        non_null = {name: value for name, value in changes.items() if name != "description" or value is not None}
        fields.check(non_null, self.create_fields)
        _check_lengths(non_null)
        if "tags" in changes:
            _check_tags(changes["tags"])
        if "voice_name" in changes:
            changes["name"] = changes.pop("voice_name")
        return changes


def _check_lengths(body: Mapping[str, Any]) -> None:
    for name, longest in _MAX_LENGTHS.items():
        if len(body.get(name, "")) > longest:
            raise Refused(400, f"{name} must not be longer than {longest} characters")


def _check_tags(tags: Any) -> None:
    if not isinstance(tags, list) or not all(isinstance(each, str) for each in tags):
        raise Refused(400, "tags must be an array of strings")
    if len(tags) > _MAX_TAGS or any(len(each) > _MAX_TAG_LENGTH for each in tags):
        raise Refused(400, f"tags must be at most {_MAX_TAGS}, each at most {_MAX_TAG_LENGTH} characters long")


def _matches(params: Mapping[str, str], row: Row) -> bool:
    if params.get("search", "").casefold() not in str(row.facts["name"]).casefold():
        return False
    tags = {each.casefold() for each in row.facts["tags"]}
    if "tag" in params and params["tag"].casefold() not in tags:
        return False
    any_of = fields.items(params, "tags")
    return not any_of or any(each.casefold() in tags for each in any_of)


VOICES = Voices()
