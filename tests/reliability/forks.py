"""Runs the program many times at little more than the price of one start.

This file is a process of its own. It reads jobs from standard input, one JSON document a line, and gives each a
process: a fork of itself, which has the program's modules loaded already, or with `exec` the command from scratch.
The answer to a job is one line with exit code, peak memory in KiB, and seconds. Each job's three streams are files.
"""

import gc
import importlib
import json
import os
import pkgutil
import select
import signal
import sys
import time
from typing import Any

PRELOADED = ("requests", "rich.console", "rich.table", "rich.progress", "tomllib", "tomlkit", "platformdirs", "csv")

Job = dict[str, Any]


def load() -> None:
    """Import whatever the program would import for any of its commands."""
    for name in PRELOADED:
        importlib.import_module(name)
    package = importlib.import_module("tavus_cli")
    for module in pkgutil.walk_packages(package.__path__, "tavus_cli."):
        if not module.name.endswith("__main__") and ".generate" not in module.name:
            importlib.import_module(module.name)


def serve(answers: int) -> Job | None:
    """Start and collect jobs until the input ends; in a forked child, return its job."""
    running: dict[int, tuple[Job, float]] = {}
    pending = b""
    ended = False
    while not ended or running:
        ready = select.select([] if ended else [0], [], [], 0.003 if running else None)[0]
        if ready:
            data = os.read(0, 1 << 16)
            ended = not data
            *lines, pending = (pending + data).split(b"\n")
            for line in lines:
                job = json.loads(line)
                child = os.fork()
                if not child:
                    os.close(answers)
                    return job
                running[child] = job, time.monotonic()
        collect(running, answers)
    return None


def collect(running: dict[int, tuple[Job, float]], answers: int) -> None:
    """Report the jobs that have ended, and end those whose time is over."""
    for child, (job, start) in list(running.items()):
        seconds = time.monotonic() - start
        ended, status, usage = os.wait4(child, os.WNOHANG)
        if ended:
            del running[child]
            report = {
                "id": job["id"],
                "code": os.waitstatus_to_exitcode(status),
                "rss": usage.ru_maxrss,
                "seconds": seconds,
            }
            os.write(answers, json.dumps(report).encode() + b"\n")
        elif seconds > job["limit"]:
            os.kill(child, signal.SIGKILL)


def take_on(job: Job) -> None:
    """Give this process the job's folder, streams, environment and arguments."""
    os.setsid()
    os.chdir(job["folder"])
    for descriptor, (path, flags) in enumerate(
        [(job["stdin"], os.O_RDONLY), (job["stdout"], os.O_WRONLY), (job["stderr"], os.O_WRONLY)]
    ):
        opened = os.open(path, flags)
        os.dup2(opened, descriptor)
        os.close(opened)
    argv = [os.fsencode(argument) for argument in job["argv"]]
    if job["exec"]:
        os.execve(argv[0], argv, job["env"])
    os.environ.clear()
    os.environ.update(job["env"])
    time.tzset()
    sys.argv = [os.fsdecode(argument) for argument in argv]


def play() -> int:
    from tavus_cli.__main__ import run

    try:
        run()
    except SystemExit as ended:
        return int(ended.code or 0)
    except BaseException:  # noqa: BLE001 - what the interpreter would do with it
        sys.excepthook(*sys.exc_info())
        return 1
    return 0


def end(code: int) -> None:
    """Leave without the interpreter's clean-up, which would touch, and so copy, all that was loaded before the fork."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        code = 120
    os._exit(code)


if __name__ == "__main__":
    load()
    gc.freeze()
    channel = os.dup(1)
    os.write(channel, b"ready\n")
    if task := serve(channel):
        take_on(task)
        end(play())
