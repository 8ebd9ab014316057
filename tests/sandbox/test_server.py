import os
import resource
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sandbox.api import Api
from waiting import wait_until

from tavus_cli.sandbox.server import Behaviour, SandboxError, SandboxServer


def test_it_listens_on_loopback_addresses_alone(state):
    with SandboxServer(state) as server:
        addresses = [listener.getsockname()[0] for listener in server._listeners]
    assert addresses in (["127.0.0.1"], ["127.0.0.1", "::1"])


def test_both_loopback_addresses_have_the_same_port(state):
    with SandboxServer(state) as server:
        assert {listener.getsockname()[1] for listener in server._listeners} == {server.port}


def test_it_is_answered_on_ipv6(state):
    with SandboxServer(state) as server:
        if len(server._listeners) == 1:
            pytest.skip("this machine has no ::1")
        assert Api(f"http://[::1]:{server.port}").get("/v2/voices").status == 200


def test_a_port_in_use_is_named_and_a_free_one_offered(state):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SandboxError, match=f"^port {port} is already in use.$") as raised:
            SandboxServer(state, port=port)
    assert raised.value.hint == "use --port 0 to take a free one"


def test_a_port_can_be_taken_again_at_once(state):
    with SandboxServer(state) as server:
        Api(server.base_url).get("/v2/voices")
    with SandboxServer(state, port=server.port) as again:
        assert again.base_url == server.base_url


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_that_does_not_exist_is_refused(state, port):
    with pytest.raises(SandboxError, match=f"^cannot listen on port {port}: "):
        SandboxServer(state, port=port)


@pytest.mark.parametrize(
    ("behaviour", "message"),
    [
        (Behaviour(page_base=2), "the first page is either 0 or 1."),
        (Behaviour(training_seconds=-1), "a time must be from 0 to 1000000000 seconds."),
        (Behaviour(video_seconds=float("nan")), "a time must be from 0 to 1000000000 seconds."),
        (Behaviour(training_seconds=float("inf")), "a time must be from 0 to 1000000000 seconds."),
        (Behaviour(latency=float("nan")), "no answer can be held back for so long."),
        (Behaviour(latency=1e11), "no answer can be held back for so long."),
    ],
)
def test_a_behaviour_that_makes_no_sense_is_refused(state, behaviour, message):
    with pytest.raises(SandboxError) as raised:
        SandboxServer(state, behaviour=behaviour)
    assert (str(raised.value), state.exists()) == (message, False)


def test_closing_takes_no_time_with_connections_open(state):
    def seconds():
        server = SandboxServer(state)
        server.start()
        idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(20)]
        Api(server.base_url).get("/v2/voices")
        begun = time.monotonic()
        server.close()
        server.close()
        taken = time.monotonic() - begun
        for each in idle:
            each.close()
        return taken

    # What it waited for would take its time each time; a busy machine takes it now and then.
    assert min(seconds() for _ in range(3)) < 0.1


@pytest.mark.parametrize(
    ("sent", "logged"),
    [
        (b"POST /v2/replicas HTTP/1.1\r\nContent-Length: 10\r\n{}\r\n{{", []),
        (b"POST /v2/replicas HTTP/1.1\r\nTransfer-Encoding: chunked\r\n{}\r\n5\r\n{{", []),
        (b"POST /nowhere HTTP/1.1\r\nContent-Length: 10\r\n{}\r\n{{", []),
        (b"DELETE /v2/replicas/{made} HTTP/1.1\r\n{}", []),
    ],
)
def test_a_caller_that_leaves_in_the_middle_is_no_error_and_nothing_is_done(start, sent, logged):
    lines = []
    api = start(log=lines.append)
    made = api.replica()
    lines.clear()
    headers = f"Host: 127.0.0.1:{api.port}\r\nx-api-key: k\r\nContent-Type: application/json\r\n"
    with socket.create_connection(("127.0.0.1", api.port), timeout=5) as caller:
        caller.sendall(sent.decode().replace("{}", headers).replace("{made}", made).encode())
        caller.shutdown(socket.SHUT_WR)
        assert caller.recv(1000) == b""
    assert lines == logged
    assert api.get(f"/v2/replicas/{made}").status == 200


def test_a_state_that_is_damaged_while_served_is_told_once(start, state, monkeypatch):
    from tavus_cli.sandbox import callbacks

    monkeypatch.setattr(callbacks, "_POLL_SECONDS", 0.01)
    lines = []
    start(log=lines.append, callbacks=True).replica()
    lines.clear()
    state.write_bytes(b"not a database " * 1000)
    wait_until(lambda: lines)
    time.sleep(0.1)
    assert len(lines) == 1
    assert lines[0].startswith("callbacks wait: ")


def test_a_thousand_inherited_descriptors_change_nothing(state):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if min(soft, hard) < 2000:
        pytest.skip("this machine does not allow so many")
    program = """if True:
        import os, sys
        from pathlib import Path
        held = [os.open(os.devnull, os.O_RDONLY) for _ in range(1100)]
        from tavus_cli.sandbox.server import SandboxServer
        from sandbox.api import Api
        with SandboxServer(Path(sys.argv[1])) as server:
            print(Api(server.base_url).get("/v2/voices").status)
    """
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-c", program, state]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30, check=False)
    assert (ended.stdout, ended.stderr) == ("200\n", "")


def test_nothing_listens_any_more_after_closing(state):
    with SandboxServer(state) as server:
        pass
    with pytest.raises(ConnectionRefusedError):
        Api(server.base_url).get("/v2/voices")


def test_answers_are_held_back_as_told(start):
    api = start(latency=0.2)
    begun = time.monotonic()
    api.get("/v2/voices")
    assert 0.2 <= time.monotonic() - begun < 1


@pytest.mark.parametrize("said", [b"", b"GET /", b"GET / HTTP/1.1\r\n\r\n"])
def test_closing_ends_every_thread_whatever_it_waits_for(state, said):
    before = set(threading.enumerate())
    server = SandboxServer(state, behaviour=Behaviour(latency=30, callbacks=True))
    server.start()
    with socket.create_connection(("127.0.0.1", server.port)) as caller:
        caller.sendall(said)
        time.sleep(0.05)
        server.close()
        wait_until(lambda: set(threading.enumerate()) <= before, seconds=2)


def test_more_than_64_connections_are_told_so(api):
    crowd = [socket.create_connection(("127.0.0.1", api.port)) for _ in range(64)]
    for each in crowd:
        each.sendall(f"GET /v2/voices HTTP/1.1\r\nHost: 127.0.0.1:{api.port}\r\nx-api-key: k\r\n\r\n".encode())
        assert each.recv(15) == b"HTTP/1.1 200 OK"
    reply = api.get("/v2/voices")
    assert (reply.status, reply.headers["Connection"], reply.json) == (
        503,
        "close",
        {"message": "the sandbox serves 64 connections at once, and has no more"},
    )
    for each in crowd:
        each.close()
    wait_until(lambda: api.get("/v2/voices").status == 200)


def test_each_request_is_a_line_of_the_log_without_its_key(start):
    lines = []
    api = start(log=lines.append)
    api.send("GET", "/v2/voices?limit=1", x_api_key="sesame")
    api.send("GET", "/nowhere", x_api_key="sesame")
    assert lines == ["GET /v2/voices?limit=1 200", "GET /nowhere 404"]


def test_nothing_in_the_log_can_act_on_a_terminal(start):
    lines = []
    api = start(log=lines.append)
    with socket.create_connection(("127.0.0.1", api.port)) as line:
        line.sendall(f"GET /\x9b31m HTTP/1.1\r\nHost: 127.0.0.1:{api.port}\r\n\r\n".encode("latin-1"))
        line.recv(1000)
    assert lines == ["GET /\\x9b31m 404"]


def test_the_key_is_kept_nowhere(api, state):
    api.send("POST", "/v2/replicas", b'{"train_video_url": "https://example.com/a.mp4"}', x_api_key="open-sesame-42")
    assert b"open-sesame-42" not in state.read_bytes()


def test_a_fault_inside_is_answered_and_logged_and_the_server_goes_on(start, monkeypatch):
    from tavus_cli.sandbox import fields

    lines = []
    api = start(log=lines.append)
    with monkeypatch.context() as broken:
        broken.setattr(fields, "query", lambda _: 1 / 0)
        reply = api.get("/v2/voices")
    assert (reply.status, reply.json) == (500, {"message": "the sandbox failed: ZeroDivisionError"})
    assert lines[0] == "unexpected: ZeroDivisionError: division by zero"
    assert api.get("/v2/voices").status == 200


def loaded(code):
    probe = f"import sys; {code}; print(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout.split())


def test_the_package_alone_loads_nothing():
    assert {name for name in loaded("import tavus_cli.sandbox") if name in {"socket", "sqlite3", "json"}} == set()


def test_the_server_loads_nothing_of_the_program_and_nothing_heavy():
    names = loaded("import tavus_cli.sandbox.server")
    ours = {name for name in names if name.startswith("tavus_cli.")}
    assert {name for name in ours if not name.startswith("tavus_cli.sandbox")} == set()
    heavy = {
        "http.server",
        "http.client",
        "email",
        "asyncio",
        "argparse",
        "dataclasses",
        "uuid",
        "requests",
    }
    assert names & heavy == set()
