"""The options of `tavus batch replicas` and `videos`, and what all parts of a run share."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from tavus_cli.cli.options import Inspect, Interval

if TYPE_CHECKING:
    from tavus_cli.cli.session import Session
    from tavus_cli.verbs.batch.journal import Journal
    from tavus_cli.verbs.batch.table import Entry, Table
    from tavus_cli.verbs.resource import Product


class Existing(StrEnum):
    """What to do with a row whose name exists in the account."""

    stop = "stop"
    adopt = "adopt"
    create = "create"


class Options(NamedTuple):
    """The options of a batch. Those of both kinds are declared here, the others at the command of their kind.

    Attributes:
        max_training: of replicas: the maximum number of jobs at the same time; None for no limit.
        template: of videos: the file with the script for rows without one.
        download: of videos: the folder for finished videos; None to leave them where they are.
        name_by: of videos: the `x-` column with the names of these files; None for their ids.
    """

    table: Annotated[Path, typer.Argument(metavar="FILE", help="The table: CSV or JSON lines.")]
    preset: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="Set a field in every row, such as model_name=phoenix-4; may be repeated.",
        ),
    ] = None
    wait: Annotated[bool, typer.Option("--wait", help="Wait until all jobs have ended; --timeout limits how long.")] = (
        False
    )
    interval: Interval = None
    max_creates: Annotated[
        int | None, typer.Option("--max-creates", min=1, metavar="N", help="Create at most this many in this run.")
    ] = None
    shard: Annotated[
        str | None, typer.Option("--shard", metavar="I/N", help="Create only part I of N of the table, such as 2/8.")
    ] = None
    existing: Annotated[
        Existing,
        typer.Option(
            "--existing", help="If a name exists in the account: stop, adopt its record, or create another one."
        ),
    ] = Existing.stop
    retry_failed: Annotated[
        bool,
        typer.Option("--retry-failed", help="Create again the rows that were refused or failed; each may be charged."),
    ] = False
    resend: Annotated[
        list[str] | None,
        typer.Option(
            "--resend", metavar="ID", help="Create a row again whose outcome is unknown; it may be charged twice."
        ),
    ] = None
    same_account: Annotated[
        bool, typer.Option("--same-account", help="Continue with another API key, which is of the same account.")
    ] = False
    inspect: Inspect = None
    yes: Annotated[
        bool,
        typer.Option(
            "--yes", "-y", help="Do not ask before creating more than 10; needed for that without a terminal."
        ),
    ] = False
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check the table and show what would be created; create nothing.")
    ] = False
    max_training: int | None = None
    template: Path | None = None
    download: Path | None = None
    name_by: str | None = None


class Batch(NamedTuple):
    """A run of a batch.

    Attributes:
        entries: the rows of the run, in the order of the table: all, or those of a shard.
        journal: open and locked for this run.
    """

    session: "Session"
    product: "Product"
    table: "Table"
    entries: Sequence["Entry"]
    journal: "Journal"
    options: Options
