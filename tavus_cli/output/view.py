"""What the user wants to see of a result: in which format, and which of its fields."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from tavus_cli.errors import UsageError
from tavus_cli.text import clean

if TYPE_CHECKING:
    from tavus_cli.settings.table import Setting

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
    """What the output options ask for.

    Attributes:
        format: as chosen, or the usual one.
        columns: as typed; None for the usual ones.
        csv_raw: whether CSV leaves values that a spreadsheet would run as formulas.
        header: whether tab-separated values have a line of headings.
        paged: whether a long list may go through a pager.
    """

    format: Format
    columns: tuple[str, ...] | None
    csv_raw: bool
    header: bool
    paged: bool


def parse_view(options: "Mapping[str, Setting[Any]]", usual: Format) -> View:
    """The view that options ask for. Raises UsageError for options that exclude each other, and for an odd column."""

    def given(name: str) -> Any:
        return options[name].value if name in options else None

    form = given("format")
    if given("json"):
        if form not in {None, Format.json}:
            raise UsageError(f"--json and --format {form.value} exclude each other.", hint="keep one of them")
        form = Format.json
    columns = given("columns")
    names = None if columns is None else tuple(name.strip() for name in ",".join(columns).split(","))
    for name in names or ():
        if not re.fullmatch(_FIELD, name):
            raise UsageError(f'unknown column "{clean(name)}".', hint="give names separated by commas, such as a,b,c")
    return View(form or usual, names, bool(given("csv_raw")), bool(given("header")), not given("no_pager"))
