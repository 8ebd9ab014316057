"""tavus completion: the same text as the committed files."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "completions"


@pytest.mark.parametrize(
    ("shell", "name"), [("bash", "tavus.bash"), ("zsh", "_tavus"), ("fish", "tavus.fish"), ("powershell", "tavus.ps1")]
)
def test_each_shell_gets_the_committed_script(run, shell, name):
    result = run("completion", shell)
    assert (result.code, result.err) == (0, "")
    assert result.out == (FOLDER / name).read_text()


def test_an_unknown_shell_lists_the_known_ones(run):
    result = run("completion", "tcsh")
    assert (result.code, result.out) == (2, "")
    assert all(shell in result.err for shell in ["bash", "zsh", "fish", "powershell"])
