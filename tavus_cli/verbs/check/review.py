"""The look that a create takes at its own files before it is sent."""

from collections.abc import Mapping, Sequence
from typing import Any

from tavus_cli.cli.session import Session
from tavus_cli.errors import Refused
from tavus_cli.media.facts import Trouble
from tavus_cli.verbs.check.examine import SERIOUS, Check, examined, examined_by_link, inputs_of
from tavus_cli.verbs.check.findings import InputFile, Status
from tavus_cli.verbs.check.report import error_of, mends, needed


def looks(session: Session, *, asked: bool | None) -> bool:
    """Whether a create looks at its files first: as it was asked, else as the settings say.

    Where these say nothing it does, unless the API is on this machine: links are made up there, and nothing is paid.
    """
    if asked is None:
        asked = session.settings["check"].value
    return not session.api_is_local if asked is None else asked


def review(session: Session, body: Mapping[str, Any], warnings: Sequence[str], *, look: bool | None) -> None:
    """Warn about what may make a create fail, and stop it where a file surely will.

    Args:
        session: knows the API and the settings.
        body: has passed the product's checks.
        warnings: of the product.
        look: whether the files are looked at; None leaves it to the settings.

    Raises:
        Refused: a file will fail. Nothing was sent.
    """
    files = list(inputs_of(body, warnings, local_api=session.api_is_local))
    if looks(session, asked=look):
        checks = _looked_at(session, files)
        error = error_of(checks)
    else:
        checks, error = [check for file in files for check in examined_by_link(file)], None
    for check in checks:
        if check.finding.status in SERIOUS and not (error and check.finding.status is Status.FAIL):
            session.streams.warn(f"{check.file.option}: {check.text}" if check.file.option else check.text)
    if error:
        raise _with_findings(error, checks)
    for line in mends(checks):
        session.streams.note(f"to repair it: {line}")


def _looked_at(session: Session, files: Sequence[InputFile]) -> list[Check]:
    from tavus_cli.verbs.check.looking import looked_at, seconds_for

    seconds = seconds_for(session)
    seen = looked_at(session, files, ask_api=True)
    late = [file for file in seen if file.reached and file.reached.trouble is Trouble.TIMEOUT]
    if late:
        session.streams.warn(f"not looked at within {seconds:.3g} s: {', '.join(file.option for file in late)}")
    looked = [file for file in seen if file.requests]
    if session.streams.err_is_terminal and looked:
        session.streams.progress(f"checked {len(looked)} file{'' if len(looked) == 1 else 's'} ({needed(looked)})")
    return [check for file in seen for check in examined(file) if not (file in late and check.rule.name == "reachable")]


def _with_findings(error: Refused, checks: Sequence[Check]) -> Refused:
    """The error with what was found: for people a line each, for programs all rows."""
    failed = [check for check in checks if check.finding.status is Status.FAIL]
    error.message = f"{error.message.rstrip('.')}; nothing was sent."
    error.details = (
        *(f"{check.file.option} {check.rule.name}: {check.text}" for check in failed),
        *(f"to repair it: {line}" for line in mends(checks)),
    )
    error.hint = "repair it, or send it as it is with --no-check"
    error.facts = {"checks": [check.row() for check in checks]}
    return error
