"""Spoiled input from fixed seeds: how it is spoiled, and what must hold of a run that met it."""

import contextlib
import random
import re
import signal
import time

from media.mutants import mutant

from tavus_cli.errors import ExitCode

SEED = 20261121
# Seconds that no run may take: the limits that the runs are given are shorter.
LONGEST = 8.0
# What parsers, terminals and people stumble over.
PIECES = [
    *("", " ", "\0", "\n", "\r\n", "\t", "\x1b[2J", "\x1b]0;x\x07", "\x7f", "\x9b31m", "\u202e", "\u200b", "\ufeff"),
    *("null", "true", "NaN", "-Infinity", "1e999", "-0", "-5", "9" * 5000, "0x10", "1.5", "{", "}", "[" * 300, "]"),
    *('"', "\\", "\\ud800", "\\u0000", ",", ":", ";", "=", "#", "%", "%s", "%00", "../", "..", ".", "/", "\\\\", "//"),
    *("[red]x[/red]", "[/nope]", "{x}", "$(x)", "`x`", "'", "<html>", "é", "日本", "👨\u200d👩", "\U0010ffff", "ﷺ"),
    *("x" * 400, "a,b,,c", "--", "-", "@", "https://", "http://[::1", "http://user:pw@h/", "1970-01-01", "9999-12-31"),
]
ODD = [piece.encode("utf-8", "surrogatepass") for piece in PIECES] + [b"\xff", b"\xc3(", b"\xed\xa0\x80", b"\xfe\xff"]
# Without the zero-width joiner, which stands in some emoji.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def spoiled(good: bytes, chance: random.Random) -> bytes:
    """A copy with a few changes: bytes as they fall, or pieces that are odd to those who read text."""
    if chance.random() < 0.5:
        return mutant(good, chance)
    data = bytearray(good)
    for _ in range(chance.choice((1, 1, 2, 3))):
        at = chance.randrange(len(data) + 1)
        # A whole token, or a place between two.
        token = re.compile(rb"[\w.+-]+|\W").search(bytes(data), at)
        start, end = token.span() if token and chance.random() < 0.7 else (at, at)
        data[start:end] = chance.choice(ODD)
    return bytes(data)


class Hung(BaseException):
    """A run that does not end. No Exception: the program would make an error of its own of it."""


@contextlib.contextmanager
def ended_if_it_hangs(what: str):
    """Fails once the block has taken far too long."""

    def end(*_):
        raise Hung(what)

    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(30)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def assert_sound(run, *argv, shown=None, **options):
    """Run a command line. It ends in time, by one of the codes, and shows nothing that a terminal acts on."""
    started = time.monotonic()
    with ended_if_it_hangs(f"{argv!r} with {shown!r}"):
        result = run(*argv, **options)
    what = f"{argv!r} with {shown!r}: {result!r}"
    assert time.monotonic() - started < LONGEST, what
    assert result.code in set(ExitCode), what
    assert "unexpected: " not in result.err, what
    assert "Traceback" not in result.err, what
    assert not CONTROLS.search(result.err.replace("\r\n", "\n")), what
    assert not CONTROLS.search(result.out.replace("\r\n", "\n")), what
    if result.code != 0:
        assert result.err, what
    return result
