"""Looking at the files of a batch before it is sent: what will fail is kept back, and the rest goes on."""

from collections.abc import Iterator, Sequence
from itertools import islice

from tavus_cli.cli.session import Session
from tavus_cli.verbs.batch.cells import Row
from tavus_cli.verbs.check.examine import Check, examined, inputs_of
from tavus_cli.verbs.check.findings import Status
from tavus_cli.verbs.check.looking import looked_at
from tavus_cli.verbs.create import prepare
from tavus_cli.verbs.resource import Product

# A replica has two files at most, so these are four files at a time.
_ROWS_AT_ONCE = 2


def unfit(session: Session, product: Product, rows: Iterator[Row]) -> Iterator[tuple[Row, str]]:
    """Rows, a few ahead of the others, each with why it will fail; an empty text if nothing says so."""
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        drafts = [prepare(product, row.body) for row in some]
        files = [list(inputs_of(draft.body, draft.warnings, local_api=session.api_is_local)) for draft in drafts]
        # The API is not asked about portraits: a call for each row could cost, and nothing says what.
        seen = iter(looked_at(session, [file for group in files for file in group], ask_api=False))
        for row, group in zip(some, files, strict=True):
            checks = [check for file in islice(seen, len(group)) for check in examined(file)]
            yield row, _reason(checks)


def _reason(checks: Sequence[Check]) -> str:
    failed = [
        f"{check.file.field} {check.rule.name}: {check.text}" for check in checks if check.finding.status is Status.FAIL
    ]
    return "; ".join(failed)
