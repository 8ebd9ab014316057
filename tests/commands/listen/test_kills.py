"""A listener and a receiver that are killed at any moment: every callback arrives, and in order."""

import contextlib
import json
import os
import random
import re
import subprocess
import sys
import time

import pytest
from faults.ports import refusing_port
from samples import KEY
from sandbox.api import Api
from sandbox.receiver import Receiver
from waiting import wait_until

from tavus_cli.sandbox.server import Behaviour, SandboxServer

# What it has answered is on the disk: all that is lost then is lost by the listener.
RECEIVER = """
import http.server, os, sys
file = os.open(sys.argv[2], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        os.write(file, self.headers["webhook-id"].encode() + b" " + body + b"\\n")
        os.fsync(file)
        self.send_response(204)
        self.end_headers()
    def log_message(self, *_):
        pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


@pytest.fixture
def port():
    # Held for the whole test: while the receiver is down, the port must not be given to the server of another test.
    with refusing_port() as number:
        yield number


@pytest.fixture
def start():
    """Start a program. All are ended with the test."""
    with contextlib.ExitStack() as stack:

        def start_it(*command, **options):
            process = stack.enter_context(subprocess.Popen([sys.executable, *command], **options))
            stack.callback(process.kill)
            return process

        yield start_it


def whole_seconds(body):
    """A body as it is where times have no parts of a second: so the API gives them."""
    return re.sub(r"(\d\d:\d\d:\d\d)\.\d{6}", r"\1", json.dumps(body, sort_keys=True))


class Arrived:
    """What the receiver has on the disk: the id and the body of each callback, oldest first."""

    def __init__(self, path):
        self.path = path
        path.touch()

    def callbacks(self):
        # A line that a kill has cut off was not answered.
        lines = [line.split(" ", 1) for line in self.path.read_text().splitlines() if line.endswith("}")]
        return [(event_id, json.loads(body)) for event_id, body in lines]

    def bodies(self):
        return {whole_seconds(body) for _, body in self.callbacks()}


@pytest.mark.parametrize("kills", [6, pytest.param(50, marks=pytest.mark.long)])
def test_a107_kills_of_listener_and_receiver_lose_nothing(home, port, start, kills):
    chance = random.Random(20261121)
    got = Arrived(home / "got")
    behaviour = Behaviour(training_seconds=1.5, video_seconds=0.8, callbacks=True)
    with SandboxServer(home / "own.sqlite3", behaviour=behaviour) as server, Receiver() as told:
        api = Api(server.base_url)
        env = {"HOME": str(home), "TAVUS_API_KEY": KEY, "TAVUS_BASE_URL": server.base_url, "PATH": os.environ["PATH"]}
        forward = ("--forward-to", f"http://127.0.0.1:{port}/hook")
        ways = {
            "listener": lambda **streams: start("-m", "tavus_cli", "listen", *forward, env=env, **streams),
            "receiver": lambda **streams: start("-c", RECEIVER, str(port), str(got.path), **streams),
        }
        first = ways["listener"](stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        assert first.stderr.readline().startswith("note: listening to replicas (0 running), videos (0 running)")
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        running = {"listener": first, "receiver": ways["receiver"](**quiet)}
        made = []
        for number in range(kills):
            more = {"model_name": "phoenix-4.5"} if number % 3 == 2 else {}
            made.append(api.replica(callback_url=told.url, **more) if number % 2 else api.video(callback_url=told.url))
            time.sleep(chance.uniform(0.0, 1.2))
            # The receiver first: callbacks wait in the listener's memory when it is killed, too.
            killed = chance.choice([["listener"], ["receiver"], *[["receiver", "listener"]] * 2])
            for name in killed:
                running[name].kill()
                running[name].wait()
                time.sleep(chance.uniform(0.0, 1.8))
            running |= {name: ways[name](**quiet) for name in killed}
        stages = len([number for number in range(kills) if number % 3 == 2 and number % 2])
        own = {whole_seconds(body) for _, body in told.wait(kills + stages, seconds=15)}
        wait_until(lambda: own <= got.bodies(), seconds=60)
    assert got.bodies() == own
    check(got.callbacks(), made, len(own))


def check(callbacks, made, count):
    """Nothing for other records; one id for each callback, however often it came; stages in their order."""
    assert {body.get("video_id") or body["replica_id"] for _, body in callbacks} == set(made)
    assert len({event_id for event_id, _ in callbacks}) == count
    for record in made:
        stages = [body.get("finetune_status") for _, body in callbacks if body.get("replica_id") == record]
        assert stages == sorted(stages, key=lambda stage: stage == "completed")
