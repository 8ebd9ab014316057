"""Reading elements of EBML, the binary format of Matroska and WebM: an id, a size, content."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from tavus_cli.media.source import Malformed, Source

_ELEMENT_STEPS = 3
# The end of an element of unknown size. Live recordings have such elements.
UNBOUNDED = 2**63


class Element(NamedTuple):
    """The id and the offsets of an element. `end` follows from its size, and may be past the end of the file."""

    id: int
    start: int
    body: int
    end: int


def element_at(source: Source, start: int, limit: int) -> Element | None:
    """The element that begins at an offset; None if no header fits before `limit`. Raises Malformed, Stopped."""
    source.step(_ELEMENT_STEPS)
    head = source.read(start, min(12, max(0, limit - start)))
    if len(head) < 2:
        return None
    id_length = 9 - head[0].bit_length()
    size_length = 9 - head[id_length].bit_length() if id_length < len(head) else 0
    if id_length > 4 or size_length > 8:
        raise Malformed("EBML")
    body = id_length + size_length
    if not size_length or len(head) < body:
        return None
    mask = (1 << 7 * size_length) - 1
    size = int.from_bytes(head[id_length:body]) & mask
    end = UNBOUNDED if size == mask else start + body + size
    return Element(int.from_bytes(head[:id_length]), start, start + body, end)


def elements(source: Source, parent: Element, limit: int) -> Iterator[Element]:
    """The elements inside an element that begin before `limit`. Raises Malformed, Stopped."""
    at = parent.body
    end = min(parent.end, limit)
    while at < end and (element := element_at(source, at, end)) is not None:
        yield element
        at = element.end


def with_id(source: Source, parent: Element, identity: int, limit: int) -> list[Element]:
    """All elements with an id inside an element that begin before `limit`. Raises Malformed, Stopped."""
    return [element for element in elements(source, parent, limit) if element.id == identity]


def content(source: Source, element: Element, most: int) -> bytes:
    """The content of an element, at most `most` bytes."""
    return source.read(element.body, min(element.end - element.body, most))


def number(source: Source, element: Element) -> int:
    """The value of an element that is an unsigned integer."""
    return int.from_bytes(content(source, element, 8))


def real(source: Source, element: Element) -> float:
    """The value of an element that is a floating-point number; 0 if its size is not that of such a number."""
    data = content(source, element, 8)
    if len(data) == 4:
        return float(struct.unpack(">f", data)[0])
    return float(struct.unpack(">d", data)[0]) if len(data) == 8 else 0.0


def text(source: Source, element: Element) -> str:
    """The value of an element that is a short text."""
    return content(source, element, 256).split(b"\0")[0].decode("utf-8", "replace")
