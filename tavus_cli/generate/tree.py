"""Reading the command tree from Typer into plain data (`nodes`). It depends on undocumented parts of Typer."""

import inspect
import re
import typing
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

import typer
from typer.models import ParamMeta

from tavus_cli.cli import ALIASES
from tavus_cli.cli.grammar import DataVerb
from tavus_cli.cli.options import output_options, shared_options
from tavus_cli.generate.nodes import Argument, Command, Option
from tavus_cli.output import recent
from tavus_cli.output.rows import Shape
from tavus_cli.settings.kinds import Kind
from tavus_cli.settings.table import ROWS
from tavus_cli.verbs.resource import Job, Product, Resource, resources

_EXAMPLE = "\nExample:\n"
_TYPES = {
    "str": "text",
    "text": "text",
    "boolean": "flag",
    "integer": "integer",
    "int range": "integer",
    "integer range": "integer",  # the name before Typer 0.27
    "float": "number",
    "float range": "number",
    "choice": "choice",
}
_RETURNS = {float: "number", int: "integer"}

# The source of a parameter's values for completion, by its name, else by its metavar. `_remembered` adds the ids and
# names of resources, such as `replica_id`.
_NAMED = {"profile": recent.PROFILES, "columns": "fields", "sort": "fields", "subject": "commands"}
_SHOWN = {"FILE": "file", "FILE|DIR": "file", "DIR": "directory"}
# A metavar such as A,B stands for a list of values, separated by commas.
_JOINED = re.compile(r"[A-Z](,[A-Z])+")

# Typer's copies of Click's classes have no public names.
Node = Any
Parameter = Any


def read_tree(root: Node) -> Command:
    """The command tree of a program. `root` is what `typer.main.get_command` returns for its app."""
    return _command(root, typer.Context(root, info_name="tavus", **root.context_settings), ())


def help_of(root: Node, path: Sequence[str]) -> str:
    """The output of `--help` for a command, which must exist."""
    node, ctx = root, typer.Context(root, info_name="tavus", **root.context_settings)
    for word in path:
        node = node.get_command(ctx, word)
        ctx = typer.Context(node, info_name=word, parent=ctx, **node.context_settings)
    return str(node.get_help(ctx))


def _command(node: Node, ctx: typer.Context, path: tuple[str, ...]) -> Command:
    summary, description, examples = _texts(node.help or "")
    params = [param for param in node.get_params(ctx) if not getattr(param, "hidden", False)]
    takes_the_rest = not ctx.allow_interspersed_args and not _is_group(node)
    return Command(
        path=path,
        aliases=tuple(alias for alias, name in ALIASES.items() if path == (name,)),
        summary=summary,
        description=description,
        details=(node.epilog or "").strip("\n") if _is_group(node) else "",
        examples=examples or tuple(filter(None, [getattr(node, "example", None)])),
        arguments=tuple(
            _argument(param, ctx, takes_the_rest=takes_the_rest)
            for param in params
            if param.param_type_name == "argument"
        ),
        options=tuple(_option(param, ctx, node) for param in params if param.param_type_name == "option"),
        fields=_fields_of(node.callback) if isinstance(node, DataVerb) and node.callback else (),
        takes_the_rest=takes_the_rest,
        subcommands=tuple(_subcommands(node, ctx, path)),
    )


def _subcommands(node: Node, ctx: typer.Context, path: tuple[str, ...]) -> list[Command]:
    if not _is_group(node):
        return []
    names = [name for name in node.list_commands(ctx) if not node.get_command(ctx, name).hidden]
    return [_subcommand(node.get_command(ctx, name), ctx, (*path, name)) for name in names]


def _subcommand(node: Node, parent: typer.Context, path: tuple[str, ...]) -> Command:
    ctx = typer.Context(node, info_name=path[-1], parent=parent, **node.context_settings)
    return _command(node, ctx, path)


def _is_group(node: Node) -> bool:
    return hasattr(node, "list_commands")


def _texts(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Summary, description and examples of a help text; an example may have several lines."""
    before_example, _, example = text.partition(_EXAMPLE)
    summary, _, description = before_example.strip().partition("\n\n")
    examples: list[str] = []
    for line in example.splitlines():
        if line[:5].strip() and line.strip():
            examples.append(line.strip())
        elif line.strip():
            # A line with more indentation continues the line before it.
            examples[-1] += "\n" + line.removeprefix("    ")
    return " ".join(summary.split()), description.strip(), tuple(examples)


def _argument(param: Parameter, ctx: typer.Context, *, takes_the_rest: bool) -> Argument:
    metavar = (param.metavar or "|".join(_choices(param)) or param.name.upper()).removesuffix("...").strip("[]")
    return Argument(
        name=param.name,
        metavar=metavar,
        type=_type(param),
        help=_help(param),
        required=param.required,
        repeatable=param.nargs == -1,
        choices=_choices(param) or _suggestions(param, ctx),
        completes=_completes(param.name, metavar, takes_the_rest=takes_the_rest),
    )


def _option(param: Parameter, ctx: typer.Context, node: Node) -> Option:
    is_flag = bool(param.is_flag)
    names = sorted(param.opts, key=lambda name: not name.startswith("--"))
    return Option(
        names=tuple(names),
        off_names=tuple(param.secondary_opts),
        metavar=None if is_flag else param.metavar or "|".join(_choices(param)) or param.name.upper(),
        type=_type(param),
        help=_help(param),
        default=_default(param),
        minimum=getattr(_kind(param) or param.type, "min", None),
        maximum=getattr(_kind(param) or param.type, "max", None),
        choices=_choices(param) or _suggestions(param, ctx),
        environment=param.envvar,
        is_flag=is_flag,
        repeatable=bool(param.multiple),
        joined=_JOINED.fullmatch(param.metavar or "") is not None,
        required=param.required,
        completes=None if is_flag else _completes(param.name, param.metavar, takes_the_rest=False),
        section=_section(param, node),
    )


def _names(group: Callable[[], list[ParamMeta]]) -> set[str]:
    return {each.name for each in group()}


def _section(param: Parameter, node: Node) -> str:
    if param.name in _names(shared_options) and not param.expose_value:
        return "shared"
    outputs = isinstance(node, DataVerb) and param.name in _names(output_options)
    return "output" if outputs and not param.expose_value else "own"


def _kind(param: Parameter) -> Kind | None:
    """The type of a parameter that is a setting or is parsed like one. Typer only knows that it is a string."""
    if param.name in ROWS and not param.expose_value:
        return ROWS[param.name].kind
    parser = getattr(getattr(param.type, "func", None), "__self__", None)
    return parser if isinstance(parser, Kind) else None


def _type(param: Parameter) -> str:
    kind = _kind(param)
    if kind is not None:
        return kind.type
    parser = getattr(param.type, "func", None)
    if parser is not None:
        return _RETURNS.get(typing.get_type_hints(parser).get("return", str), "text")
    return _TYPES.get(param.type.name, "text")


def _default(param: Parameter) -> str | int | float | bool | None:
    value = getattr(param.default, "value", param.default)
    return value if isinstance(value, str | int | float) else None


def _help(param: Parameter) -> str:
    return " ".join((param.help or "").split())


def _choices(param: Parameter) -> tuple[str, ...]:
    return tuple(str(getattr(choice, "value", choice)) for choice in getattr(param.type, "choices", ()))


def _suggestions(param: Parameter, ctx: typer.Context) -> tuple[str, ...]:
    """The words that a parameter's `autocompletion` offers for an empty word. Other values are allowed, too."""
    if getattr(param, "_custom_shell_complete", None) is None:
        return ()
    return tuple(item.value for item in param.shell_complete(ctx, ""))


def _completes(name: str, metavar: str | None, *, takes_the_rest: bool) -> str | None:
    """The source of a parameter's values for completion; None without one."""
    if takes_the_rest:
        return "program"
    if name in _NAMED:
        return _NAMED[name]
    return _remembered().get(name) or _remembered().get(name.removesuffix("s")) or _SHOWN.get(metavar or "")


@cache
def _remembered() -> dict[str, str]:
    """The kinds of remembered values, by the name of their field."""
    return {memory.word: memory.kind for resource in resources() for memory in resource.shape.memory}


def _fields_of(function: Callable[..., Any]) -> tuple[str, ...]:
    """The fields that a command shows: those of the shapes that its function refers to, directly or in a product."""
    named = list(inspect.getclosurevars(inspect.unwrap(function)).globals.values())
    # A shape that the function refers to directly has precedence.
    shapes = [value for value in named if isinstance(value, Shape)] or [
        shape for value in named for shape in _shapes(value)
    ]
    return tuple(dict.fromkeys(field for shape in shapes for field in shape.fields))


def _shapes(value: object) -> Iterator[Shape]:
    if isinstance(value, Shape):
        yield value
    elif isinstance(value, Resource):
        yield value.shape
    elif isinstance(value, Job):
        yield value.resource.shape
    elif isinstance(value, Product):
        yield from (value.resource.shape, value.created)
