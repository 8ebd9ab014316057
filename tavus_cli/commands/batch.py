"""Create many replicas or videos from a table, each only once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tavus_cli.cli.grammar import DataVerb, UploadVerb, noun
from tavus_cli.cli.options import Interval, Look
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


FileName = Annotated[Path, typer.Argument(metavar="FILE", help="The table: CSV or JSON lines.")]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="FIELD=VALUE", help="Set a field in every row, such as model_name=phoenix-4; may be repeated."
    ),
]
WaitForAll = Annotated[bool, typer.Option("--wait", help="Wait until all jobs have ended; --timeout limits how long.")]
Most = Annotated[
    int | None, typer.Option("--max-creates", min=1, metavar="N", help="Create at most this many in this run.")
]
ShardOption = Annotated[
    str | None, typer.Option("--shard", metavar="I/N", help="Create only part I of N of the table, such as 2/8.")
]
ExistingOption = Annotated[
    Existing,
    typer.Option("--existing", help="If a name exists in the account: stop, adopt its record, or create another one."),
]
RetryFailed = Annotated[
    bool, typer.Option("--retry-failed", help="Create again the rows that were refused or failed; each may be charged.")
]
Resend = Annotated[
    list[str] | None,
    typer.Option(
        "--resend", metavar="ID", help="Create a row again whose outcome is unknown; it may be charged twice."
    ),
]
SameAccount = Annotated[
    bool, typer.Option("--same-account", help="Continue with another API key, which is of the same account.")
]
Sure = Annotated[
    bool,
    typer.Option("--yes", "-y", help="Do not ask before creating more than 10; needed for that without a terminal."),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Check the table and show what would be created; create nothing.")
]


@app.command("replicas", cls=UploadVerb)
def create_replicas(
    ctx: typer.Context,
    table: FileName,
    preset: Set = None,
    wait: WaitForAll = False,
    interval: Interval = None,
    max_creates: Most = None,
    max_training: Annotated[
        int | None,
        typer.Option("--max-training", min=1, metavar="N", help="Keep at most this many in training at a time."),
    ] = None,
    shard: ShardOption = None,
    existing: ExistingOption = Existing.stop,
    retry_failed: RetryFailed = False,
    resend: Resend = None,
    same_account: SameAccount = False,
    look: Look = None,
    yes: Sure = False,
    dry_run: DryRun = False,
) -> None:
    """Create a replica for each row of a table. Each costs money.

    Example:
        tavus batch replicas people.csv --set model_name=phoenix-4 --wait --yes
    """
    from tavus_cli.verbs.batch.command import run
    from tavus_cli.verbs.batch.options import Options

    options = Options(
        table, preset or (), wait, interval, max_creates, max_training, shard, existing.value, retry_failed,
        resend or (), same_account, yes, dry_run, look,
    )  # fmt: skip
    run(session_of(ctx), "replicas", options)


@app.command("videos", cls=UploadVerb)
def create_videos(
    ctx: typer.Context,
    table: FileName,
    preset: Set = None,
    template: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Script of the rows that have none; {city} is replaced by the column x-city."
        ),
    ] = None,
    wait: WaitForAll = False,
    interval: Interval = None,
    download: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Wait, and save each video in this folder when it is ready.")
    ] = None,
    name_by: Annotated[
        str | None,
        typer.Option("--name-by", metavar="COLUMN", help="Name the files after this x- column instead of their ids."),
    ] = None,
    max_creates: Most = None,
    shard: ShardOption = None,
    existing: ExistingOption = Existing.stop,
    retry_failed: RetryFailed = False,
    resend: Resend = None,
    same_account: SameAccount = False,
    look: Look = None,
    yes: Sure = False,
    dry_run: DryRun = False,
) -> None:
    """Create a video for each row of a table. Each costs money.

    Example:
        tavus batch videos greetings.csv --template greeting.txt --download out --name-by x-customer
    """
    from tavus_cli.verbs.batch.command import run
    from tavus_cli.verbs.batch.options import Options

    options = Options(
        table, preset or (), wait or download is not None, interval, max_creates, None, shard, existing.value,
        retry_failed, resend or (), same_account, yes, dry_run, look, template, download, name_by,
    )  # fmt: skip
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
