"""The body of a create, from a file and from options."""

import pytest

from tavus_cli.errors import UsageError
from tavus_cli.verbs.body import LARGEST, body_of, properties_of


@pytest.fixture
def given(tmp_path):
    """A body from a file with this content."""

    def read(content, **fields):
        path = tmp_path / "body.json"
        path.write_bytes(content)
        return body_of(str(path), fields)

    return read


def test_options_alone_are_a_body_without_those_not_given():
    assert body_of(None, {"name": "Rio", "size": None, "fast": False}) == {"name": "Rio", "fast": False}


def test_options_add_to_a_file(given):
    assert given(b'\xef\xbb\xbf{"size": [1, null]}', name="Rio", fast=None) == {"size": [1, None], "name": "Rio"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{"name": "other"}', "name is given twice."),
        (b"[1]", "--input is not a JSON object."),
        (b"", "--input is not JSON (expecting value, position 0)."),
        (b'{"size": NaN}', "--input is not JSON (it has no NaN)."),
        (b"[" * 100_000, "--input is not usable JSON (it nests too deeply)."),
        (b"\xff", " is not UTF-8 text (byte 0)."),
        (b" " * (LARGEST + 1), " is larger than 8 MiB."),
    ],
)
def test_what_is_no_usable_body_is_a_usage_error(given, content, told):
    with pytest.raises(UsageError) as caught:
        given(content, name="Rio")
    assert caught.value.message.endswith(told)


def test_a_file_may_use_either_name_of_a_field(tmp_path):
    path = tmp_path / "body.json"
    for older, newer in [("replica_id", "face_id"), ("default_persona_id", "default_pal_id"), ("script", "script")]:
        for name in (older, newer):
            path.write_text(f'{{"{name}": null}}')
            assert body_of(str(path), {}) == {older: None}
            assert body_of(str(path), {}, newer=True) == {newer: None}


def test_a_field_under_both_its_names_is_given_twice(given):
    for content, fields in [
        (b'{"face_id": "r1", "replica_id": "r2"}', {}),
        (b'{"face_id": "r1"}', {"replica_id": "r2"}),
    ]:
        with pytest.raises(UsageError, match=r"^replica_id is given twice"):
            given(content, **fields)


def test_a_file_that_is_not_there_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match=r"--input: cannot read .*: No such file or directory") as caught:
        body_of(str(tmp_path / "nowhere"), {})
    assert caught.value.hint == "name a file that you can read, or - for standard input"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("{bad", """such as '{"fast": true}'"""),
        ("[1]", """such as '{"fast": true}'"""),
        ("@file", 'to take it from a file: --properties "$(cat FILE)"'),
    ],
)
def test_json_that_is_none_on_the_command_line_shows_one(text, hint):
    with pytest.raises(UsageError) as caught:
        properties_of(text, '{"fast": true}')
    assert caught.value.hint == hint


def test_a_file_may_be_toml(tmp_path):
    path = tmp_path / "body.toml"
    path.write_text('replica_name = "Rio"\n[properties]\nbackground_green_screen = true\n')
    assert body_of(str(path), {"fast": True}) == {
        "replica_name": "Rio",
        "properties": {"background_green_screen": True},
        "fast": True,
    }


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("a = ", "--input is not TOML (invalid value (at end of document))."),
        ("a = 2026-11-21", "--input has a value that JSON cannot hold, such as a date."),
        ("a = nan", "--input has a value that JSON cannot hold, such as a date."),
    ],
)
def test_toml_that_is_no_request_is_refused(tmp_path, content, told):
    path = tmp_path / "body.toml"
    path.write_text(content)
    with pytest.raises(UsageError) as caught:
        body_of(str(path), {})
    assert caught.value.message == told
