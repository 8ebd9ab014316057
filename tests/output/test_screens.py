"""What people see at four widths, word for word: the files in `screens/`.

After a change that is meant: `NEW_SCREENS=1 pytest tests/output/test_screens.py`, and read the difference.
"""

import os
import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from faults.answers import document

from tavus_cli.output.progress import Task, draw_tasks
from tavus_cli.output.styles import Pen

SCREENS = Path(__file__).with_name("screens")
WIDTHS = (40, 80, 120, 200)
VIDEO = {
    "video_id": "d3a0b90875",
    "video_name": "replica_id: r7bc3db0d581 - November 21, 2026 - video: d3a0b90875",
    "status": "ready",
    "status_details": "Your request has processed successfully!",
    "data": {"script": "Hello there, and welcome to the first of a number of short films about what we do."},
    "download_url": "https://stream.mux.com/PLAYBACK/high.mp4?download=d3a0b90875",
    "hosted_url": "https://videos.tavus.io/video/d3a0b90875",
    "error_details": None,
    "replica_id": "r7bc3db0d581",
    "generation_progress": "100/100",
}
FAILED = {
    "video_id": "783537ef5",
    "video_name": "春のセール 🎬",
    "status": "error",
    "status_details": "The script could not be spoken: it has no words in a language that the replica knows.",
    "hosted_url": "https://videos.tavus.io/video/783537ef5",
    "replica_id": "rf4e9d9790f0",
    "generation_progress": "40/100",
}


def dated(row, **ago):
    return {**row, "created_at": (datetime.now(UTC) - timedelta(**ago)).isoformat()}


def listed(run, serve, width):
    rows = [dated(VIDEO, hours=3, minutes=5), dated(FAILED, days=2)]
    serve(document({"data": rows, "total_count": 42}))
    result = run("videos", "list", terminal=True, width=width, env={"NO_COLOR": "1"})
    return result.out + result.err


def one(run, serve, width):
    serve(document(dated(VIDEO, hours=3, minutes=5)))
    result = run("videos", "get", "d3a0b90875", terminal=True, width=width, env={"NO_COLOR": "1", "TZ": "UTC"})
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \S+", "2026-11-21 11:53:00 UTC", result.out + result.err)


def waited(run, serve, width):
    now = time.monotonic() - 0.5
    tasks = [
        Task("r90bbd427f71", (now - 3700, 0.0), "My new replica", "started", "41/100", 0.41),
        Task("rf4e9d9790f0", (now - 3700, 0.0), "Rio", "completed", "100/100", 1.0, 3600.0),
        Task("re0eae1fbe11", (now - 5, 0.2), "An interview of November, in Spanish", "error", "90/100", 0.9, 5.0),
    ]
    return "".join(f"{line}\n" for line in draw_tasks(tasks, width, 24, Pen(on=False), unicode=True))


def explained(run, serve, width):
    # Releases of Typer differ in the brackets around needed arguments and choices.
    choices = "table|tsv|csv|json|jsonl|ids"
    text: str = run("voices", "get", "--help", width=width).out
    return text.replace("{ID...}", "ID...").replace(f"<{choices}>", f"[{choices}]")


def alone(run, serve, width):
    return run(terminal=True, width=width).out


def several(run, serve, width):
    serve(document(dated(VIDEO, hours=3, minutes=5)), document({"error": "Invalid video_id"}, 400))
    result = run("videos", "get", "d3a0b90875", "783537ef5", terminal=True, width=width, env={"NO_COLOR": "1"})
    return result.out + result.err


def refused(run, serve, width):
    serve(document({"error": "Invalid replica_id: it is the id of a persona, and personas cannot be trained"}, 400))
    result = run("replicas", "get", "p1af207b8189", terminal=True, width=width, env={"NO_COLOR": "1"})
    return result.out + result.err


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("draw", [listed, one, several, waited, explained, alone, refused])
def test_a_screen_is_the_one_in_its_file(run, serve, draw, width):
    shown = draw(run, serve, width)
    path = SCREENS / f"{draw.__name__}-{width}.txt"
    if os.environ.get("NEW_SCREENS"):
        SCREENS.mkdir(exist_ok=True)
        path.write_text(shown)
    assert shown == path.read_text()


def test_a_terminal_of_twenty_columns_keeps_ids_whole_and_breaks_no_word(run, serve):
    serve(document({"data": [dated(VIDEO, hours=3), dated(FAILED, days=2)], "total_count": 42}))
    result = run("videos", "list", terminal=True, width=20, env={"NO_COLOR": "1"})
    assert result.code == 0
    assert [line.split()[0] for line in result.out.splitlines()[2:]] == ["d3a0b90875", "783537ef5"]
    assert max(map(len, result.out.splitlines())) <= 20
    notes = [line for line in result.err.splitlines() if " --" not in line]
    assert max(map(len, notes)) <= 20
