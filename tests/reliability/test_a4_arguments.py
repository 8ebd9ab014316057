import pytest
from faults.answers import document
from faults.bodies import page, replica
from reliability.commands import LIST


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("", ""),
        (".", "."),
        ("..", ".."),
        ("a\nb", r"a\nb"),
        ("\x1b[31m", None),
        ("r1\r", r"r1\r"),
        ("a\tb", r"a\tb"),
        ("a\x7f", None),
        ("a\u0085", None),
        ("r" * 257, None),
    ],
)
def test_a30_an_id_that_cannot_be_one_is_refused(tavus, serve, value, shown):
    server = serve(document(replica()))
    outcome = tavus("replicas", "get", "--", value, at=server)
    assert outcome.code == 2
    if shown is None:
        assert outcome.errors[0].endswith(": not a replica id.")
    else:
        assert outcome.errors[0] == f'error: "{shown}": not a replica id.'
    assert "\x1b" not in outcome.err
    assert server.requests == []


@pytest.mark.parametrize(
    ("value", "encoded"),
    [
        ("rf4e9d9790f0", "rf4e9d9790f0"),
        ("../videos", "..%2Fvideos"),
        ("a/b?x=1", "a%2Fb%3Fx%3D1"),
        ("a#b", "a%23b"),
        ("a;b=c&d", "a%3Bb%3Dc%26d"),
        ("%2e%2e", "%252e%252e"),
        ("%2e%2e%2fvideos", "%252e%252e%252fvideos"),
        ("...", "..."),
        ("a b", "a%20b"),
        ("é", "%C3%A9"),
        ("..\\videos", "..%5Cvideos"),
        ("//evil.example.test/", "%2F%2Fevil.example.test%2F"),
        ("http://evil.example.test/", "http%3A%2F%2Fevil.example.test%2F"),
        ("@evil", "%40evil"),
        ("--verbose", "--verbose"),
        ("r" * 256, "r" * 256),
    ],
)
def test_a30_every_other_id_is_one_segment_of_the_path(tavus, serve, value, encoded):
    server = serve(document(replica()))
    assert tavus("replicas", "get", "--", value, at=server).code == 0
    assert server.targets == [f"/v2/replicas/{encoded}"]


def test_a31_lists_are_joined_and_booleans_are_lower_case(tavus, serve):
    server = serve(document(page()))
    assert tavus(*LIST, "--replica-ids", "a,b", at=server).code == 0
    assert tavus(*LIST, "--replica-ids", "a", "--replica-ids", "b", at=server).code == 0
    assert tavus(*LIST, "--verbose", at=server).code == 0
    assert tavus("replicas", "get", "r1", "--verbose", at=serve(document(replica()))).code == 0
    assert server.targets == [
        "/v2/replicas?replica_ids=a%2Cb",
        "/v2/replicas?replica_ids=a%2Cb",
        "/v2/replicas?verbose=true",
    ]


def test_a31_values_in_a_query_are_encoded(tavus, serve):
    server = serve(document(page()))
    assert tavus(*LIST, "--replica-ids", "a&page=9#x", "--limit", "5", "--page", "0", at=server).code == 0
    pairs = sorted(server.requests[0].query.split("&"))
    assert pairs == ["limit=5", "page=0", "replica_ids=a%26page%3D9%23x"]


def test_a31_only_what_was_given_is_sent(tavus, serve):
    server = serve(document(page()))
    assert tavus(*LIST, at=server).code == 0
    assert server.targets == ["/v2/replicas"]


BAD_BASES = [
    " ",
    "tavusapi.com",
    "localhost:80",
    "ftp://127.0.0.1",
    "file:///etc/passwd",
    "https://",
    "https:///v2",
    "https://?x",
    "https://:443",
    "https://tavusapi.com@evil.example.test",
    "https://user:word@api.example.test",
    "https://user@api.example.test",
    "https://@api.example.test",
    "https://api.example.test/?x=1",
    "https://api.example.test?",
    "https://api.example.test/#f",
    "https://api.example.test#",
    " https://api.example.test",
    "https://api.example.test ",
    "https://api .example.test",
    "https://api.example.test/a b",
    "https://api.example.test\n",
    "https://api.example.test/\x1b[31m",
    "https://a..b",
    "https://" + "x" * 64 + ".test",
    "https://[::1",
    "https://api.example.test:99999",
    "https://api.example.test:abc",
    "https://api.example.test\\@evil.example.test",
    "//api.example.test",
    "https:api.example.test",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("base", BAD_BASES)
def test_a32_a_base_url_that_cannot_be_used_is_refused(tavus, base):
    for arguments, env in [((*LIST, "--base-url", base), {}), (LIST, {"TAVUS_BASE_URL": base or " "})]:
        outcome = tavus(*arguments, env=env)
        assert outcome.code == 2
        assert outcome.errors[0].startswith("error: not a usable base URL: ")
        assert outcome.errors[0].endswith(".")
        assert "\x1b" not in outcome.err


def test_a32_the_message_shows_the_base_url(tavus):
    for base in ["tavusapi.com", "ftp://127.0.0.1", "https://a..b", "https://api.example.test/?x=1"]:
        assert tavus(*LIST, at=base).errors[0] == f"error: not a usable base URL: {base}."


@pytest.mark.parametrize("base", ["http://127.1", "http://2130706433", "http://0x7f.0.0.1", "http://0177.0.0.1"])
def test_a32_an_address_written_oddly_is_not_this_machine(tavus, base):
    assert tavus(*LIST, at=base).code == 2


@pytest.mark.parametrize(
    ("suffix", "path"),
    [
        ("", "/v2/replicas"),
        ("/", "/v2/replicas"),
        ("///", "/v2/replicas"),
        ("/proxy", "/proxy/v2/replicas"),
        ("/proxy/", "/proxy/v2/replicas"),
        ("/a/b//", "/a/b/v2/replicas"),
        ("/v2", "/v2/replicas"),
        ("/v2/", "/v2/replicas"),
        ("/proxy/v2", "/proxy/v2/replicas"),
        ("/v2/v2", "/v2/v2/replicas"),
        ("/xv2", "/xv2/v2/replicas"),
    ],
)
def test_a32_a_path_prefix_is_kept_but_for_slashes_and_one_version_at_its_end(tavus, serve, suffix, path):
    server = serve(document(page()))
    assert tavus(*LIST, at=server.url + suffix).code == 0
    assert server.targets == [path]


def test_a32_messages_show_the_host_in_punycode(tavus):
    outcome = tavus(*LIST, at="http://аpple.com")  # noqa: RUF001
    assert outcome.code == 2
    assert outcome.errors[0] == ("error: refusing to send an API key over http:// to xn--pple-43d.com; use https://.")
    outcome = tavus(*LIST, at="http://bücher.example.test")
    assert "xn--bcher-kva.example.test" in outcome.errors[0]
    # In the standard of 2003 this name was that of strasse.example.test, whose owner would get the key.
    outcome = tavus(*LIST, at="http://straße.example.test")
    assert "xn--strae-oqa.example.test" in outcome.errors[0]
