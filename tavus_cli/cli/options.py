"""Options that more than one command takes, each defined once.

The functions here are never called: their parameters are the definitions, and `grammar` puts them on every command.
They are stored in the session as they are read, so that commands need not pass them on.
"""

from typing import Annotated, Any

import typer

from tavus_cli.cli.session import session_of
from tavus_cli.errors import UsageError
from tavus_cli.output.results import Format
from tavus_cli.settings.resolve import RETRIES, TIMEOUT, Setting


def remember(ctx: typer.Context, param: typer.CallbackParam, value: Any) -> Any:
    """Keep a shared option and its source.

    Given on the command line, before or after the command, beats given by the environment; the last one counts.
    """
    options = session_of(ctx).options
    name = str(param.name)
    source = ctx.get_parameter_source(name)
    if source is not None and source.name == "COMMANDLINE":
        options[name] = Setting(value, param.opts[0])
    elif source is not None and source.name == "ENVIRONMENT":
        options.setdefault(name, Setting(value, str(param.envvar)))
    if name == "quiet" and name in options:
        session_of(ctx).streams.quiet = options[name].value
    return value


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 1e9:
        raise typer.BadParameter(f"{text!r} is not a number of seconds above 0.")
    return seconds


def shared_options(
    profile: Annotated[
        str | None,
        typer.Option(
            "--profile",
            envvar="TAVUS_PROFILE",
            metavar="NAME",
            help="Profile of the config file.",
            expose_value=False,
            callback=remember,
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            "--base-url",
            envvar="TAVUS_BASE_URL",
            metavar="URL",
            help="Root of the API, without /v2.",
            expose_value=False,
            callback=remember,
        ),
    ] = None,
    sandbox: Annotated[
        bool | None,
        typer.Option(
            "--sandbox",
            envvar="TAVUS_SANDBOX",
            help="Use the local sandbox: no account, no money, no network.",
            expose_value=False,
            callback=remember,
        ),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            "--timeout",
            envvar="TAVUS_TIMEOUT",
            metavar="SECONDS",
            parser=_seconds,
            help=f"Limit for one call with all its tries; {TIMEOUT:g} unless set.",
            expose_value=False,
            callback=remember,
        ),
    ] = None,
    retries: Annotated[
        int | None,
        typer.Option(
            "--retries",
            envvar="TAVUS_RETRIES",
            metavar="N",
            min=0,
            max=10,
            help=f"Tries after the first, where a repeat is safe; {RETRIES} unless set.",
            expose_value=False,
            callback=remember,
        ),
    ] = None,
    debug: Annotated[
        bool | None,
        typer.Option(
            "--debug",
            envvar="TAVUS_DEBUG",
            help="Show each exchange on standard error; the key is hidden.",
            expose_value=False,
            callback=remember,
        ),
    ] = None,
    quiet: Annotated[
        bool | None,
        typer.Option(
            "--quiet",
            envvar="TAVUS_QUIET",
            help="No notes, warnings or progress; errors only.",
            expose_value=False,
            callback=remember,
        ),
    ] = None,
) -> None:
    """On every command, before or after it."""


def output_options(
    format: Annotated[  # noqa: A002  # the option's name
        Format | None,
        typer.Option("--format", help="How to write results.", expose_value=False, callback=remember),
    ] = None,
    json: Annotated[
        bool | None,
        typer.Option("--json", help="Short for --format json.", expose_value=False, callback=remember),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            "--columns",
            metavar="A,B,C",
            help="Fields to show, in every format; dots lead into nested ones.",
            expose_value=False,
            callback=remember,
        ),
    ] = None,
    csv_raw: Annotated[
        bool | None,
        typer.Option(
            "--csv-raw",
            help="In CSV, leave cells that a spreadsheet would run as formulas.",
            expose_value=False,
            callback=remember,
        ),
    ] = None,
) -> None:
    """On every command that prints data."""


Limit = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="Rows per page.")]
Page = Annotated[
    int | None,
    typer.Option("--page", min=0, metavar="N", help="Page to show; left to the server unless given."),
]
All = Annotated[bool, typer.Option("--all", help="Every page; --limit is then the size of a page.")]
Verbose = Annotated[bool | None, typer.Option("--verbose", help="Ask the API for its additional fields.")]
Interval = Annotated[
    float | None,
    typer.Option(
        "--interval", metavar="SECONDS", parser=_seconds, help="Pause between looks; 5 s growing to 30, unless set."
    ),
]
Wait = Annotated[
    bool, typer.Option("--wait", help="Wait for the end; --timeout then limits the whole wait, as CI wants.")
]
Preview = Annotated[
    bool, typer.Option("--preview", help="Wait for the preview only, which has a watermark; fine-tuning goes on.")
]
Hard = Annotated[bool, typer.Option("--hard", help="Erase its files too, for good; this cannot be undone.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask; needed where there is nobody to ask.")]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")]
Input = Annotated[
    str | None, typer.Option("--input", metavar="FILE", help="Fields from a file, a JSON object; - is standard input.")
]
Look = Annotated[
    bool | None,
    typer.Option("--check/--no-check", help="Look at the files first; on unless the API is on this machine."),
]
Strict = Annotated[bool, typer.Option("--strict", help="End with 5 for what may fail, too.")]
Every = Annotated[bool, typer.Option("--verbose", help="A line for every check, of files that are fine too.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Print the request as a curl command and send nothing.")]


def joined(given: list[str] | None, option: str) -> list[str] | None:
    """The values of an option that takes several, each time it is given; None for none."""
    if not given:
        return None
    values = [value.strip() for text in given for value in text.split(",")]
    if not all(values):
        raise UsageError(f"{option} has an empty value in it.", hint="give values separated by commas, such as a,b")
    return values
