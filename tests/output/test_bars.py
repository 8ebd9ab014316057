"""Bars as a terminal shows them, at every width, and whatever happens to the terminal meanwhile."""

import io
import re
import sys
import time

import pyte
import pytest

from tavus_cli.output.progress import Task, draw_tasks, metering
from tavus_cli.output.streams import Streams
from tavus_cli.output.styles import Pen

JOB = "r90bbd427f71"


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


@pytest.fixture
def on_terminal(home, monkeypatch):
    """Makes standard error a terminal and gives what is written there. Between set-up and test pytest puts its own."""

    def replace():
        written = Terminal()
        monkeypatch.setattr(sys, "stderr", written)
        return written

    return replace


def screen(text, width, height=12):
    """The lines that a screen of this width shows of what was written."""
    shown = pyte.Screen(width, height)
    pyte.Stream(shown).feed(text.replace("\n", "\r\n"))
    return [line.rstrip() for line in "\n".join(shown.display).rstrip().splitlines()], shown


@pytest.fixture
def draw(on_terminal, monkeypatch):
    """What is written, and the lines that are then on the screen, for one look at a job."""

    def run(status, progress, width, *, name="Rio", ended=False, **env):
        for variable, value in {"COLUMNS": str(width), **env}.items():
            monkeypatch.setenv(variable, value)
        stderr = on_terminal()
        with metering(Streams()) as meter:
            meter.see(JOB, status, progress, name=name, ended=ended)
        return stderr.getvalue(), screen(stderr.getvalue(), width)[0]

    return run


@pytest.mark.parametrize("width", [21, 30, 36, 40, 59, 60, 80, 200])
@pytest.mark.parametrize(("status", "progress"), [("started", "41/100"), ("queued", ""), ("error", "90/100")])
def test_a_job_takes_one_line_with_its_id_and_status(draw, width, status, progress):
    _, (line,) = draw(status, progress, width)
    assert len(line) < width
    assert line.startswith(JOB)
    assert status in line


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (40, "r90bbd427f71 Rio started  41% 0:00"),
        (60, "r90bbd427f71 Rio ━━━━━━━━━━────────────── started  41% 0:00"),
        (80, "r90bbd427f71 Rio ━━━━━━━━━━━━━━━━──────────────────────── started  41% 0:00"),
        (200, "r90bbd427f71 Rio ━━━━━━━━━━━━━━━━──────────────────────── started  41% 0:00"),
    ],
)
def test_a_line_has_the_name_the_percentage_and_the_time(draw, width, line):
    assert draw("started", "41/100", width)[1] == [line]


def lines(*tasks, columns=80, rows=20):
    return draw_tasks(tasks, columns, rows, Pen(on=False), unicode=True)


def task(label=JOB, *, ago=0.0, first=0.0, **fields):
    return Task(label, (time.monotonic() - ago, first), **fields)


def test_the_time_left_is_told_from_what_was_gained_and_of_running_jobs_only():
    half = {"status": "started", "share": 0.5}
    (line,) = lines(task(ago=100.5, first=0.25, **half))
    assert line.endswith("started  50% 1:40 3:21 left")
    assert "left" not in lines(task(ago=100, first=0.5, **half))[0]
    assert lines(task(ago=100, seconds=4000.0, **half))[0].endswith("started  50% 1:06:40")


def test_jobs_have_one_layout_and_wide_names_are_cut_in_their_middle():
    first, second = lines(
        task(name="日本語のレプリカの名前はとても長いのです", status="started", share=0.4, first=0.4),
        task("rf4e9d9790f0", name="Rio", status="completed", share=1.0, seconds=9.0),
    )
    assert first.startswith("r90bbd427f71 日本語のレプ… 長いのです ")
    assert [len(re.search("[━─]+", line)[0]) for line in (first, second)] == [21] * 2
    assert second.endswith(" completed 100% 0:09")


def test_of_more_jobs_than_rows_the_running_ones_are_shown():
    tasks = [task(f"r{n}", status="completed", seconds=1.0) for n in range(9)] + [task("r9", status="started")]
    shown = lines(*tasks, rows=4)
    assert [line.split()[0] for line in shown] == ["r9", "r0", "r1", "..."]
    assert shown[-1] == "... and 7 more"


def test_a_download_is_a_line_too(on_terminal):
    stderr = on_terminal()
    with metering(Streams()) as meter:
        meter.count("hello.mp4", 1_000_000, 4_000_000)
    (line,), _ = screen(stderr.getvalue(), 80)
    assert re.fullmatch(r"hello\.mp4 ━+─+ 1\.0 MB of 4\.0 MB  25% 0:00", line)


def test_a_transfer_of_some_seconds_shows_its_speed_and_the_time_left(on_terminal):
    stderr = on_terminal()
    with metering(Streams()) as meter:
        meter.count("me.mp4", 0, 100_000_000)
        meter.tasks["me.mp4"].began = (time.monotonic() - 10, 0.0)
        meter.count("me.mp4", 20_000_000, 100_000_000)
    (line,), _ = screen(stderr.getvalue(), 100)
    assert re.fullmatch(r"me\.mp4 ━+─+ 20\.0 MB of 100\.0 MB, 2\.0 MB/s  20% 0:10 0:40 left", line)


@pytest.mark.parametrize(("status", "style"), [("started", "33"), ("completed", "32"), ("error", "1;31")])
def test_the_bar_has_the_colour_of_the_status_and_its_rest_that_of_text(draw, status, style):
    written, _ = draw(status, "41/100", 80)
    assert f"\x1b[{style}m{status}" in written
    assert f"\x1b[{style}m━" in written
    assert "\x1b[2m─" in written


@pytest.mark.parametrize("status", ["started", "error", "deleted"])
def test_no_color_turns_bold_and_dim_off_too(draw, status):
    written, _ = draw(status, "41/100", 80, NO_COLOR="1")
    assert not re.findall(r"\x1b\[[0-9;]*m", written)


def test_messages_go_above_the_bars_and_the_cursor_stays_visible_below(on_terminal):
    stderr = on_terminal()
    streams = Streams()
    with metering(streams) as meter:
        for number in range(3):
            meter.see(JOB, "started", f"{number}/100", name="Rio")
            streams.progress(f"message {number}")
        shown, terminal = screen(stderr.getvalue(), 80)
    assert shown[:3] == ["message 0", "message 1", "message 2"]
    assert shown[3].startswith(f"{JOB} Rio ")
    assert (len(shown), terminal.cursor.y, terminal.cursor.x) == (4, 4, 0)
    assert "\x1b[?25" not in stderr.getvalue()


def test_an_echoed_control_c_goes_with_the_next_drawing(on_terminal):
    stderr = on_terminal()
    with metering(Streams()) as meter:
        meter.see(JOB, "started", "1/100")
        stderr.write("^C")
    shown, _ = screen(stderr.getvalue(), 80)
    assert len(shown) == 1
    assert shown[0].startswith(JOB)


def test_a_narrower_terminal_is_drawn_over_where_lines_were_broken(on_terminal, monkeypatch):
    stderr = on_terminal()
    with metering(Streams()) as meter:
        meter.see(JOB, "started", "1/100")
        monkeypatch.setenv("COLUMNS", "40")
        meter.see(JOB, "started", "2/100")
    # Of 80 columns 75 were in use: on 40 the line takes two rows.
    assert "\x1b[2A\r" in stderr.getvalue()


@pytest.mark.parametrize("env", [{"TERM": "dumb"}, {}])
def test_where_nothing_can_be_drawn_each_change_is_a_line(on_terminal, monkeypatch, env):
    stderr = on_terminal()
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    if not env:
        monkeypatch.setattr(stderr, "isatty", lambda: False)
    with metering(Streams()) as meter:
        for progress in ("1/100", "1/100", "2/100"):
            meter.see(JOB, "started", progress, name="Rio")
    assert stderr.getvalue().splitlines() == [
        f"{JOB}: started 1/100 after 0 s",
        f"{JOB}: started 2/100 after 0 s",
    ]


def test_a_name_that_is_the_id_is_not_said_twice(draw):
    _, lines = draw("started", "41/100", 80, name=JOB)
    assert lines[0].count(JOB) == 1
