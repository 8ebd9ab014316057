"""Writing rows that arrive one by one until the program ends, each at once in the chosen format."""

from tavus_cli.api.records import Row
from tavus_cli.output import Format
from tavus_cli.output.formats import as_csv, as_tsv, json_lines
from tavus_cli.output.results import Output
from tavus_cli.output.rows import Shape, readable, value_at
from tavus_cli.output.streams import Streams
from tavus_cli.output.styles import Pen, status_style
from tavus_cli.output.widths import padded, width
from tavus_cli.text import clean

_GAP = "  "
# Most kinds and states have no more letters.
_NARROWEST = 8


class RowStream:
    """Writes rows of one shape. `--json` means the same as jsonl here, because the list has no end.

    Args:
        status: the name of the field that is coloured by its value.
    """

    def __init__(self, out: Output, streams: Streams, shape: Shape, status: str) -> None:
        self._shape = shape
        self._streams = streams
        self._status = status
        self._view = out.view
        fields = out.columns_of(shape, ())
        self._asked = fields
        self._columns = fields or tuple(shape.columns)
        self._begun = False
        self._widths = dict.fromkeys(self._columns, _NARROWEST)
        self._pen = Pen(on=streams.colour)

    def write(self, row: Row) -> None:
        """Write one row and flush."""
        self._streams.write(self._line(row))
        self._streams.flush()
        self._begun = True

    def _line(self, row: Row) -> str:
        form = self._view.format
        if form in {Format.json, Format.jsonl}:
            return "".join(json_lines([row], self._asked))
        if form is Format.ids:
            return f"{clean(row[self._shape.id_field])}\n" if row[self._shape.id_field] else ""
        if form is Format.csv:
            text = as_csv([row], self._columns, raw=self._view.csv_raw)
            return text.partition("\n")[2] if self._begun else text
        if form is Format.tsv:
            return "".join(as_tsv([row], self._columns, header=self._view.header and not self._begun))
        return self._drawn(row)

    def _drawn(self, row: Row) -> str:
        """A line for people. Columns grow with their values, because later rows are not known yet."""
        cells = []
        for name in self._columns:
            text = clean(readable(value_at(row, name)))
            self._widths[name] = max(self._widths[name], width(text))
            cell = padded(text, self._widths[name])
            cells.append(self._pen(cell, status_style(text)) if name == self._status else cell)
        return _GAP.join(cells).rstrip() + "\n"
