"""A video of the API whose file lies in a storage of its own, and what a download leaves behind."""

import json
import re
from pathlib import Path

from faults.answers import document, head, raw, reply
from faults.bodies import video
from faults.server import Answer, Exchange, FaultServer, Request
from reliability.program import Program

CLIP = bytes(range(256)) * 40
TAG = '"version-1"'
VIDEO = video()["video_id"]
NAME = f"{VIDEO}.mp4"
DOWNLOAD = ("videos", "download", str(VIDEO))
HALF = len(CLIP) // 2
RESUME = "hint: run the same command again to resume."


def record(link: object, **fields: object) -> Answer:
    """What the API says of the video."""
    return document(video(download_url=link, **fields))


def link(storage: FaultServer) -> str:
    return f"{storage.url}/high.mp4?signature=secret-of-the-link"


def whole(body: bytes = CLIP, tag: str = TAG, kind: str = "video/mp4") -> Answer:
    return reply(200, body, [("ETag", tag)], kind=kind)


def part(first: int, body: bytes, total: object, tag: str | None = TAG) -> Answer:
    """A 206 with these words and these bytes, whether they fit or not."""
    fields = [("Content-Range", f"bytes {first}-{first + len(body) - 1}/{total}")]
    return reply(206, body, [*fields, *([("ETag", tag)] if tag else [])], kind="video/mp4")


def cut_at(count: int, body: bytes = CLIP, tag: str = TAG) -> Answer:
    """The first bytes of what was announced, then the end of the connection."""
    return raw(beginning(body, tag) + body[:count])


def piecewise(*pieces: bytes) -> Answer:
    """These bytes, with a moment between two pieces."""

    def answer(exchange: Exchange) -> None:
        for piece in pieces:
            exchange.send(piece)
            exchange.pause(0.05)
        exchange.close()

    return answer


def beginning(body: bytes = CLIP, tag: str = TAG) -> bytes:
    return head(200, [("Content-Type", "video/mp4"), ("Content-Length", str(len(body))), ("ETag", tag)])


def ranged(request: Request) -> Answer:
    """A storage that gives the part that is asked for."""
    asked = re.fullmatch(r"bytes=(\d+)-", request.headers.get("range", ""))
    if not asked or request.headers.get("if-range") != TAG:
        return whole()
    return part(int(asked[1]), CLIP[int(asked[1]) :], len(CLIP))


def leave(tavus: Program, count: int, total: object = len(CLIP), tag: str = TAG, video_id: object = VIDEO) -> Path:
    """What an earlier download has left: so many bytes, and what is known of them."""
    path = tavus.work / f"{NAME}.part"
    path.write_bytes(CLIP[:count])
    note = {"video_id": video_id, "etag": tag, "total": total}
    (tavus.work / f"{NAME}.part.json").write_text(json.dumps(note))
    return path


def files(tavus: Program) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(tavus.work.rglob("*")) if path.is_file()}
