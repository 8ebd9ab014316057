"""Create, show and delete widgets."""

# ruff: noqa: FBT002  # a command is its options: a flag is a boolean with a default

from typing import Annotated

import typer

from tavus_cli.api.records import Ids, Layout
from tavus_cli.cli.grammar import DataVerb, ListVerb, noun
from tavus_cli.cli.options import All, DryRun, Hard, Input, Limit, Page, Yes
from tavus_cli.cli.session import session_of
from tavus_cli.text import split_values
from tavus_cli.verbs.read import show_list, show_records
from tavus_cli.verbs.resource import Product, Resource

app = noun(__doc__)

WIDGET = Resource(
    noun="widget",
    path="/v2/widgets",
    columns={"widget_id": "ID", "widget_name": "NAME", "size": "SIZE"},
    essential=2,
    fields=("widget_id", "widget_name", "size", "created_at"),
    ids=Ids(pattern=r"w[0-9a-f]{8,}", description="starts with w"),
    layout=Layout(rows="widgets", total="total"),
)
# No job: a widget is complete at once.
NEW_WIDGET = Product(resource=WIDGET, created=WIDGET.part({"widget_id": "ID", "widget_name": "NAME"}, WIDGET.fields))


@app.command("list", cls=ListVerb)
def list_widgets(
    ctx: typer.Context,
    limit: Limit = None,
    page: Page = None,
    everything: All = False,
    widget_ids: Annotated[
        list[str] | None, typer.Option("--widget-ids", metavar="A,B", help="Only these; may be given repeatedly.")
    ] = None,
) -> None:
    """List widgets.

    Example:
        tavus widgets list --all
    """
    params = {"limit": limit, "page": page, "widget_ids": split_values(widget_ids, "--widget-ids")}
    show_list(session_of(ctx), WIDGET, params, everything=everything)


@app.command("get", cls=DataVerb)
def get_widgets(
    ctx: typer.Context,
    widget_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the widgets to show.")],
) -> None:
    """Show a widget or several.

    Example:
        tavus widgets get w0a1b2c3d --json
    """
    show_records(session_of(ctx), WIDGET, widget_ids)


@app.command("create", cls=DataVerb)
def create_widget(
    ctx: typer.Context,
    widget_name: Annotated[str | None, typer.Option(metavar="NAME", help="A name for the widget.")] = None,
    source: Input = None,
    dry_run: DryRun = False,
) -> None:
    """Make a widget.

    Example:
        tavus widgets create --widget-name "First" --input widget.json
    """
    from tavus_cli.verbs.body import body_of
    from tavus_cli.verbs.create import create

    create(session_of(ctx), NEW_WIDGET, body_of(source, {"widget_name": widget_name}), dry_run=dry_run)


@app.command("delete", cls=DataVerb)
def delete_widgets(
    ctx: typer.Context,
    widget_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the widgets to delete.")],
    hard: Hard = False,
    yes: Yes = False,
) -> None:
    """Delete widgets. Asks first on a terminal, and elsewhere needs --yes.

    Example:
        tavus widgets delete w0a1b2c3d --yes
    """
    from tavus_cli.verbs.change import Deletion, delete

    delete(session_of(ctx), WIDGET, widget_ids, Deletion(hard=hard, sure=yes))
