"""Conversations: their fields, the rules of a create, participants, events, and the ways in which they end.

Nobody talks here. Opening conversation_url counts as joining, and the transcript is a fixed one. A conversation ends as
in the service: by a request, if nobody joins in time, or at its maximum duration. With test_mode it is created in the
ended state. Durations are in real seconds.

Assumed: at most 15 are active at once, as a plan limits them. Ending an ended conversation is no error. A deleted one
is unknown to all calls. Events are sent to callback_url when they happen, and shown with verbose.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tavus_cli.sandbox import fields
from tavus_cli.sandbox.answers import Answer, Refused
from tavus_cli.sandbox.call import Call, Window
from tavus_cli.sandbox.dates import iso_microseconds, iso_seconds
from tavus_cli.sandbox.fields import CALLBACK, FLAG, TEXT, TEXTS, URL, Kind
from tavus_cli.sandbox.noun import Noun
from tavus_cli.sandbox.personas import PERSONAS
from tavus_cli.sandbox.replicas import REPLICAS
from tavus_cli.sandbox.store import Row, random_id

_MAX_ACTIVE = 15
_MAX_DURATION = 3600  # seconds, documented; the plan's cap, which reduces it silently, is not simulated
_ABSENT = 300  # seconds, documented
_SECONDS = range(1, 10**9)

_FIELDS: Mapping[str, Kind] = {
    "replica_id": TEXT,
    "persona_id": TEXT,
    "audio_only": FLAG,
    "callback_url": CALLBACK,
    "conversation_name": TEXT,
    "conversational_context": TEXT,
    "custom_greeting": TEXT,
    "memory_stores": TEXTS,
    "participant_tags": TEXTS,
    "document_ids": TEXTS,
    "document_tags": TEXTS,
    "document_retrieval_strategy": ("speed", "quality", "balanced"),
    "test_mode": FLAG,
    "require_auth": FLAG,
    "max_participants": range(2, 10**6),
    "meeting_url": URL,
    "chat": FLAG,
    "properties": {
        "max_call_duration": _SECONDS,
        "participant_left_timeout": range(10**9),
        "participant_absent_timeout": _SECONDS,
        "enable_recording": FLAG,
        "enable_closed_captions": FLAG,
        "apply_greenscreen": FLAG,
        "require_auth": FLAG,
        "language": TEXT,
        "recording_storage": {"provider": ("s3", "gcs", "azure_blob")},
    },
}


class Conversations(Noun):
    """The noun `conversations`."""

    kind, plural = "conversation", "conversations"
    prefix, digits = "c", 12
    create_fields = _FIELDS

    def routes(self) -> dict[str, Callable[[Call], Answer]]:
        return super().routes() | {"POST /v2/conversations/*/end": self.end}

    def select(self, call: Call, window: Window) -> tuple[Sequence[Row], int]:
        wanted = fields.word(call.params, "status", ("active", "ended"))
        return self.pick(call, window, lambda row: wanted in {None, self.status(row, call.now)})

    def listed(self, call: Call, row: Row) -> dict[str, Any]:
        return {
            "conversation_id": row.id,
            "conversation_name": row.facts["name"] or f"Conversation {row.id}",
            "conversation_url": f"{call.origin}/call/{row.id}",
            "status": self.status(row, call.now),
            "callback_url": row.facts["callback_url"],
            "replica_id": row.facts["replica_id"],
            "persona_id": row.facts["persona_id"],
            "created_at": iso_seconds(row.created_at),
            "updated_at": iso_seconds(self.updated_at(row, call.now)),
        }

    def record(self, call: Call, row: Row) -> dict[str, Any]:
        if not call.flag("verbose"):
            return self.listed(call, row)
        happened = [event for at in self.moments(row) if at <= call.now for event in self._events(row, at)]
        shown = [{name: event[name] for name in ("event_type", "timestamp", "properties")} for event in happened]
        return self.listed(call, row) | {"events": shown}

    def begin(self, call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
        properties = body.get("properties", {})
        if "recording_storage" in properties:
            fields.require(properties["recording_storage"], "provider")
        persona_id = body.get("persona_id")
        if persona_id is not None and not PERSONAS.exists(call, persona_id):
            raise Refused(400, "Invalid persona_id")
        replica_id = body.get("replica_id", PERSONAS.default_replica_id(call, persona_id))
        if replica_id is None:
            raise Refused(400, "replica_id is required unless the persona_id names one with a default replica")
        if not REPLICAS.exists(call, replica_id):
            raise Refused(400, "Invalid replica_uuid")
        test_mode = body.get("test_mode", False)
        active = sum(self.status(row, call.now) == "active" for row in call.store.page(self.kind)[0])
        if active >= _MAX_ACTIVE and not test_mode:
            # As seen live: status 400 and not 429, and this key.
            raise Refused(400, "User has reached maximum concurrent conversations", key="message")
        return {
            "name": body.get("conversation_name"),
            "replica_id": replica_id,
            "persona_id": persona_id,
            "callback_url": body.get("callback_url"),
            "greeting": body.get("custom_greeting"),
            "longest": properties.get("max_call_duration", _MAX_DURATION),
            "absent": properties.get("participant_absent_timeout", _ABSENT),
            "private": body.get("require_auth", False) or properties.get("require_auth", False),
            "test_mode": test_mode,
            "joined_at": None,
            "ended_at": call.now if test_mode else None,
        }

    def created(self, call: Call, row: Row) -> dict[str, Any]:
        shown = self.listed(call, row)
        names = ("conversation_id", "conversation_name", "conversation_url", "status", "callback_url", "created_at")
        token = {"meeting_token": random_id("", 32)} if row.facts["private"] else {}
        return {name: shown[name] for name in names} | token

    def end(self, call: Call) -> Answer:
        row = self.find_own(call)
        if self.status(row, call.now) == "active":
            self.change(call, row, ended_at=call.now)
        return Answer(200)

    def delete(self, call: Call) -> Answer:
        call.store.delete(self.find_own(call), hard=call.flag("hard"))
        return Answer(204)

    def enter(self, call: Call) -> Answer:
        """The page at conversation_url. Opening it is joining the conversation."""
        row = self.find_own(call)
        active = self.status(row, call.now) == "active"
        if active and row.facts["joined_at"] is None:
            self.change(call, row, joined_at=call.now)
        said = "You are in it. Nobody speaks in the sandbox." if active else "It has ended."
        page = f'<!DOCTYPE html>\n<html lang="en"><meta charset="utf-8"><title>{row.id}</title><p>{said}</p></html>\n'
        return Answer(200, page.encode("ascii"), {}, "text/html; charset=utf-8")

    def status(self, row: Row, now: float) -> str:
        return "ended" if now >= self.ends_at(row) else "active"

    def ends_at(self, row: Row) -> float:
        """The time of the end as known now. It can change when somebody joins or ends the conversation."""
        ended_at: float | None = row.facts["ended_at"]
        if ended_at is not None:
            return ended_at
        longest, absent = float(row.facts["longest"]), float(row.facts["absent"])
        return row.created_at + (longest if row.facts["joined_at"] is not None else min(longest, absent))

    def moments(self, row: Row) -> Sequence[float]:
        return row.created_at, self.ends_at(row)

    def callback_bodies(self, row: Row, at: float, _origin: str) -> Sequence[dict[str, Any]]:
        return [{"conversation_id": row.id, "webhook_url": row.callback} | event for event in self._events(row, at)]

    def _events(self, row: Row, at: float) -> Sequence[dict[str, Any]]:
        """The events at one of the moments: the replica joins, or the conversation ends."""
        if row.facts["test_mode"]:
            return []
        if at == row.created_at:
            joined = {"replica_id": row.facts["replica_id"]}
            # The service sends the event under its newer name, too.
            return [_event(f"system.{name}_joined", at, joined) for name in ("replica", "pal")]
        shutdown = _event("system.shutdown", at, {"shutdown_reason": self._reason(row)})
        if row.facts["joined_at"] is None:
            return [shutdown]
        return [shutdown, _event("application.transcription_ready", at, {"transcript": _transcript(row)})]

    def _reason(self, row: Row) -> str:
        if row.facts["ended_at"] is not None:
            return "end_conversation_endpoint_hit"
        absent = row.facts["joined_at"] is None and row.facts["absent"] <= row.facts["longest"]
        return "participant_absent_timeout" if absent else "max_call_duration"


def _event(name: str, at: float, properties: Mapping[str, Any]) -> dict[str, Any]:
    kind = name.partition(".")[0]
    return {"event_type": name, "message_type": kind, "timestamp": iso_microseconds(at), "properties": properties}


def _transcript(row: Row) -> list[dict[str, Any]]:
    said = (
        ("assistant", row.facts["greeting"] or "Hello, what can I do for you?"),
        ("user", "I only want to see whether this works."),
        ("assistant", "It does."),
    )
    starts = row.facts["joined_at"]
    return [
        {
            "role": role,
            "content": content,
            "timestamp": starts + 3 * number,
            "seconds_from_start": starts + 3 * number - row.created_at,
            "duration": 2.5,
        }
        for number, (role, content) in enumerate(said)
    ]


CONVERSATIONS = Conversations()
