"""Boxes of MP4 and QuickTime files: a size, a four-letter name, content. Nothing here recurses."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from tavus_cli.media.source import BOX_STEPS, Malformed, Source

# Of a box without an end in a file without a known end.
UNBOUNDED = 2**63


class Box(NamedTuple):
    """Where a box is. `end` is where its size says it ends, which may be past the end of the file."""

    kind: str
    start: int
    body: int
    end: int

    @property
    def is_named(self) -> bool:
        """Whether its name can be one. What follows the last box of a file is sometimes no box."""
        return self.kind.isascii() and self.kind.isprintable()


def box_at(source: Source, start: int, limit: int) -> Box | None:
    """The box that begins at an offset; None where fewer than 8 bytes are left before `limit`.

    Raises:
        Malformed: its size is less than that of its header.
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
    """The boxes inside a box. Those that begin past the end of the file are left out.

    Raises:
        Malformed: one reaches past the end of the box that it is in.
    """
    start = box.body
    while (child := box_at(source, start, box.end)) is not None:
        if child.end > box.end:
            raise Malformed(child.kind)
        yield child
        start = child.end


def named(source: Source, box: Box) -> dict[str, Box]:
    """The boxes inside a box by their names, the first of each name."""
    found: dict[str, Box] = {}
    for child in children(source, box):
        found.setdefault(child.kind, child)
    return found


def content(source: Source, box: Box, most: int) -> bytes:
    """A box's content, at most so many bytes of it."""
    return source.read(box.body, min(box.end - box.body, most))


def inner(data: bytes, start: int) -> Iterator[tuple[str, bytes]]:
    """The boxes in a piece of memory, name and content. Ends where something is no box."""
    while start + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, start)
        if size < 8:
            return
        yield kind.decode("latin-1"), data[start + 8 : start + size]
        start += size
