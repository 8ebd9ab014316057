"""Command lines that many tests start from."""

LIST = ("replicas", "list")
CREATE = (
    "replicas",
    "create",
    "--train-video-url",
    "https://clips.example.test/train.mp4",
    "--consent-video-url",
    "https://clips.example.test/consent.mp4",
    "--replica-name",
    "Rio",
)
ONCE = ("--retries", "0")
