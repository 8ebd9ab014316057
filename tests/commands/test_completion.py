"""tavus completion, through the door."""

from pathlib import Path

import pytest

COMPLETIONS = Path(__file__).parents[2] / "completions"


@pytest.mark.parametrize(
    ("shell", "name"),
    [("bash", "tavus.bash"), ("zsh", "_tavus"), ("fish", "tavus.fish"), ("powershell", "tavus.ps1")],
)
def test_it_prints_what_the_folder_holds(run, shell, name):
    result = run("completion", shell)
    assert (result.code, result.err) == (0, "")
    assert result.out == (COMPLETIONS / name).read_text()


@pytest.mark.parametrize("given", [(), ("tcsh",), ("Bash2",)])
def test_an_unknown_shell_is_told_which_there_are(run, given):
    result = run("completion", *given)
    assert (result.code, result.out) == (2, "")
    assert all(shell in result.err for shell in ("bash", "zsh", "fish", "powershell"))


def test_the_help_says_how_to_install_it(run):
    out = run("completion", "--help").out
    for line in [
        "tavus completion bash > ~/.local/share/bash-completion/completions/tavus",
        "tavus completion zsh > ~/.zfunc/_tavus",
        "tavus completion fish > ~/.config/fish/completions/tavus.fish",
        "tavus completion powershell >> $PROFILE",
    ]:
        assert f"    {line}\n" in out
