"""The interface through which the parsers read a file: cached blocks, with limits. `local` and `remote` implement it.

The parsers read a few bytes in many places. Each read fetches blocks of 64 KiB, adjacent ones together, so that there
are few requests.
"""

from abc import ABC, abstractmethod
from typing import Self

BLOCK = 64 * 2**10
MOST_BYTES = 8 * 2**20
MOST_REQUESTS = 64
# A fragmented file needs more requests, because a part of its index is before each part of its data.
MOST_REQUESTS_FRAGMENTED = 128
# The limit for CPU time, because a million empty boxes are only 8 MB. One step takes about a microsecond.
MOST_STEPS = 30_000
BOX_STEPS = 3


class Malformed(Exception):
    """The structure is invalid. The message names the box or element. `look` catches it."""


class Stopped(Exception):
    """No more can be read. The message is the reason, as a clause for people. `look` catches it."""


class Source(ABC):
    """A file that is read in blocks.

    Attributes:
        name: the name for messages: a path, or a link without its query.
        size: the size of the file in bytes; None while or if it is unknown.
        content_type: the Content-Type of the server in lower case, without parameters; None for a local file.
        requests: the number of reads or requests so far.
        bytes_read: the number of bytes read so far.
        most_requests: the maximum number of reads or requests.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.size: int | None = None
        self.content_type: str | None = None
        self.requests = 0
        self.bytes_read = 0
        self.most_requests = MOST_REQUESTS
        self._blocks: dict[int, bytes] = {}
        self._steps = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Close the file or the connection. The end of a `with` statement does this too."""

    def step(self, count: int) -> None:
        """Count work of a parser. Raises Stopped if it exceeds MOST_STEPS."""
        self._steps += count
        if self._steps > MOST_STEPS:
            raise Stopped("its structure has more parts than are looked at")

    @abstractmethod
    def fetch(self, offset: int, length: int) -> bytes:
        """Read bytes, uncached: fewer than `length` only at the end of the file, more if ranges are not supported.

        Raises:
            Stopped: no more can be read.
        """

    def read(self, offset: int, length: int) -> bytes:
        """The bytes of a range, fewer than `length` at the end of the file. Raises Stopped."""
        first, start = divmod(offset, BLOCK)
        block = self._blocks.get(first, b"")
        if start + length <= len(block):
            return block[start : start + length]
        self.load(offset, length)
        last = (offset + length - 1) // BLOCK
        whole = b"".join(self._blocks.get(number, b"") for number in range(first, last + 1))
        return whole[start : start + length]

    def load(self, offset: int, length: int) -> None:
        """Fetch the blocks of a range that are not cached, adjacent ones with one request. Raises Stopped."""
        end = offset + length if self.size is None else min(offset + length, self.size)
        blocks = range(offset // BLOCK, -(-end // BLOCK)) if offset < end else range(0)
        missing = [number for number in blocks if number not in self._blocks]
        while missing:
            count = 1
            while count < len(missing) and missing[count] == missing[0] + count:
                count += 1
            self._load(missing[0], count)
            del missing[:count]

    def _load(self, first: int, count: int) -> None:
        length = count * BLOCK
        if self.bytes_read + length > MOST_BYTES:
            raise Stopped(f"more than {MOST_BYTES // 2**20} MiB would have to be read")
        if self.requests >= self.most_requests:
            raise Stopped(f"more than {self.most_requests} reads would be needed")
        self.requests += 1
        content = self.fetch(first * BLOCK, length)
        self.bytes_read += len(content)
        for number in range(max(count, -(-len(content) // BLOCK))):
            self._blocks[first + number] = content[number * BLOCK : (number + 1) * BLOCK]
