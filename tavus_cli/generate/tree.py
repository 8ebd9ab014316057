"""The command tree, walked once into plain data. Beside `grammar` the only module that knows Typer's insides."""

import typing
from collections.abc import Sequence
from typing import Any

import typer

from tavus_cli.cli.grammar import ALIASES, DataVerb
from tavus_cli.cli.options import output_options, shared_options
from tavus_cli.generate.nodes import Argument, Command, Option
from tavus_cli.generate.wanted import completes, fields_of, is_joined

_EXAMPLE = "\nExample:\n"
_TYPES = {
    "str": "text",
    "text": "text",
    "boolean": "flag",
    "integer": "integer",
    "int range": "integer",
    "integer range": "integer",  # so called before Typer 0.27
    "float": "number",
    "float range": "number",
    "choice": "choice",
}
_RETURNS = {float: "number", int: "integer"}

# Typer's copies of Click's classes have no public names.
Node = Any
Parameter = Any


def read_tree(root: Node) -> Command:
    """Every command under the root, which is what `typer.main.get_command` makes of an app."""
    return _command(root, typer.Context(root, info_name="tavus", **root.context_settings), ())


def help_of(root: Node, path: Sequence[str]) -> str:
    """What `--help` shows for a command that exists."""
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
        fields=fields_of(node.callback) if isinstance(node, DataVerb) and node.callback else (),
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
    """A help text as its summary, what it says further, and its examples, each of one or more lines."""
    said, _, example = text.partition(_EXAMPLE)
    summary, _, description = said.strip().partition("\n\n")
    examples: list[str] = []
    for line in example.splitlines():
        if line[:5].strip() and line.strip():
            examples.append(line.strip())
        elif line.strip():
            # A line that stands further in goes on from the one before.
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
        choices=_choices(param) or _listed(param, ctx),
        completes=completes(param.name, metavar, takes_the_rest=takes_the_rest),
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
        minimum=getattr(param.type, "min", None),
        maximum=getattr(param.type, "max", None),
        choices=_choices(param) or _listed(param, ctx),
        environment=param.envvar,
        is_flag=is_flag,
        repeatable=bool(param.multiple),
        joined=is_joined(param.metavar),
        required=param.required,
        completes=None if is_flag else completes(param.name, param.metavar, takes_the_rest=False),
        section=_section(param, node),
    )


def _section(param: Parameter, node: Node) -> str:
    if param.name in shared_options.__annotations__ and not param.expose_value:
        return "shared"
    outputs = isinstance(node, DataVerb) and param.name in output_options.__annotations__
    return "output" if outputs and not param.expose_value else "own"


def _type(param: Parameter) -> str:
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


def _listed(param: Parameter, ctx: typer.Context) -> tuple[str, ...]:
    """What a parameter's `autocompletion` gives for nothing typed: words that are known but are no enumeration."""
    if getattr(param, "_custom_shell_complete", None) is None:
        return ()
    return tuple(item.value for item in param.shell_complete(ctx, ""))
