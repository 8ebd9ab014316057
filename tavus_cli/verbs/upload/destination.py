"""The ways up, and which of them a run takes: a bucket, a program of the user's, or the sandbox."""

from typing import NamedTuple, Protocol

from tavus_cli.cli.session import Session
from tavus_cli.errors import UsageError
from tavus_cli.output.progress import Meter
from tavus_cli.settings.table import Setting
from tavus_cli.verbs.upload.source import SourceFile

HOW_TO_UPLOAD = (
    "name a bucket of yours with --upload-to s3://BUCKET/PREFIX, or a program that stores the file and prints its link"
    ' with --upload-command "PROGRAM {file} {name} {hours}"; see: tavus help upload'
)


class Stored(NamedTuple):
    """A file in storage.

    Attributes:
        link: leads to it for the hours that were asked for; may hold a signature.
        place: where it is, as may be shown.
        name: its name there, for those who know the place.
        sent: whether it was sent now; False if it was there already.
    """

    link: str
    place: str
    name: str
    sent: bool = True


class Destination(Protocol):
    """A way up.

    Attributes:
        deletes: whether what was uploaded can be deleted.
    """

    deletes: bool

    def check(self) -> None:
        """Find out whether there is all that this way needs. Raises UsageError. Nothing of a file leaves."""

    def place(self, source: SourceFile) -> str:
        """Where a file would go, as may be shown."""

    def put(self, source: SourceFile, meter: Meter) -> Stored:
        """Put a measured file there, unless it is there already.

        Raises:
            TavusError: it could not be done. An upload in parts is aborted.
        """

    def keeps(self) -> str:
        """What becomes of a file that nobody deletes, as a clause."""

    def delete(self, stored: Stored) -> None:
        """Delete a file. Raises TavusError."""


def destination_of(session: Session) -> Destination:
    """The way that the settings name. With the sandbox files go nowhere else, unless the command line says so.

    Raises:
        UsageError: there is no way, or there are two.
    """
    bucket, command = session.settings["upload_to"], session.settings["upload_command"]
    ranks = {rank: setting for setting in (bucket, command) if (rank := _rank(setting)) is not None}
    if session.api_is_local and min(ranks, default=2) > 0:
        from tavus_cli.verbs.upload.sandbox import SandboxDestination

        return SandboxDestination(session)
    if not ranks:
        raise UsageError("there is no place to upload to: Tavus takes links, not files.", hint=HOW_TO_UPLOAD)
    if _rank(bucket) == _rank(command):
        raise UsageError(
            f"upload_to and upload_command exclude each other, and both are set ({bucket.source}, {command.source}).",
            hint="drop one of them",
        )
    if ranks[min(ranks)] is command:
        from tavus_cli.verbs.upload.program import ProgramDestination

        return ProgramDestination(session, command.value)
    from tavus_cli.verbs.upload.bucket import BucketDestination

    return BucketDestination(session, bucket.value)


def _rank(setting: Setting[object]) -> int | None:
    """How near to the command line a setting was made: 0 there, 1 in the environment, 2 in a profile. None if unset."""
    if setting.value is None:
        return None
    return 0 if setting.source.startswith("--") else 1 if setting.source.startswith("TAVUS_") else 2
