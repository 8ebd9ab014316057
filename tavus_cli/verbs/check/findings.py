"""The types of a check: an input file with the facts about it, and findings."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from enum import Enum, StrEnum
from pathlib import PurePath
from types import MappingProxyType
from typing import Any, NamedTuple

from tavus_cli.api.urls import Link, parse_link
from tavus_cli.media.facts import Facts, Reached, Video
from tavus_cli.verbs.check.links import file_name
from tavus_cli.verbs.check.repair import Repair
from tavus_cli.verbs.preflight import URL_FIELDS, option


class Status(StrEnum):
    """The status of a finding. Only `fail` stops a create."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    FAIL = "fail"
    UNKNOWN = "unknown"  # it could not be inspected from here; counts as a warning


# The statuses of findings that a create shows as warnings or errors.
SERIOUS = frozenset({Status.WARNING, Status.FAIL, Status.UNKNOWN})


class Role(Enum):
    """The purpose of a file. The value is its name for people."""

    CLIP = "clip"
    CONSENT = "consent"
    PORTRAIT = "portrait"
    AUDIO = "audio"
    LINK = "link"  # any other link of the request; never fetched
    REQUEST = "request"  # not a file: the rest of the request


_ROLES = {
    "train_video": Role.CLIP,
    "consent_video": Role.CONSENT,
    "train_image": Role.PORTRAIT,
    "audio": Role.AUDIO,
}


class Finding(NamedTuple):
    """A result of a rule.

    Attributes:
        message: a clause for people. Untrusted text in it is not cleaned yet.
        value: the value found, for programs.
        wanted: the expected value, such as ">= 23".
        hint: what the user can do about it.
        command: a command to type that helps, other than one that converts the file.
        repair: the operations on the file that repair it.
    """

    status: Status
    message: str
    value: str | float | None = None
    wanted: str | None = None
    hint: str | None = None
    command: str | None = None
    repair: Repair = Repair(0)


class Verdict(NamedTuple):
    """The API's judgement of a portrait.

    Attributes:
        passed: whether the API accepts it; None if it was not asked, or did not answer.
        failed: the names of the checks that failed, from the API.
        checks: the number of checks.
        no_key: why there is no key for the request.
        trouble: why there is no answer.
    """

    passed: bool | None = None
    failed: tuple[str, ...] = ()
    checks: int = 0
    no_key: str | None = None
    trouble: str | None = None


class Replica(NamedTuple):
    """What the API says of the replica of a video.

    Attributes:
        replica_id: its id.
        status: its status; None if there is no such replica, or if that is not known.
        ready: whether its training has succeeded.
        failed: whether its training has failed.
        unknown: why it is not known whether there is such a replica.
    """

    replica_id: str
    status: str | None = None
    ready: bool = False
    failed: bool = False
    unknown: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file of a create, and the facts about it. Until it is inspected, `reached` and `facts` are None.

    Attributes:
        field: its name in results: the API's field without `_url`.
        option: the option with which it was given, such as "--train-video-url"; empty for the request.
        source: its location as it may be shown: a link without its query, or a path.
        place: the whole link or path to read from, which may contain a signature.
        link: the parsed link; None for a local file.
        body: the fields of the request.
        warnings: for the request, other reasons why it may fail, each a sentence.
        local_api: whether the API is on this machine, so that it can fetch links to this machine.
        content: for a portrait that the API is asked about, the bytes of the file.
        verdict: what the API says of the portrait.
        replica: for the request of a video, what the API says of its replica; None if it is not asked.
    """

    role: Role
    field: str
    option: str = ""
    source: str = ""
    place: str = dataclasses.field(default="", repr=False)
    link: Link | None = dataclasses.field(default=None, repr=False)
    body: Mapping[str, Any] = dataclasses.field(repr=False)
    now: datetime
    warnings: tuple[str, ...] = ()
    local_api: bool = False
    reached: Reached | None = None
    facts: Facts | None = None
    content: bytes | None = dataclasses.field(default=None, repr=False)
    verdict: Verdict | None = None
    replica: Replica | None = None
    requests: int = 0
    bytes: int = 0
    seconds: float = 0.0

    @property
    def content_type(self) -> str | None:
        """The content type that the server sends; None if there is none, or no server."""
        return self.reached.content_type if self.reached else None

    @property
    def video(self) -> Video | None:
        """The video track of the file; None if it has none, or was not inspected."""
        return self.facts.video if self.facts else None

    @property
    def name(self) -> str:
        """The name of the file; empty if the link does not end in one."""
        return file_name(self.link) if self.link else PurePath(self.source).name

    @property
    def local_name(self) -> str:
        """The path of the file for a command; for a link, the file name that a download would get."""
        return self.source if self.link is None else self.name or self.role.value

    @property
    def suffix(self) -> str:
        """The extension of its name, such as ".mp4", in lower case."""
        return PurePath(self.name).suffix.lower()


def inputs_of(
    body: Mapping[str, Any],
    warnings: Iterable[str],
    *,
    local_api: bool,
    paths: Mapping[str, str] = MappingProxyType({}),
    now: datetime | None = None,
) -> Iterator[InputFile]:
    """The files of a request that has passed its checks, followed by the request itself.

    Args:
        body: the fields of the request.
        warnings: other reasons why the request may fail.
        local_api: whether the API is on this machine.
        paths: local files by the fields for their links.
        now: the time for which links are judged; None for the present.
    """
    now = now or datetime.now(UTC)
    for field in URL_FIELDS:
        name = field.removesuffix("_url")
        role = _ROLES.get(name, Role.LINK)
        if field in paths:
            yield InputFile(
                role=role,
                field=name,
                option=option(name),
                source=paths[field],
                place=paths[field],
                body=body,
                now=now,
                local_api=local_api,
            )
        elif field in body:
            link = parse_link(body[field])
            yield InputFile(
                role=role,
                field=name,
                option=option(field),
                source=link.bare,
                place=body[field],
                link=link,
                body=body,
                now=now,
                local_api=local_api,
            )
    yield InputFile(
        role=Role.REQUEST, field="request", body=body, now=now, warnings=tuple(warnings), local_api=local_api
    )


def size_text(count: int) -> str:
    """Format a number of bytes for people, in decimal units."""
    if count < 1000:
        return f"{count} bytes"
    if count < 1e6:
        return f"{count / 1e3:.0f} KB"
    return f"{count / 1e6:.1f} MB" if count < 1e9 else f"{count / 1e9:.2f} GB"


def time_text(seconds: float) -> str:
    """Format a duration for people: the two largest units, with tenths of a second below a minute."""
    if seconds < 60:
        return f"{seconds:.1f} s".replace(".0 s", " s")
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    if days:
        return f"{days} d {hour} h"
    return f"{hours} h {minute} min" if hours else f"{minutes} min {second} s"
