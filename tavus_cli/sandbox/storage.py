"""File storage in place of the user's bucket: PUT /storage/NAME, GET (also of ranges) and DELETE.

With it a local clip can become a replica without a cloud: the link to a file is a valid train_video_url, and a file
with the name fail-CODE.mp4 fails like any such link. Files are in a folder beside the state file, under random names,
at most 1 GiB in all; `reset` deletes them. A name may contain slashes. As with a signed link, no key is needed.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from tavus_cli.sandbox.answers import Answer, Excerpt, Refused
from tavus_cli.sandbox.call import Call
from tavus_cli.sandbox.media import requested_part
from tavus_cli.sandbox.statefile import files_folder
from tavus_cli.sandbox.store import Row, random_id

KIND = "file"
TYPES = ("application/octet-stream", "video/", "image/", "audio/")
MOST = 1024**3  # bytes of all files together

_MAX_NAME = 1000
_MEASURE_EVERY = 16 * 1024**2  # bytes after which the free space is measured again, as others may be writing
_STALE = 600.0  # seconds after which an unknown file counts as left behind by a killed process


def put_file(call: Call) -> Answer:
    """Store a file, in place of an older one with the same name. Answers with the link to it."""
    if len(call.object_id) > _MAX_NAME or {".", ".."} & set(call.object_id.split("/")):
        # Dots are harmless here, but clients resolve them before the request, so the link would not work.
        raise Refused(400, f"a file's name must have no part . or .. and at most {_MAX_NAME} characters")
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
    _remove(call, older)
    link = f"{call.origin}/storage/{quote(call.object_id, safe='/')}"
    return Answer(200 if older else 201, {"url": link, "size": size}, {"ETag": tag, "Location": link})


def get_file(call: Call) -> Answer:
    found = _find(call)
    if not found:
        raise Refused(404, "Not found")
    row = found[0]
    part = requested_part(call.visit.headers, row.facts["size"], row.facts["tag"])
    try:
        file = (files_folder(call.store.path) / row.id).open("rb")
    except FileNotFoundError:
        raise Refused(404, "Not found") from None
    # An SVG image may contain a script, which must not run with the origin of the sandbox.
    headers = {**part.headers, "Content-Security-Policy": "sandbox"}
    return Answer(part.status, Excerpt(file, part.first, part.length), headers, row.facts["content_type"])


def delete_file(call: Call) -> Answer:
    found = _find(call)
    if not found:
        raise Refused(404, "Not found")
    _remove(call, found)
    return Answer(204)


def _remove(call: Call, rows: Sequence[Row]) -> None:
    for row in rows:
        call.store.delete(row, hard=True)
        with suppress(OSError):  # on Windows it may still be open; a later sweep removes it
            (files_folder(call.store.path) / row.id).unlink()


def _find(call: Call) -> Sequence[Row]:
    """The files with the name in the path, the newest first; more than one after uploads at the same time."""
    rows, _ = call.store.page(KIND, facts={"name": call.object_id})
    return rows


def _receive(call: Call, folder: Path) -> tuple[str, int, Path]:
    """Write the body to a temporary file. Returns its digest, size and path. Raises Refused (413) and OSError."""
    digest, size, measured = hashlib.sha256(), 0, 0
    number, name = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(number, "wb") as file:
            room = _room(folder)
            if int(call.visit.headers.get("content-length", "0")) > room:
                raise _full()
            for piece in call.pieces:
                size += len(piece)
                if size - measured > _MEASURE_EVERY:
                    room, measured = _room(folder) + size, size
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
    """Delete files that a killed process has left behind. A file that is being written is newer than that."""
    known = {row.id for row in call.store.page(KIND)[0]}
    for path, status in _files(folder):
        if path.name not in known and status.st_mtime < time.time() - _STALE:
            path.unlink(missing_ok=True)


def _files(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # deleted meanwhile
            yield path, path.stat()
