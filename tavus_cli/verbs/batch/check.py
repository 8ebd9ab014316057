"""Checking the files of a batch before it is sent, and excluding the rows that will fail."""

from collections.abc import Iterator, Sequence
from itertools import islice

from tavus_cli.cli.session import Session
from tavus_cli.media.facts import Trouble
from tavus_cli.output.progress import Meter
from tavus_cli.text import brief, clean
from tavus_cli.verbs.batch.cells import Row
from tavus_cli.verbs.batch.options import Batch
from tavus_cli.verbs.batch.table import Entry
from tavus_cli.verbs.check.findings import InputFile, Status, inputs_of
from tavus_cli.verbs.check.inspection import inspect_files
from tavus_cli.verbs.check.rules import Check, checks_of
from tavus_cli.verbs.create import prepare
from tavus_cli.verbs.resource import Product

# A replica has at most two files, so at most four files are inspected at the same time.
_ROWS_AT_ONCE = 2
# After so many consecutive timeouts, of 10 seconds each, the files of the other rows are not inspected.
_MOST_HANGS = 3
_LATE = "nothing came in time for the rows before"


def check_rows(batch: Batch, entries: Sequence[Entry], meter: Meter) -> list[Entry]:
    """Check the files of rows. Returns the rows to send; the others are recorded in the journal as `unfit`.

    Rows whose files could not be inspected are sent too; a warning counts them.
    """
    fit, unseen = [], []
    problems = _problems(batch.session, batch.product, batch.table.rows(entries))
    for number, (entry, (failure, doubt)) in enumerate(zip(entries, problems, strict=True), 1):
        if failure:
            batch.journal.add("unfit", entry.id, message=failure)
        else:
            fit.append(entry)
        if doubt:
            unseen.append(f'row "{brief(entry.id)}" ({clean(doubt)})')
        share = f"{number}/{len(entries)}"
        meter.see("checking", "", share, ended=number == len(entries))
    if unseen:
        count = f"{len(unseen)} row{'' if len(unseen) == 1 else 's'}"
        batch.session.streams.warn(f"the files of {count} could not be looked at, such as {unseen[0]}")
    return fit


def _problems(session: Session, product: Product, rows: Iterator[Row]) -> Iterator[tuple[str, str]]:
    """Yield for each row why it will fail, and why its files could not be inspected; empty texts without a reason."""
    hangs = 0
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        if hangs >= _MOST_HANGS:
            yield from [("", _LATE)] * len(some)
            continue
        drafts = [prepare(product, row.body, row.paths) for row in some]
        local = session.api_is_local
        files = [list(inputs_of(each.body, each.warnings, local_api=local, paths=each.paths)) for each in drafts]
        # The API is not asked about portraits, because a call for each row may cost money; the price is not documented.
        seen = inspect_files(session, [file for group in files for file in group], ask_api=False)
        late = [file.reached.trouble is Trouble.TIMEOUT for file in seen if file.reached]
        hangs = hangs + 1 if late and all(late) else 0
        after = iter(seen)
        for group in files:
            yield _problems_of_row(list(islice(after, len(group))))


def _problems_of_row(files: Sequence[InputFile]) -> tuple[str, str]:
    checks = [check for file in files for check in checks_of(file)]
    failed = "; ".join(_text_of(check) for check in checks if check.finding.status is Status.FAIL)
    doubts = [_text_of(check) for check in checks if check.finding.status is Status.UNKNOWN]
    return failed, doubts[0] if doubts and not failed else ""


def _text_of(check: Check) -> str:
    return f"{check.file.field} {check.rule.name}: {check.text}"
