"""The committed files are what the commands say, and a difference is told so that it can be mended."""

import inspect
import re
import shutil
import subprocess
import sys
import zipfile
from typing import Annotated

import pytest
import typer

from tavus_cli.commands import voices
from tavus_cli.generate import __main__ as generator
from tavus_cli.generate.completions import lines

RENEW = "python -m tavus_cli.generate"


@pytest.fixture
def written(tmp_path):
    nouns = "old\n".join(generator.marks(generator.NOUNS))
    (tmp_path / "README.md").write_text(f"Before.\n{nouns}After.\n")
    generator.write(tmp_path)
    return tmp_path


def test_the_committed_files_are_what_the_commands_say(root):
    done = subprocess.run(
        [sys.executable, "-m", "tavus_cli.generate", "--check"], cwd=root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_page_and_script_ships_in_the_wheel(root, tmp_path):
    for name in ("tavus_cli", "completions", "man"):
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(root / name, tmp_path)
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=tmp_path, check=True)
    (wheel,) = (tmp_path / "dist").iterdir()
    with zipfile.ZipFile(wheel) as archive:
        found = {
            name.partition(".data/data/")[2]: archive.read(name).decode()
            for name in archive.namelist()
            if ".data/data/" in name
        }
    places = {
        "completions/tavus.bash": "share/bash-completion/completions/tavus",
        "completions/_tavus": "share/zsh/site-functions/_tavus",
        "completions/tavus.fish": "share/fish/vendor_completions.d/tavus.fish",
    }
    made = generator.generated_files(tmp_path)
    del made["README.md"]
    # PowerShell has no folder for completions.
    del made["completions/tavus.ps1"]
    assert found == {places.get(name, f"share/{name}"): text for name, text in made.items()}


def test_the_readme_has_a_row_for_each_noun(written, capsys):
    text = (written / "README.md").read_text()
    first, last = generator.marks(generator.NOUNS)
    assert text.startswith(f"Before.\n{first}\n| | |\n| --- | --- |\n| `tavus conversations` | Start, show")
    assert "`check` `wait` `rename` `delete` `open`; also `tavus faces` |\n| `tavus videos` | Create, " in text
    assert text.endswith(f"|\n\n{last}After.\n")
    assert "tavus config" not in text
    (written / "README.md").write_text(text.replace("`create` ", "", 1))
    assert generator.main(["--check", "--root", str(written)]) == 1
    assert f"README.md is not what the commands say; renew it: {RENEW}\n" in capsys.readouterr().out
    (written / "README.md").write_text("No marks.")
    with pytest.raises(ValueError, match=r"README\.md has no lines"):
        generator.write(written)


def test_the_same_tree_gives_the_same_bytes(written, capsys, tmp_path_factory):
    again = tmp_path_factory.mktemp("again")
    shutil.copy(written / "README.md", again)
    assert generator.main(["--root", str(again)]) == 0
    for path in written.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (again / path.relative_to(written)).read_bytes()
    assert capsys.readouterr().out == ""


def test_what_was_edited_by_hand_is_told_with_its_name_and_the_cure(written, capsys):
    page = written / "man/man1" / "tavus-replicas.1"
    page.write_text(page.read_text().replace("manage replicas", "mangle replicas"))
    assert generator.main(["--check", "--root", str(written)]) == 1
    told = capsys.readouterr().out
    assert "--- man/man1/tavus-replicas.1\n+++ man/man1/tavus-replicas.1 (as made)\n" in told
    assert "\n-Train, show and mangle replicas.\n+Train, show and manage replicas.\n" in told
    assert told.endswith(f"man/man1/tavus-replicas.1 is not what the commands say; renew it: {RENEW}\n")
    assert generator.main(["--root", str(written)]) == 0
    assert generator.main(["--check", "--root", str(written)]) == 0


def test_a_missing_file_and_one_too_many_are_told(written, capsys):
    (written / "completions" / "_tavus").unlink()
    (written / "man/man1" / "tavus-nonsense.1").write_text("")
    assert generator.main(["--check", "--root", str(written)]) == 1
    told = capsys.readouterr().out
    assert f"completions/_tavus is not what the commands say; renew it: {RENEW}\n" in told
    assert f"man/man1/tavus-nonsense.1 belongs to no command; remove it: {RENEW}\n" in told
    generator.write(written)
    assert not (written / "man/man1" / "tavus-nonsense.1").exists()


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
        "man/man1/tavus-voices-list.1",
    ]


def test_the_words_of_the_tables_are_safe_in_every_shell(tree):
    for command in tree.walk():
        for line in lines(command):
            assert re.fullmatch(r"[coa] (!|[A-Za-z0-9/=,@+_.-]+) \S[^\n\\]*", line), line
