"""Results as programs read them: JSON, JSON lines, tab-separated values, CSV."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tavus_cli.api.envelope import Row
from tavus_cli.api.signals import checked
from tavus_cli.output.rows import cell, is_date, picked, value_at
from tavus_cli.text import escaped

# A spreadsheet runs a cell that starts with one of these as a formula. Source: OWASP, CSV injection.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_json(document: object, *, indented: bool = False) -> str:
    """A document as JSON in pure ASCII. Indented for a person only: that way json writes ten times as slowly."""
    return encoded(document, indent=2 if indented else None) + "\n"


def encoded(value: object, indent: int | None = None) -> str:
    encoder = json.JSONEncoder(ensure_ascii=True, allow_nan=False, indent=indent)
    # Indented, it takes a second for 10,000 rows.
    text = encoder.encode(value) if indent is None else "".join(checked(encoder.iterencode(value)))
    # ASCII, but a control character; it can only stand in a string.
    return text.replace("\x7f", "\\u007f")


def json_lines(rows: Iterable[Row], fields: Sequence[str] | None) -> Iterator[str]:
    """A line for each row."""
    return (as_json(picked(row, fields)) for row in checked(rows))


def json_pieces(envelope: Mapping[str, Any], rows: str, texts: Sequence[str]) -> Iterator[str]:
    """An envelope as JSON, its rows from their texts. In pieces, since the whole would be held several times over."""
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
    """A line for each row: whole values with tabs between them, escaped so that each stays in its place."""
    if header:
        yield "\t".join(map(escaped, fields)) + "\n"
    for row in checked(rows):
        yield "\t".join(escaped(_text(row, field)) for field in fields) + "\n"


def as_csv(rows: Iterable[Row], fields: Sequence[str], *, raw: bool) -> str:
    """A line of headings and one for each row, quoted as RFC 4180 has it. With `raw` values stay as they are."""
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
