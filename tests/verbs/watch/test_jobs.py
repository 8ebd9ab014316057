"""--watch as a job of a shell: stopped, continued in the background and in the foreground, and ended meanwhile."""

import os
import re
import shutil
import signal
import termios
import time

import pytest
from verbs.watch.screens import BASH, WATCH, modes, page

SHELLS = {"bash": BASH, "zsh": ("/bin/zsh", "-f", "-i", "+Z")}
STOPPED = "Stopped|suspended"
# A shell names the code of a program that ended by itself, and the signal of one that it ended.
KILLED = "[Ee]xit 143|[Tt]erminated"
CTRL_Z = b"\x1a"
LEFT = (True, False, False)


@pytest.fixture(params=SHELLS)
def shell(request, on_screen, serve):
    """A shell with job control on a terminal."""
    program = SHELLS[request.param]
    if not shutil.which(program[0]):
        pytest.skip(f"{request.param} is not installed")
    serve(page(45))
    shown = on_screen(program=program, PS1="$ ")
    shown.wait_for("$")
    return shown


def type_line(shown, line):
    shown.press(f"{line}\n".encode())


def wait_for(shown, pattern):
    """Wait until a line of the screen has the pattern. Returns the match."""
    return shown.wait_until(lambda: re.search(pattern, "\n".join(shown.lines)), pattern, 30)


def clear(shown):
    """Forget what was on the screen."""
    shown.read(0.2)
    shown.screen.erase_in_display(2)
    shown.screen.cursor_position()


def drawn(shown):
    wait_for(shown, r"\d\d:\d\d:\d\d, 1 replica")
    assert shown.lines[0].startswith("ID ")
    assert not termios.tcgetattr(shown.end)[3] & termios.ECHO


def is_in_order(shown):
    """Whether the shell's screen is shown, and the terminal echoes whole lines."""
    usual = termios.ECHO | termios.ICANON
    return modes(shown) == LEFT and termios.tcgetattr(shown.end)[3] & usual == usual


def stopped(shown, line=WATCH):
    """Begin a watch and press Ctrl-Z."""
    type_line(shown, line)
    drawn(shown)
    shown.press(CTRL_Z)
    wait_for(shown, STOPPED)
    assert is_in_order(shown)
    clear(shown)


def tells(shown, pattern):
    """Wait until the shell says something about its jobs, which bash does only before a prompt."""
    start = len(shown.written)
    assert is_told(shown, pattern, start, 30), f"no {pattern} in {shown.written[start:]}"


def is_told(shown, pattern, start, seconds):
    """Whether the shell says something about its jobs within this time, in what it has written from `start` on."""
    until = time.monotonic() + seconds
    # A shell that was held up answers many keys at once, with so many prompts that they push its words off the screen.
    while not re.search(pattern, "\n".join([*shown.lines, shown.written[start:].decode(errors="replace")])):
        if time.monotonic() > until:
            return False
        shown.press(b"\n")
        shown.read(0.2)
    return True


def tells_the_end(shown):
    """Wait until the shell says that the killed job has ended with 143.

    A shell that has not seen yet that the job stopped itself does not continue it after the kill. The signal waits
    then, until the user continues the job.
    """
    start = len(shown.written)
    if not is_told(shown, f"back 143|{KILLED}", start, 5):
        type_line(shown, "fg")
        type_line(shown, "echo back $?")
        tells(shown, f"back 143|{KILLED}")


def ends_with_q(shown):
    clear(shown)
    shown.press(b"q")
    wait_for(shown, r"\$")
    type_line(shown, "echo back $?")
    wait_for(shown, "back 0")
    assert is_in_order(shown)


# Without a pause the shell goes on while the job still starts to run.
@pytest.mark.parametrize("pause", [0, 1])
@pytest.mark.parametrize("before", ["", "bg"])
def test_it_draws_again_in_the_foreground(shell, before, pause):
    stopped(shell)
    if before:
        type_line(shell, before)
        shell.read(pause)
        assert b"\x1b[?1049h" not in shell.written.rpartition(b"\x1b[?1049l")[2]
    type_line(shell, "fg")
    drawn(shell)
    ends_with_q(shell)


@pytest.mark.parametrize("pause", [0, 1])
@pytest.mark.parametrize("line", ["kill %1", "kill %1; fg"])
@pytest.mark.parametrize("before", ["", "bg"])
def test_a48_a_kill_while_it_is_stopped_ends_it_with_143(shell, before, line, pause):
    stopped(shell)
    if before:
        type_line(shell, before)
        shell.read(pause)
    type_line(shell, line)
    if "fg" in line:
        # If `fg` comes after the end, the shell says instead how the job has ended.
        type_line(shell, "echo back $?")
    tells_the_end(shell)
    assert is_in_order(shell)
    assert shell.written.count(b"\x1b[?1049h") == 1


@pytest.mark.parametrize("before", ["", "bg"])
def test_a48_a_kill_that_does_not_continue_it_ends_it_once_it_is_continued(shell, before):
    type_line(shell, f"{WATCH} & echo pid $!; fg")
    pid = int(wait_for(shell, r"pid (\d+)")[1])
    drawn(shell)
    shell.press(CTRL_Z)
    wait_for(shell, STOPPED)
    if before:
        clear(shell)
        type_line(shell, before)
        tells(shell, STOPPED)
    os.kill(pid, signal.SIGTERM)
    shell.read(0.5)
    type_line(shell, "fg")
    type_line(shell, "echo back $?")
    tells(shell, f"back 143|{KILLED}")
    assert is_in_order(shell)
    assert shell.written.count(b"\x1b[?1049h") == 1


def test_begun_in_the_background_it_leaves_the_terminal_alone(shell):
    type_line(shell, f"{WATCH} &")
    tells(shell, STOPPED)
    type_line(shell, "kill %1")
    tells_the_end(shell)
    assert is_in_order(shell)
    assert b"\x1b[?1049" not in shell.written


def test_stopped_from_outside_it_stays_off_the_terminal_until_it_is_in_the_foreground(shell):
    type_line(shell, f"{WATCH} & echo pid $!; fg")
    pid = int(wait_for(shell, r"pid (\d+)")[1])
    drawn(shell)
    os.kill(pid, signal.SIGSTOP)
    wait_for(shell, STOPPED)
    clear(shell)
    type_line(shell, "bg")
    tells(shell, STOPPED)
    shell.written = b""
    shell.read(1.5)
    assert b"1 replica" not in shell.written
    type_line(shell, "fg")
    drawn(shell)
    assert [line.partition(" ")[0] for line in shell.lines if line] == ["ID", "────────────", "r00000000000", "q"]
    ends_with_q(shell)


@pytest.mark.parametrize("before", ["", "bg"])
def test_killed_after_it_was_stopped_from_outside_it_gives_the_screen_back(shell, before):
    type_line(shell, f"{WATCH} & echo pid $!; fg")
    pid = int(wait_for(shell, r"pid (\d+)")[1])
    drawn(shell)
    os.kill(pid, signal.SIGSTOP)
    wait_for(shell, STOPPED)
    if before:
        clear(shell)
        type_line(shell, before)
        tells(shell, STOPPED)
    type_line(shell, "kill %1")
    tells_the_end(shell)
    assert modes(shell) == LEFT


def test_in_a_script_it_is_stopped_and_continued_with_it(shell):
    type_line(shell, f"sh -c '{WATCH}; echo after it $?'")
    drawn(shell)
    # The shell's message may stand on the screen that is left, because the script stops before the watch.
    shell.press(CTRL_Z)
    shell.read(1.5)
    assert modes(shell) == LEFT
    type_line(shell, "fg")
    drawn(shell)
    clear(shell)
    shell.press(b"q")
    wait_for(shell, "after it 0")
    wait_for(shell, r"\$")
    assert is_in_order(shell)


def test_timeout_which_runs_it_in_the_background_can_end_it(shell):
    type_line(shell, f"sh -c 'timeout 3 {WATCH}; echo back $?'")
    wait_for(shell, "back 124")
    assert is_in_order(shell)
    assert b"\x1b[?1049" not in shell.written


def test_in_the_background_of_no_shell_it_ends(shell):
    type_line(shell, f"( {WATCH} & )")
    wait_for(shell, "hint: run it in the foreground")
    assert "error: the watch is in the background" in shell.written.decode()
    assert is_in_order(shell)
    assert b"\x1b[?1049" not in shell.written
