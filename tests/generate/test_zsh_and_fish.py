"""What zsh and fish have that bash has not: descriptions, files in their own way, and being found by themselves."""

import shutil
import subprocess

import pytest
from generate.shells import ROOT, Fish, Zsh, environment, quoted
from generate.terminal import Terminal


@pytest.fixture(scope="module")
def zsh(program, remembered, tmp_path_factory):
    asked = Zsh(program("zsh"), remembered, tmp_path_factory.mktemp("zsh"), noting=False)
    yield asked
    asked.close()


@pytest.fixture(scope="module")
def fish(program, remembered):
    return Fish(program("fish"), remembered)


def test_the_first_line_of_the_zsh_script_is_for_compinit():
    assert (ROOT / "completions/_tavus").read_text().startswith("#compdef tavus\n")


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("tavus re", "tavus replicas "),
        ("tavus replicas list --replica-type=u", "tavus replicas list --replica-type=user "),
        ("tavus replicas list --re", "--replica-type  -- Your own (user) or stock (system) replicas"),
        ("tavus replicas list --replica-type=", "user    system"),
        ("tavus --sandbox videos ", "-- Download a video and print where it was saved"),
        ("tavus replicas get r", '-- Sabrina: "it\'s" $HOME'),
        ("tavus replicas list --limit=", "Rows per page"),
        ("tavus videos create --script-file clip\\ ", r"--script-file clip\ one.mp4 "),
        ("tavus replicas create --train-video clip2", "--train-video clip2.mp4 "),
        ("tavus auth login --", "--no-verify     --verify  -- On or off: test the key with one read before storing it"),
        ("tavus videos create --script-file=clip2", "--script-file=clip2.mp4 "),
        ("tavus replicas list --columns=replica_id,train", "--columns=replica_id,training_progress"),
    ],
)
def test_zsh_shows_descriptions_and_files(zsh, line, seen):
    shown = zsh.shows(line, seen)
    assert "command not found" not in shown
    assert "_tavus" not in shown


def test_zsh_shows_options_where_nothing_else_can_follow(zsh):
    # The first TAB brings the dash that all of them begin with.
    zsh.shows("tavus replicas list \t", "--replica-type ")


def test_zsh_gives_a_program_its_own_completion(zsh):
    zsh.shows("tavus sandbox run cat clip2", "cat clip2.mp4 ")
    zsh.shows("tavus sandbox run setopt promptsu", "setopt promptsubst ")
    zsh.shows("tavus sandbox run autol", "run autoload ")


def test_the_zsh_script_may_also_be_sourced(program, remembered):
    script = (
        f"autoload -U compinit; compinit -D; source {quoted(str(ROOT / 'completions/_tavus'))}; print $_comps[tavus]"
    )
    done = subprocess.run(
        [program("zsh"), "-fc", script], env={"HOME": str(remembered)}, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("_tavus\n", "")


@pytest.mark.parametrize(
    ("line", "described"),
    [
        ("tavus re", {"replicas": "Train, show and manage replicas"}),
        ("tavus replicas list --replica-t", {"--replica-type": "Your own (user) or stock (system) replicas"}),
        ("tavus replicas get r7", {"r7bc3db0d581": 'Sabrina: "it\'s" $HOME'}),
        ("tavus videos create --script-file=clip2", {"--script-file=clip2.mp4": ""}),
        ("tavus videos create --script-file clip2", {"clip2.mp4": ""}),
    ],
)
def test_fish_has_descriptions_and_files(fish, line, described):
    assert fish.described(line) == described


def test_fish_gives_a_program_its_own_completion(fish):
    assert "clip2.mp4" in fish.offers("tavus sandbox run echo clip")
    assert fish.offers("tavus sandbox run tav") == ["tavus"]


def test_fish_finds_the_script_where_it_is_to_be_stored(program, remembered, tmp_path):
    folder = tmp_path / "fish" / "completions"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "completions/tavus.fish", folder)
    # Without it fish starts Python to read the manual pages of the system.
    (tmp_path / "fish" / "generated_completions").mkdir()
    env = environment(remembered, XDG_CONFIG_HOME=str(tmp_path), XDG_DATA_HOME=str(tmp_path))
    terminal = Terminal([program("fish"), "-i", "-C", "function fish_prompt; echo '> '; end"], env, remembered)
    try:
        terminal.read_until("> ")
        terminal.send("tavus --sandbox vid\t")
        assert "fish:" not in terminal.read_until("tavus --sandbox videos ")
    finally:
        terminal.close()


def test_the_powershell_script_is_understood(program):
    pwsh = program("pwsh")
    script = f"""
. {quoted(str(ROOT / "completions/tavus.ps1"))}
foreach ($line in 'tavus re', 'tavus replicas list --replica-type=u', 'tavus --sandbox videos down') {{
    ([System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)
    ).CompletionMatches | ForEach-Object {{ $_.CompletionText }}
}}
"""
    done = subprocess.run(
        [pwsh, "-NoProfile", "-Command", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout.split(), done.stderr) == (["replicas", "--replica-type=user", "download"], "")
