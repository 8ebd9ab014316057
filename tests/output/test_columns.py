"""--columns: fields by name or heading, in every format."""

import json

import pytest
from output.rows import ROWS


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


def test_an_empty_column_is_an_error_that_names_the_option(show):
    result = show("--columns", "replica_id,,status")
    assert (result.code, result.err.splitlines()[0]) == (2, "error: --columns has an empty value in it.")


def test_a_part_of_a_field_that_is_empty_everywhere_may_be_there(show):
    rows = [{**row, "model_name": None} for row in ROWS]
    assert (
        show("--columns", "replica_id,model_name.foo", answer={"data": rows}).out == "r90bbd427f71\t\nrf4e9d9790f0\t\n"
    )
    assert show("--columns", "model_name.foo", answer={"data": []}).code == 0
