"""Create many replicas or videos from a table, each only once."""

from pathlib import Path
from typing import Annotated

import typer

from tavus_cli.cli.grammar import DataVerb, UploadVerb, noun
from tavus_cli.cli.options import taking
from tavus_cli.cli.session import session_of
from tavus_cli.verbs.batch.options import Options

DETAILS = """
A table is a CSV file with the fields of the create as columns, or a file with
one JSON object per line. The column `id` names a row. Columns that begin with
x- are reported, but not sent. A journal beside the table records what was
created, so you can run the same command again after any interruption.
More: tavus help batch
"""

app = noun(__doc__, DETAILS)


@app.command("replicas", cls=UploadVerb)
@taking(Options)
def create_replicas(
    ctx: typer.Context,
    options: Options,
    max_training: Annotated[
        int | None,
        typer.Option("--max-training", min=1, metavar="N", help="Keep at most this many in training at a time."),
    ] = None,
) -> None:
    """Create a replica for each row of a table. Each costs money.

    The columns of the table are the options of `tavus replicas create`, such as
    train_video_url, replica_name or train_video. After an interruption, run the
    same command again: it creates nothing twice. More: `tavus help batch`.

    Example:
        tavus batch replicas people.csv --set model_name=phoenix-4 --wait --yes
    """
    from tavus_cli.verbs.batch.command import run

    run(session_of(ctx), "replicas", options._replace(max_training=max_training))


@app.command("videos", cls=UploadVerb)
@taking(Options)
def create_videos(
    ctx: typer.Context,
    options: Options,
    template: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Script of the rows that have none; {city} is replaced by the column x-city."
        ),
    ] = None,
    download: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Wait, and save each video that is not in this folder yet.")
    ] = None,
    name_by: Annotated[
        str | None,
        typer.Option("--name-by", metavar="COLUMN", help="Name the files after this x- column instead of their ids."),
    ] = None,
) -> None:
    """Create a video for each row of a table. Each costs money.

    The columns of the table are the options of `tavus videos create`, such as
    replica_id, script or audio. After an interruption, run the same command
    again: it creates nothing twice. More: `tavus help batch`.

    Example:
        tavus batch videos greetings.csv --template greeting.txt --download out --name-by x-customer
    """
    from tavus_cli.verbs.batch.command import run

    wait = options.wait or download is not None
    options = options._replace(wait=wait, template=template, download=download, name_by=name_by)
    run(session_of(ctx), "videos", options)


@app.command("status", cls=DataVerb)
def show_status(
    ctx: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE|JOURNAL...", help="A table, or journals from one or more machines.")
    ],
) -> None:
    """Show what the journals record about each row. Sends no request.

    Example:
        tavus batch status people.csv
    """
    from tavus_cli.verbs.batch.command import show_status

    show_status(session_of(ctx), files)
