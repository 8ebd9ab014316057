"""Parsing one row of a batch: from its cells to the body of a create."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from tavus_cli.errors import UsageError, nearest, which_of
from tavus_cli.files import read_text
from tavus_cli.text import brief, clean, clip, strict_json
from tavus_cli.verbs.batch.options import Options
from tavus_cli.verbs.preflight import FILE_FIELDS, checked_with_files
from tavus_cli.verbs.resource import Product

# The columns that are not fields of the API: the row's own id, and the prefix of columns that are only reported.
ID = "id"
CARRIED = "x-"
LONGEST_ID = 128
# The maximum size of a script template in bytes, the same as for a script.
LARGEST_TEMPLATE = 256 * 2**10
_SCRIPT = "script"
_WORDS = {"true": True, "false": False}
# A number as JSON writes it: "007" is text.
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,15})?", re.ASCII)
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([A-Za-z0-9_.-]*)\}|[{}]")
# The options in a message about a create, which are columns here.
_OPTION = re.compile(r"--([a-z][a-z-]*)")
_KINDS = {str: "a string", bool: "true or false", dict: "an object"}


class Fault(Exception):
    """A row is invalid: the message, and the column."""

    def __init__(self, message: str, column: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


class Row(NamedTuple):
    """A parsed row.

    Attributes:
        id: the id from its column, or a hash of the body.
        named: whether the id is from the table.
        body: the fields of the create.
        carried: the `x-` columns, which are reported but never sent.
        paths: the local files by the fields for their links.
        files: the same files as written in the table, by column.
    """

    id: str
    named: bool
    body: dict[str, Any]
    carried: dict[str, str]
    paths: Mapping[str, str] = MappingProxyType({})
    files: Mapping[str, str] = MappingProxyType({})

    @property
    def digest(self) -> str:
        """A hash of the create, independent of the order of its fields."""
        text = json.dumps({**self.body, **self.files}, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:32]


class Rules(NamedTuple):
    """The rules for rows.

    Attributes:
        fields: the fields of the create, and the type of each: str, bool or dict.
        name: the field with the record's name.
        check: raises UsageError for a body that the API would refuse.
        preset: the fields of every row, from `--set`.
        template: the script for rows without one; None if there is none.
        folder: the folder of the table, to which the paths in it are relative.
    """

    fields: Mapping[str, type]
    name: str
    check: Callable[[Mapping[str, Any]], None]
    preset: Mapping[str, Any] = {}
    template: str | None = None
    folder: Path = Path()

    @property
    def files(self) -> dict[str, str]:
        """The columns for local files, and the fields for their links."""
        return {field.removesuffix("_url"): field for field in FILE_FIELDS if field in self.fields}

    @property
    def columns(self) -> Mapping[str, type]:
        """All known columns except the id, and their types."""
        return {**self.fields, **dict.fromkeys(self.files, str)}

    def of_cells(self) -> "Rules":
        """The rules for the cells of a row, without those for the row as a whole."""
        fields = {name: kind for name, kind in self.fields.items() if name != _SCRIPT}
        return self._replace(fields=fields, check=lambda _body: None, preset={}, template=None)

    def unknown(self, column: str) -> str | None:
        """The error for an unknown column; None for a known one."""
        known = [*self.columns, ID]
        head, dot, _ = column.partition(".")
        if column in known or column.startswith(CARRIED) or (dot and self.fields.get(head) is dict):
            return None
        near = nearest(column, known, self.name.partition("_")[0])
        name = brief(column)
        guess = which_of(f'"{each}"' for each in near) or f'to report it without sending it, call it "{CARRIED}{name}"'
        return f'there is no field "{name}"; {guess}'


def rules_of(product: Product, options: Options) -> Rules:
    """The rules for the rows of a batch. Raises UsageError for an invalid `--set` or template."""
    template = None
    if options.template is not None:
        template = read_text(str(options.template), "--template", LARGEST_TEMPLATE).rstrip("\r\n")
    rules = Rules(
        fields=product.body,
        name=product.resource.name_field,
        check=product.check,
        template=template,
        folder=options.table.parent,
    )
    preset = {}
    for text in options.preset or ():
        name, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f'--set "{brief(text)}" is not FIELD=VALUE.', hint="such as model_name=phoenix-4")
        try:
            preset[name] = _preset(rules, name, value)
        except Fault as fault:
            raise UsageError(f"--set: {fault.message}") from None
    return rules._replace(preset=preset)


def _preset(rules: Rules, name: str, text: str) -> Any:
    """Parse the value of a `--set`. Raises Fault, also for columns that are not sent."""
    if name == ID or name.startswith(CARRIED):
        raise Fault(f'"{brief(name)}" is a column of the table, and no field that could be sent.', name)
    if fault := rules.unknown(name):
        raise Fault(fault, name)
    return _typed(rules, name, text)


def row_of_cells(rules: Rules, columns: Sequence[str], cells: Sequence[str]) -> Row:
    """Parse a row of CSV. An empty cell means that the field is absent. Raises Fault."""
    if len(cells) != len(columns):
        raise Fault(f"{len(cells)} cells, where the first line has {len(columns)}.")
    values = {}
    for name, cell in zip(columns, cells, strict=True):
        if name.startswith(CARRIED):
            values[name] = cell
        elif cell.strip():
            values[name] = _typed(rules, name, cell)
    return _row(rules, values)


def row_of_json(rules: Rules, text: str) -> Row:
    """Parse a row of JSON. A null means that the field is absent. Raises Fault."""
    values = _object(text, None)
    for name, value in values.items():
        if fault := rules.unknown(name):
            raise Fault(f"{fault}.".replace("?.", "?"), name)
        kind = rules.columns.get(name)
        if kind is not None and value is not None and not isinstance(value, kind):
            raise Fault(f"it must be {_KINDS[kind]}.", name)
    return _row(rules, {name: value for name, value in values.items() if value is not None})


def filled(script: str, carried: Mapping[str, str]) -> str:
    """Replace `{name}` in a script by the `x-` column; `{{` and `}}` become braces. Raises Fault."""

    def value(found: re.Match[str]) -> str:
        if found[0] in {"{{", "}}"}:
            return found[0][0]
        name = found[1]
        if not name:
            raise Fault(f'"{found[0]}" stands alone; a brace is written twice.', _SCRIPT)
        column = name if name.startswith(CARRIED) else CARRIED + name
        text = carried.get(column, "").strip()
        if not text:
            state = "is empty" if column in carried else "is not there"
            shown = brief(column)
            raise Fault(f"{{{shown.removeprefix(CARRIED)}}} needs the column {shown}, which {state}.", _SCRIPT)
        return text

    return _PLACEHOLDER.sub(value, script)


def _row(rules: Rules, values: Mapping[str, Any]) -> Row:
    carried = {name: _as_text(value) for name, value in values.items() if name.startswith(CARRIED)}
    given = values.get(ID)
    body: dict[str, Any] = {}
    for name, value in values.items():
        if name != ID and not name.startswith(CARRIED):
            _put(body, name, value)
    for name, value in rules.preset.items():
        if body.get(name, value) != value:
            raise Fault("the row and --set say different things.", name)
        if name not in body:
            _put(body, name, value)
    if _SCRIPT in rules.fields:
        script = body.get(_SCRIPT, None if "audio_url" in body else rules.template)
        if isinstance(script, str):
            body[_SCRIPT] = filled(script, carried)
    files = {column: body.pop(column) for column in rules.files if column in body}
    paths = {rules.files[column]: str(rules.folder / name) for column, name in files.items()}
    _check(rules, body, paths)
    row = Row(id="", named=given is not None, body=body, carried=carried, paths=paths, files=files)
    return row._replace(id=row.digest[:12] if given is None else _checked_id(given))


def _check(rules: Rules, body: Mapping[str, Any], paths: Mapping[str, str]) -> None:
    """Raise Fault for a body that the API would refuse."""
    try:
        checked_with_files(rules.check, body, paths)
    except UsageError as error:
        raise _as_fault(error) from None


def _typed(rules: Rules, name: str, cell: str) -> Any:
    """Convert a cell to the type of its field. Members of objects have no known type, so they are guessed."""
    head, dot, _ = name.partition(".")
    kind = str if name == ID else rules.columns.get(head)
    word = cell.strip()
    if kind is str and not dot:
        return cell if name == _SCRIPT else word
    if word.lower() in _WORDS:
        return _WORDS[word.lower()]
    if kind is bool:
        raise Fault(f'"{clip(clean(word), 40)}" is neither true nor false.', name)
    if kind is dict and not dot:
        return _object(word, name)
    return json.loads(word) if _NUMBER.fullmatch(word) else word


def _object(text: str, column: str | None) -> dict[str, Any]:
    try:
        value = strict_json(text)
    except json.JSONDecodeError as error:
        raise Fault(f"not JSON ({error.msg[:1].lower()}{error.msg[1:]}, position {error.pos + 1}).", column) from None
    except (ValueError, RecursionError):
        raise Fault("not usable JSON.", column) from None
    if not isinstance(value, dict):
        raise Fault("not a JSON object.", column)
    return value


def _put(body: dict[str, Any], name: str, value: Any) -> None:
    *outer, last = name.split(".")
    place = body
    for part in outer:
        inner = place.setdefault(part, {})
        if not isinstance(inner, dict):
            raise Fault(f'"{brief(part)}" is given as a whole and in parts.', name)
        place = inner
    if last in place:
        raise Fault("it is given twice.", name)
    place[last] = value


def _as_fault(error: UsageError) -> Fault:
    """An error about the options of a create as one about columns."""
    named = _OPTION.search(error.message)
    column = named[1].replace("-", "_") if named else None
    message = _OPTION.sub(lambda found: found[1].replace("-", "_"), error.message)
    # A fault is shown after the name of its column.
    return Fault(re.sub(rf"^{column} (?=is |must )", "", message), column)


def _checked_id(value: object) -> str:
    text = str(value).strip()
    if not text or len(text) > LONGEST_ID or clean(text) != text:
        raise Fault(f"an id is 1 to {LONGEST_ID} characters that can be shown.", ID)
    return text


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
