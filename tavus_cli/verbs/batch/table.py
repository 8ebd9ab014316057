"""The table of a batch: CSV or JSON lines, with one create per row, completely validated before anything is sent.

Rows are read again when they are sent and when they are reported, so that 100,000 rows need little memory. Only the
id, the offset, a hash of the body and the name of each row stay in memory.
"""

import codecs
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from tavus_cli.errors import TavusError, UsageError
from tavus_cli.files import is_file
from tavus_cli.text import brief, clean, clip
from tavus_cli.verbs.batch.cells import CARRIED, ID, Fault, Row, Rules, row_of_cells, row_of_json

# The maximum number of errors to show; the others are counted.
FAULTS_SHOWN = 20
# The maximum length of a line. A script may be long, but a longer line means that the file is not a table.
LONGEST_LINE = 2**20
# The first bytes of .xlsx and .ods files.
_ZIP = b"PK\x03\x04"
_DELIMITERS = ",;\t"


class Entry(NamedTuple):
    """The data of a row that stays in memory.

    Attributes:
        line: the number of its first line, starting with 1.
        offset: the offset of its first byte in the file.
        digest: the hash of its body.
        name: the name for the record, if it has one.
    """

    id: str
    line: int
    offset: int
    digest: str
    name: str | None


class Table:
    """A valid table.

    Attributes:
        columns: the names in the first line of CSV; empty for JSON lines.
        carried: the `x-` columns, in order.
        entries: all rows, in order.
        names_files: whether any row has local files.
    """

    def __init__(self, path: Path, rules: Rules) -> None:
        """Read and validate a table.

        Args:
            path: a CSV file, or JSON lines if its first character is an opening brace.
            rules: the rules for rows.

        Raises:
            UsageError: it cannot be read, or rows are invalid; the first errors are shown with line and column.
        """
        self.path = path
        self._rules = rules
        self._delimiter: str | None = None
        self.columns: tuple[str, ...] = ()
        self.carried: tuple[str, ...] = ()
        self.entries: list[Entry] = []
        self.names_files = False
        with self._open() as file:
            first, faults = self._read_head(file)
            self._validate(_Lines(file, path, *first), faults)

    def rows(self, entries: Sequence[Entry]) -> Iterator[Row]:
        """Read these rows again. Raises TavusError if the table has changed since it was validated."""
        with self._open() as file:
            for entry in entries:
                file.seek(entry.offset)
                try:
                    _, _, row = next(self._records(_Lines(file, self.path, entry.line, entry.offset)))
                except (StopIteration, Fault, UsageError):
                    row = None
                if not isinstance(row, Row) or (row.id, row.digest) != (entry.id, entry.digest):
                    raise TavusError(
                        f"{clean(self.path)}:{entry.line}: the row was changed while the batch ran.",
                        hint="run the same command again: what was created is in the journal",
                    )
                yield row

    def check_files(self, entries: Sequence[Entry]) -> None:
        """Check that the local files of these rows exist. Raises UsageError, like an invalid row.

        Only rows that will be sent need their files, so `__init__` does not check them.
        """
        if not self.names_files:
            return
        faults = [
            self._located(entry.line, Fault(f"there is no file {clip(clean(row.paths[field]), 200)}.", column))
            for entry, row in zip(entries, self.rows(entries), strict=True)
            for column, field in self._rules.files.items()
            if field in row.paths and not is_file(row.paths[field])
        ]
        if faults:
            raise self._invalid(faults)

    def _validate(self, lines: "_Lines", heading: Sequence[str]) -> None:
        """Store the rows as entries. Raises UsageError for the faults of all rows, after those of the heading."""
        faults = [*heading]
        try:
            faults.extend(self._take_rows(lines, complete=not heading))
        except UsageError as error:
            # The rest of the file cannot be read.
            if not faults:
                raise
            faults.append(error.message)
        if faults:
            raise self._invalid(faults)
        if not self.entries:
            raise UsageError(f"{clean(self.path)} has no rows; nothing was sent.")

    def _take_rows(self, lines: "_Lines", *, complete: bool) -> Iterator[str]:
        """Store the valid rows as entries, and yield the faults of the others.

        Unless the rows are `complete`, they may differ in a misnamed column. Then only their ids are compared.
        """
        seen: dict[str, int] = {}
        for line, offset, found in self._records(lines):
            if isinstance(found, Fault):
                yield self._located(line, found)
            elif (complete or found.named) and (fault := _duplicate(found, seen)):
                yield self._located(line, fault)
            else:
                seen[found.id] = line
                name = found.body.get(self._rules.name)
                self.names_files = self.names_files or bool(found.files)
                self.entries.append(Entry(found.id, line, offset, found.digest, name))

    def _invalid(self, faults: Sequence[str]) -> UsageError:
        """The error for a table with faults, which shows the first ones and counts the others."""
        count = len(faults)
        more = (f"and {count - FAULTS_SHOWN} more",) if count > FAULTS_SHOWN else ()
        return UsageError(
            f"{clean(self.path)} has {count} fault{'' if count == 1 else 's'}; nothing was sent.",
            details=(*faults[:FAULTS_SHOWN], *more),
            hint="mend the table and run the same command again",
        )

    def _located(self, line: int, fault: Fault) -> str:
        place = f"{clean(self.path)}:{line}"
        if fault.column in self.columns:
            place += f":{self.columns.index(fault.column) + 1}"
        return f"{place}: {brief(fault.column)}: {fault.message}" if fault.column else f"{place}: {fault.message}"

    def _open(self) -> BinaryIO:
        try:
            if self.path.exists() and not self.path.is_file():
                raise UsageError(f"{clean(self.path)} is not a file; a table is read more than once.")
            return self.path.open("rb")
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise UsageError(f"cannot read {clean(self.path)}: {clean(reason)}.") from error

    def _read_head(self, file: BinaryIO) -> tuple[tuple[int, int], list[str]]:
        """Detect the format of the table. Returns the line and the offset of the first row, and faults of the head."""
        mark = file.read(4)
        if mark.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise UsageError(f"{clean(self.path)} is UTF-16; nothing was sent.", hint="save it as CSV in UTF-8")
        if mark == _ZIP:
            raise UsageError(
                f"{clean(self.path)} is a spreadsheet or a zip file; nothing was sent.", hint="save it as CSV in UTF-8"
            )
        start = len(codecs.BOM_UTF8) if mark.startswith(codecs.BOM_UTF8) else 0
        file.seek(start)
        lines = _Lines(file, self.path, 1, start)
        header = next(lines, "")
        if header.lstrip().startswith("{"):
            file.seek(start)
            return (1, start), []
        self._delimiter = max(_DELIMITERS, key=header.count)
        try:
            names = next(csv.reader([header], delimiter=self._delimiter, strict=True), [])
        except csv.Error as error:
            raise self._invalid([f"{clean(self.path)}:1: not CSV ({error})."]) from None
        self.columns = tuple(name.strip() for name in names)
        faults = dict(self._misnamed())
        if faults:
            # Then only the cells of the other columns can be validated, not what a row lacks.
            self._rules = self._rules.of_cells()
            self.columns = tuple(
                f"{CARRIED}{number}" if number in faults else name for number, name in enumerate(self.columns, 1)
            )
        self.carried = tuple(name for name in self.columns if name.startswith(CARRIED))
        located = [f"{clean(self.path)}:1:{number}: {fault}" for number, fault in faults.items()]
        return (lines.next_number, lines.next_offset), located

    def _misnamed(self) -> Iterator[tuple[int, str]]:
        for number, name in enumerate(self.columns, 1):
            if not name:
                yield number, "the column has no name."
            elif name in self.columns[: number - 1]:
                yield number, f'there are two columns "{brief(name)}".'
            elif fault := self._rules.unknown(name):
                yield number, fault

    def _records(self, lines: "_Lines") -> Iterator[tuple[int, int, Row | Fault]]:
        """Yield the line, the offset and the row of each record; a Fault instead of an invalid row."""
        if self._delimiter is None:
            for text in lines:
                if text.strip():
                    yield lines.number, lines.offset, self._json_row(text.strip())
            return
        reader = csv.reader(lines, delimiter=self._delimiter, strict=True)
        while True:
            line, offset = lines.next_number, lines.next_offset
            try:
                cells = next(reader, None)
            except csv.Error as error:
                # After invalid CSV the boundaries of rows are unknown.
                yield line, offset, Fault(f"not CSV ({error}).")
                return
            if cells is None:
                return
            if any(cell.strip() for cell in cells):
                yield line, offset, self._csv_row(cells)

    def _json_row(self, text: str) -> Row | Fault:
        try:
            row = row_of_json(self._rules, text)
        except Fault as fault:
            return fault
        self.carried = tuple(dict.fromkeys([*self.carried, *row.carried]))
        return row

    def _csv_row(self, cells: Sequence[str]) -> Row | Fault:
        try:
            return row_of_cells(self._rules, self.columns, cells)
        except Fault as fault:
            return fault


class _Lines:
    """The lines of a file as text, with their offsets. A quoted cell may contain several lines."""

    def __init__(self, file: BinaryIO, path: Path, number: int, offset: int) -> None:
        self._file = file
        self._path = path
        self.number, self.offset = number, offset
        self.next_number, self.next_offset = number, offset

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline(LONGEST_LINE + 1)
        if not line:
            raise StopIteration
        place = f"{clean(self._path)}:{self.next_number}"
        if len(line) > LONGEST_LINE:
            raise UsageError(f"{place}: longer than {LONGEST_LINE >> 20} MiB; nothing was sent.")
        self.number, self.offset = self.next_number, self.next_offset
        self.next_number, self.next_offset = self.number + 1, self.offset + len(line)
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise UsageError(
                f"{place}: not UTF-8 (byte {error.start + 1} of the line); nothing was sent.",
                hint="save it as CSV in UTF-8",
            ) from None


def _duplicate(row: Row, seen: dict[str, int]) -> Fault | None:
    """The fault of a row that is already in the table; None if it is not."""
    line = seen.get(row.id)
    if line is None:
        return None
    if row.named:
        return Fault(f'"{brief(row.id)}" is the id of line {line}, too.', ID)
    return Fault(f"the row asks for the same as line {line}; if both are meant, give them ids.")
