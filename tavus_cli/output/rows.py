"""Records as rows: the fields and columns of a resource, and reading, formatting and selecting values by name."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tavus_cli.api.records import USUAL, Declaration, Layout, Row, id_of, spelled, spellings, value_of
from tavus_cli.errors import UsageError, did_you_mean
from tavus_cli.output.recent import Memory
from tavus_cli.text import clean

HIDDEN = "<hidden>"
# Fields with the user's keys for other services. Source: the layers of a PAL, and the headers in them.
SECRETS = frozenset({"api_key", "Authorization", "authorization", "x-api-key"})


class Shape(Declaration):
    """The description of a resource's records.

    Attributes:
        noun: the singular, for messages.
        id_field: the field with the id of a record.
        columns: the columns of lists, in order: field to heading. On a narrow terminal the last is left out first.
        essential: the number of columns, from the first, that are never left out; they are cut instead.
        fields: all fields that the API documents, in the order in which a record is shown.
        name_field: the field with the name of a record; None without one.
        plural: of the noun; None for the noun with an s.
        layout: the names of the members of a list answer.
        memory: what is stored of shown records for shell completion.
        sparse: field to heading of columns that a table shows, after the essential ones, only if a row has a value.
        ids_come: the option that brings the ids of records without one, such as `--source all`.
        own: the query parameter and value that select the account's own records, if lists also contain others.
        statuses: all statuses that the API documents.
        secrets: fields, at any depth, whose values are hidden in all formats but JSON.
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
        """The shape for a table of these rows: it also has the sparse columns in which a row has a value."""
        found = [item for item in self.sparse.items() if any(value_of(row, item[0]) for row in rows)]
        columns = list(self.columns.items())
        columns[self.essential : self.essential] = found
        return self.but(columns=dict(columns))

    @property
    def nouns(self) -> str:
        return self.plural or f"{self.noun}s"

    @property
    def own_option(self) -> str:
        """The option for `own`, such as `--replica-type user`; empty without one."""
        return f"--{self.own[0].replace('_', '-')} {self.own[1]}" if self.own else ""

    def may_be_mixed(self, rows: Sequence[Row]) -> bool:
        """Whether some of these rows may not be the account's own. False if lists of this resource are never mixed."""
        owners = {value_of(row, self.own[0]) for row in rows} if self.own else {None}
        return self.own is not None and owners != {self.own[1]}

    def record_of(self, document: Row) -> Row:
        """The record in an answer: the answer itself, or its only row.

        Source: the API's pages on personas show both forms.
        """
        rows = document.get(self.layout.rows)
        if id_of(document, self.id_field) is not None or not isinstance(rows, list) or len(rows) != 1:
            return document
        return rows[0] if isinstance(rows[0], dict) else document

    def heading(self, field: str) -> str:
        return self.columns.get(field, field.upper())

    def field_named(self, name: str, rows: Sequence[Row] = ()) -> str | None:
        """The field that the user named, by its name or its heading, ignoring case. None if there is none.

        Args:
            name: as it was typed. Dots lead into objects.
            rows: records, which may have undocumented fields.
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
        # Members of an object are undocumented. If no record has a value in the object, accept any name.
        filled = any(value_at(row, outer) not in (None, {}, []) for row in rows) if outer else True
        return None if filled else f"{outer}.{rest}"

    def every_field(self, rows: Iterable[Row] = ()) -> list[str]:
        """The documented fields, then the other fields of the rows."""
        known = {name for field in self.fields for name in spellings(field)}
        return [*self.fields, *sorted({str(field) for row in rows for field in row} - known)]


def field_of(name: str, what: str, shape: Shape, rows: Sequence[Row]) -> str:
    """The field that the user named. Raises UsageError if there is none; `what` is a word for it, such as "column"."""
    field = shape.field_named(name, rows)
    if field is not None:
        return field
    every = shape.every_field(rows)
    hint = f"{did_you_mean(name, every)} known {what}s: {', '.join(every)}".lstrip()
    raise UsageError(f'unknown {what} "{clean(name)}".', hint=hint)


def cell(value: object) -> str:
    """Any JSON value as a string for programs: "" for null, and JSON for all other values that are no strings."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False)


def readable(value: object) -> str:
    """Any JSON value as a string for people, without the quotes and brackets of lists and objects."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(readable, value))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {readable(each)}" for name, each in value.items())
    return cell(value)


def veiled(value: Any, secrets: frozenset[str]) -> Any:
    """A JSON value in which the fields with these names, at any depth, are replaced by `<hidden>`."""
    if isinstance(value, dict):
        return {
            name: HIDDEN if name in secrets and each not in (None, "") else veiled(each, secrets)
            for name, each in value.items()
        }
    return [veiled(each, secrets) for each in value] if isinstance(value, list) else value


def is_date(field: str) -> bool:
    """Whether a field contains a date, judged by its name."""
    return field.endswith("_at")


def value_at(row: Row, name: str) -> Any:
    """The value of a field in either spelling. Dots lead into objects, unless a field has this very name."""
    value = value_of(row, name)
    if value is not None or "." not in name or name in row:
        return value
    found: Any = row
    for part in name.split("."):
        found = value_of(found, part) if isinstance(found, dict) else None
    return found


def has(row: Row, name: str) -> bool:
    """Whether a row has a field of this name, even if it is null. Dots lead into objects."""
    if spelled(row, name) is not None:
        return True
    head, dot, rest = name.partition(".")
    inner = value_of(row, head) if dot else None
    return isinstance(inner, dict) and has(inner, rest)


def picked(row: Row, fields: Sequence[str] | None) -> Row:
    """A row of only these fields, under the names that the user typed. Dotted names become objects; null if missing."""
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
