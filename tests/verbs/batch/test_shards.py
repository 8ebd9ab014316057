"""One table on several machines: parts that are the whole, journals that are merged, records that are adopted."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from samples import KEY
from verbs.batch.account import csv

from tavus_cli.sandbox.server import Behaviour, SandboxServer

NAMES = [f"N{number}" for number in range(30)]


def test_shards_are_the_table_and_are_merged(run, api, account, table, home):
    names = [f"N{number}" for number in range(9)]
    table(csv(*names))
    for number in (1, 2, 3):
        assert run("batch", "replicas", "people.csv", "--shard", f"{number}/3").code == 0
    assert sorted(account.names()) == names
    assert run("batch", "replicas", "people.csv", "--shard", "1/2").code == 2
    assert run("batch", "replicas", "people.csv").code == 2
    result = run("batch", "status", "people.csv")
    assert (result.code, sorted(row[0] for row in result.rows())) == (0, [name.lower() for name in names])
    journals = sorted(str(path) for path in home.glob("*.jsonl"))
    assert run("batch", "status", *journals).out == result.out


@pytest.fixture
def machines(home):
    """Three machines: a folder each with a copy of the table, and one sandbox for all."""
    behaviour = Behaviour(training_seconds=3600, latency=0.2)
    folders = [home / f"machine{number}" for number in (1, 2, 3)]
    for folder in folders:
        folder.mkdir()
        (folder / "people.csv").write_text(csv(*NAMES))
    with SandboxServer(home / "sandbox.sqlite3", behaviour=behaviour) as server:
        yield Machines(home, folders, server.base_url)


class Machines:
    def __init__(self, home, folders, base_url):
        self.folders = folders
        self._env = {"HOME": str(home), "PATH": os.environ["PATH"], "TAVUS_API_KEY": KEY, "TAVUS_BASE_URL": base_url}

    def start(self, folder, *words):
        command = [sys.executable, "-m", "tavus_cli", *words]
        return subprocess.Popen(command, cwd=folder, env=self._env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def shard(self, number, folder=None, *options):
        words = ("batch", "replicas", "people.csv", "--shard", f"{number}/3", "--yes", "--format", "jsonl", *options)
        return self.start(folder or self.folders[number - 1], *words)

    def rows(self, process, code=0):
        out, err = process.communicate(timeout=120)
        assert process.returncode == code, err.decode()
        return [json.loads(line) for line in out.decode().splitlines()]

    def names(self):
        words = ("replicas", "list", "--replica-type", "user", "--all", "--format", "jsonl")
        return sorted(row["replica_name"] for row in self.rows(self.start(self.folders[0], *words)))

    def journal(self, number, folder=None):
        return (folder or self.folders[number - 1]) / f"people.csv.{number}-of-3.journal.jsonl"

    def has_created(self, number):
        journal = self.journal(number)
        return journal.exists() and b'"created"' in journal.read_bytes()


def wait_for(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_three_machines_at_the_same_time_create_each_row_once(machines):
    parts = [machines.shard(number) for number in (1, 2, 3)]
    for number, part in enumerate(parts, 1):
        # However slow this machine is, all three go on from the middle of their parts together.
        wait_for(lambda number=number: machines.has_created(number))
        part.send_signal(signal.SIGSTOP)
    assert [part.poll() for part in parts] == [None, None, None]
    for part in parts:
        part.send_signal(signal.SIGCONT)
    shards = [{row["id"] for row in machines.rows(part)} for part in parts]
    assert machines.names() == sorted(NAMES)
    assert sum(map(len, shards)) == len(set.union(*shards)) == len(NAMES)
    journals = [str(machines.journal(number)) for number in (1, 2, 3)]
    told = machines.rows(machines.start(machines.folders[0], "batch", "status", *journals, "--format", "jsonl"))
    assert {row["id"] for row in told} == {name.lower() for name in NAMES}
    assert {row["outcome"] for row in told} == {"created"}
    assert len({row["replica_id"] for row in told}) == len(NAMES)


@pytest.mark.parametrize("killed", [False, True])
def test_a_machine_that_is_lost_with_its_journal_creates_nothing_again(machines, tmp_path, killed):
    lost = machines.shard(2)
    if killed:
        wait_for(lambda: machines.has_created(2))
        lost.kill()
    lost.communicate(timeout=120)
    # What was on its way when the machine went down.
    time.sleep(0.3)
    before = machines.names()
    new = tmp_path / "new machine"
    new.mkdir()
    (new / "people.csv").write_text(csv(*NAMES))
    rows = machines.rows(machines.shard(2, new, "--existing", "adopt"))
    assert len(machines.names()) == len(set(machines.names())) == len(rows)
    assert [row["outcome"] for row in rows].count("found") == len(before)
    assert killed or len(before) == len(rows)
