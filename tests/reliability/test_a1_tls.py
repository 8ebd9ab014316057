import re

import pytest
from faults import certificates
from faults.answers import document
from faults.bodies import page
from reliability.commands import CREATE, LIST

HINT = "hint: behind a company proxy, point REQUESTS_CA_BUNDLE at its CA file."


@pytest.fixture
def bundle(tmp_path):
    return str(certificates.bundle(tmp_path))


@pytest.mark.parametrize("kind", ["stranger", "wrong name", "expired"])
@pytest.mark.parametrize("arguments", [LIST, CREATE], ids=["list", "create"])
def test_a10_an_unverified_server_gets_nothing(tavus, serve, bundle, kind, arguments):
    context = {
        "stranger": lambda: certificates.stranger("127.0.0.1"),
        "wrong name": lambda: certificates.trusted("elsewhere.example.test"),
        "expired": lambda: certificates.expired("127.0.0.1"),
    }[kind]()
    server = serve(document(page()), tls=context)
    env = {} if kind == "stranger" else {"REQUESTS_CA_BUNDLE": bundle}
    outcome = tavus(*arguments, at=server, env=env)
    assert outcome.code == 6
    expected = r"error: the TLS certificate of 127\.0\.0\.1(:\d+)? could not be verified: \S.*\."
    assert re.fullmatch(expected, outcome.errors[0])
    assert outcome.errors[1:] == ([HINT] if arguments == LIST else ["Nothing was created.", HINT])
    assert server.requests == []
    assert server.connections == 1


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"])
def test_a10_the_usual_variables_name_a_further_authority(tavus, serve, bundle, variable):
    server = serve(document(page()), tls=certificates.trusted("127.0.0.1"))
    assert tavus(*LIST, at=server, env={variable: bundle}).code == 0
    assert len(server.requests) == 1


def test_a10_the_first_of_the_variables_wins(tavus, serve, bundle, tmp_path):
    server = serve(document(page()), tls=certificates.trusted("127.0.0.1"))
    missing = str(tmp_path / "missing.pem")
    assert tavus(*LIST, at=server, env={"REQUESTS_CA_BUNDLE": bundle, "CURL_CA_BUNDLE": missing}).code == 0
    assert tavus(*LIST, at=server, env={"CURL_CA_BUNDLE": bundle, "SSL_CERT_FILE": missing}).code == 0


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"])
def test_a10_a_missing_bundle_is_a_local_fault(tavus, serve, tmp_path, variable):
    server = serve(document(page()), tls=certificates.trusted("127.0.0.1"))
    outcome = tavus(*LIST, at=server, env={variable: str(tmp_path / "missing.pem")})
    assert outcome.code == 1
    assert variable in outcome.errors[0]
    assert server.requests == []


def test_a10_a_bundle_that_is_none_is_a_local_fault(tavus, serve, tmp_path):
    server = serve(document(page()), tls=certificates.trusted("127.0.0.1"))
    empty = tmp_path / "empty.pem"
    empty.write_text("no certificate here\n")
    outcome = tavus(*LIST, at=server, env={"REQUESTS_CA_BUNDLE": str(empty)})
    assert outcome.code == 1
    assert "REQUESTS_CA_BUNDLE" in outcome.errors[0]
    assert server.requests == []


def test_a10_there_is_no_off_switch(tavus, serve):
    server = serve(document(page()), tls=certificates.stranger("127.0.0.1"))
    for option in ["--insecure", "-k", "--no-verify", "--no-check-certificate", "--verify=false"]:
        assert tavus(*LIST, option, at=server).code == 2
    for env in [{"REQUESTS_CA_BUNDLE": ""}, {"CURL_CA_BUNDLE": ""}, {"PYTHONHTTPSVERIFY": "0"}, {"SSL_CERT_FILE": ""}]:
        assert tavus(*LIST, at=server, env=env).code == 6
    assert server.requests == []


def test_a10_a_certificate_that_changes_while_waiting_is_not_taken_for_a_create_that_was_not_sent(tavus, serve, bundle):
    context, other = certificates.trusted("127.0.0.1"), certificates.stranger("127.0.0.1")
    handshakes = []

    def change(socket, _name, _context):
        handshakes.append(socket)
        if len(handshakes) > 1:
            socket.context = other

    context.sni_callback = change
    server = serve(document({"replica_id": "r90bbd427f71", "status": "started"}), tls=context)
    outcome = tavus(*CREATE, "--wait", at=server, env={"REQUESTS_CA_BUNDLE": bundle})
    # 6 would promise that nothing was created.
    assert outcome.code == 8
    assert "The replica r90bbd427f71 was created." in outcome.err
    assert [request.method for request in server.requests] == ["POST"]
