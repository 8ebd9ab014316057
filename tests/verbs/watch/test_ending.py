"""--watch: what ends it, what it outlives, and that the terminal is left as it was."""

import signal
import termios
import time

import pytest
from faults.answers import document, hang
from verbs.watch.screens import BASH, PLACED, WATCH, failing, modes, page


def test_ctrl_c_ends_with_130_and_leaves_the_screen_as_it_was_with_the_table_below(watch, serve):
    serve(page(45))
    shown = watch("replicas", "list")
    shown.stream.feed(b"$ tavus replicas list --watch\r\n")
    shown.wait_for("1 replica")
    shown.press(b"\x03")
    assert shown.finish() == 130
    assert shown.lines[0] == "$ tavus replicas list --watch"
    assert shown.lines[1].startswith("ID ")
    assert shown.lines[3].startswith("r00000000000")
    assert shown.lines[-1] == "error: interrupted."
    assert len(shown.lines) == 5
    assert (modes(shown), shown.screen.cursor.y, shown.screen.cursor.x) == ((True, False, False), 5, 0)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_other_signals_leave_it_whole_too(watch, serve, number):
    serve(page(45))
    shown = watch("replicas", "list")
    shown.wait_for("1 replica")
    shown.process.send_signal(number)
    assert shown.finish() == 128 + number
    assert modes(shown) == (True, False, False)


def test_what_is_typed_is_shown_again_after_the_end(watch, serve):
    serve(page(45))
    shown = watch("replicas", "list")
    before = termios.tcgetattr(shown.end)
    assert before[3] & termios.ECHO
    shown.wait_for("1 replica")
    assert not termios.tcgetattr(shown.end)[3] & termios.ECHO
    shown.press(b"x")
    shown.press(b"q")
    shown.read(0.5)
    assert termios.tcgetattr(shown.end)[3] == before[3]
    assert before[3] & termios.ECHO


def test_an_outage_is_one_line_at_the_foot_and_is_survived(watch, serve):
    server = serve(page(45), failing(503), failing(429, **{"Retry-After": "2"}), page(46))
    shown = watch("replicas", "list")
    shown.wait_for("still watching: ")
    assert shown.lines[2].startswith("r00000000000")
    shown.wait_for("46%")
    assert not [line for line in shown.lines if "still watching" in line]
    times = [request.time for request in server.requests]
    assert times[3] - times[2] >= 2


def test_one_odd_answer_is_a_proxys_and_two_end_it(watch, serve):
    odd = failing(401)
    serve(page(45), odd, page(46), odd, odd)
    shown = watch("replicas", "list")
    shown.wait_for("46%")
    assert shown.finish() == 4
    assert any(line.startswith("error: ") for line in shown.lines)
    assert modes(shown) == (True, False, False)


def test_what_no_time_mends_draws_nothing(watch, serve):
    serve(document({"message": "Invalid access token"}, 401))
    shown = watch("replicas", "list")
    assert shown.finish() == 4
    assert b"\x1b[?1049h" not in shown.written


def test_q_and_the_clock_work_while_an_answer_hangs(watch, serve):
    serve(page(45), hang)
    shown = watch("replicas", "list")
    shown.wait_for("1 replica")
    shown.read(3.2)
    drawn = len(PLACED.findall(shown.written))
    assert drawn >= 24 + 2
    shown.press(b"q")
    began = time.monotonic()
    assert shown.finish() == 0
    assert time.monotonic() - began < 1


def test_the_limit_of_the_command_ends_it_with_9(watch, serve):
    serve(page(45))
    shown = watch("replicas", "list", "--timeout", "2s")
    assert shown.finish() == 9
    assert modes(shown) == (True, False, False)


def test_ctrl_z_gives_the_shell_its_screen_and_takes_it_back(on_screen, serve):
    serve(page(45))
    shown = on_screen(program=BASH, PS1="$ ")
    shown.wait_for("$")
    shown.press(f"{WATCH}\n".encode())
    shown.wait_for("1 replica")
    shown.press(b"\x1a")
    shown.wait_for("Stopped")
    assert modes(shown) == (True, False, False)
    assert not [line for line in shown.lines if line.startswith("r0000")]
    shown.press(b"fg\n")
    shown.wait_for("1 replica")
    assert shown.lines[0].startswith("ID ")
    shown.press(b"q")
    shown.wait_for("$ fg")
    shown.press(b"echo back $?\n")
    shown.wait_for("back 0")
    assert modes(shown) == (True, False, False)


def test_ctrl_backslash_restores_the_terminal_too(on_screen, serve):
    serve(page(45))
    shown = on_screen(program=BASH, PS1="$ ")
    shown.wait_for("$")
    shown.press(b"ulimit -c 0\n")
    shown.press(f"{WATCH}\n".encode())
    shown.wait_for("1 replica")
    shown.press(b"\x1c")
    shown.wait_for("Quit")
    shown.press(b"echo back $?\n")
    shown.wait_for("back 131")
    assert modes(shown) == (True, False, False)


def test_without_keys_it_names_ctrl_c(on_screen, serve):
    serve(page(45))
    shown = on_screen(program=("/bin/sh", "-c", f"{WATCH} < /dev/null"))
    shown.wait_for("1 replica")
    assert shown.lines[-1].startswith("Ctrl-C ends, ")


@pytest.mark.parametrize(
    ("argv", "options", "message"),
    [
        ((), {}, "error: --watch needs a terminal to draw on."),
        ((), {"terminal": True, "env": {"TERM": "dumb"}}, "error: --watch needs a terminal to draw on."),
        (("--format", "csv"), {"terminal": True}, "error: --watch and --format csv exclude each other."),
        (("--format", "ids"), {"terminal": True}, "error: --watch and --format ids exclude each other."),
    ],
)
@pytest.mark.parametrize("command", [("replicas", "list"), ("replicas", "get", "r1"), ("videos", "list")])
def test_without_a_terminal_or_as_another_format_it_is_a_usage_error(run, serve, command, argv, options, message):
    server = serve(page())
    result = run(*command, "--watch", *argv, **{**options, "env": {"NO_COLOR": "1", **options.get("env", {})}})
    assert (result.code, result.out, result.err.splitlines()[0]) == (2, "", message)
    assert run(*command, "--watch", "--json", terminal=True).code == 2
    assert server.requests == []
