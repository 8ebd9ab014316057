"""Three thousand spoiled requests to the sandbox: each is answered or hung up on, and the next one is served."""

import json
import random
import re
import socket

import pytest
from reliability.fuzz.spoil import SEED, spoiled
from samples import CLIP
from sandbox.api import Api

from tavus_cli.sandbox.server import Behaviour, SandboxServer

JSON = "application/json"
# Method, path, body.
REQUESTS = [
    ("GET", "/v2/replicas?limit=3&page=1&verbose=true&replica_ids=r7bc3db0d581", None),
    ("GET", "/v2/videos", None),
    ("GET", "/v2/replicas/r7bc3db0d581", None),
    ("GET", "/v2/voices?limit=2", None),
    ("POST", "/v2/replicas", {"train_video_url": CLIP, "replica_name": "Ada", "properties": {"start_with_wave": True}}),
    ("POST", "/v2/videos", {"replica_id": "r7bc3db0d581", "script": "Hello", "fast": True}),
    ("POST", "/v2/conversations", {"replica_id": "r7bc3db0d581", "properties": {"max_call_duration": 60}}),
    ("POST", "/v2/pals", {"pal_name": "Guide", "system_prompt": "You guide.", "layers": {"llm": {"model": "m"}}}),
    ("POST", "/v2/documents", {"document_url": "https://a.example.com/a.pdf", "tags": ["a"]}),
    ("PATCH", "/v2/pals/p1", [{"op": "replace", "path": "/greeting", "value": "Hi"}]),
    ("PATCH", "/v2/replicas/r7bc3db0d581/name", {"replica_name": "New"}),
    ("DELETE", "/v2/replicas/r1?hard=true", None),
]


def request(port, chance):
    """A good request, some of it spoiled; always with an end, so that nobody has to wait for it."""
    method, path, document = chance.choice(REQUESTS)
    body = b"" if document is None else json.dumps(document).encode()
    way = chance.randrange(3)
    if way == 0:
        body = spoiled(body, chance)
    fields = [("Host", f"127.0.0.1:{port}"), ("x-api-key", "any"), ("Content-Type", JSON)]
    if way != 0 or body:
        fields.append(("Content-Length", str(len(body))))
    head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields) + "\r\n"
    whole = head.encode() + body
    return whole if way == 0 else spoiled(head.encode(), chance) + body if way == 1 else spoiled(whole, chance)


def exchange(port, data):
    """All that comes back."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as caller:
        received = b""
        try:
            caller.sendall(data)
            caller.shutdown(socket.SHUT_WR)
            while piece := caller.recv(65536):
                received += piece
        except ConnectionError:
            # It was not worth an answer, and hung up on.
            pass
        return received


@pytest.mark.parametrize("part", range(6))
@pytest.mark.parametrize("count", [50, pytest.param(500, marks=pytest.mark.long)])
def test_a_spoiled_request_is_answered_and_harms_no_other(tmp_path, part, count):
    chance = random.Random(SEED + part)
    lines, statuses = [], set()
    with SandboxServer(tmp_path / "state.sqlite3", behaviour=Behaviour(0.2, 0.2), log=lines.append) as server:
        for _ in range(count):
            data = request(server.port, chance)
            received = exchange(server.port, data)
            assert re.match(rb"HTTP/1\.1 [1-5]\d\d [A-Z]|\Z", received), (data, received[:200])
            statuses |= {int(status) for status in re.findall(rb"^HTTP/1\.1 (\d+)", received, re.MULTILINE)}
            assert statuses.isdisjoint({500, 502}), (data, received, lines[-1:])
            lines.clear() if not [line for line in lines if "unexpected" in line] else pytest.fail(f"{data!r}: {lines}")
        assert Api(server.base_url).get("/v2/replicas").status == 200
    assert {200, 400} <= statuses
