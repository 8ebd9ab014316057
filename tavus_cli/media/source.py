"""Where bytes of a file come from: whole blocks, kept, and bounded in number. Local and remote files are two kinds.

The parsers ask for a few bytes here and there. What they ask for is fetched in blocks of 64 KB, neighbours together, so
that a request is worth its round trip.
"""

from abc import ABC, abstractmethod

BLOCK = 64 * 2**10
MOST_BYTES = 8 * 2**20
MOST_REQUESTS = 64
# A fragmented file has a piece of its index before each piece of its data, so that it takes more of them.
MOST_REQUESTS_FRAGMENTED = 128
# What bounds the time: a million empty boxes are only 8 MB. One step takes about a microsecond.
MOST_STEPS = 30_000
BOX_STEPS = 3


class Malformed(Exception):
    """A structure that cannot be. The message names the box or element; it never leaves `look`."""


class Stopped(Exception):
    """No more can be read. The reason is a clause for people; it never leaves `look`."""


class Source(ABC):
    """A file to look into.

    Attributes:
        name: for messages: a path, or a link without its query.
        size: of the whole file in bytes; None where it is not known (yet).
        content_type: what the server says it is, lower case, without parameters; None for a local file.
        requests: how many reads or requests were needed.
        bytes_read: how many bytes came by them.
        most_requests: how many requests may be made.
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

    def step(self, count: int) -> None:
        """Account for work. Raises Stopped when there was more of it than a file needs."""
        self._steps += count
        if self._steps > MOST_STEPS:
            raise Stopped("its structure has more parts than are looked at")

    @abstractmethod
    def fetch(self, offset: int, length: int) -> bytes:
        """Bytes from the origin: fewer than asked for only at the end of the file, more if it does not send parts.

        Raises:
            Stopped: nothing more can be had.
        """

    def read(self, offset: int, length: int) -> bytes:
        """The bytes there are of a range: fewer than asked for at the end of the file. Raises Stopped."""
        first, start = divmod(offset, BLOCK)
        block = self._blocks.get(first, b"")
        if start + length <= len(block):
            return block[start : start + length]
        self.load(offset, length)
        last = (offset + length - 1) // BLOCK
        whole = b"".join(self._blocks.get(number, b"") for number in range(first, last + 1))
        return whole[start : start + length]

    def load(self, offset: int, length: int) -> None:
        """Fetch the blocks of a range that are still missing, neighbours in one request. Raises Stopped."""
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
