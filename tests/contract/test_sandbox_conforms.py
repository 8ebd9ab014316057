import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tavus_cli.sandbox.server import Behaviour, SandboxServer

HERE = Path(__file__).parent
DESCRIPTION = HERE / "openapi.yaml"


def judge(base_url, folder, *options):
    """Let schemathesis make requests from the description and judge each answer by it."""
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", HERE / "schemathesis.toml", "run"]
    command += [DESCRIPTION, "--url", base_url, "--header", "x-api-key: any", "--no-color", *options]
    environment = os.environ | {"SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_thousands_of_requests_are_answered_as_described(tmp_path):
    lines = []
    # Jobs end within the run, so that every status is seen.
    behaviour = Behaviour(training_seconds=0.5, video_seconds=0.5)
    with SandboxServer(tmp_path / "sandbox.sqlite3", behaviour=behaviour, log=lines.append) as server:
        judged = judge(server.base_url, tmp_path, "--generation-deterministic", "--seed", "1", "--max-examples", "40")
    statuses = Counter(line.rpartition(" ")[2] for line in lines)
    assert judged.returncode == 0, judged.stdout
    assert statuses.total() >= 1000
    assert {status for status in statuses if status >= "5"} == set()
    assert statuses["200"] >= 300
