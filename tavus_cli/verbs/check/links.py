"""What a link says by itself, before anything is fetched: when it ends, whose it is, whether it is a file's. Pure.

Links to storage are signed in a handful of ways, and each states its end in the query. Sources: AWS Signature Version 4
(query parameters) and 2, CloudFront signed URLs (canned and custom policy), Google Cloud Storage V4 and V2 signing,
Alibaba OSS, Azure shared access signatures, JSON Web Tokens (RFC 7519) as Supabase and Mux put them into a link.
"""

import base64
import binascii
import json
import re
import shlex
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote

from tavus_cli.api.urls import Link

_LOCAL_SUFFIXES = (".local", ".localhost", ".internal", ".lan", ".home.arpa")
# These sign with a date and the seconds after it: `X-Amz-Date` and `X-Amz-Expires`, and so on.
_DATED = ("x-amz-", "x-goog-", "x-oss-")
# A parameter that every link of a kind begins with, and the one with the signature, which comes later in it.
_SIGNED_BY = {
    "x-amz-algorithm": "X-Amz-Signature",
    "x-goog-algorithm": "X-Goog-Signature",
    "x-oss-signature-version": "x-oss-signature",
    "awsaccesskeyid": "Signature",
    "googleaccessid": "Signature",
    "ossaccesskeyid": "Signature",
    "key-pair-id": "Signature",
    "policy": "Signature",
    "se": "sig",
    "sv": "sig",
    "sp": "sig",
}
_AMAZON = r"(?:(.+)\.)?s3(?:[.-](?:dualstack\.)?([a-z]{2}-[a-z-]+-\d))?\.amazonaws\.com"
_TWO_DAYS = timedelta(days=2)
_AZURE = ".core.windows.net"
# Tokens are a few hundred characters long, policies at most some thousand.
_LONGEST_TOKEN = 16 * 2**10
_HOW_TO_STORE = "put the file where a link leads straight to it, such as a bucket"


class Lease(NamedTuple):
    """How long a link works, as far as it says.

    Attributes:
        ends: None where it does not say.
        temporary: signed with credentials that are temporary themselves. The link dies with them, 1 to 36 hours
            after they were made, whatever it says. Source: AWS knowledge center, on presigned URLs that expire early.
        lacks: the parameter with the signature, where the link is of a kind that has one and it is not there.
    """

    ends: datetime | None
    temporary: bool
    lacks: str | None


class SharePage(NamedTuple):
    """A service whose link leads to a page about a file instead of the file, and what to give instead."""

    service: str
    remedy: str


_SHARE_PAGES = (
    (r"(?:www\.)?dropbox\.com/(?!.*[?&](?:dl|raw)=1)", "Dropbox", "end the link in dl=1 instead of dl=0"),
    (
        r"(?:drive|docs)\.google\.com/",
        "Google Drive",
        f"it shows a page instead of a file above 100 MB: {_HOW_TO_STORE}",
    ),
    (r"(?:www\.)?github\.com/[^?]*/blob/", "GitHub", "put /raw/ in the place of /blob/"),
    (r"1drv\.ms/|onedrive\.live\.com/|[\w-]+\.sharepoint\.com/(?!.*[?&]download=1)", "OneDrive", _HOW_TO_STORE),
    (r"(?:[\w-]+\.)?icloud\.com/", "iCloud", _HOW_TO_STORE),
    (r"(?:[\w-]+\.)?wetransfer\.com/|we\.tl/", "WeTransfer", _HOW_TO_STORE),
    (r"(?:[\w-]+\.)?youtube\.com/|youtu\.be/", "YouTube", _HOW_TO_STORE),
    (r"(?:www\.)?vimeo\.com/|player\.vimeo\.com/video/", "Vimeo", _HOW_TO_STORE),
    (r"(?:www\.)?loom\.com/", "Loom", f"download the video, and {_HOW_TO_STORE}"),
)


def lease_of(link: Link) -> Lease:
    """How long a link works, read from its query."""
    values = {name.lower(): value for name, value in parse_qsl(link.query, keep_blank_values=True)}
    lacks = next(
        (
            signature
            for marker, signature in _SIGNED_BY.items()
            if marker in values and signature.lower() not in values and _is_signed_by(marker, values, link)
        ),
        None,
    )
    temporary = any(name in values for name in ("x-amz-security-token", "x-oss-security-token", "security-token"))
    return Lease(min(_ends(values), default=None), temporary, lacks)


def _is_signed_by(marker: str, values: Mapping[str, str], link: Link) -> bool:
    """Whether a parameter means that kind of link. Some names are too short to mean it everywhere."""
    if len(marker) == 2:
        return link.host.endswith(_AZURE)
    return marker != "policy" or _policy(values[marker]) is not None


def _ends(values: Mapping[str, str]) -> Iterator[datetime]:
    """Every moment at which the link says that it ends."""
    for prefix in _DATED:
        yield from _dated(values.get(f"{prefix}date", ""), values.get(f"{prefix}expires", ""))
    yield from _unix_time(values.get("expires", ""))
    # Of an Azure link, its own end and that of the key it was signed with.
    if "sig" in values:
        yield from _iso_time(values.get("se", ""))
        yield from _iso_time(values.get("ske", ""))
    if "policy" in values:
        yield from _unix_time(
            _at(_policy(values["policy"]), "Statement", 0, "Condition", "DateLessThan", "AWS:EpochTime")
        )
    for value in values.values():
        if value.startswith("eyJ"):
            yield from _unix_time(_at(_token(value), "exp"))


def _dated(date: str, seconds: str) -> Iterator[datetime]:
    try:
        yield datetime.strptime(date, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) + timedelta(seconds=int(seconds))
    except (ValueError, OverflowError):
        return


def _unix_time(value: object) -> Iterator[datetime]:
    try:
        if isinstance(value, str | int | float):
            yield datetime.fromtimestamp(int(value), UTC)
    except (ValueError, OverflowError, OSError):
        return


def _iso_time(text: str) -> Iterator[datetime]:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return
    yield moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _policy(text: str) -> object:
    """A custom policy of CloudFront, whose Base64 has three other characters in the place of + = and /."""
    return _decoded(text.translate(str.maketrans("-_~", "+=/")))


def _token(text: str) -> object:
    """What a JSON Web Token claims. Nobody here can tell whether the claim is signed."""
    parts = text.split(".")
    return _decoded(parts[1].translate(str.maketrans("-_", "+/"))) if len(parts) == 3 else None


def _decoded(text: str) -> object:
    """JSON in Base64, with or without its padding; None for anything else."""
    try:
        return json.loads(base64.b64decode(text[:_LONGEST_TOKEN] + "=" * (-len(text) % 4), validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return None


def _at(document: Any, *path: str | int) -> object:
    """A value deep inside a document; None where the path leads nowhere."""
    for step in path:
        try:
            document = document[step]
        except (KeyError, IndexError, TypeError):
            return None
    return document


def share_page_of(link: Link) -> SharePage | None:
    """The service whose page a link leads to, where it is known to show one."""
    place = f"{link.host}{link.path or '/'}?{link.query}"
    for pattern, service, remedy in _SHARE_PAGES:
        if re.match(pattern, place):
            return SharePage(service, remedy)
    return None


def is_local(link: Link) -> bool:
    """Whether a host can only be of this machine or network, by its name or address. Names are not looked up."""
    try:
        return not ip_address(link.host).is_global
    except ValueError:
        host = link.host.removesuffix(".")
        return "." not in host or host.endswith(_LOCAL_SUFFIXES)


def file_name(link: Link) -> str:
    """The name of the file that a link leads to; empty where its path does not end in one."""
    return unquote(link.path).rpartition("/")[2]


def renewal(link: Link, now: datetime) -> str | None:
    """The command that signs a link anew for two days; None where the link does not tell whose it is."""
    path = unquote(link.path).lstrip("/")
    if amazon := re.fullmatch(_AMAZON, link.host):
        place = shlex.quote(f"s3://{amazon[1]}/{path}" if amazon[1] else f"s3://{path}")
        region = f" --region {amazon[2]}" if amazon[2] else ""
        return f"aws s3 presign {place} --expires-in {_TWO_DAYS.days * 86400}{region}"
    if google := re.fullmatch(r"(?:(.+)\.)?storage\.googleapis\.com", link.host):
        place = shlex.quote(f"gs://{google[1]}/{path}" if google[1] else f"gs://{path}")
        return f"gcloud storage sign-url {place} --duration={_TWO_DAYS.days}d"
    if azure := re.fullmatch(r"([a-z0-9]+)\.blob\.core\.windows\.net", link.host):
        container, _, name = path.partition("/")
        return (
            f"az storage blob generate-sas --account-name {azure[1]} --container-name {shlex.quote(container)}"
            f" --name {shlex.quote(name)} --permissions r --expiry {now + _TWO_DAYS:%Y-%m-%dT%H:%MZ} --full-uri"
        )
    return None
