import re
from datetime import UTC, datetime

import pytest
from faults import certificates
from faults.answers import document, hang_up, head, raw, reply, reset, reset_after
from faults.bodies import page
from faults.ports import refusing_port
from faults.proxy import tunnel
from reliability.commands import CREATE, LIST, ONCE
from reliability.doubt import check_doubt
from reliability.stored import CLIP, DOWNLOAD, NAME, files, record, whole
from samples import KEY

API = "https://api.example.test"


# What becomes of a request that has arrived.
LOST = {
    "hung up": hang_up,
    "reset": reset,
    "half a head": raw(head(200)[:9]),
    "half a body": raw(head(200, [("Content-Length", "50")]) + b'{"replica_id"'),
    "reset in the body": reset_after(head(200, [("Content-Length", "50")]) + b'{"replica_id"'),
    "no HTTP": raw(b"hello\r\n\r\n"),
    "a proxy's refusal": reply(502, b"<html>no</html>", kind="text/html"),
}


@pytest.fixture
def bundle(tmp_path):
    return {"REQUESTS_CA_BUNDLE": str(certificates.bundle(tmp_path))}


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
def test_a11_calls_go_through_the_proxy_and_the_key_stays_within_tls(tavus, serve, bundle, variable):
    server = serve(document(page()), tls=certificates.trusted("api.example.test"))
    proxy = serve(tunnel(server))
    outcome = tavus(*LIST, at=API, env={**bundle, variable: proxy.url})
    assert (outcome.code, outcome.err) == (0, "")
    assert proxy.targets == ["api.example.test:443"]
    assert KEY.encode() not in proxy.requests[0].raw
    assert server.requests[0].headers["x-api-key"] == KEY


def test_a11_a_password_for_the_proxy_goes_to_the_proxy_only(tavus, serve, bundle):
    server = serve(document(page()), tls=certificates.trusted("api.example.test"))
    proxy = serve(tunnel(server))
    address = f"http://someone:proxyword@127.0.0.1:{proxy.port}"
    outcome = tavus(*LIST, "--debug", at=API, env={**bundle, "HTTPS_PROXY": address})
    assert outcome.code == 0
    assert "proxyword" not in outcome.err
    assert proxy.requests[0].headers["proxy-authorization"].startswith("Basic ")
    assert "proxy-authorization" not in server.requests[0].headers
    assert "authorization" not in server.requests[0].headers


def test_a11_this_machine_is_reached_without_a_proxy(tavus, serve):
    server, proxy = serve(document(page())), serve(hang_up)
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]:
        assert tavus(*LIST, at=server, env={name: proxy.url}).code == 0
        assert tavus(*LIST, at=f"http://localhost:{server.port}", env={name: proxy.url}).code == 0
    assert proxy.connections == 0


@pytest.mark.parametrize("arguments", [LIST, CREATE], ids=["list", "create"])
def test_a11_d1_an_absent_proxy_is_named_with_its_variable(tavus, arguments):
    with refusing_port() as port:
        address = f"http://someone:proxyword@127.0.0.1:{port}"
        for variable in ["HTTPS_PROXY", "ALL_PROXY"]:
            outcome = tavus(*arguments, *ONCE, "--debug", at=API, env={variable: address})
            assert outcome.code == 6
            line = next(line for line in outcome.err.splitlines() if line.startswith("error: "))
            expected = rf"error: could not reach the proxy 127\.0\.0\.1:{port} \(from {variable}\): \S.*\."
            assert re.fullmatch(expected, line)
            assert "proxyword" not in outcome.err
    outcome = tavus(*arguments, *ONCE, "--json", at=API, env={"HTTPS_PROXY": address})
    assert outcome.error["outcome"] == "not_sent"


@pytest.mark.parametrize("status", [403, 407, 502])
def test_a11_a_proxy_that_refuses_is_a_network_fault(tavus, serve, status):
    proxy = serve(reply(status, b"<html>no</html>", kind="text/html"))
    address = f"http://someone:proxyword@127.0.0.1:{proxy.port}"
    outcome = tavus(*LIST, *ONCE, at=API, env={"HTTPS_PROXY": address})
    assert outcome.code == 6
    assert str(status) in outcome.errors[0]
    assert "proxyword" not in outcome.err
    assert "<html>" not in outcome.err
    assert KEY.encode() not in b"".join(request.raw for request in proxy.requests)


@pytest.mark.parametrize("value", ["not a url", "socks5://127.0.0.1:9", "http://", "http://a..b:1", "http://[::1"])
def test_a11_a_proxy_setting_that_is_none_is_one_line(tavus, value):
    outcome = tavus(*LIST, *ONCE, at=API, env={"HTTPS_PROXY": value})
    assert outcome.code in {1, 2, 6}
    assert "HTTPS_PROXY" in outcome.errors[0]
    assert len(outcome.errors) <= 2


def test_a11_no_proxy_is_honoured(tavus, serve):
    proxy = serve(hang_up)
    outcome = tavus(*LIST, *ONCE, at="https://127.0.0.2:9", env={"HTTPS_PROXY": proxy.url, "NO_PROXY": "127.0.0.2"})
    assert outcome.code == 6
    assert proxy.connections == 0


@pytest.mark.parametrize("name", LOST)
def test_a11_a41_a42_a_create_that_is_lost_behind_a_proxy_is_in_doubt(tavus, serve, bundle, name):
    server = serve(LOST[name], tls=certificates.trusted("api.example.test"))
    proxy = serve(tunnel(server))
    started = datetime.now(UTC)
    outcome = tavus(*CREATE, "--no-check", at=API, env={**bundle, "HTTPS_PROXY": proxy.url})
    assert outcome.code == 10
    check_doubt(outcome.errors, started)
    assert [request.method for request in server.requests] == ["POST"]


@pytest.mark.parametrize("name", ["hung up", "reset"])
def test_a11_d2_a_read_that_is_lost_behind_a_proxy_is_tried_again(tavus, serve, bundle, name):
    server = serve(LOST[name], document(page()), tls=certificates.trusted("api.example.test"))
    proxy = serve(tunnel(server))
    assert tavus(*LIST, at=API, env={**bundle, "HTTPS_PROXY": proxy.url}).code == 0
    assert len(server.requests) == 2


@pytest.mark.parametrize("name", ["hung up", "reset"])
def test_a11_a_file_that_is_lost_behind_a_proxy_is_fetched_again(tavus, serve, bundle, name):
    storage = serve(LOST[name], whole(), tls=certificates.trusted("files.example.test"))
    proxy = serve(tunnel(storage))
    api = serve(record("https://files.example.test/high.mp4?signature=secret-of-the-link"))
    outcome = tavus(*DOWNLOAD, at=api, env={**bundle, "HTTPS_PROXY": proxy.url})
    assert (outcome.code, files(tavus)) == (0, {NAME: CLIP})
    assert len(storage.requests) == 2
