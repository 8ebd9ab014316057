"""tavus doctor: what is set up, from where, and does it work."""

import datetime
import email.utils
import importlib.metadata
import json
import socket
import ssl
import sys
import time
from pathlib import Path

import pytest
from faults import certificates
from faults.answers import document, hang, reply
from faults.bodies import page
from faults.ports import refusing_port, silent_port
from faults.proxy import tunnel
from faults.server import FaultServer

KEY = "key-for-tests-0123456789"
ROWS = document(page())


@pytest.fixture
def serve(home, monkeypatch):
    """Starts a server with these answers and makes it the API to talk to."""
    started = []

    def start(*answers, base_url=None, **options):
        server = FaultServer(*answers, **options)
        started.append(server)
        monkeypatch.setenv("TAVUS_BASE_URL", base_url or server.url)
        monkeypatch.setenv("TAVUS_API_KEY", KEY)
        return server

    yield start
    for server in started:
        server.close()


@pytest.fixture
def config(home):
    path = home / ".config" / "tavus" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


@pytest.fixture
def examine(run):
    """Runs the command with --json: its result, and its checks by name."""

    def examine_it(*words, **options):
        result = run("doctor", "--json", *words, **options)
        assert KEY[:12] not in result.out + result.err
        report = result.json()
        assert report["exit"] == result.code
        return result, {check["name"]: check for check in report["checks"]}

    return examine_it


def made(host, not_after=None):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificates.authority().issue_cert(host, not_after=not_after).configure_cert(context)
    return context


def test_all_is_well(examine, serve):
    server = serve(ROWS)
    result, checks = examine()
    assert (result.code, result.err) == (0, "")
    expected = ["tavus", "python", "requests", "urllib3", "typer", "rich", "path", "config", "profile", "base_url"]
    assert list(checks) == [*expected, "timeout", "retries", "key", "proxy", "dns", "tls", "call", "clock"]
    assert {name for name, check in checks.items() if check["status"] != "ok"} <= {"path"}
    (request,) = server.requests
    assert (request.target, request.headers["x-api-key"]) == ("/v2/replicas?limit=1", KEY)


def test_a_person_gets_a_line_a_check_with_what_to_do(run, serve):
    serve(reply(401, b'{"message": "Invalid access token"}'))
    result = run("doctor", terminal=True, env={"NO_COLOR": "1"})
    assert result.code == 4
    lines = result.out.splitlines()
    assert lines[0].startswith("ok       tavus            tavus-cli-unofficial ")
    assert lines[-1] == (
        "error    call             the API did not accept the key from TAVUS_API_KEY"
        " (401 Unauthorized: Invalid access token); check the key, or log in again: tavus auth login"
    )
    assert result.err.splitlines()[0].startswith("error: the API did not accept the key")
    assert "\x1b[1;31merror  \x1b[0m  call" in run("doctor", terminal=True).out


def test_other_formats_are_as_everywhere(run, serve):
    serve(ROWS)
    assert run("doctor", "--format", "ids").out.splitlines()[:2] == ["tavus", "python"]
    assert ["call", "ok"] in run("doctor", "--columns", "name,status").rows()
    assert run("doctor", "--columns", "nope").code == 2


def test_the_sandbox_needs_neither_key_nor_config(run, config):
    config.write_text("[damaged\n")
    result = run("doctor", "--sandbox", "--json")
    checks = {check["name"]: check for check in result.json()["checks"]}
    assert checks["call"]["status"] == "ok"
    assert checks["base_url"]["message"].endswith("(from --sandbox)")
    assert (result.code, checks["config"]["exit"]) == (1, 1)
    config.unlink()
    assert run("doctor", "--sandbox").code == 0


@pytest.mark.parametrize(
    ("answer", "code"), [(reply(403), 4), (reply(402), 5), (reply(500), 8), (reply(200, b"<html>"), 8), (reply(302), 8)]
)
def test_a_call_that_fails_ends_with_its_code(examine, serve, answer, code):
    serve(answer)
    result, checks = examine("--retries", "0")
    assert (result.code, checks["call"]["status"], checks["call"]["exit"]) == (code, "error", code)
    assert "clock" not in checks
    assert json.loads(result.err)["error"]["exit"] == code


def test_without_a_key_no_call_is_made(examine, serve):
    server = serve(ROWS)
    result, checks = examine(env={"TAVUS_API_KEY": None})
    assert (result.code, checks["key"]["exit"], server.requests) == (4, 4, [])
    assert checks["call"]["message"] == "not looked at, because there is no key to make it with"
    assert "tavus auth login" in checks["key"]["hint"]


def test_the_first_failure_decides(examine, serve, monkeypatch):
    versions = {"urllib3": "2.7.9", "requests": "2.100"}
    true_version = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda name: versions.get(name) or true_version(name))
    serve(reply(401))
    result, checks = examine()
    assert (result.code, checks["call"]["exit"]) == (1, 4)
    assert checks["urllib3"]["message"] == "urllib3 2.7.9 is too old; 2.8 or later is needed"
    assert checks["urllib3"]["hint"] == 'python -m pip install --upgrade "urllib3>=2.8"'
    assert checks["requests"]["status"] == "ok"


def test_a_version_above_its_cap_is_a_warning(examine, serve, monkeypatch):
    true_version = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda name: {"typer": "0.29.0"}.get(name) or true_version(name))
    serve(ROWS)
    result, checks = examine()
    assert (result.code, checks["typer"]["status"]) == (0, "warning")


def test_every_setting_comes_with_its_source(examine, config, serve):
    server = serve(ROWS)
    config.write_text(f'[profiles.work]\napi_key = "{KEY}"\nbase_url = "{server.url}"\nretries = 1\n')
    config.chmod(0o600)
    env = {"TAVUS_API_KEY": None, "TAVUS_BASE_URL": None, "TAVUS_TIMEOUT": "9"}
    result, checks = examine("--profile", "work", env=env)
    assert result.code == 0
    assert checks["config"]["message"] == f"{config} (mode 0600)"
    assert checks["profile"]["message"] == "work (from --profile)"
    assert checks["base_url"]["message"] == f"{server.url} (from profile work in {config})"
    assert checks["timeout"]["message"] == "9 (from TAVUS_TIMEOUT)"
    assert checks["retries"]["message"] == f"1 (from profile work in {config})"
    assert checks["key"]["message"] == "...6789 (from profile work)"


def test_a_key_that_others_can_read_is_a_warning(examine, config, serve):
    serve(ROWS)
    config.write_text(f'[profiles.default]\napi_key = "{KEY}"\n')
    config.chmod(0o644)
    result, checks = examine()
    assert (result.code, result.err, checks["config"]["status"]) == (0, "", "warning")
    assert f"chmod 600 {config}" in checks["config"]["message"]


def test_a_damaged_config_file_ends_with_1(examine, config, serve):
    server = serve(ROWS)
    config.write_text("[profiles.default\n")
    result, checks = examine(env={"TAVUS_API_KEY": None})
    assert (result.code, checks["config"]["exit"], server.requests) == (1, 1, [])
    assert checks["settings"]["message"] == "not looked at, because the config file cannot be read"
    result, checks = examine()
    assert (result.code, checks["config"]["status"], checks["call"]["status"]) == (0, "warning", "ok")


@pytest.mark.parametrize(
    ("words", "env"),
    [(["--profile", "missing"], {}), (["--base-url", "nonsense"], {}), ([], {"TAVUS_BASE_URL": "http://example.test"})],
)
def test_settings_that_cannot_hold_end_with_2(examine, serve, words, env):
    server = serve(ROWS)
    result, checks = examine(*words, env=env)
    assert (result.code, list(checks)[-1], checks["settings"]["exit"], server.requests) == (2, "settings", 2, [])


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
    assert (result.code, checks["key"]["exit"]) == (4, 4)
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
    assert checks["tls"]["message"].startswith("the TLS certificate of 127.0.0.1 could not be verified: ")
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
    assert checks["dns"]["message"] == "127.0.0.1, the proxy, is an address; there is no name to look up"
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


def program(folder, name="tavus"):
    folder.mkdir()
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_another_program_of_the_name_is_told(examine, serve, tmp_path):
    serve(ROWS)
    other, own = program(tmp_path / "other"), Path(sys.executable).parent
    _, checks = examine(env={"PATH": f"{own}"})
    assert checks["path"]["message"] == f"`tavus` is {own / 'tavus'}"
    (tmp_path / "link").symlink_to(other.parent)
    _, checks = examine(env={"PATH": f"{own}:{other.parent}:{tmp_path / 'link'}"})
    assert checks["path"]["status"] == "warning"
    assert checks["path"]["message"] == f"`tavus` is {own / 'tavus'}; there is also {other}"
    _, checks = examine(env={"PATH": f"{other.parent}:{own}"})
    assert checks["path"]["message"] == f"`tavus` runs another program, {other}"
    assert f"put {own} first in PATH" in checks["path"]["hint"]
    _, checks = examine(env={"PATH": str(tmp_path)})
    assert checks["path"]["message"] == "`tavus` is not on PATH"


def test_the_same_program_found_twice_is_one(examine, serve, tmp_path):
    serve(ROWS)
    own = Path(sys.executable).parent
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "tavus").symlink_to(own / "tavus")
    result, checks = examine(env={"PATH": f"{tmp_path / 'links'}:{own}"})
    assert (result.code, checks["path"]["status"]) == (0, "ok")
