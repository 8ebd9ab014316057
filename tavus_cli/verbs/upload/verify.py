"""Verifying the link to an uploaded file: whether it leads to that file without credentials, and when it expires."""

from contextlib import suppress
from datetime import UTC, datetime

from tavus_cli.api.urls import parse_link
from tavus_cli.cli.session import Session
from tavus_cli.errors import Outcome, Refused
from tavus_cli.media.remote import RemoteFile
from tavus_cli.media.source import BLOCK, Stopped
from tavus_cli.text import sentence
from tavus_cli.verbs.check.findings import InputFile, Role, Status
from tavus_cli.verbs.check.inspection import SECONDS
from tavus_cli.verbs.check.rules import checks_of
from tavus_cli.verbs.upload.destination import Stored
from tavus_cli.verbs.upload.source import SourceFile

# The rules about the link. Those about the file were applied before the upload.
_ABOUT_LINKS = frozenset({"reachable", "link_signature", "link_expiry", "link_encryption", "file_page"})


def verify_link(session: Session, field: str, source: SourceFile, stored: Stored) -> None:
    """Fetch the first bytes of an uploaded file by its link, without credentials, as Tavus will do.

    Warns about problems that may occur later, such as a link that expires with temporary credentials.

    Raises:
        Refused: the link does not lead to the file. Nothing was created.
    """
    deadline = session.deadline.of_call(SECONDS).moment
    link, local = parse_link(stored.link), session.api_is_local
    with RemoteFile(stored.link, deadline=deadline, local=local) as remote:
        head = b""
        with suppress(Stopped):
            head = remote.read(0, BLOCK)
        # The role only selects rules, and those about links apply to all roles.
        file = InputFile(
            role=Role.CLIP,
            field=field.removesuffix("_url"),
            source=link.bare,
            place=stored.link,
            link=link,
            body={},
            now=datetime.now(UTC),
            local_api=local,
            reached=remote.reached,
        )
    checks = [check for check in checks_of(file) if check.rule.name in _ABOUT_LINKS]
    failed = [check.text for check in checks if check.finding.status is Status.FAIL]
    if remote.reached.trouble is None and not failed:
        failed = _differences(source, remote, head)
    if failed:
        raise Refused(
            f"the link does not lead to what was uploaded: {sentence(failed[0])}.",
            details=tuple(sentence(each) for each in failed[1:]),
            hint="open the link yourself; the storage, or the program that made it, must let anybody fetch the file",
            outcome=Outcome.NOT_SENT,
        )
    for check in checks:
        if check.finding.status in {Status.WARNING, Status.UNKNOWN}:
            session.streams.warn(f"the link to {source.label}: {check.text}")


def _differences(source: SourceFile, remote: RemoteFile, head: bytes) -> list[str]:
    """The differences between the file behind the link and the one that was uploaded."""
    if remote.size is not None and remote.size != source.size:
        return [f"there are {remote.size} bytes, not {source.size}"]
    if source.head(len(head)) != head or (source.size and not head):
        return ["it begins with other bytes"]
    return []
