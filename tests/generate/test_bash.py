"""bash alone: its line editor, files, and what a TAB costs."""

import re

import pytest
from generate.shells import ROOT, Bash, environment, pieces, quoted
from generate.terminal import Terminal

SCRIPT = ROOT / "completions/tavus.bash"
RC = f"""
PS1='> '
bind 'set bell-style none'; bind 'set show-all-if-ambiguous on'; bind 'set completion-query-items 0'
bind 'set page-completions off'; bind 'set enable-bracketed-paste off'
set -u
source {quoted(str(SCRIPT))}
"""


@pytest.fixture(scope="module")
def typed(program, remembered, tmp_path_factory):
    """Types at a real prompt, in the remembered home; gives what a person then sees."""
    rc = tmp_path_factory.mktemp("bash") / "rc"
    rc.write_text(RC)
    argv = [program("bash"), "--noprofile", "--rcfile", str(rc), "-i"]
    terminal = Terminal(argv, environment(remembered), remembered)
    terminal.read_until("> $")

    def type_it(text, pattern):
        terminal.send(text)
        shown = terminal.read_until(pattern)
        # A line is dropped, and its prompt awaited, before the next one.
        terminal.send("\x15\x0b\n")
        terminal.read_until(r"> \Z")
        return shown

    yield type_it
    terminal.close()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("tavus re\t", "tavus replicas "),
        ("tavus replicas list --replica-type=u\t", "tavus replicas list --replica-type=user "),
        ("tavus --sandbox videos do\t", "tavus --sandbox videos download "),
        ("tavus replicas get r7\t", "tavus replicas get r7bc3db0d581 "),
        ("tavus videos create --script-file clip\\ \t", r"tavus videos create --script-file clip\ one.mp4 "),
        ("tavus videos create --script-file=clip2\t", "tavus videos create --script-file=clip2.mp4 "),
        ("tavus completion bash > clip2\t", "tavus completion bash > clip2.mp4 "),
        ("tavus replicas list --json 2>clip2\t", "tavus replicas list --json 2>clip2.mp4 "),
        ("tavus replicas get < clip2\t", "tavus replicas get < clip2.mp4 "),
        ("tavus replicas get > out r7\t", "tavus replicas get > out r7bc3db0d581 "),
        ("tavus replicas list --columns=replica_id,train\t", "replica_id,training_progress"),
    ],
)
def test_a_tab_completes_the_line(typed, text, line):
    shown = typed(text, re.escape(line))
    assert "bash:" not in shown


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("tavus replicas list --re\t", r"--replica-ids +--replica-type +--retries"),
        ("tavus replicas list --replica-type=\t", r"system +user"),
        ("tavus --sandbox videos \t", r"check +create +delete +download +get +list +open +rename +wait"),
        ("tavus replicas get \t", r"r7bc3db0d581 +rf4e9d9790f0"),
    ],
)
def test_a_tab_lists_what_there_is(typed, text, listed):
    assert "bash:" not in typed(text, listed + r" *\n> ")


def test_a_tab_forks_nothing_and_costs_little(program, remembered):
    lines = ["tavus re", "tavus replicas list --re", "tavus --sandbox replicas list --json --", "tavus replicas get "]
    rounds = 10
    asked = "\n".join(f"ask {quoted(line)} {' '.join(map(quoted, pieces(line)))}" for line in lines)
    # Of its children that ended, the system counts the page faults; each fork has some.
    script = f"""
set -u
source {quoted(str(SCRIPT))}
ask() {{ COMP_LINE=$1 COMP_POINT=${{#1}}; shift; COMP_WORDS=("$@") COMP_CWORD=$(( $# - 1 )); _tavus tavus "" ""; }}
faults() {{ read -r -a stat </proc/$$/stat; echo "${{stat[10]}}"; }}
faults
for (( round = 0; round < {rounds}; round++ )); do
{asked}
done
faults
times
( : )
faults
"""
    before, after, own, _, forked = Bash(program("bash"), remembered).run(script)
    assert before == after != forked
    spent = sum(float(text[2:-1]) for text in own.split())
    assert spent / (rounds * len(lines)) < 0.010


@pytest.mark.parametrize("options", ["set -eu", "set -o noclobber", "IFS=,", "shopt -s nullglob failglob", "set -f"])
def test_the_settings_of_the_user_do_not_matter(program, remembered, options, tmp_path):
    bash = Bash(program("bash"), remembered)
    bash.script = tmp_path / "script"
    bash.script.write_text(f"{options}\n{SCRIPT.read_text()}")
    assert bash.offers("tavus replicas list --re") == ["--replica-type", "--replica-ids", "--retries"]
    assert bash.offers("tavus replicas list --columns=replica_id,training_") == [
        "--columns=replica_id,training_progress"
    ]
    assert bash.offers("tavus replicas get r7") == ["r7bc3db0d581"]
    assert bash.offers("tavus nonsense ") == []


def test_words_may_be_cut_at_fewer_characters(program, remembered):
    bash = Bash(program("bash"), remembered)
    line = "tavus replicas list --replica-type=u"
    script = f"""
set -u
source {quoted(str(SCRIPT))}
COMP_WORDS=({line}) COMP_CWORD=3 COMP_LINE='{line}' COMP_POINT={len(line)}
_tavus tavus "" ""
echo "${{COMPREPLY[@]}}"
COMP_LINE='tavus api --input=clip2' COMP_POINT=23 COMP_WORDS=(tavus api --input=clip2) COMP_CWORD=2
_tavus tavus "" ""
echo "${{COMPREPLY[@]}}"
"""
    assert bash.run(script) == ["--replica-type=user", "--input=clip2.mp4"]


def test_what_stands_after_the_cursor_does_not_matter(program, remembered):
    script = f"""
set -u
source {quoted(str(SCRIPT))}
COMP_WORDS=(tavus replicas list --json) COMP_CWORD=1 COMP_LINE='tavus replicas list --json' COMP_POINT=8
_tavus tavus "" ""
echo "${{COMPREPLY[@]}}"
"""
    assert Bash(program("bash"), remembered).run(script) == ["replicas"]
