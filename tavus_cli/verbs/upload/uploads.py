"""Uploading the files of a create: hashing, storing, verifying the links, and deleting them after the job."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial

from tavus_cli.api import signals
from tavus_cli.api.deadline import Background
from tavus_cli.api.urls import parse_link
from tavus_cli.cli.session import Session
from tavus_cli.errors import FailedJob, Interrupted, NetworkError, Outcome, TavusError, TimedOut, UsageError
from tavus_cli.output.progress import Meter, metering
from tavus_cli.text import keep_secret
from tavus_cli.verbs.check.findings import size_text
from tavus_cli.verbs.upload.destination import Stored, destination_of
from tavus_cli.verbs.upload.source import SourceFile
from tavus_cli.verbs.upload.verify import verify_link

_NEEDED = "was not deleted, because Tavus may still need it"
_INTERRUPTED = "may still be there: the run was interrupted before it was deleted"
_AGAIN = "run the same command again: what is in the storage already is not sent twice"


class Uploads:
    """The uploads of a run, and their destination."""

    def __init__(self, session: Session, *, delete: bool = False, waits: bool = False) -> None:
        """Choose the destination. No file is read yet.

        Args:
            session: the run, with its settings.
            delete: whether to delete the files from the storage when the job has ended.
            waits: whether the command waits for the job.

        Raises:
            UsageError: there is no destination, or files cannot be deleted there.
        """
        self._session = session
        self._delete = delete
        self._destination = destination_of(session)
        self._ready = False
        self._stored: list[Stored] = []
        if delete and not waits:
            raise UsageError(
                "--delete-upload needs --wait: until the job has ended, Tavus may fetch the file at any time.",
                hint="add --wait, or leave out --delete-upload",
            )
        if delete and not self._destination.deletes:
            raise UsageError(
                "--delete-upload needs --upload-to: what a program has stored cannot be deleted from here.",
                hint="leave out --delete-upload",
            )

    def announce(self, paths: Mapping[str, str]) -> None:
        """Write what would be uploaded, and where to, for --dry-run."""
        for field, path in paths.items():
            with SourceFile(path) as source:
                source.carry(self._session, source.measure)
                self._session.streams.note(
                    f"{source.label} ({size_text(source.size)}) would go to {self._destination.place(source)},"
                    f" and its link into {field}; nothing was uploaded"
                )

    def links(
        self,
        paths: Mapping[str, str],
        *,
        inspect: bool | None,
        meter: Meter | None = None,
        told: Callable[[SourceFile, Stored], None] | None = None,
    ) -> dict[str, str]:
        """Upload the files of one create. Returns the links by field.

        Args:
            paths: file names by the fields for their links.
            inspect: whether to verify the links; None leaves it to the setting `check`, which is yes by default.
            meter: shows the progress; None for a new meter.
            told: called for each stored file; None to write a note.

        Raises:
            TavusError: a file could not be uploaded, or its link does not lead to it. Nothing was created.
        """
        asked = self._session.settings["check"].value if inspect is None else inspect
        try:
            if not self._ready:
                self._destination.check()
                self._ready = True
            links = {}
            for field, path in paths.items():
                with SourceFile(path) as source:
                    stored = self._store(source, meter)
                    (told or self._tell)(source, stored)
                    if asked is not False:
                        verify_link(self._session, field, source, stored)
                links[field] = stored.link
        except Interrupted as signal:
            signal.cause = signal.cause or TavusError("interrupted; nothing was created.", hint=_AGAIN)
            raise
        return links

    def _store(self, source: SourceFile, meter: Meter | None) -> Stored:
        source.carry(self._session, source.measure)
        try:
            if meter:
                stored = self._destination.put(source, meter)
                meter.forget(source.label)
            else:
                with metering(self._session.streams) as own:
                    stored = self._destination.put(source, own)
        except (Interrupted, NetworkError, TimedOut):
            # The storage may have taken it all the same.
            if self._delete:
                self._session.streams.warn(f"{self._destination.place(source)} may be there, and was not deleted")
            raise
        keep_secret(parse_link(stored.link).query)
        # Two fields may have the same file, which is sent once.
        if all(stored.place != other.place for other in self._stored):
            self._stored.append(stored)
        return stored

    def _tell(self, source: SourceFile, stored: Stored) -> None:
        if not stored.sent:
            self._session.streams.progress(f"{source.label} is there already; not sent again")
        if not self._delete:
            self._session.streams.note(f"{source.label} is at {stored.place} and {self._destination.keeps()}")

    @contextmanager
    def deleted_if_refused(self) -> Iterator[None]:
        """Delete the uploads if that was requested and the block, which sends the create, certainly created nothing."""
        try:
            yield
        except TavusError as error:
            if error.outcome in {Outcome.NOT_SENT, Outcome.REFUSED}:
                self._clear_up(error)
            else:
                self._tell_left(_NEEDED)
            raise
        except Interrupted as signal:
            # Without a cause the create was not sent.
            in_doubt = signal.cause is not None and signal.cause.outcome == Outcome.UNKNOWN
            self._tell_left(_NEEDED if in_doubt else _INTERRUPTED)
            raise

    @contextmanager
    def kept_until_ended(self) -> Iterator[None]:
        """Delete the uploads after a block that waits for the job, if that was requested and the job has ended."""
        try:
            yield
        except FailedJob as error:
            self._clear_up(error)
            raise
        except (TavusError, Interrupted):
            self._tell_left(_NEEDED)
            raise
        self._clear_up()

    def _clear_up(self, error: TavusError | None = None) -> None:
        """Delete the uploads if that was requested. A file that cannot be deleted is a warning.

        Raises:
            Interrupted: a signal ended the deletion. Its cause is `error`, which has ended the work before it.
        """
        left = self._to_delete()
        try:
            while left:
                signals.check()
                self._remove(left[0])
                left.pop(0)
        except Interrupted as signal:
            # The storage may still carry out a deletion that was begun.
            self._tell_left(_INTERRUPTED, left)
            signal.cause = error
            raise

    def _to_delete(self) -> list[Stored]:
        """The uploads to delete if that was requested, after a note about each of the others."""
        if not self._delete:
            return []
        for stored in self._stored:
            if not stored.sent:
                self._session.streams.note(f"{stored.place} was there before and was not deleted: others may need it")
        return [stored for stored in self._stored if stored.sent]

    def _remove(self, stored: Stored) -> None:
        streams = self._session.streams
        try:
            # In a thread, so that a signal and the deadline end it.
            Background(partial(self._destination.delete, stored)).wait(self._session.deadline.moment)
        except TimeoutError:
            streams.warn(f"{stored.place} may still be there: there was no time left to delete it")
        except TavusError as error:
            # Only a warning, because the result of the create is known.
            streams.warn(f"{stored.place} was not deleted: {error.message}")
        else:
            streams.note(f"{stored.place} was deleted")

    def _tell_left(self, reason: str, places: Sequence[Stored] | None = None) -> None:
        left = self._stored if places is None else places
        for stored in left if self._delete else ():
            self._session.streams.warn(f"{stored.place} {reason}")
