"""Inspecting the files of a create: reading a few ranges of each in parallel, with one deadline for all.

For a portrait, the API is also asked whether it accepts it. Source: POST /v2/replicas/image-validation.
"""

import base64
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from tavus_cli.api.deadline import Background, Deadline
from tavus_cli.api.doubt import Doubt
from tavus_cli.cli.session import Session
from tavus_cli.errors import AuthError, NotFound, TavusError, TimedOut, UsageError
from tavus_cli.media.facts import Facts, Reached, Trouble
from tavus_cli.media.local import LocalFile
from tavus_cli.media.look import look
from tavus_cli.media.remote import RemoteFile
from tavus_cli.media.source import Stopped
from tavus_cli.text import sentence
from tavus_cli.verbs.check.findings import InputFile, Replica, Role, Status, Verdict
from tavus_cli.verbs.check.pictures import MOST_BYTES, TYPES
from tavus_cli.verbs.check.rules import checks_of

_LOOKED_AT = frozenset({Role.CLIP, Role.CONSENT, Role.PORTRAIT, Role.AUDIO})
# The time limit for all files of a create together.
SECONDS = 10.0
# After this many seconds the terminal shows what the program waits for.
_MESSAGE_DELAY = 1.0
# Extra time for an inspection that ends itself at the deadline, so that its own error is reported.
_GRACE = 0.3
_VALIDATION = "/v2/replicas/image-validation"
_DOUBT = Doubt(
    "the question about the portrait", "It creates nothing.", "Nothing was asked.", "run tavus replicas check again"
)


def time_limit(session: Session) -> float:
    """The seconds for an inspection: SECONDS, or the rest of the command's time if that is less."""
    return min(SECONDS, session.deadline.left)


def inspect_files(session: Session, files: Sequence[InputFile], *, ask_api: bool) -> list[InputFile]:
    """Inspect files in parallel. Ends by the deadline, whatever a server does.

    Args:
        session: the run, with its connection to the API.
        files: the files. The request itself, and links that are never fetched, are returned unchanged.
        ask_api: whether to ask the API about portraits that pass all other rules.

    Raises:
        TavusError: a local file cannot be read.
    """
    seconds, deadline = time_limit(session), session.deadline.of_call(SECONDS)
    # One thread per file: a create has at most two, and a batch checks two rows at once.
    looks = [
        Background(partial(inspect_file, file, deadline.moment, ask_api=ask_api)) if file.role in _LOOKED_AT else None
        for file in files
    ]
    count = len(looks) - looks.count(None)
    with session.streams.live(lambda: [f"looking at {count} file{'' if count == 1 else 's'}"], delay=_MESSAGE_DELAY):
        seen = [
            _result(file, each, deadline.moment, seconds) if each else file
            for file, each in zip(files, looks, strict=True)
        ]
        return [_with_verdict(session, file, deadline) for file in seen]


def _result(file: InputFile, under_way: Background[InputFile], deadline: float, seconds: float) -> InputFile:
    try:
        return under_way.wait(deadline + _GRACE)
    except TimeoutError:
        if file.link is None:
            raise TimedOut(f"{sentence(file.source)} could not be read within {seconds:.3g} s.") from None
        reached = Reached(file.link.host, trouble=Trouble.TIMEOUT, reason=f"not looked at within {seconds:.3g} s")
        return replace(file, reached=reached, seconds=seconds)


def inspect_file(file: InputFile, deadline: float, *, ask_api: bool = False) -> InputFile:
    """Inspect one file, until the deadline, a value of time.monotonic().

    Raises:
        TavusError: a local file cannot be read.
    """
    started = time.monotonic()
    if file.link is None:
        source: LocalFile | RemoteFile = LocalFile(file.place)
    else:
        source = RemoteFile(file.place, deadline=deadline, local=file.local_api)
    with source:
        facts = look(source)
        return replace(
            file,
            reached=source.reached if isinstance(source, RemoteFile) else None,
            # A link from which nothing could be read has no facts.
            facts=facts if source.bytes_read or facts.size == 0 else None,
            content=_content(source, facts) if ask_api and file.role is Role.PORTRAIT else None,
            requests=source.requests,
            bytes=source.bytes_read,
            seconds=time.monotonic() - started,
        )


def _content(source: LocalFile | RemoteFile, facts: Facts) -> bytes | None:
    """The bytes of a picture about which the API can be asked; None for other files and if it is too large."""
    if facts.kind not in TYPES or facts.damage or not facts.size or facts.size > MOST_BYTES:
        return None
    try:
        # Reading a large local file costs nothing. For links the usual limits of `read` apply.
        return source.fetch(0, facts.size) if isinstance(source, LocalFile) else source.read(0, facts.size)
    except Stopped:
        return None


def with_replica(session: Session, file: InputFile) -> InputFile:
    """The request of a video with what the API says of its replica. An error of the API becomes a part of that."""
    replica_id = file.body.get("replica_id")
    if file.role is not Role.REQUEST or not isinstance(replica_id, str):
        return file
    try:
        target = session.target
    except AuthError as error:
        return replace(file, replica=Replica(replica_id, unknown=error.message.rstrip(".")))
    client = session.connect(target.base_url.value, target.key, deadline=session.deadline.of_call(SECONDS))
    try:
        record = client.get_record("/v2/replicas", "replica", replica_id)
    except NotFound:
        return replace(file, replica=Replica(replica_id))
    except UsageError:
        raise
    except TavusError as error:
        return replace(file, replica=Replica(replica_id, unknown=error.message.rstrip(".")))
    status = str(record.get("status") or "without a status").lower()
    known = Replica(replica_id, status, ready=status in {"completed", "ready"}, failed=status == "error")
    return replace(file, replica=known)


def _with_verdict(session: Session, file: InputFile, deadline: Deadline) -> InputFile:
    """A portrait with the API's verdict, unless a rule stops the create anyway. An error of the API is its verdict.

    Other files, and those about which the API is not asked, are returned unchanged.
    """
    if file.content is None or file.facts is None:
        return file
    if any(check.finding.status is Status.FAIL for check in checks_of(file)):
        return file
    # This endpoint has fields in camel case, unlike the rest of the API.
    body = {"imageBase64": base64.b64encode(file.content).decode("ascii"), "mimeType": TYPES[file.facts.kind]}
    if "model_name" in file.body:
        body["model"] = file.body["model_name"]
    try:
        target = session.target
    except AuthError as error:
        return replace(file, verdict=Verdict(no_key=error.message.rstrip(".")))
    client = session.connect(target.base_url.value, target.key, deadline=deadline)
    try:
        _, answer = client.request("POST", _VALIDATION, json.dumps(body).encode("ascii"), _DOUBT)
    except TavusError as error:
        return replace(file, verdict=Verdict(trouble=error.message.rstrip(".")))
    return replace(file, verdict=_verdict(answer))


def _verdict(answer: Any) -> Verdict:
    if not isinstance(answer, Mapping) or not isinstance(answer.get("passed"), bool):
        return Verdict(trouble="its answer is none that is known")
    checks = answer.get("checks")
    rows = [each for each in checks if isinstance(each, Mapping)] if isinstance(checks, list) else []
    failed = tuple(str(row.get("label") or row.get("id") or "a check") for row in rows if row.get("passed") is False)
    return Verdict(passed=answer["passed"], failed=failed, checks=len(rows))
