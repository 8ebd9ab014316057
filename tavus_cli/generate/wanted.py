"""What may stand for a value, learned from how its parameter is named and shown; new commands need not say it.

A parameter named like an id (`replica_id`, `replica_ids`) wants one of those that a list of that resource remembered,
see `cache`; one shown as FILE wants a file. The functions of a command name the shapes of what they show, and the
fields of those are what `--columns` wants.
"""

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

from tavus_cli.output.rows import Shape

_ID = re.compile(r"(?P<noun>\w+?)_ids?")
# A list of letters, as in A,B: several values with commas between them.
_JOINED = re.compile(r"[A-Z](,[A-Z])+")
_NAMED = {
    "profile": "profiles",
    # The name of a voice is said where its id would be expected.
    "voice_name": "voice-names",
    "columns": "fields",
    "subject": "commands",
}
_SHOWN = {"FILE": "file", "FILE|DIR": "file", "DIR": "directory"}


def completes(name: str, metavar: str | None, *, takes_the_rest: bool) -> str | None:
    """Where the values of a parameter come from; None if nothing is known of them."""
    if takes_the_rest:
        return "program"
    if name in _NAMED:
        return _NAMED[name]
    if found := _ID.fullmatch(name):
        return found["noun"] + "s"
    return _SHOWN.get(metavar or "")


def is_joined(metavar: str | None) -> bool:
    return _JOINED.fullmatch(metavar or "") is not None


def fields_of(function: Callable[..., Any]) -> tuple[str, ...]:
    """The fields of what a command shows, by the shapes its function names, itself or as a part of something else."""
    named = list(inspect.getclosurevars(inspect.unwrap(function)).globals.values())
    # A command that names a shape by itself shows that one, whatever its other parts know.
    shapes = [value for value in named if isinstance(value, Shape)] or [
        shape for value in named for shape in _shapes(value)
    ]
    return tuple(dict.fromkeys(field for shape in shapes for field in shape.fields))


def _shapes(value: object) -> Iterator[Shape]:
    if isinstance(value, Shape):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _shapes(part)
