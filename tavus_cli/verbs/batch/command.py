"""`tavus batch`: validating the table, creating the remaining records, and reporting the outcome."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tavus_cli.cli.session import Session
from tavus_cli.errors import Interrupted, TavusError, UsageError
from tavus_cli.output.progress import Meter, metering
from tavus_cli.output.rows import Shape
from tavus_cli.settings.key import fingerprint
from tavus_cli.text import brief, clean
from tavus_cli.verbs.batch import report
from tavus_cli.verbs.batch.cells import rules_of
from tavus_cli.verbs.batch.creates import Creates
from tavus_cli.verbs.batch.downloads import Downloads
from tavus_cli.verbs.batch.jobs import Jobs
from tavus_cli.verbs.batch.journal import Journal, Target
from tavus_cli.verbs.batch.options import Batch, Options
from tavus_cli.verbs.batch.replay import SUFFIX, check_header, read
from tavus_cli.verbs.batch.shards import (
    begin_anew,
    check_shards,
    gone_journals,
    journal_of,
    journals_of,
    merged,
    parse_shard,
)
from tavus_cli.verbs.batch.table import Entry, Table
from tavus_cli.verbs.check.run import should_check
from tavus_cli.verbs.resource import Product, product_of

if TYPE_CHECKING:
    from tavus_cli.verbs.batch.uploads import RowUploads

# The outcomes of rows that have a record.
_MADE = ("created", "found", "already there")


def run(session: Session, kind: str, options: Options) -> None:
    """Create the remaining records of a table, and report on all rows.

    Raises:
        UsageError: the table is invalid, or does not match the journal or the account; nothing was sent.
        TavusError: the most serious error of its rows.
    """
    session.out.check_options()
    product = product_of(kind)
    table = Table(options.table, rules_of(product, options))
    shard = parse_shard(options.shard) if options.shard else None
    entries = [entry for entry in table.entries if shard is None or shard.holds(entry.id)]
    shape = report.shape_of(product.resource, table.carried)
    session.out.check_columns(shape)
    downloads = Downloads.of(options, table, entries)
    # A dry run sends no requests; the sandbox of --sandbox is part of this process.
    gone = gone_journals(session, options.table) if session.option("sandbox") or not options.dry_run else []
    check_shards(options.table, str(shard) if shard else None, gone)
    if table.names_files:
        from tavus_cli.verbs.upload.destination import destination_of

        # Without an upload destination the run fails before anything else.
        destination_of(session)
    # The sandbox has another port in each run, but counts as the same account.
    base_url = "sandbox" if session.option("sandbox") else session.settings.base_url.value
    if options.dry_run:
        path = journal_of(options.table, str(shard) if shard else None)
        known = path.exists() and path not in gone
        if known:
            _, header, states = read(path)
            if header and states:
                check_header(path, header, kind=kind, base_url=base_url)
        _show_dry_run(session, product, table, entries, [path] if known else [])
        return
    begin_anew(session, gone)
    account = session.target
    target = Target(base_url, fingerprint(account.key.value), kind, str(shard) if shard else None)
    path = journal_of(options.table, target.shard)
    with Journal(path, target, same_account=options.same_account, sandbox=lambda: session.sandbox_id) as journal:
        # Again: of two runs that begin at the same time, the later one now sees the lock of the other.
        check_shards(options.table, target.shard)
        _Run(Batch(session, product, table, entries, journal, options), downloads).run(shape)


def show_status(session: Session, files: Sequence[Path]) -> None:
    """Report the content of journals, without requests. For a table, the journals beside it are read."""
    session.out.check_options()
    kind, states = merged([path for file in files for path in _journals_in(file)], session.streams.warn)
    if not kind:
        raise UsageError("nothing is in these journals.")
    product = product_of(kind)
    outcomes = report.Outcomes(states, frozenset(), {})
    shape = report.shape_of(product.resource, ())
    rows: Iterator[tuple[str, Mapping[str, str]]] = ((row_id, {}) for row_id in states)
    session.out.every(shape, report.Report(shape, rows, outcomes))
    session.streams.flush()
    for row_id, state in states.items():
        if state.twice:
            session.streams.warn(
                f'row "{brief(row_id)}" was created twice: {clean(state.twice)}, {clean(state.record_id)}'
            )
    session.streams.note(report.summary(outcomes.counts(list(states))) if states else "nothing was sent yet")
    table = next((file for file in files if not file.name.endswith(SUFFIX)), Path("FILE"))
    error = report.final_error(outcomes, list(states), None, _command_of(session, product, table), created=())
    if error:
        raise error


def _journals_in(file: Path) -> list[Path]:
    """The journal that a file is, or those beside a table. Raises UsageError if there is none."""
    found = [file] if file.name.endswith(SUFFIX) else journals_of(file)
    if not found:
        raise UsageError(
            f"there is no journal beside {clean(file)}.", hint="a journal is made by: tavus batch replicas FILE"
        )
    return found


def _command_of(session: Session, product: Product, table: Path) -> str:
    """The command that runs a table again, for a hint."""
    return session.suggest(f"batch {product.resource.plural} {shlex.quote(clean(table))}")


class _Run:
    """A run over a table, with an open journal."""

    def __init__(self, batch: Batch, downloads: Downloads | None) -> None:
        self._batch = batch
        self._session = batch.session
        self._table = batch.table
        self._ids = [entry.id for entry in batch.entries]
        self._journal = batch.journal
        self._downloads = downloads
        self._options = batch.options
        self._jobs = Jobs(batch, self._download)
        self._creates = Creates(batch, self._jobs)
        # Why the report lacks `x-` columns.
        self._unread: TavusError | None = None
        before = report.records_of(batch.journal.states)
        self._outcomes = report.Outcomes(batch.journal.states, before, self._jobs.statuses)
        self._tally = report.Tally(self._outcomes, self._ids)

    def run(self, shape: Shape) -> None:
        left = self._creates.prepare()
        stopped: TavusError | Interrupted | None = None
        try:
            with metering(self._session.streams) as meter:
                uploads = self._uploads(meter)
                if should_check(self._session, asked=self._options.inspect):
                    from tavus_cli.verbs.batch.check import check_rows

                    left = check_rows(self._batch, left, meter)
                self._creates.send(left, lambda: self._show_progress(meter), uploads)
                self._show_progress(meter, ended=True)
                if self._options.wait and self._creates.stopped is None:
                    self._download_earlier()
                    self._jobs.until_all_ended(self._ids, lambda: self._show_job_progress(meter))
            self._creates.reconcile()
        except (TavusError, Interrupted) as error:
            stopped = error
        self._report(shape)
        unsaved = self._downloads.error() if self._downloads else None
        self._end(self._creates.stopped or stopped or self._unread or unsaved)

    def _uploads(self, meter: Meter) -> "RowUploads | None":
        """The uploads of rows; None if no row has a file. Raises UsageError if there is no upload destination."""
        if not self._table.names_files:
            return None
        from tavus_cli.verbs.batch.uploads import RowUploads

        return RowUploads(self._batch, meter)

    def _show_progress(self, meter: Meter, *, ended: bool = False) -> None:
        """Show how many rows are done: created or found, refused, unfit, or with an unknown outcome."""
        self._tally.update(self._journal.changed)
        counts = {**self._tally.counts, "not tried": 0, "failed": 0}
        done = sum(counts.get(name, 0) for name in (*_MADE, "refused", "unfit", "unknown"))
        share = f"{done}/{len(self._ids)}"
        meter.see(self._table.path.name, report.summary(counts), share, name=share, ended=ended)
        meter.beat()

    def _show_job_progress(self, meter: Meter) -> None:
        """Show how many of the started jobs have ended."""
        self._tally.update(self._journal.changed)
        counts = self._tally.counts
        finished, failed = counts["finished"], counts["failed"]
        share = f"{finished + failed}/{sum(counts[name] for name in _MADE)}"
        status = f"finished {finished}, failed {failed}" if failed else f"finished {finished}"
        meter.see(self._batch.product.resource.plural, status, share, name=share)
        meter.beat()

    def _report(self, shape: Shape) -> None:
        # After an interruption only the report is written; the journal contains the rest.
        self._session.out.every(shape, report.Report(shape, self._carried(), self._outcomes))
        self._session.streams.flush()
        self._session.streams.note(report.summary(self._outcomes.counts(self._ids)))

    def _carried(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Yield the id and the `x-` columns of each row. They are empty from where the table was changed."""
        rows = self._table.rows(self._batch.entries if self._table.carried else ())
        for row_id in self._ids:
            carried: Mapping[str, str] = dict.fromkeys(self._table.carried, "")
            try:
                # After an error this iterator is at its end.
                if row := next(rows, None):
                    carried = row.carried
            except TavusError as error:
                self._unread = error
            yield row_id, carried

    def _end(self, stopped: TavusError | Interrupted | None) -> None:
        command = _command_of(self._session, self._batch.product, self._table.path)
        ended = None if isinstance(stopped, Interrupted) else stopped
        error = report.final_error(self._outcomes, self._ids, ended, command, created=self._creates.created)
        if isinstance(stopped, Interrupted):
            stopped.cause = error or TavusError("interrupted.", hint="run the same command again to go on")
            raise stopped
        if error:
            raise error

    def _download(self, row_id: str) -> None:
        if self._downloads:
            self._downloads.save(self._batch, row_id)

    def _download_earlier(self) -> None:
        """Download the videos that were ready before this run, and are not in the folder yet."""
        for row_id in self._ids:
            state = self._journal.states.get(row_id)
            if self._downloads and state and state.job == "trained" and not self._downloads.has(state):
                self._download(row_id)


def _show_dry_run(
    session: Session,
    product: Product,
    table: Table,
    entries: Sequence[Entry],
    journals: Sequence[Path],
) -> None:
    """Show what a run would do with each row, according to the table and its journals, without requests."""
    _, states = merged(journals, lambda _warning: None)
    outcomes = report.Outcomes(states, report.records_of(states), {})

    def outcome(row_id: str) -> str:
        known = outcomes.of(row_id)
        return "would create" if known in {"not tried", "not sent", "unfit"} else known

    left = [entry for entry in entries if outcome(entry.id) == "would create"]
    table.check_files(left)
    shape = report.shape_of(product.resource, table.carried)
    rows: Iterator[tuple[str, Mapping[str, str]]] = (
        (row.id, {"outcome": outcome(row.id), **row.carried}) for row in table.rows(entries)
    )
    session.out.every(shape, report.Report(shape, rows, outcomes))
    count = len(left)
    session.streams.note(f"{count} of {len(entries)} would be created; nothing was sent")
