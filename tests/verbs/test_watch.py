"""--watch on a real terminal: what is on the screen while it runs, and what is left there when it ends."""

import contextlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import termios
import time

import pytest
from faults.answers import document, hang
from rich.cells import cell_len
from samples import KEY
from terminal import Screen

from tavus_cli.sandbox.server import Behaviour, SandboxServer

PLACED = re.compile(rb"\x1b\[(\d+);1H(.*?)\x1b\[K", re.S)
STYLE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;[^\x1b]*\x1b\\")


def rows(*progress):
    return [
        {
            "replica_id": f"r{number:011x}",
            "replica_name": "春のセール of November, in Spanish",
            "status": "completed" if done == 100 else "started",
            "training_progress": f"{done}/100",
            "model_name": "phoenix-4",
            "created_at": "2026-11-21T10:53:00.327Z",
        }
        for number, done in enumerate(progress)
    ]


def page(*progress, **more):
    return document({"data": rows(*progress), "total_count": len(progress), **more}, headers=[("x-sandbox", "1")])


def failing(status, **headers):
    return document({"error": "not now"}, status, headers=[("x-sandbox", "1"), *headers.items()])


@pytest.fixture
def watch(home):
    """Start a watch on a terminal of its own."""
    with contextlib.ExitStack() as stack:

        def start(*argv, **options):
            return stack.enter_context(contextlib.closing(Screen(home, *argv, "--watch", **options)))

        yield start


@pytest.fixture
def training(home, monkeypatch):
    """A sandbox in which one replica trains for four seconds."""
    with SandboxServer(home / "watched.sqlite3", behaviour=Behaviour(training_seconds=4)) as server:
        monkeypatch.setenv("TAVUS_BASE_URL", server.base_url)
        monkeypatch.setenv("TAVUS_API_KEY", KEY)
        yield server


def resize(shown, columns, lines=24):
    shown.resize(columns, lines)
    shown.screen.resize(lines, columns)


def modes(shown):
    """The terminal's modes as they are when a shell begins."""
    return 7 << 5 in shown.screen.mode, 1049 << 5 in shown.screen.mode, shown.screen.cursor.hidden


def widest(written):
    """The widest line that was drawn, in cells, styles apart."""
    return max((cell_len(STYLE.sub("", line.decode())) for _, line in PLACED.findall(written)), default=0)


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_statuses_and_bars_live_and_the_screen_is_whole_after_q(watch, training, run, columns):
    made = run("replicas", "create", "--train-video-url", "https://e.com/a.mp4", "--format", "ids").out.strip()
    shown = watch("replicas", "list", "--replica-type", "user", columns=columns)
    shown.wait_for("started")
    shown.wait_for("completed")
    shown.wait_for("1 replica")
    assert widest(shown.written) < columns
    bars = set(re.findall(r"[━─]{10} +\d+%", shown.written.decode()))
    assert (len(bars) > 1) == (columns > 40)
    shown.press(b"q")
    assert shown.finish() == 0
    assert shown.lines[0].startswith("ID ")
    assert shown.lines[2].startswith(made)
    assert "completed" in shown.lines[2]
    assert " ".join(" ".join(shown.lines[3:]).split()) == "note: answered by the sandbox, not by Tavus"
    assert "q ends" not in "\n".join(shown.lines)
    assert modes(shown) == (True, False, False)


def is_whole(shown, lines):
    """Whether a screen of so many lines shows the three rows, as far as there is room, and nothing else."""
    drawn = [line for line in shown if line]
    ids = [line for line in drawn if line.startswith("r0000")]
    return (
        len(shown) == lines
        and drawn[0].startswith("ID")
        and len(ids) == (1 if lines == 5 else 3)
        and drawn[-1].startswith("q ends")
        and len(drawn) == (5 if lines == 5 else 6)
    )


@pytest.mark.parametrize("start", [40, 80, 200])
def test_a_change_of_size_leaves_no_traces(watch, serve, start):
    serve(page(5, 45, 100))
    shown = watch("replicas", "list", columns=start)
    shown.wait_for("3 replicas")
    for columns, lines in [(200, 24), (40, 10), (80, 24), (30, 5), (start, 24)]:
        shown.read(0.2)
        shown.written = b""
        resize(shown, columns, lines)
        until = time.monotonic() + 10
        while not is_whole(shown.lines, lines):
            assert time.monotonic() < until, shown.lines
            assert shown.read(0.05)
        assert widest(shown.written) < columns
    shown.press(b"Q")
    assert shown.finish() == 0


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


def test_a_frame_is_one_write_of_the_lines_that_changed(watch, serve):
    serve(*[page(5, 45, 100)] * 2, page(5, 46, 100))
    shown = watch("replicas", "list")
    shown.wait_for("46%")
    shown.read(1.5)
    frames = re.findall(rb"\x1b\[\?2026h(.*?)\x1b\[\?2026l", shown.written, re.S)
    between = re.sub(rb"\x1b\[\?2026h.*?\x1b\[\?2026l", b"", shown.written, flags=re.S)
    # All that is not in a frame is the way to the second screen.
    assert between == b"\x1b[?1049h\x1b[?7l"
    assert frames[0].startswith(b"\x1b[2J")
    assert not [frame for frame in frames[1:] if b"\x1b[2J" in frame]
    changed = [{int(number) for number, _ in PLACED.findall(frame)} for frame in frames[1:]]
    # The row in the middle, once, and otherwise the clock at the foot.
    assert sorted(map(sorted, changed))[0] in ([4], [4, 24])
    assert all(lines <= {4, 24} for lines in changed)
    assert sum(4 in lines for lines in changed) == 1


def test_a_record_is_watched_with_all_its_fields(watch, serve):
    answers = [document({**rows(done)[0], "a": "x" * 300}, headers=[("x-sandbox", "1")]) for done in (5, 5, 41, 100)]
    serve(*answers)
    shown = watch("replicas", "get", "r00000000000", columns=40)
    shown.wait_for("started")
    shown.wait_for("100/100")
    assert widest(shown.written) < 40
    shown.press(b"q")
    assert shown.finish() == 0


def test_several_records_are_watched_as_a_table(watch, serve):
    serve(routes=lambda request: document({**rows(45)[0], "replica_id": request.path.rpartition("/")[2]}))
    shown = watch("replicas", "get", "r1", "r2")
    shown.wait_for("2 replicas")
    assert [line.split()[0] for line in shown.lines[2:4]] == ["r1", "r2"]


@pytest.mark.parametrize("argv", [("videos", "list"), ("voices", "list"), ("conversations", "list"), ("pals", "list")])
def test_every_list_can_be_watched(watch, training, argv):
    shown = watch(*argv)
    shown.wait_for("q ends")
    shown.press(b"q")
    assert shown.finish() == 0


def test_filters_and_all_walk_every_page_at_each_look(watch, training, run):
    run("replicas", "create", "--train-video-url", "https://e.com/a.mp4")
    shown = watch("replicas", "list", "--status", "completed", "--limit", "1", "--search", "a")
    shown.wait_for("1 replica")
    shown.press(b"q")
    shown = watch("replicas", "list", "--all", "--limit", "5", "--columns", "replica_id,status")
    shown.wait_for("14 replicas")
    shown.wait_for("started")
    shown.wait_for("completed")


def test_more_rows_than_lines_are_counted(watch, serve):
    serve(page(*[45] * 40))
    shown = watch("replicas", "list", rows=12)
    resize(shown, 80, 12)
    shown.wait_for("more lines")
    assert shown.lines[-2] == "... and 32 more lines"
    shown.press(b"q")
    assert shown.finish() == 0


def test_the_foot_says_which_columns_there_is_no_room_for(watch, serve):
    serve(page(45))
    shown = watch("replicas", "list", columns=70)
    shown.wait_for("1 replica, left out for width: ")
    assert shown.lines[-1].endswith("CREATED, MODEL") or shown.lines[-1].endswith("MODEL")


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


def test_messages_meanwhile_stand_at_the_foot_and_not_in_the_table(watch, serve):
    few = document({"data": rows(45), "total_count": 3}, headers=[("x-sandbox", "1")])
    none = document({"data": [], "total_count": 3}, headers=[("x-sandbox", "1")])
    serve(routes=lambda request: none if "page" in request.query else few)
    shown = watch("replicas", "list", "--all")
    shown.wait_for("q ends")
    shown.wait_for("warning: the server announced 3 rows")
    assert shown.lines[0].startswith("ID ")
    assert shown.lines[-1].startswith("warning: ")
    assert len(shown.lines) == 24


def test_ctrl_z_gives_the_shell_its_screen_and_takes_it_back(home, serve):
    serve(page(45))
    shell = ("/bin/bash", "--norc", "--noprofile", "--noediting", "-i")
    with contextlib.closing(Screen(home, program=shell, PS1="$ ")) as shown:
        shown.wait_for("$")
        shown.press(shlex.join([sys.executable, "-m", "tavus_cli", "replicas", "list", "--watch"]).encode() + b"\n")
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


def test_ctrl_backslash_restores_the_terminal_too(home, serve):
    serve(page(45))
    shell = ("/bin/bash", "--norc", "--noprofile", "--noediting", "-i")
    with contextlib.closing(Screen(home, program=shell, PS1="$ ")) as shown:
        shown.wait_for("$")
        shown.press(b"ulimit -c 0\n")
        shown.press(shlex.join([sys.executable, "-m", "tavus_cli", "replicas", "list", "--watch"]).encode() + b"\n")
        shown.wait_for("1 replica")
        shown.press(b"\x1c")
        shown.wait_for("Quit")
        shown.press(b"echo back $?\n")
        shown.wait_for("back 131")
        assert modes(shown) == (True, False, False)


def test_without_keys_it_names_ctrl_c(home, serve):
    serve(page(45))
    command = shlex.join([sys.executable, "-m", "tavus_cli", "replicas", "list", "--watch"])
    with contextlib.closing(Screen(home, program=("/bin/sh", "-c", f"{command} < /dev/null"))) as shown:
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


def test_a_hostile_name_stays_text(watch, serve):
    row = {**rows(45)[0], "replica_name": "a\x1b[2J\x1b]0;owned\x07\r\nb"}
    serve(document({"data": [row], "total_count": 1}))
    shown = watch("replicas", "list")
    shown.wait_for("1 replica")
    assert b"\x1b]0;" not in shown.written
    assert shown.written.count(b"\x1b[2J") == 1


@pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")
def test_another_terminal_shows_the_same(home, serve):
    serve(page(5, 45, 100))

    def tmux(*argv):
        env = {**os.environ, "HOME": str(home), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        env.pop("COLUMNS", None)
        return subprocess.run(
            ["tmux", "-S", str(home / "tmux"), *argv], env=env, capture_output=True, text=True, timeout=20, check=True
        ).stdout

    def see(text):
        until = time.monotonic() + 15
        while text not in (seen := tmux("capture-pane", "-p")):
            assert time.monotonic() < until, seen
            time.sleep(0.05)
        return seen.splitlines()

    command = f"echo before; {sys.executable} -m tavus_cli replicas list --watch; echo ended $?; sleep 60"
    tmux("new-session", "-d", "-x", "80", "-y", "24", command)
    try:
        see("3 replicas")
        for columns in (40, 200, 80):
            tmux("resize-window", "-x", str(columns), "-y", "12")
            time.sleep(0.5)
            seen = see("q ends")
            assert [line.split()[0] for line in seen[2:5]] == [row["replica_id"] for row in rows(5, 45, 100)]
            assert not any(seen[5:-1])
        tmux("send-keys", "C-c")
        seen = [line for line in see("ended 130") if line]
        assert seen[0] == "before"
        assert seen[1].startswith("ID")
        assert seen[-2:] == ["error: interrupted.", "ended 130"]
        assert tmux("display", "-p", "#{cursor_flag} #{alternate_on} #{wrap_flag}").split() == ["1", "0", "1"]
    finally:
        tmux("kill-server")
