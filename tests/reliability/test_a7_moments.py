"""Signals at many moments of commands that create: code and words agree with what the server saw."""

import itertools
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from faults.answers import after, document
from faults.bodies import replica, video
from faults.server import FaultServer
from reliability.stored import ranged
from samples import CREATE, KEY
from waiting import wait_until

INT, TERM, HUP = signal.SIGINT, signal.SIGTERM, signal.SIGHUP
CODES = {INT: 130, TERM: 143, HUP: 129}
STRIKES = [
    (INT,),
    (TERM,),
    (HUP,),
    *itertools.permutations((INT, TERM, HUP), 2),
    (INT, INT),
    (INT, INT, INT),
    (TERM, TERM),
    (HUP, HUP),
]
VIDEO = ("videos", "create", "--replica-id", "r90bbd427f71", "--script", "Hello")
COMMANDS = {
    "create": (*CREATE, "--replica-name", "{name}"),
    "create --wait": (*CREATE, "--wait", "--interval", "0.01", "--replica-name", "{name}"),
    "create --download": (*VIDEO, "--wait", "--interval", "0.01", "--download", "{name}.mp4", "--video-name", "{name}"),
    "api POST": ("api", "POST", "/v2/replicas", "-f", "replica_name={name}"),
}


class Recorder:
    """An API that remembers which runs have created what."""

    def __init__(self) -> None:
        self.made: dict[str, list[str]] = {}
        self.looks: dict[str, int] = {}
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        self.server = FaultServer(routes=self._choose)
        self.storage = FaultServer(routes=ranged)

    def _choose(self, request):
        with self._lock:
            if request.method == "POST":
                body = request.json()
                noun = "replica" if request.path == "/v2/replicas" else "video"
                new_id = f"{noun[0]}{next(self._numbers):011x}"
                self.made.setdefault(body[f"{noun}_name"], []).append(new_id)
                return after(0.005, document({f"{noun}_id": new_id, "status": "queued"}))
            record_id = request.path.rpartition("/")[2]
            self.looks[record_id] = self.looks.get(record_id, 0) + 1
        done = self.looks[record_id] > 2
        if record_id.startswith("r"):
            return document(replica(1, replica_id=record_id, status="completed" if done else "started"))
        link = f"{self.storage.url}/high.mp4"
        return document(
            video(video_id=record_id, status="ready" if done else "queued", download_url=link if done else None)
        )

    def made_by(self, name: str) -> list[str]:
        """What a run has created, now that it has ended."""
        # Nothing is made of a create whose body was cut off by a signal.
        whole = [each for each in self.server.posts if len(each.body) == int(each.headers["content-length"])]
        wait_until(lambda: sum(map(len, self.made.values())) == len(whole))
        return self.made.get(name, [])

    def close(self) -> None:
        self.server.close()
        self.storage.close()


@pytest.fixture(scope="module")
def recorder():
    started = Recorder()
    yield started
    started.close()


class Strikes:
    """Runs with signals, one after another, in a process that forks them."""

    def __init__(self, folder: Path, recorder: Recorder) -> None:
        self.folder = folder
        self.recorder = recorder
        self._numbers = itertools.count()
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("moments.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, command: str, signals=(), moment=0.0, flags=(), line=None):
        """One run, with signals at a moment (seconds from the start) or before a line. Returns how it ended."""
        name = f"{os.getpid()}-{next(self._numbers)}"
        work = self.folder / name
        work.mkdir()
        for stream in ("stdin", "stdout", "stderr"):
            (work / stream).write_bytes(b"")
        words = [word.replace("{name}", name) for word in COMMANDS[command]]
        job = {
            "name": name,
            "argv": ["tavus", *words, *flags],
            "env": {
                "HOME": str(self.folder),
                "PATH": os.environ["PATH"],
                "TAVUS_API_KEY": KEY,
                "TAVUS_BASE_URL": self.recorder.server.url,
            },
            "folder": str(work),
            "exec": False,
            "signals": list(signals),
            "after": moment,
            **{stream: str(work / stream) for stream in ("stdin", "stdout", "stderr")},
            **({} if line is None else {"line": line, "lines": str(work / "lines")}),
        }
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        report = json.loads(self._process.stdout.readline())
        if line is not None:
            report["lines"] = int((work / "lines").read_text())
        report["out"], report["err"] = ((work / stream).read_text() for stream in ("stdout", "stderr"))
        return report

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()


@pytest.fixture(scope="module")
def strikes(tmp_path_factory, recorder):
    started = Strikes(tmp_path_factory.mktemp("strikes"), recorder)
    yield started
    started.close()


def check(report, signals, made, *, as_json):
    """The exit code and the words fit what the server saw."""
    shown = f"{signals}\n{report}\n{made}"
    code, err = report["code"], report["err"]
    assert len(made) <= 1, shown
    assert code != -signal.SIGKILL, f"it hung: {shown}"
    if code < 0:
        # Before the first line of the program.
        assert not made, shown
        return
    assert "Traceback" not in err, shown
    assert "Exception ignored" not in err, shown
    assert code == 0 or code in {CODES[number] for number in signals}, shown
    if code == 0:
        assert made, shown
        return
    last = err.splitlines()[-1]
    told = json.loads(last)["error"]["outcome"] if as_json else None
    unknown = "its outcome is unknown" in err
    named = bool(made) and made[0] in err
    if made:
        assert unknown or named, shown
        assert told in {None, "unknown" if not named else "done"}, shown
    else:
        # A request may have left that never arrived.
        assert "was created" not in err, shown
        assert told in {None, "unknown" if unknown else "not_sent"}, shown


def strike_all(strikes, recorder, command, moments):
    reports = []
    seconds = max(strikes(command)["seconds"] for _ in range(3))
    for number in range(moments):
        signals = STRIKES[number % len(STRIKES)]
        flags = ("--json",) if number % 2 else ()
        reports.append((signals, flags, strikes(command, signals, seconds * 1.05 * number / moments, flags)))
    for signals, flags, report in reports:
        check(report, signals, recorder.made_by(report["name"]), as_json=bool(flags))
    return reports


@pytest.mark.parametrize("command", COMMANDS)
def test_a88_a90_a_signal_at_any_moment_of_a_create_is_told_as_the_server_saw_it(strikes, recorder, command):
    reports = strike_all(strikes, recorder, command, 2 * len(STRIKES))
    assert any(recorder.made_by(report["name"]) for _, _, report in reports)


@pytest.mark.long
@pytest.mark.parametrize("command", COMMANDS)
def test_a88_a90_three_hundred_moments(strikes, recorder, command):
    strike_all(strikes, recorder, command, 300)


def strike_lines(strikes, recorder, command, most):
    """So many lines, evenly spaced; all if there are fewer."""
    last = strikes(command, line=0)["lines"]
    assert last > 100
    step = -(-last // most)
    for number, line in enumerate(range(1, last + 1, step)):
        signals = STRIKES[number % len(STRIKES)]
        flags = ("--json",) if number % 2 else ()
        report = strikes(command, signals, flags=flags, line=line)
        check(report, signals, recorder.made_by(report["name"]), as_json=bool(flags))


@pytest.mark.parametrize("command", COMMANDS)
def test_a89_a90_a_signal_before_some_lines_is_told_as_the_server_saw_it(strikes, recorder, command):
    strike_lines(strikes, recorder, command, 10)


@pytest.mark.long
@pytest.mark.parametrize("command", COMMANDS)
def test_a89_a90_a_signal_before_every_line(strikes, recorder, command):
    strike_lines(strikes, recorder, command, 1000)
