import json
import select
import socket
import time

import pytest

from tavus_cli.sandbox import connection
from tavus_cli.sandbox.answers import Answer, Excerpt

BODY = b'{"train_video_url": "https://example.com/a.mp4"}'


class Line:
    """A connection on which bytes are written and read as they are."""

    def __init__(self, port):
        self.sock = socket.create_connection(("127.0.0.1", port), timeout=5)
        self.file = self.sock.makefile("rb")
        self.host = f"Host: 127.0.0.1:{port}\r\nx-api-key: k\r\n"

    def write(self, text):
        self.sock.sendall(text.encode("latin-1") if isinstance(text, str) else text)

    def ask(self, first="GET /v2/voices HTTP/1.1", headers="", body=b""):
        self.write(f"{first}\r\n{self.host}{headers}\r\n".encode("latin-1") + body)
        return self.read()

    def read(self):
        """Status, headers and JSON of the next answer."""
        status = int(self.file.readline().split()[1])
        headers = {}
        while line := self.file.readline().strip():
            name, _, value = line.decode().partition(": ")
            headers[name] = value
        return status, headers, json.loads(self.file.read(int(headers.get("Content-Length", 0))) or b"null")

    def ended(self):
        return self.file.read() == b""


@pytest.fixture
def line(api):
    line = Line(api.port)
    yield line
    line.file.close()
    line.sock.close()


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(connection, "TIME", 0.3)
    monkeypatch.setattr(connection, "IDLE", 0.6)


def test_a_connection_serves_many_requests(line):
    assert [line.ask()[0] for _ in range(3)] == [200, 200, 200]


def test_requests_may_be_sent_ahead(line):
    line.write(f"GET /v2/voices?limit=1 HTTP/1.1\r\n{line.host}\r\n" * 3)
    assert [line.read()[0] for _ in range(3)] == [200, 200, 200]


@pytest.mark.parametrize("first", ["GET /nowhere HTTP/1.1", "POST /v2/replicas HTTP/1.1"])
def test_a_refusal_does_not_end_the_connection(line, first):
    refused = line.ask(first, f"Content-Length: {len(BODY)}\r\n", BODY)
    assert (refused[0] >= 400, refused[1]["Connection"], line.ask()[0]) == (True, "keep-alive", 200)


def test_a_body_that_was_looked_at_is_not_skipped_again(line):
    headers = "Content-Type: application/json\r\nContent-Length: 2\r\n"
    assert (line.ask("POST /v2/replicas HTTP/1.1", headers, b"{}")[0], line.ask()[0]) == (400, 200)


def test_the_caller_may_end_the_connection(line):
    assert line.ask(headers="Connection: close\r\n")[1]["Connection"] == "close"
    assert line.ended()


def test_http_1_0_ends_after_one_answer(line):
    assert line.ask("GET /v2/voices HTTP/1.0")[0] == 200
    assert line.ended()


def test_answers_come_without_a_pause(line):
    begun = time.perf_counter()
    for _ in range(20):
        line.write(f"GET /v2/voices?limit=1 HTTP/1.1\r\n{line.host}\r\n" * 2)
        line.read()
        line.read()
    # Nagle's algorithm would hold each second answer back by 40 ms: 0.8 s in all.
    assert time.perf_counter() - begun < 0.4


def test_a_chunked_body_is_put_together(line):
    chunks = (
        b"10;x=y\r\n"
        + BODY[:16]
        + b"\r\n"
        + f"{len(BODY) - 16:x}".encode()
        + b"\r\n"
        + BODY[16:]
        + b"\r\n0\r\nT: 1\r\n\r\n"
    )
    headers = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
    assert (line.ask("POST /v2/replicas HTTP/1.1", headers, chunks)[0], line.ask()[0]) == (200, 200)


@pytest.mark.parametrize("chunks", [b"zz\r\n", b"-1\r\n", b"2\r\nabc\r\n"])
def test_a_badly_chunked_body_is_refused(line, chunks):
    headers = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
    answer = line.ask("POST /v2/replicas HTTP/1.1", headers, chunks)
    assert (answer[0], answer[2]) == (400, {"error": "the body is not chunked as it should be"})
    assert line.ended()


def test_a_caller_that_waits_for_leave_to_send_gets_it(line):
    headers = f"Content-Type: application/json\r\nContent-Length: {len(BODY)}\r\nExpect: 100-continue\r\n"
    line.write(f"POST /v2/replicas HTTP/1.1\r\n{line.host}{headers}\r\n")
    assert line.file.readline() + line.file.readline() == b"HTTP/1.1 100 Continue\r\n\r\n"
    line.write(BODY)
    assert line.read()[0] == 200


def test_a_caller_that_waits_for_leave_to_send_in_vain_sends_nothing(line):
    answer = line.ask("POST /nowhere HTTP/1.1", "Content-Length: 10\r\nExpect: 100-continue\r\n")
    assert (answer[0], answer[1]["Connection"]) == (404, "close")


@pytest.mark.parametrize("length", [1024**2 + 1, 10**30])
def test_a_body_over_a_mebibyte_is_refused_unread(line, length):
    headers = f"Content-Type: application/json\r\nContent-Length: {length}\r\n"
    answer = line.ask("POST /v2/replicas HTTP/1.1", headers)
    assert (answer[0], answer[2]) == (413, {"error": "the body is larger than 1 MiB"})
    line.sock.shutdown(socket.SHUT_WR)
    assert line.ended()


def test_a_body_of_a_mebibyte_is_read(line):
    headers = f"Content-Type: application/json\r\nContent-Length: {1024**2}\r\n"
    answer = line.ask("POST /v2/replicas HTTP/1.1", headers, BODY.ljust(1024**2))
    assert answer[0] == 200


def test_a_chunked_body_over_a_mebibyte_is_refused_too(line):
    headers = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
    chunk = b"80000\r\n" + b" " * 0x80000 + b"\r\n"
    assert line.ask("POST /v2/replicas HTTP/1.1", headers, chunk * 3)[0] == 413


def test_a_body_that_is_sent_in_spite_of_the_refusal_does_not_lose_the_answer(line):
    headers = "Content-Type: application/json\r\nContent-Length: 4000000\r\n"
    assert line.ask("POST /v2/replicas HTTP/1.1", headers, b" " * 4_000_000)[0] == 413


@pytest.mark.parametrize(
    ("head", "status", "error"),
    [
        ("nonsense\r\n\r\n", 400, "this is not an HTTP/1.1 request"),
        ("GET /\r\n\r\n", 400, "this is not an HTTP/1.1 request"),
        ("GET / HTTP/2.0\r\n\r\n", 400, "this is not an HTTP/1.1 request"),
        ("GET /a b HTTP/1.1\r\n\r\n", 400, "this is not an HTTP/1.1 request"),
        ("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400, "a header is malformed"),
        ("GET / HTTP/1.1\r\nA: 1\r\n folded\r\n\r\n", 400, "a header is malformed"),
        ("GET / HTTP/1.1\r\nA : 1\r\n\r\n", 400, "a header is malformed"),
        ("GET / HTTP/1.1\r\nA: \0\r\n\r\n", 400, "a header is malformed"),
        ("GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n", 400, "the header host was sent twice"),
        ("GET / HTTP/1.1\r\nOrigin: a\r\nOrigin: b\r\n\r\n", 400, "the header origin was sent twice"),
        (
            "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            400,
            "the header content-length was sent twice",
        ),
        ("GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400, "Content-Length is not a length"),
        ("GET / HTTP/1.1\r\nContent-Length: 1x\r\n\r\n", 400, "Content-Length is not a length"),
        (
            "GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            400,
            "the length of the body is not clear",
        ),
        ("GET / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 400, "the length of the body is not clear"),
        ("GET / HTTP/1.1\r\n" + "A: 1\r\n" * 101 + "\r\n", 431, "more than 100 headers"),
        ("GET /" + "a" * 70_000, 431, "the head of the request, or a line of it, is too long"),
    ],
)
def test_what_is_not_a_clear_request_is_refused_and_ends_the_connection(line, head, status, error):
    line.write(head)
    answer = line.read()
    assert (answer[0], answer[1]["x-sandbox"], answer[2]) == (status, "1", {"error": error})
    line.sock.shutdown(socket.SHUT_WR)
    assert line.ended()


def test_a_head_that_drips_is_given_up_after_the_time_for_all_of_it(impatient, line):
    begun = time.monotonic()
    for byte in "GET /v2/voices HTTP/1.1\r\nHost: 127.0.0.1\r\n":
        line.write(byte)
        if select.select([line.sock], [], [], 0.05)[0]:
            break
    assert line.read()[0] == 408
    # All of it takes more than 2 s.
    assert time.monotonic() - begun < 1.5


def test_a_body_that_does_not_come_is_given_up(impatient, line):
    headers = "Content-Type: application/json\r\nContent-Length: 10\r\n"
    answer = line.ask("POST /v2/replicas HTTP/1.1", headers, b"{")
    assert (answer[0], answer[2]) == (408, {"error": "the request did not arrive within 0 seconds"})


def test_a_connection_on_which_nothing_is_said_is_closed(impatient, line):
    assert line.ended()


def test_a_connection_may_rest_longer_between_requests(impatient, line, monkeypatch):
    monkeypatch.setattr(connection, "IDLE", 1.6)
    line.ask()
    time.sleep(0.45)
    assert line.ask()[0] == 200
    assert line.ended()


def test_a_header_of_spaces_takes_no_time(line):
    begun = time.monotonic()
    assert line.ask(headers="A: " + " " * 30_000 + "x\r\n")[0] == 200
    assert time.monotonic() - begun < 1


def test_a_file_is_closed_also_if_its_reader_has_gone(tmp_path):
    (tmp_path / "clip").write_bytes(b"clip")
    file = (tmp_path / "clip").open("rb")
    with socket.create_server(("127.0.0.1", 0)) as server:
        theirs = socket.create_connection(server.getsockname())
        ours, _ = server.accept()
    with ours:
        ours.shutdown(socket.SHUT_WR)
        theirs.close()
        with pytest.raises(connection.Gone):
            connection.Connection(ours).send(Answer(200, Excerpt(file, 0, 4)), keep=True)
    assert file.closed
