"""Unknown columns: exit 2 promises that nothing was sent, so that a create is not paid for before they are found."""

import shlex

import pytest
import typer
from faults.answers import document
from faults.bodies import replica

from tavus_cli.cli.main import app
from tavus_cli.generate.tree import read_tree

# Lists, and calls of any other address, may bring fields that nobody has heard of.
OPEN = {"list", "api", "status", "profiles"}
EXAMPLES = {
    command.name: shlex.split(command.examples[0].replace("\\\n", " "))[1:]
    for command in read_tree(typer.main.get_command(app)).walk()
    if any("--columns" in option.names for option in command.options) and command.path[-1] not in OPEN
}


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A folder with the files that the examples name."""
    monkeypatch.chdir(tmp_path)
    clip = "https://clips.example.com/a.mp4"
    (tmp_path / "people.csv").write_text(f"train_video_url,consent_video_url\n{clip},{clip}\n")
    (tmp_path / "greetings.csv").write_text("replica_id,x-customer\nr1,Ada\n")
    (tmp_path / "greeting.txt").write_text("Hello {customer}")
    (tmp_path / "guide.toml").write_text('system_prompt = "You are a guide."\n')


@pytest.mark.parametrize("name", EXAMPLES)
def test_c_an_unknown_column_is_found_before_anything_is_sent(run, serve, files, name):
    server = serve(document(replica()))
    result = run(*EXAMPLES[name], "--columns", "status,nonsense")
    assert (result.code, server.connections) == (2, 0)
    assert "unknown column" in result.err
    assert result.out == ""


def test_c_the_examples_are_those_of_every_noun():
    assert {"tavus replicas get", "tavus videos create", "tavus pals update", "tavus batch videos"} <= set(EXAMPLES)
    assert len(EXAMPLES) > 30


@pytest.mark.parametrize("verb", [("get",), ("wait",)])
def test_c_a_column_that_the_answer_lacks_is_empty(run, serve, verb):
    server = serve(document(replica(status="completed", model_name="phoenix-3")))
    result = run("replicas", *verb, "r1", "--columns", "status,error_message,model_name.part", "--json")
    assert (result.code, len(server.requests)) == (0, 1)
    assert result.json() == {"status": "completed", "error_message": None, "model_name": {"part": None}}
