"""The README's scripts, run as they stand there."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from tavus_cli.app import app
from tavus_cli.errors import ExitCode

README = (Path(__file__).parent.parent / "README.md").read_text()


@pytest.fixture
def run_script(home):
    def run(name, *options):
        (script,) = [block for block in re.findall(r"```sh\n(.*?)```", README, re.S) if block.startswith(f"# {name}\n")]
        (home / name).write_text(script)
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        env = {"HOME": str(home), "PATH": path, "TAVUS_QUIET": "1", "LANG": "C.UTF-8"}
        command = ["tavus", "sandbox", "run", "--training-seconds", "0.5", "--video-seconds", "0.5", *options]
        return subprocess.run(
            [*command, "--", "sh", name], cwd=home, env=env, capture_output=True, text=True, timeout=60, check=False
        )

    return run


def test_the_training_script_ends_with_11_since_one_fails(run_script):
    done = run_script("train.sh")
    assert done.returncode == 11
    assert [line.split("\t")[2] for line in done.stdout.splitlines()] == ["completed", "error", "completed"]
    assert "the training of" in done.stderr
    assert "--consent-video-url" in done.stderr


def test_the_film_script_makes_fetches_and_clears_away(run_script, home):
    done = run_script("film.sh")
    assert (done.returncode, done.stderr) == (0, "")
    steps = [json.loads(line) for line in done.stdout.splitlines()]
    trained, rendered, fetched, _, _, replica, video, _, _ = steps
    assert (trained["status"], rendered["status"]) == ("completed", "ready")
    assert rendered["replica_id"] == trained["replica_id"]
    assert (home / "hello.mp4").stat().st_size == fetched["bytes"]
    assert (home / "hello.mp4").read_bytes()[4:8] == b"ftyp"
    assert (replica["replica_name"], video["video_name"]) == ("Rio, trained", "Hello again")


def test_the_table_of_exit_codes_is_complete():
    shown = {int(code) for row in re.findall(r"^\| ([\d*, ]+) \|", README, re.M) for code in re.findall(r"\d+", row)}
    assert shown == {int(code) for code in ExitCode}


def test_every_command_is_mentioned():
    root = typer.main.get_command(app)
    context = typer.Context(root)
    for name in root.list_commands(context):
        (row,) = re.findall(rf"^\| `tavus {name}[ `].*$", README, re.M)
        group = root.get_command(context, name)
        for verb in group.list_commands(context) if hasattr(group, "list_commands") else []:
            assert f"`{verb}`" in row
