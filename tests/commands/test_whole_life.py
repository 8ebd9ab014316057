"""From a clip to a video, and from a PAL to a transcript, and away again, as scripts do it; every step prints JSON."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

QUICK = ("--training-seconds", "0.5", "--video-seconds", "0.5")
FILM = """\
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
TALK = """\
set -e
cat > guide.toml <<'END'
pal_name = "Guide"
system_prompt = "You show people around the museum."
default_face_id = "r7bc3db0d581"
END
pal=$(tavus pals create --input guide.toml --format ids)
document=$(tavus documents create --document-url https://example.com/museum.pdf --tags museum --format ids)
tavus documents wait "$document" --json
tavus documents tags --json
tavus documents chunks "$document"
tavus conversations create --pal-id "$pal" --document-ids "$document" --test-mode --json
talk=$(tavus conversations create --pal-id "$pal" --document-ids "$document" --format ids)
tavus conversations list --status active --json
curl -fsS -o /dev/null "$(tavus conversations get "$talk" --columns conversation_url)"
tavus conversations end "$talk" --json
tavus conversations end "$talk" --json
tavus conversations get "$talk" --transcript --json
tavus pals update "$pal" --set greeting="Welcome to the museum" --dry-run --json
tavus pals update "$pal" --set greeting="Welcome to the museum" --json
tavus pals publish "$pal" --json
tavus pals get "$pal" --json
tavus conversations delete "$talk" --yes --json
tavus documents delete "$document" --yes --json
tavus pals delete "$pal" --yes --json
tavus conversations list --all --json
"""


@pytest.fixture
def steps(home):
    """What the steps of a script print, run by a shell against a sandbox of its own."""

    def run(script):
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        done = subprocess.run(
            ["tavus", "sandbox", "run", *QUICK, "--", "sh", "-c", script],
            cwd=home, env={"HOME": str(home), "PATH": path, "TAVUS_QUIET": "1", "LANG": "C.UTF-8"}, input="",
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        return [json.loads(line) for line in done.stdout.splitlines()]

    return run


def test_a_script_makes_fetches_and_clears_away(steps, home):
    trained, rendered, fetched, _, _, replica, video, _, _ = steps(FILM)
    assert (trained["status"], rendered["status"]) == ("completed", "ready")
    assert rendered["replica_id"] == trained["replica_id"]
    assert (home / "hello.mp4").stat().st_size == fetched["bytes"]
    assert (home / "hello.mp4").read_bytes()[4:8] == b"ftyp"
    assert (replica["replica_name"], video["video_name"]) == ("Rio, trained", "Hello again")


def test_a_script_talks_reads_and_clears_away(steps):
    read, tags, chunks, tried, active, *ends, whole, dry, updated, published, pal, talk, document, gone, left = steps(
        TALK
    )
    assert (read["status"], tags["tags"], len(chunks["chunks"])) == ("ready", ["museum"], 1)
    assert tried["status"] == "ended"
    # One that has ended is ended all the same.
    assert [row["conversation_id"] for row in active["data"]] == [ends[0]["conversation_id"]]
    assert [end["status"] for end in ends] == ["ended", "ended"]
    (ready,) = [each for each in whole["events"] if each["event_type"] == "application.transcription_ready"]
    assert [turn["role"] for turn in ready["properties"]["transcript"]] == ["assistant", "user", "assistant"]
    assert dry["body"] == [{"op": "add", "path": "/greeting", "value": "Welcome to the museum"}]
    assert (updated["status"], published["status"]) == ("updated", "published")
    assert (pal["pal_name"], pal["greeting"]) == ("Guide", "Welcome to the museum")
    assert [each["status"] for each in (talk, document, gone)] == ["deleted"] * 3
    assert [row["conversation_id"] for row in left["data"]] == [tried["conversation_id"]]
