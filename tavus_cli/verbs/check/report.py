"""Showing the findings of a check, and choosing the error for the exit code."""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from tavus_cli import __version__
from tavus_cli.cli.session import Session
from tavus_cli.errors import ExitCode, NetworkError, Outcome, Refused, TavusError, TimedOut
from tavus_cli.media.facts import Kind, Trouble
from tavus_cli.output import Format
from tavus_cli.output.findings import detail_lines, finding_lines, title_line
from tavus_cli.output.formats import as_json
from tavus_cli.output.rows import Shape, picked
from tavus_cli.verbs.check.findings import SERIOUS, InputFile, Role, Status, size_text, time_text
from tavus_cli.verbs.check.repair import Repair, repair_command
from tavus_cli.verbs.check.rules import Check

_COLUMNS = ("file", "name", "status", "value", "wanted", "message", "hint", "code", "source", "certainty")
CHECKS = Shape(
    noun="check", id_field="name", columns={name: name.upper() for name in _COLUMNS}, essential=3, fields=_COLUMNS
)


def show(session: Session, examined: Sequence[tuple[InputFile, Sequence[Check]]], *, every: bool, strict: bool) -> None:
    """Write all checks, file by file. With `every`, files without problems also get a line for each check.

    Raises:
        Refused: something will fail; with `strict`, also if something may fail.
        NetworkError, TimedOut: none of the files could be inspected.
    """
    checks = [check for _, found in examined for check in found]
    error = error_of(checks, strict=strict) or _unseen(examined)
    asked = session.out.view
    rows = [check.row() for check in checks]
    fields = session.out.columns_of(CHECKS, rows)
    if asked.format is Format.json:
        document = {
            "version": __version__,
            "exit": ExitCode.OK if error is None else error.code,
            "files": [_file_row(file) for file, _ in examined if file.role is not Role.REQUEST],
            "checks": [picked(row, fields) for row in rows],
            "mend": [mending.command for mending in mendings_of(checks)],
        }
        session.streams.write(as_json(document, indented=session.streams.out_is_terminal))
    elif asked.format is Format.table and fields is None:
        every = every or not session.streams.out_is_terminal
        session.streams.write("".join(_screen(session, examined, every=every)))
    else:
        session.out.listing(CHECKS, {"data": rows})
    session.streams.flush()
    if error is not None:
        raise error


def error_of(checks: Sequence[Check], *, strict: bool = False) -> Refused | None:
    """The error for checks that fail, with `strict` also for warnings; None if there are none."""
    failed = sum(check.finding.status is Status.FAIL for check in checks)
    doubtful = sum(check.finding.status in SERIOUS for check in checks) - failed
    if failed:
        return Refused(f"{failed} of {_counted(len(checks))} will fail.", outcome=Outcome.NOT_SENT)
    if strict and doubtful:
        return Refused(f"{doubtful} of {_counted(len(checks))} may fail (--strict).", outcome=Outcome.NOT_SENT)
    return None


def _counted(count: int) -> str:
    return f"{count} check{'' if count == 1 else 's'}"


def _unseen(examined: Sequence[tuple[InputFile, Sequence[Check]]]) -> TavusError | None:
    """The error if none of the files could be inspected; else None."""
    files = [file for file, _ in examined if file.role is not Role.REQUEST and file.role is not Role.LINK]
    troubles = [file.reached.trouble for file in files if file.reached and file.facts is None]
    if not files or len(troubles) < len(files):
        return None
    kind = TimedOut if all(trouble is Trouble.TIMEOUT for trouble in troubles) else NetworkError
    return kind("none of the files could be looked at from here.", outcome=Outcome.NOT_SENT)


class Mending(NamedTuple):
    """A command that repairs a file or a link.

    Attributes:
        command: for a shell.
        cures: the names of the checks whose findings it repairs.
        leaves: the names of the checks of the file that neither this nor another command repairs.
    """

    command: str
    cures: Sequence[str]
    leaves: Sequence[str] = ()

    @property
    def effect(self) -> str:
        """What it repairs, in words."""
        cures = ", ".join(self.cures)
        return f"{cures} (but not {', '.join(self.leaves)})" if self.leaves else cures


def mendings_of(checks: Iterable[Check]) -> list[Mending]:
    """The commands that repair what a command can: those for links, and one for each file."""
    by_file: dict[str, list[Check]] = {}
    commands: dict[str, list[str]] = {}
    for check in checks:
        by_file.setdefault(check.file.field, []).append(check)
        if check.finding.command:
            commands.setdefault(check.finding.command, []).append(check.rule.name)
    mendings = [Mending(command, names) for command, names in commands.items()]
    for found in by_file.values():
        repair = Repair(0)
        for check in found:
            repair |= check.finding.repair
        facts = found[0].file.facts
        # No command brings back what a damaged file lacks.
        if repair and not (facts and facts.damage):
            cures = [check.rule.name for check in found if check.finding.repair]
            leaves = [check.rule.name for check in found if check.finding.status in SERIOUS and not check.command]
            mendings.append(Mending(repair_command(found[0].file.local_name, repair), cures, leaves))
    return mendings


def _file_row(file: InputFile) -> dict[str, Any]:
    return {
        "file": file.field,
        "source": file.source,
        "requests": file.requests,
        "bytes": file.bytes,
        "seconds": round(file.seconds, 3),
        "facts": None if file.facts is None else dataclasses.asdict(file.facts),
    }


def _screen(session: Session, examined: Sequence[tuple[InputFile, Sequence[Check]]], *, every: bool) -> Iterable[str]:
    streams, fine = session.streams, True
    for file, checks in examined:
        calm = not any(check.finding.status in SERIOUS for check in checks)
        if not checks or (calm and not every and file.role in {Role.REQUEST, Role.LINK}):
            continue
        fine = False
        yield title_line(file.role.value, _title(file), streams)
        if calm and not every:
            yield finding_lines(Status.OK, "everything", summary(file), streams)
            continue
        for check in checks:
            yield finding_lines(check.finding.status, check.rule.name, check.text, streams)
    if fine:
        told = [check.text for _, checks in examined for check in checks]
        looked = "; ".join(["nothing wrong in the options; there is no file to look at", *told])
        yield finding_lines(Status.OK, "everything", looked, streams)
    for mending in mendings_of(check for _, found in examined for check in found):
        yield title_line("mend", mending.command, streams)
        yield detail_lines(f"repairs {mending.effect}", streams)


def _title(file: InputFile) -> str:
    if file.link is None:
        return file.source
    return f"{file.source}   {needed([file])}, {file.seconds:.1f} s" if file.requests else file.source


def needed(files: Sequence[InputFile]) -> str:
    """The requests and bytes that the inspection of files needed."""
    requests = sum(file.requests for file in files)
    return f"{requests} request{'' if requests == 1 else 's'}, {size_text(sum(file.bytes for file in files))}"


def summary(file: InputFile) -> str:
    """A summary of a file without problems, in one line."""
    facts = file.facts
    if facts is None:
        return "fine as far as its link tells"
    parts: list[str] = []
    if facts.video and file.role in {Role.CLIP, Role.CONSENT}:
        pace = facts.video.pace
        parts = [facts.video.codec, f"{pace.rate:.4g} fps" if pace else "", f"{facts.video.width}x{facts.video.height}"]
    else:
        parts = [facts.kind]
    if facts.picture:
        parts.append(f"{facts.picture.width}x{facts.picture.height}")
    if facts.duration is not None and facts.kind not in {Kind.PNG, Kind.JPEG}:
        parts.append(time_text(facts.duration))
    if facts.video and facts.sound:
        parts.append("sound")
    told = ", ".join(part for part in parts if part)
    return f"{told}; only you can hear whether the words are right" if file.role is Role.CONSENT else told
