"""From a clip to a video and away again, as a script does it; every step prints JSON."""

import json
import os
import subprocess
import sys
from pathlib import Path

FILM = """\
# film.sh
set -e
replica=$(tavus replicas create --train-video-url https://example.com/me.mp4 --replica-name Rio --format ids)
tavus replicas wait "$replica" --json
video=$(tavus videos create --replica-id "$replica" --script "Hello there" --video-name Hello --format ids)
tavus videos wait "$video" --json
tavus videos download "$video" --output hello.mp4 --json
tavus replicas rename "$replica" "Rio, trained" --json
tavus videos rename "$video" "Hello again" --json
tavus replicas get "$replica" --json
tavus videos get "$video" --json
tavus videos delete "$video" --yes --json
tavus replicas delete "$replica" --yes --json
"""


def test_a_script_makes_fetches_and_clears_away(home):
    (home / "film.sh").write_text(FILM)
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["tavus", "sandbox", "run", "--training-seconds", "0.5", "--video-seconds", "0.5", "--", "sh", "film.sh"],
        cwd=home, env={"HOME": str(home), "PATH": path, "TAVUS_QUIET": "1", "LANG": "C.UTF-8"}, input="",
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    steps = [json.loads(line) for line in done.stdout.splitlines()]
    trained, rendered, fetched, _, _, replica, video, _, _ = steps
    assert (trained["status"], rendered["status"]) == ("completed", "ready")
    assert rendered["replica_id"] == trained["replica_id"]
    assert (home / "hello.mp4").stat().st_size == fetched["bytes"]
    assert (home / "hello.mp4").read_bytes()[4:8] == b"ftyp"
    assert (replica["replica_name"], video["video_name"]) == ("Rio, trained", "Hello again")
