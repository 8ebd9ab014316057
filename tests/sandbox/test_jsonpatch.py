"""JSON Patch against the examples of RFC 6902, appendix A."""

import pytest

from tavus_cli.sandbox.jsonpatch import Inapplicable, Malformed, apply


@pytest.mark.parametrize(
    ("document", "patch", "result"),
    [
        ({"foo": "bar"}, [{"op": "add", "path": "/baz", "value": "qux"}], {"baz": "qux", "foo": "bar"}),
        (
            {"foo": ["bar", "baz"]},
            [{"op": "add", "path": "/foo/1", "value": "qux"}],
            {"foo": ["bar", "qux", "baz"]},
        ),
        ({"baz": "qux", "foo": "bar"}, [{"op": "remove", "path": "/baz"}], {"foo": "bar"}),
        ({"foo": ["bar", "qux", "baz"]}, [{"op": "remove", "path": "/foo/1"}], {"foo": ["bar", "baz"]}),
        (
            {"baz": "qux", "foo": "bar"},
            [{"op": "replace", "path": "/baz", "value": "boo"}],
            {"baz": "boo", "foo": "bar"},
        ),
        (
            {"foo": {"bar": "baz", "waldo": "fred"}, "qux": {"corge": "grault"}},
            [{"op": "move", "from": "/foo/waldo", "path": "/qux/thud"}],
            {"foo": {"bar": "baz"}, "qux": {"corge": "grault", "thud": "fred"}},
        ),
        (
            {"foo": ["all", "grass", "cows", "eat"]},
            [{"op": "move", "from": "/foo/1", "path": "/foo/3"}],
            {"foo": ["all", "cows", "eat", "grass"]},
        ),
        (
            {"baz": "qux", "foo": ["a", 2, "c"]},
            [{"op": "test", "path": "/baz", "value": "qux"}, {"op": "test", "path": "/foo/1", "value": 2}],
            {"baz": "qux", "foo": ["a", 2, "c"]},
        ),
        ({"foo": "bar"}, [{"op": "add", "path": "/child", "value": {"g": {}}}], {"foo": "bar", "child": {"g": {}}}),
        ({"foo": "bar"}, [{"op": "add", "path": "/baz", "value": 1, "xyz": 123}], {"foo": "bar", "baz": 1}),
        ({"/": 9, "~1": 10}, [{"op": "test", "path": "/~01", "value": 10}], {"/": 9, "~1": 10}),
        ({"foo": ["bar"]}, [{"op": "add", "path": "/foo/-", "value": ["abc"]}], {"foo": ["bar", ["abc"]]}),
        (
            {"a": [1]},
            [{"op": "copy", "from": "/a", "path": "/b"}, {"op": "add", "path": "/b/0", "value": 0}],
            {"a": [1], "b": [0, 1]},
        ),
        ({"a": 1}, [{"op": "add", "path": "", "value": [1]}], [1]),
        ({"a": 1}, [{"op": "replace", "path": "", "value": 2}], 2),
        ({"a": [1, 2]}, [{"op": "replace", "path": "/a/0", "value": 9}], {"a": [9, 2]}),
        ({"": 1}, [{"op": "remove", "path": "/"}], {}),
        ({}, [], {}),
    ],
)
def test_what_fits_is_carried_out(document, patch, result):
    assert apply(document, patch) == result


@pytest.mark.parametrize(
    ("patch", "text"),
    [
        ([{"op": "test", "path": "/baz", "value": "bar"}], '"/baz" has another value'),
        ([{"op": "test", "path": "/one", "value": True}], '"/one" has another value'),
        ([{"op": "test", "path": "/list", "value": [1, True]}], '"/list" has another value'),
        ([{"op": "add", "path": "/bat/man", "value": "qux"}], 'there is no "/bat/man"'),
        ([{"op": "remove", "path": "/bat"}], 'there is no "/bat"'),
        ([{"op": "replace", "path": "/bat", "value": 1}], 'there is no "/bat"'),
        ([{"op": "replace", "path": "/list/2", "value": 1}], 'there is no "/list/2"'),
        ([{"op": "remove", "path": "/list/-"}], 'there is no "/list/-"'),
        ([{"op": "remove", "path": "/list/01"}], 'there is no "/list/01"'),
        ([{"op": "add", "path": "/list/3", "value": 1}], 'there is no place for "/list/3"'),
        ([{"op": "add", "path": "/baz/0", "value": 1}], 'there is no place for "/baz/0"'),
        ([{"op": "move", "from": "/deep", "path": "/deep/er"}], '"/deep/er" lies in what is to be moved there'),
        ([{"op": "copy", "from": "/bat", "path": "/x"}], 'there is no "/bat"'),
        ([{"op": "remove", "path": "/baz"}, {"op": "remove", "path": "/baz"}], 'there is no "/baz"'),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(patch, text):
    document = {"baz": "qux", "one": 1, "list": [1, 1], "deep": {}}
    with pytest.raises(Inapplicable, match=f"^{text}$"):
        apply(document, patch)
    assert document == {"baz": "qux", "one": 1, "list": [1, 1], "deep": {}}


@pytest.mark.parametrize(
    "patch",
    [
        {},
        None,
        "add",
        [1],
        [{}],
        [{"op": "spam", "path": "/a"}],
        [{"op": ["add"], "path": "/a"}],
        [{"op": "add", "value": 1}],
        [{"op": "add", "path": "/a"}],
        [{"op": "remove", "path": "a"}],
        [{"op": "remove", "path": "/a~2"}],
        [{"op": "remove", "path": 1}],
        [{"op": "move", "path": "/a"}],
        [{"op": "move", "path": "/a", "from": 1}],
        [{"op": "remove", "path": "/a"}, {"op": "no"}],
    ],
)
def test_what_is_no_patch_is_not_taken_for_one(patch):
    with pytest.raises(Malformed):
        apply({"a": 1}, patch)


def test_copies_of_copies_have_an_end():
    patch = [{"op": "copy", "from": "", "path": f"/x{number}"} for number in range(40)]
    with pytest.raises(Inapplicable, match=r"^the patch copies more than 1 MiB$"):
        apply({"a": "b"}, patch)
