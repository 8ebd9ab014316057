"""Checking the files of a create: as a command of its own (`check`), or before a create is sent (`review`)."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from tavus_cli.cli.session import Session
from tavus_cli.errors import Refused, UsageError
from tavus_cli.media.facts import Trouble
from tavus_cli.verbs.check.findings import SERIOUS, InputFile, Status, inputs_of
from tavus_cli.verbs.check.report import CHECKS, error_of, mendings_of, needed, show
from tavus_cli.verbs.check.rules import Check, checks_of, checks_of_link
from tavus_cli.verbs.preflight import check_files, check_values
from tavus_cli.verbs.resource import Product


def check(
    session: Session,
    product: Product,
    fields: Mapping[str, Any],
    paths: Mapping[str, str | None],
    *,
    ask_api: bool = True,
    every: bool,
    strict: bool,
) -> None:
    """Inspect the files of a create, local ones and those behind links, and show the findings.

    Args:
        session: the run.
        product: the product of the create.
        fields: the fields of the create.
        paths: local files by the fields for their links.
        ask_api: whether to ask the API about a portrait, and about the replica of a video.
        every: whether to show each check, also for files without problems.
        strict: whether warnings count as failures.

    Raises:
        UsageError: the API would refuse the create for another reason than its files.
        Refused: something will fail.
        NetworkError, TimedOut: no file could be inspected.
    """
    from tavus_cli.verbs.check.inspection import inspect_files, with_replica

    session.out.check_columns(CHECKS)
    body = {name: value for name, value in fields.items() if value is not None}
    given = {name: path for name, path in paths.items() if path is not None}
    _check_usage(product, body, given)
    # These checks only need to know whether there is a file, so a path can replace the link.
    request = {**body, **given}
    files = list(inputs_of(request, product.warnings(request), local_api=session.api_is_local, paths=given))
    seen = inspect_files(session, files, ask_api=ask_api)
    if ask_api:
        seen = [with_replica(session, file) for file in seen]
    show(session, [(file, checks_of(file)) for file in seen], every=every, strict=strict)


def _check_usage(product: Product, body: Mapping[str, Any], paths: Mapping[str, str]) -> None:
    check_files(body, paths)
    if not body and not paths:
        raise UsageError("there is nothing to check.", hint="give a file or a link as for a create; see --help")
    if paths:
        # Local files may be checked before the rest of the create exists, so only the values are checked.
        check_values(body)
    else:
        product.check(body)


def should_check(session: Session, *, asked: bool | None) -> bool:
    """Whether a create inspects its files first: by its option, else by the setting `check`.

    The default is yes, unless the API is on this machine: there links are made up, and creates are free.
    """
    if asked is None:
        asked = session.settings["check"].value
    return not session.api_is_local if asked is None else asked


def review(
    session: Session,
    body: Mapping[str, Any],
    warnings: Sequence[str],
    paths: Mapping[str, str] = MappingProxyType({}),
    *,
    inspect: bool | None,
) -> None:
    """Warn about reasons why a create may fail, and stop it if a file will certainly make it fail.

    Args:
        session: the run, with its settings.
        body: the fields, which have passed the product's checks.
        warnings: the warnings of the product.
        paths: local files by the fields for their links.
        inspect: whether to inspect the files; None leaves it to the settings.

    Raises:
        Refused: a file will make the create fail. Nothing was sent.
    """
    files = list(inputs_of(body, warnings, local_api=session.api_is_local, paths=paths))
    if should_check(session, asked=inspect):
        checks = _checks_by_content(session, files)
        error = error_of(checks)
    else:
        checks, error = [check for file in files for check in checks_of_link(file)], None
    for check in checks:
        if check.finding.status in SERIOUS and not (error and check.finding.status is Status.FAIL):
            session.streams.warn(f"{check.file.option}: {check.text}" if check.file.option else check.text)
    if error:
        raise _with_findings(error, checks)
    for mending in mendings_of(checks):
        session.streams.note(f"to repair {mending.effect}: {mending.command}")


def _checks_by_content(session: Session, files: Sequence[InputFile]) -> list[Check]:
    from tavus_cli.verbs.check.inspection import inspect_files, time_limit

    seconds = time_limit(session)
    seen = inspect_files(session, files, ask_api=True)
    late = [file for file in seen if file.reached and file.reached.trouble is Trouble.TIMEOUT]
    if late:
        session.streams.warn(f"not looked at within {seconds:.3g} s: {', '.join(file.option for file in late)}")
    looked = [file for file in seen if file.requests]
    if session.streams.err_is_terminal and looked:
        session.streams.progress(f"checked {len(looked)} file{'' if len(looked) == 1 else 's'} ({needed(looked)})")
    return [
        check for file in seen for check in checks_of(file) if not (file in late and check.rule.name == "reachable")
    ]


def _with_findings(error: Refused, checks: Sequence[Check]) -> Refused:
    """The error with the findings: as lines for people, and as rows for programs."""
    failed = [check for check in checks if check.finding.status is Status.FAIL]
    error.message = f"{error.message.rstrip('.')}; nothing was sent."
    error.details = (
        *(f"{check.file.option} {check.rule.name}: {check.text}" for check in failed),
        *(f"to repair {mending.effect}: {mending.command}" for mending in mendings_of(checks)),
    )
    error.hint = "repair it, or send it as it is with --no-check"
    error.facts = {"checks": [check.row() for check in checks]}
    return error
