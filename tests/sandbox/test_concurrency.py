import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import pytest
from sandbox.api import Api
from waiting import wait_until

CLIENTS, CREATES = 8, 50


@contextmanager
def process(state):
    """A server that can be killed."""
    command = [sys.executable, str(Path(__file__).with_name("serve.py")), str(state)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        try:
            yield running, Api(running.stdout.readline().strip())
        finally:
            running.kill()


def together(work: Callable[[int], None]) -> None:
    threads = [threading.Thread(target=work, args=(number,)) for number in range(CLIENTS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def kept(state):
    with process(state) as (_, api):
        listed, page = [], 1
        while rows := api.get("/v2/replicas", replica_type="user", limit=1000, page=page).json["data"]:
            listed += [row["replica_id"] for row in rows]
            page += 1
        return listed


def creating(api, answered, *, until=lambda: False):
    def work(_):
        for _ in range(CREATES):
            try:
                answered.append(api.replica())
            except (OSError, ValueError):
                if until():
                    return
                raise

    return work


def test_eight_clients_at_once_lose_nothing(state):
    answered = []
    with process(state) as (_, api):
        together(creating(api, answered))
    assert len(answered) == CLIENTS * CREATES
    assert sorted(kept(state)) == sorted(answered)


def test_eight_clients_on_two_servers_lose_nothing(state):
    answered = []
    with process(state) as (_, one), process(state) as (_, other):
        work = [creating(one, answered), creating(other, answered)]
        together(lambda number: work[number % 2](number))
    assert len(answered) == CLIENTS * CREATES
    assert sorted(kept(state)) == sorted(answered)


@pytest.mark.parametrize("after", [20, 100, 250])
def test_a_kill_in_the_middle_loses_no_answered_create(state, after):
    answered, killed = [], threading.Event()

    def kill_in_the_middle(running):
        wait_until(lambda: len(answered) >= after, seconds=60)
        killed.set()
        running.send_signal(signal.SIGKILL)

    with process(state) as (running, api):
        killer = threading.Thread(target=kill_in_the_middle, args=(running,))
        killer.start()
        together(creating(api, answered, until=killed.is_set))
        killer.join()
    listed = kept(state)
    assert after <= len(answered) < CLIENTS * CREATES
    assert set(answered) - set(listed) == set()
    assert len(listed) == len(set(listed))
    # What was written but not answered: at most one for each client.
    assert len(listed) - len(answered) <= CLIENTS


def test_reading_goes_on_while_others_write(state):
    answered, statuses = [], []
    with process(state) as (_, api):
        writing = creating(api, answered)

        def work(number):
            if number % 2:
                writing(number)
            else:
                statuses.extend(api.get("/v2/replicas").status for _ in range(CREATES))

        together(work)
    assert (len(answered), set(statuses)) == (CLIENTS * CREATES // 2, {200})
