"""Run one command and write down what it used: `launch.py REPORT COMMAND...`.

A process of its own, started without `site`, because a child's peak memory starts at that of the process it was
started from: the kernel counts the memory a process had before it became another program. This one is smaller than
anything measured here, whatever its own parent has grown to.
"""

import os
import signal
import sys
import time

_BYTES = 1 if sys.platform == "darwin" else 1024


def main(report: str, *command: str) -> int:
    """Seconds of processor and wall time, bytes of peak memory and the exit code go to the file `report`."""
    began = time.perf_counter()
    try:
        # Python ignores SIGPIPE, and what is ignored stays so in children.
        child = os.posix_spawnp(command[0], command, os.environ, setsigdef=[signal.SIGPIPE])
    except OSError as error:
        sys.stderr.write(f"cannot start {command[0]}: {error.strerror}\n")
        return 127
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - began
    code = os.waitstatus_to_exitcode(status)
    with open(report, "w", encoding="ascii") as file:  # noqa: PTH123  # pathlib would make this process larger
        file.write(f"{used.ru_utime + used.ru_stime} {wall} {used.ru_maxrss * _BYTES} {code}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
