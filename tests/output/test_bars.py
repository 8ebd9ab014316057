"""Bars as a terminal shows them, at every width."""

import io
import re
import sys

import pyte
import pytest

from tavus_cli.output.progress import watching
from tavus_cli.output.streams import Streams

JOB = "r90bbd427f71"


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


@pytest.fixture
def draw(home, monkeypatch):
    """What is written, and the lines that a screen of this width then shows, for one look at a job."""

    def run(status, progress, width, **env):
        for name, value in {"COLUMNS": str(width), **env}.items():
            monkeypatch.setenv(name, value)
        written = Terminal()
        monkeypatch.setattr(sys, "stderr", written)
        with watching(Streams()) as watch:
            watch.see(JOB, status, progress, 1.0)
        screen = pyte.Screen(width, 10)
        pyte.Stream(screen).feed(written.getvalue().replace("\n", "\r\n"))
        return written.getvalue(), [line.rstrip() for line in screen.display if line.strip()]

    return run


@pytest.mark.parametrize("width", [20, 30, 36, 40, 59, 60, 80, 200])
@pytest.mark.parametrize(("status", "progress"), [("started", "41/100"), ("queued", ""), ("error", "90/100")])
def test_a_job_takes_one_line_with_its_id_and_status(draw, width, status, progress):
    _, (line,) = draw(status, progress, width)
    assert len(line) <= width
    assert line.startswith(JOB)
    assert status in line


def test_there_is_room_for_more_on_a_wide_terminal(draw):
    assert "left" not in draw("started", "41/100", 59)[1][0]
    assert draw("started", "41/100", 60)[1][0].endswith("0:00:00 --:-- left")
    assert draw("completed", "100/100", 60)[1][0].endswith("completed 0:00:00")


@pytest.mark.parametrize(("status", "style"), [("started", "33"), ("completed", "32"), ("error", "1;31")])
def test_the_bar_has_the_colour_of_the_status(draw, status, style):
    written, _ = draw(status, "41/100", 80)
    assert f"\x1b[{style}m{status}" in written
    assert f"\x1b[{style}m━" in written


@pytest.mark.parametrize("status", ["started", "error", "deleted"])
def test_no_color_turns_bold_and_dim_off_too(draw, status):
    written, _ = draw(status, "41/100", 80, NO_COLOR="1")
    assert not {"\x1b[1m", "\x1b[2m", "\x1b[1;31m", "\x1b[31m"} & set(re.findall(r"\x1b\[[0-9;]*m", written))
