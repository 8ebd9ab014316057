"""The tree, the folders, and a home with something to complete from."""

import shutil
from pathlib import Path

import pytest
import typer

from tavus_cli.cli.main import app
from tavus_cli.generate.tree import read_tree

# What a hostile service could have put there stands between what it should.
REMEMBERED = {
    "replicas": 'rf4e9d9790f0\tRio\n$(touch evil)\tX\n-rf\tX\nr7bc3db0d581\tSabrina: "it\'s" $HOME\n\nr b\n`id`\n',
    "videos": "783537ef5\tSpring sale\n",
    "voices": "v5a0d0a000001\tanna\n",
    "voice-names": "anna\tCalm and clear\nivy\n",
}
OTHER_PLACES = {
    "sandbox": {"videos": "aaaaaaaaa\tIn the sandbox\n"},
    "work@": {"videos": "bbbbbbbbb\tOf a profile\n"},
    "@http___127.0.0.1_8931_api": {"videos": "ccccccccc\tOf a host\n"},
    "wo_rk@http___127.0.0.1_8931_api": {"videos": "ddddddddd\tOf both\n"},
}


@pytest.fixture(scope="session")
def root():
    return Path(__file__).parents[2]


@pytest.fixture(scope="session")
def tree():
    return read_tree(typer.main.get_command(app))


@pytest.fixture(scope="session")
def named(tree):
    """Every command by its words."""
    return {" ".join(command.path): command for command in tree.walk()}


@pytest.fixture(scope="session")
def remembered(tmp_path_factory):
    """A home in whose cache the list commands wrote."""
    home = tmp_path_factory.mktemp("remembered")
    folder = home / ".cache" / "tavus"
    folder.mkdir(parents=True)
    for place, words in {"@": REMEMBERED, **OTHER_PLACES}.items():
        (folder / place).mkdir()
        for kind, text in words.items():
            (folder / place / kind).write_text(text)
    (folder / "profiles").write_text("default\nwork\n")
    for name in ("clip one.mp4", "clip2.mp4"):
        (home / name).touch()
    (home / "clips").mkdir()
    # fish looks for the completions of commands that exist; whatever is started leaves a trace.
    (home / "bin").mkdir()
    for name in ("tavus", "python", "python3"):
        trap = home / "bin" / name
        trap.write_text(f"#!/bin/sh\necho {name} >>'{home}/started'\n")
        trap.chmod(0o755)
    yield home
    assert not (home / "started").exists()
    assert not (home / "evil").exists()


@pytest.fixture(scope="session")
def program():
    """Finds a program, or skips the test that needs it."""

    def find(name):
        found = shutil.which(name)
        return found or pytest.skip(f"{name} is not installed")

    return find
