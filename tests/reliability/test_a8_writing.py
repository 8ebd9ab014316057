"""Writing the config file: whole or not at all, by one at a time, for its owner alone."""

import os
import stat
import subprocess
import sys
import time
import tomllib

import pytest
from reliability import patches
from reliability.commands import LIST
from reliability.signing_in import LOGIN, OLD, STORED, begin_login, leftovers, login, umask_before
from samples import KEY


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def key_of(path, profile="default"):
    return tomllib.loads(path.read_text())["profiles"][profile]["api_key"]


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o277])
def test_a57_the_file_is_for_its_owner_alone(tavus, umask):
    done = subprocess.run(
        umask_before(umask, sys.executable, "-m", "tavus_cli", *LOGIN),
        env=tavus.environment(None, STORED),
        input=KEY.encode(),
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 0
    assert mode(tavus.config) == 0o600
    assert mode(tavus.config.parent) == 0o700
    assert key_of(tavus.config) == KEY


def test_a57_the_key_is_at_no_time_in_a_file_that_others_can_read(tavus):
    seen = tavus.home / "modes"
    env = patches.patched(tavus.home, patches.watching_modes(tavus.config.parent, seen))
    assert login(tavus, env=env, real=True).code == 0
    assert set(seen.read_text().split()) == {"0o600"}


def test_a57_a_wider_mode_is_tightened_at_the_next_write(tavus):
    path = tavus.configure(OLD, 0o644)
    assert login(tavus).code == 0
    assert mode(path) == 0o600
    assert key_of(path) == KEY
    assert path.read_text().startswith("# mine\n")


@pytest.mark.parametrize("where", ["os:fsync", "os:replace", "os:rename", "os:chmod", "tempfile:mkstemp"])
def test_a58_being_killed_at_any_step_loses_nothing(tavus, where):
    path = tavus.configure(OLD)
    kill = patches.before(where, "os.kill(os.getpid(), signal.SIGKILL)")
    done = subprocess.run(
        [sys.executable, "-m", "tavus_cli", *LOGIN],
        env=tavus.environment(None, {**STORED, **patches.patched(tavus.home, kill)}),
        input=KEY.encode(),
        capture_output=True,
        timeout=20,
        check=False,
    )
    if where in {"os:fsync", "os:replace"}:
        assert done.returncode == -9
    if done.returncode == -9:
        assert path.read_text() == OLD
    assert login(tavus).code == 0
    assert key_of(path) == KEY


def test_a58_being_killed_at_any_moment_leaves_the_old_or_the_new(tavus):
    path = tavus.configure(OLD)
    start = time.monotonic()
    assert login(tavus, real=True).code == 0
    whole = time.monotonic() - start
    for step in range(12):
        with tavus.spawn(*LOGIN, env=STORED, stdin=subprocess.PIPE) as process:
            process.stdin.write(f"key-for-tests-round-{step}\n")
            process.stdin.close()
            time.sleep(whole * (0.6 + step * 0.04))
            process.kill()
        assert key_of(path) == KEY or key_of(path).startswith("key-for-tests-round-")
        assert mode(path) == 0o600
    assert path.read_text().startswith("# mine\n")


def test_a58_old_remains_are_cleared_away_and_young_ones_are_not(tavus):
    path = tavus.configure(OLD)
    kill = patches.before("os:replace", "os.kill(os.getpid(), signal.SIGKILL)")
    env = tavus.environment(None, {**STORED, **patches.patched(tavus.home, kill)})
    for _ in range(2):
        command = [sys.executable, "-m", "tavus_cli", *LOGIN]
        subprocess.run(command, env=env, input=KEY.encode(), capture_output=True, timeout=20, check=False)
    remains = leftovers(tavus)
    assert len(remains) == 2
    two_hours_ago = time.time() - 7200
    os.utime(path.parent / remains[0], (two_hours_ago, two_hours_ago))
    (path.parent / "notes.txt").write_text("the user's")
    os.utime(path.parent / "notes.txt", (two_hours_ago, two_hours_ago))
    assert login(tavus).code == 0
    assert sorted(leftovers(tavus)) == sorted([remains[1], "notes.txt"])


@pytest.mark.parametrize(
    ("where", "error"),
    [
        ("os:fsync", 'OSError(28, "No space left on device")'),
        ("os:replace", 'PermissionError(13, "Permission denied")'),
        ("tempfile:mkstemp", 'OSError(30, "Read-only file system")'),
    ],
)
def test_a58_a62_a_write_that_fails_keeps_the_old_file_and_leaves_nothing(tavus, where, error):
    path = tavus.configure(OLD)
    outcome = login(tavus, env=patches.patched(tavus.home, patches.raising(where, error)), real=True)
    assert outcome.code == 1
    assert str(path.parent) in outcome.errors[0]
    assert error.split('"')[1] in outcome.errors[0]
    assert path.read_text() == OLD
    assert leftovers(tavus) == []


@pytest.mark.parametrize(
    "text",
    [
        'profiles = {default = {api_key = "old-key-for-tests", speed = 9}}\n',
        '[profiles]\ndefault = {api_key = "old-key-for-tests", speed = 9}\n',
        'profiles.default.api_key = "old-key-for-tests"\nprofiles.default.speed = 9\n',
        '[profiles]\ndefault.api_key = "old-key-for-tests"\ndefault.speed = 9\n',
        '[profiles.other]\napi_key = "x"\n\n[profiles.default]\nspeed = 9 # fast\n\n[elsewhere]\na = 1\n',
        "\ufeff[profiles.default]\r\nspeed = 9\r\n",
        "default_profile = 'default'\n[profiles.default]\nspeed = 9",
        "[profiles.default]\nspeed = 9\n[profiles.default.deeper]\na = 1\n",
    ],
)
@pytest.mark.parametrize("profile", ["default", "new one.é"])
def test_a58_a61_what_was_written_in_another_style_stays_valid(tavus, text, profile):
    path = tavus.configure(text)
    before = tomllib.loads(text.removeprefix("\ufeff"))
    assert login(tavus, "--profile", profile).code == 0
    after = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    changed = after["profiles"].pop(profile)
    assert changed["api_key"] == KEY
    old = before["profiles"].pop(profile, {})
    assert {**changed, "api_key": 0, "base_url": 0} == {**old, "api_key": 0, "base_url": 0}
    assert after == before


def test_a58_a_file_size_limit_is_survived(tavus):
    path = tavus.configure(OLD + "# " + "x" * 5000 + "\n")
    before = path.read_bytes()
    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 4; exec "$@"', "sh", sys.executable, "-m", "tavus_cli", *LOGIN],
        env=tavus.environment(None, STORED),
        input=KEY.encode(),
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 1
    assert b"File too large" in done.stderr
    assert path.read_bytes() == before
    assert leftovers(tavus) == []


def test_a59_a_link_stays_a_link_and_its_target_is_written(tavus):
    target = tavus.home / "dotfiles" / "tavus.toml"
    target.parent.mkdir()
    target.write_text(OLD)
    target.chmod(0o600)
    middle = tavus.home / "dotfiles" / "link"
    middle.symlink_to("tavus.toml")
    tavus.config.parent.mkdir(parents=True)
    tavus.config.symlink_to(middle)
    assert login(tavus).code == 0
    assert tavus.config.is_symlink()
    assert middle.is_symlink()
    assert key_of(target) == KEY
    assert mode(target) == 0o600
    assert sorted(entry.name for entry in target.parent.iterdir() if not entry.name.endswith(".lock")) == [
        "link",
        "tavus.toml",
    ]


def test_a60_many_writers_lose_nothing(tavus):
    names = [f"profile-{number}" for number in range(24)]
    runs = [begin_login(tavus, "--profile", name, key=f"key-of-{name}") for name in names]
    assert [run.finish().code for run in runs] == [0] * len(names)
    assert {name: key_of(tavus.config, name) for name in names} == {name: f"key-of-{name}" for name in names}


def test_a58_a60_reading_never_meets_half_a_file(tavus):
    tavus.configure(OLD)
    writers = [begin_login(tavus, "--profile", f"profile-{number}", key="k" * 500) for number in range(10)]
    readers = [tavus.begin(*LIST, env={"TAVUS_API_KEY": None}) for _ in range(10)]
    assert [run.finish().code for run in writers] == [0] * 10
    # The stored keys belong to another server: that this is said means that the file could be read.
    assert {run.finish().code for run in readers} == {4}


def test_a60_a_writer_that_is_stuck_makes_the_others_give_up(stuck):
    program, scene = stuck
    assert scene.outcome.code == 12
    assert 9 < scene.outcome.seconds < 13
    assert program.config.read_text() == OLD
