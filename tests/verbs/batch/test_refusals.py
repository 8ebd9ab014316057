"""What stops a batch before anything is sent: its journal, its place, another run, too many rows at once."""

import ctypes
import functools
import json
import resource

import pytest
from samples import CLIP, CONSENT
from verbs.batch.account import csv, events

JOURNAL = "people.csv.journal.jsonl"


@pytest.fixture
def begun(run, api, table, home):
    """A table of three rows, one of which was created; returns the path of its journal."""
    assert run("batch", "replicas", table(csv("Ann", "Bo", "Cy")), "--max-creates", "1").code == 0
    api.requests.clear()
    return home / JOURNAL


def test_a_journal_of_another_table_is_refused(run, api, account, table):
    run("batch", "replicas", table(csv("Ann", "Bo")))
    result = run("batch", "replicas", table(csv("Cy", "Di")))
    assert (result.code, len(api.posts)) == (2, 2)
    assert "is the journal of another table" in result.err


def test_a_dry_run_believes_no_journal_of_another_place(run, begun):
    begun.write_bytes(begun.read_bytes().replace(b"127.0.0.1", b"127.0.0.2"))
    result = run("batch", "replicas", str(begun.with_name("people.csv")), "--dry-run")
    assert (result.code, result.out) == (2, "")
    assert "is the journal of another base_url" in result.err
    assert "hint: give the table another name, or move the journal away" in result.err


def test_a_fault_names_its_column_once(run, api, table):
    result = run("batch", "replicas", table("id,train_video_url\na,nonsense\n"))
    assert "people.csv:2:2: train_video_url: is not a usable URL: it does not start with https://" in result.err


@pytest.mark.parametrize(("old", "new"), [(b"127.0.0.1", b"127.0.0.2"), (b'"key": "', b'"key": "0')])
def test_a_journal_without_rows_may_become_that_of_another_place(run, api, account, table, home, old, new):
    table(csv(*(f"Name {number}" for number in range(11))))
    assert run("batch", "replicas", "people.csv").code == 2
    status = run("batch", "status", "people.csv")
    assert (status.code, status.out, status.err) == (0, "", "note: nothing was sent yet\n")
    journal = home / JOURNAL
    before = journal.read_bytes()
    journal.write_bytes(before.replace(old, new))
    assert run("batch", "replicas", "people.csv", "--dry-run").code == 0
    assert run("batch", "replicas", "people.csv", "--yes").code == 0
    assert journal.read_bytes().splitlines()[0] == before.splitlines()[0]
    assert len(account.names()) == 11


def test_the_status_says_that_a_journal_is_of_the_sandbox(run, begun):
    header, *rows = begun.read_text().splitlines(keepends=True)
    begun.write_text("".join([json.dumps({**json.loads(header), "base_url": "sandbox"}) + "\n", *rows]))
    assert "its records are in no account, and gone after a reset" in run("batch", "status", str(begun)).err


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (lambda lines: [*lines[:2], lines[2][:20] + b"\n", *lines[3:]], 1, f"{JOURNAL}: line 3 cannot be read"),
        (lambda lines: [b"{}\n", *lines[1:]], 1, f"{JOURNAL}: line 1 cannot be read"),
        (lambda lines: [lines[0].replace(b'"version": 1', b'"version": 9'), *lines[1:]], 1, "this version can read"),
        (lambda lines: [lines[0].replace(b"127.0.0.1", b"127.0.0.2"), *lines[1:]], 2, "journal of another base_url"),
        (lambda lines: [lines[0].replace(b"replicas", b"videos"), *lines[1:]], 2, "journal of another kind"),
        (lambda lines: [lines[0].replace(b'"key": "', b'"key": "0'), *lines[1:]], 2, "begun with another API key"),
    ],
)
def test_a65_a67_a_journal_that_does_not_fit_stops_everything(run, api, begun, change, code, said):
    lines = begun.read_bytes().splitlines(keepends=True)
    begun.write_bytes(b"".join(change(lines)))
    assert begun.read_bytes() != b"".join(lines)
    result = run("batch", "replicas", "people.csv")
    assert (result.code, result.out, api.requests) == (code, "", [])
    assert said in result.err


def test_a65_a_line_that_was_torn_by_a_crash_is_no_damage(run, api, account, begun):
    whole = begun.read_bytes()
    begun.write_bytes(whole + b'{"event": "sending", "id": "bo", "bo')
    assert run("batch", "replicas", "people.csv").code == 0
    assert account.names() == ["Ann", "Bo", "Cy"]
    assert begun.read_bytes().startswith(whole)


@pytest.fixture
def batch(spawn):
    return functools.partial(spawn, "batch", "replicas", "people.csv")


def test_a66_a_second_run_at_the_same_time_ends_with_12(run, serve, account, table, batch):
    others = []

    def meanwhile(request):
        if request.method == "POST" and not others:
            others.append(run("batch", "replicas", "people.csv"))
        return account(request)

    serve(routes=meanwhile)
    table(csv("Ann", "Bo"))
    process = batch()
    process.communicate(timeout=60)
    (other,) = others
    assert (process.returncode, other.code, account.names()) == (0, 12, ["Ann", "Bo"])
    assert f"another run works on this table (process {process.pid}, since 20" in other.err


def obey_permissions():
    """Root writes everywhere, by a capability that it can give up (PR_CAPBSET_DROP, CAP_DAC_OVERRIDE)."""
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


def test_a69_a_folder_that_cannot_be_written_to_stops_everything(api, batch, home):
    place = home / "read-only"
    place.mkdir()
    (place / "people.csv").write_text(csv("Ann"))
    place.chmod(0o555)
    process = batch(cwd=place, preexec_fn=obey_permissions)
    _, err = process.communicate(timeout=60)
    place.chmod(0o755)
    assert (process.returncode, api.requests) == (1, [])
    assert f"cannot write the journal {JOURNAL}: Permission denied; nothing was sent after that." in err


def limited(size):
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a69_a_full_disk_stops_before_the_next_create(api, table, batch):
    table(csv("Ann"))
    process = batch(preexec_fn=limited(60))
    _, err = process.communicate(timeout=60)
    assert (process.returncode, api.posts) == (1, [])
    assert "cannot write the journal" in err


def test_a69_a_create_that_cannot_be_noted_is_told_and_found_by_the_next_run(run, api, account, table, batch, home):
    table(csv("Ann", "Bo"))
    assert run("batch", "replicas", "people.csv", "--max-creates", "1").code == 0
    whole = (home / JOURNAL).read_bytes()
    # As long as the journal is before the first create was answered.
    size = whole.index(b'{"event": "created"')
    (home / JOURNAL).unlink()
    account.made.clear()
    process = batch(preexec_fn=limited(size + 20))
    out, err = process.communicate(timeout=60)
    assert (process.returncode, account.names()) == (1, ["Ann"])
    # The report knows what the journal could not be told.
    assert out.splitlines()[0].split("\t")[:3] == ["ann", "created", "r00000000000"]
    assert 'The replica r00000000000 was created for row "ann".' in err
    result = run("batch", "replicas", "people.csv")
    assert (result.code, account.names()) == (0, ["Ann", "Bo"])
    assert [row[1] for row in result.rows()] == ["found", "created"]
    assert [event["event"] for event in events(home) if "id" in event][:2] == ["sending", "found"]


@pytest.mark.parametrize("change", ["deleted", "replaced"])
def test_a69_a_journal_that_is_gone_stops_before_the_next_create(run, serve, account, table, home, change):
    def choose(request):
        if request.method == "POST" and len(account.made) == 1:
            if change == "deleted":
                (home / JOURNAL).unlink()
            else:
                (home / "copy").write_bytes((home / JOURNAL).read_bytes())
                (home / "copy").replace(home / JOURNAL)
        return account(request)

    serve(routes=choose)
    result = run("batch", "replicas", table(csv("Ann", "Bo", "Cy")))
    assert (result.code, account.names()) == (1, ["Ann", "Bo"])
    assert f"error: the journal {JOURNAL} was deleted or replaced during the run, which stopped there." in result.err
    assert 'The replica r00000000001 was created for row "bo".' in result.err
    assert [row[:3] for row in result.rows()][1] == ["bo", "created", "r00000000001"]


def test_a66_a_link_to_a_table_has_the_journal_of_the_table(run, api, account, table, home):
    path = table(f"id,train_video_url,consent_video_url\na,{CLIP},{CONSENT}\n")
    (home / "link.csv").symlink_to(path)
    assert run("batch", "replicas", path).code == 0
    result = run("batch", "replicas", "link.csv")
    assert (result.code, result.rows()[0][1], len(account.made)) == (0, "already there", 1)
    assert run("batch", "status", "link.csv").rows()[0][:3] == ["a", "created", "r00000000000"]
    assert [each.name for each in home.glob("*.jsonl")] == [JOURNAL]
