"""What strangers install: built twice, unpacked, installed where nothing else is, and run there.

The steps are those of .github/workflows/release.yml and .github/actions/tavus, run as they are written there.
"""

import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
import yaml
from faults.answers import document
from faults.server import FaultServer
from samples import KEY

import tavus_cli

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
RELEASE = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text())
ACTION = yaml.safe_load((ROOT / ".github/actions/tavus/action.yml").read_text())
FIRST = re.search(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(), re.S)[1]


def sh(script, cwd, **env):
    """Run lines of a workflow, which may use what this environment has installed. Returns what they print."""
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=cwd,
        env={**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", **env},
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout


def step(name):
    return next(step["run"] for step in RELEASE["jobs"]["build"]["steps"] if step.get("name") == name)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A copy of the project in which the release was built."""
    place = tmp_path_factory.mktemp("release")
    ignored = shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__", "dist", ".hypothesis")
    shutil.copytree(ROOT, place, dirs_exist_ok=True, ignore=ignored)
    # The tools are here already, and without isolation nothing is fetched.
    script = step("Build twice, to the same bytes").replace("pip install build twine\n", "")
    sh(script.replace("python -m build", "python -m build --no-isolation"), place)
    return place


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """The wheel in an environment of its own, with what it needs and nothing else."""
    place = tmp_path_factory.mktemp("installed")
    sh(f"python -m venv {place} && {place}/bin/pip install -q {built}/dist/*.whl", place)
    return place


@pytest.mark.long
def test_the_archive_passes_its_own_tests_where_it_is_unpacked(built, tmp_path):
    with tarfile.open(next((built / "dist").glob("*.tar.gz"))) as archive:
        archive.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()
    assert (unpacked / ".github" / "LICENSE").is_file()
    # The program that these tests start is the one that is unpacked, not the one beside this file. Those of the
    # commands and of what is generated: they read every folder of the archive. All of them would be a run of CI more.
    sh(
        "python -m venv own && own/bin/pip install -q -e '.[dev]' &&"
        " own/bin/pytest -q -p no:cacheprovider tests/commands tests/generate",
        unpacked,
        PATH=os.environ["PATH"],
    )


@pytest.mark.long
def test_the_wheel_alone_runs_the_first_command(installed, tmp_path):
    _, _, command = FIRST.partition("pip install -q . &&")
    assert ".venv/bin/tavus --sandbox replicas create" in command
    printed = sh(command.replace(".venv/bin/", f"{installed}/bin/"), tmp_path, HOME=str(tmp_path))
    assert "First try" in printed
    assert (
        sh(f"{installed}/bin/pip list --format freeze --exclude pip --exclude setuptools | wc -l", tmp_path).strip()
        == "15"
    )


@pytest.mark.long
def test_the_wheel_alone_brings_manual_pages_and_completions(installed, tmp_path):
    share = installed / "share"
    page = sh(f"mandoc {share}/man/man1/tavus.1 | col -b", tmp_path) if shutil.which("mandoc") else None
    assert page is None or "tavus" in page
    assert (share / "man/man1/tavus-replicas-create.1").is_file()
    for script, shell, ask in [
        ("bash-completion/completions/tavus", "bash", "bash -n"),
        ("zsh/site-functions/_tavus", "zsh", "zsh -n"),
        ("fish/vendor_completions.d/tavus.fish", "fish", "fish -n"),
    ]:
        assert (share / script).is_file()
        if shutil.which(shell):
            sh(f"{ask} {share / script}", tmp_path)


@pytest.mark.long
def test_the_single_file_does_what_the_installed_program_does(built, installed, tmp_path):
    sh(step("Build the single file"), built)
    single = f"{sys.executable} -I {built}/single/tavus.pyz"
    assert sh(f"{single} --version", tmp_path) == f"tavus {tavus_cli.__version__}\n"
    for words in ["--help", "replicas create --help", "completion bash", "help --json", "help exit-codes"]:
        assert sh(f"{single} {words}", tmp_path) == sh(f"{installed}/bin/tavus {words}", tmp_path), words
    printed = sh(f"{single} --sandbox replicas list --json", tmp_path, HOME=str(tmp_path))
    assert '"replica_id"' in printed


def act(tmp_path, **inputs):
    """Run the steps of the action with these inputs. Returns what it prints, and its outputs."""
    values = {name: str(spec.get("default", "")) for name, spec in ACTION["inputs"].items()} | inputs
    output, path = tmp_path / "output", tmp_path / "path"
    output.touch()
    env = {"RUNNER_TEMP": str(tmp_path), "GITHUB_OUTPUT": str(output), "GITHUB_PATH": str(path), "HOME": str(tmp_path)}
    printed = ""
    for part in ACTION["runs"]["steps"]:
        given = {
            name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: values[found[1]], value)
            for name, value in part["env"].items()
        }
        first = path.read_text().strip() + ":" if path.exists() else ""
        printed += sh(part["run"], tmp_path, **env, **given, PATH=f"{first}{BIN}:{os.environ['PATH']}")
    return printed, dict(line.partition("=")[::2] for line in output.read_text().splitlines())


@pytest.mark.long
def test_the_action_installs_runs_and_hands_over_the_ids(built, tmp_path):
    wheel = str(next((built / "dist").glob("*.whl")))
    command = "replicas create --train-video-url https://example.com/me.mp4 --replica-name 'Two words'"
    _, outputs = act(tmp_path, package=wheel, sandbox="true", command=command)
    assert re.fullmatch(r"r[0-9a-f]{11}", outputs["ids"])


@pytest.mark.long
def test_the_action_masks_the_key_and_tries_it_first(built, tmp_path, monkeypatch):
    rows = document({"data": [{"replica_id": "r90bbd427f71"}, {"replica_id": "rf4e9d9790f0"}]})
    with FaultServer(rows) as server:
        monkeypatch.setenv("TAVUS_BASE_URL", server.url)
        wheel = str(next((built / "dist").glob("*.whl")))
        printed, outputs = act(tmp_path, package=wheel, command="replicas list", **{"api-key": KEY})
        assert outputs["ids"] == "r90bbd427f71 rf4e9d9790f0"
        assert printed.count(KEY) == 1
        assert f"::add-mask::{KEY}\n" in printed
        assert [request.target for request in server.requests] == ["/v2/replicas?limit=1", "/v2/replicas"]


def test_the_release_is_made_of_what_was_tested():
    jobs = RELEASE["jobs"]
    assert (jobs["build"]["needs"], jobs["publish"]["needs"]) == ("test", "build")
    assert jobs["test"]["steps"][-1]["run"] == "bash .ci/run"
    # Trusted publishing: the job asks for an identity, and no secret is named anywhere.
    assert jobs["publish"]["permissions"]["id-token"] == "write"
    assert "secrets." not in (ROOT / ".github/workflows/release.yml").read_text()
