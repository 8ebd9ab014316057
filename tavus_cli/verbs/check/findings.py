"""What a check is about and what it says: an input file with all that is known about it, and findings."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from enum import Enum, StrEnum
from pathlib import PurePath
from types import MappingProxyType
from typing import Any, NamedTuple

from tavus_cli.api.urls import Link, parse_link
from tavus_cli.media.facts import Facts, Reached
from tavus_cli.verbs.check.links import file_name
from tavus_cli.verbs.check.repair import Repair
from tavus_cli.verbs.preflight import URL_FIELDS, option


class Status(StrEnum):
    """How it stands. Only `fail` stops a create."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    FAIL = "fail"
    UNKNOWN = "unknown"  # it could not be looked at from here; counts as a warning


# What a person should read before going on. A note is not.
SERIOUS = frozenset({Status.WARNING, Status.FAIL, Status.UNKNOWN})


class Role(Enum):
    """What a file is for. The value is its name for people."""

    CLIP = "clip"
    CONSENT = "consent"
    PORTRAIT = "portrait"
    AUDIO = "audio"
    LINK = "link"  # any other link of the request; never looked at
    REQUEST = "request"  # no file: the rest of the request


_ROLES = {
    "train_video": Role.CLIP,
    "consent_video": Role.CONSENT,
    "train_image": Role.PORTRAIT,
    "audio": Role.AUDIO,
}


class Finding(NamedTuple):
    """One thing that was looked at.

    Attributes:
        message: a clause for people, foreign text in it not yet cleaned.
        value: what was found, for programs.
        wanted: what it should be, such as ">= 23".
        hint: what a person can do about it.
        command: what can be typed to repair it, other than on the file itself.
        repair: what a command has to do with the file to repair it.
    """

    status: Status
    message: str
    value: str | float | None = None
    wanted: str | None = None
    hint: str | None = None
    command: str | None = None
    repair: Repair = Repair(0)


class Verdict(NamedTuple):
    """What the API says of a portrait.

    Attributes:
        passed: None where it was not asked, or did not answer.
        failed: the checks that it did not pass, in the API's words.
        checks: how many there were.
        no_key: why there is no key to ask with.
        trouble: why there is no answer.
    """

    passed: bool | None = None
    failed: tuple[str, ...] = ()
    checks: int = 0
    no_key: str | None = None
    trouble: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class InputFile:
    """One file of a create, and what is known about it. Before it was looked at, `reached` and `facts` are None.

    Attributes:
        field: what it is called in results: the API's field, without its `_url`.
        option: how the user gave it, such as "--train-video-url".
        source: what may be shown of where it is: a link without its query, or a path.
        place: the whole link or path, to read from; may hold a signature.
        link: None for a file of this machine.
        body: the request's fields, as given.
        warnings: of a request, what else may make it fail, a sentence each.
        local_api: whether the API is on this machine, so that links to this machine are as good as any.
        content: of a portrait that the API is to be asked about.
    """

    role: Role
    field: str
    option: str
    source: str
    place: str = dataclasses.field(repr=False)
    link: Link | None = dataclasses.field(repr=False)
    body: Mapping[str, Any] = dataclasses.field(repr=False)
    now: datetime
    warnings: tuple[str, ...] = ()
    local_api: bool = False
    reached: Reached | None = None
    facts: Facts | None = None
    content: bytes | None = dataclasses.field(default=None, repr=False)
    verdict: Verdict | None = None
    requests: int = 0
    bytes: int = 0
    seconds: float = 0.0

    @property
    def name(self) -> str:
        """The file's own name; empty where a link does not end in one."""
        return file_name(self.link) if self.link else PurePath(self.source).name

    @property
    def local_name(self) -> str:
        """What a command for this machine may call it: a path, or the name that a download would get."""
        return self.source if self.link is None else self.name or self.role.value

    @property
    def suffix(self) -> str:
        """The end of its name, such as ".mp4", in lower case."""
        return PurePath(self.name).suffix.lower()


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


def size_text(count: int) -> str:
    """A number of bytes for people, in the decimal units of storage."""
    for limit, unit, name in ((1e6, 1e3, "KB"), (1e9, 1e6, "MB")):
        if count < limit:
            return f"{count} bytes" if count < 1000 else f"{count / unit:.{0 if name == 'KB' else 1}f} {name}"
    return f"{count / 1e9:.2f} GB"


def time_text(seconds: float) -> str:
    """A length of time for people: the two largest units, tenths of a second below a minute."""
    if seconds < 60:
        return f"{seconds:.1f} s".replace(".0 s", " s")
    whole = int(seconds)
    for unit, name, part, part_name in ((86400, "d", 3600, "h"), (3600, "h", 60, "min"), (60, "min", 1, "s")):
        if whole >= unit:
            return f"{whole // unit} {name} {whole % unit // part} {part_name}"
    return "60 s"
