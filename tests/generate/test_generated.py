"""The committed files are what the commands say, and a difference is told so that it can be mended."""

import inspect
import re
import subprocess
import sys
import tomllib
from typing import Annotated

import pytest
import typer

from tavus_cli.commands import voices
from tavus_cli.generate import __main__ as generator
from tavus_cli.generate.completions import lines

RENEW = "python -m tavus_cli.generate"


@pytest.fixture
def written(tmp_path):
    generator.write(tmp_path)
    return tmp_path


def test_the_committed_files_are_what_the_commands_say(root):
    done = subprocess.run(
        [sys.executable, "-m", "tavus_cli.generate", "--check"], cwd=root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_page_and_script_ships_in_the_wheel(root):
    settings = tomllib.loads((root / "pyproject.toml").read_text())
    shipped = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    # PowerShell has no folder for them.
    assert set(shipped) == set(generator.made()) - {"completions/tavus.ps1"}
    for name, place in shipped.items():
        if name.startswith("man/"):
            assert place == f"share/man/man{name[-1]}/{name.removeprefix('man/')}"


def test_the_same_tree_gives_the_same_bytes(written, capsys, tmp_path_factory):
    again = tmp_path_factory.mktemp("again")
    assert generator.main(["--root", str(again)]) == 0
    for path in written.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (again / path.relative_to(written)).read_bytes()
    assert capsys.readouterr().out == ""


def test_what_was_edited_by_hand_is_told_with_its_name_and_the_cure(written, capsys):
    page = written / "man" / "tavus-replicas.1"
    page.write_text(page.read_text().replace("manage replicas", "mangle replicas"))
    assert generator.main(["--check", "--root", str(written)]) == 1
    told = capsys.readouterr().out
    assert "--- man/tavus-replicas.1\n+++ man/tavus-replicas.1 (as made)\n" in told
    assert "\n-Train, look up and mangle replicas.\n+Train, look up and manage replicas.\n" in told
    assert told.endswith(f"man/tavus-replicas.1 is not what the commands say; renew it: {RENEW}\n")
    assert generator.main(["--root", str(written)]) == 0
    assert generator.main(["--check", "--root", str(written)]) == 0


def test_a_missing_file_and_one_too_many_are_told(written, capsys):
    (written / "completions" / "_tavus").unlink()
    (written / "man" / "tavus-nonsense.1").write_text("")
    assert generator.main(["--check", "--root", str(written)]) == 1
    told = capsys.readouterr().out
    assert f"completions/_tavus is not what the commands say; renew it: {RENEW}\n" in told
    assert f"man/tavus-nonsense.1 belongs to no command; remove it: {RENEW}\n" in told
    generator.write(written)
    assert not (written / "man" / "tavus-nonsense.1").exists()


def test_an_option_more_changes_exactly_what_one_would_expect(written, monkeypatch):
    function = voices.list_voices
    annotation = Annotated[str | None, typer.Option("--gender", metavar="GENDER", help="Only such voices.")]
    more = inspect.Parameter("gender", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
    signature = inspect.signature(function)
    parameters = [*signature.parameters.values(), more]
    monkeypatch.setattr(function, "__signature__", signature.replace(parameters=parameters), raising=False)
    monkeypatch.setitem(function.__annotations__, "gender", annotation)
    changed = [re.match(r"--- (\S+)", told)[1] for told in generator.differences(written)]
    assert sorted(changed) == [
        "completions/_tavus",
        "completions/tavus.bash",
        "completions/tavus.fish",
        "completions/tavus.ps1",
        "man/tavus-voices-list.1",
    ]


def test_the_words_of_the_tables_are_safe_in_every_shell(tree):
    for command in tree.walk():
        for line in lines(command):
            assert re.fullmatch(r"[coa] (!|[A-Za-z0-9/=,@+_.-]+) \S[^\n\\]*", line), line
