"""Show and change settings."""

from typing import Annotated

import typer

from tavus_cli.cli.grammar import DataVerb, Verb, noun
from tavus_cli.cli.session import Session, session_of
from tavus_cli.errors import NotFound, TavusError, UsageError
from tavus_cli.output.results import Format
from tavus_cli.output.rows import Shape, cell
from tavus_cli.settings import changes
from tavus_cli.settings.changes import KEYS, check_name, check_not_a_key
from tavus_cli.settings.file import config_path, read_config
from tavus_cli.settings.resolve import profile_name
from tavus_cli.settings.table import settings_rows
from tavus_cli.text import clean

DETAILS = f"""
Settings: {", ".join(KEYS)}
They belong to the profile in force, or the one that --profile names.
An option goes before the environment, that before the profile, that before
the default. Keys are stored by: tavus auth login
"""

app = noun(__doc__, DETAILS)

SETTINGS = Shape(
    noun="setting",
    id_field="name",
    columns={"name": "NAME", "value": "VALUE", "source": "FROM"},
    essential=3,
    fields=("name", "value", "source"),
)


def _names() -> list[str]:
    return list(KEYS)


Name = Annotated[str, typer.Argument(metavar="KEY", help="Name of a setting, such as timeout.", autocompletion=_names)]


@app.command("list", cls=DataVerb)
def list_settings(ctx: typer.Context) -> None:
    """Show every setting that holds, and where it comes from.

    Example:
        tavus config list --json
    """
    session = session_of(ctx)
    session.out.check_options()
    session.out.listing(SETTINGS, {"data": settings_rows(session.settings)})


@app.command("get", cls=DataVerb)
def get_setting(ctx: typer.Context, name: Name) -> None:
    """Print the value of one setting; of a key only its end.

    Example:
        tavus config get base_url
    """
    session = session_of(ctx)
    asked = session.out.view
    check_name(name, ("profile", *KEYS))
    row = next(row for row in settings_rows(session.settings) if row["name"] == name)
    if row["value"] is None:
        raise NotFound(f"{name} is not set.", hint=session.suggest("config list"))
    if asked.format in {Format.json, Format.jsonl, Format.csv} or asked.columns:
        session.out.item(SETTINGS, row)
    else:
        session.streams.write(clean(cell(row["value"])) + "\n")


@app.command("set", cls=Verb)
def set_setting(
    ctx: typer.Context,
    name: Name,
    value: Annotated[str | None, typer.Argument(metavar="VALUE", help="The new value.")] = None,
) -> None:
    """Change a setting in the config file; comments in it are kept.

    Example:
        tavus config set timeout 30 --profile work
    """
    session = session_of(ctx)
    check_name(name)
    check_not_a_key(name)
    if value is None:
        raise UsageError("there is no value.", hint=f"tavus config set {name} VALUE")
    session.new_profile = True
    profile = _profile(session)
    path = changes.set_setting(profile, name, value)
    session.streams.note(f"{_place(name, profile)} is set in {path}")
    if name in session.options:
        session.streams.warn(f"{session.options[name].source} is given, and goes before it")


@app.command("unset", cls=Verb)
def unset_setting(ctx: typer.Context, name: Name) -> None:
    """Remove a setting from the config file, so that its default holds.

    Example:
        tavus config unset timeout
    """
    session = session_of(ctx)
    check_name(name)
    profile = _profile(session)
    was_set = changes.unset_setting(profile, name)
    session.streams.note(f"{_place(name, profile)} {'is no longer' if was_set else 'was not'} set")


@app.command("path", cls=Verb)
def show_path(ctx: typer.Context) -> None:
    """Print where the config file is, or would be.

    Example:
        tavus config path
    """
    path = config_path()
    if path is None:
        raise TavusError("there is no home folder to keep a config file in.", hint="set HOME or XDG_CONFIG_HOME")
    session_of(ctx).streams.write(f"{path}\n")


def _profile(session: Session) -> str:
    """The profile to change. The other settings may be damaged: this is how they are mended."""
    config = read_config(config_path(), session.streams.warn)
    return profile_name(session.options, config, new_profile=session.new_profile).value


def _place(name: str, profile: str) -> str:
    return name if name == changes.DEFAULT_PROFILE else f"{name} of profile {profile}"
