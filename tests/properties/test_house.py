"""The house itself: what every command has, how large things may grow."""

import ast
import compileall
import importlib.metadata
import pkgutil
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import typer

import tavus_cli
from tavus_cli.cli import command_names
from tavus_cli.cli.grammar import TOPICS, DataVerb, Verb
from tavus_cli.cli.main import app
from tavus_cli.generate import topics

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "tavus_cli"
SOURCES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MODULES = sorted(module.name for module in pkgutil.walk_packages(tavus_cli.__path__, "tavus_cli."))


def commands():
    """Every command with its words, walked from the root."""
    root = typer.main.get_command(app)
    waiting = [((), root)]
    while waiting:
        words, command = waiting.pop()
        context = typer.Context(command)
        if hasattr(command, "list_commands"):
            waiting += [((*words, name), command.get_command(context, name)) for name in command.list_commands(context)]
        else:
            yield words, command


COMMANDS = dict(commands())
IDS = [" ".join(words) for words in COMMANDS]


def test_the_walk_finds_the_commands():
    assert {("replicas", "list"), ("replicas", "get"), ("replicas", "create"), ("videos", "list")} <= set(COMMANDS)


@pytest.mark.parametrize("words", COMMANDS, ids=IDS)
def test_every_command_takes_the_shared_options_and_ends_its_help_in_an_example(run, words):
    command = COMMANDS[words]
    assert isinstance(command, Verb)
    result = run(*words, "--help")
    assert (result.code, result.err) == (0, "")
    for option in ["--profile", "--base-url", "--sandbox", "--timeout", "--retries", "--debug", "--quiet"]:
        assert f"{option} " in result.out
    if isinstance(command, DataVerb):
        assert "--format" in result.out
    summary, _, example = result.out.partition("\nExample:\n")
    assert re.search(r"^  [A-Z].*\.$", summary, re.M)
    assert f"tavus {' '.join(words)}" in example.replace("tavus --sandbox", "tavus")


@pytest.mark.parametrize("name", command_names())
def test_every_command_file_has_a_test_file(name):
    tests = ROOT / "tests" / "commands"
    assert [*tests.glob(f"test_{name}.py"), *tests.glob(f"{name}/test_*.py")]


def test_the_topics_that_the_program_names_are_those_of_the_help():
    # Named apart, so that a start does not load what explains them.
    assert list(TOPICS) == list(topics.TOPICS)


@pytest.mark.parametrize("argv", [("-h",), ("--help",), ()])
def test_the_root_help_lists_commands_and_topics(run, argv):
    out = run(*argv).out
    assert "Train and run Tavus video replicas" in out
    assert all(f"\n  {name} " in out for name in command_names())
    assert tuple(out.partition("Topics of help:")[2].split()[: len(TOPICS)]) == TOPICS
    assert "\nExit codes" not in out


def test_the_program_alone_fits_a_small_terminal(run):
    lines = run(width=80).out.splitlines()
    # Two lines of it are the shell's.
    assert len(lines) <= 22
    assert max(map(len, lines)) <= 80
    assert "--help" in lines[-1]


@pytest.mark.parametrize("noun", sorted({words[0] for words in COMMANDS if len(words) > 1}))
def test_the_help_of_a_group_cuts_no_summary(run, noun):
    told = " ".join(run(noun, "--help", width=60).out.split())
    for words, command in COMMANDS.items():
        if words[0] == noun:
            assert f" {words[1]} {command.help.partition(chr(10))[0].rstrip('.')}" in told


def test_version_is_that_of_the_package(run):
    assert run("--version").out == f"tavus {tavus_cli.__version__}\n"
    assert importlib.metadata.version("tavus-cli-unofficial") == tavus_cli.__version__


# Each module in a process of its own that has nothing of ours yet. What is not ours is there already, to save its time.
IMPORT_ALONE = """
import importlib, os, sys, warnings
import requests, rich.table, typer
warnings.simplefilter("error")
for name in sys.argv[1:]:
    child = os.fork()
    if not child:
        importlib.import_module(name)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        sys.exit(name)
"""


def test_each_module_imports_alone_without_a_warning():
    names = [name for name in MODULES if not name.endswith("__main__")]
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALONE, *names], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", [*SOURCES, *TESTS], ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_of_more_than_300_lines_is_a_folder(path):
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_functions_stay_small(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            body = node.end_lineno - node.body[0].lineno
            assert body <= 40, f"{path.name}: {node.name} has {body} lines"


def test_the_layers_hold():
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout


def test_client_and_sandbox_never_meet():
    for path in (PACKAGE / "sandbox").rglob("*.py"):
        for line in path.read_text().splitlines():
            match = re.match(r"\s*(?:from|import) (tavus_cli\S*)", line)
            assert match is None or match[1].startswith("tavus_cli.sandbox"), f"{path.name}: {line}"


def test_at_most_sixteen_packages_are_installed():
    waiting, found = ["tavus-cli-unofficial"], set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            needs = importlib.metadata.requires(name) or []
            waiting += [
                re.match(r"[\w.-]+", need)[0].lower()
                for need in needs
                if "extra ==" not in need and "platform" not in need.partition(";")[2]
            ]
    assert len(found) <= 16, sorted(found)


def test_the_readme_and_ci_run_the_same_tests():
    readme, ci = (ROOT / "README.md").read_text(), (ROOT / ".ci/run").read_text()
    (line,) = [line for line in ci.splitlines() if line.endswith("pytest")]
    assert line in readme.splitlines()


def test_python_runs_the_package_too(home):
    done = subprocess.run([sys.executable, "-m", "tavus_cli", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"tavus {tavus_cli.__version__}\n"


def test_the_help_needs_no_sources_and_no_folder(home):
    copy = home / "sourceless" / "tavus_cli"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    with zipfile.ZipFile(home / "whole.zip", "w") as archive:
        for path in copy.rglob("*.py"):
            archive.write(path, path.relative_to(copy.parent))
    compileall.compile_dir(copy, legacy=True, quiet=1)
    for path in copy.rglob("*.py"):
        path.unlink()
    for place in (copy.parent, home / "whole.zip"):
        code = f"import sys; sys.path.insert(0, {str(place)!r}); from tavus_cli.cli.main import main; main(['--help'])"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=home)
        assert re.search(r"^  replicas +Train, show and manage replicas$", done.stdout, re.M)
