"""The folders completions/ and man/ are what the command tree says, and ship with the program."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def generate(*options, cwd=ROOT):
    return subprocess.run(
        [sys.executable, "-m", "tavus_cli.generate", *options], cwd=cwd, capture_output=True, text=True, check=False
    )


def test_the_committed_files_are_up_to_date():
    done = generate("--check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_page_and_script_ships_in_the_wheel():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    shipped = set(settings["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"])
    made = {f"man/{path.name}" for path in (ROOT / "man").iterdir()}
    assert shipped == made | {"completions/tavus.bash", "completions/_tavus", "completions/tavus.fish"}


@pytest.mark.skipif(shutil.which("mandoc") is None, reason="mandoc is not installed")
def test_the_pages_are_clean():
    pages = sorted(map(str, (ROOT / "man").iterdir()))
    done = subprocess.run(
        ["mandoc", "-T", "lint", "-W", "warning", *pages], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["re"], ["replicas"]),
        (["replicas", "cr"], ["create"]),
        (["--sandbox", "videos", "do"], ["download"]),
    ],
)
def test_bash_completes_commands_without_starting_anything(tmp_path, words, offered):
    script = (
        'set -u; source "$1"; shift; COMP_WORDS=(tavus "$@"); COMP_CWORD=$#; COMP_LINE="tavus $*"; '
        'COMP_POINT=${#COMP_LINE}; _tavus; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        [shutil.which("bash"), "--norc", "-c", script, "bash", str(ROOT / "completions/tavus.bash"), *words],
        env={"PATH": "", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.strip() for line in done.stdout.splitlines()] == offered
