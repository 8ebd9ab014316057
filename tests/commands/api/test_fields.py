"""tavus api: fields and bodies, checked before anything is sent."""

import pytest
from faults.answers import document, reply
from faults.bodies import page
from samples import THING


def test_fields_of_a_get_are_its_query(run, serve):
    server = serve(document(page()))
    typed = ["-F", "limit=5", "-F", "verbose=true", "-F", "none=null", "-F", 'ids=["a","b"]']
    assert run("api", "GET", "replicas?x=1", "-f", "name=a&b=c", *typed).code == 0
    assert server.targets == ["/v2/replicas?x=1&name=a%26b%3Dc&limit=5&verbose=true&ids=a%2Cb"]


def test_an_object_cannot_stand_in_a_query(run, serve):
    server = serve(THING)
    assert run("api", "GET", "replicas", "-F", 'a={"b": 1}').code == 2
    assert server.requests == []


def test_fields_of_a_post_are_its_json_body(run, serve, home):
    server = serve(THING)
    (home / "script.txt").write_text("Grüße,\n@all")
    plain = ["-f", "name=true", "-f", "at=@x", "-f", "nothing="]
    typed = {
        "yes": "true",
        "no": "false",
        "none": "null",
        "count": "5",
        "share": "-1.5e3",
        "code": "007",
        "word": "plain text",
        "object": '{"a": [1]}',
        "a[b][c]": "1",
        "a[b][d]": "x",
        "tags[]": "one",
        "script": f"@{home / 'script.txt'}",
        "piped": "@-",
    }
    words = [word for name, value in typed.items() for word in ("-F", f"{name}={value}")]
    assert run("api", "POST", "things?q=1", *plain, *words, "-F", "tags[]=2", stdin="from stdin").code == 0
    (request,) = server.requests
    assert (request.target, request.headers["content-type"]) == ("/v2/things?q=1", "application/json")
    assert request.json() == {
        "name": "true",
        "at": "@x",
        "nothing": "",
        "yes": True,
        "no": False,
        "none": None,
        "count": 5,
        "share": -1500.0,
        "code": "007",
        "word": "plain text",
        "object": {"a": [1]},
        "a": {"b": {"c": 1, "d": "x"}},
        "tags": ["one", 2],
        "script": "Grüße,\n@all",
        "piped": "from stdin",
    }


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ('a={"b": }', "-F a is not JSON (expecting value, position 6)."),
        ("a=[1,", "-F a is not JSON (expecting value, position 3)."),
        ('a="open', "-F a is not JSON (unterminated string starting at, position 0)."),
        ('a={"b": NaN}', "-F a is not JSON (it has no NaN)."),
        ("a=1e999", "-F a is not JSON (a number in it is too large)."),
        ("a=" + "[" * 100_000, "-F a is not usable JSON (it nests too deeply)."),
        ("a=" + "9" * 5000, "-F a is not JSON (a number in it is too long)."),
        ("secret", '-F "secret" is not a field.'),
        ("=x", '-F "" is not a field.'),
        ("a[=x", '"a[" is not a field.'),
        ("a=@missing.txt", "-F a: cannot read missing.txt: No such file or directory."),
        ("a=@/", "-F a: cannot read /: Is a directory."),
    ],
    ids=lambda text: text[:20],
)
def test_a_field_that_cannot_be_read_is_told_and_nothing_is_sent(run, serve, field, message):
    server = serve(THING)
    result = run("api", "POST", "things", "-F", field)
    assert (result.code, server.requests) == (2, [])
    assert result.err.splitlines()[0] == f"error: {message}"


@pytest.mark.parametrize("fields", [("a=1", "a=2"), ("a=1", "a[b]=2"), ("a[]=1", "a[b]=2"), ("a[b]=1", "a[b]=2")])
def test_a_field_given_twice_is_refused(run, serve, fields):
    server = serve(THING)
    assert run("api", "POST", "things", "-f", fields[0], "-f", fields[1]).code == 2
    assert server.requests == []


def test_input_is_sent_as_it_is(run, serve, home):
    server = serve(THING)
    text = '{"a":  1.0, "b": "é"}\n'
    (home / "body.json").write_text(text)
    assert run("api", "PUT", "things", "--input", str(home / "body.json")).code == 0
    assert run("api", "POST", "things", "--input", "-", stdin=text).code == 0
    assert [request.body for request in server.requests] == [text.encode()] * 2


def test_input_that_is_not_json_is_told_with_its_place(run, serve):
    server = serve(THING)
    result = run("api", "POST", "things", "--input", "-", stdin='{"a": 1,\n "b" 2}')
    assert (result.code, result.err) == (2, "error: --input is not JSON (expecting ':' delimiter, line 2, column 6).\n")
    assert run("api", "POST", "things", "--input", "-", stdin="").code == 2
    assert run("api", "POST", "things", "--input", "none.json").code == 2
    assert server.requests == []


@pytest.mark.parametrize(
    "words",
    [
        ("GET", "things", "--input", "-"),
        ("POST", "things", "--input", "-", "-f", "a=b"),
        ("POST", "things", "-F", "a=@-", "-F", "b=@-"),
    ],
)
def test_bodies_that_contradict_are_refused(run, serve, words):
    server = serve(THING)
    assert run("api", *words, stdin="{}").code == 2
    assert server.requests == []


def test_a_post_without_fields_has_no_body(run, serve):
    server = serve(reply(204))
    assert run("api", "POST", "conversations/c1/end").code == 0
    assert server.requests[0].body == b""
