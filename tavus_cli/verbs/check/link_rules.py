"""Rules for links: whether they lead to a file, when they expire, and whether Tavus can reach them.

The rules that need only the link itself also apply to a create whose files are not inspected.
"""

from collections.abc import Iterator
from datetime import timedelta

from tavus_cli.api.urls import parse_link
from tavus_cli.media.facts import Kind, Reached, Trouble
from tavus_cli.verbs.check.containers import PAGES
from tavus_cli.verbs.check.findings import Finding, InputFile, Status, time_text
from tavus_cli.verbs.check.links import SharePage, is_local, lease_of, renewal, share_page_of

# How long a link must work after the create. Source: the training pages.
LEAST_LEASE = timedelta(hours=24)
# The statuses of storage that mean that a link works for nobody. Amazon answers 400 to a link that is truncated or
# whose credentials have expired. Other statuses may be transient, or apply to this client only.
_REFUSALS = frozenset({400, 401, 403, 404, 410})
_GONE = frozenset({404, 410})
_ANSWERS = "200 or 206"
_STORE = "put the file where anybody with the link can fetch it"
_FILE_TYPES = ("video/", "audio/", "image/")
_UNTYPED = frozenset({"application/octet-stream", "binary/octet-stream", "application/mp4", "application/ogg"})
# The extensions of file names. Source: the training pages, POST /v2/videos. Older pages also allow .webm for clips.
SUFFIXES = {
    "train_video": (".mp4", ".webm"),
    "consent_video": (".mp4", ".webm"),
    "train_image": (".jpg", ".jpeg", ".png"),
    "audio": (".wav", ".mp3"),
    "watermark_image": (".png", ".jpg", ".jpeg"),
}


def encrypted(file: InputFile) -> Iterator[Finding]:
    link = file.link
    if link is None or link.is_loopback:
        return
    if link.scheme == "http":
        message = "http:// is not encrypted: whoever is on the way can read and change the file"
        yield Finding(Status.WARNING, message, "http", "https", "give an https:// link")


def signature(file: InputFile) -> Iterator[Finding]:
    lacks = lease_of(file.link).lacks if file.link else None
    if lacks:
        message = f"the link is cut off: there is no {lacks} in it"
        yield Finding(
            Status.FAIL, message, None, lacks, "put the whole link in quotes: the shell cuts it at the first &"
        )


def link_expiry(file: InputFile) -> Iterator[Finding]:
    if file.link is None:
        return
    lease = lease_of(file.link)
    if lease.lacks:
        return
    wanted = f">= {LEAST_LEASE.total_seconds() / 3600:g} h"
    hint, command = "sign it again, for two days", renewal(file.link, file.now)
    left = None if lease.ends is None else lease.ends - file.now
    value = lease.ends.isoformat() if lease.ends else None
    if left is not None and left <= timedelta(0):
        message = f"the link ended {time_text(abs(left.total_seconds()))} ago"
        yield Finding(Status.FAIL, message, value, wanted, hint, command)
    elif lease.temporary:
        says = f", not in {time_text(left.total_seconds())}" if left else ""
        message = f"signed with temporary credentials: it may stop working in an hour{says} (24 h are asked for)"
        yield Finding(Status.WARNING, message, value, wanted, "sign it with a user's key, which does not end")
    elif left is not None and left < LEAST_LEASE:
        message = f"the link ends in {time_text(left.total_seconds())}; it should work for 24 hours after it is sent"
        yield Finding(Status.WARNING, message, value, wanted, hint, command)
    elif left is not None:
        yield Finding(Status.OK, f"the link works for {time_text(left.total_seconds())}", value, wanted)


def suffix(file: InputFile) -> Iterator[Finding]:
    """For a file that was not inspected, only the name tells its kind."""
    wanted = SUFFIXES.get(file.field)
    if file.link is None or wanted is None or file.reached is not None or share_page_of(file.link):
        return
    if file.suffix not in wanted:
        message = f"the file's name does not end in {' or '.join(wanted)}; it must be a direct download"
        yield Finding(Status.WARNING, message, file.suffix, " or ".join(wanted))


def reachable(file: InputFile) -> Iterator[Finding]:
    link, reached = file.link, file.reached
    if link is None:
        return
    if is_local(link) and not (link.is_loopback and file.local_api):
        message = f"{link.host} is on this machine or network, where Tavus cannot reach it"
        yield Finding(Status.FAIL, message, link.host, "a public host", _STORE)
    elif reached is None:
        return
    elif reached.trouble is Trouble.PRIVATE:
        message = f"{reached.host} is on this machine or a private network; it was not contacted"
        yield Finding(Status.FAIL, message, reached.host, "a public host", _STORE)
    elif reached.trouble in {Trouble.CERTIFICATE, Trouble.BAD_LINK}:
        yield Finding(Status.FAIL, reached.reason or "", reached.trouble.value)
    elif reached.trouble is not None:
        yield _refused(file, reached)
    elif reached.ranges is False:
        yield Finding(Status.NOTE, f"{reached.status_line}, no ranges: only the beginning was seen", reached.status)
    else:
        yield Finding(Status.OK, f"{reached.status_line}, no key needed, ranges work", reached.status)


def _refused(file: InputFile, reached: Reached) -> Finding:
    status = reached.status
    if reached.trouble is not Trouble.REFUSED:
        return Finding(Status.UNKNOWN, f"could not be looked at from here: {reached.reason}", reached.trouble)
    answer = f"{reached.host} answered {reached.status_line}"
    if status not in _REFUSALS:
        return Finding(Status.UNKNOWN, f"could not be looked at from here: {answer}", status)
    if status in _GONE:
        return Finding(Status.FAIL, answer, status, _ANSWERS, "there is no such file; check the link")
    if file.link and file.link.query:
        return Finding(Status.FAIL, answer, status, _ANSWERS, "sign it again, for GET", renewal(file.link, file.now))
    return Finding(Status.FAIL, answer, status, _ANSWERS, "make the file public, or sign the link for GET")


def file_page(file: InputFile) -> Iterator[Finding]:
    if file.link is None:
        return
    page = share_page_of(file.link) or _last_page(file)
    facts, served = file.facts, file.content_type
    wanted = "the file itself"
    if facts is not None and facts.kind in PAGES:
        whose = f" of {page.service}" if page else ""
        hint = page.remedy if page else "give the link that downloads the file"
        yield Finding(Status.FAIL, f"it leads to a page{whose} ({facts.kind}), not to a file", served, wanted, hint)
    elif facts is None and page:
        message = f"it leads to a page of {page.service}, not to a file"
        yield Finding(Status.FAIL, message, page.service, wanted, page.remedy)
    elif facts is not None and facts.kind is Kind.EMPTY:
        return
    elif facts is not None and served and not served.startswith(_FILE_TYPES) and served not in _UNTYPED:
        message = f"the server calls it {served}, which is no kind of clip or picture; that may count"
        yield Finding(Status.WARNING, message, served, wanted, "store it with its content type, such as video/mp4")
    elif facts is not None:
        yield Finding(Status.OK, served or "no content type", served, wanted)


def _last_page(file: InputFile) -> SharePage | None:
    """The service whose page the last redirect leads to, for example after a short link."""
    hops = file.reached.hops if file.reached else ()
    return share_page_of(parse_link(hops[-1].target)) if hops else None
