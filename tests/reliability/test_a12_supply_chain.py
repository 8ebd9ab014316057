import hashlib
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
SETTINGS = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
FLOORS = {"requests": (2, 33), "urllib3": (2, 8), "typer": (0, 26)}
SECRETS = re.compile(
    rb"(?<![0-9a-zA-Z])[0-9a-f]{32}(?![0-9a-zA-Z])|sk-[A-Za-z0-9]{16,}|AKIA[0-9A-Z]{16}|ghp_\w{20,}"
    rb"|-----BEGIN [A-Z ]*PRIVATE KEY"
)


def requirements(lines):
    """Name to version condition."""
    return {re.match(r"[\w-]+", line)[0]: re.sub(r"^[\w-]+", "", line).replace(" ", "") for line in lines}


def floor(condition):
    return tuple(int(part) for part in re.search(r">=([\d.]+)", condition)[1].split("."))


def files():
    """What git has or would take up; in a folder without git, what the project consists of."""
    if (PROJECT / ".git").exists():
        command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        listed = subprocess.run(command, cwd=PROJECT, capture_output=True, check=True).stdout
        found = [PROJECT / name.decode() for name in listed.split(b"\0") if name]
    else:
        found = [*PROJECT.glob("*"), *PROJECT.glob("tavus_cli/**/*"), *PROJECT.glob("tests/**/*")]
    return [path for path in found if path.is_file() and "__pycache__" not in path.parts]


def test_a82_the_runtime_needs_these_and_no_others():
    assert set(requirements(SETTINGS["dependencies"])) == {
        "typer",
        "rich",
        "requests",
        "urllib3",
        "idna",
        "platformdirs",
        "tomlkit",
    }


def test_a82_each_runtime_dependency_has_its_reason_beside_it():
    lines = (PROJECT / "pyproject.toml").read_text().split("dependencies = [")[1].split("\n]")[0].splitlines()
    for number, line in enumerate(lines):
        if line.strip().startswith('"'):
            assert lines[number - 1].strip().startswith("#")


@pytest.mark.parametrize("name", FLOORS)
def test_a83_a85_known_flaws_are_below_the_floor(name):
    assert floor(requirements(SETTINGS["dependencies"])[name]) >= FLOORS[name]
    installed = tuple(int(part) for part in metadata.version(name).split(".")[:2])
    assert installed >= FLOORS[name]


def test_a83_the_one_cap_is_typer():
    capped = {
        name for name, condition in requirements(SETTINGS["dependencies"]).items() if re.search("<|==|~=", condition)
    }
    assert capped == {"typer"}
    assert "<0.29" in requirements(SETTINGS["dependencies"])["typer"]


def test_a84_development_tools_are_bounded():
    for lines in SETTINGS["optional-dependencies"].values():
        for name, condition in requirements(lines).items():
            assert ">=" in condition, name
            assert re.search(r"<\d|==|~=", condition), name


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    pytest.importorskip("hatchling")
    sources = {path.relative_to(PROJECT): path.read_bytes() for path in files()}
    built = []
    for name in ["one", "another"]:
        # Two copies with times of their own, as two clones have.
        copy = tmp_path_factory.mktemp(name)
        for path, content in sources.items():
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_bytes(content)
        os.utime(copy / "tavus_cli" / "cli" / "main.py", (1_000_000_000, 1_000_000_000 + len(built) * 86_400))
        subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=copy, check=True)
        built.extend((copy / "dist").glob("*.whl"))
    return built


def test_a86_two_builds_are_the_same_to_the_byte(wheels):
    assert len(wheels) == 2
    assert len({hashlib.sha256(wheel.read_bytes()).digest() for wheel in wheels}) == 1


def test_a86_the_wheel_holds_the_program_and_nothing_else(wheels):
    names = zipfile.ZipFile(wheels[0]).namelist()
    assert "tavus_cli/cli/main.py" in names
    assert [name for name in names if re.search(r"(^|/)(tests?|faults|__pycache__|\.venv|\.git)(/|$)", name)] == []
    assert {re.sub(r"/.*", "", name) for name in names if not name.startswith("tavus_cli_unofficial-")} == {"tavus_cli"}


def test_a86_the_project_holds_nothing_that_looks_like_a_key():
    found = {str(path.relative_to(PROJECT)): SECRETS.findall(path.read_bytes()) for path in files()}
    assert {path: secrets for path, secrets in found.items() if secrets} == {}


def test_a86_the_pattern_for_keys_finds_them():
    samples = [b"0123456789abcdef" * 2, b"sk-" + b"a1B2" * 5, b"AKIA" + b"ABCD" * 4]
    assert all(SECRETS.search(b'key = "' + sample + b'"') for sample in samples)
