"""Remembering texts in a few bytes each."""

import tracemalloc

from tavus_cli.api.pages import Seen


def test_it_tells_new_texts_from_old_ones_as_a_set_does():
    # Takes a second to load, which each process of a run would spend that only collects this file.
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    # How fast a busy machine makes up texts says nothing about the table.
    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.lists(st.text(max_size=3))))
    def check(pages):
        met, known = set(), Seen()
        for texts in pages:
            new = known.add(texts)
            for text, is_new in zip(texts, new, strict=True):
                assert is_new is (text not in met)
                met.add(text)
            assert len(known) == len(met)

    check()


def test_it_grows_with_what_it_holds_and_stays_small():
    known = Seen()
    texts = [f"r{number:011x}" for number in range(50_000)]
    pages = [texts[start : start + 100] for start in range(0, len(texts), 100)]
    tracemalloc.start()
    assert all(all(known.add(page)) for page in pages)
    needed, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert not any(known.add(texts))
    assert len(known) == 50_000
    assert needed <= 24 * 50_000


class Hashed(str):
    """A text whose hash is known."""

    __slots__ = ()

    def __hash__(self):
        return int(self)


def test_texts_that_want_the_same_place_are_told_apart():
    known = Seen()
    # Five want the first place, whatever the size, and two the last one; these find one at the start.
    texts = [Hashed(number * 2**30) for number in range(5)] + [Hashed(2**40 - 1), Hashed(2**41 - 1)]
    assert known.add(texts) == [True] * 7
    assert known.add(texts) == [False] * 7


def test_a_hash_that_looks_like_a_free_place_counts_once():
    known = Seen()
    assert known.add([Hashed(0), Hashed(0)]) == [True, False]
    assert len(known) == 1
