"""Two thousand command lines of words, options and values that seldom fit."""

import random
import shutil

import pytest
import typer
from faults.answers import document
from faults.bodies import page, replica
from reliability.fuzz.spoil import PIECES, SEED, assert_sound
from samples import CLIP

from tavus_cli.cli import command_names
from tavus_cli.cli.main import app
from tavus_cli.generate.tree import read_tree

TREE = read_tree(typer.main.get_command(app))
# What they start is not part of the program: other programs, a browser.
FOREIGN = {("sandbox", "run"), ("replicas", "open"), ("videos", "open")}
LEAVES = [command for command in TREE.walk() if not command.subcommands and command.path not in FOREIGN]
VALUES = [
    *(piece for piece in PIECES if "\0" not in piece),
    *("r1", "0", "1", "-1", "30m", "1e3", "user", "system", "completed", "json", "ids", "a,b", "status", "2h"),
    *("people.csv", "missing.csv", ".", "folder", "a=b", '{"a": 1}', "POST", "GET", "/v2/replicas", CLIP, "api_key"),
]


def command_line(chance):
    """The words of a command with options of its own and of others, or words of no command at all."""
    if chance.random() < 0.1:
        words = [chance.choice([*command_names(), "lsit", "help", "-h"]) for _ in range(chance.randrange(3))]
        return [*words, *(chance.choice(VALUES) for _ in range(chance.randrange(4)))]
    command = chance.choice(LEAVES)
    options = command.options if chance.random() < 0.9 else chance.choice(LEAVES).options
    words = []
    for argument in command.arguments:
        if chance.random() < 0.8:
            words.append(chance.choice([*argument.choices, *VALUES]))
    for _ in range(chance.choice((0, 1, 1, 2, 3, 5))):
        option = chance.choice(options)
        name = chance.choice([*option.names, *option.off_names])
        value = chance.choice([*option.choices, *VALUES])
        words += [name] if option.is_flag else [f"{name}={value}"] if chance.random() < 0.3 else [name, value]
    if chance.random() < 0.15:
        words.insert(chance.randrange(len(words) + 1), chance.choice(VALUES))
    return [*command.path, *words]


@pytest.fixture
def folder(home, monkeypatch):
    """A folder with a table in it, and time limits for what would not end by itself."""
    monkeypatch.chdir(home)
    monkeypatch.setenv("TAVUS_TIMEOUT", "1")
    monkeypatch.setenv("TAVUS_RETRIES", "0")
    (home / "folder").mkdir()
    (home / "people.csv").write_text(f"train_video_url,replica_name\n{CLIP},Ada\n")
    return home


@pytest.mark.parametrize("part", range(8))
@pytest.mark.parametrize("count", [25, pytest.param(250, marks=pytest.mark.long)])
def test_c_any_command_line_ends_in_a_result_or_an_error(run, serve, folder, part, count):
    chance = random.Random(SEED + part)
    serve(routes=lambda request: document(replica() if request.path.count("/") > 2 else page(replica())))
    codes = set()
    for _ in range(count):
        argv = command_line(chance)
        codes.add(assert_sound(run, *argv, stdin="key-from-a-pipe").code)
        # What it stored is not for the next.
        shutil.rmtree(folder / ".config", ignore_errors=True)
    assert {0, 2} <= codes


def test_c_any_command_line_of_the_installed_program_too(tavus, serve, folder):
    chance = random.Random(SEED)
    server = serve(document(page(replica())), as_api=False)
    lines = [[word for word in command_line(chance) if word] for _ in range(30)]
    runs = [tavus.begin(*line, at=server, env={"TAVUS_TIMEOUT": "2"}, partial_output=True) for line in lines]
    assert {run.finish().code for run in runs} >= {0, 2}
