"""Deriving the shape of any answer from its rows and the path of the request."""

import re
from collections.abc import Sequence
from typing import Any

from tavus_cli.api.records import USUAL, Layout, Row, singular, spellings
from tavus_cli.cli import ALIASES, command_names
from tavus_cli.output.recent import Memory
from tavus_cli.output.rows import SECRETS, Shape
from tavus_cli.verbs.resource import declared

# The names of fields that can be columns. Other fields are shown in JSON only.
_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
ESSENTIAL = 2


def is_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def shape_of(path: str, rows: Sequence[Row], expected: Sequence[str] = (), layout: Layout = USUAL) -> Shape:
    """The shape of rows, with their own id as the first column.

    Args:
        path: the path of the request, such as /v2/videos.
        rows: some of the rows, or none.
        expected: columns to accept even if no row has them.
        layout: the structure of the list with the rows.
    """
    fields = dict.fromkeys(name for row in rows for name in row if _PLAIN.fullmatch(name))
    id_field = id_field_of(path, list(fields))
    columns = dict.fromkeys([id_field, *fields]) if id_field in fields else fields
    return Shape(
        noun=id_field.removesuffix("_id").replace("_", " "),
        id_field=id_field,
        columns={name: name.upper() for name in columns},
        essential=ESSENTIAL,
        fields=(*columns, *(name for name in expected if name not in fields)),
        layout=layout,
        name_field=id_field.removesuffix("_id") + "_name",
        memory=_memory(path, id_field),
        secrets=SECRETS,
    )


def _memory(path: str, id_field: str) -> tuple[Memory, ...]:
    """Where to store the ids of these rows for completion with TAB, if there is a command for them."""
    parts = (ALIASES.get(part, part) for part in path.strip("/").split("/"))
    names = [part for part in parts if part in command_names()]
    known = [resource for name in names for resource in declared(name) if resource.id_field in spellings(id_field)]
    return known[-1].shape.memory if known else ()


def id_field_of(path: str, fields: Sequence[str]) -> str:
    """The field with a row's own id: the one named after the path (`video_id` for /v2/videos), else the first id."""
    candidates = [f"{singular(part)}_id" for part in reversed(path.strip("/").split("/"))]
    for name in candidates:
        if found := [spelling for spelling in spellings(name) if spelling in fields]:
            return found[0]
    ids = [name for name in fields if name.endswith("_id")]
    if ids or "id" in fields:
        return ids[0] if ids else "id"
    return candidates[0]
