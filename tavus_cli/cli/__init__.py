"""The command-line interface: from argv to a command, and from an error to a message and an exit code."""

import importlib.util
from functools import cache
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

# Other names of the API for the same nouns, newer (faces) or older (personas). They work, but help does not list them.
ALIASES = {"faces": "replicas", "personas": "pals"}


@cache
def command_names() -> list[str]:
    import pkgutil

    folder = Path(__file__).parent.with_name("commands")
    return sorted(module.name for module in pkgutil.iter_modules([str(folder)]))


def is_command(name: str) -> bool:
    """Whether this is one of `command_names`, without reading the folder."""
    return name.isidentifier() and not name.startswith("_") and spec_of(name) is not None


def command_module(name: str) -> Any:
    """The module that holds a command's `app`."""
    spec = spec_of(name)
    module = f"tavus_cli.commands.{name}"
    return importlib.import_module(f"{module}.command" if spec and spec.submodule_search_locations else module)


@cache
def spec_of(name: str) -> ModuleSpec | None:
    """Where the file or folder of a command is; None without one."""
    return importlib.util.find_spec(f"tavus_cli.commands.{name}")
