"""The log of the tests' server, read right after the end of who sent."""

import socket
import ssl

import pytest

from faults import certificates
from faults.answers import hang, hang_up

GET = b"GET /a HTTP/1.1\r\n\r\n"
CUT = b"POST /b HTTP/1.1\r\nContent-Length: 9\r\n\r\n{"


@pytest.mark.parametrize("answer", [hang, hang_up])
def test_it_holds_what_a_caller_sent_that_has_gone(serve, answer):
    server = serve(answer, as_api=False)
    for number in range(1, 101):
        with socket.create_connection((server.host, server.port)) as caller:
            caller.sendall(GET if number % 2 else CUT)
        assert (server.connections, len(server.requests), len(server.posts)) == (number, number, number // 2)
    assert {request.body for request in server.posts} == {b"{"}


def test_it_does_not_wait_for_what_was_not_sent(serve):
    server = serve(hang, as_api=False)
    with socket.create_connection((server.host, server.port)) as silent:
        assert (server.connections, server.requests) == (1, [])
        silent.sendall(CUT)
        assert server.requests == []
        silent.sendall(b"12345678")
        assert [request.body for request in server.requests] == [b"{12345678"]


def test_it_holds_what_was_sent_over_tls(serve, tmp_path):
    server = serve(hang, as_api=False, tls=certificates.trusted("127.0.0.1"))
    context = ssl.create_default_context(cafile=str(certificates.bundle(tmp_path)))
    for number in range(1, 21):
        with (
            socket.create_connection((server.host, server.port)) as plain,
            context.wrap_socket(plain, server_hostname="127.0.0.1") as caller,
        ):
            caller.sendall(GET)
        assert len(server.requests) == number
    with socket.create_connection((server.host, server.port)):
        assert (server.connections, len(server.requests)) == (21, 20)
