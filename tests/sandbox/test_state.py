import os
import sqlite3
import stat

import pytest
from sandbox.api import Api

from tavus_cli.sandbox.answers import SandboxError
from tavus_cli.sandbox.server import SandboxServer
from tavus_cli.sandbox.store import Row, Store, reset


def refused(state):
    with pytest.raises(SandboxError) as raised:
        SandboxServer(state)
    return raised.value


def test_what_one_server_made_the_next_one_knows(state):
    with SandboxServer(state) as server:
        made = Api(server.base_url).replica(replica_name="Rio")
    with SandboxServer(state) as server:
        assert Api(server.base_url).get(f"/v2/replicas/{made}").json["replica_name"] == "Rio"


def test_two_servers_on_one_state_see_the_same(start):
    one, other = start(), start()
    made = one.replica()
    assert other.get(f"/v2/replicas/{made}").status == 200


def test_folder_and_file_are_the_owners_alone(api, state):
    api.replica()
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (state.parent, state)]
    assert modes == [0o700, 0o600]


def test_between_two_runs_one_file_is_all_there_is(state):
    with SandboxServer(state) as server:
        Api(server.base_url).replica()
    assert [path.name for path in state.parent.iterdir()] == ["sandbox.sqlite3"]


def test_an_empty_file_is_a_new_state(state):
    state.parent.mkdir()
    state.touch()
    with SandboxServer(state) as server:
        assert Api(server.base_url).get("/v2/replicas").status == 200


def damage_text(state):
    state.write_bytes(b"these are my notes\n" * 100)
    return f"{state} is not a state file of the sandbox, or it is damaged."


def damage_short(state):
    state.write_bytes(state.read_bytes()[:50])
    return f"{state} is not a state file of the sandbox, or it is damaged."


def damage_cut(state):
    state.write_bytes(state.read_bytes()[:-4096])
    return f"the sandbox's state in {state} is damaged."


def damage_pages(state):
    content = bytearray(state.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    state.write_bytes(content)
    return f"the sandbox's state in {state} is damaged."


def damage_schema(state):
    with sqlite3.connect(state) as database:
        database.execute("DROP TABLE objects")
    database.close()
    return f"the sandbox's state in {state} is damaged."


def damage_foreign(state):
    state.unlink()
    with sqlite3.connect(state) as database:
        database.execute("CREATE TABLE objects (id)")
    database.close()
    return f"{state} belongs to another program."


def damage_version(state):
    with sqlite3.connect(state) as database:
        database.execute("PRAGMA user_version = 2")
    database.close()
    return f"{state} was written by another version of the sandbox."


@pytest.mark.parametrize(
    "damage",
    [damage_text, damage_short, damage_cut, damage_pages, damage_schema, damage_foreign, damage_version],
)
def test_a_damaged_or_foreign_file_is_refused_and_stays_as_it_was(state, damage):
    with SandboxServer(state) as server:
        api = Api(server.base_url)
        for _ in range(20):
            api.replica(replica_name="x" * 300)
    message = damage(state)
    before = (state.read_bytes(), state.stat().st_mtime_ns)
    error = refused(state)
    assert (str(error), error.hint) == (message, "it was left as it is; move it away, and a new one is made")
    assert (state.read_bytes(), state.stat().st_mtime_ns) == before
    assert [path.name for path in state.parent.iterdir()] == ["sandbox.sqlite3"]


def test_a_folder_in_the_place_of_the_file_is_refused(state):
    state.mkdir(parents=True)
    assert str(refused(state)) == f"{state} is not a file; the sandbox keeps its state there."


def test_a_pipe_in_the_place_of_the_file_is_refused(state):
    state.parent.mkdir()
    os.mkfifo(state)
    assert str(refused(state)) == f"{state} is not a file; the sandbox keeps its state there."


def test_a_place_that_cannot_be_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    state = tmp_path / "file" / "folder" / "sandbox.sqlite3"
    assert str(refused(state)) == f"cannot keep the sandbox's state in {state}: Not a directory."


def test_a_state_that_may_only_be_read_is_refused_when_it_is_new(state, monkeypatch):
    def denied(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    assert str(refused(state)) == f"cannot keep the sandbox's state in {state}: Permission denied."


def test_reset_forgets_everything_and_running_servers_go_on(api, state):
    api.replica(replica_name="unforgettable")
    reset(state)
    assert api.get("/v2/replicas", replica_type="user").json["total_count"] == 0
    assert b"unforgettable" not in state.read_bytes()
    assert api.get(f"/v2/replicas/{api.replica()}").status == 200


def test_a_reset_changes_the_id_of_the_state_which_nothing_else_does(start, state):
    one, other = start(), start()
    ids = {each.get("/v2/replicas").headers["x-sandbox-state"] for each in (one, other, one)}
    one.replica()
    ids.add(other.get("/v2/voices").headers["x-sandbox-state"])
    assert len(ids) == 1
    reset(state)
    assert one.get("/v2/replicas").headers["x-sandbox-state"] == other.get("/v2/voices").headers["x-sandbox-state"]
    assert one.get("/v2/replicas").headers["x-sandbox-state"] not in ids


def test_reset_gives_the_space_back(api, state):
    empty = state.stat().st_size
    for _ in range(20):
        api.replica(replica_name="x" * 10_000)
    reset(state)
    assert state.stat().st_size == empty


def test_reset_of_nothing_makes_nothing(state):
    reset(state)
    assert not state.parent.exists()


def test_reset_cures_a_damaged_state(state):
    Store(state).close()
    damage_pages(state)
    reset(state)
    assert not state.exists()


@pytest.mark.parametrize("damage", [damage_text, damage_foreign, damage_version])
def test_reset_leaves_a_foreign_file_alone(state, damage):
    Store(state).close()
    damage(state)
    before = state.read_bytes()
    with pytest.raises(SandboxError):
        reset(state)
    assert state.read_bytes() == before


def test_an_id_is_never_given_twice(state):
    store = Store(state)
    offered = iter(["r1", "r1", "r1", "r2"])
    draft = Row("", "replica", 0, 0, 0, deleted=False, callback=None, facts={})
    made = [store.add(draft, lambda: next(offered)).id for _ in range(2)]
    store.close()
    assert made == ["r1", "r2"]


@pytest.mark.parametrize("next_at", [None, 7.0])
def test_what_is_due_is_claimed_once_whoever_has_seen_it(state, next_at):
    stores = [Store(state), Store(state)]
    stores[0].add(Row("", "replica", 0, 0, 5.0, deleted=False, callback="http://127.0.0.1/", facts={}), lambda: "r1")
    seen = [store.due_callbacks()[0] for store in stores]
    claimed = [store.claim(row, next_at) for store, row in zip(stores, seen, strict=True)]
    left = [row.due_at for row in stores[0].due_callbacks()]
    for store in stores:
        store.close()
    assert (claimed, left) == ([True, False], [] if next_at is None else [next_at])
