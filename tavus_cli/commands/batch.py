"""Create hundreds from one table, never one twice."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tavus_cli.cli.grammar import DataVerb, UploadVerb, noun
from tavus_cli.cli.options import Interval, Look
from tavus_cli.cli.session import session_of

DETAILS = """
A table is CSV with the fields of the create as columns, or a JSON object a
line. `id` names a row, columns that begin with x- are only reported, and the
journal beside the table knows what was created: run the same command again
after whatever ended it. More: tavus help batch
"""

app = noun(__doc__, DETAILS)


class Existing(StrEnum):
    """What a name means that the account has already."""

    stop = "stop"
    adopt = "adopt"
    create = "create"


FileName = Annotated[Path, typer.Argument(metavar="FILE", help="The table: CSV, or JSON lines.")]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help="A field of every row, such as model_name=phoenix-4."),
]
WaitForAll = Annotated[bool, typer.Option("--wait", help="Wait until every job has ended.")]
Most = Annotated[
    int | None, typer.Option("--max-creates", min=1, metavar="N", help="Create at most so many in this run.")
]
ShardOption = Annotated[
    str | None, typer.Option("--shard", metavar="I/N", help="Only part I of N, for one of N machines.")
]
ExistingOption = Annotated[
    Existing,
    typer.Option("--existing", help="If the account has a name already: stop, adopt the record, or create another."),
]
RetryFailed = Annotated[
    bool, typer.Option("--retry-failed", help="Create again what was refused or has failed; each may be charged.")
]
Resend = Annotated[
    list[str] | None,
    typer.Option("--resend", metavar="ID", help="Send a row again whose outcome is unknown; it may be charged twice."),
]
SameAccount = Annotated[
    bool, typer.Option("--same-account", help="Go on with another API key: it is one of the same account.")
]
Sure = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before more than ten creates.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Judge the table, say what would be created, send nothing.")]


@app.command("replicas", cls=UploadVerb)
def create_replicas(
    ctx: typer.Context,
    table: FileName,
    preset: Set = None,
    wait: WaitForAll = False,
    interval: Interval = None,
    max_creates: Most = None,
    max_training: Annotated[
        int | None, typer.Option("--max-training", min=1, metavar="N", help="Have at most so many in training.")
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
        typer.Option(metavar="FILE", help="The script of rows that have none; {city} stands for the column x-city."),
    ] = None,
    wait: WaitForAll = False,
    interval: Interval = None,
    download: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Wait, and save each video in this folder as it gets ready.")
    ] = None,
    name_by: Annotated[
        str | None, typer.Option("--name-by", metavar="COLUMN", help="Name files by this x- column, not by their ids.")
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
        list[Path], typer.Argument(metavar="FILE|JOURNAL...", help="A table, or journals, also of several machines.")
    ],
) -> None:
    """Show what the journals know of each row: created, failed, refused, unknown. Asks nobody.

    Example:
        tavus batch status people.csv
    """
    from tavus_cli.verbs.batch.command import show_status

    show_status(session_of(ctx), files)
