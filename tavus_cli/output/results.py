"""Showing results. Commands say what they have; `Output` decides how it looks, from the options and the terminal.

A person gets a table or a record, a pipe gets tab-separated lines with whole values, and `--json` is the API's own
document. Nothing is written before all of it is there, so that a failure leaves standard output empty. Only `jsonl` is
written as the pages come: a list of any length needs the memory of one page.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tavus_cli.api.records import Row, id_of, spellings
from tavus_cli.api.signals import checked
from tavus_cli.errors import ServerError, UsageError
from tavus_cli.output import recent
from tavus_cli.output.formats import Format, View, parse_view
from tavus_cli.output.rows import Shape, field_of, picked, veiled
from tavus_cli.output.streams import Streams
from tavus_cli.text import clean

if TYPE_CHECKING:
    from tavus_cli.output.selection import Pages
    from tavus_cli.settings.table import Setting


class Output:
    """The results of one run.

    Args:
        streams: where results and messages go.
        options: the shared options that were given; read when a result is shown, not before.

    Attributes:
        usual: the format of a command that has one of its own unless the user names another.
        dying_links: how links begin that lead nowhere once this run has ended; empty for none.
        dying_link_shown: whether a person was shown one.
    """

    def __init__(self, streams: Streams, options: "Mapping[str, Setting[Any]]") -> None:
        self._streams = streams
        self._options = options
        self.usual: Format | None = None
        self.dying_links = ""
        self.dying_link_shown = False
        self._shown: dict[recent.Memory, list[Row]] = {}
        self._documented: dict[str, str] = {}

    @cached_property
    def view(self) -> View:
        """What the options ask for. Raises UsageError for options that exclude each other."""
        return parse_view(self._options, self.usual or (Format.table if self._streams.out_is_terminal else Format.tsv))

    def check_options(self) -> None:
        """Raise UsageError for output options that exclude each other, before anything is asked for."""
        _ = self.view

    def check_columns(self, shape: Shape) -> None:
        """Raise UsageError for a column that the API does not document, before anything is asked for or done.

        From then on none is unknown: what the answer lacks is empty.
        """
        self._documented = {name: field_of(name, "column", shape, ()) for name in self.view.columns or ()}

    def columns_of(self, shape: Shape, rows: Sequence[Row]) -> tuple[str, ...] | None:
        """The fields that `--columns` asks for; None if it was not given.

        Raises UsageError for one that neither the API documents nor any of the rows has.
        """
        columns, documented = self.view.columns, self._documented
        if columns is None:
            return None
        return tuple(documented.get(name) or field_of(name, "column", shape, rows) for name in columns)

    def listing(self, shape: Shape, document: dict[str, Any], *, filtered: bool = True) -> None:
        """One page of a list, as the API sent it; `filtered` by whose the records are."""
        rows = shape.layout.rows_of(document)
        self._write_rows(shape, document, rows)
        total = shape.layout.total_of(document)
        if total is not None and total > len(rows):
            own = f", {shape.own_option} only your own" if not filtered and shape.may_be_mixed(rows) else ""
            self._streams.note(f"{len(rows)} of {total} shown; --all shows every one{own}")

    def every(self, shape: Shape, pages: "Pages") -> None:
        """A whole list, walked to its end."""
        asked = self.view
        if asked.format is Format.jsonl:
            self._write_as_they_come(shape, pages)
        elif asked.format is Format.json and asked.columns is None and not self._streams.out_is_terminal:
            self._write_as_one(shape, pages)
        else:
            rows: list[Row] = []
            with self._counting(shape, lambda: len(rows)):
                for page in pages:
                    rows += page
            self._write_rows(shape, {**pages.envelope, shape.layout.rows: shape.layout.as_sent(rows)}, rows)

    def _counting(self, shape: Shape, count: Callable[[], int]) -> AbstractContextManager[object]:
        """Say on a terminal, from the second second on, how many rows have come."""
        return self._streams.live(
            lambda: [f"{count()} {shape.nouns} so far" if count() else "reading the list"], delay=1.0
        )

    def _write_as_they_come(self, shape: Shape, pages: "Pages") -> None:
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

    def _write_as_one(self, shape: Shape, pages: "Pages") -> None:
        """The document that `as_json` makes of all rows. Each page is encoded, and let go, while others are awaited."""
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
                hint=f"leave out {option}; what waits in a script: tavus replicas wait ID",
            )
        if self.view.format is not Format.table:
            raise UsageError(f"{option} and --format {self.view.format.value} exclude each other.", hint="keep one")

    def drawn(self, shape: Shape, rows: Sequence[Row], *, alone: bool) -> list[str]:
        """The lines of a list, or of one record, with progress as bars: for a terminal that is drawn on again."""
        from tavus_cli.output.tables import draw_record, draw_table

        fields = self.columns_of(shape, rows)
        shown = self._veiled(shape, list(rows))
        if alone:
            text = draw_record(shown[0], fields or shape.fields, self._streams, self.leads_on, whole=fields is None)
        else:
            text = draw_table(shown, shape.filled(rows), fields, self._streams, self.leads_on, bars=True).text
        if not self._shown:
            self._note_shown(shape, rows)
        return text.splitlines()

    def records(self, shape: Shape, rows: Sequence[Row], *, asked: int) -> None:
        """Records that were read one by one. If one was asked for, as one record; else as a list of our own making."""
        if asked == 1 and len(rows) == 1:
            self.item(shape, rows[0])
        else:
            self._write_rows(shape, {shape.layout.rows: list(rows)}, list(rows))

    def item(self, shape: Shape, record: Row) -> None:
        """One record."""
        document, record = record, shape.record_of(record)
        fields = self.columns_of(shape, [record])
        asked = self.view
        (shown,) = self._veiled(shape, [record])
        if asked.format is Format.json:
            self._write_json(document if fields is None else picked(record, fields))
        elif asked.format is Format.table:
            from tavus_cli.output.tables import draw_record

            drawn = draw_record(shown, fields or shape.fields, self._streams, self.leads_on, whole=fields is None)
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
            self._draw_table(shape, self._veiled(shape, rows), fields)
        else:
            self._write_lines(shape, self._veiled(shape, rows), fields, fields or tuple(shape.columns))
        self._note_shown(shape, rows)

    def _veiled(self, shape: Shape, rows: list[Row]) -> list[Row]:
        """The rows without their secrets, which only JSON shows: that is the user's own document."""
        if not shape.secrets or self.view.format in {Format.json, Format.jsonl}:
            return rows
        return [veiled(row, shape.secrets) for row in rows]

    def _write_json(self, document: object, *, is_list: bool = False) -> None:
        from tavus_cli.output.formats import as_json

        text = as_json(document, indented=self._streams.out_is_terminal)
        self._write_paged(text, self._pager(text.count("\n")) if is_list else None)

    def leads_on(self, link: str) -> bool:
        """Whether a link is good for a click, later too."""
        dies = bool(self.dying_links) and link.startswith(self.dying_links)
        self.dying_link_shown = self.dying_link_shown or dies
        return not dies

    def _pager(self, lines: int) -> list[str] | None:
        """The command of the pager that so many lines go through; None if they go to standard output as they are."""
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
        # Not every pager knows the escape codes of links.
        may_link = self.leads_on if pager is None else lambda _: False
        table = draw_table(rows, shape.filled(rows), fields, self._streams, may_link)
        self._write_paged(table.text, pager)
        if table.left_out:
            self._streams.note(f"left out for width: {', '.join(table.left_out)}")
        if shape.ids_come and not any(id_of(row, shape.id_field) for row in rows):
            self._streams.note(f"these {shape.nouns} came without ids; {shape.ids_come} brings them")

    def _write_lines(
        self, shape: Shape, rows: list[Row], fields: tuple[str, ...] | None, columns: tuple[str, ...]
    ) -> None:
        """Rows in a format of lines: all that was asked for as `fields`, or else the usual `columns`."""
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
        # Lines of JSON are for programs, which read them as they come.
        self._write_paged(text, None if asked.format is Format.jsonl else self._pager(text.count("\n")))

    def _with_ids(self, shape: Shape, rows: list[Row]) -> list[Row]:
        """The rows that have an id: an empty line in the place of one would go into a script as an argument.

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
        """Note records that went to the user, whose ids shells then complete. Of a long list the first are enough."""
        for memory in shape.memory:
            noted = self._shown.setdefault(memory, [])
            noted += rows[: recent.MOST - len(noted)]

    def remember(self, place: recent.Place) -> None:
        """Keep what shells complete ids from. Nothing waits for it any more, and nothing depends on it."""
        for memory, rows in self._shown.items():
            recent.remember(place, memory, rows)
