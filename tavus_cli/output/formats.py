"""The formats of results: parsing the output options, and writing JSON, JSON lines, TSV and CSV."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tavus_cli.api.records import Row
from tavus_cli.api.signals import checked
from tavus_cli.errors import UsageError
from tavus_cli.output import Format
from tavus_cli.output.rows import cell, is_date, picked, value_at
from tavus_cli.text import clean, escaped, split_values

if TYPE_CHECKING:
    from tavus_cli.settings.table import Setting

_FIELD = r"[A-Za-z0-9_.-]+"
# A spreadsheet runs a cell that starts with one of these as a formula. Source: OWASP, CSV injection.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_ENCODER = json.JSONEncoder(ensure_ascii=True, allow_nan=False)


class View:
    """The values of the output options.

    Args:
        options: the options that were given. Raises UsageError for those that exclude each other, or an invalid column.
        usual: the format without one in the options.

    Attributes:
        format: the chosen format, or the usual one.
        columns: the names as typed; None for the default columns.
        csv_raw: whether CSV keeps values unchanged that a spreadsheet would run as formulas.
        header: whether TSV has a header line.
        paged: whether a long list may go through a pager.
    """

    def __init__(self, options: "Mapping[str, Setting[Any]]", usual: Format) -> None:
        given = {name: setting.value for name, setting in options.items()}
        form: Format | None = given.get("format")
        if given.get("json"):
            if form not in {None, Format.json}:
                raise UsageError(f"--json and --format {form} exclude each other.", hint="keep one of them")
            form = Format.json
        self.format = form or usual
        self.columns = _columns(given.get("columns"))
        self.csv_raw = bool(given.get("csv_raw"))
        self.header = bool(given.get("header"))
        self.paged = not given.get("no_pager")


def _columns(texts: list[str] | None) -> tuple[str, ...] | None:
    names = split_values(texts, "--columns")
    for name in names or ():
        if not re.fullmatch(_FIELD, name):
            raise UsageError(f'unknown column "{clean(name)}".', hint="give names separated by commas, such as a,b,c")
    return None if names is None else tuple(names)


def as_json(document: object, *, indented: bool = False) -> str:
    """A document as JSON in pure ASCII. Indent for a person only: the json module is then ten times slower."""
    return encoded(document, indent=2 if indented else None) + "\n"


def encoded(value: object, indent: int | None = None) -> str:
    if indent is None:
        text = _ENCODER.encode(value)
    else:
        encoder = json.JSONEncoder(ensure_ascii=True, allow_nan=False, indent=indent)
        # Indenting 10,000 rows takes a second, so `checked` lets a signal interrupt it.
        text = "".join(checked(encoder.iterencode(value)))
    # DEL is ASCII but a control character. It can only occur inside a string, so it can be escaped in the whole text.
    return text.replace("\x7f", "\\u007f")


def json_lines(rows: Iterable[Row], fields: Sequence[str] | None) -> Iterator[str]:
    """One JSON document on a line for each row, with all fields or the given ones."""
    shown = rows if fields is None else (picked(row, fields) for row in rows)
    return (f"{encoded(row)}\n" for row in checked(shown))


def json_pieces(envelope: Mapping[str, Any], rows: str, texts: Sequence[str]) -> Iterator[str]:
    """The JSON of an envelope, in pieces, because joining them would need the memory of several copies.

    `rows` is the name of the member that holds the rows, and `texts` are these rows: in JSON, separated by commas.
    """
    opening = "{"
    for name, value in envelope.items():
        yield f"{opening}{encoded(name)}: "
        if name == rows:
            yield "["
            yield from (f", {text}" if number else text for number, text in enumerate(texts))
            yield "]"
        else:
            yield encoded(value)
        opening = ", "
    yield "}\n"


def as_tsv(rows: Iterable[Row], fields: Sequence[str], *, header: bool) -> Iterator[str]:
    """A line for each row: complete values separated by tabs. Tabs and line breaks in values are escaped."""
    if header:
        yield "\t".join(map(escaped, fields)) + "\n"
    for row in checked(rows):
        yield "\t".join(escaped(_text(row, field)) for field in fields) + "\n"


def as_csv(rows: Iterable[Row], fields: Sequence[str], *, raw: bool) -> str:
    """A header line and a line for each row, quoted as in RFC 4180. `raw` keeps formulas and control characters."""
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(fields)
    for row in checked(rows):
        values = [_text(row, field) for field in fields]
        writer.writerow(values if raw else map(_harmless, values))
    return buffer.getvalue()


def _text(row: Row, field: str) -> str:
    value = value_at(row, field)
    if not is_date(field) or not isinstance(value, str):
        return cell(value)
    from tavus_cli.output.dates import uniform

    return uniform(value)


def _harmless(text: str) -> str:
    return f"'{escaped(text)}" if text.startswith(_FORMULA_STARTS) else escaped(text)
