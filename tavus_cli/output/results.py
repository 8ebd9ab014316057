"""Showing results. Commands say what they have; `Output` decides how it looks, from the options and the terminal.

To a person goes a table or a record, to a pipe tab-separated lines with full values, and `--json` is the API's own
document. Nothing is written before all of it is there, so that a failure leaves standard output empty; `jsonl` alone
writes as the pages come, so that a list of any length needs the memory of one page.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from tavus_cli.api.envelope import Row
from tavus_cli.errors import UsageError
from tavus_cli.output import recent
from tavus_cli.output.rows import Shape, cell, has, picked, value_at
from tavus_cli.output.streams import Streams
from tavus_cli.text import clean

if TYPE_CHECKING:
    from tavus_cli.api.pages import Pages
    from tavus_cli.settings.resolve import Setting

_FIELD = r"[A-Za-z0-9_.-]+"
# A spreadsheet runs a cell that starts with one of these as a formula. Source: OWASP, CSV injection.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Format(StrEnum):
    """How results are written."""

    table = "table"
    tsv = "tsv"
    csv = "csv"
    json = "json"
    jsonl = "jsonl"
    ids = "ids"


class View(NamedTuple):
    """What the user asked for: the format, and the fields if not the usual ones."""

    format: Format
    columns: tuple[str, ...] | None
    csv_raw: bool


class Output:
    """The results of one run.

    Args:
        streams: where results and messages go.
        options: the shared options that were given; read when a result is shown, not before.
    """

    def __init__(self, streams: Streams, options: "Mapping[str, Setting[Any]]") -> None:
        self._streams = streams
        self._options = options
        self._shown: dict[recent.Memory, list[Row]] = {}

    @cached_property
    def view(self) -> View:
        """The view that the options ask for. Raises UsageError for options that exclude each other."""
        chosen = self._option("format")
        if self._option("json"):
            if chosen not in {None, Format.json}:
                raise UsageError(f"--json and --format {chosen.value} exclude each other.", hint="keep one of them")
            chosen = Format.json
        if chosen is None:
            chosen = Format.table if self._streams.out_is_terminal else Format.tsv
        given = self._option("columns")
        columns = None if given is None else tuple(name.strip() for name in given.split(","))
        for name in columns or ():
            if not re.fullmatch(_FIELD, name):
                raise UsageError(
                    f'unknown column "{clean(name)}".', hint="give names separated by commas, such as a,b,c"
                )
        return View(chosen, columns, bool(self._option("csv_raw")))

    def check_options(self) -> None:
        """Raise UsageError for output options that exclude each other, before anything is asked for."""
        _ = self.view

    def _option(self, name: str) -> Any:
        given = self._options.get(name)
        return None if given is None else given.value

    def check_columns(self, shape: Shape, rows: Iterable[Row] = ()) -> None:
        """Raise UsageError for a column that neither the API documents nor any of the rows has."""
        known = set(shape.fields)
        for name in self.view.columns or ():
            if name in known or name.split(".")[0] in known or any(has(row, name) for row in rows):
                continue
            from difflib import get_close_matches

            every = [*shape.fields, *sorted({str(field) for row in rows for field in row} - known)]
            near = get_close_matches(name, every, 1)
            guess = f'did you mean "{near[0]}"? ' if near else ""
            raise UsageError(
                f'unknown column "{clean(name)}".', hint=f"{guess}known columns: {', '.join(map(clean, every))}"
            )

    def listing(self, shape: Shape, document: dict[str, Any]) -> None:
        """One page of a list, as the API sent it."""
        rows = shape.layout.rows_of(document)
        self.check_columns(shape, rows)
        self._write_rows(shape, document, rows)
        total = shape.layout.total_of(document)
        if total is not None and total > len(rows):
            self._streams.note(f"{len(rows)} of {total} shown; --all shows every one")

    def every(self, shape: Shape, pages: "Pages") -> None:
        """A whole list, walked to its end."""
        asked = self.view
        if asked.format is Format.jsonl:
            self._write_as_they_come(shape, pages, asked)
        elif asked.format is Format.json and asked.columns is None and not self._streams.out_is_terminal:
            self._write_as_one(shape, pages)
        else:
            rows = [row for page in pages for row in page]
            self.check_columns(shape, rows)
            self._write_rows(shape, {**pages.envelope, shape.layout.rows: rows}, rows)

    def _write_as_they_come(self, shape: Shape, pages: "Pages", asked: View) -> None:
        for number, rows in enumerate(pages):
            if number == 0:
                self.check_columns(shape, rows)
            self._streams.write("".join(_json_lines(rows, asked.columns)))
            self._streams.flush()
            self._note_shown(shape, rows)

    def _write_as_one(self, shape: Shape, pages: "Pages") -> None:
        """The document that `as_json` makes of all rows. Each page is encoded, and let go, while others are awaited."""
        texts = []
        for rows in pages:
            self._note_shown(shape, rows)
            texts.append(_encoded(rows)[1:-1])
        for piece in _pieces(pages.envelope, shape.layout.rows, [text for text in texts if text]):
            self._streams.write(piece)

    def records(self, shape: Shape, rows: Sequence[Row]) -> None:
        """Records that were read one by one: alone as one record, several as a list of our own making."""
        self.check_columns(shape, rows)
        if len(rows) == 1:
            self.item(shape, rows[0])
        else:
            self._write_rows(shape, {shape.layout.rows: list(rows)}, list(rows))

    def dry_run(self, method: str, url: str, body: Mapping[str, Any]) -> None:
        """Show a request instead of sending it."""
        from tavus_cli.output.curl import as_curl

        command, variables = as_curl(method, url, body)
        self._streams.write(command)
        if variables:
            names = " and ".join(f"${name}" for name in variables)
            self._streams.note(f"{names} stands for the whole link, whose signature is not shown")

    def item(self, shape: Shape, record: Row) -> None:
        """One record."""
        self.check_columns(shape, [record])
        self._note_shown(shape, [record])
        asked = self.view
        if asked.format is Format.json:
            self._streams.write(as_json(picked(record, asked.columns), indented=self._streams.out_is_terminal))
        elif asked.format is Format.table:
            from tavus_cli.output.tables import draw_record

            self._streams.write(
                draw_record(record, asked.columns or shape.fields, self._streams, whole=asked.columns is None)
            )
        else:
            columns = asked.columns or tuple(field for field in shape.columns if field in shape.fields)
            self._write_lines(shape, asked, [record], columns)

    def _write_rows(self, shape: Shape, document: dict[str, Any], rows: list[Row]) -> None:
        self._note_shown(shape, rows)
        asked = self.view
        if asked.format is Format.json:
            if asked.columns:
                document = {**document, shape.layout.rows: [picked(row, asked.columns) for row in rows]}
            self._streams.write(as_json(document, indented=self._streams.out_is_terminal))
        elif asked.format is Format.table:
            self._draw_table(shape, rows, asked.columns)
        else:
            self._write_lines(shape, asked, rows, asked.columns or tuple(shape.columns))

    def _draw_table(self, shape: Shape, rows: list[Row], columns: tuple[str, ...] | None) -> None:
        if not rows:
            self._streams.note(f"no {shape.plural or shape.noun + 's'}")
            return
        from tavus_cli.output.tables import draw_table

        table = draw_table(rows, shape.filled(rows), columns, self._streams)
        self._streams.write(table.text)
        if table.left_out:
            names = ", ".join(table.left_out)
            self._streams.note(f"left out for width: {names}")

    def _write_lines(self, shape: Shape, asked: View, rows: list[Row], columns: tuple[str, ...]) -> None:
        if asked.format is Format.jsonl:
            lines: Iterable[str] = _json_lines(rows, asked.columns)
        elif asked.format is Format.ids:
            lines = (clean(cell(row.get(shape.id_field))) + "\n" for row in rows)
        elif asked.format is Format.csv:
            lines = _as_csv(
                columns, ([cell(value_at(row, name)) for name in columns] for row in rows), raw=asked.csv_raw
            )
        else:
            lines = ("\t".join(clean(cell(value_at(row, name))) for name in columns) + "\n" for row in rows)
        self._streams.write("".join(lines))

    def _note_shown(self, shape: Shape, rows: Sequence[Row]) -> None:
        """Note records that go to the user, whose ids shells then complete. Of a long list the first are enough."""
        for memory in shape.memory:
            noted = self._shown.setdefault(memory, [])
            noted += rows[: recent.MOST - len(noted)]

    def remember(self) -> None:
        """Keep what shells complete ids from. Nothing waits for it any more, and nothing depends on it."""
        for memory, rows in self._shown.items():
            recent.remember(memory, rows)


def _pieces(envelope: Mapping[str, Any], rows: str, texts: Sequence[str]) -> Iterator[str]:
    """An envelope as JSON, its rows from their texts. In pieces, since the whole would be held several times over."""
    opening = "{"
    for name, value in envelope.items():
        yield f"{opening}{_encoded(name)}: "
        if name == rows:
            yield "["
            yield from (f", {text}" if number else text for number, text in enumerate(texts))
            yield "]"
        else:
            yield _encoded(value)
        opening = ", "
    yield "}\n"


def as_json(document: object, *, indented: bool = False) -> str:
    """A document as JSON in pure ASCII. Indented for a person only: that way json writes ten times as slowly."""
    return _encoded(document, indent=2 if indented else None) + "\n"


def _encoded(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=True, allow_nan=False, indent=indent)


def _json_lines(rows: Iterable[Row], columns: tuple[str, ...] | None) -> Iterator[str]:
    return (as_json(picked(row, columns)) for row in rows)


def _as_csv(header: Iterable[str], rows: Iterable[list[str]], *, raw: bool) -> str:
    """A heading and a line for each row, quoted as RFC 4180 has it. With `raw` cells are written as they are."""
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(header)
    for row in rows:
        writer.writerow(row if raw else map(_harmless, row))
    return buffer.getvalue()


def _harmless(text: str) -> str:
    return f"'{clean(text)}" if text.startswith(_FORMULA_STARTS) else clean(text)
