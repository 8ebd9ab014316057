"""The command classes on top of Typer: lazy import of commands, shared options on each command, and help texts.

Only this module, `options`, `usage` (Typer's errors) and `generate.tree` depend on undocumented parts of Typer.
`typer.core` has no underscore, but no documentation either. If its classes change, two features are lost: the lazy
import of commands (20 ms), and shared options after the command. The commands themselves do not depend on it.
"""

from collections.abc import Callable
from copy import copy
from functools import cache
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from tavus_cli.cli import ALIASES, command_module, command_names, is_command
from tavus_cli.cli.options import (
    defined,
    finding_options,
    output_options,
    shared_options,
    unused_upload_options,
    upload_options,
    watching_options,
)

_NAMES = {"help_option_names": ["-h", "--help"]}
PLAIN: dict[str, Any] = {"rich_markup_mode": None, "add_completion": False, "context_settings": _NAMES}
_EXAMPLE = "\nExample"
# The ends of the names of parameters that are ids.
_IDS = ("_id", "_ids")
# What `tavus help` explains beside the commands.
TOPICS = ("exit-codes", "environment", "formats", "sandbox", "statuses", "settings", "check", "batch", "upload")
_SHARED_TITLE = "Options of every command (or TAVUS_PROFILE and so on in the environment)"

# Typer's copies of Click's classes have no public names.
Context = Any
Formatter = Any
Parameter = Any

# The base class of all of Typer's usage errors. It has no public name in the releases that we allow.
UsageFault: type[Exception] = typer.BadParameter.__bases__[0]


def noun(doc: str | None, details: str | None = None) -> typer.Typer:
    """An app for a group of commands. `doc` is the docstring of its file; `details` end its help, unchanged."""
    return typer.Typer(cls=Noun, help=_first_line(doc), epilog=details, **PLAIN)


def standalone(doc: str | None) -> typer.Typer:
    """An app for a command without verbs, such as `tavus doctor`. `doc` is the docstring of its file."""
    return typer.Typer(help=_first_line(doc), **PLAIN)


@cache
def _options_of(group: Callable[[], list[typer.models.ParamMeta]]) -> tuple[Parameter, ...]:
    """The options of a group, as Typer builds them for the parameters of a command."""
    return tuple(typer.main.get_click_param(each)[0] for each in group())


class _Sharing:
    """A mixin for commands: adds the shared options, sets the context of usage errors, and finds the help text."""

    params: list[Parameter]
    help: str | None
    callback: Callable[..., Any] | None

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        if not self.help:
            from tavus_cli.cli.sources import docstring_of

            self.help = docstring_of(self.callback)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        try:
            rest: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]  # of the class it is mixed into
        except UsageFault as fault:
            fault.ctx = getattr(fault, "ctx", None) or ctx  # type: ignore[attr-defined]  # an attribute of Typer's own
            raise
        return rest

    def get_params(self, ctx: Context) -> list[Parameter]:
        own: list[Parameter] = super().get_params(ctx)  # type: ignore[misc]  # of the class it is mixed into
        return [*own, *_options_of(shared_options)]


class Verb(_Sharing, TyperCommand):
    """A command that does something. Its help ends in an example that can be pasted."""

    # Typer's own error does not say which arguments are unexpected. `parse_args` raises one that does.
    allow_extra_args = True

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        words = list(args)
        rest = super().parse_args(ctx, args)
        repeats = len({word.partition("=")[0] for word in words}) < len(words)
        if repeats or (rest and ctx.allow_interspersed_args):
            from tavus_cli.cli.usage import check_words

            check_words(ctx, words, rest)
        ctx.params.update({name: _trimmed(value) for name, value in ctx.params.items() if name.endswith(_IDS)})
        return rest

    def format_help_text(self, ctx: Context, formatter: Formatter) -> None:  # noqa: ARG002  # Typer's signature
        summary = (self.help or "").partition(_EXAMPLE)[0]
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(summary.strip())

    def format_options(self, ctx: Context, formatter: Formatter) -> None:
        params = self.get_params(ctx)
        shared = _options_of(shared_options)
        output = [param for param in params if param in _options_of(output_options)]
        own = [param for param in params if param not in shared and param not in output]
        arguments = [param for param in own if param.param_type_name == "argument"]
        options = [param for param in own if param.param_type_name == "option"]
        options.sort(key=lambda param: "--help" in param.opts)
        _write_section(ctx, formatter, "Arguments", arguments)
        _write_section(ctx, formatter, "Options", options)
        _write_section(ctx, formatter, "Output options", output)
        _write_section(ctx, formatter, _SHARED_TITLE, shared)

    def format_epilog(self, ctx: Context, formatter: Formatter) -> None:  # noqa: ARG002  # Typer's signature
        _, marker, example = (self.help or "").partition(_EXAMPLE)
        if marker:
            formatter.write(f"{marker}{example.rstrip()}\n")


def _trimmed(value: Any) -> Any:
    """Ids without the surrounding spaces and quotes that a user may have copied with them."""
    if isinstance(value, list | tuple):
        return [_trimmed(each) for each in value]
    if not isinstance(value, str):
        return value
    return ",".join(each.strip(" \"'") for each in value.split(","))


class DataVerb(Verb):
    """A command that prints data."""

    added: tuple[Callable[[], list[typer.models.ParamMeta]], ...] = (output_options,)

    def get_params(self, ctx: Context) -> list[Parameter]:
        all_params = super().get_params(ctx)
        shared = len(_options_of(shared_options))
        own = all_params[:-shared]
        # A command may have an option with the same name and another meaning, such as the headers of a request.
        taken = {spelling for param in own for spelling in param.opts}
        added = [param for options in self.added for param in _options_of(options) if not taken & set(param.opts)]
        return [*own, *added, *all_params[-shared:]]


class GetVerb(DataVerb):
    """A command that shows records by their ids. It also has `--watch`."""

    added = (watching_options, output_options)


class ListVerb(DataVerb):
    """A command that lists records. It also has options to search, filter, sort and watch."""

    added = (finding_options, watching_options, output_options)


class StatuslessListVerb(ListVerb):
    """A command that lists records without a status."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        return [param for param in super().get_params(ctx) if param.name != "status"]


class UploadVerb(DataVerb):
    """A create that takes files of this machine."""

    added = (upload_options, output_options)


class CheckVerb(DataVerb):
    """The check of a create that takes files of this machine."""

    added = (unused_upload_options, output_options)


class Noun(_Sharing, TyperGroup):
    """A group of commands. Each is built when it is used; the group alone shows its help."""

    infos: dict[str, typer.models.CommandInfo]
    aliases: tuple[str, ...] = ()

    @classmethod
    def of(cls, app: typer.Typer, name: str) -> "Noun":
        """The group of an app that the function `noun` made."""
        bare = copy(app)
        bare.registered_commands = []
        group = cast("Noun", typer.main.get_group(bare))
        if not group.help:
            from tavus_cli.cli.sources import summary_of

            group.help = summary_of(name)
        group.infos = {str(info.name): info for info in app.registered_commands}
        return group

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002  # Typer's signature
        return list(self.infos)

    def get_command(self, ctx: Context, cmd_name: str) -> Any:  # noqa: ARG002  # Typer's signature
        if cmd_name not in self.infos:
            return None
        info = self.infos[cmd_name]
        if info.callback is not None:
            defined(info.callback)
        return typer.main.get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)

    def resolve_command(self, ctx: Context, args: list[str]) -> Any:
        word = args[0]
        command = self.get_command(ctx, word)
        if command is None:
            from tavus_cli.cli.usage import unknown_command

            raise unknown_command(ctx, word, [*self.list_commands(ctx), *self.aliases])
        return word, command, args[1:]

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, args or ["--help"])

    def format_options(self, ctx: Context, formatter: Formatter) -> None:
        with formatter.section("Commands"):
            # Typer's own list would cut help texts that are longer than a line.
            names = self.list_commands(ctx)
            formatter.write_dl([(name, _first_sentence(self.get_command(ctx, name).help)) for name in names])

    def format_epilog(self, ctx: Context, formatter: Formatter) -> None:
        if self.epilog:
            formatter.write(f"\n{self.epilog.strip()}\n")
        formatter.write("\n")
        formatter.write_text(f"More about a command: {ctx.command_path} COMMAND --help")


class Root(Noun):
    """The program. Its commands are the files in `commands/`, each imported when it is used."""

    aliases = tuple(ALIASES)
    example = "tavus --sandbox replicas list"

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002  # Typer's signature
        return command_names()

    def get_command(self, ctx: Context, cmd_name: str) -> Any:  # noqa: ARG002  # Typer's signature
        name = ALIASES.get(cmd_name, cmd_name)
        if not is_command(name):
            return None
        app = command_module(name).app
        return Noun.of(app, name) if app.info.cls is Noun else typer.main.get_command(app)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        if not args:
            # This short form fits a terminal of 24 lines, the full help does not.
            formatter = ctx.make_formatter()
            formatter.write_text(self.help or "")
            formatter.write("\n")
            with formatter.indentation():
                self._write_commands(formatter)
            self.format_epilog(ctx, formatter)
            typer.echo(formatter.getvalue().strip("\n"))
            raise typer.Exit
        return super().parse_args(ctx, args)

    def format_options(self, ctx: Context, formatter: Formatter) -> None:
        with formatter.section("Commands"):
            self._write_commands(formatter)
        own = [param for param in self.get_params(ctx) if param not in _options_of(shared_options)]
        _write_section(ctx, formatter, "Options", own)
        _write_section(ctx, formatter, _SHARED_TITLE, _options_of(shared_options))

    def _write_commands(self, formatter: Formatter) -> None:
        from tavus_cli.cli.sources import summary_of

        formatter.write_dl([(name, _first_sentence(summary_of(name))) for name in command_names()])

    def format_epilog(self, ctx: Context, formatter: Formatter) -> None:  # noqa: ARG002  # Typer's signature
        ways = {"With no account:": self.example, "Topics of help:": " ".join(TOPICS)}
        formatter.write("\n")
        formatter.write_dl([*ways.items(), ("More:", "tavus COMMAND --help, tavus --help")])


def _first_line(text: str | None) -> str | None:
    return text and text.partition("\n")[0]


def _write_section(ctx: Context, formatter: Formatter, title: str, params: Any) -> None:
    records = [record for param in params if (record := param.get_help_record(ctx)) is not None]
    if records:
        # On a narrow terminal, a title loses its parentheses, and the help texts keep most of the width.
        with formatter.section(title if len(title) < formatter.width else title.partition(" (")[0]):
            formatter.write_dl(records, col_max=max(6, min(30, formatter.width // 2 - 8)))


def _first_sentence(text: str | None) -> str:
    return (text or "").strip().partition("\n")[0].rstrip(".")
