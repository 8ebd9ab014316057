"""tavus doctor: the way to the server, the certificate, the clock, and how long all of it may take."""

import datetime
import email.utils
import socket
import ssl
import sys
import time

import pytest
from faults import certificates
from faults.answers import document, hang
from faults.bodies import page
from faults.ports import refusing_port, silent_port
from faults.proxy import tunnel
from faults.server import FaultServer

ROWS = document(page())


def made(host, not_after=None):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificates.authority().issue_cert(host, not_after=not_after).configure_cert(context)
    return context


def test_nobody_there_ends_with_6(examine, serve):
    with refusing_port() as port:
        serve(ROWS, base_url=f"http://127.0.0.1:{port}")
        result, checks = examine("--retries", "0")
    assert (result.code, checks["call"]["exit"]) == (6, 6)


def test_a_name_without_an_address_ends_with_6(examine, serve, monkeypatch):
    serve(ROWS, base_url="https://api.example.test")

    def fail(*_args, **_options):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    result, checks = examine(env={"HTTPS_PROXY": None})
    assert (result.code, checks["dns"]["exit"]) == (6, 6)
    assert checks["dns"]["message"] == "the name api.example.test could not be resolved"
    assert "tls" not in checks


def test_no_check_takes_longer_than_the_limit(examine, config, serve, monkeypatch):
    serve(hang)
    started = time.monotonic()
    result, checks = examine("--timeout", "0.4")
    assert (result.code, checks["call"]["exit"]) == (9, 9)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: time.sleep(3))
    result, checks = examine(
        "--timeout", "0.4", env={"TAVUS_BASE_URL": "https://api.example.test", "HTTPS_PROXY": None}
    )
    assert (result.code, checks["dns"]["exit"]) == (9, 9)
    with silent_port() as port:
        result, checks = examine("--timeout", "0.4", env={"TAVUS_BASE_URL": f"https://127.0.0.1:{port}"})
    assert (result.code, checks["tls"]["exit"]) == (9, 9)
    config.write_text(
        f"[profiles.default]\napi_key_command = ['{sys.executable}', '-c', 'import time; time.sleep(9)']\n"
    )
    result, checks = examine("--timeout", "0.4", env={"TAVUS_API_KEY": None, "TAVUS_BASE_URL": None})
    assert (result.code, checks["key"]["exit"]) == (9, 9)
    assert time.monotonic() - started < 4


@pytest.mark.parametrize(("days", "status"), [(400, "ok"), (3, "warning")])
def test_a_certificate_is_shown_with_its_end(examine, serve, tmp_path, days, status):
    until = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days, hours=1)
    server = serve(ROWS, tls=made("127.0.0.1", until))
    bundle = str(certificates.bundle(tmp_path))
    result, checks = examine(env={"REQUESTS_CA_BUNDLE": bundle})
    assert (result.code, checks["tls"]["status"], checks["call"]["status"]) == (0, status, "ok")
    assert checks["tls"]["message"] == (
        f"the certificate of 127.0.0.1 is good until {until:%Y-%m-%d}, for {days} more days"
    )
    assert checks["ca"]["message"] == f"certificates are checked against {bundle} (from REQUESTS_CA_BUNDLE)"
    assert len(server.requests) == 1


@pytest.mark.parametrize("context", [certificates.expired, certificates.stranger])
def test_a_certificate_that_proves_nothing_ends_with_6(examine, serve, tmp_path, context):
    server = serve(ROWS, tls=context("127.0.0.1"))
    result, checks = examine(env={"REQUESTS_CA_BUNDLE": str(certificates.bundle(tmp_path))})
    assert (result.code, checks["tls"]["exit"], server.requests) == (6, 6, [])
    assert checks["tls"]["message"].startswith(
        f"the TLS certificate of 127.0.0.1:{server.port} could not be verified: "
    )
    assert "REQUESTS_CA_BUNDLE" in checks["tls"]["hint"]


def test_a_ca_file_that_is_not_there_ends_with_1(examine, serve):
    serve(ROWS, tls=certificates.trusted("127.0.0.1"))
    result, checks = examine(env={"CURL_CA_BUNDLE": "/nowhere.pem"})
    assert (result.code, checks["ca"]["exit"]) == (1, 1)
    assert "CURL_CA_BUNDLE" in checks["ca"]["message"]


@pytest.mark.parametrize(
    ("prefix", "credentials"), [("http://user:hunter2@", "Basic dXNlcjpodW50ZXIy"), ("http://", None), ("", None)]
)
def test_a_proxy_is_named_without_its_password_and_led_through(examine, serve, tmp_path, prefix, credentials):
    server = serve(ROWS, tls=certificates.trusted("api.example.test"), base_url="https://api.example.test")
    with FaultServer(tunnel(server)) as proxy:
        env = {
            "HTTPS_PROXY": f"{prefix}127.0.0.1:{proxy.port}",
            "REQUESTS_CA_BUNDLE": str(certificates.bundle(tmp_path)),
        }
        result, checks = examine(env=env)
    assert result.code == 0
    assert checks["proxy"]["message"] == (
        f"api.example.test is reached through 127.0.0.1:{proxy.port} (from HTTPS_PROXY)"
    )
    assert "hunter2" not in result.out + result.err
    assert checks["dns"]["message"] == "127.0.0.1, the proxy, is an address; no lookup is needed"
    assert checks["tls"]["message"].startswith("the certificate of api.example.test is good until ")
    assert {request.headers.get("proxy-authorization") for request in proxy.requests} == {credentials}
    assert [request.target for request in server.requests] == ["/v2/replicas?limit=1"]


def test_a_proxy_that_is_not_there_ends_with_6(examine, serve):
    serve(ROWS, base_url="https://api.example.test")
    with refusing_port() as port:
        result, checks = examine(env={"HTTPS_PROXY": f"http://user:hunter2@127.0.0.1:{port}"})
    assert (result.code, checks["tls"]["exit"]) == (6, 6)
    place = f"127.0.0.1:{port} (from HTTPS_PROXY)"
    assert checks["tls"]["message"] == (
        f"no TLS connection to api.example.test through the proxy {place}: Connection refused"
    )
    assert "hunter2" not in result.out + result.err


@pytest.mark.parametrize(
    "proxy", ["http://bad host", "http://[::1", "nonsense", "http://127.0.0.1:99999", "socks5://127.0.0.1:9"]
)
def test_a_proxy_that_cannot_be_is_told_in_words(examine, serve, proxy):
    serve(ROWS, base_url="https://api.example.test")
    result, _ = examine("--timeout", "3", env={"HTTPS_PROXY": proxy})
    assert result.code == 6
    assert "unexpected" not in result.err


@pytest.mark.parametrize(
    ("offset", "status", "words"),
    [(0, "ok", "agree"), (3600, "warning", "s behind the server's"), (-3600, "warning", "s ahead of the server's")],
)
def test_the_clock_is_compared_with_the_servers(examine, serve, offset, status, words):
    date = email.utils.formatdate(time.time() + offset, usegmt=True)
    serve(document(page(), headers=[("Date", date)]))
    result, checks = examine()
    assert (result.code, checks["clock"]["status"]) == (0, status)
    assert words in checks["clock"]["message"]
