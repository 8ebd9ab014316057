"""The report of a batch: the outcome of each row in the order of the table, the counts, and the error for the exit."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tavus_cli.api.records import Row as Record
from tavus_cli.errors import ExitCode, FailedJob, OutcomeUnknown, TavusError
from tavus_cli.output.rows import Shape
from tavus_cli.text import brief, clean
from tavus_cli.verbs.batch.replay import RowState
from tavus_cli.verbs.resource import Resource

# The words of the report for outcomes in the journal.
_WORDS = {"sending": "unknown", "not_sent": "not sent", "": "not tried"}
_ROWS_AT_ONCE = 500
_AFTER_A_CREATE = {
    ExitCode.USAGE: ExitCode.LOCAL,
    ExitCode.REFUSED: ExitCode.FAILED_JOB,
    ExitCode.NETWORK: ExitCode.SERVER,
    ExitCode.RATE_LIMITED: ExitCode.SERVER,
}
_IDS_SHOWN = 5


def shape_of(resource: Resource, carried: Sequence[str]) -> Shape:
    """The shape of a report's rows."""
    columns = {"id": "ROW", "outcome": "OUTCOME", resource.id_field: "ID", "status": "STATUS", "message": "MESSAGE"}
    columns |= {name: name.upper() for name in carried}
    # --format ids prints the ids of records, because other commands take these.
    return resource.shape.but(columns=columns, essential=3, fields=tuple(columns))


class Report:
    """The rows of a report, page by page, with the same interface as a list of the API.

    Attributes:
        envelope: the members of the document besides its rows.
    """

    def __init__(self, shape: Shape, rows: Iterator[tuple[str, Mapping[str, str]]], outcomes: "Outcomes") -> None:
        self._shape = shape
        self._rows = rows
        self._outcomes = outcomes
        self.envelope: dict[str, Any] = {shape.layout.rows: []}

    def __iter__(self) -> Iterator[list[Record]]:
        page: list[Record] = []
        for row_id, carried in self._rows:
            page.append({**self._outcomes.row(row_id, self._shape.id_field), **carried})
            if len(page) == _ROWS_AT_ONCE:
                yield page
                page = []
        yield page


def records_of(states: Mapping[str, RowState]) -> frozenset[str]:
    """The ids of the records of rows."""
    return frozenset(state.record_id for state in states.values() if state.has_record)


class Outcomes:
    """The outcomes of rows, from the journal, the state before this run, and the last known status of their jobs."""

    def __init__(self, states: Mapping[str, RowState], before: frozenset[str], statuses: Mapping[str, str]) -> None:
        self._states = states
        self._before = before
        self._statuses = statuses

    def of(self, row_id: str) -> str:
        """The outcome of a row, in one or two words."""
        state = self._states.get(row_id)
        if state is None:
            return "not tried"
        if state.record_id in self._before:
            return "already there"
        return _WORDS.get(state.outcome, state.outcome)

    def row(self, row_id: str, id_field: str) -> Record:
        """The row of the report, without the `x-` columns."""
        state = self._states.get(row_id)
        status = self._statuses.get(row_id, "") or (state.status if state else "")
        return {
            "id": row_id,
            "outcome": self.of(row_id),
            id_field: (state.record_id or None) if state else None,
            "status": status or None,
            "message": (state.message or None) if state else None,
        }

    def kinds(self, row_id: str) -> tuple[str, ...]:
        """The counters to which a row belongs: its outcome, and the end of its job."""
        state = self._states.get(row_id)
        ended = {"failed": "failed", "trained": "finished"}.get(state.job if state else "")
        return (self.of(row_id), ended) if ended else (self.of(row_id),)

    def counts(self, row_ids: Sequence[str]) -> Counter[str]:
        """The number of rows by outcome, and of failed and finished jobs."""
        return Counter(kind for row_id in row_ids for kind in self.kinds(row_id))


class Tally:
    """Running counts: an update for one row takes constant time, independent of the size of the table.

    Attributes:
        counts: the number of rows by outcome, and of failed and finished jobs.
    """

    def __init__(self, outcomes: Outcomes, row_ids: Sequence[str]) -> None:
        self._outcomes = outcomes
        self._kinds = {row_id: outcomes.kinds(row_id) for row_id in row_ids}
        self.counts = outcomes.counts(row_ids)

    def update(self, changed: set[str]) -> None:
        """Count the changed rows again, and empty the set."""
        while changed:
            row_id = changed.pop()
            if row_id in self._kinds:
                self.counts.subtract(self._kinds[row_id])
                self._kinds[row_id] = self._outcomes.kinds(row_id)
                self.counts.update(self._kinds[row_id])


def summary(counts: Mapping[str, int]) -> str:
    """The counts other than 0 as text, such as "created 7, refused 1"."""
    order = ("created", "found", "already there", "refused", "unfit", "failed", "unknown", "not sent", "not tried")
    return ", ".join(f"{name} {counts[name]}" for name in order if counts.get(name)) or "nothing to do"


def final_error(
    outcomes: Outcomes, row_ids: Sequence[str], stopped: TavusError | None, command: str, *, created: Sequence[str]
) -> TavusError | None:
    """The error with which a run ends, the most serious one of its rows; None for success.

    Args:
        outcomes: of the rows.
        row_ids: the rows of this run.
        stopped: the error that ended the run early; None if there was none.
        command: the command that runs the table again, without its options.
        created: the ids of the records that this run created.
    """
    error = _most_serious(outcomes, row_ids, stopped, command)
    if error is not None and created:
        # The replaced codes mean that nothing was created.
        error.code = _AFTER_A_CREATE.get(error.code, error.code)
        more = f" and {len(created) - _IDS_SHOWN} more" if len(created) > _IDS_SHOWN else ""
        error.details += (f"This run created {', '.join(map(clean, created[:_IDS_SHOWN]))}{more}.",)
    return error


def _most_serious(
    outcomes: Outcomes, row_ids: Sequence[str], stopped: TavusError | None, command: str
) -> TavusError | None:
    unknown = [row_id for row_id in row_ids if outcomes.of(row_id) == "unknown"]
    if unknown:
        return _unknown(unknown, command, stopped)
    if stopped is not None and stopped.code in {ExitCode.AUTH, ExitCode.LOCAL}:
        return stopped
    counts = outcomes.counts(row_ids)
    bad = {name: counts[name] for name in ("refused", "unfit", "failed") if counts[name]}
    # Other rows without a record are sent again by every run.
    retry = " --retry-failed" if bad.keys() & {"refused", "failed"} else ""
    # Rows that were not sent are the fault of `stopped`, if there is one.
    unsent = {"not sent": counts["not sent"]} if stopped is None and counts["not sent"] else {}
    if bad or unsent:
        details = () if stopped is None else (stopped.message,)
        return FailedJob(
            f"of {len(row_ids)} rows: {summary({**bad, **unsent})}.",
            details=details,
            hint=f"correct what the messages of these rows say, then run: {command}{retry}",
        )
    return stopped


def _unknown(row_ids: Sequence[str], command: str, stopped: TavusError | None) -> OutcomeUnknown:
    shown = ", ".join(f'"{brief(row_id)}"' for row_id in row_ids[:_IDS_SHOWN])
    more = f" and {len(row_ids) - _IDS_SHOWN} more" if len(row_ids) > _IDS_SHOWN else ""
    many = len(row_ids) > 1
    what = f"{len(row_ids)} creates" if many else "a create"
    return OutcomeUnknown(
        f"the outcome of {what} is unknown: row{'s' if many else ''} {shown}{more}.",
        details=(
            "They may have been created and may be charged. They were not sent again.",
            *(() if stopped is None or isinstance(stopped, OutcomeUnknown) else (stopped.message,)),
        ),
        hint=f"to look for them once more: {command}; to send one again all the same: {command} --resend ID",
    )
