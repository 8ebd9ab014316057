"""The examples of the help, pasted into a shell with the sandbox."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from tavus_cli.cli.main import app
from tavus_cli.generate.tree import read_tree

EXAMPLES = [example for command in read_tree(typer.main.get_command(app)).walk() for example in command.examples]
# They need a record or a file of the user, a login, another program or a person who ends them.
NEEDY = re.compile(
    r" (?:c123456|d8-\w+|v0a1b2c3d4e5f|783537ef5|people\.csv|greetings\.csv|guide\.toml|me\.mp4|talk\.mp3)\b"
    r"|pals (?:update|delete|publish)|replicas (?:rename|delete)|auth|listen|sandbox (?:serve|run)|completion"
)
PASTED = [example for example in EXAMPLES if not NEEDY.search(example)]


def test_most_nouns_have_an_example_that_needs_nothing():
    nouns = {example.removeprefix("tavus ").removeprefix("--sandbox ").split()[0] for example in PASTED}
    assert nouns >= {
        "api",
        "config",
        "conversations",
        "documents",
        "help",
        "pals",
        "replicas",
        "sandbox",
        "videos",
        "voices",
    }


@pytest.mark.parametrize("example", PASTED)
def test_an_example_works_in_the_sandbox(home, example):
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-c", example],
        cwd=home,
        env={"HOME": str(home), "PATH": path, "TAVUS_SANDBOX": "1", "LANG": "C.UTF-8"},
        input="",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
