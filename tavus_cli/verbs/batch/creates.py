"""The creates of a batch: the remaining rows, one after another, with each step written to the journal first.

A create with an unknown outcome is never retried automatically. Its record is searched by name and time. If none or
several are found, the user decides with --resend.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tavus_cli.api import signals
from tavus_cli.errors import (
    AuthError,
    Interrupted,
    OutcomeUnknown,
    RateLimited,
    Refused,
    TavusError,
    TimedOut,
    UsageError,
)
from tavus_cli.text import brief, clean
from tavus_cli.verbs.batch.account import Account
from tavus_cli.verbs.batch.cells import Row
from tavus_cli.verbs.batch.jobs import Jobs
from tavus_cli.verbs.batch.options import Batch, Existing
from tavus_cli.verbs.batch.table import Entry
from tavus_cli.verbs.create import Created, prepare, send

if TYPE_CHECKING:
    from tavus_cli.verbs.batch.uploads import RowUploads

# More creates than this need a confirmation: it may be the wrong table, and each create costs money.
MOST_UNCONFIRMED = 10
# After so many consecutive failures of the same kind the run stops.
MOST_ALIKE = 5
# The run stops after a longer Retry-After, and if one create is rate limited more often.
LONGEST_RETRY_AFTER = 3600.0
MOST_RATE_LIMITS = 3
# The pause after a rate limit without Retry-After.
SHORTEST_PAUSE = 1.0
# The statuses after which all further creates would fail in the same way.
_HOPELESS = {401, 402, 403}


class Creates:
    """The creates of a run.

    Attributes:
        created: the ids of the records that this run created.
        stopped: the error that ended the run before its last row; None if there was none.
    """

    def __init__(self, batch: Batch, jobs: Jobs) -> None:
        self._batch = batch
        self._session = batch.session
        self._resource = batch.product.resource
        self._table = batch.table
        self._journal = batch.journal
        self._options = batch.options
        self._resend = batch.options.resend or ()
        self._jobs = jobs
        self._account = Account(batch, jobs)
        self.created: list[str] = []
        self.stopped: TavusError | Interrupted | None = None

    def prepare(self) -> list[Entry]:
        """Return the rows that remain to be created, after a confirmation if they are many. Only reads from the API.

        Raises UsageError if the journal or the account does not match the table.
        """
        self._check_journal()
        self._account.reconcile(self._resend)
        # An earlier run may have ended before it adopted all records.
        if self._journal.new or self._options.existing is Existing.adopt:
            self._account.adopt()
        left = self._left()
        self._table.check_files(left)
        if len(left) > MOST_UNCONFIRMED and not self._options.yes:
            self._ask(len(left))
        return left

    def send(
        self, left: Sequence[Entry], show_progress: Callable[[], None], uploads: "RowUploads | None" = None
    ) -> None:
        """Create rows one after another. An error that ends the run early is stored in `stopped`."""
        alike: Counter[str] = Counter()
        try:
            for entry, row in zip(left, self._table.rows(left), strict=True):
                if self._options.max_training is not None:
                    self._jobs.until_fewer_than(self._options.max_training, show_progress)
                failure = self._upload_and_send(entry, row, uploads)
                show_progress()
                if failure is None:
                    alike.clear()
                    continue
                kind = f"{failure.code.kind} {failure.http_status or ''}"
                alike = Counter({kind: alike[kind] + 1})
                if failure.http_status in _HOPELESS or isinstance(failure, AuthError) or alike[kind] >= MOST_ALIKE:
                    self.stopped = failure
                    return
        except (TavusError, Interrupted) as error:
            self.stopped = error

    def _check_journal(self) -> None:
        states = self._journal.states
        known = [entry for entry in self._batch.entries if entry.id in states]
        if states and not known:
            raise UsageError(
                f"{clean(self._journal.path)} is the journal of another table: it knows none of these rows.",
                hint="give the table another name, or move the journal away",
            )
        for entry in known:
            state = states[entry.id]
            if state.digest and state.digest != entry.digest and (state.has_record or state.in_doubt):
                failed = state.job == "failed"
                if failed and self._options.retry_failed:
                    continue
                retry = ", or create it again with --retry-failed" if failed else ""
                raise UsageError(
                    f'{clean(self._table.path)}:{entry.line}: the row "{brief(entry.id)}" was sent with other fields.',
                    hint=f"give the changed row another id, or change it back{retry}",
                )
        for row_id in self._resend:
            if row_id not in states or not states[row_id].in_doubt:
                raise UsageError(f'--resend "{brief(row_id)}": there is no such row with an unknown outcome.')

    def _left(self) -> list[Entry]:
        left = [entry for entry in self._batch.entries if self._is_left(entry)]
        return left if self._options.max_creates is None else left[: self._options.max_creates]

    def _is_left(self, entry: Entry) -> bool:
        state = self._journal.states.get(entry.id)
        if state is None or state.outcome in {"", "unfit", "not_sent"}:
            return True
        if state.in_doubt:
            return entry.id in self._resend
        return self._options.retry_failed and (state.outcome == "refused" or state.job == "failed")

    def _ask(self, count: int) -> None:
        what = f"{count} {self._resource.plural}"
        if not self._session.streams.may_ask:
            raise UsageError(
                f"creating {what} needs a confirmation, or --yes; nothing was sent.",
                hint="add --yes to create them without being asked, or --max-creates N for fewer",
            )
        if not self._session.streams.confirm(f"Create {what}? Each may be charged."):
            raise TavusError("nothing was sent.")

    def _upload_and_send(self, entry: Entry, row: Row, uploads: "RowUploads | None") -> TavusError | None:
        """Upload the files of a row and create it. Returns the error of the row; raises errors that end the run."""
        links: dict[str, str] = {}
        try:
            if uploads and row.paths:
                links = uploads.links(entry, row)
        except (UsageError, TimedOut):
            # All other rows would fail in the same way.
            raise
        except TavusError as error:
            self._journal.add("not_sent", entry.id, message=error.message)
            return error
        return self._send(entry, {**row.body, **links})

    def _send(self, entry: Entry, body: Mapping[str, Any]) -> TavusError | None:
        """Send one create, and again after a rate limit, because nothing was created then. Returns as `_try` does."""
        limits = 0
        while isinstance(failure := self._try(entry, body), RateLimited):
            limits += 1
            pause = max(SHORTEST_PAUSE, failure.retry_after or 0.0)
            if limits > MOST_RATE_LIMITS or pause > min(LONGEST_RETRY_AFTER, self._session.deadline.left):
                raise failure
            self._session.streams.progress(f"rate limit: waiting {pause:.0f} s before the next create")
            signals.sleep(pause)
        return failure

    def _try(self, entry: Entry, body: Mapping[str, Any]) -> TavusError | None:
        """Send one create, once. Returns the error of the row; raises errors that end the run.

        The journal has the create before its first byte is sent, and its outcome before the next create.
        """
        draft = prepare(self._batch.product, body)
        self._journal.add("sending", entry.id, body=entry.digest, **({"name": entry.name} if entry.name else {}))
        try:
            created = send(self._session, draft)
        except OutcomeUnknown as error:
            self._journal.add("unknown", entry.id, message=error.message)
            return error
        except TavusError as error:
            # Other errors mean that nothing was created. Problems of the account do not make the row "refused".
            refused = isinstance(error, Refused) and error.http_status not in _HOPELESS
            event = "refused" if refused else "not_sent"
            self._journal.add(event, entry.id, message=error.message)
            return error
        except Interrupted as signal:
            if signal.cause is None:
                self._journal.add("not_sent", entry.id, message="interrupted")
            raise
        self._record_created(entry, created)
        return None

    def _record_created(self, entry: Entry, created: Created) -> None:
        self.created.append(created.id)
        facts = {"record_id": created.id, "status": str(created.record.get("status") or "")}
        try:
            self._journal.add("created", entry.id, **facts)
        except TavusError as error:
            # The error names the id, because the next run will not know it.
            self._journal.states[entry.id].take({"event": "created", **facts})
            error.details = (f'The {self._resource.noun} {clean(created.id)} was created for row "{brief(entry.id)}".',)
            raise
        self._jobs.see(entry.id, created.record)
        # Raise a signal that arrived during the request.
        signals.check()

    def reconcile(self) -> None:
        """Search the records of creates whose outcome became unknown in this run."""
        self._account.reconcile()
