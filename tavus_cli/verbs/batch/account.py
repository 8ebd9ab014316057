"""Comparing a batch with the account: records of creates with an unknown outcome, and names that already exist."""

from collections import Counter
from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet

from tavus_cli.api.doubt import CLOCK_SKEW
from tavus_cli.api.records import Row as Record
from tavus_cli.api.records import id_of, value_of
from tavus_cli.errors import UsageError
from tavus_cli.output.dates import parse_date
from tavus_cli.text import brief, clean
from tavus_cli.verbs.batch.jobs import Jobs
from tavus_cli.verbs.batch.options import Batch, Existing
from tavus_cli.verbs.batch.replay import RowState


class Account:
    """The account of a batch. Its list is fetched only if a record must be found."""

    def __init__(self, batch: Batch, jobs: Jobs) -> None:
        self._batch = batch
        self._session = batch.session
        self._resource = batch.product.resource
        self._journal = batch.journal
        self._jobs = jobs

    def reconcile(self, resend: Collection[str] = ()) -> None:
        """Search the records of creates with an unknown outcome. A single record that fits by name and time is taken.

        Rows in `resend` are skipped, because the user has decided to send them again.
        """
        states = self._journal.states
        unknown = [entry for entry in self._batch.entries if (state := states.get(entry.id)) and state.in_doubt]
        unknown = [entry for entry in unknown if entry.id not in resend]
        if not unknown:
            return
        names = {entry.name for entry in unknown if entry.name}
        found = self._own(names) if names else {}
        for entry in unknown:
            state = states[entry.id]
            likely = [record for record in found.get(entry.name or "", []) if _may_be(state, record)]
            ids = [str(self._id(record)) for record in likely]
            alone = sum(1 for other in unknown if other.name == entry.name) == 1
            if len(ids) == 1 and alone:
                self._journal.add("found", entry.id, record_id=ids[0], body=entry.digest)
            elif ids:
                may_be = ", ".join(map(clean, ids))
                self._journal.add("unknown", entry.id, message=f"it may be one of {may_be}")

    def _id(self, record: Record) -> str | None:
        return id_of(record, self._resource.id_field)

    def adopt(self) -> None:
        """Compare the names of rows that the journal does not know with those in the account, as --existing says.

        Without a journal only the account knows what was created. Nothing is adopted before all rows were compared.

        Raises:
            UsageError: with "stop", a name exists; with "adopt", a name is ambiguous.
        """
        entries, existing = self._batch.entries, self._batch.options.existing
        names = Counter(entry.name for entry in entries if entry.name)
        adopt = existing is Existing.adopt
        if adopt and (len(names) < len(entries) or max(names.values(), default=0) > 1):
            raise UsageError(
                f"--existing adopt needs a {self._resource.name_field} in each row, and each only once.",
                hint="rows are told apart by their names, since the account knows nothing of a table",
            )
        entries = [entry for entry in entries if entry.name and entry.id not in self._journal.states]
        if existing is Existing.create or not entries:
            return
        found = self._own({entry.name for entry in entries})
        if found and not adopt:
            some = ", ".join(f'"{brief(name)}"' for name in list(found)[:5])
            raise UsageError(
                f"the account has {len(found)} of these names already, such as {some}; nothing was sent.",
                hint="--existing adopt takes them as this table's, --existing create makes others beside them",
            )
        for name, records in found.items():
            if len(records) > 1:
                raise UsageError(
                    f'the account has {len(records)} {self._resource.plural} called "{brief(name)}"; which one'
                    " is meant cannot be told.",
                    hint=f"rename or delete all but one: {self._session.suggest(self._batch.product.listing)}",
                )
        for entry in entries:
            for record in found.get(entry.name or "", []):
                self._journal.add("found", entry.id, record_id=self._id(record), body=entry.digest)
                self._jobs.see(entry.id, record)

    def _own(self, names: AbstractSet[str | None]) -> Mapping[str, list[Record]]:
        """The account's own records with one of these names, grouped by name, without those of known rows."""
        unusable: set[str | None] = {None, *(state.record_id for state in self._journal.states.values())}
        found: dict[str, list[Record]] = {}
        for rows in self._session.pages(
            self._resource.path, self._batch.product.own, self._resource.id_field, self._resource.layout
        ):
            for record in rows:
                name = value_of(record, self._resource.name_field)
                if name in names and isinstance(name, str) and self._id(record) not in unusable:
                    found.setdefault(name, []).append(record)
        return found


def _may_be(state: RowState, record: Record) -> bool:
    """Whether a create that was sent according to the journal may have made a record, by its time."""
    made, sent = parse_date(str(record.get("created_at") or "")), parse_date(state.sent_at)
    return made is not None and sent is not None and made >= sent - CLOCK_SKEW
