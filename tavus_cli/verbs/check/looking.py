"""Looking at files, of links and of this machine: a few ranges of each, all side by side, within one time limit."""

import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from tavus_cli.api.background import Background
from tavus_cli.cli.session import Session
from tavus_cli.errors import TimedOut
from tavus_cli.media.facts import Facts, Reached, Trouble
from tavus_cli.media.local import LocalFile
from tavus_cli.media.look import look
from tavus_cli.media.remote import RemoteFile
from tavus_cli.media.source import Stopped
from tavus_cli.text import sentence
from tavus_cli.verbs.check.asking import asked
from tavus_cli.verbs.check.examine import examined
from tavus_cli.verbs.check.findings import InputFile, Role, Status
from tavus_cli.verbs.check.pictures import MOST_BYTES, TYPES

_LOOKED_AT = frozenset({Role.CLIP, Role.CONSENT, Role.PORTRAIT, Role.AUDIO})
# For all files of a create together.
SECONDS = 10.0
# A person who waits longer is told for what.
_PATIENCE = 1.0
# A look that ends by itself at the deadline should be heard before it is given up.
_GRACE = 0.3


def seconds_for(session: Session) -> float:
    """How long a look may take: what is left for the whole command, if that is less than usual."""
    return min(SECONDS, session.deadline.left)


def looked_at(session: Session, files: Sequence[InputFile], *, ask_api: bool) -> list[InputFile]:
    """The files with what their first bytes tell, looked at side by side. Ends in time, whatever a server does.

    Args:
        session: knows the API.
        files: what is no file, or a link that is none to a file of the create, is passed over.
        ask_api: whether the API is asked about portraits that have nothing else against them.

    Raises:
        TavusError: a file of this machine that cannot be read.
    """
    seconds, deadline = seconds_for(session), session.deadline.of_call(SECONDS)
    # A create has two files at most.
    looks = [
        Background(partial(look_at, file, deadline.moment, ask_api=ask_api)) if file.role in _LOOKED_AT else None
        for file in files
    ]
    count = len(looks) - looks.count(None)
    with session.streams.live(lambda: [f"looking at {count} file{'' if count == 1 else 's'}"], delay=_PATIENCE):
        seen = [
            _result(file, each, deadline.moment, seconds) if each else file
            for file, each in zip(files, looks, strict=True)
        ]
        return [asked(session, file, deadline) if _may_be_asked(file) else file for file in seen]


def _may_be_asked(file: InputFile) -> bool:
    """Whether there is nothing yet that would stop a create."""
    return file.content is not None and not any(check.finding.status is Status.FAIL for check in examined(file))


def _result(file: InputFile, under_way: Background[InputFile], deadline: float, seconds: float) -> InputFile:
    try:
        return under_way.wait(deadline + _GRACE)
    except TimeoutError:
        if file.link is None:
            raise TimedOut(f"{sentence(file.source)} could not be read within {seconds:.3g} s.") from None
        reached = Reached(file.link.host, trouble=Trouble.TIMEOUT, reason=f"not looked at within {seconds:.3g} s")
        return replace(file, reached=reached, seconds=seconds)


def look_at(file: InputFile, deadline: float, *, ask_api: bool = False) -> InputFile:
    """One file with what its first bytes tell. Ends by the deadline (monotonic).

    Raises:
        TavusError: a file of this machine that cannot be read.
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
            # Of a link that leads nowhere, nothing is known.
            facts=facts if source.bytes_read or facts.size == 0 else None,
            content=_content(source, facts) if ask_api and file.role is Role.PORTRAIT else None,
            requests=source.requests,
            bytes=source.bytes_read,
            seconds=time.monotonic() - started,
        )


def _content(source: LocalFile | RemoteFile, facts: Facts) -> bytes | None:
    """All of a picture that the API can be asked about; None for any other file, and for what is too large."""
    if facts.kind not in TYPES or facts.damage or not facts.size or facts.size > MOST_BYTES:
        return None
    try:
        # Of this machine even a large one costs nothing; of a link no more is read than for any file.
        return source.fetch(0, facts.size) if isinstance(source, LocalFile) else source.read(0, facts.size)
    except Stopped:
        return None
