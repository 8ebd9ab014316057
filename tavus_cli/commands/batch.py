"""Create many replicas or videos from a table, each only once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from tavus_cli.cli.grammar import DataVerb, UploadVerb, noun
from tavus_cli.cli.options import Interval, Look, taking
from tavus_cli.cli.session import session_of

DETAILS = """
A table is a CSV file with the fields of the create as columns, or a file with
one JSON object per line. The column `id` names a row. Columns that begin with
x- are reported, but not sent. A journal beside the table records what was
created, so you can run the same command again after any interruption.
More: tavus help batch
"""

app = noun(__doc__, DETAILS)


class Existing(StrEnum):
    """What to do with a row whose name exists in the account."""

    stop = "stop"
    adopt = "adopt"
    create = "create"


def batch_options(
    table: Annotated[Path, typer.Argument(metavar="FILE", help="The table: CSV or JSON lines.")],
    preset: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="Set a field in every row, such as model_name=phoenix-4; may be repeated.",
        ),
    ] = None,
    wait: Annotated[
        bool, typer.Option("--wait", help="Wait until all jobs have ended; --timeout limits how long.")
    ] = False,
    interval: Interval = None,
    max_creates: Annotated[
        int | None, typer.Option("--max-creates", min=1, metavar="N", help="Create at most this many in this run.")
    ] = None,
    shard: Annotated[
        str | None, typer.Option("--shard", metavar="I/N", help="Create only part I of N of the table, such as 2/8.")
    ] = None,
    existing: Annotated[
        Existing,
        typer.Option(
            "--existing", help="If a name exists in the account: stop, adopt its record, or create another one."
        ),
    ] = Existing.stop,
    retry_failed: Annotated[
        bool,
        typer.Option("--retry-failed", help="Create again the rows that were refused or failed; each may be charged."),
    ] = False,
    resend: Annotated[
        list[str] | None,
        typer.Option(
            "--resend", metavar="ID", help="Create a row again whose outcome is unknown; it may be charged twice."
        ),
    ] = None,
    same_account: Annotated[
        bool, typer.Option("--same-account", help="Continue with another API key, which is of the same account.")
    ] = False,
    look: Look = None,
    yes: Annotated[
        bool,
        typer.Option(
            "--yes", "-y", help="Do not ask before creating more than 10; needed for that without a terminal."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check the table and show what would be created; create nothing.")
    ] = False,
) -> Any:
    """The `Options` that both kinds of batches have."""
    from tavus_cli.verbs.batch.options import Options

    return Options(
        table=table,
        preset=preset or (),
        wait=wait,
        interval=interval,
        max_creates=max_creates,
        shard=shard,
        existing=existing.value,
        retry_failed=retry_failed,
        resend=resend or (),
        same_account=same_account,
        yes=yes,
        dry_run=dry_run,
        look=look,
    )


@app.command("replicas", cls=UploadVerb)
@taking(batch_options)
def create_replicas(
    ctx: typer.Context,
    options: Any,
    max_training: Annotated[
        int | None,
        typer.Option("--max-training", min=1, metavar="N", help="Keep at most this many in training at a time."),
    ] = None,
) -> None:
    """Create a replica for each row of a table. Each costs money.

    Example:
        tavus batch replicas people.csv --set model_name=phoenix-4 --wait --yes
    """
    from tavus_cli.verbs.batch.command import run

    run(session_of(ctx), "replicas", options._replace(max_training=max_training))


@app.command("videos", cls=UploadVerb)
@taking(batch_options)
def create_videos(
    ctx: typer.Context,
    options: Any,
    template: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Script of the rows that have none; {city} is replaced by the column x-city."
        ),
    ] = None,
    download: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Wait, and save each video in this folder when it is ready.")
    ] = None,
    name_by: Annotated[
        str | None,
        typer.Option("--name-by", metavar="COLUMN", help="Name the files after this x- column instead of their ids."),
    ] = None,
) -> None:
    """Create a video for each row of a table. Each costs money.

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
