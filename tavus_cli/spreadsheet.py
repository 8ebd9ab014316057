"""CSV as RFC 4180 has it, safe to open in a spreadsheet program."""

import csv
import io
from collections.abc import Iterable

from tavus_cli.text import clean

# A cell that starts with one of these is run as a formula. Source: OWASP, CSV injection.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(header: Iterable[str], rows: Iterable[list[str]], *, raw: bool) -> str:
    """A heading and a line for each row. With `raw` cells are written as they are."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(header)
    for row in rows:
        writer.writerow(row if raw else map(_harmless, row))
    return buffer.getvalue()


def _harmless(text: str) -> str:
    return f"'{clean(text)}" if text.startswith(_FORMULA_STARTS) else clean(text)
