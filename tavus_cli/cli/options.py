"""Options that more than one command takes, each defined once.

The shared options and the output options stand on many commands, and `grammar` puts them there. Their values go into
the session while the command line is read, so that no command has to pass them on.
"""

from collections.abc import Callable, Iterable
from copy import copy
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, get_args

import typer

from tavus_cli.cli.session import session_of
from tavus_cli.errors import UsageError
from tavus_cli.output.formats import Format
from tavus_cli.settings.kinds import Duration, Flag
from tavus_cli.settings.table import ROWS, Row, Setting


def _remember(ctx: typer.Context, param: typer.CallbackParam, value: Any) -> Any:
    """Keep the value of an option in the session, with its source.

    The command line, before or after the command, goes before the environment; of two options the last one counts.
    """
    session = session_of(ctx)
    name = str(param.name)
    source = ctx.get_parameter_source(name)
    if source is not None and source.name == "COMMANDLINE":
        session.options[name] = Setting(_parsed(ctx, name, value, param.opts[0]), param.opts[0])
    elif source is not None and source.name == "ENVIRONMENT" and name not in session.options:
        session.options[name] = Setting(_parsed(ctx, name, value, str(param.envvar)), str(param.envvar))
    if name == "quiet" and name in session.options:
        session.streams.quiet = session.options[name].value
    session.streams.as_json = bool(session.option("json")) or session.option("format") is Format.json
    return value


def _parsed(ctx: typer.Context, name: str, value: Any, source: str) -> Any:
    if name not in ROWS or not isinstance(value, str):
        return value
    try:
        return ROWS[name].parsed(value, source)
    except UsageError as error:
        error.hint = error.hint or f"see: {ctx.command_path} --help"
        raise


def _option(name: str, kind: Any, spelling: str, help_text: str, **more: Any) -> Parameter:
    """An option whose value goes into the session and not to the command."""
    option = typer.Option(spelling, help=help_text, expose_value=False, callback=_remember, **more)
    return Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind | None, option])


def _options(parameters: Iterable[Parameter]) -> Callable[..., None]:
    """A function with these parameters: the form in which Typer takes the definitions of options."""

    def define() -> None:
        """Nobody calls this."""

    parameters = list(parameters)
    define.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # what inspect reads
    define.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return define


def _of_row(row: Row) -> Parameter:
    """The option of a setting."""
    return _option(
        row.name,
        bool if isinstance(row.kind, Flag) else str,
        str(row.option),
        row.meaning,
        envvar=row.variable,
        show_envvar=False,
        metavar=row.kind.metavar,
    )


# On every command, before or after it.
shared_options = _options(_of_row(row) for row in ROWS.values() if row.option is not None and row.shared)
# On every create that takes files of this machine.
_UPLOADING = tuple(_of_row(ROWS[name]) for name in ("upload_to", "upload_endpoint", "upload_command", "link_hours"))
upload_options = _options(_UPLOADING)
# On every command that prints data.
output_options = _options(
    (
        _option("format", Format, "--format", "How to write results."),
        _option("json", bool, "--json", "Short for --format json."),
        _option(
            "columns",
            list[str],
            "--columns",
            "Fields to show, in every format, by name or heading; dots lead into nested ones.",
            metavar="A,B,C",
        ),
        _option("header", bool, "--header", "Begin tab-separated values with a line of field names."),
        _option("csv_raw", bool, "--csv-raw", "In CSV, leave cells that a spreadsheet would run as formulas."),
        _option("no_pager", bool, "--no-pager", "Show long lists without a pager."),
    )
)
# On every command that shows records which change by themselves.
watching_options = _options(
    (
        _option(
            "watch",
            bool,
            "--watch",
            "Draw it again as it changes, until q or Ctrl-C, on a terminal; --timeout ends it too.",
        ),
    )
)
# On every command that lists records: all pages are walked, and what is found is shown.
finding_options = _options(
    (
        _option("search", str, "--search", "Only those with this in their name or id, in any case.", metavar="TEXT"),
        _option("status", str, "--status", "Only those with this status.", metavar="STATUS"),
        _option("since", str, "--since", "Only those created since: 2h or 3d ago, or since a date.", metavar="TIME"),
        _option("sort", str, "--sort", "Sort by this field; -FIELD sorts downwards.", metavar="FIELD"),
    )
)


Limit = Annotated[
    int | None,
    typer.Option(
        "--limit", min=1, metavar="N", help="Rows per page, 10 unless set; with a search, filter or sort, rows in all."
    ),
]
Page = Annotated[
    int | None,
    typer.Option("--page", min=0, metavar="N", help="Page to show; left to the server unless given."),
]
All = Annotated[bool, typer.Option("--all", help="Every page; --limit is then the size of a page.")]
Interval = Annotated[
    float | None,
    typer.Option(
        "--interval",
        metavar="DURATION",
        parser=Duration().parse,
        help="Pause between looks; 5 s growing to 30 s unless set.",
    ),
]
Wait = Annotated[bool, typer.Option("--wait", help="Wait until the job has ended; --timeout limits how long.")]
Preview = Annotated[
    bool, typer.Option("--preview", help="Wait for the preview only, which has a watermark; fine-tuning goes on.")
]

Hard = Annotated[bool, typer.Option("--hard", help="Erase its files too, for good; this cannot be undone.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask; needed where there is nobody to ask.")]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")]
Input = Annotated[
    str | None,
    typer.Option("--input", metavar="FILE", help="Fields from a JSON or TOML file; - is JSON on standard input."),
]
TrainVideo = Annotated[str | None, typer.Option(metavar="FILE", help="Training clip on this machine.")]
ConsentVideo = Annotated[str | None, typer.Option(metavar="FILE", help="Consent clip on this machine.")]
TrainImage = Annotated[str | None, typer.Option(metavar="FILE", help="Portrait on this machine.")]
Audio = Annotated[str | None, typer.Option(metavar="FILE", help="Sound to speak, on this machine.")]
DeleteUpload = Annotated[
    bool,
    typer.Option(
        "--delete-upload/--keep-upload", help="Delete uploaded files when the job has ended; with --wait. Else kept."
    ),
]
Look = Annotated[
    bool | None, typer.Option("--check/--no-check", envvar=ROWS["check"].variable, help=ROWS["check"].meaning)
]
Strict = Annotated[bool, typer.Option("--strict", help="End with 5 for what may fail, too.")]
Every = Annotated[bool, typer.Option("--verbose", help="A line for every check, of files that are fine too.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Print the request as a curl command and send nothing.")]


def verbose(adds: str) -> Any:
    """The option that asks the API for further fields; `adds` names them."""
    return typer.Option("--verbose", help=f"Ask for more: {adds}.")


def taking(
    options: Callable[..., Any], *, optional: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Let a command have the options that the parameters of `options` define, in front of its own.

    What `options` makes of them is the command's second argument, after the context. So commands that take the same
    options define them once. With `optional` none of them is needed.
    """

    def extend(command: Callable[..., None]) -> Callable[..., None]:
        theirs = _signature(options)

        @wraps(command)
        def run(**given: Any) -> None:
            # What is read for an option, such as a script, is not waited for longer than the command may take.
            _ = session_of(given["ctx"]).deadline
            made = options(**{name: given.pop(name) for name in theirs})
            command(given.pop("ctx"), made, **given)

        ctx, _, *own = _signature(command).values()
        taken = [
            each.replace(default=None) if optional and each.default is each.empty else each for each in theirs.values()
        ]
        return _with_signature(run, [ctx, *taken, *own])

    return extend


def accepting(other: Callable[..., None]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Let a command accept the options of another command that it has not itself. They are hidden, and mean nothing.

    So a command line for the one can be given to the other, with nothing but the verb changed.
    """

    def extend(command: Callable[..., None]) -> Callable[..., None]:
        own = _signature(command)
        theirs = [*_signature(other).values(), *_UPLOADING]
        more = [_hidden(each) for each in theirs if each.name not in own]

        @wraps(command)
        def run(**given: Any) -> None:
            command(**{name: given[name] for name in own})

        return _with_signature(run, [*own.values(), *more])

    return extend


def _signature(function: Callable[..., Any]) -> dict[str, Parameter]:
    parameters = signature(function).parameters
    return {name: each.replace(kind=Parameter.KEYWORD_ONLY) for name, each in parameters.items()}


def _with_signature(function: Callable[..., None], parameters: list[Parameter]) -> Callable[..., None]:
    """A function whose parameters are others to those who ask, as Typer does."""
    function.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # see inspect.signature
    return function


def _hidden(parameter: Parameter) -> Parameter:
    kind, option = get_args(parameter.annotation)
    option = copy(option)
    option.hidden = True
    return parameter.replace(annotation=Annotated[kind, option])


def joined(given: list[str] | None, option: str) -> list[str] | None:
    """The values of an option that takes several, each time it is given; None for none."""
    if not given:
        return None
    values = [value.strip() for text in given for value in text.split(",")]
    if not all(values):
        raise UsageError(f"{option} has an empty value in it.", hint="give values separated by commas, such as a,b")
    return values
