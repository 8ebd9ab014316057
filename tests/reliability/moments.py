"""Runs the program many times, and sends signals to each run at a moment of its own.

This file is a process of its own, like `forks.py`: each run is a fork that has the program's modules loaded. It reads
jobs from standard input, a JSON document a line, and answers each with one line.
"""

import gc
import json
import os
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from reliability.forks import end, load, play, take_on

# A run that has not ended by then hangs.
SECONDS = 15.0


def strike_at_line(job: dict) -> None:
    """Raise the signals before the program's so-and-so-many-th line from the sending of a change on.

    The number of lines so far is always in the job's file.
    """
    lines = 0
    counter = os.open(job["lines"], os.O_WRONLY | os.O_CREAT)

    def follow(frame, event, _argument):
        nonlocal lines
        code = frame.f_code
        if "tavus_cli" not in code.co_filename:
            return None
        if not lines and not (event == "call" and code.co_name == "_change" and "/api/client" in code.co_filename):
            return follow
        lines += 1
        os.pwrite(counter, b"%d" % lines, 0)
        if lines == job["line"]:
            for number in job["signals"]:
                signal.raise_signal(number)
        return follow

    sys.settrace(follow)


def strike(job: dict) -> dict:
    """Run the program, send it the signals, and tell how it ended."""
    begun = time.monotonic()
    child = os.fork()
    if not child:
        # Until the program's first line a signal ends it, as it would end the interpreter.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        take_on(job)
        if "line" in job:
            strike_at_line(job)
        end(play())
    struck = begun
    for number in () if "line" in job else job["signals"]:
        time.sleep(max(0.0, begun + job["after"] - time.monotonic()))
        try:
            os.kill(child, number)
        except ProcessLookupError:
            break
        struck = time.monotonic()
    code = collect(child)
    now = time.monotonic()
    return {"code": code, "seconds": now - begun, "delay": now - struck}


def collect(child: int) -> int:
    """The exit code of a run. One that hangs is killed."""
    give_up = time.monotonic() + SECONDS
    while time.monotonic() < give_up:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return -signal.SIGKILL


if __name__ == "__main__":
    load()
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for line in sys.stdin:
        job = json.loads(line)
        sys.stdout.write(json.dumps({"name": job["name"], **strike(job)}) + "\n")
        sys.stdout.flush()
