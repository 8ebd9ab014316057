"""Downloading the videos of a batch when they are ready, each to a safe file name for its row."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from tavus_cli.errors import TavusError, UsageError
from tavus_cli.files import is_file
from tavus_cli.text import brief, clean
from tavus_cli.verbs.batch.cells import CARRIED
from tavus_cli.verbs.batch.options import Batch, Options
from tavus_cli.verbs.batch.replay import RowState
from tavus_cli.verbs.batch.table import Entry, Table
from tavus_cli.verbs.done import code_afterwards
from tavus_cli.verbs.download.names import Destination, file_name, parse_destination


class Downloads:
    """The destination of each row's file.

    Attributes:
        failures: the errors of the downloads that failed, by the id of the video.
    """

    def __init__(self, folder: Path, names: Mapping[str, str | None]) -> None:
        self._folder = folder
        self._names = names
        self.failures: dict[str, TavusError] = {}

    @classmethod
    def of(cls, options: Options, table: Table, entries: Sequence[Entry]) -> "Downloads | None":
        """The downloads that --download asks for; None without it.

        Raises UsageError if the folder or the column does not exist, or if two rows have the same file name.
        """
        folder, name_by = options.download, options.name_by
        if folder is None:
            if name_by is not None:
                raise UsageError("--name-by needs --download.", hint="add --download DIR")
            return None
        parse_destination(f"{folder}/", force=False, option="--download")
        names: dict[str, str | None] = dict.fromkeys(entry.id for entry in entries)
        if name_by is not None:
            if name_by not in table.carried:
                known = ", ".join(map(clean, table.carried)) or f"none begins with {CARRIED}"
                raise UsageError(f'there is no column "{brief(name_by)}".', hint=f"columns: {known}")
            names = cls._named_by(name_by, table, entries)
        return cls(folder, names)

    @staticmethod
    def _named_by(column: str, table: Table, entries: Sequence[Entry]) -> dict[str, str | None]:
        names: dict[str, str | None] = {}
        taken: dict[str, int] = {}
        for entry, row in zip(entries, table.rows(entries), strict=True):
            name = re.sub(r"\s+", "-", row.carried.get(column, "").strip())
            if not name:
                raise UsageError(f"{clean(table.path)}:{entry.line}: {column} is empty, and cannot name a file.")
            name = file_name(name, ".mp4")
            # Some file systems ignore case.
            if name.lower() in taken:
                raise UsageError(
                    f'{clean(table.path)}:{entry.line}: the file of line {taken[name.lower()]} is called "{name}", too.'
                )
            taken[name.lower()] = entry.line
            names[entry.id] = name
        return names

    def has(self, state: RowState) -> bool:
        """Whether the file of a row was saved and is in the folder. It may have been saved on another machine."""
        return bool(state.saved) and is_file(self._folder / Path(state.saved).name)

    def error(self) -> TavusError | None:
        """The error for the downloads that failed; None if none did."""
        if not self.failures:
            return None
        video_id, failure = next(iter(self.failures.items()))
        count = f"{len(self.failures)} video{' was' if len(self.failures) == 1 else 's were'}"
        error = TavusError(
            f"{count} not downloaded, such as {clean(video_id)}: {failure.message}",
            hint="the same command downloads what is missing",
        )
        error.code = code_afterwards(failure.code)
        return error

    def save(self, batch: Batch, row_id: str) -> None:
        """Download a file that is ready. A failure is a warning and in `failures`, and the next run tries again."""
        from tavus_cli.verbs.download.saving import save_video

        session, job, state = batch.session, batch.product.job, batch.journal.states[row_id]
        if job is None or state.job != "trained" or row_id not in self._names:
            return
        destination = Destination(self._folder, self._names[row_id], force=False)
        try:
            saved = save_video(session, job, state.record_id, destination)
        except TavusError as error:
            session.streams.warn(f"{clean(state.record_id)} was not downloaded: {error.message}")
            self.failures[state.record_id] = error
        else:
            batch.journal.add("saved", row_id, path=str(saved["path"]))
