"""The root command."""

from typing import Annotated

import typer

from tavus_cli import __version__
from tavus_cli.cli.grammar import HELP_NAMES, Root

app = typer.Typer(
    cls=Root,
    rich_markup_mode=None,
    add_completion=False,
    context_settings=HELP_NAMES,
)


def _show_version(asked: bool) -> None:  # Typer's signature for a flag's callback
    if asked:
        typer.echo(f"tavus {__version__}")
        raise typer.Exit


@app.callback()
def tavus(
    version: Annotated[  # acts by its callback
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Train and run Tavus video replicas. An unofficial client."""
