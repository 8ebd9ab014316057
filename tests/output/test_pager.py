"""The pager: what goes through it, and when there is none."""

import pytest
from faults.answers import document

ROWS = {"data": [{"replica_id": f"r{number:011x}", "replica_name": "Rio"} for number in range(40)], "total_count": 40}
PAGER = "#!/bin/sh\nsed 's/^/paged /'\n"


@pytest.fixture
def pager(home):
    path = home / "my pager"
    path.write_text(PAGER)
    path.chmod(0o755)
    return f"'{path}'"


@pytest.mark.parametrize("form", ["table", "json", "tsv", "csv", "ids"])
@pytest.mark.parametrize("variable", ["PAGER", "TAVUS_PAGER"])
def test_a_list_longer_than_the_screen_goes_through_the_pager(on_screen, serve, pager, form, variable):
    serve(document(ROWS))
    shown = on_screen("replicas", "list", "--format", form, **{variable: pager})
    assert shown.finish() == 0
    assert shown.written.count(b"paged ") >= 40


def test_notes_come_after_the_pager_and_links_not_into_it(on_screen, serve, pager):
    rows = [{"replica_id": f"r{n}", "thumbnail_video_url": "https://e.com/t.mp4"} for n in range(30)]
    serve(document({"data": rows, "total_count": 42}))
    columns = "--columns=replica_id,thumbnail_video_url"
    shown = on_screen("replicas", "list", columns, PAGER=pager, NO_COLOR="", columns=120)
    assert (shown.finish(), shown.lines[-2].split()[:2]) == (0, ["paged", "r29"])
    assert shown.lines[-1].startswith("note: 30 of 42 shown")


@pytest.mark.parametrize(
    ("argv", "env"),
    [
        (("--no-pager",), {}),
        ((), {"TAVUS_PAGER": ""}),
        ((), {"TAVUS_PAGER": "cat"}),
        ((), {"TAVUS_PAGER": "no-such-program"}),
        ((), {"TAVUS_PAGER": "'"}),
        ((), {"TERM": "dumb"}),
        (("--format", "jsonl"), {}),
    ],
)
def test_no_pager_where_there_is_none_or_none_is_wanted(on_screen, serve, pager, argv, env):
    serve(document(ROWS))
    shown = on_screen("replicas", "list", *argv, **{"PAGER": pager, **env})
    assert shown.finish() == 0
    assert b"paged" not in shown.written
    assert shown.written.count(b"r00000000027") == 1


def test_a_short_list_and_a_record_need_no_pager(on_screen, serve, pager):
    serve(document(ROWS))
    shown = on_screen("replicas", "list", rows=50, PAGER=pager)
    assert (shown.finish(), b"paged" in shown.written) == (0, False)
    serve(document({f"field_{number}": number for number in range(40)}))
    shown = on_screen("replicas", "get", "r1", PAGER=pager)
    assert (shown.finish(), b"paged" in shown.written) == (0, False)


def test_a_pager_that_ends_early_is_no_failure(on_screen, serve):
    serve(document({"data": ROWS["data"] * 500, "total_count": 20_000}))
    assert on_screen("replicas", "list", PAGER="head -n 3").finish() == 0
