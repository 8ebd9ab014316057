"""Reading the config file: what it may hold, and who may read it."""

import os
import re
import stat
import tomllib

import pytest
from faults.answers import document
from faults.bodies import page
from reliability import patches
from reliability.commands import CREATE, LIST
from reliability.program import NOWHERE
from reliability.signing_in import STORED, login
from samples import KEY


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o666])
def test_a57_a_file_that_others_can_read_is_a_warning(tavus, serve, mode):
    server = serve(document(page()))
    path = tavus.configure(f'[profiles.default]\napi_key = "{KEY}"\nbase_url = "{server.url}"\n', mode)
    outcome = tavus(*LIST, env=STORED)
    assert outcome.code == 0
    assert len(outcome.err.splitlines()) == 1
    assert outcome.err.startswith("warning: ")
    assert str(path) in outcome.err
    assert tavus(*LIST, "--json", env=STORED).json() == page()
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a57_a_file_of_ones_own_is_no_warning(tavus, serve):
    server = serve(document(page()))
    for mode in [0o600, 0o400]:
        tavus.configure(f'[profiles.default]\napi_key = "{KEY}"\nbase_url = "{server.url}"\n', 0o600).chmod(mode)
        assert tavus(*LIST, env=STORED).err == ""


DAMAGED = {
    "cut": (b'[profiles.default]\napi_key = "', 2),
    "no value": (b"default_profile = \n", 1),
    "same table twice": (b"[profiles.a]\n[profiles.a]\n", 2),
    "json": (b'{"profiles": {}}', 1),
    "latin-1": b'[profiles.default]\napi_key = "caf\xe9"\n',
    "utf-16": '[profiles.default]\napi_key = "k"\n'.encode("utf-16"),
    "zeros": b"\0" * 100,
    "deep": b"a = " + b"[" * 5000,
    "long number": b"a = " + b"9" * 5000,
    "torn": (b'[profiles.default]\napi_key = "one"\nbase_ur', 3),
}
MISTYPED = {
    "key": b"[profiles.default]\napi_key = 7\n",
    "profiles": b"profiles = 3\n",
    "profile": b'[profiles]\ndefault = "x"\n',
    "timeout": b'[profiles.default]\ntimeout = "soon"\n',
    "retries": b"[profiles.default]\nretries = -1.5\n",
    "base_url": b"[profiles.default]\nbase_url = [1]\n",
    "default_profile": b"default_profile = 2026-01-01\n",
    "command": b"[profiles.default]\napi_key_command = 7\n",
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a61_a_damaged_file_is_named_and_left_alone(tavus, name):
    content, line = DAMAGED[name] if isinstance(DAMAGED[name], tuple) else (DAMAGED[name], None)
    path = tavus.configure(content)
    shown = rf" \(line {line}\)" if line else r"( \(line \d+\))?"
    for arguments in [LIST, CREATE]:
        outcome = tavus(*arguments, env=STORED)
        assert outcome.code == 1
        assert re.fullmatch(rf"error: cannot read {re.escape(str(path))}: \S.*{shown}\.", outcome.errors[0])
        assert len(outcome.errors) <= 2
    for env in [STORED, {"TAVUS_API_KEY": KEY}]:
        outcome = login(tavus, env=env)
        assert outcome.code == 1
        assert outcome.errors[0].startswith(f"error: cannot read {path}: ")
        assert path.read_bytes() == content
    assert [entry.name for entry in path.parent.iterdir() if "tmp" in entry.name] == []


@pytest.mark.parametrize("name", MISTYPED)
def test_a61_a_value_of_the_wrong_type_is_named(tavus, name):
    path = tavus.configure(MISTYPED[name])
    outcome = tavus(*LIST, env=STORED if name == "base_url" else {"TAVUS_API_KEY": None})
    assert outcome.code in {1, 2}
    assert str(path) in outcome.errors[0]
    assert len(outcome.errors) <= 2
    assert path.read_bytes() == MISTYPED[name]


@pytest.mark.parametrize("name", [*DAMAGED, "profiles"])
def test_a61_a_damaged_file_is_a_warning_when_the_environment_has_all(tavus, serve, name):
    content = {**DAMAGED, **MISTYPED}[name]
    path = tavus.configure(content[0] if isinstance(content, tuple) else content)
    outcome = tavus(*LIST, at=serve(document(page())))
    assert outcome.code == 0
    assert len(outcome.err.splitlines()) == 1
    assert outcome.err.startswith("warning: ")
    assert str(path) in outcome.err


def test_a61_unknown_settings_are_a_warning_and_kept(tavus, serve):
    server = serve(document(page()))
    text = f'# mine\ncolour = "blue"\n[profiles.default]\napi_key = "{KEY}"\nbase_url = "{server.url}"\nspeed = 9\n'
    path = tavus.configure(text)
    outcome = tavus(*LIST, env=STORED)
    assert outcome.code == 0
    assert "warning: " in outcome.err
    assert "colour" in outcome.err
    assert "speed" in outcome.err
    assert login(tavus, "--profile", "other").code == 0
    kept = path.read_text()
    assert "# mine" in kept
    assert tomllib.loads(kept)["colour"] == "blue"
    assert tomllib.loads(kept)["profiles"]["default"]["speed"] == 9


def test_a61_control_characters_in_the_file_do_not_reach_the_screen(tavus):
    tavus.configure(b'[profiles.default]\n"\x1b[31m" = \n')
    outcome = tavus(*LIST, env=STORED)
    assert outcome.code == 1
    assert "\x1b" not in outcome.err


def test_a62_no_file_is_no_fault(tavus, serve):
    server = serve(document(page()))
    assert tavus(*LIST, at=server).err == ""
    (tavus.home / "file").write_text("")
    for place in [tavus.home / "missing", tavus.home / "file", "/dev/null"]:
        outcome = tavus(*LIST, at=server, env={"XDG_CONFIG_HOME": str(place)})
        assert (outcome.code, outcome.err) == (0, "")


@pytest.mark.parametrize("kind", ["folder", "pipe", "loop"])
def test_a62_something_else_in_its_place_is_an_error(tavus, kind):
    tavus.config.parent.mkdir(parents=True)
    if kind == "folder":
        tavus.config.mkdir()
    elif kind == "pipe":
        os.mkfifo(tavus.config)
    else:
        tavus.config.symlink_to(tavus.config)
    outcome = tavus(*LIST, env=STORED, limit=5)
    assert outcome.code == 1
    assert outcome.errors[0].startswith(f"error: cannot read {tavus.config}: ")
    outcome = login(tavus, limit=5)
    assert outcome.code == 1
    assert str(tavus.config) in outcome.errors[0]
    assert os.path.lexists(tavus.config)
    assert not tavus.config.is_file()


@pytest.mark.parametrize("place", ["file", "/proc/nowhere", "/dev/null"])
def test_a62_a_place_that_cannot_be_written_is_named(tavus, place):
    if place == "file":
        (tavus.home / "file").write_text("precious")
        place = str(tavus.home / "file")
    outcome = login(tavus, env={"XDG_CONFIG_HOME": place})
    assert outcome.code == 1
    assert place in outcome.errors[0]
    assert re.search(r": (Not a directory|No such file or directory|Permission denied|File exists)", outcome.errors[0])


def test_a55_a62_without_a_home_only_saving_fails(tavus):
    nobody = patches.patched(tavus.home, patches.NO_PASSWD_ENTRY)
    outcome = login(tavus, env={"HOME": None, "XDG_CONFIG_HOME": None, **nobody}, real=True)
    assert outcome.code == 1
    assert outcome.errors[0].startswith("error: ")
    assert "unexpected" not in outcome.err


def test_a62_a_dangling_link_is_followed_when_saving(tavus):
    target = tavus.home / "dotfiles" / "config.toml"
    target.parent.mkdir()
    tavus.config.parent.mkdir(parents=True)
    tavus.config.symlink_to(target)
    assert tavus(*LIST, at=NOWHERE, env={"TAVUS_API_KEY": None}).code == 4
    assert login(tavus).code == 0
    assert tavus.config.is_symlink()
    assert KEY in target.read_text()
