"""Examining the files of a create: which there are, and what the rules say of each."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from tavus_cli.api.envelope import Row
from tavus_cli.api.urls import parse_link
from tavus_cli.verbs.check.findings import Finding, InputFile, Role, Status
from tavus_cli.verbs.check.mend import mending
from tavus_cli.verbs.check.table import RULES, Rule
from tavus_cli.verbs.preflight import URL_FIELDS, option

_ROLES = {
    "train_video": Role.CLIP,
    "consent_video": Role.CONSENT,
    "train_image": Role.PORTRAIT,
    "audio": Role.AUDIO,
}
# What a person should read before going on. A note is not.
SERIOUS = frozenset({Status.WARNING, Status.FAIL, Status.UNKNOWN})


class Check(NamedTuple):
    """What a rule says of a file."""

    file: InputFile
    rule: Rule
    finding: Finding

    @property
    def code(self) -> str | None:
        """What the API calls the failure that is foreseen."""
        foreseen = self.finding.status in {Status.WARNING, Status.FAIL}
        return self.rule.roles[self.file.role] if foreseen else None

    @property
    def command(self) -> str | None:
        """What can be typed to mend this alone."""
        if self.finding.mend:
            return mending(self.file.local_name, self.finding.mend)
        return self.finding.command

    @property
    def text(self) -> str:
        """The finding for people: message, code, and what to do other than by a command."""
        code = f" ({self.code})" if self.code else ""
        hint = f"; {self.finding.hint}" if self.finding.hint else ""
        return f"{self.finding.message}{code}{hint}"

    def row(self) -> Row:
        return {
            "file": self.file.field,
            "name": self.rule.name,
            "status": self.finding.status.value,
            "value": self.finding.value,
            "wanted": self.finding.wanted,
            "message": self.finding.message,
            "hint": self.command or self.finding.hint,
            "code": self.code,
            "source": self.rule.source,
            "certainty": self.rule.certainty.value,
        }


def inputs_of(
    body: Mapping[str, Any],
    warnings: Iterable[str],
    *,
    local_api: bool,
    paths: Mapping[str, str] = MappingProxyType({}),
    now: datetime | None = None,
) -> Iterator[InputFile]:
    """The files of a request that has passed its checks, and the request itself as the last.

    Args:
        body: of the request.
        warnings: what else may make the request fail.
        local_api: whether the API is on this machine.
        paths: files of this machine by the fields that would bear their links.
        now: when links must still work; this moment unless given.
    """
    now = now or datetime.now(UTC)
    for field in URL_FIELDS:
        name = field.removesuffix("_url")
        role = _ROLES.get(name, Role.LINK)
        if field in paths:
            path = paths[field]
            yield InputFile(role, name, option(name), path, path, None, body, now, local_api=local_api)
        elif field in body:
            link = parse_link(body[field])
            yield InputFile(role, name, option(field), link.bare, body[field], link, body, now, local_api=local_api)
    yield InputFile(Role.REQUEST, "request", "", "", "", None, body, now, tuple(warnings), local_api=local_api)


def examined(file: InputFile) -> list[Check]:
    """What all rules say of a file."""
    return [Check(file, rule, each) for rule in RULES if file.role in rule.roles for each in rule.findings(file)]


def examined_by_link(file: InputFile) -> list[Check]:
    """What the rules say of a file that nobody has looked at."""
    return [check for check in examined(file) if check.rule.needs_link_only]
