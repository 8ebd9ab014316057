"""The journal of a batch: what it knows after any end, and what it refuses to be used for."""

import json
import os
import stat
import subprocess
import sys

import pytest

from tavus_cli.errors import Busy, TavusError, UsageError
from tavus_cli.settings.key import fingerprint
from tavus_cli.verbs.batch.journal import Journal, Target
from tavus_cli.verbs.batch.replay import read
from tavus_cli.verbs.batch.shards import journal_of

TARGET = Target("https://tavusapi.com", fingerprint("key"), "replicas")


@pytest.fixture
def path(tmp_path):
    return journal_of(tmp_path / "people.csv", None)


def written(path, target=TARGET):
    """A journal with every kind of event."""
    with Journal(path, target) as journal:
        journal.add("sending", "a", body="1", name="Ann")
        journal.add("created", "a", record_id="r1", status="started")
        journal.add("sending", "b", body="2")
        journal.add("refused", "b", message="no", http_status=400)
        journal.add("unfit", "c", message="too short")
        journal.add("trained", "a", status="completed")
        journal.add("sending", "d", body="4")
    return path


def test_what_was_written_is_known_again(path):
    assert path.name == "people.csv.journal.jsonl"
    with Journal(written(path), TARGET) as journal:
        assert not journal.new
        states = journal.states
    assert [(key, state.outcome, state.has_record, state.in_doubt) for key, state in states.items()] == [
        ("a", "created", True, False),
        ("b", "refused", False, False),
        ("c", "unfit", False, False),
        ("d", "sending", False, True),
    ]
    assert (states["a"].record_id, states["a"].job, states["a"].status) == ("r1", "trained", "completed")
    assert (states["b"].message, states["b"].digest) == ("no", "2")


def test_a63_only_the_owner_can_read_it_and_no_key_is_in_it(path):
    before = os.umask(0)
    try:
        written(path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert '"key": "' + fingerprint("key") in path.read_text()
    assert '"key"' not in json.dumps(fingerprint("key"))


def test_a65_a_journal_cut_at_any_byte_can_be_read_and_never_forgets_a_create(path):
    content = written(path).read_bytes()
    created_at = content.index(b"\n", content.index(b'"created"')) + 1
    sent_at = content.index(b"\n", content.index(b'"sending"')) + 1
    for length in range(len(content) + 1):
        path.write_bytes(content[:length])
        with Journal(path, TARGET) as journal:
            state = journal.states.get("a")
            if length >= created_at - 1:
                assert state.record_id == "r1"
            elif length >= sent_at - 1:
                assert state.in_doubt
            journal.add("created", "z", record_id="r9")
        # What comes after a torn line does not stick to it.
        assert read(path)[2]["z"].record_id == "r9"


@pytest.mark.parametrize("event", ["sending", "created", "found", "saved"])
def test_a65_an_event_that_lacks_what_it_is_about_is_damage(path, event):
    with written(path).open("ab") as file:
        file.write(f'{{"event": "{event}", "id": "a"}}\n'.encode())
    with pytest.raises(TavusError, match="cannot be read"), Journal(path, TARGET):
        pass


def test_a65_damage_before_the_last_line_ends_everything(path):
    lines = written(path).read_bytes().splitlines(keepends=True)
    for number in range(len(lines)):
        path.write_bytes(b"".join([*lines[:number], b'{"event": "sen\n', *lines[number + 1 :]]))
        before = path.read_bytes()
        with pytest.raises(TavusError, match=f"line {number + 1} cannot be read"), Journal(path, TARGET):
            pass
        assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (
            TARGET._replace(base_url="http://127.0.0.1:1"),
            "another base_url: https://tavusapi.com, not http://127.0.0.1:1",
        ),
        (TARGET._replace(kind="videos"), "another kind: replicas, not videos"),
        (TARGET._replace(shard="1/2"), "another shard"),
        (TARGET._replace(key=fingerprint("another")), "another API key"),
    ],
)
def test_a67_a_journal_of_another_target_is_refused(path, other, said):
    before = written(path).read_bytes()
    with pytest.raises(UsageError, match=said), Journal(path, other):
        pass
    assert path.read_bytes() == before


def test_another_key_of_the_same_account_can_go_on(path):
    with Journal(written(path), TARGET._replace(key=fingerprint("new")), same_account=True) as journal:
        assert journal.states["a"].has_record


@pytest.mark.parametrize(
    "content", [b'{"event": "run"}\n', b'{"event": "journal", "version": 2}\n', b"[]\n", b"id,name\n"]
)
def test_what_is_no_journal_is_left_alone(path, content):
    path.write_bytes(content + b'{"event": "run"}\n')
    with pytest.raises(TavusError), Journal(path, TARGET):
        pass
    assert path.read_bytes().startswith(content)


def test_a66_one_run_at_a_time_and_the_other_is_named(path):
    named = f"process {os.getpid()}, since 20"
    with Journal(path, TARGET), pytest.raises(Busy, match=named), Journal(path, TARGET):
        pass
    with Journal(path, TARGET):
        pass


def test_a66_a_killed_run_leaves_no_lock(path):
    code = f"""
import os, signal
from pathlib import Path
from tavus_cli.verbs.batch.journal import Journal, Target
with Journal(Path({str(path)!r}), Target(*{tuple(TARGET)!r})) as journal:
    journal.add("sending", "a", body="1")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    with Journal(path, TARGET) as journal:
        assert journal.states["a"].in_doubt


def test_a69_a_full_disk_stops_before_anything_is_sent(path):
    code = f"""
import resource, signal
from pathlib import Path
from tavus_cli.errors import TavusError
from tavus_cli.verbs.batch.journal import Journal, Target
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Journal(Path({str(path)!r}), Target(*{tuple(TARGET)!r})) as journal:
    size = Path({str(path)!r}).stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 40, size + 40))
    try:
        journal.add("sending", "a", body="1" * 100)
    except TavusError as error:
        print(error.message)
    assert journal.states == {{}}
    assert Path({str(path)!r}).stat().st_size == size
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "cannot write the journal" in done.stdout
    assert "File too large" in done.stdout


@pytest.mark.parametrize("kind", ["folder", "pipe", "link"])
def test_a_place_that_cannot_hold_a_journal_is_an_error(path, kind):
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(path.with_name("elsewhere"))
    with pytest.raises(TavusError), Journal(path, TARGET):
        pass
