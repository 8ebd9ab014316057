"""The forms of output: what reaches a terminal, a pipe, a program and a spreadsheet."""

import csv
import io
import json

import pytest
from faults.answers import document
from faults.bodies import page, replica
from reliability.commands import CREATE, LIST
from reliability.program import shell
from reliability.screen import HOSTILE, offset, table, widths
from reliability.terminal import on_terminal

WIDE = [
    "日本語のレプリカ",
    "한국어",
    "plain",
    "👩\u200d👩\u200d👧 family",
    "e\u0301 combining",
    "x" * 3000,
    "日" * 3000,
]


@pytest.mark.parametrize("columns", [50, 80, 120])
def test_a36_columns_stay_straight_and_within_the_width(tavus, serve, columns):
    rows = [replica(n, replica_name=name) for n, name in enumerate(WIDE)]
    outcome = on_terminal(tavus, *LIST, at=serve(document(page(*rows))), columns=columns)
    assert outcome.code == 0
    assert max(widths(table(outcome.out))) <= columns
    lines = [line for line in outcome.out.splitlines() if "completed" in line]
    assert len(lines) in {0, len(WIDE)}
    assert len({offset(line, "completed") for line in lines}) <= 1


@pytest.mark.parametrize("columns", [5, 30, 40, 80, 200])
def test_a37_ids_are_whole_on_any_terminal(tavus, serve, columns):
    rows = [replica(n, replica_name="A rather long name of a replica") for n in range(3)]
    outcome = on_terminal(tavus, *LIST, at=serve(document(page(*rows))), columns=columns)
    assert outcome.code == 0
    assert [row["replica_id"] for row in rows if row["replica_id"] not in outcome.out] == []


def test_a37_a_pipe_gets_tabs_and_whole_values(tavus, serve):
    rows = [replica(n, replica_name="long " * 100 + "end", created_at="2026-01-24T07:14:03.327Z") for n in range(3)]
    for columns in ["30", "80"]:
        outcome = tavus(*LIST, at=serve(document(page(*rows))), env={"COLUMNS": columns})
        assert [fields[0] for fields in outcome.fields()] == [row["replica_id"] for row in rows]
        assert all("long " * 100 + "end" in fields for fields in outcome.fields())
        assert all("2026-01-24T07:14:03.327Z" in fields for fields in outcome.fields())
        assert not set(outcome.out) & set("│┃─━…|")


ANY = {
    "data": [replica(1, replica_name="".join(HOSTILE.values()) + "[red]é日👩\u200d👩", extra={"n": [1, None, True]})],
    "total_count": 1,
    "unknown": "kept",
}


@pytest.mark.parametrize("flags", [("--json",), ("--format", "json"), ("--json", "--all")])
def test_a38_json_is_the_document_itself_in_ascii(tavus, serve, flags):
    outcome = tavus(*LIST, *flags, at=serve(document(ANY)))
    assert outcome.code == 0
    assert outcome.raw_out.isascii()
    assert outcome.out.endswith("\n")
    assert not outcome.out.endswith("\n\n")
    assert outcome.json()["data"] == ANY["data"]
    assert outcome.json()["unknown"] == "kept"
    assert not set(outcome.out) & {chr(code) for code in [*range(10), *range(11, 32), 127]}


@pytest.mark.parametrize(
    "env", [{"FORCE_COLOR": "1"}, {"TTY_COMPATIBLE": "1"}, {"CLICOLOR_FORCE": "1"}, {"COLUMNS": "20"}]
)
def test_a38_json_is_never_coloured_or_wrapped(tavus, serve, env):
    server = serve(document(ANY))
    plain = tavus(*LIST, "--json", at=server).out
    assert tavus(*LIST, "--json", at=server, env=env).out == plain
    shown = on_terminal(tavus, *LIST, "--json", at=server, env={"TERM": "xterm-256color", **env})
    assert shown.raw_out.isascii()
    assert "\x1b" not in shown.out
    assert shown.json() == json.loads(plain)
    assert "\x1b" not in tavus(*LIST, "--format", "tsv", at=server, env=env).out


def test_a38_other_answers_are_one_document_too(tavus, serve):
    record = replica(1, replica_name="é\u202e\x1b")
    outcome = tavus("replicas", "get", "r1", "--json", at=serve(document(record)))
    assert outcome.json() == record
    assert outcome.raw_out.isascii()
    made = {"replica_id": "r1", "status": "started", "note": "é"}
    outcome = tavus(*CREATE, "--json", at=serve(document(made)))
    assert outcome.json() == made
    outcome = tavus(*LIST, "--format", "jsonl", at=serve(document(ANY)))
    assert [json.loads(line) for line in outcome.out.splitlines()] == ANY["data"]
    assert outcome.raw_out.isascii()


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", '="x","y"']


def test_a39_formulas_are_defused_in_csv(tavus, serve):
    names = [*FORMULAS, "plain", 'with "quotes", commas', "two\nlines", "a=b", "'quoted"]
    server = serve(document(page(*[replica(n, replica_name=name) for n, name in enumerate(names)])))
    outcome = tavus(*LIST, "--format", "csv", at=server)
    table = list(csv.reader(io.StringIO(outcome.out, newline=""), strict=True))
    column = table[0].index("replica_name")
    expected = [f"'{name}" for name in FORMULAS]
    expected += ["plain", 'with "quotes", commas', r"two\nlines", "a=b", "'quoted"]
    assert [row[column] for row in table[1:]] == expected
    assert {len(row) for row in table} == {len(table[0])}
    raw = tavus(*LIST, "--format", "csv", "--csv-raw", at=server).out
    assert [row[column] for row in csv.reader(io.StringIO(raw, newline=""))][1 : len(FORMULAS) + 1] == FORMULAS


def test_a39_csv_cells_that_start_with_a_control_are_harmless(tavus, serve):
    names = ["\t=1+1", "\r=1+1", "\n=1+1", "\x1b[31m=1"]
    server = serve(document(page(*[replica(n, replica_name=name) for n, name in enumerate(names)])))
    table = list(csv.reader(io.StringIO(tavus(*LIST, "--format", "csv", at=server).out, newline="")))
    column = table[0].index("replica_name")
    assert [row[column][0] in "'\\^" for row in table[1:]] == [True] * len(names)


def test_a39_the_help_documents_it(tavus):
    outcome = tavus(*LIST, "--help")
    assert "--csv-raw" in outcome.out


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_a40_any_encoding_of_the_streams_is_survived(tavus, serve, encoding):
    server = serve(document(page(replica(1, replica_name="Ω日👩 é"))))
    bad = serve(document({"error": "Ω日👩 é"}, 400))
    env = {"PYTHONIOENCODING": encoding, "LC_ALL": "C"}
    runs = [tavus.begin(*LIST, "--format", form, at=server, env=env, real=True) for form in ["tsv", "table"]]
    failing = tavus.begin(*LIST, at=bad, env=env, real=True)
    for run in runs:
        outcome = run.finish()
        assert (outcome.code, outcome.err) == (0, "")
        assert outcome.raw_out.decode(encoding)
        assert (r"\u03a9" in outcome.out) == (encoding != "utf-8")
    outcome = failing.finish()
    assert outcome.code == 5
    assert outcome.raw_err.decode(encoding)


def test_a40_boxes_fall_back_to_ascii(tavus, serve):
    server = serve(document(page(replica(1))))
    env = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    outcome = on_terminal(tavus, *LIST, at=server, env=env)
    assert outcome.code == 0
    assert outcome.raw_out.isascii()
    assert r"\u2" not in outcome.out


def test_a40_the_c_locale_is_fine(tavus, serve):
    server = serve(document(page(replica(1, replica_name="Ω"))))
    outcome = shell(tavus, "LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 tavus replicas list", server)
    assert (outcome.code, outcome.err) == (0, "")
