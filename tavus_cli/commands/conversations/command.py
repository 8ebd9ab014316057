"""`tavus conversations`: its commands."""

from enum import StrEnum
from typing import Annotated

import typer

from tavus_cli.cli.grammar import DataVerb, ListVerb, noun
from tavus_cli.cli.options import All, DryRun, Hard, Input, Limit, Page, Yes, verbose
from tavus_cli.cli.session import session_of
from tavus_cli.commands import conversations
from tavus_cli.commands.conversations.resource import CONVERSATION, ENDED, NEW_CONVERSATION, has_ended
from tavus_cli.errors import UsageError
from tavus_cli.text import clean, split_values

app = noun(conversations.__doc__, CONVERSATION.meanings)

Several = list[str] | None


class Status(StrEnum):
    """The status of a conversation."""

    active = "active"
    ended = "ended"


class Strategy(StrEnum):
    """The strategies of document retrieval."""

    speed = "speed"
    quality = "quality"
    balanced = "balanced"


@app.command("list", cls=ListVerb)
def list_conversations(
    ctx: typer.Context,
    limit: Limit = None,
    page: Page = None,
    everything: All = False,
    status: Annotated[Status | None, typer.Option("--status", help="Only conversations with this status.")] = None,
) -> None:
    """List conversations.

    Example:
        tavus conversations list --status active
    """
    from tavus_cli.verbs.read import show_list

    params = {"limit": limit, "page": page, "status": status and status.value}
    show_list(session_of(ctx), CONVERSATION, params, everything=everything)


@app.command("get", cls=DataVerb)
def get_conversations(
    ctx: typer.Context,
    conversation_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the conversations to show.")],
    verbose: Annotated[bool | None, verbose("events, including the transcript")] = None,
    transcript: Annotated[
        bool, typer.Option("--transcript", help="Show the transcript; with --json, the API's whole answer.")
    ] = False,
) -> None:
    """Show one or more conversations, or the transcript of one.

    Example:
        tavus conversations get c123456 --transcript
    """
    from tavus_cli.verbs.read import show_records

    session = session_of(ctx)
    if not transcript:
        show_records(session, CONVERSATION, conversation_ids, {"verbose": verbose})
        return
    if len(conversation_ids) > 1:
        raise UsageError("--transcript takes one id.", hint="get them one after another")
    from tavus_cli.commands.conversations.transcript import show_transcript

    show_transcript(session, conversation_ids[0])


@app.command("create", cls=DataVerb)
def create_conversation(
    ctx: typer.Context,
    replica_id: Annotated[
        str | None, typer.Option("--replica-id", "--face-id", metavar="ID", help="The replica to talk to.")
    ] = None,
    pal_id: Annotated[
        str | None,
        typer.Option("--pal-id", "--persona-id", metavar="ID", help="The PAL that defines how the replica behaves."),
    ] = None,
    conversation_name: Annotated[str | None, typer.Option(metavar="NAME", help="A name for the conversation.")] = None,
    conversational_context: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What the replica should know in this conversation.")
    ] = None,
    custom_greeting: Annotated[str | None, typer.Option(metavar="TEXT", help="What the replica says first.")] = None,
    test_mode: Annotated[
        bool | None,
        typer.Option("--test-mode", help="A free test: the replica does not join, and the conversation ends at once."),
    ] = None,
    audio_only: Annotated[bool | None, typer.Option(help="Talk without video.")] = None,
    chat: Annotated[bool | None, typer.Option(help="Chat by text instead of talking.")] = None,
    callback_url: Annotated[
        str | None, typer.Option(metavar="URL", help="URL that the API calls at each event of the conversation.")
    ] = None,
    memory_stores: Annotated[
        Several, typer.Option(metavar="A,B", help="Memories to use; older than --participant-tags.")
    ] = None,
    participant_tags: Annotated[Several, typer.Option(metavar="A,B", help="Tags of the memories to use.")] = None,
    document_ids: Annotated[
        Several, typer.Option(metavar="A,B", help="Documents that the replica may refer to.")
    ] = None,
    document_tags: Annotated[Several, typer.Option(metavar="A,B", help="Documents with these tags, too.")] = None,
    document_retrieval_strategy: Annotated[
        Strategy | None, typer.Option(help="How to search documents (default: balanced).")
    ] = None,
    require_auth: Annotated[
        bool | None, typer.Option(help="Make the room private; the answer has the meeting token to join it.")
    ] = None,
    max_participants: Annotated[
        int | None, typer.Option(min=2, metavar="N", help="Maximum number of participants, including the replica.")
    ] = None,
    meeting_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Google Meet, Zoom or Teams meeting for the replica to join.")
    ] = None,
    properties: Annotated[
        str | None,
        typer.Option(metavar="JSON", help="More properties, as a JSON object, such as max_call_duration and language."),
    ] = None,
    source: Input = None,
    dry_run: DryRun = False,
    open_link: Annotated[
        bool, typer.Option("--open", help="On a terminal, open the link in the browser, too.")
    ] = False,
) -> None:
    """Start a conversation and print its link. Costs money until it ends.

    It ends by `tavus conversations end`, when everybody has left, or after 5 minutes with nobody in it. --test-mode is
    free.

    Example:
        tavus conversations create --replica-id r7bc3db0d581 --pal-id pcb7a34da5fe --test-mode
    """
    from tavus_cli.verbs.body import body_of, properties_of
    from tavus_cli.verbs.create import create

    session = session_of(ctx)
    fields = {
        "replica_id": replica_id,
        # All versions of the API accept the older name.
        "persona_id": pal_id,
        "conversation_name": conversation_name,
        "conversational_context": conversational_context,
        "custom_greeting": custom_greeting,
        "test_mode": test_mode,
        "audio_only": audio_only,
        "chat": chat,
        "callback_url": callback_url,
        "memory_stores": split_values(memory_stores, "--memory-stores"),
        "participant_tags": split_values(participant_tags, "--participant-tags"),
        "document_ids": split_values(document_ids, "--document-ids"),
        "document_tags": split_values(document_tags, "--document-tags"),
        "document_retrieval_strategy": document_retrieval_strategy and document_retrieval_strategy.value,
        "require_auth": require_auth,
        "max_participants": max_participants,
        "meeting_url": meeting_url,
        "properties": properties_of(properties, '{"max_call_duration": 600}'),
    }
    created = create(session, NEW_CONVERSATION, body_of(source, fields), dry_run=dry_run)
    if created and not has_ended(created.record):
        cost, end = "runs" if session.sandboxed else "costs money", f"conversations end {clean(created.id)}"
        session.streams.note(f"the conversation {cost} until you end it: {session.suggest(end)}")
        if open_link:
            from tavus_cli.verbs.browse import browse

            browse(session, created.record.get("conversation_url"))


@app.command("end", cls=DataVerb)
def end_conversations(
    ctx: typer.Context,
    conversation_ids: Annotated[
        Several, typer.Argument(metavar="[ID...]", help="Ids of the conversations to end.")
    ] = None,
    all_active: Annotated[
        bool, typer.Option("--all-active", help="End all active conversations, after a confirmation.")
    ] = False,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """End conversations, so that they cost nothing more.

    It is safe to repeat. It also helps if the account has reached its maximum of concurrent conversations.

    Example:
        tavus conversations end c123456
    """
    from tavus_cli.commands.conversations.ending import end, end_all_active

    session_of(ctx).out.check_columns(ENDED)
    if bool(conversation_ids) == all_active:
        raise UsageError("give either ids or --all-active.", hint="to see the ids: tavus conversations list")
    if all_active and dry_run:
        raise UsageError(
            "--dry-run needs ids, not --all-active.", hint="to see the ids: tavus conversations list --status active"
        )
    if conversation_ids:
        end(session_of(ctx), conversation_ids, dry_run=dry_run)
    else:
        end_all_active(session_of(ctx), sure=yes)


@app.command("delete", cls=DataVerb)
def delete_conversations(
    ctx: typer.Context,
    conversation_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the conversations to delete.")],
    hard: Hard = False,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Delete conversations. Asks first; without a terminal, needs --yes.

    If one cannot be deleted, continues with the next; the exit code is then that of the most serious error.

    Example:
        tavus conversations delete c123456 --yes
    """
    from tavus_cli.verbs.change import Deletion, delete

    delete(session_of(ctx), CONVERSATION, conversation_ids, Deletion(hard=hard, sure=yes, dry_run=dry_run))
