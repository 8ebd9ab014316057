"""Pagination: all rows of a list, complete and in order, or an error.

The number of the first page and the page size are unknown: sources disagree on the number, and a server may cap the
size. So the first request has no `page`, and the second has `page=1`. If its rows repeat the first page, numbers start
at 1, else at 0; the next request is for page 2 in both cases. `total_count` may be missing or wrong. It decides how
many pages are requested at once. If a page is not full and the rows so far are exactly `total_count`, the list ends
there, which saves the request for an empty page; `total_count` alone never ends a list.
"""

import json
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import Any

from tavus_cli.api.calls import Call
from tavus_cli.api.client import Client
from tavus_cli.api.connections import CONNECTIONS
from tavus_cli.api.records import USUAL, Layout, Row, id_of, layout_of
from tavus_cli.api.urls import Param
from tavus_cli.errors import ServerError

PAGE_SIZE = 100
# No real list is this long. A faulty server may send new pages without end.
MAX_PAGES = 10_000
_FIRST_SIZE = 2**13


class Pages:
    """An iterable of the pages of a list: each page is a list of rows, and each row comes once.

    Args:
        client: makes the requests.
        path: of the list.
        params: query parameters without `page`; `limit` is the page size, 100 if it is not given.
        id_field: the field that identifies a row, such as `replica_id`. Rows without it are compared as a whole.
        layout: the names of the answer's members; None to take them from the first answer.
        warn: shows the user a line if fewer rows came than the server announced.
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
        self._layout_known = layout is not None
        self._warn = warn
        self._seen = Seen()
        self._total: int | None = None
        # The number of the first page: 0 until page 1 turns out to repeat it.
        self._base = 0
        self.envelope: dict[str, Any] = {}

    def __iter__(self) -> Iterator[list[Row]]:
        """Lists of rows, in order. `envelope` is the first answer as soon as the first list has come.

        Raises:
            ServerError: a page has no new rows before `total_count` is reached, there are more than MAX_PAGES, or an
                answer is no list.
            TavusError: a call failed.
        """
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
        """The rows of the first page, for a caller that needs its shape before the rest is requested."""
        if not self.envelope:
            self.envelope = self._client.get(self._path, self._params)
            if not self._layout_known:
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
        """The pages from number 1 on. Several are requested at once if `total_count` says that they exist."""
        under_way: deque[Call] = deque()
        begun = 0
        for _ in range(MAX_PAGES):
            while len(under_way) < self._max_in_flight(begun, len(under_way), size):
                begun += 1
                under_way.append(self._client.begin_get(self._path, {**self._params, "page": begun}))
            yield self.layout.rows_of(self._client.finish_get(under_way.popleft()))

    def _max_in_flight(self, begun: int, under_way: int, size: int) -> int:
        """The number of requests that may be in progress, so that none is wasted if `total_count` is right.

        If the first page is not full, `total_count` may be wrong: pages are requested singly until the next one comes.
        """
        doubtful = size < self._limit and begun == under_way
        if self._total is None or doubtful:
            return 1
        # If the last page is full, only the empty page after it shows that it was the last.
        closing = self._total % size == 0
        last = self._base + -(-self._total // size) - 1 + closing
        return max(1, min(CONNECTIONS, under_way + last - begun))

    def _unseen(self, rows: list[Row]) -> list[Row]:
        field = self._id_field
        return list(
            compress(rows, self._seen.add([id_of(row, field) or json.dumps(row, sort_keys=True) for row in rows]))
        )

    def _complete(self, rows: list[Row], size: int) -> bool:
        """Whether the list ends here: the page is not full, and `total_count` rows have come."""
        return len(rows) < size and len(self._seen) == self._total


class Seen:
    """A set of strings that needs a few bytes for each, so that a long list does not need much memory.

    A set of 100,000 ids takes 13 MB, a third of what the whole program needs; this takes 2. It stores a hash of 64 bits
    of each string, in a table with open addressing. Two strings with the same hash would count as one: for a million
    strings the odds of that are 1 to 30 million, and the list would then be reported as one row short.
    """

    def __init__(self) -> None:
        self._count = 0
        self._table = _empty(_FIRST_SIZE)

    def __len__(self) -> int:
        return self._count

    def add(self, texts: Sequence[str]) -> list[bool]:
        """Add strings. Returns, for each of them, whether it is a new one."""
        # In a table that is fuller than two thirds, collisions make the search for a free place slow.
        while (self._count + len(texts)) * 3 > len(self._table) * 2:
            entries = filter(None, self._table)
            self._table = _empty(2 * len(self._table))
            for _ in self._put(entries):
                pass
        # 0 marks a free place.
        new = list(self._put(hash(text) & (2**64 - 1) or 1 for text in texts))
        self._count += sum(new)
        return new

    def _put(self, entries: Iterable[int]) -> Iterator[bool]:
        """Put each entry in its place, or in the next free one (linear probing). Yields whether it is a new one.

        The table's size is a power of two, so the low bits of an entry are a valid index.
        """
        table, last = self._table, len(self._table) - 1
        for entry in entries:
            place = entry & last
            while (found := table[place]) and found != entry:
                place = (place + 1) & last
            table[place] = entry
            yield not found


def _empty(size: int) -> "array[int]":
    return array("Q", (0,)) * size
