"""One table on several machines: parts that are the whole, journals that are merged, records that are adopted."""

import json
import os
import signal
import subprocess
import sys
import threading

import pytest
from samples import KEY
from verbs.batch.account import csv
from waiting import wait_until

from tavus_cli.errors import UsageError
from tavus_cli.sandbox.server import Behaviour, SandboxServer
from tavus_cli.settings.key import fingerprint
from tavus_cli.verbs.batch.journal import Journal, Target
from tavus_cli.verbs.batch.shards import check_shards, journal_of, journals_of, merged, parse_shard

TARGET = Target("https://tavusapi.com", fingerprint("key"), "replicas")
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


def test_a112_three_machines_at_the_same_time_create_each_row_once(machines):
    parts = [machines.shard(number) for number in (1, 2, 3)]
    for number, part in enumerate(parts, 1):
        # However slow this machine is, all three go on from the middle of their parts together.
        wait_until(lambda number=number: machines.has_created(number), seconds=60)
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
def test_a112_a_machine_that_is_lost_with_its_journal_creates_nothing_again(machines, tmp_path, killed):
    lost = machines.shard(2)
    if killed:
        wait_until(lambda: machines.has_created(2), seconds=60)
        lost.kill()
    lost.communicate(timeout=120)
    # What was on its way when the machine went down.
    wait_until(lambda: not any(thread.name == "sandbox call" for thread in threading.enumerate()))
    before = machines.names()
    new = tmp_path / "new machine"
    new.mkdir()
    (new / "people.csv").write_text(csv(*NAMES))
    rows = machines.rows(machines.shard(2, new, "--existing", "adopt"))
    assert len(machines.names()) == len(set(machines.names())) == len(rows)
    assert [row["outcome"] for row in rows].count("found") == len(before)
    assert killed or len(before) == len(rows)


def test_every_row_is_in_exactly_one_shard_and_stays_there():
    ids = [f"row {number}" for number in range(500)]
    for of in range(1, 10):
        shards = [parse_shard(f"{number}/{of}") for number in range(1, of + 1)]
        assert all(sum(shard.holds(row_id) for shard in shards) == 1 for row_id in ids)
        sizes = [sum(shard.holds(row_id) for row_id in ids) for shard in shards]
        assert min(sizes) > 0.5 * 500 / of


@pytest.mark.parametrize("text", ["", "1", "0/2", "3/2", "1/0", "a/b", "1/2/3", "-1/2", "²/3", "1/99999"])
def test_a_shard_that_is_none_is_refused(text):
    with pytest.raises(UsageError):
        parse_shard(text)


def begin(table, shard):
    with Journal(journal_of(table, shard), TARGET._replace(shard=shard)) as journal:
        journal.add("sending", "a", body="1")


def test_another_division_of_the_table_is_refused(tmp_path):
    table = tmp_path / "people.csv"
    begin(table, "1/3")
    assert [path.name for path in journals_of(table)] == ["people.csv.1-of-3.journal.jsonl"]
    check_shards(table, "2/3")
    for other in ("1/2", "1/4", None):
        with pytest.raises(UsageError, match="begun with --shard i/3"):
            check_shards(table, other)
    begin(tmp_path / "other.csv", None)
    with pytest.raises(UsageError, match="begun with no --shard"):
        check_shards(tmp_path / "other.csv", "1/2")


@pytest.mark.parametrize(("first", "second"), [(None, "1/2"), ("1/2", None), ("1/2", "1/3")])
def test_a66_another_division_is_refused_while_the_first_has_sent_nothing_yet(
    run, serve, account, table, first, second
):
    """The second run begins while the first one asks for the names that the account has."""
    others = []

    def options(shard):
        return ("--yes", "--shard", shard) if shard else ("--yes",)

    def choose(request):
        if request.method == "GET" and not others:
            others.append(None)
            others.append(start(*options(second)).communicate(timeout=60))
        return account(request)

    def start(*given):
        command = [sys.executable, "-m", "tavus_cli", "batch", "replicas", "people.csv", *given]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    serve(routes=choose)
    table(csv(*NAMES))
    assert run("batch", "replicas", "people.csv", *options(first)).code == 0
    said = f"--shard i/{first[-1]}" if first else "no --shard"
    assert f"error: another run works on this table with {said}." in others[1][1]
    assert len(account.names()) == len(set(account.names()))


def test_journals_of_several_machines_are_merged(tmp_path):
    paths = []
    for number, (row, record) in enumerate([("a", "r1"), ("b", "r2")], 1):
        shard = f"{number}/2"
        paths.append(journal_of(tmp_path / "people.csv", shard))
        with Journal(paths[-1], TARGET._replace(shard=shard)) as journal:
            journal.add("sending", row, body="1")
            journal.add("created", row, record_id=record)
            journal.add("unfit", "c" if number == 1 else "a", message="?")
    kind, states = merged(paths, pytest.fail)
    assert (kind, {row: state.record_id for row, state in states.items()}) == (
        "replicas",
        {"a": "r1", "b": "r2", "c": ""},
    )


def test_a_row_that_two_journals_created_is_told(tmp_path):
    paths = [tmp_path / f"{number}.journal.jsonl" for number in range(2)]
    for number, path in enumerate(paths):
        with Journal(path, TARGET) as journal:
            journal.add("created", "a", record_id=f"r{number}")
    _, states = merged(paths, pytest.fail)
    assert (states["a"].record_id, states["a"].twice) == ("r1", "r0")


def test_journals_of_different_kinds_are_not_mixed(tmp_path):
    paths = [tmp_path / f"{kind}.journal.jsonl" for kind in ("replicas", "videos")]
    for path in paths:
        with Journal(path, TARGET._replace(kind=path.name.partition(".")[0])):
            pass
    with pytest.raises(UsageError, match="different kinds"):
        merged(paths, pytest.fail)
