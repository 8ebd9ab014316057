"""`tavus auth login` with the key on standard input."""

import os
from typing import Any

from reliability.program import Outcome, Pending, Program
from samples import KEY

STORED = {"TAVUS_API_KEY": None, "TAVUS_BASE_URL": None}
"""Neither key nor base URL from the environment: the file decides."""

OLD = '# mine\n[profiles.default]\napi_key = "old-key-for-tests"\n'
"""A file that was there before."""

LOGIN = ("auth", "login", "--no-verify")


def begin_login(program: Program, *flags: str, key: str = KEY, **options: Any) -> Pending:
    return program.begin(*LOGIN, *flags, stdin=f"{key}\n".encode(), **{"env": STORED, **with_stored(options)})


def login(program: Program, *flags: str, key: str = KEY, **options: Any) -> Outcome:
    return begin_login(program, *flags, key=key, **options).finish()


def with_stored(options: dict[str, Any]) -> dict[str, Any]:
    """The same options, with key and base URL taken out of the environment."""
    return {**options, "env": {**STORED, **options.get("env", {})}}


def umask_before(value: int, *command: str) -> list[str]:
    """The command line that runs a command under another umask."""
    return ["sh", "-c", f'umask {value:03o}; exec "$@"', "sh", *command]


def leftovers(program: Program) -> list[str]:
    """What lies beside the config file, but for the lock."""
    names = (entry.name for entry in os.scandir(program.config.parent))
    return [name for name in names if name != "config.toml" and not name.endswith(".lock")]
