from pathlib import Path

import pytest
from media.clips import Clips

from tavus_cli.media.facts import Facts
from tavus_cli.media.local import LocalFile
from tavus_cli.media.look import look


@pytest.fixture(scope="session")
def clips(tmp_path_factory) -> Clips:
    """Real clips by name; see `clips.RECIPES`."""
    # The processes of one run have folders of their own inside one.
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "clips"
    folder.mkdir(exist_ok=True)
    return Clips(folder)


@pytest.fixture
def look_at(clips):
    """The facts about a clip by its name, or about a file."""

    def look_at_it(file: str | Path) -> Facts:
        with LocalFile(str(clips[file] if isinstance(file, str) else file)) as source:
            return look(source)

    return look_at_it
