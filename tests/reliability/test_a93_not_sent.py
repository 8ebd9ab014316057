"""Changes of which it is certain that nothing was sent: exit 6, and a sentence that says so."""

import contextlib
import socket
import struct
import threading

import pytest
from faults import certificates
from faults.answers import document, hang, hang_up, reply, reset
from faults.ports import refusing_port
from faults.proxy import tunnel
from reliability.commands import CREATE as CHECKED

CREATE = (*CHECKED, "--no-check")
API = "https://api.example.test"
SAID = {
    CREATE: "Nothing was created.",
    ("replicas", "rename", "r1", "New"): "Nothing was changed.",
    ("api", "POST", "things", "-f", "a=b"): "Nothing was done.",
}
SHORT = ("--call-timeout", "1.5")
ALERT = b"\x15\x03\x03\x00\x02\x02\x28"
# What a server does once it has the first message of a TLS handshake, besides hanging up.
HANDSHAKES = {
    "closed": lambda link: None,
    "reset": lambda link: link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)),
    "plain HTTP": lambda link: link.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"),
    "refused": lambda link: link.sendall(ALERT),
    "broken off": lambda link: link.sendall(ALERT[:4]),
    "silent": lambda link: link.recv(1),
}


@contextlib.contextmanager
def handshaking(act):
    """A port behind which each TLS handshake ends like this. Gives the port and what came."""
    received = []

    def serve():
        with contextlib.suppress(OSError):
            while True:
                link, _ = listener.accept()
                with link, contextlib.suppress(OSError):
                    received.append(link.recv(65536))
                    act(link)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1], received
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)
    assert not thread.is_alive()


def assert_told(outcome, command):
    assert outcome.code == 6
    assert outcome.errors[0].startswith("error: ")
    assert outcome.errors[1] == SAID[command]
    assert "may have been" not in outcome.err


@pytest.mark.parametrize("command", SAID, ids=" ".join)
def test_a93_d1_no_server(tavus, command):
    with refusing_port() as port:
        assert_told(tavus(*command, at=f"http://127.0.0.1:{port}"), command)


@pytest.mark.parametrize("name", HANDSHAKES)
@pytest.mark.parametrize("command", SAID, ids=" ".join)
def test_a93_a_handshake_that_fails(tavus, command, name):
    with handshaking(HANDSHAKES[name]) as (port, received):
        outcome = tavus(*command, *SHORT, at=f"https://127.0.0.1:{port}")
        assert tavus(*command, *SHORT, "--json", at=f"https://127.0.0.1:{port}").error["outcome"] == "not_sent"
    assert_told(outcome, command)
    # The first byte of a handshake; a request would be text.
    assert {data[:1] for data in received} == {b"\x16"}


@pytest.mark.parametrize("answer", [reply(403), reply(407), reply(502), hang_up, reset, hang], ids=range(6))
@pytest.mark.parametrize("command", SAID, ids=" ".join)
def test_a93_a_tunnel_that_never_opens(tavus, serve, command, answer):
    proxy = serve(answer)
    env = {"HTTPS_PROXY": proxy.url}
    assert_told(tavus(*command, *SHORT, at=API, env=env), command)
    assert {request.method for request in proxy.requests} == {"CONNECT"}


@pytest.mark.parametrize("command", SAID, ids=" ".join)
def test_a93_a_tunnel_that_leads_nowhere_good(tavus, serve, command):
    server = serve(document({}), tls=certificates.stranger("api.example.test"))
    proxy = serve(tunnel(server))
    assert_told(tavus(*command, *SHORT, at=API, env={"HTTPS_PROXY": proxy.url}), command)
    assert server.requests == []
