"""What the help takes from source files: summaries of commands not imported, and docstrings that Python dropped."""

import importlib.util
from collections.abc import Callable
from typing import Any

from tavus_cli.cli.grammar import command_module


def summary_of(module: str) -> str:
    """The first line of a command's file. Importing all of them would take longer than all else a help needs."""
    spec = importlib.util.find_spec(module)
    read = getattr(spec.loader, "get_source", None) if spec else None
    source = read(module) if read else None
    if source is None:
        # Installed without sources.
        return command_module(module.rpartition(".")[2]).app.info.help or ""
    return str(source).partition("\n")[0].strip('"')


def docstring_of(function: Callable[..., Any] | None) -> str | None:
    """A function's docstring from its source, for `python -OO`, which drops docstrings; None without sources."""
    import ast
    import inspect

    try:
        source = inspect.getsource(function)  # type: ignore[arg-type]  # a group may have none
        return ast.get_docstring(ast.parse(source).body[0])  # type: ignore[arg-type]  # a function's definition
    except (OSError, TypeError):
        return None
