"""Showing results. Commands say what they have; how it looks is settled here, from the options and the terminal.

To a person goes a table or a record, to a pipe tab-separated lines with full values, and `--json` is the API's own
document. Nothing is written before all of it is there, so that a failure leaves standard output empty; `jsonl` alone
writes as the pages come, so that a list of any length needs the memory of one page.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from tavus_cli.envelopes import Row, rows_of, total_of
from tavus_cli.errors import BrokenOutput, UsageError
from tavus_cli.session import Session
from tavus_cli.shapes import Shape, cell, has, picked, value_at
from tavus_cli.streams import cannot_write
from tavus_cli.text import clean

if TYPE_CHECKING:
    from tavus_cli.client import Param
    from tavus_cli.pages import Pages


_FIELD = r"[A-Za-z0-9_.-]+"


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


def view(session: Session) -> View:
    """The view that the options ask for. Raises UsageError for options that exclude each other."""
    chosen = session.option("format")
    if session.option("json"):
        if chosen not in {None, Format.json}:
            raise UsageError(f"--json and --format {chosen.value} exclude each other.", hint="keep one of them")
        chosen = Format.json
    if chosen is None:
        chosen = Format.table if session.streams.out_is_terminal else Format.tsv
    given = session.option("columns")
    columns = None if given is None else tuple(name.strip() for name in given.split(","))
    for name in columns or ():
        if not re.fullmatch(_FIELD, name):
            raise UsageError(f'unknown column "{clean(name)}".', hint="give names separated by commas, such as a,b,c")
    return View(chosen, columns, bool(session.option("csv_raw")))


def check_columns(session: Session, shape: Shape, rows: Iterable[Row] = ()) -> None:
    """Raise UsageError for a column that neither the API documents nor any of the rows has."""
    known = set(shape.fields)
    for name in view(session).columns or ():
        if name in known or name.split(".")[0] in known or any(has(row, name) for row in rows):
            continue
        from difflib import get_close_matches

        every = [*shape.fields, *sorted({str(field) for row in rows for field in row} - known)]
        near = get_close_matches(name, every, 1)
        guess = f'did you mean "{near[0]}"? ' if near else ""
        raise UsageError(
            f'unknown column "{clean(name)}".', hint=f"{guess}known columns: {', '.join(map(clean, every))}"
        )


def listing(session: Session, shape: Shape, document: dict[str, Any]) -> None:
    """One page of a list, as the API sent it."""
    rows = rows_of(document)
    check_columns(session, shape, rows)
    _write_rows(session, shape, document, rows)
    total = total_of(document)
    if total is not None and total > len(rows):
        session.streams.note(f"{len(rows)} of {total} shown; --all shows every one")


def every(session: Session, shape: Shape, pages: "Pages") -> None:
    """A whole list, walked to its end."""
    asked = view(session)
    if asked.format is Format.jsonl:
        _write_as_they_come(session, shape, pages, asked)
    elif asked.format is Format.json and asked.columns is None and not session.streams.out_is_terminal:
        _write_as_one(session, shape, pages)
    else:
        rows = [row for page in pages for row in page]
        check_columns(session, shape, rows)
        _write_rows(session, shape, {**pages.envelope, "data": rows}, rows)


def _write_as_they_come(session: Session, shape: Shape, pages: "Pages", asked: View) -> None:
    for number, rows in enumerate(pages):
        if number == 0:
            check_columns(session, shape, rows)
        session.streams.write("".join(_json_lines(rows, asked.columns)))
        session.streams.flush()
        session.shown(shape.id_field, rows)


def _write_as_one(session: Session, shape: Shape, pages: "Pages") -> None:
    """The document that `as_json` makes of all rows. Each page is encoded, and let go, while others are awaited."""
    texts = []
    for rows in pages:
        session.shown(shape.id_field, rows)
        texts.append(_encoded(rows)[1:-1])
    for piece in _pieces(pages.envelope, [text for text in texts if text]):
        session.streams.write(piece)


def _pieces(envelope: Mapping[str, Any], texts: Sequence[str]) -> Iterator[str]:
    """An envelope as JSON, its rows from their texts. In pieces, since the whole would be held several times over."""
    opening = "{"
    for name, value in envelope.items():
        yield f"{opening}{_encoded(name)}: "
        if name == "data":
            yield "["
            yield from (f", {text}" if number else text for number, text in enumerate(texts))
            yield "]"
        else:
            yield _encoded(value)
        opening = ", "
    yield "}\n"


def show_list(session: Session, shape: Shape, path: str, params: "Mapping[str, Param]", *, everything: bool) -> None:
    """Ask for a list, one page of it or everything, and show it."""
    view(session)
    if everything:
        every(session, shape, session.pages(path, params, shape.id_field))
    else:
        listing(session, shape, session.client.get(path, params))


def created(session: Session, shape: Shape, record: Row) -> None:
    """What a create brought. If it cannot be written, the error at least names the new id."""
    try:
        item(session, shape, record)
        session.streams.flush()
    except (BrokenOutput, BrokenPipeError) as error:
        raise lost(shape.noun, record[shape.id_field], error) from error


def lost(noun: str, new_id: str, error: BrokenOutput | BrokenPipeError) -> BrokenOutput:
    """The error for a create that was done and could not be told of."""
    reason = error.message if isinstance(error, BrokenOutput) else cannot_write(error).message
    return BrokenOutput(
        f"{noun} {clean(new_id)} was created, but the result could not be written to standard output:"
        f" {reason.partition(': ')[2]}"
    )


def records(session: Session, shape: Shape, rows: Sequence[Row]) -> None:
    """Records that were read one by one: alone as one record, several as a list of our own making."""
    check_columns(session, shape, rows)
    if len(rows) == 1:
        item(session, shape, rows[0])
    else:
        _write_rows(session, shape, {"data": list(rows)}, list(rows))


def dry_run(session: Session, method: str, url: str, body: Mapping[str, Any]) -> None:
    """Show a request instead of sending it."""
    from tavus_cli.curl import as_curl

    command, variables = as_curl(method, url, body)
    session.streams.write(command)
    if variables:
        names = " and ".join(f"${name}" for name in variables)
        session.streams.note(f"{names} stands for the whole link, whose signature is not shown")


def item(session: Session, shape: Shape, record: Row) -> None:
    """One record."""
    check_columns(session, shape, [record])
    session.shown(shape.id_field, [record])
    asked = view(session)
    if asked.format is Format.json:
        session.streams.write(as_json(picked(record, asked.columns), indented=session.streams.out_is_terminal))
    elif asked.format is Format.table:
        from tavus_cli.tables import draw_record

        session.streams.write(
            draw_record(record, asked.columns or shape.fields, session.streams, whole=asked.columns is None)
        )
    else:
        columns = asked.columns or tuple(field for field in shape.columns if field in shape.fields)
        _write_lines(session, shape, asked, [record], columns)


def _write_rows(session: Session, shape: Shape, document: dict[str, Any], rows: list[Row]) -> None:
    session.shown(shape.id_field, rows)
    asked = view(session)
    if asked.format is Format.json:
        if asked.columns:
            document = {**document, "data": [picked(row, asked.columns) for row in rows]}
        session.streams.write(as_json(document, indented=session.streams.out_is_terminal))
    elif asked.format is Format.table:
        _draw_table(session, shape, rows, asked.columns)
    else:
        _write_lines(session, shape, asked, rows, asked.columns or tuple(shape.columns))


def _draw_table(session: Session, shape: Shape, rows: list[Row], columns: tuple[str, ...] | None) -> None:
    if not rows:
        session.streams.note(f"no {shape.noun}s")
        return
    from tavus_cli.tables import draw_table

    table = draw_table(rows, shape, columns, session.streams)
    session.streams.write(table.text)
    if table.left_out:
        names = ", ".join(table.left_out)
        session.streams.note(f"left out for width: {names}")


def _write_lines(session: Session, shape: Shape, asked: View, rows: list[Row], columns: tuple[str, ...]) -> None:
    if asked.format is Format.jsonl:
        lines: Iterable[str] = _json_lines(rows, asked.columns)
    elif asked.format is Format.ids:
        lines = (clean(cell(row.get(shape.id_field))) + "\n" for row in rows)
    elif asked.format is Format.csv:
        from tavus_cli.spreadsheet import as_csv

        lines = as_csv(columns, ([cell(value_at(row, name)) for name in columns] for row in rows), raw=asked.csv_raw)
    else:
        lines = ("\t".join(clean(cell(value_at(row, name))) for name in columns) + "\n" for row in rows)
    session.streams.write("".join(lines))


def as_json(document: object, *, indented: bool = False) -> str:
    """A document as JSON in pure ASCII. Indented for a person only: that way json writes ten times as slowly."""
    return _encoded(document, indent=2 if indented else None) + "\n"


def _encoded(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=True, allow_nan=False, indent=indent)


def _json_lines(rows: Iterable[Row], columns: tuple[str, ...] | None) -> Iterator[str]:
    return (as_json(picked(row, columns)) for row in rows)
