"""What commands leave behind for the completions of the shells, and what they do not."""

import os

import pytest
from faults.answers import document
from samples import KEY

from tavus_cli.output import recent

VIDEO = "https://example.com/me.mp4"


@pytest.fixture
def place(sandbox):
    """The folder of the API that `sandbox` is, which the environment names."""
    return recent.cache_folder() / recent.place_of(None, sandbox.base_url, "").folder


@pytest.fixture
def kept(home):
    """The words that are kept of a kind, in the file's order."""

    def read(kind):
        found = [path for path in (home / ".cache/tavus").glob(f"**/{kind}") if path.is_file()]
        path = found[0] if found else home / "nothing"
        return [line.partition("\t")[0] for line in path.read_text().splitlines()] if path.exists() else None

    return read


@pytest.mark.parametrize("style", ["--json", "--format=jsonl", "--format=ids", "--format=table", "--format=csv"])
@pytest.mark.parametrize("reach", [(), ("--all",)])
def test_a_list_leaves_its_ids_in_every_format(run, place, kept, style, reach):
    shown = run("replicas", "list", "--format", "ids", *reach).out.split()
    (place / "replicas").unlink()
    assert run("replicas", "list", style, *reach).code == 0
    assert kept("replicas") == shown != []


def test_a_record_goes_before_older_ones(run, sandbox, kept):
    ids = run("replicas", "list", "--format", "ids").out.split()
    new = run("replicas", "create", "--train-video-url", VIDEO, "--format", "ids").out.strip()
    run("replicas", "get", ids[-1])
    assert kept("replicas") == [ids[-1], new, *ids[:-1]]


def test_names_follow_a_rename_and_the_deleted_is_forgotten(run, place, kept):
    new = run("replicas", "create", "--train-video-url", VIDEO, "--format", "ids").out.strip()
    run("replicas", "rename", new, "Rio")
    assert (place / "replicas").read_text() == f"{new}\tRio\n"
    run("replicas", "delete", new, "--yes")
    assert kept("replicas") == []


def test_voices_are_kept_by_name_too(run, sandbox, kept):
    ids = run("voices", "list", "--source=all", "--format", "ids").out.split()
    names = [row[0] for row in run("voices", "list", "--source=all", "--format=tsv", "--columns=voice_name").rows()]
    assert (kept("voices"), kept("voice-names")) == (ids, [name for name in names if " " not in name])


def test_ids_of_conversations_pals_and_documents_are_kept(run, sandbox, kept):
    document_id = run(
        "documents", "create", "--document-url", "https://example.com/a.pdf", "--format", "ids"
    ).out.strip()
    pal_id = run("pals", "create", "--system-prompt", "x", "--pal-name", "Guide", "--format", "ids").out.strip()
    talk = run("conversations", "create", "--replica-id", "r7bc3db0d581", "--format", "ids").out.strip()
    assert (kept("documents"), kept("pals"), kept("conversations")) == ([document_id], [pal_id], [talk])
    listed = run("pals", "list", "--format", "ids").out.split()
    assert kept("pals") == listed
    run("conversations", "delete", talk, "--yes")
    assert kept("conversations") == []


def test_any_call_leaves_the_ids_of_what_there_are_commands_for(run, place, kept):
    ids = run("api", "GET", "/v2/replicas", "--format", "ids").out.split()
    run("api", "GET", "/v2/documents/tags")
    assert kept("replicas") == ids
    assert sorted(path.name for path in place.iterdir()) == [".owner", "replicas"]


def test_what_failed_leaves_nothing(run, sandbox, kept):
    assert run("replicas", "get", "r0000000000").code == 3
    assert run("replicas", "list", "--columns", "nonsense").code == 2
    assert kept("replicas") is None


def test_profiles_are_kept_as_soon_as_there_are_some(run, home, kept):
    assert run("auth", "login", "--no-verify", "--profile", "work", stdin=KEY).code == 0
    assert kept("profiles") == ["work"]
    (home / ".config/tavus/config.toml").write_text("[profiles.default]\n[profiles.byhand]\n")
    run("config", "list")
    assert kept("profiles") == ["default", "byhand"]


def test_no_file_holds_a_key(run, place):
    run("auth", "login", "--no-verify", stdin=KEY)
    run("replicas", "list")
    # The service gives the key back as the name of a replica.
    new = run("replicas", "create", "--train-video-url", VIDEO, "--replica-name", KEY, "--format", "ids").out.strip()
    run("replicas", "get", new)
    files = [path for path in recent.cache_folder().glob("**/*") if path.is_file()]
    assert {path.name for path in files} == {".owner", "replicas", "profiles"}
    assert all(KEY not in path.read_text() for path in files)
    assert f"{new}\t<hidden>\n" in (place / "replicas").read_text()


@pytest.mark.parametrize("trouble", ["a file stands there", "a pipe stands there", "nowhere"])
def test_a_cache_that_cannot_be_kept_changes_nothing(run, place, home, trouble, monkeypatch):
    wanted = run("replicas", "list", "--json")
    folder = home / "elsewhere"
    if trouble == "a file stands there":
        folder.write_text("")
    elif trouble == "a pipe stands there":
        (folder / "tavus").mkdir(parents=True)
        os.mkfifo(folder / "tavus" / place.name)
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/nowhere" if trouble == "nowhere" else str(folder))
    assert run("replicas", "list", "--json") == wanted


def test_the_sandbox_has_its_own_ids_which_a_reset_forgets(run, place):
    run("replicas", "list")
    run("--sandbox", "replicas", "list")
    folders = recent.cache_folder()
    assert {path.name for path in folders.iterdir() if path.is_dir()} == {place.name, "sandbox"}
    # The other one is a sandbox too, though one that is served.
    assert run("sandbox", "reset").code == 0
    assert [path for path in folders.iterdir() if path.is_dir()] == []


def test_a_profile_that_leads_elsewhere_begins_anew(run, serve, home):
    config = home / ".config/tavus/config.toml"
    config.parent.mkdir(parents=True)
    for number, replica_id in enumerate(["r1", "r2"]):
        server = serve(document({"data": [{"replica_id": replica_id}]}), as_api=False)
        config.write_text(f'[profiles.default]\nbase_url = "{server.url}"\napi_key = "{KEY}{number}"\n')
        assert run("replicas", "list", "--quiet").code == 0
    assert (recent.cache_folder() / "@" / "replicas").read_text() == "r2\n"
