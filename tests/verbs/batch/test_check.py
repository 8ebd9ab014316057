"""The files of a table are checked before anything is sent: what will fail is kept back, the rest goes on."""

import time

import pytest
from faults.answers import hang, reply
from samples import CLIP, CONSENT
from verbs.batch.account import csv

from tavus_cli.verbs.check import inspection


def test_a_row_whose_clip_will_fail_is_kept_back(run, serve, account, table):
    storage = serve(lambda exchange: exchange.send(b"HTTP/1.1 404 Gone\r\nContent-Length: 0\r\n\r\n"), as_api=False)
    api = serve(routes=account)
    rows = f"a,{storage.url}/a.mp4,Ann\nb,https://clips.example.com/train.mp4,Bo\n"
    table("id,train_video_url,replica_name\n" + rows)
    result = run("batch", "replicas", "people.csv", "--check")
    assert (result.code, account.names()) == (11, ["Bo"])
    assert result.rows()[0][1] == "unfit"
    # Every run checks it again.
    assert result.err.endswith("then run: tavus batch replicas people.csv\n")
    assert "train_video reachable: 127.0.0.1 answered 404" in result.rows()[0][4]
    # It is looked at again, and nothing else is needed once it is mended.
    assert run("batch", "replicas", "people.csv", "--no-check").code == 0
    assert (account.names(), len(api.posts)) == (["Bo", "Ann"], 2)


@pytest.fixture
def storage(serve):
    return serve(routes=lambda request: hang if "slow" in request.path else reply(404), as_api=False)


def rows(storage, *names):
    lines = [f"{name},{storage.url}/{name}.mp4,{name}\n" for name in names]
    return "id,train_video_url,replica_name\n" + "".join(lines)


def test_four_files_are_looked_at_at_a_time(run, serve, account, table):
    # Each answer comes when four are asked for.
    asked = []

    def together(exchange):
        asked.append(exchange)
        end = time.monotonic() + 20
        while len(asked) % 4 and time.monotonic() < end:
            exchange.pause(0.01)
        reply(404)(exchange)

    storage = serve(together, as_api=False)
    serve(routes=account)
    text = csv("A", "B", "C", "D").replace(CLIP, f"{storage.url}/t.mp4").replace(CONSENT, f"{storage.url}/c.mp4")
    started = time.monotonic()
    result = run("batch", "replicas", table(text), "--check")
    assert time.monotonic() - started < 10
    assert (result.code, [row[1] for row in result.rows()], len(asked)) == (11, ["unfit"] * 4, 8)


def test_rows_that_cannot_be_looked_at_are_sent_with_one_warning(run, storage, api, account, table, monkeypatch):
    monkeypatch.setattr(inspection, "SECONDS", 0.3)
    result = run("batch", "replicas", table(rows(storage, "slow1", "gone", "slow2")), "--check")
    assert (result.code, account.names()) == (11, ["slow1", "slow2"])
    assert [row[1] for row in result.rows()] == ["created", "unfit", "created"]
    (warning,) = [line for line in result.err.splitlines() if line.startswith("warning: ")]
    assert warning.startswith(
        'warning: the files of 2 rows could not be looked at, such as row "slow1" (train_video reachable: could not be'
    )


def test_a_store_that_always_hangs_is_not_waited_for_by_each_row(run, storage, api, account, table, monkeypatch):
    monkeypatch.setattr(inspection, "SECONDS", 0.3)
    names = [f"slow{number}" for number in range(20)]
    result = run("batch", "replicas", table(rows(storage, *names)), "--check", "--yes")
    assert (result.code, account.names()) == (0, names)
    # Three looks, at two files each.
    assert len(storage.requests) == 6
    assert "the files of 20 rows could not be looked at" in result.err


def test_what_was_checked_is_told(run, storage, api, account, table):
    result = run("batch", "replicas", table(rows(storage, "a", "b", "c")), "--check")
    assert "checking: 3/3\n" in result.err
