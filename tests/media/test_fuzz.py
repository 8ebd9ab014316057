"""Thousands of damaged files of every format: no exception, no long look.

`pytest -m long` tries 5,000 of each format, every other run fewer.
"""

import pytest
from media.mutants import worst_look

FORMATS = [
    "short.mp4",
    "hlg.mov",
    "fragmented-short.mp4",
    "encrypted.mp4",
    "prores.mov",
    "av1.webm",
    "vp8.webm",
    "pq.mkv",
    "picture.png",
    "picture.jpg",
    "low.mp3",
    "rf64.wav",
]
SEED = 20261121
MOST_SECONDS = 0.05


@pytest.mark.parametrize("name", FORMATS)
def test_hundreds_of_damaged_files_are_looked_at_in_a_moment(clips, name):
    assert worst_look(clips[name].read_bytes(), 300, SEED) < MOST_SECONDS


@pytest.mark.long
@pytest.mark.parametrize("name", FORMATS)
def test_thousands_of_damaged_files_are_looked_at_in_a_moment(clips, name):
    assert worst_look(clips[name].read_bytes(), 5000, SEED) < MOST_SECONDS
