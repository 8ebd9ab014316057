"""What records look like: the fields of a resource, and a record's values by name."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from tavus_cli.api.records import USUAL, Layout, Row, id_of, spelled, spellings, value_of
from tavus_cli.errors import UsageError, did_you_mean
from tavus_cli.output.recent import Memory
from tavus_cli.text import clean

HIDDEN = "<hidden>"
# Fields with keys of the user's own at other services. Source: the layers of a PAL, and the headers in them.
SECRETS = frozenset({"api_key", "Authorization", "authorization", "x-api-key"})


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
        ids_come: how to ask for the ids of records that came without, such as `--source all`.
        own: parameter and value that leave out what is not the account's own, where lists mix the two.
        statuses: every status that the API documents.
        secrets: fields, at any depth, whose values only JSON shows.
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
    ids_come: str = ""
    own: tuple[str, str] | None = None
    statuses: tuple[str, ...] = ()
    secrets: frozenset[str] = frozenset()

    def filled(self, rows: Sequence[Row]) -> "Shape":
        """The shape of a table of these rows: with the sparse columns that one of them fills."""
        found = [item for item in self.sparse.items() if any(value_of(row, item[0]) for row in rows)]
        columns = list(self.columns.items())
        columns[self.essential : self.essential] = found
        return self._replace(columns=dict(columns))

    @property
    def nouns(self) -> str:
        return self.plural or f"{self.noun}s"

    @property
    def own_option(self) -> str:
        """The option that `own` is, such as `--replica-type user`; empty if there is none."""
        return f"--{self.own[0].replace('_', '-')} {self.own[1]}" if self.own else ""

    def may_be_mixed(self, rows: Sequence[Row]) -> bool:
        """Whether rows of others may be among these, as far as rows tell whose they are."""
        whose = {value_of(row, self.own[0]) for row in rows} if self.own else {None}
        return self.own is not None and whose != {self.own[1]}

    def record_of(self, document: Row) -> Row:
        """The record in an answer: the answer, or its only row. Pages of the API show personas in both ways."""
        rows = document.get(self.layout.rows)
        if id_of(document, self.id_field) is not None or not isinstance(rows, list) or len(rows) != 1:
            return document
        return rows[0] if isinstance(rows[0], dict) else document

    def heading(self, field: str) -> str:
        return self.columns.get(field, field.upper())

    def field_named(self, name: str, rows: Sequence[Row] = ()) -> str | None:
        """The field that a person means: its name, or the heading above it, in any case. None if there is none.

        Args:
            name: as typed.
            rows: records, which may have fields that nobody documented.
        """
        if any(has(row, name) for row in rows):
            return name
        folded = name.casefold()
        if set(spellings(folded)) & set(self.fields):
            return folded
        for field in (*self.columns, *self.every_field(rows)):
            if folded in {field.casefold(), self.heading(field).casefold()}:
                return field
        head, dot, rest = name.partition(".")
        outer = self.field_named(head, rows) if dot else None
        # What is inside an object is known only from records that have something in it.
        filled = any(value_at(row, outer) not in (None, {}, []) for row in rows) if outer else True
        return None if filled else f"{outer}.{rest}"

    def every_field(self, rows: Iterable[Row] = ()) -> list[str]:
        """The documented fields, then those that only the rows have."""
        known = {name for field in self.fields for name in spellings(field)}
        return [*self.fields, *sorted({str(field) for row in rows for field in row} - known)]


def field_of(name: str, what: str, shape: Shape, rows: Sequence[Row]) -> str:
    """The field that a person means. Raises UsageError if there is none; `what` is what they named, such as column."""
    field = shape.field_named(name, rows)
    if field is not None:
        return field
    every = shape.every_field(rows)
    hint = f"{did_you_mean(name, every)} known {what}s: {', '.join(every)}".lstrip()
    raise UsageError(f'unknown {what} "{clean(name)}".', hint=hint)


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


def veiled(value: Any, secrets: frozenset[str]) -> Any:
    """A value without its secrets: those of its fields, at any depth, that have these names."""
    if isinstance(value, dict):
        return {
            name: HIDDEN if name in secrets and each not in (None, "") else veiled(each, secrets)
            for name, each in value.items()
        }
    return [veiled(each, secrets) for each in value] if isinstance(value, list) else value


def is_date(field: str) -> bool:
    """Whether a field holds a date, by its name."""
    return field.endswith("_at")


def value_at(row: Row, name: str) -> Any:
    """A row's value by name, in whichever spelling; dots lead into nested objects, unless the name itself has them."""
    value = value_of(row, name)
    if value is not None or "." not in name or name in row:
        return value
    found: Any = row
    for part in name.split("."):
        found = value_of(found, part) if isinstance(found, dict) else None
    return found


def has(row: Row, name: str) -> bool:
    """Whether a row has a value by name, null included."""
    if spelled(row, name) is not None:
        return True
    head, dot, rest = name.partition(".")
    inner = value_of(row, head) if dot else None
    return isinstance(inner, dict) and has(inner, rest)


def picked(row: Row, fields: Sequence[str] | None) -> Row:
    """The row with only these fields, named as asked for and nested as the API nests them; null for what it lacks."""
    if fields is None:
        return row
    picked: Row = {}
    for name in fields:
        *outer, last = [name] if name in row else name.split(".")
        place = picked
        for part in outer:
            inner = place.get(part)
            if not isinstance(inner, dict):
                inner = place[part] = {}
            place = inner
        place[last] = value_at(row, name)
    return picked
