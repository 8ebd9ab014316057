"""Showing the transcript of a conversation."""

from tavus_cli.api.records import Row
from tavus_cli.api.urls import segment
from tavus_cli.cli.session import Session
from tavus_cli.commands.conversations.resource import CONVERSATION, has_ended
from tavus_cli.output import Format
from tavus_cli.output.rows import Shape, cell
from tavus_cli.output.styles import Pen
from tavus_cli.output.widths import padded, width, wrapped
from tavus_cli.text import clean

# Source: the event application.transcription_ready in GET /v2/conversations/{conversation_id} with verbose. Older
# conversations have only role and content.
TURN = Shape(
    noun="turn",
    id_field="inference_id",
    columns={"role": "WHO", "content": "SAID"},
    essential=2,
    fields=("role", "content", "seconds_from_start", "duration", "timestamp", "inference_id"),
)
_READY = "application.transcription_ready"
_GAP = "  "


def show_transcript(session: Session, conversation_id: str) -> None:
    """Show the turns of a conversation. `--json` shows the API's complete answer, unchanged."""
    segment(conversation_id, CONVERSATION.noun)
    view = session.out.view
    session.out.check_columns(CONVERSATION.shape if view.format is Format.json else TURN)
    document = CONVERSATION.fetch(session, conversation_id, {"verbose": True})
    record = CONVERSATION.shape.record_of(document)
    turns = _turns(record)
    if not turns:
        reason = "perhaps nobody spoke" if has_ended(record) else "it is available after the conversation has ended"
        session.streams.note(f"there is no transcript: {reason}")
    if view.format is Format.json:
        session.out.item(CONVERSATION.shape, document)
    elif view.format is Format.table and view.columns is None:
        session.streams.write(_readable(session, turns))
    elif turns:
        session.out.records(TURN, turns, asked=len(turns))


def _turns(record: Row) -> list[Row]:
    """The turns in order, without the prompt, which has the role `system`."""
    events = record.get("events")
    found = [event for event in events if isinstance(event, dict)] if isinstance(events, list) else []
    ready = [event.get("properties") for event in found if event.get("event_type") == _READY]
    last = ready[-1] if ready else None
    transcript = last.get("transcript") if isinstance(last, dict) else None
    turns = transcript if isinstance(transcript, list) else []
    return [turn for turn in turns if isinstance(turn, dict) and turn.get("role") != "system"]


def _readable(session: Session, turns: list[Row]) -> str:
    """A paragraph for each turn, beside its speaker."""
    pen = Pen(on=session.streams.colour)
    speakers = [clean(cell(turn.get("role"))) for turn in turns]
    label = max(map(width, speakers), default=0)
    lines: list[str] = []
    for speaker, turn in zip(speakers, turns, strict=True):
        said = clean(cell(turn.get("content")))
        room = session.streams.room
        first, *others = [said] if room is None else wrapped(said, max(20, room - label - len(_GAP)))
        lines.append(f"{pen(padded(speaker, label), 'bold')}{_GAP}{first}")
        lines += [" " * label + _GAP + line for line in others]
    return "".join(f"{line}\n" for line in lines)
