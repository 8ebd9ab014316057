"""--watch on a real terminal: what is on the screen while it runs, at every size."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from faults.answers import document
from verbs.watch.screens import PLACED, modes, page, rows, widest
from waiting import wait_until


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
        shown.resize(columns, lines)
        shown.wait_until(lambda lines=lines: is_whole(shown.lines, lines), f"a whole screen of {lines} lines")
        assert widest(shown.written) < columns
    shown.press(b"Q")
    assert shown.finish() == 0


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
    shown.resize(80, 12)
    shown.wait_for("more lines")
    assert shown.lines[-2] == "... and 32 more lines"
    shown.press(b"q")
    assert shown.finish() == 0


def test_the_foot_says_which_columns_there_is_no_room_for(watch, serve):
    serve(page(45))
    shown = watch("replicas", "list", columns=70)
    shown.wait_for("1 replica, left out for width: ")
    assert shown.lines[-1].endswith("MODEL")


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
        return wait_until(lambda: text in (seen := tmux("capture-pane", "-p")) and seen.splitlines())

    def is_whole():
        """Whether the table, the last line and nothing else is to be seen."""
        seen = tmux("capture-pane", "-p").splitlines()
        ids = [line.partition(" ")[0] for line in seen[2:5]]
        return ids == [row["replica_id"] for row in rows(5, 45, 100)] and not any(seen[5:-1]) and "q ends" in seen[-1]

    command = f"echo before; {sys.executable} -m tavus_cli replicas list --watch; echo ended $?; sleep 60"
    tmux("new-session", "-d", "-x", "80", "-y", "24", command)
    try:
        see("3 replicas")
        for columns in (40, 200, 80):
            tmux("resize-window", "-x", str(columns), "-y", "12")
            wait_until(is_whole)
        tmux("send-keys", "C-c")
        seen = [line for line in see("ended 130") if line]
        assert seen[0] == "before"
        assert seen[1].startswith("ID")
        assert seen[-2:] == ["error: interrupted.", "ended 130"]
        assert tmux("display", "-p", "#{cursor_flag} #{alternate_on} #{wrap_flag}").split() == ["1", "0", "1"]
    finally:
        tmux("kill-server")
