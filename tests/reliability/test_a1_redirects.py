import pytest
from faults.answers import document, redirect
from faults.bodies import encodings, gzip_bomb, page
from reliability.commands import CREATE, LIST


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a01_redirects_are_not_followed(tavus, serve, status):
    elsewhere = serve(document(page()))
    server = serve(redirect(status, f"http://localhost:{elsewhere.port}/v2/replicas"))
    outcome = tavus(*LIST, at=server)
    assert outcome.code == 8
    place = f"localhost:{elsewhere.port}/v2/replicas"
    assert outcome.errors == [
        f"error: the server answered with a redirect ({status}) to {place}; "
        "it was not followed and your key was not sent there.",
        f"hint: check the base URL (now {server.url}).",
    ]
    assert elsewhere.connections == 0
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a01_d3_a_redirected_create_is_sent_once_and_nowhere_else(tavus, serve, status):
    elsewhere = serve(document({"replica_id": "r1", "status": "started"}))
    server = serve(redirect(status, f"{elsewhere.url}/v2/replicas"))
    outcome = tavus(*CREATE, at=server)
    assert outcome.code == 10
    assert [request.method for request in server.requests] == ["POST"]
    assert elsewhere.connections == 0


def test_a01_a_redirect_on_the_same_host_is_not_followed_either(tavus, serve):
    server = serve(redirect(302, "/v2/elsewhere"), document(page()))
    assert tavus(*LIST, at=server).code == 8
    assert server.targets == ["/v2/replicas"]


@pytest.mark.parametrize(
    "location",
    [
        "http://[::1/",
        "http://a..b/",
        "//",
        "",
        None,
        "http://" + "x" * 4000,
        "http://127.0.0.1:99999/",
        "\x1b]0;owned\x07",
        "https://caf\xe9.example.test/",
        "javascript:alert(1)",
    ],
)
def test_a02_the_location_is_never_a_problem(tavus, serve, location):
    server = serve(redirect(302, location))
    outcome = tavus(*LIST, at=server)
    assert outcome.code == 8
    assert outcome.errors[0].startswith("error: the server answered with a redirect (302)")
    assert len(outcome.errors[0]) < 600
    assert "\x1b" not in outcome.err
    assert len(server.requests) == 1


def test_a01_a06_a_redirect_does_not_show_the_query_it_carries(tavus, serve):
    server = serve(redirect(302, "https://user:secretword@sso.example.test/login?ticket=secretticket#secretpart"))
    for flags in [(), ("--debug",), ("--json",)]:
        outcome = tavus(*LIST, *flags, at=server)
        assert outcome.code == 8
        assert "sso.example.test" in outcome.err
        assert "secret" not in outcome.err


@pytest.mark.parametrize("arguments", [LIST, CREATE], ids=["list", "create"])
@pytest.mark.parametrize("location", ["http://[::1/", "http://127.0.0.1:9/"])
def test_a02_the_body_of_a_redirect_is_not_unpacked(tavus, serve, arguments, location):
    server = serve(redirect(302, location, gzip_bomb(), encodings(1)))
    outcome = tavus(*arguments, at=server, real=True)
    assert outcome.code in {8, 10}
    assert outcome.rss < 120_000
    assert outcome.seconds < 5
