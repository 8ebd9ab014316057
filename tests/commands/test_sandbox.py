"""tavus sandbox serve, run, reset and path, and --sandbox, as programs of their own."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from samples import CLIP

TAVUS = [sys.executable, "-m", "tavus_cli"]
SCRIPT = """
set -e
good=$(tavus replicas create --train-video-url https://c.example.com/me.mp4 --replica-name Good --format ids)
bad=$(tavus replicas create --train-video-url https://c.example.com/fail-consent_phrase_mismatch.mp4 --format ids)
image=$(tavus replicas create --train-image-url https://c.example.com/me.png --voice-name anna --format ids)
tavus replicas wait "$good" "$bad" "$image" --json
"""


@pytest.fixture
def environment(home):
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return {"HOME": str(home), "PATH": path, "TAVUS_QUIET": "1", "LANG": "C.UTF-8"}


@pytest.fixture
def tavus(environment):
    def run(*argv, **env):
        return subprocess.run(
            [*TAVUS, *argv], env={**environment, **env}, capture_output=True, text=True, timeout=30, check=False
        )

    return run


@pytest.fixture
def serve(environment):
    """A started `sandbox serve`, and the settings it printed."""
    started = []

    def start(*options):
        command = [*TAVUS, "sandbox", "serve", "--port", "0", *options]
        server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        started.append(server)
        lines = [server.stdout.readline(), server.stdout.readline()]
        return server, dict(re.fullmatch(r"export (\w+)=(.*)\n", line).groups() for line in lines)

    yield start
    for server in started:
        server.kill()
        server.communicate()


def test_what_one_command_makes_the_next_one_sees(tavus):
    made = tavus("--sandbox", "replicas", "create", "--train-video-url", CLIP, "--format", "ids").stdout.strip()
    assert tavus("--sandbox", "replicas", "get", made, "--columns", "status").stdout == "started\n"
    assert (
        tavus("replicas", "list", "--replica-type", "user", "--format", "ids", TAVUS_SANDBOX="1").stdout == f"{made}\n"
    )


def test_the_sandbox_reads_no_config_and_needs_no_key(tavus, home):
    (home / ".config/tavus").mkdir(parents=True)
    (home / ".config/tavus/config.toml").write_text("[[[")
    assert tavus("--sandbox", "replicas", "list", TAVUS_API_KEY="").returncode == 0


def test_reset_forgets_and_path_tells_where(tavus):
    tavus("--sandbox", "replicas", "create", "--train-video-url", CLIP)
    assert tavus("sandbox", "reset").returncode == 0
    assert tavus("--sandbox", "replicas", "list", "--replica-type", "user").stdout == ""
    assert tavus("sandbox", "path").stdout.endswith("sandbox.sqlite3\n")


def test_reset_says_what_it_has_deleted(tavus):
    for _ in range(2):
        tavus("--sandbox", "replicas", "create", "--train-video-url", CLIP)
    tavus("--sandbox", "pals", "create", "--pal-name", "Guide", "--system-prompt", "You guide.")
    told = [tavus("sandbox", "reset", TAVUS_QUIET="0").stderr for _ in range(2)]
    assert told == [
        "note: the sandbox is empty; deleted: 1 pal, 2 replicas\n",
        "note: the sandbox is empty; deleted: nothing, as it was empty before\n",
    ]


def test_a_foreign_state_file_is_left_alone(tavus):
    path = Path(tavus("sandbox", "path").stdout.strip())
    path.parent.mkdir(parents=True)
    path.write_text("my diary")
    for argv in [("--sandbox", "replicas", "list"), ("sandbox", "serve", "--port", "0"), ("sandbox", "reset")]:
        ended = tavus(*argv)
        assert (ended.returncode, ended.stdout) == (1, "")
        assert ended.stderr.startswith("error: ")
        assert path.read_text() == "my diary"


def test_serve_answers_other_programs_until_ctrl_c(serve):
    _, settings = serve()
    request = urllib.request.Request(f"{settings['TAVUS_BASE_URL']}/v2/replicas?limit=1")
    request.add_header("x-api-key", settings["TAVUS_API_KEY"])
    with urllib.request.urlopen(request, timeout=5) as answer:
        assert json.load(answer)["total_count"] == 13
        assert answer.headers["x-sandbox"] == "1"


@pytest.mark.parametrize(
    ("number", "code", "last"), [(signal.SIGINT, 0, "note: stopped\n"), (signal.SIGTERM, 143, None)]
)
def test_ctrl_c_is_the_end_of_serving_and_no_failure(serve, environment, number, code, last):
    environment["TAVUS_QUIET"] = "0"
    server, _ = serve()
    server.send_signal(number)
    assert server.wait(5) == code
    lines = server.stderr.read().splitlines(keepends=True)
    assert lines[0] == "note: the sandbox is running; Ctrl-C ends it\n"
    assert lines[1:] == [last or "error: interrupted.\n"]


def test_serve_can_be_made_to_refuse(serve, tavus):
    _, settings = serve("--force", "401")
    assert tavus("replicas", "list", **settings).returncode == 4
    _, settings = serve()
    forced = {**settings, "TAVUS_BASE_URL": settings["TAVUS_BASE_URL"] + "/force/429x1"}
    assert tavus("replicas", "list", "--retries", "0", **forced).returncode == 7
    assert tavus("replicas", "list", "--retries", "0", **forced).returncode == 0


@pytest.mark.parametrize(("words", "names"), [("face", ["face_id"]), ("both", ["replica_id", "face_id"])])
def test_a_sandbox_answers_in_the_words_it_is_told(serve, tavus, words, names):
    _, settings = serve("--words", words)
    row = json.loads(tavus("replicas", "list", "--limit", "1", "--json", **settings).stdout)["data"][0]
    assert [name for name in row if name.endswith(("replica_id", "face_id"))] == names
    assert tavus("replicas", "list", "--limit", "1", "--format", "ids", **settings).stdout == f"{row[names[0]]}\n"


@pytest.mark.parametrize("option", ["--training-seconds", "--video-seconds"])
@pytest.mark.parametrize("value", ["nan", "inf", "-1", "1e10", "soon", ""])
@pytest.mark.parametrize("verb", [("serve", "--port", "0"), ("run",)])
def test_a_time_that_is_none_is_a_usage_error(tavus, verb, option, value):
    ended = tavus("sandbox", *verb, option, value, *(["--", "true"] if verb == ("run",) else []))
    expected = f'error: {option} must be a number of seconds from 0 to 1000000000, not "{value}".\n'
    assert (ended.returncode, ended.stdout, ended.stderr[: len(expected)].lower()) == (2, "", expected.lower())


@pytest.mark.parametrize("value", ["999", "429x", ""])
@pytest.mark.parametrize("verb", [("serve", "--port", "0"), ("run",)])
def test_a_refusal_that_is_none_is_a_usage_error(tavus, verb, value):
    ended = tavus("sandbox", *verb, "--force", value, *(["--", "true"] if verb == ("run",) else []))
    expected = f'error: --force must be a refusal such as 429, 429x2 or 503x1,retry-after=3, not "{value}".\n'
    assert (ended.returncode, ended.stdout, ended.stderr[: len(expected)]) == (2, "", expected)


@pytest.mark.parametrize("value", ["-1", "600001", "99999999999999", "nan"])
def test_answers_cannot_be_held_back_for_ever(tavus, value):
    ended = tavus("sandbox", "run", "--latency", value, "--", "true")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("error: ")


def test_a_port_in_use_is_named_with_a_way_out(tavus):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = tavus("sandbox", "serve", "--port", port)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert port in ended.stderr.splitlines()[0]
    assert "--port 0" in ended.stderr.splitlines()[1]


def test_run_gives_a_script_a_sandbox_and_takes_its_code(tavus):
    ended = tavus("sandbox", "run", "--training-seconds", "0.5", "--", "sh", "-c", SCRIPT)
    assert [row["status"] for row in json.loads(ended.stdout)["data"]] == ["completed", "error", "completed"]
    assert ended.returncode == 11
    assert tavus("--sandbox", "replicas", "list", "--replica-type", "user").stdout == ""
    assert tavus("sandbox", "run", "sh", "-c", "exit 42").returncode == 42
    assert tavus("sandbox", "run", "sh", "-c", "kill -KILL $$").returncode == 137


def test_run_takes_no_notice_of_settings_that_point_elsewhere(tavus):
    env = {"TAVUS_SANDBOX": "1", "TAVUS_PROFILE": "none", "TAVUS_BASE_URL": "http://127.0.0.1:9", "TAVUS_API_KEY": "x"}
    script = 'echo "$TAVUS_SANDBOX|$TAVUS_PROFILE"; tavus replicas list --limit 1 --format ids'
    ended = tavus("sandbox", "run", "--", "sh", "-c", script, **env)
    assert (ended.returncode, ended.stdout.splitlines()[0]) == (0, "|")
    assert len(ended.stdout.splitlines()) == 2


def test_run_passes_signals_on(environment):
    script = "trap 'echo got it; exit 5' TERM; echo up; while :; do sleep 0.05; done"
    command = [*TAVUS, "sandbox", "run", "--", "sh", "-c", script]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "up\n"
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=10)[0] == "got it\n"
    assert process.returncode == 5


def test_run_of_what_is_not_there_ends_with_2(tavus):
    ended = tavus("sandbox", "run", "--", "no-such-program")
    assert (ended.returncode, ended.stderr) == (2, "error: cannot run no-such-program: No such file or directory.\n")
