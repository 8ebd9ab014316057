"""Damaged files: mutants of good ones from a fixed seed, and files made to do harm."""

import random
import time

from tavus_cli.media.look import look
from tavus_cli.media.source import Source

# Numbers at which sizes, counts and signs go over.
EDGES = (0, 1, 2, 7, 8, 15, 16, 0x7F, 0x80, 0xFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)


class Memory(Source):
    """A file that stands in memory."""

    def __init__(self, content, size=None):
        super().__init__("memory")
        self._content = content
        self.size = len(content) if size is None else size

    def fetch(self, offset, length):
        return self._content[offset : offset + length]

    def close(self):
        pass


def mutant(good: bytes, chance: random.Random) -> bytes:
    """A copy with one to four changes."""
    data = bytearray(good)
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = _place(len(data), chance)
        kind = chance.randrange(7)
        if kind == 0:
            data[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            width = chance.choice((1, 2, 4))
            data[at : at + width] = (chance.choice(EDGES) & (1 << 8 * width) - 1).to_bytes(width)
        elif kind == 2:
            data[at : at + 8] = chance.choice((2**63, 2**64 - 1, 2**40, 2**32, 0)).to_bytes(8)
        elif kind == 3:
            del data[at : at + chance.choice((1, 4, 8, 64, len(data)))]
        elif kind == 4:
            data[at:at] = chance.randbytes(chance.choice((1, 4, 8, 64)))
        elif kind == 5:
            other = _place(len(data), chance)
            data[at : at + 32] = data[other : other + 32]
        else:
            data[at : at + 1] = bytes([data[at] ^ 1 << chance.randrange(8)]) if at < len(data) else b""
    return bytes(data)


def _place(length: int, chance: random.Random) -> int:
    """An offset, more often near the beginning or the end, where the headers are."""
    span = min(length, chance.choice((64, 1024, 8192, length)))
    offset = chance.randrange(span) if span else 0
    return offset if chance.random() < 0.6 else length - 1 - offset if length else 0


def worst_look(good: bytes, count: int, seed: int) -> float:
    """Look at so many mutants. The longest time that one took, in seconds of the processor.

    A mutant that seems slow is looked at twice more: the machine may have been.
    """
    chance = random.Random(seed)
    slowest = 0.0
    for _ in range(count):
        bad = mutant(good, chance)
        taken = _seconds(bad)
        if taken > slowest:
            slowest = max(slowest, min(taken, _seconds(bad), _seconds(bad)))
    return slowest


def _seconds(content: bytes) -> float:
    source = Memory(content)
    started = time.thread_time()
    look(source)
    return time.thread_time() - started
