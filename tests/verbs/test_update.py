"""JSON Patches from the words of a command line."""

import pytest

from tavus_cli.errors import UsageError
from tavus_cli.verbs.update import patch_of


@pytest.mark.parametrize(
    ("word", "path", "value"),
    [
        ("greeting=Hello", "/greeting", "Hello"),
        ("greeting=", "/greeting", ""),
        ("greeting=a=b", "/greeting", "a=b"),
        ("greeting=true", "/greeting", True),
        ("greeting=null", "/greeting", None),
        ('greeting="true"', "/greeting", "true"),
        ("greeting=True", "/greeting", "True"),
        ("layers.llm.rag=0.5", "/layers/llm/rag", 0.5),
        ("layers.llm.rag=-3", "/layers/llm/rag", -3),
        ("greeting=007", "/greeting", "007"),
        ("greeting=3 o'clock", "/greeting", "3 o'clock"),
        ("greeting=-", "/greeting", "-"),
        ("greeting=-Infinity", "/greeting", "-Infinity"),
        ("greeting=1e999", "/greeting", "1e999"),
        ('tool_ids=["a"]', "/tool_ids", ["a"]),
        ('layers.llm={"model": "m"}', "/layers/llm", {"model": "m"}),
        ("/layers/llm/a.b=c", "/layers/llm/a.b", "c"),
        ("/layers/llm/a~1b~0c=d", "/layers/llm/a~1b~0c", "d"),
        ("layers.llm.a/b=c", "/layers/llm/a~1b", "c"),
        ("persona_name=Rio", "/pal_name", "Rio"),
        ("/default_replica_id=r1", "/default_face_id", "r1"),
    ],
)
def test_a_value_is_json_where_it_reads_as_such(word, path, value):
    assert patch_of([word], [], {}) == [{"op": "add", "path": path, "value": value}]


def test_a_place_in_an_array_is_replaced_and_a_dash_appends():
    assert patch_of(["tool_ids.0=t", "tool_ids.-=u"], [], {}) == [
        {"op": "replace", "path": "/tool_ids/0", "value": "t"},
        {"op": "add", "path": "/tool_ids/-", "value": "u"},
    ]


def test_whole_fields_come_first_and_removals_last():
    patch = patch_of(["a=1"], ["b.c"], {"d": {"e": 2}})
    assert [(each["op"], each["path"]) for each in patch] == [("add", "/d"), ("add", "/a"), ("remove", "/b/c")]


@pytest.mark.parametrize("word", ["greeting", "=x", "a..b=x", "/=x", "a={", 'a="', "a=[NaN]"])
def test_what_cannot_be_read_is_a_usage_error(word):
    with pytest.raises(UsageError):
        patch_of([word], [], {})


def test_a_secret_value_is_not_repeated_in_an_error():
    with pytest.raises(UsageError) as caught:
        patch_of(['layers.llm.api_key="sk-mine'], [], {})
    assert "sk-mine" not in caught.value.message
