"""Help texts from source files: summaries of commands that are not imported, and docstrings that Python dropped."""

from collections.abc import Callable
from typing import Any

from tavus_cli.cli import command_module, spec_of


def summary_of(name: str) -> str:
    """The first line of a command's file, read from its source. Importing all commands would be slow."""
    spec = spec_of(name)
    read = getattr(spec.loader, "get_source", None) if spec else None
    source = read(spec.name) if spec and read else None
    if source is None:
        # The program is installed without sources.
        return command_module(name).app.info.help or ""
    return str(source).partition("\n")[0].strip('"')


def docstring_of(function: Callable[..., Any] | None) -> str | None:
    """A function's docstring, read from its source, because `python -OO` drops docstrings; None without sources."""
    import ast
    import inspect

    try:
        source = inspect.getsource(function)  # type: ignore[arg-type]  # a group may have none
        return ast.get_docstring(ast.parse(source).body[0])  # type: ignore[arg-type]  # a function's definition
    except (OSError, TypeError):
        return None
