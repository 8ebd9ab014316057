"""What a program gets: each format of a list, whole and in order."""

import csv
import io
import json
from urllib.parse import parse_qs

import pytest
from faults.answers import document
from output.rows import DOCUMENT, ROWS


def test_a_pipe_gets_tab_separated_full_values(show):
    assert show().out == (
        "r90bbd427f71\tRio\tstarted\t45/100\t2024-01-24T07:14:03.327Z\t\t\n"
        "rf4e9d9790f0\t日本\\tü\terror\t90/100\t2025-07-14T09:14:24.000Z\t\t\n"
    )
    assert show().out == show("--format", "tsv", terminal=True).out


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


def test_tsv_has_a_line_of_names_if_asked_for(show):
    columns = ("--columns", "replica_id,status")
    assert show("--header", *columns).out.splitlines()[0] == "replica_id\tstatus"
    assert show("--header", "--format", "csv", *columns).out == show("--format", "csv", *columns).out


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
