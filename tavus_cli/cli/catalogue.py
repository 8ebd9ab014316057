"""The commands that there are: the file of each in `commands/`, and help texts read from it without an import."""

import importlib.util
from collections.abc import Callable
from functools import cache
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

# The API's newer words for the same nouns. They work, but help and errors do not list them as commands.
ALIASES = {"faces": "replicas", "personas": "pals"}


@cache
def command_names() -> list[str]:
    import pkgutil

    folder = Path(__file__).parent.with_name("commands")
    return sorted(module.name for module in pkgutil.iter_modules([str(folder)]))


def is_command(name: str) -> bool:
    """Whether this is one of `command_names`, without reading the folder."""
    return name.isidentifier() and not name.startswith("_") and _spec_of(name) is not None


def command_module(name: str) -> Any:
    """The module that holds a command's `app`."""
    spec = _spec_of(name)
    module = f"tavus_cli.commands.{name}"
    return importlib.import_module(f"{module}.command" if spec and spec.submodule_search_locations else module)


def summary_of(name: str) -> str:
    """The first line of a command's file, read from its source. Importing all commands would be slow."""
    spec = _spec_of(name)
    read = getattr(spec.loader, "get_source", None) if spec else None
    source = read(spec.name) if spec and read else None
    if source is None:
        # The program is installed without sources.
        return command_module(name).app.info.help or ""
    return str(source).partition("\n")[0].strip('"')


def _spec_of(name: str) -> ModuleSpec | None:
    return importlib.util.find_spec(f"tavus_cli.commands.{name}")


def docstring_of(function: Callable[..., Any] | None) -> str | None:
    """A function's docstring, read from its source, because `python -OO` drops docstrings; None without sources."""
    import ast
    import inspect

    try:
        source = inspect.getsource(function)  # type: ignore[arg-type]  # a group may have none
        return ast.get_docstring(ast.parse(source).body[0])  # type: ignore[arg-type]  # a function's definition
    except (OSError, TypeError):
        return None
