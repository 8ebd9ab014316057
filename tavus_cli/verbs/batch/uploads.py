"""Uploading the files of batch rows, each just before its create, and recording them in the journal."""

from tavus_cli.output.progress import Meter
from tavus_cli.verbs.batch.cells import Row
from tavus_cli.verbs.batch.options import Batch
from tavus_cli.verbs.batch.table import Entry
from tavus_cli.verbs.upload.destination import Stored
from tavus_cli.verbs.upload.source import SourceFile
from tavus_cli.verbs.upload.uploads import Uploads


class RowUploads:
    """Uploads the files of one row at a time. Raises UsageError if there is no upload destination."""

    def __init__(self, batch: Batch, meter: Meter) -> None:
        self._uploads = Uploads(batch.session)
        self._journal = batch.journal
        self._meter = meter
        self._inspect = batch.options.inspect

    def links(self, entry: Entry, row: Row) -> dict[str, str]:
        """Upload the files that are not in the storage yet. Returns the links by field. Raises TavusError."""

        def note(source: SourceFile, stored: Stored) -> None:
            # The location and the hash, but never the link, which may be signed.
            self._journal.add("uploaded", entry.id, object=stored.place, sha256=source.sha256)

        return self._uploads.links(row.paths, inspect=self._inspect, meter=self._meter, told=note)
