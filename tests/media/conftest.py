from pathlib import Path

import pytest
from media.clips import Clips

from tavus_cli.media.facts import Facts
from tavus_cli.media.local import LocalFile
from tavus_cli.media.look import look


@pytest.fixture(scope="session")
def clips(tmp_path_factory) -> Clips:
    """Real clips by name; see `clips.RECIPES`."""
    return Clips(tmp_path_factory.getbasetemp())


@pytest.fixture
def look_at(clips):
    """The facts about a clip by its name, or about a file."""

    def look_at_it(file: str | Path) -> Facts:
        with LocalFile(str(clips[file] if isinstance(file, str) else file)) as source:
            return look(source)

    return look_at_it
