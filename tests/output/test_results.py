"""How results look: each format for a pipe and for a terminal, and what a narrow one leaves out."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from urllib.parse import parse_qs

import pytest
from faults.answers import document
from samples import KEY

ROWS = [
    {
        "replica_id": "r90bbd427f71",
        "replica_name": "Rio",
        "status": "started",
        "training_progress": "45/100",
        "created_at": "2024-01-24T07:14:03.327Z",
        "thumbnail_video_url": None,
        "extra": {"deep": [1, 2]},
    },
    {
        "replica_id": "rf4e9d9790f0",
        "replica_name": "日本\tü",
        "status": "error",
        "training_progress": "90/100",
        "created_at": "Mon, 14 Jul 2025 09:14:24 GMT",
        "thumbnail_video_url": "https://cdn.example.com/t.mp4",
    },
]
DOCUMENT = {"data": ROWS, "total_count": 2, "new": True}


@pytest.fixture
def show(serve, run):
    """Run `replicas list` against a server that gives these rows."""

    def show_it(*options, answer=DOCUMENT, **streams):
        server = serve(document(answer))
        env = {"TAVUS_API_KEY": KEY, "TAVUS_BASE_URL": server.url, "NO_COLOR": "1"}
        return run("replicas", "list", *options, **{**streams, "env": {**env, **streams.get("env", {})}})

    return show_it


def test_a_pipe_gets_tab_separated_full_values(show):
    assert show().out == (
        "r90bbd427f71\tRio\tstarted\t45/100\t2024-01-24T07:14:03.327Z\t\t\n"
        "rf4e9d9790f0\t日本\\tü\terror\t90/100\t2025-07-14T09:14:24.000Z\t\t\n"
    )
    assert show().out == show("--format", "tsv", terminal=True).out


def test_a_terminal_gets_a_table(show):
    lines = show(terminal=True).out.splitlines()
    assert lines[0].split() == ["ID", "NAME", "STATUS", "PROGRESS", "CREATED"]
    assert set(lines[1]) == {"─", " "}
    assert lines[2].startswith("r90bbd427f71  Rio      started  45/100    2 years ago")
    assert lines[3].startswith("rf4e9d9790f0  日本\\tü  error    90/100    ")


def test_json_is_the_document_of_the_api(show):
    result = show("--json")
    assert result.out == json.dumps(DOCUMENT) + "\n"
    assert result.out.isascii()
    assert show("--format", "json", terminal=True).json() == DOCUMENT


def test_jsonl_is_a_row_a_line(show):
    assert [json.loads(line) for line in show("--format", "jsonl").out.splitlines()] == ROWS


def test_ids_are_one_a_line(show):
    assert show("--format", "ids").out == "r90bbd427f71\nrf4e9d9790f0\n"


def test_csv_has_a_heading_and_is_read_by_the_csv_module(show):
    out = show("--format", "csv", "--columns", "replica_id,replica_name,extra.deep").out
    assert list(csv.reader(io.StringIO(out))) == [
        ["replica_id", "replica_name", "extra.deep"],
        ["r90bbd427f71", "Rio", "[1, 2]"],
        ["rf4e9d9790f0", "日本\\tü", ""],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_csv_cells_are_no_formulas_unless_wanted(show, start):
    answer = {"data": [{"replica_id": "r1", "replica_name": f"{start}1+1"}]}
    assert f"\nr1,'{start}1+1," in show("--format", "csv", answer=answer).out.replace("\r", "")
    assert f"\nr1,{start}1+1," in show("--format", "csv", "--csv-raw", answer=answer).out.replace("\r", "")


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_columns_pick_fields_of_the_rows_and_keep_their_nesting(show, form):
    out = show("--format", form, "--columns", "status,extra.deep").out
    rows = json.loads(out)["data"] if form == "json" else [json.loads(line) for line in out.splitlines()]
    assert rows == [
        {"status": "started", "extra": {"deep": [1, 2]}},
        {"status": "error", "extra": {"deep": None}},
    ]


def test_columns_leave_the_envelope(show):
    result = show("--json", "--columns", "status").json()
    assert (result["total_count"], result["new"]) == (2, True)


def test_columns_may_be_fields_that_no_document_names(show):
    assert show("--columns", "extra").out == '{"deep": [1, 2]}\n\n'


def test_an_unknown_column_lists_the_known_ones(show):
    result = show("--columns", "replica_nam")
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[0] == 'error: unknown column "replica_nam".'
    assert result.err.splitlines()[1].startswith("hint: did you mean replica_name? known columns: replica_id, ")


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


@pytest.mark.parametrize("count", [0, 1, 250])
@pytest.mark.parametrize("data_first", [True, False])
def test_a_whole_list_is_the_same_document_on_a_terminal_and_in_a_pipe(serve, run, count, data_first):
    rows = [{"replica_id": f"r{number}", "replica_name": 'Zoë "Z"', "tags": [number, None]} for number in range(count)]

    def choose(request):
        page = int(parse_qs(request.query).get("page", ["1"])[0])
        data = {"data": rows[page * 100 - 100 : page * 100]}
        rest = {"total_count": count, "page": page, "links": {"next": None}}
        return document(data | rest if data_first else rest | data)

    serve(routes=choose)
    command = ("replicas", "list", "--all", "--json")
    piped, shown = run(*command), run(*command, terminal=True)
    assert (piped.code, piped.err, piped.out.count("\n")) == (0, "", 1)
    assert piped.json()["data"] == rows
    assert json.dumps(piped.json()) + "\n" == piped.out
    assert list(piped.json().items()) == list(shown.json().items())


ODD = [
    "back\\slash",
    "back\\nslash",
    "two\nlines",
    "a\ttab",
    "esc\x1b[31m",
    "\u202ebidi",
    "\x85\x9b",
    "naïve 日本 👩\u200d👩",
    "\\",
]


@pytest.mark.parametrize("form", ["tsv", "csv"])
def test_what_a_program_gets_can_be_undone(show, form):
    answer = {"data": [{"replica_id": f"r{number}", "replica_name": name} for number, name in enumerate(ODD)]}
    out = show("--format", form, "--columns", "replica_id,replica_name", answer=answer).out
    lines = [line.split("\t") for line in out.splitlines()] if form == "tsv" else list(csv.reader(io.StringIO(out)))[1:]
    undone = [name.encode("latin-1", "backslashreplace").decode("unicode_escape") for _, name in lines]
    assert undone == ODD


def test_tsv_has_a_line_of_names_if_asked_for(show):
    columns = ("--columns", "replica_id,status")
    assert show("--header", *columns).out.splitlines()[0] == "replica_id\tstatus"
    assert show("--header", "--format", "csv", *columns).out == show("--format", "csv", *columns).out


@pytest.mark.parametrize(
    "columns",
    [
        ("replica_id,replica_name,training_progress",),
        ("ID,Name,progress",),
        (" REPLICA_ID ,face_name", "Training_Progress"),
        ("face_id", "name", "PROGRESS"),
    ],
)
def test_columns_are_meant_by_name_or_heading_in_any_case(show, columns):
    options = [word for each in columns for word in ("--columns", each)]
    assert show(*options).out == "r90bbd427f71\tRio\t45/100\nrf4e9d9790f0\t日本\\tü\t90/100\n"


def test_columns_by_heading_have_their_field_names_for_programs(show):
    assert show("--columns", "ID,Name", "--format", "csv").out.splitlines()[0] == "replica_id,replica_name"
    assert set(show("--columns", "ID", "--json").json()["data"][0]) == {"replica_id"}


@pytest.mark.parametrize("column", ["model_name.foo", "extra.shallow", "extra.deep.x", "status.x"])
def test_an_unknown_part_of_a_field_is_an_error(show, column):
    rows = [{**row, "model_name": "phoenix-4"} for row in ROWS]
    result = show("--columns", column, answer={"data": rows})
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f'error: unknown column "{column}".\n')


def test_a_part_of_a_field_that_is_empty_everywhere_may_be_there(show):
    rows = [{**row, "model_name": None} for row in ROWS]
    assert (
        show("--columns", "replica_id,model_name.foo", answer={"data": rows}).out == "r90bbd427f71\t\nrf4e9d9790f0\t\n"
    )
    assert show("--columns", "model_name.foo", answer={"data": []}).code == 0


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


def test_a_record_has_local_time_and_its_zone(serve, home):
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


def test_a_link_that_dies_with_the_command_is_not_offered_for_a_click(run, home, sandbox):
    get = ("replicas", "get", "r7bc3db0d581")
    dying = run("--sandbox", *get, terminal=True, env={"TAVUS_BASE_URL": None})
    assert "thumbnail_video_url" in dying.out
    assert "\x1b]8" not in dying.out
    assert "links to it work under `tavus sandbox serve` only" in " ".join(dying.err.split())
    served = run(*get, terminal=True)
    assert "\x1b]8" in served.out
    assert "links" not in served.err
