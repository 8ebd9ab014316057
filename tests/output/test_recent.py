"""What list commands leave for completions: written safely, and never in anybody's way."""

import os
import stat
import time

import pytest
from samples import KEY

from tavus_cli import text
from tavus_cli.output import recent
from tavus_cli.output.recent import Memory

REPLICAS = Memory("replicas", "replica_id", "replica_name")
VIDEOS = Memory("videos", "video_id", "video_name")
PLACE = recent.place_of(None, None, "https://tavusapi.com default")


@pytest.fixture
def cache(home):
    return home / ".cache" / "tavus"


@pytest.fixture
def folder(cache):
    return cache / "@"


def names(folder):
    return sorted(path.name for path in folder.iterdir() if path.name != ".owner")


def replicas(*ids):
    return [{"replica_id": each, "replica_name": f"Name of {each}"} for each in ids]


def test_ids_are_kept_with_their_names_newest_first(folder):
    recent.remember(PLACE, REPLICAS, replicas("r1", "r2"))
    recent.remember(PLACE, REPLICAS, replicas("r3", "r1"))
    assert (folder / "replicas").read_text() == "r3\tName of r3\nr1\tName of r1\nr2\tName of r2\n"


def test_only_the_owner_may_read_it(folder):
    recent.remember(PLACE, VIDEOS, [{"video_id": "v1"}])
    assert stat.S_IMODE((folder / "videos").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert names(folder) == ["videos"]


def test_what_is_deleted_is_forgotten(folder):
    recent.remember(PLACE, REPLICAS, replicas("r1", "r2"))
    recent.remember(PLACE, REPLICAS, [{"replica_id": "r1", "status": "deleted", "hard": False}])
    assert (folder / "replicas").read_text() == "r2\tName of r2\n"


def test_what_lacks_the_word_or_the_label_is_kept_as_far_as_it_goes(folder):
    voices = [{"voice_id": "v1", "voice_name": "anna", "description": "Calm"}, {"voice_name": "ivy"}]
    recent.remember(PLACE, Memory("voices", "voice_id", "voice_name"), voices)
    recent.remember(PLACE, Memory("voice-names", "voice_name", "description"), voices)
    assert (folder / "voices").read_text() == "v1\tanna\n"
    assert (folder / "voice-names").read_text() == "anna\tCalm\nivy\n"


def test_profiles_are_those_there_are(cache):
    recent.remember_profiles(["default", "old"])
    recent.remember_profiles(["default", "work", "not one word"])
    assert (cache / "profiles").read_text() == "default\nwork\n"


@pytest.mark.parametrize(
    "word", ["", "-rf", "$(touch evil)", "a b", "a;b", "`id`", "a\nb", "a\tb", "\x1b[31m", "é", "x" * 129, None, 5, {}]
)
def test_what_could_not_stand_on_a_command_line_is_not_kept(folder, word):
    recent.remember(PLACE, REPLICAS, [{"replica_id": word, "status": "deleted"}, {"replica_id": word}, *replicas("r1")])
    assert (folder / "replicas").read_text() == "r1\tName of r1\n"


def test_names_are_cleaned_and_cut(folder):
    recent.remember(PLACE, REPLICAS, [{"replica_id": "r1", "replica_name": "a\x1b]0;x\x07\tb\n" + "c" * 100}])
    (line,) = (folder / "replicas").read_text().splitlines()
    assert line.startswith("r1\ta^[]0;x^G\\tb\\nccc")
    assert len(line) == 3 + 60


def test_the_key_is_never_kept(folder, monkeypatch):
    monkeypatch.setattr(text, "_secrets", {KEY})
    rows = [
        {"replica_id": KEY},
        {"replica_id": "r1", "replica_name": KEY},
    ]
    recent.remember(PLACE, REPLICAS, rows)
    assert (folder / "replicas").read_text() == "r1\t<hidden>\n"


def test_it_stays_small(folder):
    recent.remember(PLACE, REPLICAS, replicas(*(f"r{number}" for number in range(600))))
    recent.remember(PLACE, REPLICAS, replicas("new"))
    lines = (folder / "replicas").read_text().splitlines()
    assert (len(lines), lines[0]) == (recent.MOST, "new\tName of new")


def test_what_is_known_is_not_written_again(folder):
    recent.remember(PLACE, REPLICAS, replicas("r1", "r2"))
    before = (folder / "replicas").stat()
    recent.remember(PLACE, REPLICAS, replicas("r1", "r2"))
    assert (folder / "replicas").stat().st_ino == before.st_ino


def test_the_folder_may_be_another(home, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "elsewhere"))
    recent.remember(PLACE, REPLICAS, replicas("r1"))
    assert (home / "elsewhere/tavus/@/replicas").exists()
    # Shells would read a relative folder wherever they are.
    monkeypatch.setenv("XDG_CACHE_HOME", "elsewhere")
    assert recent.cache_folder() == home / ".cache/tavus"


@pytest.mark.parametrize("trouble", ["file for folder", "folder for file", "pipe", "garbage", "no such home"])
def test_trouble_is_nobodys_business(home, folder, monkeypatch, trouble):
    if trouble == "file for folder":
        folder.parent.parent.mkdir()
        folder.parent.write_text("")
    elif trouble in {"folder for file", "pipe", "garbage"}:
        folder.mkdir(parents=True)
        place = folder / "replicas"
        {"folder for file": place.mkdir, "pipe": lambda: os.mkfifo(place)}.get(
            trouble, lambda: place.write_bytes(b"\xff\0\xfe\n\t\n" * 10)
        )()
    else:
        monkeypatch.setenv("XDG_CACHE_HOME", "/proc/nowhere")
    recent.remember(PLACE, REPLICAS, replicas("r1"))
    recent.remember_profiles(["default"])


def test_a_half_written_file_is_never_seen(folder, monkeypatch):
    recent.remember(PLACE, REPLICAS, replicas("r1"))

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    recent.remember(PLACE, REPLICAS, replicas("r2"))
    assert names(folder) == ["replicas"]
    assert (folder / "replicas").read_text() == "r1\tName of r1\n"


def test_what_a_killed_run_left_half_written_is_cleared_away(folder):
    recent.remember(PLACE, REPLICAS, replicas("r1"))
    left = folder / ".replicas-a1b2c3.tmp"
    left.write_text("half of somet")
    recent.remember(PLACE, REPLICAS, replicas("r2"))
    # It may still belong to a run that is writing.
    assert left.exists()
    two_hours_ago = time.time() - 7200
    os.utime(left, (two_hours_ago, two_hours_ago))
    recent.remember(PLACE, REPLICAS, replicas("r3"))
    assert names(folder) == ["replicas"]


def test_each_profile_and_host_has_a_folder_of_its_own(cache):
    places = {
        "@": (None, None),
        "work@": ("work", None),
        "w_rk@": ("wörk", ""),
        "@http___127.0.0.1_8931_api": (None, "http://127.0.0.1:8931/api"),
        "a_b@http___x": ("a@b", "http://x"),
    }
    for name, given in places.items():
        recent.remember(recent.place_of(*given, name), REPLICAS, replicas("r1"))
        assert (cache / name / "replicas").exists(), name
    assert names(cache) == sorted(places)


def test_what_another_account_left_is_forgotten(folder):
    recent.remember(PLACE, REPLICAS, replicas("r1"))
    recent.remember(PLACE._replace(owner="https://other.example default"), VIDEOS, [{"video_id": "v1"}])
    assert names(folder) == ["videos"]


def test_only_the_places_of_an_owner_are_forgotten(cache):
    served = recent.place_of(None, "http://127.0.0.1:8787", recent.SANDBOX)
    for place in (PLACE, served, recent.sandbox_place()):
        recent.remember(place, REPLICAS, replicas("r1"))
    recent.forget(recent.SANDBOX)
    assert names(cache) == ["@"]


def test_there_are_not_many_places(cache):
    for port in range(recent.MOST_PLACES + 5):
        place = recent.place_of(None, f"http://127.0.0.1:{port}", "x")
        recent.remember(place, REPLICAS, replicas("r1"))
        os.utime(cache / place.folder, (port, port))
    assert len(names(cache)) == recent.MOST_PLACES
    assert "@http___127.0.0.1_0" not in names(cache)
    assert f"@http___127.0.0.1_{port}" in names(cache)
