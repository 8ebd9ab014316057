"""What records look like: the fields of a resource, and a record's values by name."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tavus_cli.api.envelope import USUAL, Layout, Row
from tavus_cli.output.recent import Memory


class Shape(NamedTuple):
    """What a resource's records look like.

    Attributes:
        noun: as in messages, singular.
        id_field: the field that holds a record's id.
        columns: field to heading of what lists show, in order; on a narrow terminal the last goes first.
        essential: how many of the columns stay, and are rather cut.
        fields: every field that the API documents, in the order in which a record shows them.
        name_field: the field that holds a record's name; None if it has none.
        plural: as in messages; noun and an s unless set.
        layout: of the answer to a list.
        memory: what shells complete from once records were shown.
        sparse: field to heading of columns that a table shows, after the essential ones, if a row has a value there.
    """

    noun: str
    id_field: str
    columns: Mapping[str, str]
    essential: int
    fields: tuple[str, ...]
    name_field: str | None = None
    plural: str | None = None
    layout: Layout = USUAL
    memory: tuple[Memory, ...] = ()
    sparse: Mapping[str, str] = {}

    def filled(self, rows: Sequence[Row]) -> "Shape":
        """The shape of a table of these rows: with the sparse columns that one of them fills."""
        found = [item for item in self.sparse.items() if any(cell(row.get(item[0])) for row in rows)]
        columns = list(self.columns.items())
        columns[self.essential : self.essential] = found
        return self._replace(columns=dict(columns))

    def heading(self, field: str) -> str:
        return self.columns.get(field, field.upper())


def cell(value: object) -> str:
    """A value of any kind as one text: nothing for null, JSON for what is not simple."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False)


def readable(value: object) -> str:
    """A value of any kind as people read it: no quotes and brackets around what is a list or an object."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(readable, value))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {readable(each)}" for name, each in value.items())
    return cell(value)


def is_date(name: str) -> bool:
    """Whether a field holds a date, by its name."""
    return name.endswith("_at")


def value_at(row: Row, name: str) -> object:
    """A row's value by name; dots lead into nested objects, unless the name itself has them."""
    if name in row:
        return row[name]
    found: object = row
    for part in name.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def has(row: Row, name: str) -> bool:
    head, _, rest = name.partition(".")
    if name in row or not rest:
        return name in row
    inner = row.get(head)
    return isinstance(inner, dict) and has(inner, rest)


def picked(row: Row, columns: tuple[str, ...] | None) -> Row:
    """The row with only these columns, nested as the API nests them; null for what it lacks."""
    if columns is None:
        return row
    picked: Row = {}
    for name in columns:
        *outer, last = [name] if name in row else name.split(".")
        place = picked
        for part in outer:
            inner = place.get(part)
            if not isinstance(inner, dict):
                inner = place[part] = {}
            place = inner
        place[last] = value_at(row, name)
    return picked
