"""The interface of an upload destination, and choosing one: a bucket, a program of the user's, or the sandbox."""

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
    """An uploaded file.

    Attributes:
        link: a link to the file, valid for the hours in `link_hours`; may contain a signature.
        place: its location as it may be shown.
        name: its name in the storage.
        sent: whether it was uploaded now; False if it was there already.
    """

    link: str
    place: str
    name: str
    sent: bool = True


class Destination(Protocol):
    """A destination of uploads.

    Attributes:
        deletes: whether uploaded files can be deleted there.
    """

    deletes: bool

    def check(self) -> None:
        """Check that uploads are possible, for example that there are credentials. Raises UsageError."""

    def place(self, source: SourceFile) -> str:
        """The location of a file there, as it may be shown."""

    def put(self, source: SourceFile, meter: Meter) -> Stored:
        """Upload a file that was hashed with `measure`, unless it is there already.

        Raises:
            TavusError: the upload failed. A multipart upload is aborted.
        """

    def keeps(self) -> str:
        """A clause about how long a file stays there, and how to delete it."""

    def delete(self, stored: Stored) -> None:
        """Delete a file. Raises TavusError."""


def destination_of(session: Session) -> Destination:
    """Choose the destination by the settings. With an API on this machine it is the sandbox, unless an option differs.

    Raises:
        UsageError: no destination is set, or two are.
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
            hint="leave one of them out",
        )
    if ranks[min(ranks)] is command:
        from tavus_cli.verbs.upload.program import ProgramDestination

        return ProgramDestination(session, command.value)
    from tavus_cli.verbs.upload.bucket import BucketDestination

    return BucketDestination(session, bucket.value)


def _rank(setting: Setting[object]) -> int | None:
    """The precedence of a setting by its source: 0 for an option, 1 the environment, 2 a profile; None if unset."""
    if setting.value is None:
        return None
    return 0 if setting.source.startswith("--") else 1 if setting.source.startswith("TAVUS_") else 2
