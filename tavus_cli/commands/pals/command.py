"""`tavus pals`: its commands."""

from enum import StrEnum
from typing import Annotated

import typer

from tavus_cli.cli.grammar import DataVerb, StatuslessListVerb, noun
from tavus_cli.cli.options import All, DryRun, Input, Limit, Page, Yes, verbose
from tavus_cli.cli.session import session_of
from tavus_cli.commands import pals
from tavus_cli.commands.pals.resource import NEW_PAL, PAL, USERNAME
from tavus_cli.text import split_values

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


@app.command("list", cls=StatuslessListVerb)
def list_pals(
    ctx: typer.Context,
    limit: Limit = None,
    page: Page = None,
    everything: All = False,
    pal_type: Annotated[
        PalType | None, typer.Option("--pal-type", "--persona-type", help="Your own (user) or stock (system) PALs.")
    ] = None,
    sort: Annotated[Order | None, typer.Option("--sort", help="Ascending or descending order.")] = None,
) -> None:
    """List PALs.

    Secrets in them, such as layers.llm.api_key, are shown only in JSON.

    Example:
        tavus pals list --pal-type user
    """
    from tavus_cli.verbs.read import show_list

    params = {"limit": limit, "page": page, "pal_type": pal_type and pal_type.value, "sort": sort and sort.value}
    show_list(session_of(ctx), PAL, params, everything=everything)


@app.command("get", cls=DataVerb)
def get_pals(
    ctx: typer.Context,
    pal_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the PALs to show.")],
    verbose: Annotated[bool | None, verbose("undocumented ones")] = None,
) -> None:
    """Show one or more PALs.

    Secrets in them, such as layers.llm.api_key, are shown only in JSON.

    Example:
        tavus pals get pcb7a34da5fe --json
    """
    from tavus_cli.verbs.read import show_records

    show_records(session_of(ctx), PAL, pal_ids, {"verbose": verbose})


@app.command("create", cls=DataVerb)
def create_pal(
    ctx: typer.Context,
    pal_name: Annotated[
        str | None, typer.Option("--pal-name", "--persona-name", metavar="NAME", help="A name for the PAL.")
    ] = None,
    system_prompt: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Who the PAL is, what it knows and how it behaves.")
    ] = None,
    greeting: Annotated[str | None, typer.Option(metavar="TEXT", help="What it says first.")] = None,
    pipeline_mode: Annotated[
        Pipeline | None, typer.Option(help="Stages between hearing and speaking (default: full).")
    ] = None,
    default_face_id: Annotated[
        str | None,
        typer.Option(
            "--default-face-id", "--default-replica-id", metavar="ID", help="The replica that the PAL speaks with."
        ),
    ] = None,
    objectives_id: Annotated[str | None, typer.Option(metavar="ID", help="Objectives that it should reach.")] = None,
    guardrail_ids: Annotated[Several, typer.Option(metavar="A,B", help="Guardrails: what it must not do.")] = None,
    guardrail_tags: Annotated[Several, typer.Option(metavar="A,B", help="Guardrails with these tags, too.")] = None,
    document_ids: Annotated[Several, typer.Option(metavar="A,B", help="Documents that it may refer to.")] = None,
    document_tags: Annotated[Several, typer.Option(metavar="A,B", help="Documents with these tags, too.")] = None,
    tool_ids: Annotated[Several, typer.Option(metavar="A,B", help="Tools that it may call, 50 at most.")] = None,
    layers: Annotated[
        str | None, typer.Option(metavar="JSON", help="Settings of its layers, such as llm and tts, as a JSON object.")
    ] = None,
    source: Input = None,
    dry_run: DryRun = False,
) -> None:
    """Create a PAL from options, from a file, or from both.

    Secrets in it, such as layers.llm.api_key, are shown only in JSON.

    Example:
        tavus pals create --pal-name "Guide" --system-prompt "You show people around the museum."
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
        "guardrail_ids": split_values(guardrail_ids, "--guardrail-ids"),
        "guardrail_tags": split_values(guardrail_tags, "--guardrail-tags"),
        "document_ids": split_values(document_ids, "--document-ids"),
        "document_tags": split_values(document_tags, "--document-tags"),
        "tool_ids": split_values(tool_ids, "--tool-ids"),
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
            "--set", metavar="PATH=VALUE", help="Set the value at a path such as layers.llm.model; may be repeated."
        ),
    ] = None,
    unsets: Annotated[
        Several, typer.Option("--unset", metavar="PATH", help="Remove the value at a path; may be repeated.")
    ] = None,
    source: Input = None,
    dry_run: DryRun = False,
) -> None:
    """Change a PAL.

    A value that is valid JSON, such as true, 3 or '["a"]', is sent as JSON, and any other as text; '"true"' sends the
    text true. With --input, each field of the file replaces that field of the PAL. --dry-run shows the JSON Patch.
    Stock PALs cannot be changed.

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
    """Delete PALs. Asks first; without a terminal, needs --yes.

    If one cannot be deleted, continues with the next; the exit code is then that of the most serious error.

    Example:
        tavus pals delete pcb7a34da5fe --yes
    """
    from tavus_cli.verbs.change import Deletion, delete

    delete(session_of(ctx), PAL, pal_ids, Deletion(sure=yes, dry_run=dry_run))


@app.command("publish", cls=DataVerb)
def publish_pal(ctx: typer.Context, pal_id: PalId, dry_run: DryRun = False) -> None:
    """Publish the draft of a PAL.

    A PAL that is also edited on the website has a draft; `tavus pals update` then says so.

    Example:
        tavus pals publish pcb7a34da5fe
    """
    from tavus_cli.verbs.change import publish

    publish(session_of(ctx), PAL, pal_id, dry_run=dry_run)


@app.command("check-username", cls=DataVerb)
def check_username(
    ctx: typer.Context,
    username: Annotated[str, typer.Argument(metavar="NAME", help="The part of its email address before the @.")],
) -> None:
    """Check whether a username for inviting a PAL to meetings is available.

    The username is stored in layers.conferencing.username. Exits with 0 whether it is available or taken.

    Example:
        tavus pals check-username guide --columns available
    """
    session = session_of(ctx)
    session.out.check_columns(USERNAME)
    session.out.item(USERNAME, session.client.get(f"{PAL.path}/check-username", {"username": username}))
