"""The layout of a list that nobody described."""

import pytest

from tavus_cli.api.records import Layout, layout_of


@pytest.mark.parametrize(
    ("document", "layout"),
    [
        ({"data": [{"a_id": 1}], "total_count": 1}, Layout()),
        ({"data": [{"a_id": 1}], "total_count": 1, "page": 0, "limit": 10}, Layout()),
        ({"data": [], "other": [1]}, Layout()),
        ({"data": [{"a_id": 1}], "total": 1}, Layout(total="total")),
        ({"deployments": [{"a_id": 1}], "total": 1, "page": 0}, Layout(rows="deployments", total="total")),
        ({"deployments": [], "total": 0}, Layout(rows="deployments", total="total")),
        ({"tags": ["a", "b"], "total_count": 2}, Layout(rows="tags", total="total_count", value="tag")),
        ({"memory-entries": [7], "total": 1}, Layout(rows="memory-entries", total="total", value="memory_entry")),
    ],
)
def test_the_rows_and_the_total_are_found(document, layout):
    assert layout_of(document) == layout


@pytest.mark.parametrize(
    "document",
    [
        [],
        "text",
        {},
        {"data": [1]},
        {"data": {"a": []}, "total": 1},
        {"chunks": [{"a_id": 1}]},
        {"a": [], "b": [], "total": 0},
        {"rows": [[1]], "total": 1},
        {"rows": [{}, 1], "total": 2},
        {"thing_id": "t1", "tags": ["a"], "total": 2},
        {"id": "t1", "tags": ["a"], "total": 2},
    ],
)
def test_anything_else_is_no_list(document):
    assert layout_of(document) is None


def test_bare_values_are_rows_and_go_back_into_the_envelope():
    layout = Layout(rows="tags", total="total_count", value="tag")
    rows = layout.rows_of({"tags": ["a", None]})
    assert rows == [{"tag": "a"}, {"tag": None}]
    assert layout.as_sent(rows) == ["a", None]
    assert Layout().as_sent([{"tag": "a"}]) == [{"tag": "a"}]
