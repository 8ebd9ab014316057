"""Files that a caller puts here, in the place of a bucket of its own: PUT /storage/NAME, GET with parts, DELETE.

So that a local clip can become a replica with no cloud at all: the link to a file is what train_video_url takes, and a
file called fail-CODE.mp4 fails as any such link does. Files lie in a folder beside the state, under names of our own, a
gibibyte of them at most; `reset` takes them away. A name may hold slashes. As with a signed link, no key is needed.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from tavus_cli.sandbox.answers import Answer, Excerpt, Refused
from tavus_cli.sandbox.call import Call
from tavus_cli.sandbox.media import asked_part
from tavus_cli.sandbox.statefile import files_folder
from tavus_cli.sandbox.store import Row, random_id

KIND = "file"
TYPES = ("application/octet-stream", "video/", "image/", "audio/")
MOST = 1024**3  # bytes of all files together

_LONGEST_NAME = 1000
_LOOK = 16 * 1024**2  # bytes after which the room is measured again: others may be writing
_STALE = 600.0  # seconds after which a file that nobody knows is a leftover of a killed process


def put_file(call: Call) -> Answer:
    """Keep what comes under this name, in the place of an older file of that name. Answers with the link to it."""
    if len(call.object_id) > _LONGEST_NAME or {".", ".."} & set(call.object_id.split("/")):
        # Dots are nothing to fear here, but callers resolve them before they ask: the link would lead elsewhere.
        raise Refused(400, f"a file's name must have no part . or .. and at most {_LONGEST_NAME} characters")
    folder = files_folder(call.store.path)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        _sweep(call, folder)
        digest, size, part = _receive(call, folder)
        file_id = random_id("f", 32)
        part.replace(folder / file_id)
    except OSError as error:
        raise Refused(507, f"the file cannot be kept: {error.strerror or error}", last=True) from error
    tag = f'"{digest}"'
    facts = {
        "name": call.object_id,
        "content_type": call.visit.headers.get("content-type", TYPES[0]),
        "size": size,
        "tag": tag,
    }
    older = _find(call)
    row = Row("", KIND, call.now, call.now, call.now, deleted=False, callback=None, facts=facts)
    call.store.add(row, lambda: file_id)
    if older is not None:
        _remove(call, older)
    link = f"{call.origin}/storage/{quote(call.object_id, safe='/')}"
    return Answer(201 if older is None else 200, {"url": link, "size": size}, {"ETag": tag, "Location": link})


def get_file(call: Call) -> Answer:
    row = _find(call)
    if row is None:
        raise Refused(404, "Not found")
    part = asked_part(call.visit.headers, row.facts["size"], row.facts["tag"])
    try:
        file = (files_folder(call.store.path) / row.id).open("rb")
    except FileNotFoundError:
        raise Refused(404, "Not found") from None
    # A picture may be a document with a program in it (SVG), which is not to run as a page of the sandbox.
    headers = {**part.headers, "Content-Security-Policy": "sandbox"}
    return Answer(part.status, Excerpt(file, part.first, part.length), headers, row.facts["content_type"])


def delete_file(call: Call) -> Answer:
    row = _find(call)
    if row is None:
        raise Refused(404, "Not found")
    _remove(call, row)
    return Answer(204)


def _remove(call: Call, row: Row) -> None:
    call.store.delete(row, hard=True)
    with suppress(OSError):  # still being read, on Windows; the next sweep takes it
        (files_folder(call.store.path) / row.id).unlink()


def _find(call: Call) -> Row | None:
    rows, _ = call.store.page(KIND, limit=1, facts={"name": call.object_id})
    return rows[0] if rows else None


def _receive(call: Call, folder: Path) -> tuple[str, int, Path]:
    """Write what comes to a file of no name yet. Returns its digest, its size and where it is."""
    digest, size, looked = hashlib.sha256(), 0, 0
    number, name = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(number, "wb") as file:
            room = _room(folder)
            if int(call.visit.headers.get("content-length", "0")) > room:
                raise _full()
            for piece in call.pieces:
                size += len(piece)
                if size - looked > _LOOK:
                    room, looked = _room(folder) + size, size
                if size > room:
                    raise _full()
                digest.update(piece)
                file.write(piece)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    return digest.hexdigest()[:32], size, Path(name)


def _room(folder: Path) -> int:
    return MOST - sum(status.st_size for _, status in _files(folder))


def _full() -> Refused:
    return Refused(413, "the sandbox keeps 1 GiB of files and no more; a reset makes room", last=True)


def _sweep(call: Call, folder: Path) -> None:
    """Take away what a killed process has left behind. What is being written now is younger than that."""
    known = {row.id for row in call.store.page(KIND)[0]}
    for path, status in _files(folder):
        if path.name not in known and status.st_mtime < time.time() - _STALE:
            path.unlink(missing_ok=True)


def _files(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # taken away in this moment
            yield path, path.stat()
