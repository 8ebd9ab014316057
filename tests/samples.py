"""What many tests say or answer: the key, a clip, a create and what it made."""

from faults.answers import document

KEY = "key-for-tests-0123456789"
CLIP = "https://clips.example.com/train.mp4"
CONSENT = "https://clips.example.com/consent.mp4"
CREATE = ("replicas", "create", "--train-video-url", CLIP, "--consent-video-url", CONSENT)
MADE = document({"replica_id": "r90bbd427f71", "status": "started"})
# A record of a noun that the program does not know.
THING = document({"thing_id": "t1"})
# What the sandbox adds to its answers.
SANDBOXED = "note: answered by the sandbox, not by Tavus\n"
# A config file with comments, and a stored key.
CONFIG = f"""\
# mine
default_profile = "work"  # most days

[profiles.work]
# the office
api_key = "{KEY}"
base_url = "https://api.example.test"  # theirs
timeout = 30

[profiles.plain]
retries = 1  # once
"""
