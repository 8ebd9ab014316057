"""The declaration of conversations: their fields and their create."""

from collections.abc import Iterator, Mapping
from typing import Any

from tavus_cli.api.records import Callback, Callbacks, Ids, Row, id_of
from tavus_cli.errors import UsageError
from tavus_cli.output.rows import cell
from tavus_cli.verbs.preflight import check_values
from tavus_cli.verbs.resource import Product, Resource, hint_for_id

# How long to wait for the transcript, the recording and the analysis after the end of a conversation. This is a guess:
# the API documents only that they come later.
LATE_SECONDS = 900.0


def _callbacks(conversation: Row) -> list[Callback]:
    """The callbacks about a conversation that has ended: its events, or only its end if the events are unknown.

    Source: the pages on callbacks and GET /v2/conversations/{conversation_id} with verbose, which has the events.
    """
    if not has_ended(conversation):
        return []
    end: Row = {"event_type": "system.shutdown", "timestamp": conversation.get("updated_at"), "properties": {}}
    events = conversation.get("events")
    known = [event for event in events if isinstance(event, dict)] if isinstance(events, list) else []
    return [_callback(conversation, event) for event in known or [end]]


def _callback(conversation: Row, event: Row) -> Callback:
    kind = cell(event.get("event_type"))
    body = {
        "conversation_id": id_of(conversation, CONVERSATION.id_field),
        "webhook_url": conversation.get("callback_url"),
        "event_type": kind,
        "message_type": kind.partition(".")[0],
        "timestamp": event.get("timestamp"),
        "properties": event.get("properties"),
    }
    return Callback(event=kind, body=body)


# Source: GET /v2/conversations and GET /v2/conversations/{conversation_id}.
CONVERSATION = Resource(
    noun="conversation",
    path="/v2/conversations",
    columns={
        "conversation_id": "ID",
        "conversation_name": "NAME",
        "status": "STATUS",
        "created_at": "CREATED",
        "conversation_url": "LINK",
    },
    essential=3,
    fields=(
        "conversation_id",
        "conversation_name",
        "status",
        "conversation_url",
        "replica_id",
        "persona_id",
        "callback_url",
        "events",
        "created_at",
        "updated_at",
    ),
    ids=Ids(pattern=r"c[0-9a-f]{6,}", description="starts with c"),
    callbacks=Callbacks(of=_callbacks, params={"verbose": True}, late=LATE_SECONDS),
    statuses={"active": "it runs, and costs money", "ended": "it has ended, and costs nothing more"},
)

# The shape of the result of an end, which the API answers without a body.
ENDED = CONVERSATION.part({"conversation_id": "ID", "status": "STATUS"}, ("conversation_id", "status"))


def has_ended(record: Row) -> bool:
    """Whether a conversation has ended, so that it no longer costs money."""
    return cell(record.get("status")).lower() == "ended"


def _check(body: Mapping[str, Any]) -> None:
    """Raise UsageError for a create that the API would refuse."""
    check_values(body)
    if not body.keys() & {"replica_id", "face_id", "persona_id", "pal_id"}:
        raise UsageError(
            "there is nobody to talk to: neither --replica-id nor --pal-id is given.",
            hint="add one of them; a PAL may have a default replica",
        )
    most = body.get("max_participants")
    if isinstance(most, int) and most < 2:
        raise UsageError("--max-participants must be 2 or more.", hint="one of them is the replica")


def _warnings(body: Mapping[str, Any]) -> Iterator[str]:
    """Warn about swapped ids. Source: public issue threads, where they are the usual cause of a refusal."""
    for field, noun, other in (("replica_id", "replica", "p"), ("persona_id", "pal", "r")):
        given = body.get(field)
        if isinstance(given, str) and given.startswith(other) and (hint := hint_for_id(noun, given)):
            yield f"--{noun}-id: {hint}"


# Source: POST /v2/conversations. That a full account is refused with 400: public issue threads.
NEW_CONVERSATION = Product(
    resource=CONVERSATION,
    created=CONVERSATION.part(
        {"conversation_id": "ID", "conversation_url": "LINK", "status": "STATUS"},
        ("conversation_id", "conversation_url", "status", "conversation_name", "meeting_token", "created_at"),
    ),
    check=_check,
    warnings=_warnings,
    advice={"maximum concurrent conversations": "conversations end --all-active"},
)
