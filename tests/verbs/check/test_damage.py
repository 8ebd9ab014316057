"""Damaged files by the hundred: every rule has an answer, and everything that it says can be shown."""

import json
import random

import pytest
from media.mutants import Memory, mutant

from tavus_cli.media.look import look
from tavus_cli.text import clean
from tavus_cli.verbs.check.findings import InputFile, Role
from tavus_cli.verbs.check.report import mendings_of, summary
from tavus_cli.verbs.check.rules import checks_of

FORMATS = {
    "short.mp4": Role.CLIP,
    "hlg.mov": Role.CLIP,
    "vp8.webm": Role.CONSENT,
    "picture.png": Role.PORTRAIT,
    "picture.jpg": Role.PORTRAIT,
    "low.mp3": Role.AUDIO,
    "rf64.wav": Role.AUDIO,
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_rules_have_an_answer_to_every_damaged_file(clips, name):
    good, chance = clips[name].read_bytes(), random.Random(20261121)
    for _ in range(400):
        facts = look(Memory(mutant(good, chance)))
        file = InputFile(role=FORMATS[name], field="file", source=name, place=name, body={}, now=None, facts=facts)
        checks = checks_of(file)
        # All that follows is for its exceptions: none.
        json.dumps([check.row() for check in checks], allow_nan=False)
        assert all(clean(check.text).isprintable() for check in checks)
        assert clean(summary(file)).isprintable()
        assert isinstance(mendings_of(checks), list)
