"""Walking a list to its end: complete and in order, or an error that says it is not.

Neither the first page's number nor the page size can be known beforehand: sources disagree on the first, and a server
may cap the second. So the first page is asked for without a number and then `page=1`; if that repeats the first page,
counting starts at 1, else at 0, and either way page 2 comes next. `total_count` may be missing or wrong. It plans how
many pages to ask for at once and, where it fits exactly, spares the empty page behind one that is not full; by itself
it never ends a list.
"""

import json
from array import array
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tavus_cli.api.calls import Call
from tavus_cli.api.client import Client
from tavus_cli.api.connections import CONNECTIONS
from tavus_cli.api.records import USUAL, Layout, Row, id_of, layout_of
from tavus_cli.api.urls import Param
from tavus_cli.errors import ServerError

PAGE_SIZE = 100
# A list this long has never been seen; a server that counts for ever has.
MAX_PAGES = 10_000
_FIRST_SIZE = 1024


class Pages:
    """Every row of a list, page by page, each row once.

    Args:
        id_field: what tells rows apart, such as `replica_id`.
        layout: the members of each answer; None lets the first answer tell.
        warn: told when fewer rows came than the server announced.
    """

    def __init__(
        self,
        client: Client,
        path: str,
        params: Mapping[str, Param],
        *,
        id_field: str,
        layout: Layout | None,
        warn: Callable[[str], None],
    ) -> None:
        self._client = client
        self._path = path
        self._limit = int(str(params.get("limit") or PAGE_SIZE))
        self._params = {**params, "limit": self._limit}
        self._id_field = id_field
        self.layout = layout or USUAL
        self._told = layout is not None
        self._warn = warn
        self._seen = Seen()
        self._total: int | None = None
        # The number of the first page: 0 until page 1 turns out to repeat it.
        self._base = 0
        self.envelope: dict[str, Any] = {}

    def __iter__(self) -> Iterator[list[Row]]:
        """Lists of rows, in order. `envelope` is the first answer, from the first list on."""
        first = self.first()
        self._total = self.layout.total_of(self.envelope)
        yield self._unseen(first)
        if first and not self._complete(first, self._limit):
            yield from self._rest(len(first))
        if self._total is not None and len(self._seen) < self._total:
            self._warn(
                f"the server announced {self._total} rows, but {len(self._seen)} came; the list may be incomplete"
            )

    def first(self) -> list[Row]:
        """The rows of the first page, for whoever has to know what rows look like before walking on."""
        if not self.envelope:
            self.envelope = self._client.get(self._path, self._params)
            if not self._told:
                self.layout = layout_of(self.envelope) or USUAL
        return self.layout.rows_of(self.envelope)

    def _rest(self, size: int) -> Iterator[list[Row]]:
        page = 1
        for rows in self._in_order(size):
            if not rows:
                return
            new = self._unseen(rows)
            if new:
                yield new
                if self._complete(rows, size):
                    return
            elif page == 1:
                self._base = 1
            else:
                if self._total is not None and len(self._seen) >= self._total:
                    return
                raise ServerError(f"page {page} repeats earlier entries; the list may be incomplete.")
            page += 1
        raise ServerError(f"the list has more than {MAX_PAGES} pages; giving up.")

    def _in_order(self, size: int) -> Iterator[list[Row]]:
        """Pages from number 1 on, a few of them under way at once as far as the total lets expect them."""
        under_way: deque[Call] = deque()
        begun = 0
        for _ in range(MAX_PAGES):
            while len(under_way) < self._width(begun, len(under_way), size):
                begun += 1
                under_way.append(self._client.begin_get(self._path, {**self._params, "page": begun}))
            yield self.layout.rows_of(self._client.finish_get(under_way.popleft()))

    def _width(self, begun: int, under_way: int, size: int) -> int:
        """How many requests may be under way now, so that none is in vain if the total is true.

        A first page that is not full speaks against the total, until the next one has come.
        """
        doubtful = size < self._limit and begun == under_way
        if self._total is None or doubtful:
            return 1
        # Behind a last page that is full stands an empty one, which alone can tell that it was the last.
        closing = self._total % size == 0
        last = self._base + -(-self._total // size) - 1 + closing
        return max(1, min(CONNECTIONS, under_way + last - begun))

    def _unseen(self, rows: list[Row]) -> list[Row]:
        return [row for row in rows if self._seen.add(self._identity(row))]

    def _identity(self, row: Row) -> str:
        return id_of(row, self._id_field) or json.dumps(row, sort_keys=True)

    def _complete(self, rows: list[Row], size: int) -> bool:
        """Whether both signs of the end agree: a page that is not full, and as many rows as announced."""
        return len(rows) < size and len(self._seen) == self._total


class Seen:
    """Which texts were added, in a few bytes each: a list of any length is walked in the memory of one page.

    A set of 100,000 ids takes 13 MB, a third of what the whole program needs; this takes 2. Of each text a hash of 64
    bits is kept, in a table with open addressing. Two texts with the same hash would be taken for one: among a million
    the odds of that are 1 to 30 million, and the list would be reported as one row short.
    """

    def __init__(self) -> None:
        self._count = 0
        self._table = array("Q", bytes(8 * _FIRST_SIZE))

    def __len__(self) -> int:
        return self._count

    def add(self, text: str) -> bool:
        """Whether the text is a new one."""
        entry = hash(text) & (2**64 - 1) or 1  # 0 marks a free place
        place = self._place(entry)
        if self._table[place] == entry:
            return False
        self._table[place] = entry
        self._count += 1
        # Beyond two thirds, looking for a free place takes long.
        if self._count * 3 > len(self._table) * 2:
            entries, self._table = self._table, array("Q", bytes(16 * len(self._table)))
            for each in filter(None, entries):
                self._table[self._place(each)] = each
        return True

    def _place(self, entry: int) -> int:
        """Where an entry is, or belongs. The size is a power of two, so the low bits of an entry are a place."""
        table, last = self._table, len(self._table) - 1
        place = entry & last
        while (found := table[place]) and found != entry:
            place = (place + 1) & last
        return place
