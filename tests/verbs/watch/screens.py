"""Answers to be watched, and what is to be seen of them on a terminal."""

import re
import shlex
import sys

from faults.answers import document
from rich.cells import cell_len

PLACED = re.compile(rb"\x1b\[(\d+);1H(.*?)\x1b\[K", re.S)
WATCH = shlex.join([sys.executable, "-m", "tavus_cli", "replicas", "list", "--watch"])
# Without line editors, so that the modes of the terminal are those that the last job has left.
BASH = ("/bin/bash", "--norc", "--noprofile", "--noediting", "-i")
STYLE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;[^\x1b]*\x1b\\")


def rows(*progress):
    return [
        {
            "replica_id": f"r{number:011x}",
            "replica_name": "春のセール of November, in Spanish",
            "status": "completed" if done == 100 else "started",
            "training_progress": f"{done}/100",
            "model_name": "phoenix-4",
            "created_at": "2026-11-21T10:53:00.327Z",
        }
        for number, done in enumerate(progress)
    ]


def page(*progress, **more):
    return document({"data": rows(*progress), "total_count": len(progress), **more}, headers=[("x-sandbox", "1")])


def failing(status, **headers):
    return document({"error": "not now"}, status, headers=[("x-sandbox", "1"), *headers.items()])


def modes(shown):
    """The terminal's modes as they are when a shell begins."""
    return 7 << 5 in shown.screen.mode, 1049 << 5 in shown.screen.mode, shown.screen.cursor.hidden


def widest(written):
    """The widest line that was drawn, in cells, styles apart."""
    return max((cell_len(STYLE.sub("", line.decode())) for _, line in PLACED.findall(written)), default=0)
