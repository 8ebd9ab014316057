"""tavus help: topics for people, the command tree for programs."""

import pytest

from tavus_cli.errors import ExitCode
from tavus_cli.grammar import command_names


def test_the_tree_is_one_document_with_every_command(run):
    tree = run("help", "--json").json()
    assert isinstance(tree["schema_version"], int)
    assert [command["path"][-1] for command in tree["command"]["subcommands"]] == command_names()
    assert {each["code"] for each in tree["exit_codes"]} == {int(code) for code in ExitCode}


def test_one_command_can_be_asked_for(run):
    assert "--train-video-url" in run("help", "replicas", "create", "--json").out
    assert run("help", "replicas", "create").out.startswith("Usage: tavus replicas create")


@pytest.mark.parametrize("topic", ["exit-codes", "environment", "formats", "sandbox"])
def test_each_topic_is_text_for_people(run, topic):
    result = run("help", topic)
    assert (result.code, result.err) == (0, "")
    assert len(result.out.splitlines()) > 5
    assert max(map(len, result.out.splitlines())) <= 80


def test_an_unknown_topic_lists_the_known_ones(run):
    result = run("help", "nonsense")
    assert (result.code, result.out) == (2, "")
    assert all(name in result.err for name in ["replicas", "exit-codes", "formats"])
