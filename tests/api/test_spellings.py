"""Fields under either of their names."""

import pytest

from tavus_cli.api.records import id_of, spelled, spellings, value_of


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("replica_id", ("replica_id", "face_id")),
        ("face_id", ("replica_id", "face_id")),
        ("default_pal_id", ("default_persona_id", "default_pal_id")),
        ("faces", ("replicas", "faces")),
        ("status", ("status",)),
        ("surface_id", ("surface_id",)),
    ],
)
def test_a_field_has_these_names(field, names):
    assert spellings(field) == names


@pytest.mark.parametrize("field", ["replica_id", "face_id"])
@pytest.mark.parametrize(
    ("record", "value"),
    [
        ({"replica_id": "r1"}, "r1"),
        ({"face_id": "r2"}, "r2"),
        ({"face_id": "r2", "replica_id": "r1"}, "r1"),
        ({"face_id": "r2", "replica_id": None}, "r2"),
        ({"face_id": "r2", "replica_id": ""}, "r2"),
        ({"face_id": None}, None),
        ({}, None),
    ],
)
def test_the_older_name_counts_unless_nothing_stands_there(field, record, value):
    assert value_of(record, field) == value


def test_a_null_is_there_and_a_missing_field_is_not():
    assert spelled({"face_id": None}, "replica_id") == "face_id"
    assert spelled({"face_name": "Rio"}, "replica_id") is None


@pytest.mark.parametrize(
    ("value", "found"),
    [("r1", "r1"), (7, "7"), (0, "0"), (None, None), ("", None), (" \t", None), (True, None), ({}, None)],
)
def test_an_id_is_never_blank(value, found):
    assert id_of({"face_id": value}, "replica_id") == found
