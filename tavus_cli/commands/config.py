"""Show and change settings."""

from collections.abc import Collection
from textwrap import fill
from typing import Annotated

import typer

from tavus_cli.cli.grammar import DataVerb, Verb, noun
from tavus_cli.cli.session import Session, session_of
from tavus_cli.errors import NotFound, TavusError, UsageError, did_you_mean
from tavus_cli.output import Format
from tavus_cli.output.rows import Shape, cell
from tavus_cli.settings.resolve import config_path, profile_name, read_config
from tavus_cli.settings.table import CHANGEABLE, ROWS
from tavus_cli.text import brief, clean

_OF_PROFILES = ", ".join(name for name in CHANGEABLE if ROWS[name].stored)
DETAILS = f"""
Settings of a profile, the current one or the one of --profile:
{fill(_OF_PROFILES, 78, initial_indent="  ", subsequent_indent="  ")}
Setting of the whole file: default_profile

An option takes precedence over its environment variable, which takes
precedence over the profile. To store an API key: tavus auth login
"""

app = noun(__doc__, DETAILS)

SETTINGS = Shape(
    noun="setting",
    id_field="name",
    columns={"name": "NAME", "value": "VALUE", "source": "FROM"},
    essential=3,
    fields=("name", "value", "source"),
)
PROFILES = Shape(
    noun="profile",
    id_field="profile",
    columns={"profile": "PROFILE", "base_url": "BASE URL", "key": "KEY", "in_use": "IN USE"},
    essential=3,
    fields=("profile", "base_url", "key", "in_use"),
)


def _changeable() -> list[str]:
    return list(CHANGEABLE)


def _all() -> list[str]:
    return list(ROWS)


_HELP = "Name of a setting, such as timeout."
Name = Annotated[str, typer.Argument(metavar="NAME", help=_HELP, autocompletion=_changeable)]


@app.command("list", cls=DataVerb)
def list_settings(ctx: typer.Context) -> None:
    """List all settings with their values, and where each value comes from.

    Example:
        tavus config list --json
    """
    session = session_of(ctx)
    session.out.check_options()
    session.out.listing(SETTINGS, {"data": session.settings.records()})
    if session.option("sandbox"):
        session.streams.note("the sandbox uses no config file and no key")


@app.command("get", cls=DataVerb)
def get_setting(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_HELP, autocompletion=_all)],
) -> None:
    """Print the value of one setting; of a key, only its last characters.

    A duration has a unit, as `config set` takes it.

    Example:
        tavus config get base_url
    """
    session = session_of(ctx)
    session.out.check_columns(SETTINGS)
    asked = session.out.view
    _check_name(name, ROWS)
    record = next(record for record in session.settings.records() if record["name"] == name)
    if record["value"] is None:
        raise NotFound(f"{name} is not set.", hint=session.suggest("config list"))
    if asked.format in {Format.json, Format.jsonl, Format.csv} or asked.columns:
        session.out.item(SETTINGS, record)
    else:
        session.streams.write(clean(cell(record["value"])) + "\n")


@app.command("set", cls=Verb)
def set_setting(
    ctx: typer.Context,
    name: Name,
    value: Annotated[str | None, typer.Argument(metavar="VALUE", help="The new value.")] = None,
) -> None:
    """Change a setting in the config file.

    Example:
        tavus config set call_timeout 30s --profile work
    """
    session = session_of(ctx)
    _check_name(name, CHANGEABLE)
    if name == "api_key":
        raise UsageError(
            "others can see a key on the command line; it was not stored.",
            hint="give it on standard input: tavus auth login",
        )
    if value is None:
        raise UsageError("VALUE is missing.", hint=f"tavus config set {name} VALUE")
    if not value.strip():
        raise UsageError("VALUE is empty.", hint=f"to remove the setting: tavus config unset {name}")
    from tavus_cli.settings import edit

    session.new_profile = True
    profile, others = _profiles(session)
    path = edit.set_setting(profile, name, value, session.given_deadline)
    session.streams.note(f"{_place(name, profile)} is set in {path}")
    if "profile" in session.options and others and profile not in others:
        near = did_you_mean(profile, others) or f"the others are: {', '.join(others)}"
        session.streams.warn(f"profile {profile} is new; {near}")
    if name in session.options:
        session.streams.warn(f"{session.options[name].source} is given, and takes precedence over it")


@app.command("unset", cls=Verb)
def unset_setting(ctx: typer.Context, name: Name) -> None:
    """Remove a setting from the config file, so that its default applies.

    Example:
        tavus config unset timeout
    """
    session = session_of(ctx)
    _check_name(name, CHANGEABLE)
    from tavus_cli.settings import edit

    profile, _ = _profiles(session)
    was_set = edit.unset_setting(profile, name, session.given_deadline)
    session.streams.note(f"{_place(name, profile)} {'is no longer' if was_set else 'was not'} set")


@app.command("profiles", cls=DataVerb)
def list_profiles(ctx: typer.Context) -> None:
    """List the profiles of the config file.

    Example:
        tavus config profiles
    """
    from tavus_cli.settings.key import end_of_key

    session = session_of(ctx)
    session.out.check_columns(PROFILES)
    config = read_config(config_path(), session.streams.warn, to_change=True)
    in_use = profile_name(session.options, config, new_profile=True).value
    session.out.listing(
        PROFILES,
        {
            "data": [
                {
                    "profile": name,
                    "base_url": stored.get("base_url", ROWS["base_url"].default),
                    "key": end_of_key(str(stored["api_key"]).strip()) if "api_key" in stored else _command_of(stored),
                    "in_use": name == in_use,
                }
                for name, stored in config.profiles.items()
            ]
        },
    )


def _command_of(stored: dict[str, object]) -> str | None:
    return "api_key_command" if "api_key_command" in stored else None


@app.command("path", cls=Verb)
def show_path(ctx: typer.Context) -> None:
    """Print the path of the config file, even if it does not exist.

    Example:
        tavus config path
    """
    path = config_path()
    if path is None:
        raise TavusError("there is no home folder for a config file.", hint="set HOME or XDG_CONFIG_HOME")
    session_of(ctx).streams.write(f"{path}\n")


def _check_name(name: str, known: Collection[str]) -> None:
    """Raise UsageError for a setting that does not exist or cannot be stored."""
    if name in known:
        return
    row = ROWS.get(name)
    if name == "profile":
        raise UsageError(
            "profile cannot be stored.", hint="to choose the default: tavus config set default_profile NAME"
        )
    if row is not None:
        raise UsageError(f"{name} cannot be stored.", hint=f"give {row.option}, or set {row.variable}")
    near = did_you_mean(name, known)
    raise UsageError(f'unknown setting "{brief(name)}".', hint=near or f"known settings: {', '.join(known)}")


def _profiles(session: Session) -> tuple[str, list[str]]:
    """The profile to change, and all profiles. Works with invalid values in the file, so that they can be corrected."""
    config = read_config(config_path(), session.streams.warn, to_change=True)
    return profile_name(session.options, config, new_profile=session.new_profile).value, sorted(config.profiles)


def _place(name: str, profile: str) -> str:
    return name if name == "default_profile" else f"{name} of profile {profile}"
