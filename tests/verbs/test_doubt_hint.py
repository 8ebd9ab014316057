"""The hint of a create whose outcome nobody knows: pasted into a shell, it finds what was created."""

import shlex
from datetime import UTC, datetime, timedelta

import pytest
from faults.answers import document, reply
from samples import CREATE


def rows(name, seconds_ago):
    moment = datetime.now(UTC) - timedelta(seconds=seconds_ago)
    return {"replica_id": f"r{seconds_ago}", "replica_name": name, "created_at": moment.isoformat()}


@pytest.mark.parametrize("name", ["Rio", """It's "Rio" & co; $HOME""", "-n", None])
def test_the_command_of_the_hint_finds_what_was_created(serve, run, name):
    serve(reply(500))
    named = () if name is None else (f"--replica-name={name}",)
    result = run(*CREATE, *named)
    assert result.code == 10
    _, command = result.err.splitlines()[-1].split(":  tavus ")
    listed = [rows(name, 0), rows(name, 240), {**rows("other", 0), "replica_id": "r1"}, rows(name, 600)]
    serve(document({"data": listed, "total_count": 4}))
    found = run(*shlex.split(command), "--format", "ids").out
    # The clock of this machine may be some minutes ahead of the server's.
    assert found == ("r0\nr240\n" if name else "r0\nr240\nr1\n")


def test_a_name_that_a_shell_cannot_hold_is_not_searched_for(serve, run):
    serve(reply(500))
    result = run(*CREATE, "--replica-name", "a\x1bb")
    assert "--search" not in result.err
    assert " --since 20" in result.err
