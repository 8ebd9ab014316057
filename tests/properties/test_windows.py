"""What the program does on Windows, as far as another system can stand in for it.

The program runs with Windows' name, with its streams (which end lines with CR LF, in a code page), and without what it
lacks: SIGHUP, fcntl, termios. Nothing stands in for the locks, folders and the console of a real Windows.
"""

import subprocess
import sys

import pytest
from faults.answers import document
from samples import KEY

AS_WINDOWS = """
import io, sys
# Libraries that read the system's name as they are imported, or need what Windows has.
import platformdirs, requests, signal, sqlite3, subprocess, tomlkit, typer
sys.platform = "win32"
del signal.SIGHUP
for name in ("fcntl", "termios"):
    sys.modules[name] = None
for name in ("stdout", "stderr"):
    setattr(sys, name, io.TextIOWrapper(getattr(sys, name).buffer, "cp1252", newline="\\r\\n"))
from tavus_cli.__main__ import run
run()
"""
ROW = {
    "replica_id": "r79e1c033f",
    "replica_name": "Zoë 漢",
    "status": "completed",
    "created_at": "2026-11-21T10:00:00Z",
}


@pytest.fixture
def windows(home, serve):
    """Runs the program and returns its exit code and both streams as bytes."""
    base_url = serve(document({"data": [ROW], "total_count": 1})).url

    def run(*argv, **env):
        done = subprocess.run(
            [sys.executable, "-c", AS_WINDOWS, *argv],
            env={"HOME": str(home), "TAVUS_API_KEY": KEY, "TAVUS_BASE_URL": base_url, **env},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    return run


def test_lines_end_as_on_other_systems(windows):
    code, out, err = windows("replicas", "list", "--format", "csv")
    assert code == 0, err
    # RFC 4180 ends the lines of CSV with CR LF, once.
    assert out.count(b"\r\n") == out.count(b"\r") == out.count(b"\n") == 2
    assert b"\r" not in windows("replicas", "list", "--format", "tsv")[1]
    assert b"\r" not in windows("replicas", "list", "--page", "x")[2]


def test_a_pipe_gets_utf_8_unless_the_user_chose(windows):
    assert "Zoë 漢".encode() in windows("replicas", "list", "--format", "tsv")[1]
    assert b"Zo\xeb \\u6f22" in windows("replicas", "list", "--format", "tsv", PYTHONIOENCODING="cp1252")[1]


def test_a_stored_key_is_used_without_a_word_about_modes(windows, home):
    config_file = home / ".config/tavus/config.toml"
    config_file.parent.mkdir(parents=True)
    config_file.write_text(f'[profiles.default]\napi_key = "{KEY}"\n')
    config_file.chmod(0o666)
    assert windows("config", "get", "retries") == (0, b"2\n", b"")


def test_failures_have_their_codes_and_messages(windows):
    assert windows("replicas", "get", "..")[0] == 2
    code, _, err = windows("replicas", "list", TAVUS_BASE_URL="http://127.0.0.1:1")
    assert code == 6
    assert b"error: could not connect to 127.0.0.1:1: Connection refused.\n" in err
