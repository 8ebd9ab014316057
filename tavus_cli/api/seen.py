"""Which texts were met before, in a few bytes each: lists of any length are walked in the memory of one page.

A set of 100,000 ids takes 10 MB, a third of what the whole program needs. Here it is 2 MB: of each text only a hash of
64 bits is kept, in a table with open addressing. Two texts that share a hash would be taken for one; among a million
the odds of that are 1 to 30 million, and a list would then be reported as one row short.
"""

from array import array

_ENTRY = "Q"
_FIRST_SIZE = 2**10
_BITS = 2**64 - 1


class Seen:
    """Texts that were added."""

    def __init__(self) -> None:
        self._count = 0
        self._table = _empty(_FIRST_SIZE)

    def __len__(self) -> int:
        return self._count

    def add(self, text: str) -> bool:
        """Whether the text is a new one."""
        entry = hash(text) & _BITS or 1  # 0 marks a free place
        table = self._table
        place = _place(table, entry)
        if table[place] == entry:
            return False
        table[place] = entry
        self._count += 1
        # Beyond two thirds, looking for a free place takes long.
        if self._count * 3 > len(self._table) * 2:
            self._grow()
        return True

    def _grow(self) -> None:
        old, self._table = self._table, _empty(len(self._table) * 2)
        for entry in old:
            if entry:
                self._table[_place(self._table, entry)] = entry


def _empty(size: int) -> "array[int]":
    """A table with a power of two as its size, so that places are the low bits of entries."""
    return array(_ENTRY, bytes(8 * size))


def _place(table: "array[int]", entry: int) -> int:
    """Where an entry is, or belongs."""
    last = len(table) - 1
    place = entry & last
    while (found := table[place]) and found != entry:
        place = (place + 1) & last
    return place
