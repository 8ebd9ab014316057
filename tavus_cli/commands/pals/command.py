"""`tavus pals`: its commands."""

from enum import StrEnum
from typing import Annotated

import typer

from tavus_cli.cli.grammar import DataVerb, ListVerb, noun
from tavus_cli.cli.options import All, DryRun, Input, Limit, Page, Yes, joined, verbose
from tavus_cli.cli.session import session_of
from tavus_cli.commands import pals
from tavus_cli.commands.pals.resource import NEW_PAL, PAL, USERNAME
from tavus_cli.verbs.read import show_list, show_records

app = noun(pals.__doc__)

PalId = Annotated[str, typer.Argument(metavar="ID", help="The PAL's id, such as pcb7a34da5fe.")]
Several = list[str] | None


class PalType(StrEnum):
    """The owner of PALs: the account (user), or Tavus (system) for stock PALs."""

    user = "user"
    system = "system"


class Order(StrEnum):
    """Ascending or descending order."""

    asc = "asc"
    desc = "desc"


class Pipeline(StrEnum):
    """The stages between speech input and speech output."""

    full = "full"
    speech_to_speech = "speech-to-speech"
    echo = "echo"


@app.command("list", cls=ListVerb)
def list_pals(
    ctx: typer.Context,
    limit: Limit = None,
    page: Page = None,
    everything: All = False,
    pal_type: Annotated[
        PalType | None, typer.Option("--pal-type", "--persona-type", help="Your own (user) or stock (system) PALs.")
    ] = None,
    sort: Annotated[Order | None, typer.Option("--sort", help="Upwards or downwards.")] = None,
) -> None:
    """List PALs.

    Secrets of yours in them, such as layers.llm.api_key, are shown in JSON only.

    Example:
        tavus pals list --pal-type user
    """
    params = {"limit": limit, "page": page, "pal_type": pal_type and pal_type.value, "sort": sort and sort.value}
    show_list(session_of(ctx), PAL, params, everything=everything)


@app.command("get", cls=DataVerb)
def get_pals(
    ctx: typer.Context,
    pal_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the PALs to show.")],
    verbose: Annotated[bool | None, verbose("fields that are not documented")] = None,
) -> None:
    """Show a PAL or several.

    Secrets of yours in it, such as layers.llm.api_key, are hidden. Not so in JSON, which is the API's whole answer.

    Example:
        tavus pals get pcb7a34da5fe --json
    """
    show_records(session_of(ctx), PAL, pal_ids, {"verbose": verbose})


@app.command("create", cls=DataVerb)
def create_pal(
    ctx: typer.Context,
    pal_name: Annotated[
        str | None, typer.Option("--pal-name", "--persona-name", metavar="NAME", help="A name for the PAL.")
    ] = None,
    system_prompt: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Who it is, what it knows, how it behaves.")
    ] = None,
    greeting: Annotated[str | None, typer.Option(metavar="TEXT", help="What it says first.")] = None,
    pipeline_mode: Annotated[
        Pipeline | None, typer.Option(help="The stages between hearing and speaking; full unless given.")
    ] = None,
    default_face_id: Annotated[
        str | None,
        typer.Option(
            "--default-face-id", "--default-replica-id", metavar="ID", help="The replica that it speaks with."
        ),
    ] = None,
    objectives_id: Annotated[str | None, typer.Option(metavar="ID", help="What it should reach.")] = None,
    guardrail_ids: Annotated[Several, typer.Option(metavar="A,B", help="What it must not do.")] = None,
    guardrail_tags: Annotated[Several, typer.Option(metavar="A,B", help="The same by their tags.")] = None,
    document_ids: Annotated[Several, typer.Option(metavar="A,B", help="Documents it may refer to.")] = None,
    document_tags: Annotated[Several, typer.Option(metavar="A,B", help="The same by their tags.")] = None,
    tool_ids: Annotated[Several, typer.Option(metavar="A,B", help="What it may call; 50 at most.")] = None,
    layers: Annotated[
        str | None, typer.Option(metavar="JSON", help="Its layers, such as llm and tts, as a JSON object.")
    ] = None,
    source: Input = None,
    dry_run: DryRun = False,
) -> None:
    """Make a PAL, from options or a file, or from both.

    Secrets of yours in it, such as layers.llm.api_key, are shown in JSON only.

    Example:
        tavus pals create --input guide.toml --pal-name "Guide"
    """
    from tavus_cli.verbs.body import body_of, object_of
    from tavus_cli.verbs.create import create

    fields = {
        "pal_name": pal_name,
        "system_prompt": system_prompt,
        "greeting": greeting,
        "pipeline_mode": pipeline_mode and pipeline_mode.value,
        "default_face_id": default_face_id,
        "objectives_id": objectives_id,
        "guardrail_ids": joined(guardrail_ids, "--guardrail-ids"),
        "guardrail_tags": joined(guardrail_tags, "--guardrail-tags"),
        "document_ids": joined(document_ids, "--document-ids"),
        "document_tags": joined(document_tags, "--document-tags"),
        "tool_ids": joined(tool_ids, "--tool-ids"),
        "layers": None if layers is None else object_of(layers, '{"llm": {"model": "tavus-gpt-oss"}}', "--layers"),
    }
    create(session_of(ctx), NEW_PAL, body_of(source, fields, newer=True), dry_run=dry_run)


@app.command("update", cls=DataVerb)
def update_pal(
    ctx: typer.Context,
    pal_id: PalId,
    sets: Annotated[
        Several,
        typer.Option(
            "--set", metavar="PATH=VALUE", help="A new value, text or JSON, at a path such as layers.llm.model."
        ),
    ] = None,
    unsets: Annotated[Several, typer.Option("--unset", metavar="PATH", help="Remove what is at a path.")] = None,
    source: Input = None,
    dry_run: DryRun = False,
) -> None:
    """Change a PAL. --dry-run shows the JSON Patch that is sent.

    Values are JSON where they read as such: true, 3, '["a"]'. Quote twice what shall stay text: '"true"'. With --input
    each field of the file replaces that of the PAL. Tavus's own PALs cannot be changed.

    Example:
        tavus pals update pcb7a34da5fe --set greeting="Hello there" --unset layers.stt.hotwords
    """
    from tavus_cli.verbs.body import body_of
    from tavus_cli.verbs.update import patch_of, update

    patch = patch_of(sets or (), unsets or (), body_of(source, {}, newer=True))
    update(session_of(ctx), PAL, pal_id, patch, dry_run=dry_run)


@app.command("delete", cls=DataVerb)
def delete_pals(
    ctx: typer.Context,
    pal_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the PALs to delete.")],
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Delete PALs. Asks first on a terminal, and elsewhere needs --yes.

    Example:
        tavus pals delete pcb7a34da5fe --yes
    """
    from tavus_cli.verbs.change import Deletion, delete

    delete(session_of(ctx), PAL, pal_ids, Deletion(sure=yes, dry_run=dry_run))


@app.command("publish", cls=DataVerb)
def publish_pal(ctx: typer.Context, pal_id: PalId, dry_run: DryRun = False) -> None:
    """Make the draft of a PAL live.

    A PAL that is edited on the website as well has a draft; an update of it then says so.

    Example:
        tavus pals publish pcb7a34da5fe
    """
    from tavus_cli.verbs.change import publish

    publish(session_of(ctx), PAL, pal_id, dry_run=dry_run)


@app.command("check-username", cls=DataVerb)
def check_username(
    ctx: typer.Context,
    username: Annotated[str, typer.Argument(metavar="NAME", help="The part of its address before the @.")],
) -> None:
    """Tell whether a PAL can be invited to meetings by this name.

    It goes into layers.conferencing.username. Ends with 0, whether the name is free or taken.

    Example:
        tavus pals check-username guide --columns available
    """
    session = session_of(ctx)
    session.out.check_columns(USERNAME)
    session.out.item(USERNAME, session.client.get(f"{PAL.path}/check-username", {"username": username}))
