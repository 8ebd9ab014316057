"""The program as a user starts it: arguments in; exit code, both streams, time and memory out."""

import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from faults.server import FaultServer
from messages import messages, wants_messages
from samples import KEY

PIECE = 12
"""So much of a key is as bad as all of it."""

NOWHERE = "http://127.0.0.1:9"
"""A base URL for runs that should not get as far as sending."""

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Outcome:
    """How a run ended."""

    code: int
    raw_out: bytes
    raw_err: bytes
    seconds: float
    rss: int

    @property
    def out(self) -> str:
        return self.raw_out.decode("utf-8", "surrogateescape")

    @property
    def err(self) -> str:
        return self.raw_err.decode("utf-8", "surrogateescape")

    @property
    def errors(self) -> list[str]:
        """The lines of standard error that tell of the failure: no warnings, notes or retries before it."""
        lines = self.err.splitlines()
        first = next((number for number, line in enumerate(lines) if line.startswith("error: ")), len(lines))
        return lines[first:]

    @property
    def message(self) -> str:
        """What the error says, whichever of the two forms it has."""
        last = self.err.splitlines()[-1]
        return self.error["message"] if last.startswith("{") else self.errors[0].removeprefix("error: ")

    @property
    def error(self) -> dict[str, Any]:
        """The JSON line on standard error."""
        return json.loads(self.err.splitlines()[-1])["error"]

    def json(self) -> Any:
        return json.loads(self.out)

    def fields(self) -> list[list[str]]:
        """The tab-separated rows."""
        return [line.split("\t") for line in self.out.removesuffix("\n").split("\n")]


class Forks:
    """The process of `forks.py`, seen from here."""

    def __init__(self) -> None:
        environment = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "forks.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**environment, "LANG": "C.UTF-8"},
            cwd="/",
        )
        self._numbers = itertools.count()
        self._reports: dict[int, dict[str, Any]] = {}
        assert self._process.stdin
        assert self._process.stdout
        self._jobs = self._process.stdin
        self._answers = self._process.stdout
        assert self._answers.readline() == b"ready\n"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._jobs.close()
        self._answers.read()
        self._answers.close()
        self._process.wait(30)

    def submit(self, job: dict[str, Any]) -> int:
        number = next(self._numbers)
        self._jobs.write(json.dumps({**job, "id": number}).encode() + b"\n")
        self._jobs.flush()
        return number

    def result(self, number: int) -> dict[str, Any]:
        while number not in self._reports:
            report = json.loads(self._answers.readline())
            self._reports[report["id"]] = report
        return self._reports.pop(number)


@dataclass(frozen=True)
class Pending:
    """A run that may still be under way."""

    program: "Program"
    number: int
    streams: Path
    checked: "Checks"

    def finish(self) -> Outcome:
        report = self.program.forks.result(self.number)
        out, err = ((self.streams / name).read_bytes() for name in ("stdout", "stderr"))
        outcome = Outcome(report["code"], out, err, report["seconds"], report["rss"])
        assert outcome.code != -9, f"killed because it did not end:\n{outcome}"
        self.checked(outcome)
        return outcome


@dataclass(frozen=True)
class Checks:
    """What holds for every run, but for the exceptions that are asked for by name."""

    key: str = KEY
    tracebacks: bool = False
    partial_output: bool = False
    as_json: bool = False

    def __call__(self, outcome: Outcome) -> None:
        key = self.key.encode("utf-8", "surrogateescape")
        pieces = [key[start : start + PIECE] for start in range(max(1, len(key) - PIECE + 1))]
        shown = outcome.raw_out + outcome.raw_err
        assert not [piece for piece in pieces if piece in shown], f"the key was shown:\n{outcome}"
        assert self.tracebacks or "Traceback" not in outcome.err, f"a traceback was shown:\n{outcome.err}"
        if self.as_json:
            messages(outcome.err)
        if outcome.code not in {0, 141}:
            assert self.partial_output or outcome.out == "", f"a failure wrote to standard output:\n{outcome}"
            assert "error: " in outcome.err or '{"error": {' in outcome.err, f"no error line:\n{outcome}"


class Program:
    """Starts runs in an empty home and a clean environment."""

    def __init__(self, home: Path, forks: Forks) -> None:
        self.home = home
        self.forks = forks
        self._numbers = itertools.count()
        self.work = home / "work"
        self.work.mkdir(parents=True)

    @property
    def config(self) -> Path:
        return self.home / ".config" / "tavus" / "config.toml"

    def configure(self, text: str | bytes, mode: int = 0o600) -> Path:
        """Write the config file as a user's editor would."""
        self.config.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        self.config.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.config.chmod(mode)
        return self.config

    def environment(
        self, at: FaultServer | str | None = None, env: Mapping[str, str | None] | None = None
    ) -> dict[str, str]:
        passed_on = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
        settings: dict[str, str | None] = {
            **passed_on,
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home / ".config"),
            "XDG_STATE_HOME": str(self.home / ".local" / "state"),
            "LANG": "C.UTF-8",
            "TZ": "TST-5:30",
            "COLUMNS": "80",
            "TAVUS_API_KEY": KEY,
            "TAVUS_BASE_URL": at.url if isinstance(at, FaultServer) else at or NOWHERE,
            **(env or {}),
        }
        if not settings["TAVUS_BASE_URL"]:
            # The real server is what a run without a base URL would turn to.
            settings.setdefault("HTTPS_PROXY", NOWHERE)
        return {name: value for name, value in settings.items() if value is not None}

    def begin(
        self,
        *arguments: str,
        at: FaultServer | str | None = None,
        env: Mapping[str, str | None] | None = None,
        stdin: bytes = b"",
        stdout: str | None = None,
        real: bool = False,
        partial_output: bool = False,
        limit: float = 20,
    ) -> Pending:
        """Start a run: a forked one, or with `real` the program from scratch."""
        streams = self.home / f"run-{next(self._numbers)}"
        streams.mkdir()
        for name, content in {"stdin": stdin, "stdout": b"", "stderr": b""}.items():
            (streams / name).write_bytes(content)
        job = {
            "argv": [sys.executable, "-m", "tavus_cli", *arguments] if real else ["tavus", *arguments],
            "env": self.environment(at, env),
            "folder": str(self.work),
            "stdin": str(streams / "stdin"),
            "stdout": stdout or str(streams / "stdout"),
            "stderr": str(streams / "stderr"),
            "exec": real,
            "limit": limit,
        }
        key = self.environment(at, env).get("TAVUS_API_KEY") or KEY
        checks = Checks(key.strip() or KEY, "--debug" in arguments, partial_output, wants_messages(arguments))
        return Pending(self, self.forks.submit(job), streams, checks)

    def spawn(
        self,
        *arguments: str,
        at: FaultServer | str | None = None,
        env: Mapping[str, str | None] | None = None,
        **options: Any,
    ) -> subprocess.Popen:
        """Start the program from scratch, as a process to signal, with pipes to read from."""
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        command = [sys.executable, "-m", "tavus_cli", *arguments]
        return subprocess.Popen(command, env=self.environment(at, env), cwd=self.work, **pipes | options)

    def __call__(self, *arguments: str, **options: Any) -> Outcome:
        """Run to the end."""
        return self.begin(*arguments, **options).finish()


def shell(program: Program, line: str, at: FaultServer | str | None = None, **env: str | None) -> Outcome:
    """Run a shell line in which `tavus` is the installed command."""
    bash = shutil.which("bash")
    assert bash
    environment = program.environment(at, env)
    environment["PATH"] = f"{Path(sys.executable).parent}:{environment['PATH']}"
    done = subprocess.run(
        [bash, "-c", line], env=environment, cwd=program.work, capture_output=True, timeout=30, check=False
    )
    outcome = Outcome(done.returncode, done.stdout, done.stderr, 0, 0)
    assert KEY not in outcome.out + outcome.err
    assert "Traceback" not in outcome.err
    return outcome
