"""Definitions of the options that several commands have.

`grammar` adds the groups of options (shared, output and so on) to commands. Their values are stored in the session
while the command line is parsed, so no command has to pass them on.
"""

from collections.abc import Callable
from copy import copy
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, get_args, get_origin

import typer
from typer.models import ParamMeta

from tavus_cli.cli.session import session_of
from tavus_cli.errors import UsageError
from tavus_cli.output import Format
from tavus_cli.settings.kinds import Duration, Flag
from tavus_cli.settings.table import ROWS, Setting


def _remember(ctx: typer.Context, param: typer.CallbackParam, value: Any) -> Any:
    """Store the value of an option in the session, with its source.

    The command line (before or after the command) has precedence over the environment. The last one of several counts.
    """
    name = str(param.name)
    source = ctx.get_parameter_source(name)
    if source is None or source.name not in {"COMMANDLINE", "ENVIRONMENT"}:
        return value
    session = session_of(ctx)
    if source.name == "COMMANDLINE":
        session.options[name] = Setting(_parsed(ctx, name, value, param.opts[0]), param.opts[0])
    elif name not in session.options:
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


def _option(name: str, kind: Any, spelling: str, help_text: str, **more: Any) -> ParamMeta:
    """An option whose value is stored in the session and not passed to the command."""
    option = typer.Option(None, spelling, help=help_text, expose_value=False, callback=_remember, **more)
    return ParamMeta(name=name, default=option, annotation=kind | None)


def _of_setting(name: str) -> ParamMeta:
    row = ROWS[name]
    kind = bool if isinstance(row.kind, Flag) else str
    metavar = row.kind.metavar
    return _option(name, kind, str(row.option), row.meaning, envvar=row.variable, show_envvar=False, metavar=metavar)


# The groups are functions, because most runs need only one or two of them.
def shared_options() -> list[ParamMeta]:
    """The options of every command, valid before and after it."""
    return [_of_setting(row.name) for row in ROWS.values() if row.option is not None and row.shared]


def upload_options() -> list[ParamMeta]:
    """The options of every create that takes files of this machine."""
    return [_of_setting(name) for name in ("upload_to", "upload_endpoint", "upload_command", "link_hours")]


def unused_upload_options() -> list[ParamMeta]:
    """The same, hidden, for the check of a create, which accepts and ignores them."""
    group = upload_options()
    for each in group:
        each.default.hidden = True
    return group


def output_options() -> list[ParamMeta]:
    """The options of every command that prints data."""
    columns = "Fields to show, by name or heading; with dots for nested fields, such as data.script."
    return [
        _option("format", Format, "--format", "Format of the results; see `tavus help formats`."),
        _option("json", bool, "--json", "Short for --format json."),
        _option("columns", list[str], "--columns", columns, metavar="A,B,C"),
        _option("header", bool, "--header", "With tsv, write a first line of field names."),
        _option(
            "csv_raw", bool, "--csv-raw", "With csv, do not escape cells that a spreadsheet would run as formulas."
        ),
        _option("no_pager", bool, "--no-pager", "Do not show long lists in a pager."),
    ]


def watching_options() -> list[ParamMeta]:
    """The options of commands that show records whose status can change."""
    meaning = "On a terminal, redraw the output as it changes, until q, Ctrl-C or the end of --timeout."
    return [_option("watch", bool, "--watch", meaning)]


def finding_options() -> list[ParamMeta]:
    """The options of every command that lists records. With them all pages are requested, and the matches are shown."""
    text = "Only records with this text in their name or id, ignoring case."
    field = "Sort by this field; -FIELD for descending order."
    return [
        _option("search", str, "--search", text, metavar="TEXT"),
        _option("status", str, "--status", "Only records with this status.", metavar="STATUS"),
        _option(
            "since",
            str,
            "--since",
            "Only records created since this time: an age such as 2h or 3d, or a date.",
            metavar="TIME",
        ),
        _option("sort", str, "--sort", field, metavar="FIELD"),
    ]


Limit = Annotated[
    int | None,
    typer.Option(
        "--limit", min=1, metavar="N", help="Rows per page (default: 10); with a search, filter or sort, rows in total."
    ),
]
Page = Annotated[
    int | None,
    typer.Option("--page", min=0, metavar="N", help="Number of the page to show (default: the first)."),
]
All = Annotated[bool, typer.Option("--all", help="Show all pages; --limit is then the page size.")]
Interval = Annotated[
    float | None,
    typer.Option(
        "--interval",
        metavar="DURATION",
        parser=Duration().parse,
        help="Pause between polls (default: 5 s, growing to 30 s).",
    ),
]
Wait = Annotated[bool, typer.Option("--wait", help="Wait until the job has ended; --timeout limits how long.")]
Preview = Annotated[
    bool, typer.Option("--preview", help="Wait only for the preview, which has a watermark; fine-tuning continues.")
]

Hard = Annotated[bool, typer.Option("--hard", help="Erase the files too; this cannot be undone.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask for confirmation; required without a terminal.")]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")]
Input = Annotated[
    str | None,
    typer.Option(
        "--input", metavar="FILE", help="Read fields from a JSON or TOML file; - reads JSON from standard input."
    ),
]
TrainVideo = Annotated[str | None, typer.Option(metavar="FILE", help="Training clip, a local file.")]
ConsentVideo = Annotated[str | None, typer.Option(metavar="FILE", help="Consent clip, a local file.")]
TrainImage = Annotated[str | None, typer.Option(metavar="FILE", help="Portrait, a local file.")]
Audio = Annotated[str | None, typer.Option(metavar="FILE", help="Audio to speak, a local file.")]
DeleteUpload = Annotated[
    bool,
    typer.Option("--delete-upload/--keep-upload", help="With --wait, delete uploaded files when the job has ended."),
]
Inspect = Annotated[
    bool | None, typer.Option("--check/--no-check", envvar=ROWS["check"].variable, help=ROWS["check"].meaning)
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 5 for warnings, too.")]
Every = Annotated[bool, typer.Option("--verbose", help="Show all checks, including those that passed.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Print the request as a curl command and send nothing.")]


def verbose(adds: str) -> Any:
    """The option `--verbose`, which asks the API for further fields; `adds` names them for the help text."""
    return typer.Option("--verbose", help=f"Ask the API for more fields: {adds}.")


def taking(
    options: Callable[..., Any], *, optional: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A decorator that adds the options which the parameters of `options` define, before the command's own.

    `options` is called with their values; its result is the second argument of the command, after the context. Its
    parameters that are not annotated with an option keep their defaults. With `optional` none of the options is
    required.
    """

    def declared() -> dict[str, Parameter]:
        parameters = _parameters(options).items()
        return {name: each for name, each in parameters if get_origin(each.annotation) is Annotated}

    def extend(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def run(**arguments: Any) -> None:
            # This also sets the deadline for reading input, such as a script, which `options` may do.
            _ = session_of(arguments["ctx"]).deadline
            result = options(**{name: arguments.pop(name) for name in declared()})
            command(arguments.pop("ctx"), result, **arguments)

        def parameters() -> list[Parameter]:
            ctx, _, *own = _parameters(command).values()
            added = [
                each.replace(default=None) if optional and each.default is each.empty else each
                for each in declared().values()
            ]
            return [ctx, *added, *own]

        return _defining(run, parameters)

    return extend


def accepting(other: Callable[..., None]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A decorator that makes a command accept and ignore the options of another command. They are hidden.

    So a command line of the other command works for this one if only the verb is changed.
    """

    def extend(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def run(**arguments: Any) -> None:
            command(**{name: arguments[name] for name in _parameters(command)})

        def parameters() -> list[Parameter]:
            own = _parameters(command)
            return [*own.values(), *(_hidden(each) for name, each in _parameters(other).items() if name not in own)]

        return _defining(run, parameters)

    return extend


def _defining(function: Callable[..., None], parameters: Callable[[], list[Parameter]]) -> Callable[..., None]:
    """Store how to make the parameters of a command. `defined` makes them when the command is used, as that is slow."""
    function.parameters = parameters  # type: ignore[attr-defined]
    return function


def defined(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function of a command, with the parameters that `taking` and `accepting` add, for Typer to inspect."""
    parameters = getattr(function, "parameters", None)
    if parameters:
        function.__signature__ = Signature(parameters())  # type: ignore[attr-defined]  # see inspect.signature
    return function


def _parameters(function: Callable[..., Any]) -> dict[str, Parameter]:
    parameters = signature(defined(function)).parameters
    return {name: each.replace(kind=Parameter.KEYWORD_ONLY) for name, each in parameters.items()}


def _hidden(parameter: Parameter) -> Parameter:
    kind, option = get_args(parameter.annotation)
    option = copy(option)
    option.hidden = True
    return parameter.replace(annotation=Annotated[kind, option])
