import pytest

VIDEO = b'{"train_video_url": "https://example.com/a.mp4"}'


def own(api):
    return api.get("/v2/replicas", replica_type="user").json["total_count"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LocalHost", "[::1]"])
def test_the_names_of_this_machine_are_answered(api, host):
    assert api.send("GET", "/v2/voices", host=f"{host}:{api.port}").status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "127.0.0.2:{}", "evil.example:{}", "localhost.:{}", ""]
)
def test_any_other_host_is_refused_and_nothing_done(api, host):
    reply = api.send("POST", "/v2/replicas", VIDEO, host=host.format(api.port))
    assert (reply.status, reply.json) == (
        403,
        {"message": f"the sandbox answers only to 127.0.0.1, localhost and [::1] on port {api.port}"},
    )
    assert own(api) == 0


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost", "https://localhost:{}", ""])
def test_web_pages_are_refused_and_nothing_done(api, origin):
    reply = api.send("POST", "/v2/replicas", VIDEO, origin=origin.format(api.port))
    assert (reply.status, reply.json) == (403, {"message": "the sandbox does not answer to web pages"})
    assert own(api) == 0


def test_a_page_of_the_sandbox_itself_is_answered(api):
    assert api.send("GET", "/v2/voices", origin=f"http://localhost:{api.port}").status == 200


def test_a_foreign_host_learns_nothing_by_a_forced_refusal(api):
    assert api.send("GET", "/force/429/v2/voices", host="evil.example").status == 403


def test_no_answer_allows_other_origins(api):
    for reply in (api.get("/v2/voices"), api.send("OPTIONS", "/v2/voices"), api.get("/media/r7bc3db0d581.mp4")):
        assert [name for name in reply.headers if name.lower().startswith("access-control")] == []


@pytest.mark.parametrize("key", [None, "", "  "])
def test_a_missing_or_empty_key_is_an_invalid_access_token(api, key):
    reply = api.send("GET", "/v2/replicas", x_api_key=key)
    assert (reply.status, reply.json) == (401, {"message": "Invalid access token"})


@pytest.mark.parametrize(
    "path", ["/", "/v2", "/v2/replicas/", "/v2/replica", "/v3/replicas", "/v2/replicas/a/b", "//v2"]
)
def test_an_unknown_path_is_not_found_with_or_without_a_key(api, path):
    for key in ("any", None):
        reply = api.send("GET", path, x_api_key=key)
        assert (reply.status, reply.json) == (404, {"message": "Not found"})


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/v2/replicas", "GET, POST, HEAD"),
        ("POST", "/v2/replicas/r1", "GET, DELETE, HEAD"),
        ("GET", "/v2/replicas/r1/name", "PATCH"),
        ("DELETE", "/v2/videos", "GET, POST, HEAD"),
        ("OPTIONS", "/v2/voices/v1", "GET, DELETE, PATCH, HEAD"),
        ("TRACE", "/v2/voices", "GET, POST, HEAD"),
        ("POST", "/media/x.mp4", "GET, HEAD"),
    ],
)
def test_another_method_is_not_allowed_and_told_which_are(api, method, path, allowed):
    reply = api.send(method, path)
    assert (reply.status, reply.json, reply.headers["Allow"]) == (405, {"message": "Method not allowed"}, allowed)


def test_head_is_get_without_its_body(api):
    reply = api.send("HEAD", "/v2/voices")
    assert (reply.status, reply.body) == (200, b"")
    assert reply.headers["Content-Length"] == api.get("/v2/voices").headers["Content-Length"]


@pytest.mark.parametrize(
    "kind", [None, "", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp"]
)
def test_only_json_is_taken(api, kind):
    reply = api.send("POST", "/v2/replicas", VIDEO, content_type=kind)
    assert (reply.status, reply.json) == (415, {"error": "the body must be application/json"})
    assert own(api) == 0


def test_json_may_name_its_charset(api):
    assert api.send("POST", "/v2/replicas", VIDEO, content_type="Application/JSON; charset=utf-8").status == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"{'a': 1}", b"\xff", b'{"a": NaN}', b'{"a": Infinity}', b"{} {}", b"[" * 100_000, b"1" * 5000],
)
def test_a_body_that_is_not_json_is_refused(api, body):
    reply = api.send("POST", "/v2/replicas", body)
    assert (reply.status, reply.json) == (400, {"error": "the body is not JSON"})


@pytest.mark.parametrize(("depth", "status"), [(100, 200), (101, 400), (900, 400)])
def test_a_body_has_a_deepest_level(api, depth, status):
    deep = b"[" * (depth - 1) + b"]" * (depth - 1)
    reply = api.send("POST", "/v2/replicas", VIDEO[:-1] + b', "x": ' + (deep or b"1") + b"}")
    assert reply.status == status
    if status == 400:
        assert reply.json == {"error": "the body is nested deeper than 100 levels"}


@pytest.mark.parametrize("body", [b"[]", b"null", b'"text"', b"1", b"true"])
def test_a_body_that_is_not_an_object_is_refused(api, body):
    reply = api.send("POST", "/v2/replicas", body)
    assert (reply.status, reply.json) == (400, {"error": "the body must be a JSON object"})


def test_a_byte_order_mark_is_no_fault(api):
    assert api.send("POST", "/v2/replicas", b"\xef\xbb\xbf" + VIDEO).status == 200


@pytest.mark.parametrize("path", ["/v2/replicas/..", "/v2/replicas/%2e%2e", "/v2/replicas/a%2Fb", "/v2/replicas/%00"])
def test_an_id_stays_one_whatever_is_in_it(api, path):
    reply = api.get(path)
    assert (reply.status, reply.json) == (400, {"error": "Invalid replica_id"})


def test_an_id_may_be_percent_encoded(api):
    assert api.get("/v2/replicas/%72%37bc3db0d581").json["replica_id"] == "r7bc3db0d581"


def test_the_request_line_may_hold_a_whole_url(api):
    whole = f"http://localhost:{api.port}/v2/voices"
    assert api.send("GET", whole, host="evil.example").status == 200
    assert api.send("GET", "http://evil.example/v2/voices").status == 403


@pytest.mark.parametrize("path", ["/v2/voices", "/nowhere", "/force/500/v2/voices", "/media/r7bc3db0d581.mp4"])
def test_every_answer_says_that_it_is_of_the_sandbox(api, path):
    headers = api.get(path).headers
    assert headers["x-sandbox"] == "1"
    assert headers["Date"].endswith("GMT")
    assert headers.get_all("Content-Length") == [headers["Content-Length"]]


def test_answers_are_json_by_type_too(api):
    assert {api.get(path).headers["Content-Type"] for path in ("/v2/voices", "/nowhere")} == {"application/json"}


def test_too_many_parameters_are_refused(api):
    reply = api.get("/v2/voices?" + "&".join(f"p{n}=1" for n in range(101)))
    assert (reply.status, reply.json) == (400, {"error": "too many query parameters"})
