"""`tavus batch`, through the door and against the sandbox."""

import csv
import io

import pytest
from samples import CLIP, CONSENT
from verbs.batch.account import Account

from tavus_cli.sandbox.store import reset

PEOPLE = f"id,train_video_url,consent_video_url,replica_name\na,{CLIP},{CONSENT},Ann\nb,{CLIP},{CONSENT},Bo\n"
GREETINGS = "id,replica_id,x-customer,x-file\n1,{0},Ann,Ann & Söhne\n2,{0},Bo,../../Bo\n"
SAVED = ["Ann-_-S_hne.mp4", "__.._Bo.mp4"]


@pytest.fixture(autouse=True)
def in_the_folder_of_the_table(home, monkeypatch):
    monkeypatch.chdir(home)


@pytest.fixture
def greetings(home, quick, run):
    """A table of two videos, and the words for all of them."""
    stock = run("replicas", "list", "--replica-type", "system", "--format", "ids").out.split()[0]
    (home / "greetings.csv").write_text(GREETINGS.format(stock))
    (home / "greeting.txt").write_text("Hello {customer}.\n")
    (home / "out").mkdir()
    return "batch", "videos", "greetings.csv", "--template", "greeting.txt", "--interval", "0.1"


def made(run, noun):
    return run(noun, "list", "--all", "--format", "jsonl").out


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"a,{CLIP},,,Ann,red", ":2: 6 cells, where the first line has 5."),
        (
            f"a,{CLIP},https://e.com/p.png,anna,Ann",
            ":2:2: train_video_url: train_video_url and train_image_url exclude",
        ),
        (f"a,{CLIP},,,Ann\na,{CLIP},,,Bo", ':3:1: id: "a" is the id of line 2, too.'),
        (f",{CLIP},,,Ann\n,{CLIP},,,Ann", ":3: the row asks for the same as line 2; if both are meant, give them ids."),
        ("a,,,,Ann", ":2:2: train_video_url: there is nothing to train from"),
        ("", " has no rows; nothing was sent."),
    ],
)
def test_a_table_at_fault_sends_nothing_and_names_lines_and_columns(run, serve, home, row, said):
    api = serve()
    table = home / "people.csv"
    table.write_text(f"id,train_video_url,train_image_url,voice_name,replica_name\n{row}\n")
    result = run("batch", "replicas", str(table))
    assert (result.code, result.out, api.requests) == (2, "", [])
    assert f"{table}{said}" in result.err
    assert not list(home.glob("*.jsonl"))


def test_an_unknown_column_has_the_nearest_name(run, serve, home):
    api = serve()
    (home / "people.jsonl").write_text('{"train_video_ur": "u"}\n{"train_video_url": \n')
    result = run("batch", "replicas", str(home / "people.jsonl"))
    assert (result.code, api.requests) == (2, [])
    assert 'people.jsonl:1: train_video_ur: there is no field "train_video_ur"; did you mean "train_video' in result.err
    assert "people.jsonl:2: not JSON" in result.err


def test_the_report_is_csv_that_a_spreadsheet_reads_back(run, quick, home):
    header, *rows = PEOPLE.splitlines()
    notes = ["x-note", '"says ""hi""; then, on a\nsecond line: Zoë"', "=1+1"]
    (home / "people.csv").write_text("".join(f"{a},{b}\n" for a, b in zip([header, *rows], notes, strict=True)))
    result = run("batch", "replicas", "people.csv", "--wait", "--interval", "0.1", "--format", "csv")
    assert result.code == 0
    first, second = csv.DictReader(io.StringIO(result.out))
    assert list(first) == ["id", "outcome", "replica_id", "status", "message", "x-note"]
    assert (first["id"], first["outcome"], first["status"]) == ("a", "created", "completed")
    assert first["x-note"] == 'says "hi"; then, on a\\nsecond line: Zoë'
    # What a spreadsheet would run is text.
    assert second["x-note"] == "'=1+1"


@pytest.mark.parametrize("form", ["table", "tsv", "csv", "json", "jsonl", "ids"])
def test_all_formats_carry_the_same_rows(run, quick, home, form):
    (home / "people.csv").write_text(PEOPLE)
    first = run("batch", "replicas", "people.csv", "--format", form)
    assert first.code == 0
    ids = run("batch", "status", "people.csv", "--format", "ids").out.split()
    assert len(ids) == 2
    assert all(record in first.out for record in ids)
    if form == "json":
        assert [row["outcome"] for row in first.json()["data"]] == ["created", "created"]


def test_videos_are_saved_as_they_get_ready_under_safe_names(run, greetings, home):
    result = run(*greetings, "--download", "out", "--name-by", "x-file")
    assert result.code == 0
    assert sorted(path.name for path in home.rglob("*.mp4")) == SAVED
    assert not (home.parent / "Bo.mp4").exists()
    assert all((home / "out" / name).read_bytes()[4:8] == b"ftyp" for name in SAVED)
    times = {name: (home / "out" / name).stat().st_mtime_ns for name in SAVED}
    again = run(*greetings, "--download", "out", "--name-by", "x-file")
    assert (again.code, "not downloaded" in again.err) == (0, False)
    assert {name: (home / "out" / name).stat().st_mtime_ns for name in SAVED} == times


def test_videos_are_saved_under_their_ids_unless_told_otherwise(run, greetings, home):
    result = run(*greetings, "--download", "out")
    ids = [row[2] for row in result.rows()]
    assert (result.code, sorted(path.name for path in (home / "out").iterdir())) == (
        0, sorted(f"{record}.mp4" for record in ids),
    )  # fmt: skip


def test_a_video_that_could_not_be_saved_is_saved_by_the_next_run(run, greetings, home):
    taken = home / "out" / SAVED[1]
    taken.write_bytes(b"somebody else's")
    result = run(*greetings, "--download", "out", "--name-by", "x-file")
    assert result.code == 1
    record = result.rows()[1][2]
    assert f"warning: {record} was not downloaded: " in result.err
    assert f"error: 1 video was not downloaded, such as {record}: out/{taken.name} exists already" in result.err
    assert taken.read_bytes() == b"somebody else's"
    taken.unlink()
    before = made(run, "videos")
    assert run(*greetings, "--download", "out", "--name-by", "x-file").code == 0
    assert taken.read_bytes()[4:8] == b"ftyp"
    assert made(run, "videos") == before


def test_a_folder_gets_the_videos_that_it_lacks(run, greetings, home):
    assert run(*greetings, "--download", "out").code == 0
    first, second = sorted((home / "out").iterdir())
    (home / "other").mkdir()
    assert run(*greetings, "--download", "other").code == 0
    assert sorted(path.name for path in (home / "other").iterdir()) == [first.name, second.name]
    first.unlink()
    kept = second.stat().st_mtime_ns
    assert run(*greetings, "--download", "out").code == 0
    assert first.read_bytes()[4:8] == b"ftyp"
    assert second.stat().st_mtime_ns == kept


@pytest.mark.parametrize(
    ("files", "options", "said"),
    [
        ("Ann,ann", ("--download", "out", "--name-by", "x-file"), "greetings.csv:3: the file of line 2 is called"),
        ("Ann,", ("--download", "out", "--name-by", "x-file"), "greetings.csv:3: x-file is empty"),
        ("Ann,Bo", ("--download", "out", "--name-by", "x-client"), 'there is no column "x-client"'),
        ("Ann,Bo", ("--download", "nowhere"), "nowhere"),
        ("Ann,Bo", ("--name-by", "x-file"), "--name-by needs --download"),
    ],
)
def test_a_name_that_no_file_can_have_stops_everything(run, greetings, home, files, options, said):
    before = made(run, "videos")
    table = (home / "greetings.csv").read_text()
    for old, new in zip(("Ann & Söhne", "../../Bo"), files.split(","), strict=True):
        table = table.replace(old, new)
    (home / "greetings.csv").write_text(table)
    result = run(*greetings, *options)
    assert result.code == 2
    assert said in result.err
    assert made(run, "videos") == before


def test_a_field_that_a_script_needs_and_the_row_lacks_stops_everything(run, greetings, home):
    before = made(run, "videos")
    (home / "greeting.txt").write_text("Hello {customer} in {city}.")
    result = run(*greetings)
    assert (result.code, made(run, "videos")) == (2, before)
    assert "greetings.csv:2: script: {city} needs the column x-city, which is not there." in result.err


@pytest.mark.parametrize("served", [False, True])
def test_after_a_reset_of_the_sandbox_its_rows_are_created_again(run, home, quick, served):
    command = ["batch", "replicas", "people.csv"] if served else ["--sandbox", "batch", "replicas", "people.csv"]
    state = home / ("state/sandbox.sqlite3" if served else ".local/state/tavus/sandbox.sqlite3")
    (home / "people.csv").write_text(PEOPLE)
    # Nothing in the journal of a shard counts any more either.
    run(*command, "--shard", "1/1")
    assert run(*command).code == 2
    for _ in range(2):
        reset(state)
        if not served:
            assert [row[1] for row in run(*command, "--dry-run").rows()] == ["would create", "would create"]
        again = run(*command)
        assert [row[1] for row in again.rows()] == ["created", "created"]
        assert ": its records are not in this sandbox; they are created again\n" in again.err
    assert [row[1] for row in run(*command).rows()] == ["already there", "already there"]


def test_a_journal_of_an_account_outlives_every_reset(run, serve, home):
    (home / "people.csv").write_text(PEOPLE)
    api = serve(routes=Account())
    run("batch", "replicas", "people.csv")
    before = (home / "people.csv.journal.jsonl").read_bytes()
    run("sandbox", "reset")
    assert "another base_url" in run("--sandbox", "batch", "replicas", "people.csv").err
    assert (home / "people.csv.journal.jsonl").read_bytes() == before
    assert [row[1] for row in run("batch", "replicas", "people.csv").rows()] == ["already there", "already there"]
    assert len(api.posts) == 2


def test_a_journal_of_a_sandbox_is_not_that_of_another_api(run, serve, home, quick):
    (home / "people.csv").write_text(PEOPLE)
    run("batch", "replicas", "people.csv")
    before = (home / "people.csv.journal.jsonl").read_bytes()
    api = serve(routes=Account())
    result = run("batch", "replicas", "people.csv")
    assert (result.code, api.posts) == (2, [])
    assert "people.csv.journal.jsonl is the journal of a sandbox, and http://127.0.0.1:" in result.err
    assert (home / "people.csv.journal.jsonl").read_bytes() == before
