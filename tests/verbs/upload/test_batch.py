"""Columns of a batch that name files of this machine: uploaded before their create, and never twice."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from faults.answers import document, reset
from samples import KEY
from verbs.upload.links import SIGNATURE
from verbs.upload.s3 import BUCKET, SECRET
from waiting import wait_until

TABLE = "id,train_video,consent_video,replica_name\na,clips/ann.mp4,clips/ok.mp4,Ann\nb,clips/bo.mp4,,Bo\n"
REFUSED = document({"message": "Bad Request"}, status=400)


@pytest.fixture
def table(home):
    """A table in a folder that is not the current one, with the clips that it names."""
    folder = home / "data"
    (folder / "clips").mkdir(parents=True)
    for name in ("ann", "bo", "ok"):
        (folder / f"clips/{name}.mp4").write_bytes(name.encode() * 1000)
    (folder / "people.csv").write_text(TABLE)
    return folder / "people.csv"


@pytest.fixture
def uploads(program, storage, home, copies):
    """An upload_command that counts, and where it notes each file that it gets."""
    noted = home / "noted"
    code = (
        f"{copies}open({str(noted)!r}, 'a').write(sys.argv[1].rpartition('/')[2] + '\\n')\n"
        f"print({storage.url!r} + '/' + sys.argv[2] + '?X-Amz-Signature={SIGNATURE}')"
    )
    command = program(code, "{file}", "{name}")
    return command, lambda: noted.read_text().split() if noted.exists() else []


def journal(table):
    text = table.with_name("people.csv.journal.jsonl").read_text()
    return [json.loads(line) for line in text.splitlines()], text


def test_files_in_columns_become_links(run, sandbox, home, table):
    result = run("batch", "replicas", str(table))
    assert (result.code, result.out.count("\tcreated\t")) == (0, 2), result.err
    assert len(list((home / "state/sandbox.files").iterdir())) == 3
    events, text = journal(table)
    kinds = [event["event"] for event in events]
    assert kinds == ["journal", "run", "uploaded", "uploaded", "sending", "created", "uploaded", "sending", "created"]
    assert events[2]["object"].endswith("/ann.mp4 of the sandbox")
    assert len(events[2]["sha256"]) == 64
    assert "http" not in text.partition("\n")[2]


def test_a110_each_create_has_the_links_of_its_row(run, serve, table, uploads):
    made = iter(range(9))
    api = serve(
        routes=lambda request: (
            document({"replica_id": f"r90bbd427f7{next(made)}", "status": "started"})
            if request.method == "POST"
            else document({"data": [], "total_count": 0})
        )
    )
    command, noted = uploads
    result = run("batch", "replicas", str(table), "--upload-command", command)
    assert result.code == 0, result.err
    bodies = [request.json() for request in api.posts]
    assert [sorted(body) for body in bodies] == [
        ["consent_video_url", "replica_name", "train_video_url"],
        ["replica_name", "train_video_url"],
    ]
    assert all(body["train_video_url"].endswith(f".mp4?X-Amz-Signature={SIGNATURE}") for body in bodies)
    assert noted() == ["ann.mp4", "ok.mp4", "bo.mp4"]
    assert SIGNATURE not in result.out + result.err + journal(table)[1]


def test_a110_no_secret_in_the_path_of_a_link_is_in_the_journal(run, sandbox, table, program):
    code = "import sys; print('https://objects.example.com/p/SECRET-IN-THE-PATH/n/' + sys.argv[2])"
    command = program(code, "{file}", "{name}")
    result = run("batch", "replicas", str(table), "--upload-command", command, "--no-check")
    events, text = journal(table)
    assert [event["object"].partition(" ")[0] for event in events if event["event"] == "uploaded"] == [
        "objects.example.com"
    ] * 3, result.err
    assert "SECRET-IN-THE-PATH" not in text + result.out + result.err


def test_what_a_program_says_goes_above_the_bar(run, sandbox, table, program):
    code = "import sys; print('sending', sys.argv[2][17:], file=sys.stderr); print('https://e.com/' + sys.argv[2])"
    command = program(code, "{file}", "{name}")
    result = run("batch", "replicas", str(table), "--upload-command", command, "--no-check", terminal=True, width=80)
    # Before the bar is there, the messages go straight to the terminal, past this test.
    assert ("sending ann.mp4" in result.err, "sending bo.mp4" in result.err) == (False, True), result.err


def test_a_row_that_was_created_is_not_uploaded_again(run, serve, table, uploads):
    answers = [document({"replica_id": "r90bbd427f71", "status": "started"}), REFUSED]
    serve(
        routes=lambda request: answers.pop(0) if request.method == "POST" else document({"data": [], "total_count": 0})
    )
    command, noted = uploads
    assert run("batch", "replicas", str(table), "--upload-command", command).code == 11
    answers.append(document({"replica_id": "r90bbd427f72", "status": "started"}))
    again = run("batch", "replicas", str(table), "--upload-command", command, "--retry-failed")
    assert (again.code, noted()) == (0, ["ann.mp4", "ok.mp4", "bo.mp4", "bo.mp4"]), again.err


def test_what_is_in_the_storage_is_not_sent_twice(run, sandbox, home, table):
    run("batch", "replicas", str(table))
    kept = {path.name: path.stat().st_mtime_ns for path in (home / "state/sandbox.files").iterdir()}
    table.with_name("people.csv.journal.jsonl").unlink()
    assert run("batch", "replicas", str(table), "--existing", "create").code == 0
    assert {path.name: path.stat().st_mtime_ns for path in (home / "state/sandbox.files").iterdir()} == kept


def test_an_upload_that_fails_leaves_its_row_unsent_and_the_rest_goes_on(run, sandbox, table, uploads, storage):
    command, _ = uploads
    storage.changes[0] = reset
    storage.changes[1] = document({}, status=403)
    result = run("batch", "replicas", str(table), "--upload-command", command, "--max-creates", "2")
    assert "not sent" in result.out
    assert "the link does not lead to what was uploaded" in result.out
    assert result.out.count("\tcreated\t") == 1
    storage.changes.clear()
    again = run("batch", "replicas", str(table), "--upload-command", command)
    assert (again.code, again.out.count("\tcreated\t"), again.out.count("already there")) == (0, 1, 1)


def test_a_program_that_cannot_work_ends_the_batch(run, sandbox, table, program):
    command = program("print('done')")
    result = run("batch", "replicas", str(table), "--upload-command", command)
    assert (result.code, "is no link" in result.err) == (2, True)
    assert result.out.count("not tried") == 2


@pytest.fixture
def removing(program, storage, copies):
    """An upload_command that removes a file of this machine after it has stored its own."""

    def command(removed):
        code = (
            f"{copies}import pathlib\n"
            f"pathlib.Path({removed}).unlink(missing_ok=True)\n"
            f"print({storage.url!r} + '/' + sys.argv[2])"
        )
        return program(code, "{file}", "{name}")

    return command


CITIES = "id,train_video,x-city\na,clips/ann.mp4,Rome\nb,clips/bo.mp4,Oslo\n"


def test_a_file_is_not_needed_after_its_row_was_created(run, sandbox, table, removing):
    table.write_text(CITIES)
    ann = str(table.parent / "clips/ann.mp4")
    batch = ("batch", "replicas", str(table), "--upload-command", removing(f"{ann!r} if 'bo' in sys.argv[2] else '-'"))
    result = run(*batch)
    assert (result.code, result.out.count("\tcreated\t")) == (0, 2), result.err
    assert [line.rpartition("\t")[2] for line in result.out.splitlines()[-2:]] == ["Rome", "Oslo"]
    assert not Path(ann).exists()
    (table.parent / "clips/bo.mp4").unlink()
    for again in ((), ("--dry-run",)):
        result = run(*batch, *again)
        assert (result.code, result.out.count("already there")) == (0, 2), (again, result)


def test_a_file_that_vanishes_meanwhile_is_the_fault_of_its_row_alone(run, sandbox, table, removing):
    table.write_text(CITIES + "c,clips/ok.mp4,Bonn\n")
    command = removing(repr(str(table.parent / "clips/bo.mp4")))
    result = run("batch", "replicas", str(table), "--upload-command", command)
    assert (result.code, result.out.count("\tcreated\t")) == (11, 2), result
    assert "of 3 rows: not sent 1." in result.err
    (line,) = [line for line in result.out.splitlines() if "\tnot sent\t" in line]
    assert ("cannot read" in line, "bo.mp4" in line, line.endswith("\tOslo")) == (True, True, True)
    again = run("batch", "replicas", str(table), "--upload-command", command)
    assert (again.code, "people.csv:3:2: train_video: there is no file" in again.err) == (2, True), again.err


@pytest.mark.parametrize("quiet", [(), ("--quiet",)])
def test_a_program_that_breaks_after_a_create_does_not_end_with_2(run, sandbox, table, program, storage, copies, quiet):
    code = f"{copies}print('<html>' if 'bo' in sys.argv[2] else {storage.url!r} + '/' + sys.argv[2])"
    command = program(code, "{file}", "{name}")
    result = run("batch", "replicas", str(table), "--upload-command", command, *quiet)
    record_id = result.out.splitlines()[-2].split("\t")[2]
    assert (result.code, result.out.count("\tcreated\t"), record_id[:1]) == (1, 1, "r"), result
    assert f"This run created {record_id}." in result.err
    assert "is no link" in result.err


def test_a_table_that_is_changed_at_the_end_does_not_cost_the_report(run, sandbox, table, removing):
    table.write_text(CITIES)
    result = run("batch", "replicas", str(table), "--upload-command", removing(repr(str(table))), "--max-creates", "1")
    assert (result.code, result.out.count("\tcreated\t"), "people.csv" in result.err) == (1, 1, True), result


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a,clips/nobody.mp4,,,Ann", ":2:2: train_video: there is no file "),
        (
            "a,clips/ann.mp4,,https://example.com/a.mp4,Ann",
            ":2:2: train_video: train_video and train_video_url exclude",
        ),
        ("a,,clips/ok.mp4,,Ann", "there is nothing to train from"),
        ("a,clips,,,Ann", ":2:2: train_video: there is no file "),
    ],
)
def test_a_table_at_fault_uploads_nothing(run, sandbox, home, table, row, said):
    table.write_text(
        f"id,train_video,consent_video,train_video_url,replica_name\nb,clips/bo.mp4,,,Bo\n{row}\n".replace(
            "b,clips", "c,clips"
        )
    )
    result = run("batch", "replicas", str(table))
    assert (result.code, said.replace(":2:", ":3:") in result.err) == (2, True), result.err
    assert not (home / "state/sandbox.files").exists()


def test_a_file_that_will_fail_is_unfit_and_is_not_uploaded(run, sandbox, home, table):
    (table.parent / "clips/ann.mp4").write_bytes(b"<!doctype html>")
    (table.parent / "clips/bo.mp4").write_bytes(b"<!doctype html>")
    result = run("batch", "replicas", str(table), "--check")
    assert (result.code, result.out.count("\tunfit\t")) == (11, 2), result.err
    assert "train_video container" in result.out
    assert not (home / "state/sandbox.files").exists()


def test_without_a_way_nothing_begins(run, table):
    result = run("batch", "replicas", str(table), env={"TAVUS_API_KEY": KEY})
    assert (result.code, "--upload-to s3://BUCKET/PREFIX" in result.err) == (2, True)
    assert not table.with_name("people.csv.journal.jsonl").exists()


def test_one_file_for_all_and_json_lines(run, sandbox, home, table):
    rows = [{"id": "a", "train_video": "clips/ann.mp4"}, {"id": "b", "train_video": "clips/bo.mp4"}]
    table.write_text("".join(json.dumps(row) + "\n" for row in rows))
    result = run("batch", "replicas", str(table), "--set", "consent_video=clips/ok.mp4")
    assert (result.code, result.out.count("\tcreated\t")) == (0, 2), result.err
    assert len(list((home / "state/sandbox.files").iterdir())) == 3


def test_a109_a110_a_batch_that_is_killed_sends_what_was_stored_not_again(api, s3, table):
    with (table.parent / "clips/ok.mp4").open("wb") as large:
        large.truncate(200 * 2**20)
    table.write_text("id,train_video,consent_video\na,clips/ann.mp4,clips/ok.mp4\n")
    where = ("--upload-to", f"s3://{BUCKET}", "--upload-endpoint", s3.url)
    argv = [Path(sys.executable).with_name("tavus"), "batch", "replicas", table, *where]
    with subprocess.Popen(argv) as child:
        wait_until(lambda: any("partNumber=" in line for line in s3.log()))
        assert child.poll() is None
        child.kill()
    events, _ = journal(table)
    assert [event["event"] for event in events] == ["journal", "run", "uploaded"]
    assert len(s3.names()) == 1
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    sent = [line for line in s3.log() if line.startswith("PUT ") and "-ann.mp4" in line]
    assert (len(sent), len(s3.names()), len(api.posts)) == (1, 2, 1)
    assert not [each for each in ("X-Amz-", SECRET) if each in done.stdout + done.stderr + journal(table)[1]]
