"""A batch that is killed at any moment: the next run finishes it, and no row is created twice."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest
from faults.answers import reply
from samples import KEY
from verbs.batch.account import Account, csv, events

NAMES = [f"N{number}" for number in range(10)]
STEPS = ("write", "fsync", "flock")


@pytest.fixture
def account():
    return Account()


@pytest.fixture
def place(home, monkeypatch):
    """A folder with a table of ten rows, and the environment to run in it."""
    monkeypatch.chdir(home)
    (home / "people.csv").write_text(csv(*NAMES))
    return home


def command(*options):
    return [sys.executable, "-m", "tavus_cli", "batch", "replicas", "people.csv", "--yes", "--format", "tsv", *options]


def start(place, server, *prefix):
    env = {"HOME": str(place), "TAVUS_API_KEY": KEY, "TAVUS_BASE_URL": server.url, "PATH": os.environ["PATH"]}
    return subprocess.Popen(
        [*prefix, *command()], cwd=place, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finish(place, server, account):
    """Run once more, and check all that must hold whatever happened before."""
    process = start(place, server)
    out, err = process.communicate(timeout=120)
    rows = [line.split("\t") for line in out.splitlines()]
    unknown = [row[0] for row in rows if row[1] == "unknown"]
    made = account.names()
    assert len(made) == len(set(made)), made
    assert process.returncode == (10 if unknown else 0), err
    assert all(f'"{row_id}"' in err for row_id in unknown[:5])
    # What is neither unknown nor made does not exist.
    assert {row[0] for row in rows} - set(unknown) == {name.lower() for name in made}
    assert all(row[2] for row in rows if row[1] != "unknown")
    return rows, unknown


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
@pytest.mark.parametrize("call", STEPS)
def test_a64_a_kill_at_every_step_of_the_journal_creates_nothing_twice(serve, place, call):
    reached = 0
    for number in range(1, 200):
        account = Account()
        server = serve(routes=account)
        for path in place.glob("*.jsonl"):
            path.unlink()
        inject = f"inject={call}:signal=SIGKILL:when={number}"
        trace = ["strace", "-qq", "-e", f"trace={call}", "-e", inject, "-o", "/dev/null"]
        process = start(place, server, *trace)
        process.communicate(timeout=60)
        if process.returncode == 0:
            break
        rows, _ = finish(place, server, account)
        assert len(rows) == len(NAMES)
        reached += 1
    else:
        pytest.fail("the run never came to its end")
    # Ten rows, each with two events on the disk.
    assert reached >= (20 if call in {"write", "fsync"} else 1)


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_a_kill_at_every_send_leaves_a_row_that_is_known_to_be_unknown(serve, place, account):
    server = serve(routes=account)
    # A create is sent in two pieces, its head and its body, by a thread of its own; all else that is sent is one piece.
    trace = [
        "strace",
        "-f",
        "-qq",
        "-e",
        "trace=sendto",
        "-e",
        "inject=sendto:signal=SIGKILL:when=2",
        "-o",
        "/dev/null",
    ]
    for _ in NAMES:
        process = start(place, server, *trace)
        process.communicate(timeout=60)
        assert process.returncode == -signal.SIGKILL
    sending = [event["id"] for event in events(place) if event["event"] == "sending"]
    # Each run was killed at the next row, and none of them was tried twice.
    assert sending == [name.lower() for name in NAMES]
    rows, unknown = finish(place, server, account)
    assert (len(rows), len(unknown), account.names()) == (len(NAMES), len(NAMES), [])


@pytest.mark.long
@pytest.mark.parametrize("when", ["before the create", "before the answer", "after the answer"])
@pytest.mark.parametrize("row", [0, 4, 9])
def test_a_kill_around_an_answer_creates_nothing_twice(serve, place, account, when, row):
    process = None

    def choose(request):
        if request.method == "POST" and process is not None and len(account.made) == row:
            kill = process.kill
            if when == "before the create":
                kill()
                return reply(503)
            answer = account(request)
            if when == "before the answer":
                kill()
            else:
                threading.Timer(0.002, kill).start()
            return answer
        return account(request)

    server = serve(routes=choose)
    process = start(place, server)
    process.communicate(timeout=60)
    killed, process = process, None
    assert killed.returncode in {0, -signal.SIGKILL}
    rows, unknown = finish(place, server, account)
    assert len(rows) == len(NAMES)
    if when == "before the create":
        assert unknown == [NAMES[row].lower()]
    else:
        # The row that was answered is known. The next one may have been on its way already.
        assert NAMES[row].lower() not in unknown
        assert len(unknown) <= 1


@pytest.mark.long
@pytest.mark.parametrize("kills", [40])
def test_a64_random_kills_and_lost_answers_create_nothing_twice(serve, place, account, kills):
    chance = random.Random(20261121)
    names = [f"P{number}" for number in range(200)]
    (place / "people.csv").write_text(csv(*names))
    lock = threading.Lock()

    def choose(request):
        with lock:
            if request.method == "POST" and chance.random() < 0.05:
                # Made, and the answer lost; or lost before it was made.
                account.script[request.json()["replica_name"]] = ["lost" if chance.random() < 0.5 else reply(502)]
            return account(request)

    server = serve(routes=choose)
    for _ in range(kills):
        process = start(place, server)
        time.sleep(chance.uniform(0.15, 0.6))
        process.kill()
        process.communicate(timeout=60)
    for _ in range(20):
        rows, _unknown = finish_lossy(place, server, account)
        if not [row for row in rows if row[1] in {"not tried", "not sent"}]:
            break
    assert len(rows) == len(names)
    assert not [row for row in rows if row[1] in {"not tried", "not sent"}]
    # A kill between head and body leaves a request without a body, which no API carries out.
    sent = [request.json()["replica_name"] for request in server.posts if request.body]
    # Every create that the server saw was in the journal first.
    assert {name.lower() for name in sent} <= {event["id"] for event in events(place) if event["event"] == "sending"}


def finish_lossy(place, server, account):
    process = start(place, server)
    out, err = process.communicate(timeout=120)
    rows = [line.split("\t") for line in out.splitlines()]
    made = account.names()
    assert len(made) == len(set(made))
    assert process.returncode in {0, 10, 11}, err
    return rows, [row[0] for row in rows if row[1] == "unknown"]
