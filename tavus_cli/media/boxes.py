"""Reading boxes of MP4 and QuickTime files: a size, a four-letter name, content. Nothing here recurses."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from tavus_cli.media.source import BOX_STEPS, Malformed, Source

# The end of a box of unknown size, in a file of unknown size.
UNBOUNDED = 2**63


class Box(NamedTuple):
    """The name and the offsets of a box. `end` follows from its size, and may be past the end of the file."""

    kind: str
    start: int
    body: int
    end: int

    @property
    def is_named(self) -> bool:
        """Whether the name is valid. The bytes after the last box of a file are sometimes not a box."""
        return self.kind.isascii() and self.kind.isprintable()


def box_at(source: Source, start: int, limit: int) -> Box | None:
    """The box that begins at an offset; None if fewer than 8 bytes are left before `limit`.

    Raises:
        Malformed: the size of the box is less than the size of its header.
        Stopped: a limit of the source was reached.
    """
    source.step(BOX_STEPS)
    head = source.read(start, 16) if limit - start >= 8 else b""
    if len(head) < 8:
        return None
    size = int.from_bytes(head[:4])
    kind = head[4:8].decode("latin-1")
    body = start + 8
    if size == 1 and len(head) == 16:
        size = int.from_bytes(head[8:])
        body = start + 16
    elif size == 0:
        size = limit - start
    if size < body - start:
        raise Malformed(kind)
    return Box(kind, start, body, start + size)


def children(source: Source, box: Box) -> Iterator[Box]:
    """The boxes inside a box, without those that begin past the end of the file.

    Raises:
        Malformed: a box extends past the end of its parent.
        Stopped: a limit of the source was reached.
    """
    start = box.body
    while (child := box_at(source, start, box.end)) is not None:
        if child.end > box.end:
            raise Malformed(child.kind)
        yield child
        start = child.end


def named(source: Source, box: Box) -> dict[str, Box]:
    """The boxes inside a box by name; of boxes with the same name, the first."""
    found: dict[str, Box] = {}
    for child in children(source, box):
        found.setdefault(child.kind, child)
    return found


def content(source: Source, box: Box, most: int) -> bytes:
    """The content of a box, at most `most` bytes."""
    return source.read(box.body, min(box.end - box.body, most))


def inner(data: bytes, start: int) -> Iterator[tuple[str, bytes]]:
    """The names and contents of the boxes in a buffer, up to the first invalid size."""
    while start + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, start)
        if size < 8:
            return
        yield kind.decode("latin-1"), data[start + 8 : start + size]
        start += size
