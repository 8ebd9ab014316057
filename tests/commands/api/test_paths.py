"""tavus api: paths, methods and headers: none leads away from the base URL or replaces a header that is ours."""

import pytest
from faults.answers import document
from faults.bodies import page, replica
from samples import KEY, THING


@pytest.mark.parametrize("path", ["/v2/replicas", "v2/replicas", "/replicas", "replicas"])
def test_a_path_needs_neither_its_slash_nor_its_version(run, serve, path):
    server = serve(document(page()))
    assert run("api", "get", path).code == 0
    assert server.targets == ["/v2/replicas"]
    assert server.requests[0].headers["x-api-key"] == KEY


def test_a_url_below_the_base_url_is_a_path_too(run, serve):
    server = serve(THING)
    assert run("api", "GET", f"{server.url}/v2/things/t%201?a=b%26c").code == 0
    assert server.targets == ["/v2/things/t%201?a=b%26c"]


def test_the_path_of_the_base_url_is_kept(run, serve):
    server = serve(THING)
    base_url = f"{server.url}/proxy"
    assert run("api", "GET", "things", "--base-url", base_url).code == 0
    for elsewhere in ("v2/things", "proxy2/v2/things", "proxy"):
        assert run("api", "GET", f"{server.url}/{elsewhere}", "--base-url", base_url).code == 2
    assert server.targets == ["/proxy/v2/things"]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "..",
        "/v2/../admin",
        "/v2/./replicas",
        "replicas/%2e%2e/x",
        "replicas/%252E%252e/x",
        "replicas/..%2fx",
        "replicas/..;a=b/x",
        "replicas\\..\\x",
        "replicas/%5c../x",
        "//example.test/v2/replicas",
        "/v2//replicas",
        "replicas/a b",
        "replicas/a\nb",
        "replicas/%0d%0aX:y",
        "replicas/%00",
        "replicas?a=\x1b",
        "replicas#a",
        "replicas/%zz",
        "https://example.test/v2/replicas",
        "https://user@example.test/v2/replicas",
        "http://127.0.0.1/v2/replicas",
        "ftp://127.0.0.1/v2/replicas",
        "file:/etc/passwd",
    ],
)
def test_a_path_that_could_lead_elsewhere_is_refused_and_nothing_is_sent(run, serve, path):
    server = serve(THING)
    result = run("api", "GET", path)
    assert (result.code, result.out, server.connections) == (2, "", 0)
    assert result.err.startswith("error: ")
    assert "\x1b" not in result.err


def test_a_url_of_another_host_is_named_in_the_refusal(run, serve):
    server = serve(THING)
    result = run("api", "GET", "https://example.test/v2/replicas")
    assert result.err.splitlines()[0] == (
        f"error: refusing to send the key to example.test: only what is below {server.url} can be called."
    )


def test_a_method_that_the_api_does_not_have_is_refused(run, serve):
    server = serve(THING)
    error = "error: METHOD is missing; it must be one of GET, POST, PUT, PATCH, DELETE."
    assert run("api").err.splitlines() == [error, "hint: see: tavus api --help"]
    assert run("api", "TRACE", "replicas").code == 2
    assert run("api", "patch", "replicas/r1").code == 0
    assert [request.method for request in server.requests] == ["PATCH"]


def test_headers_are_sent_on_every_page(run, serve):
    server = serve(routes=lambda request: document(page(*([] if "page" in request.query else [replica(1)]), total=9)))
    assert run("api", "GET", "replicas", "--all", "-H", "X-Trace: a b", "-H", "accept:application/json;v=2").code == 0
    assert len(server.requests) > 1
    for request in server.requests:
        assert (request.headers["x-trace"], request.headers["accept"]) == ("a b", "application/json;v=2")


@pytest.mark.parametrize(
    "header",
    [
        "x-api-key: other",
        "X-API-KEY:other",
        " x-api-key : other",
        "Authorization: Bearer x",
        "Host: example.test",
        "Cookie: a=b",
        "Content-Length: 5",
        "Transfer-Encoding: chunked",
        "X-HTTP-Method-Override: POST",
        "no colon",
        ": empty",
        "a b: c",
        "x: a\r\ny: b",
        "x: é",
    ],
)
def test_a_header_that_is_not_the_users_to_set_is_refused(run, serve, header):
    server = serve(THING)
    result = run("api", "GET", "replicas", "-H", header)
    assert (result.code, server.requests) == (2, [])
    assert "other" not in result.err
