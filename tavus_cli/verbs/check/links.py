"""Analysing a link without fetching it: its expiry, the service that it belongs to, and the file name.

There are a few methods to sign a link to storage, and all put the expiry into the query. Sources: AWS Signature
Version 4 (query parameters) and 2, CloudFront signed URLs (canned and custom policy), Google Cloud Storage V4 and V2
signing, Alibaba OSS, Azure shared access signatures, JSON Web Tokens (RFC 7519) as used by Supabase and Mux in links.
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
# Prefixes of parameters with a date and a validity in seconds, such as `X-Amz-Date` and `X-Amz-Expires`.
_DATED = ("x-amz-", "x-goog-", "x-oss-")
# For each signing method, a parameter that is in all its links, and the parameter with the signature, which comes
# later, so that a truncated link lacks it.
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
# The limit for decoding. Tokens have a few hundred characters, policies at most some thousand.
_LONGEST_TOKEN = 16 * 2**10
_HOW_TO_STORE = "put the file where a link leads straight to it, such as a bucket"


class Lease(NamedTuple):
    """The validity of a link, according to its query.

    Attributes:
        ends: the time of expiry; None if it is not in the link.
        temporary: whether it was signed with temporary credentials. It expires with them, 1 to 36 hours after they
            were issued, even if `ends` is later. Source: AWS knowledge center, on presigned URLs that expire early.
        lacks: the name of the parameter with the signature, if it should be in the link but is missing.
    """

    ends: datetime | None
    temporary: bool
    lacks: str | None


class SharePage(NamedTuple):
    """A service whose links lead to a page about a file instead of the file, and the remedy."""

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
    """The validity of a link, read from its query."""
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
    return Lease(min(_expiry_times(values), default=None), temporary, lacks)


def _is_signed_by(marker: str, values: Mapping[str, str], link: Link) -> bool:
    """Whether a parameter proves the signing method. Short names need more evidence, because others use them too."""
    if len(marker) == 2:
        return link.host.endswith(_AZURE)
    return marker != "policy" or _policy(values[marker]) is not None


def _expiry_times(values: Mapping[str, str]) -> Iterator[datetime]:
    """All times of expiry in the link."""
    for prefix in _DATED:
        yield from _dated(values.get(f"{prefix}date", ""), values.get(f"{prefix}expires", ""))
    yield from _unix_time(values.get("expires", ""))
    # An Azure link has its own expiry and that of the key with which it was signed.
    if "sig" in values:
        yield from _iso_time(values.get("se", ""))
        yield from _iso_time(values.get("ske", ""))
    if "policy" in values:
        yield from _unix_time(
            _value_at(_policy(values["policy"]), "Statement", 0, "Condition", "DateLessThan", "AWS:EpochTime")
        )
    for value in values.values():
        if value.startswith("eyJ"):
            yield from _unix_time(_value_at(_token(value), "exp"))


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
    """Decode a custom policy of CloudFront, whose Base64 has other characters in place of + = and /."""
    return _decoded(text.translate(str.maketrans("-_~", "+=/")))


def _token(text: str) -> object:
    """Decode the claims of a JSON Web Token. The signature cannot be verified here."""
    parts = text.split(".")
    return _decoded(parts[1].translate(str.maketrans("-_", "+/"))) if len(parts) == 3 else None


def _decoded(text: str) -> object:
    """Decode JSON in Base64, with or without padding; None for anything else."""
    try:
        return json.loads(base64.b64decode(text[:_LONGEST_TOKEN] + "=" * (-len(text) % 4), validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return None


def _value_at(document: Any, *path: str | int) -> object:
    """The value at a path in a document; None if it does not exist."""
    for step in path:
        try:
            document = document[step]
        except (KeyError, IndexError, TypeError):
            return None
    return document


def share_page_of(link: Link) -> SharePage | None:
    """The service whose page a link leads to; None for other links."""
    place = f"{link.host}{link.path or '/'}?{link.query}"
    for pattern, service, remedy in _SHARE_PAGES:
        if re.match(pattern, place):
            return SharePage(service, remedy)
    return None


def is_local(link: Link) -> bool:
    """Whether a host must be this machine or in a private network, by its name or address. Names are not resolved."""
    try:
        return not ip_address(link.host).is_global
    except ValueError:
        host = link.host.removesuffix(".")
        return "." not in host or host.endswith(_LOCAL_SUFFIXES)


def file_name(link: Link) -> str:
    """The name of the file in a link; empty if its path does not end in one."""
    return unquote(link.path).rpartition("/")[2]


def renewal(link: Link, now: datetime) -> str | None:
    """The command that signs a new link for two days; None if the storage service is unknown."""
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
