"""Writing results to standard output. Commands pass data; `Output` chooses the format by the options and the terminal.

A terminal gets a table or a record, a pipe gets tab-separated lines with complete values, and `--json` gets the API's
own document. All other formats are written after the last page has arrived, so a failure leaves standard output empty.
Only `jsonl` is written page by page, so that a list of any length needs the memory of one page.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tavus_cli.api.records import Row, id_of, spellings
from tavus_cli.api.signals import checked
from tavus_cli.errors import ServerError, UsageError
from tavus_cli.output import Format, recent
from tavus_cli.output.formats import View
from tavus_cli.output.rows import Shape, field_of, picked, veiled
from tavus_cli.output.streams import Streams
from tavus_cli.text import clean

if TYPE_CHECKING:
    from tavus_cli.output.selection import Pages
    from tavus_cli.output.tables import Table
    from tavus_cli.settings.table import Setting


class Output:
    """The results of one run.

    Args:
        streams: standard output and standard error.
        options: the shared options that were given. They are read when a result is shown, not before.

    Attributes:
        usual: the default format of a command that has its own default; None for the usual default.
        temporary_links: the prefix of links that stop working when this run ends; empty for none.
        temporary_link_shown: whether such a link was shown on a terminal.
    """

    def __init__(self, streams: Streams, options: "Mapping[str, Setting[Any]]") -> None:
        self._streams = streams
        self._options = options
        self.usual: Format | None = None
        self.temporary_links = ""
        self.temporary_link_shown = False
        self._shown: dict[recent.Memory, list[Row]] = {}
        self._documented: dict[str, str] = {}

    @cached_property
    def view(self) -> View:
        """The values of the output options. Raises UsageError for options that exclude each other."""
        return View(self._options, self.usual or (Format.table if self._streams.out_is_terminal else Format.tsv))

    def check_options(self) -> None:
        """Raise UsageError for output options that exclude each other. Called before the first request."""
        _ = self.view

    def check_columns(self, shape: Shape) -> None:
        """Raise UsageError for a column that the API does not document. Called before the first request.

        Afterwards `columns_of` accepts these columns for any rows; a field that an answer lacks is an empty value.
        """
        self._documented = {name: field_of(name, "column", shape, ()) for name in self.view.columns or ()}

    def columns_of(self, shape: Shape, rows: Sequence[Row]) -> tuple[str, ...] | None:
        """The fields in `--columns`; None if it was not given.

        Raises UsageError for a field that the API does not document and that none of the rows has.
        """
        columns, documented = self.view.columns, self._documented
        if columns is None:
            return None
        return tuple(documented.get(name) or field_of(name, "column", shape, rows) for name in columns)

    def listing(self, shape: Shape, document: dict[str, Any], *, filtered: bool = True) -> None:
        """Write one page of a list, `document` being the answer of the API.

        `filtered` is whether the request already chose between the user's own records and stock records.
        """
        rows = shape.layout.rows_of(document)
        self._write_rows(shape, document, rows)
        total = shape.layout.total_of(document)
        if total is not None and total > len(rows):
            own = f", {shape.own_option} only your own" if not filtered and shape.may_be_mixed(rows) else ""
            self._streams.note(f"{len(rows)} of {total} shown; --all shows every one{own}")

    def every(self, shape: Shape, pages: "Pages") -> None:
        """Write all pages of a list."""
        asked = self.view
        if asked.format is Format.jsonl:
            self._write_by_page(shape, pages)
        elif asked.format is Format.json and asked.columns is None and not self._streams.out_is_terminal:
            self._write_as_document(shape, pages)
        else:
            rows: list[Row] = []
            with self._counting(shape, lambda: len(rows)):
                for page in pages:
                    rows += page
            self._write_rows(shape, {**pages.envelope, shape.layout.rows: shape.layout.as_sent(rows)}, rows)

    def _counting(self, shape: Shape, count: Callable[[], int]) -> AbstractContextManager[object]:
        """Show on a terminal, after one second, how many rows have arrived."""
        return self._streams.live(
            lambda: [f"{count()} {shape.nouns} so far" if count() else "reading the list"], delay=1.0
        )

    def _write_by_page(self, shape: Shape, pages: "Pages") -> None:
        from tavus_cli.output.formats import json_lines

        fields, checked = None, False
        for rows in pages:
            if not checked and rows:
                fields, checked = self.columns_of(shape, rows), True
            self._streams.write("".join(json_lines(rows, fields)))
            self._streams.flush()
            self._note_shown(shape, rows)
        if not checked:
            self.columns_of(shape, ())

    def _write_as_document(self, shape: Shape, pages: "Pages") -> None:
        """Write the same document as `as_json` would. Each page is encoded, then freed, while others are fetched."""
        from tavus_cli.output.formats import encoded, json_pieces

        texts, count = [], 0
        with self._counting(shape, lambda: count):
            for rows in pages:
                self._note_shown(shape, rows)
                texts.append(encoded(shape.layout.as_sent(rows))[1:-1])
                count += len(rows)
        for piece in json_pieces(pages.envelope, shape.layout.rows, [text for text in texts if text]):
            self._streams.write(piece)

    def check_drawable(self, option: str) -> None:
        """Raise UsageError if an option that draws a table on the whole terminal cannot do so."""
        from tavus_cli.output.screen import may_draw

        if not may_draw(self._streams):
            raise UsageError(
                f"{option} needs a terminal to draw on.",
                hint=f"leave out {option}; in a script, use: tavus replicas wait ID",
            )
        if self.view.format is not Format.table:
            raise UsageError(f"{option} and --format {self.view.format.value} exclude each other.", hint="keep one")

    def drawn(self, shape: Shape, rows: Sequence[Row], *, alone: bool) -> "Table":
        """A list, or one record if `alone`, with progress as bars. For a display that is redrawn."""
        from tavus_cli.output.tables import Table, draw_record, draw_table

        fields = self.columns_of(shape, rows)
        shown = self._without_secrets(shape, list(rows))
        if alone:
            text = draw_record(shown[0], fields or shape.fields, self._streams, self.stays_valid, whole=fields is None)
            drawn = Table(text, ())
        else:
            drawn = draw_table(shown, shape.filled(rows), fields, self._streams, self.stays_valid, bars=True)
        if not self._shown:
            self._note_shown(shape, rows)
        return drawn

    def records(self, shape: Shape, rows: Sequence[Row], *, asked: int) -> None:
        """Write records that were read one by one: as one record if one id was `asked` for, else as a list."""
        if asked == 1 and len(rows) == 1:
            self.item(shape, rows[0])
        else:
            self._write_rows(shape, {shape.layout.rows: list(rows)}, list(rows))

    def item(self, shape: Shape, document: Row) -> None:
        """Write one record, `document` being the answer of the API."""
        record = shape.record_of(document)
        fields = self.columns_of(shape, [record])
        asked = self.view
        (shown,) = self._without_secrets(shape, [record])
        if asked.format is Format.json:
            self._write_json(document if fields is None else picked(record, fields))
        elif asked.format is Format.table:
            from tavus_cli.output.tables import draw_record

            drawn = draw_record(shown, fields or shape.fields, self._streams, self.stays_valid, whole=fields is None)
            self._streams.write(drawn)
        else:
            columns = fields or tuple(field for field in shape.columns if field in shape.fields)
            self._write_lines(shape, [shown], fields, columns)
        self._note_shown(shape, [record])

    def _write_rows(self, shape: Shape, document: dict[str, Any], rows: list[Row]) -> None:
        fields = self.columns_of(shape, rows)
        asked = self.view
        if asked.format is Format.json:
            if fields:
                document = {**document, shape.layout.rows: [picked(row, fields) for row in rows]}
            self._write_json(document, is_list=True)
        elif asked.format is Format.table:
            self._draw_table(shape, self._without_secrets(shape, rows), fields)
        else:
            self._write_lines(shape, self._without_secrets(shape, rows), fields, fields or tuple(shape.columns))
        self._note_shown(shape, rows)

    def _without_secrets(self, shape: Shape, rows: list[Row]) -> list[Row]:
        """The rows with secret values hidden. JSON keeps them, because it is the API's own document."""
        if not shape.secrets or self.view.format in {Format.json, Format.jsonl}:
            return rows
        return [veiled(row, shape.secrets) for row in rows]

    def _write_json(self, document: object, *, is_list: bool = False) -> None:
        from tavus_cli.output.formats import as_json

        text = as_json(document, indented=self._streams.out_is_terminal)
        self._write_paged(text, self._pager(text.count("\n")) if is_list else None)

    def stays_valid(self, link: str) -> bool:
        """Whether a link still works after this run, so that it may be clickable."""
        ends = bool(self.temporary_links) and link.startswith(self.temporary_links)
        self.temporary_link_shown = self.temporary_link_shown or ends
        return not ends

    def _pager(self, lines: int) -> list[str] | None:
        """The command of the pager for so many lines; None to write them to standard output directly."""
        if not self._streams.out_is_terminal or not self.view.paged:
            return None
        from tavus_cli.output.pager import find_pager, is_longer_than_screen

        return find_pager() if is_longer_than_screen(lines) else None

    def _write_paged(self, text: str, pager: list[str] | None) -> None:
        if pager is not None:
            from tavus_cli.output.pager import show_paged

            if show_paged(pager, text):
                return
        self._streams.write(text)

    def _draw_table(self, shape: Shape, rows: list[Row], fields: tuple[str, ...] | None) -> None:
        if not rows:
            self._streams.note(f"no {shape.nouns}")
            return
        from tavus_cli.output.tables import draw_table

        pager = self._pager(len(rows) + 2)
        # Some pagers show the escape codes of links as text.
        may_link = self.stays_valid if pager is None else lambda _: False
        table = draw_table(rows, shape.filled(rows), fields, self._streams, may_link)
        self._write_paged(table.text, pager)
        if table.left_out:
            self._streams.note(f"left out for width: {', '.join(table.left_out)}")
        if shape.ids_come and not any(id_of(row, shape.id_field) for row in rows):
            self._streams.note(f"these {shape.nouns} came without ids; {shape.ids_come} brings them")

    def _write_lines(
        self, shape: Shape, rows: list[Row], fields: tuple[str, ...] | None, columns: tuple[str, ...]
    ) -> None:
        """Write rows in a line-based format. `fields` are those of --columns; `columns` also apply without them."""
        from tavus_cli.output.formats import as_csv, as_tsv, json_lines

        asked = self.view
        if asked.format is Format.ids or (len(columns) == 1 and columns[0] in spellings(shape.id_field)):
            rows = self._with_ids(shape, rows)
        if asked.format is Format.jsonl:
            lines = json_lines(rows, fields)
        elif asked.format is Format.ids:
            lines = (f"{clean(id_of(row, shape.id_field))}\n" for row in checked(rows))
        elif asked.format is Format.csv:
            lines = iter((as_csv(rows, columns, raw=asked.csv_raw),))
        else:
            lines = as_tsv(rows, columns, header=asked.header)
        text = "".join(lines)
        # JSON lines are read by programs, so they never go through a pager.
        self._write_paged(text, None if asked.format is Format.jsonl else self._pager(text.count("\n")))

    def _with_ids(self, shape: Shape, rows: list[Row]) -> list[Row]:
        """The rows that have an id. A script would take the empty line of a row without one as an argument.

        Raises ServerError if there are rows and none has an id.
        """
        there = [row for row in rows if id_of(row, shape.id_field) is not None]
        if rows and not there:
            which = f"the {shape.noun} has no" if len(rows) == 1 else f"none of the {len(rows)} {shape.nouns} has an"
            hint = f"add {shape.ids_come}" if shape.ids_come else None
            raise ServerError(f"{which} id.", hint=hint, http_status=200, attempts=1)
        if len(there) < len(rows):
            more = f"; {shape.ids_come} brings ids" if shape.ids_come else ""
            self._streams.warn(f"{len(rows) - len(there)} of {len(rows)} {shape.nouns} have no id: left out{more}")
        return there

    def _note_shown(self, shape: Shape, rows: Sequence[Row]) -> None:
        """Note the first records that were shown, whose ids `remember` stores for completion with TAB."""
        for memory in shape.memory:
            noted = self._shown.setdefault(memory, [])
            noted += rows[: recent.MOST - len(noted)]

    def remember(self, place: recent.Place) -> None:
        """Store the ids that were shown, for completion with TAB. Called after the result was written."""
        for memory, rows in self._shown.items():
            recent.remember(place, memory, rows)
