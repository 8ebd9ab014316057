"""Checking the files of a batch before it is sent: rows that will fail are kept back, and the rest goes on."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from tavus_cli.cli.session import Session
from tavus_cli.verbs.batch.cells import Row
from tavus_cli.verbs.batch.journal import Journal
from tavus_cli.verbs.batch.table import Entry, Table
from tavus_cli.verbs.check.findings import Status, inputs_of
from tavus_cli.verbs.check.inspection import inspect_files
from tavus_cli.verbs.check.rules import Check, checks_of
from tavus_cli.verbs.create import prepare
from tavus_cli.verbs.resource import Product

# A replica has two files at most, so these are four files at a time.
_ROWS_AT_ONCE = 2


def check_rows(
    session: Session,
    product: Product,
    table: Table,
    entries: Sequence[Entry],
    journal: Journal,
    tell: Callable[[], None],
) -> list[Entry]:
    """Check the files of rows. Returns the rows that may be sent; the journal gets the others as `unfit`."""
    fit = []
    for entry, reason in zip(entries, _reasons(session, product, table.rows(entries)), strict=True):
        if reason:
            journal.add("unfit", entry.id, message=reason)
            tell()
        else:
            fit.append(entry)
    return fit


def _reasons(session: Session, product: Product, rows: Iterator[Row]) -> Iterator[str]:
    """Why each row will fail, a few rows ahead; an empty text if nothing says so."""
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        drafts = [prepare(product, row.body, row.paths) for row in some]
        local = session.api_is_local
        files = [list(inputs_of(each.body, each.warnings, local_api=local, paths=each.paths)) for each in drafts]
        # The API is not asked about portraits: a call for each row could cost, and nothing says what.
        seen = iter(inspect_files(session, [file for group in files for file in group], ask_api=False))
        for group in files:
            yield _reason([check for file in islice(seen, len(group)) for check in checks_of(file)])


def _reason(checks: Sequence[Check]) -> str:
    failed = [
        f"{check.file.field} {check.rule.name}: {check.text}" for check in checks if check.finding.status is Status.FAIL
    ]
    return "; ".join(failed)
