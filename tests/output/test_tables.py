"""What a person sees on a terminal: tables, what a narrow one leaves out, and records."""

import os
import re
import subprocess
import sys

import pytest
from faults.answers import document
from output.rows import DOCUMENT, ROWS


def test_a_terminal_gets_a_table(show):
    lines = show(terminal=True).out.splitlines()
    assert lines[0].split() == ["ID", "NAME", "STATUS", "PROGRESS", "CREATED"]
    assert set(lines[1]) == {"─", " "}
    assert re.match(r"r90bbd427f71  Rio      started  45/100    \d+ years ago", lines[2])
    assert lines[3].startswith("rf4e9d9790f0  日本\\tü  error    90/100    ")


def test_the_note_counts_what_is_shown(show):
    more = {**DOCUMENT, "total_count": 42}
    assert show(answer=more).err.startswith("note: 2 of 42 shown; --all shows every one")
    assert show("--quiet", answer=more).err == ""
    assert show().err == ""


@pytest.mark.parametrize(
    ("width", "headings", "note"),
    [
        (200, ["ID", "NAME", "STATUS", "PROGRESS", "CREATED"], ""),
        (60, ["ID", "NAME", "STATUS", "PROGRESS", "CREATED"], ""),
        (45, ["ID", "NAME", "STATUS", "PROGRESS"], "note: left out for width: CREATED"),
        (32, ["ID", "NAME", "STATUS"], "note: left out for width: PROGRESS, CREATED"),
        (25, ["ID", "NAME"], "note: left out for width: STATUS, PROGRESS, CREATED"),
        (12, ["ID"], "note: left out for width: NAME, STATUS, PROGRESS, CREATED"),
    ],
)
def test_columns_are_left_out_from_the_right_before_anything_is_cut(show, width, headings, note):
    result = show(terminal=True, width=width)
    lines = result.out.splitlines()
    assert lines[0].split() == headings
    assert " ".join(result.err.split()) == note
    assert [line[:12] for line in lines[2:]] == ["r90bbd427f71", "rf4e9d9790f0"]


def test_a_long_name_is_cut_in_its_middle_before_a_column_goes(show):
    answer = {"data": [{**ROWS[0], "replica_name": "replica_id: r7bc3db0d581 - November 21, 2026 - video: d3a0b90875"}]}
    lines = show(terminal=True, width=72, answer=answer).out.splitlines()
    assert lines[0].split() == ["ID", "NAME", "STATUS", "PROGRESS", "CREATED"]
    assert lines[2].startswith("r90bbd427f71  replica_id: r…: d3a0b90875  started  45/100    ")
    assert "November 21, 2026" in show(terminal=True, width=200, answer=answer).out


def test_a_name_keeps_a_third_of_the_width_and_gets_what_left_out_columns_leave(show):
    answer = {"data": [{**ROWS[0], "replica_name": "n" * 90}]}
    result = show(terminal=True, width=60, answer=answer)
    assert result.out.splitlines()[2] == "r90bbd427f71  " + "n" * 13 + "…" + "n" * 13 + "  started  45/100"
    assert result.err == "note: left out for width: CREATED\n"


def test_columns_in_which_nothing_stands_are_left_out(show):
    answer = {"data": [{**row, "created_at": None} for row in ROWS]}
    assert show(terminal=True, answer=answer).out.splitlines()[0].split() == ["ID", "NAME", "STATUS", "PROGRESS"]


def test_lists_and_objects_are_read_without_brackets(show):
    row = {"replica_id": "r1", "tags": ["female", "english"], "data": {"script": "Hi", "fast": True}}
    lines = show("--columns", "replica_id,tags,data", answer={"data": [row]}, terminal=True).out.splitlines()
    assert lines[2] == "r1  female, english  script: Hi, fast: yes"


@pytest.mark.parametrize("piped", [True, False])
def test_columns_the_variable_counts_in_a_pipe_too(show, piped):
    lines = show("--format", "table", terminal=not piped, width=45).out.splitlines()
    assert max(map(len, lines)) <= 45


def test_colour_follows_the_usual_variables(show):
    coloured = "\x1b["
    assert coloured in show(terminal=True, env={"NO_COLOR": ""}).out
    assert coloured not in show(terminal=True, env={"NO_COLOR": "1", "FORCE_COLOR": "1"}).out
    assert coloured not in show(terminal=True, env={"NO_COLOR": "", "TERM": "dumb"}).out
    assert coloured in show("--format", "table", env={"NO_COLOR": "", "FORCE_COLOR": "1"}).out
    assert coloured not in show("--json", terminal=True, env={"NO_COLOR": "", "FORCE_COLOR": "1"}).out


def test_links_can_be_clicked(show):
    out = show("--columns", "thumbnail_video_url", terminal=True, env={"NO_COLOR": ""}).out
    assert ";https://cdn.example.com/t.mp4\x1b\\https://cdn.example.com/t.mp4\x1b]8;;\x1b\\" in out


def test_a_table_of_ten_thousand_rows_has_the_columns_of_a_short_one(show):
    many = {"data": [{**ROWS[0], "replica_id": f"r{n:011x}"} for n in range(10_000)]}
    lines = show(terminal=True, answer=many).out.splitlines()
    assert lines[0].split() == ["ID", "NAME", "STATUS", "PROGRESS", "CREATED"]
    assert len(lines) == 10_002


def test_a_link_that_dies_with_the_command_is_not_offered_for_a_click(run, sandbox):
    get = ("replicas", "get", "r7bc3db0d581")
    dying = run("--sandbox", *get, terminal=True, env={"TAVUS_BASE_URL": None})
    assert "thumbnail_video_url" in dying.out
    assert "\x1b]8" not in dying.out
    assert "links to it work under `tavus sandbox serve` only" in " ".join(dying.err.split())
    served = run(*get, terminal=True)
    assert "\x1b]8" in served.out
    assert "links" not in served.err


def test_a_record_leaves_out_what_is_empty_and_opens_what_is_nested(serve, run):
    record = {
        "video_id": "v1",
        "video_name": "",
        "data": {"script": "Hi", "voice": {"name": "anna", "speed": None}},
        "tags": ["a", "b"],
        "empty": [],
        "nothing": {},
        "fast": False,
    }
    serve(document(record))
    assert run("videos", "get", "v1", terminal=True, env={"NO_COLOR": "1"}).out == (
        "video_id         v1\ndata.script      Hi\ndata.voice.name  anna\ntags             a, b\nfast             no\n"
    )


def test_a_record_has_local_time_and_its_zone(serve):
    serve(document({"replica_id": "r1", "created_at": "Mon, 14 Jul 2025 09:14:24 GMT"}))
    zones = {"Europe/Berlin": "11:14:24 CEST", "Asia/Kolkata": "14:44:24 IST", "America/St_Johns": "06:44:24 NDT"}
    for zone, shown in zones.items():
        done = subprocess.run(
            [sys.executable, "-m", "tavus_cli", "replicas", "get", "r1", "--format", "table"],
            env={**os.environ, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        )
        assert re.fullmatch(rf"created_at  2025-07-14 {shown} \(.* ago\)", done.stdout.splitlines()[1])
