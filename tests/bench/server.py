"""A stand-in for the API that costs next to nothing: one list of replicas, in pages written once and kept, and a clip.

It runs in a process of its own, so that none of its work is counted as a client's. The sandbox would not do: it is
part of what is measured.
"""

import argparse
import json
import re
import socketserver
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from functools import cache, partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit
from urllib.request import urlopen

DEFAULT_LIMIT = 10
_COUNTS = "/counts"
_HEAD = "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
_PART = (
    "HTTP/1.1 206 Partial Content\r\nContent-Type: video/mp4\r\nContent-Range: bytes {first}-{last}/{total}\r\n"
    "Content-Length: {length}\r\n\r\n"
)


def replica_id(number: int) -> str:
    """The id of a row. Ids come in no order, so that a client that sorts them is found out."""
    return f"r{(number + 1) * 0x9E3779B97F5 % 16**11:011x}"


def replica(number: int, *, verbose: bool = False) -> dict[str, Any]:
    """A row as the API sends it."""
    new_id = replica_id(number)
    moment = f"2026-{1 + number % 12:02}-{1 + number % 28:02}T{number % 24:02}:{number % 60:02}:03.327Z"
    row = {
        "replica_id": new_id,
        "replica_name": f"Presenter {number:06}",
        "thumbnail_video_url": f"https://cdn.replica.tavus.io/{number}/{new_id}_thumbnail.mp4",
        "training_progress": "100/100",
        "status": "completed",
        "created_at": moment,
        "updated_at": moment,
        "error_message": None,
        "model_name": "phoenix-4",
    }
    return row | {"replica_type": "user"} if verbose else row


@dataclass
class Counts:
    """What was asked of a server: how often, at once at most, how many different pages, the longest page."""

    requests: int = 0
    most_at_once: int = 0
    pages: int = 0
    longest_page: int = 0


@dataclass
class _Book:
    """Counts requests as they come and go."""

    counts: Counts = field(default_factory=Counts)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _under_way: int = 0
    _pages: set[int] = field(default_factory=set)

    def begin(self, page: int | None, limit: int) -> None:
        with self._lock:
            self._under_way += 1
            if page is not None:
                self._pages.add(page)
            self.counts.requests += 1
            self.counts.most_at_once = max(self.counts.most_at_once, self._under_way)
            self.counts.longest_page = max(self.counts.longest_page, limit)
            self.counts.pages = len(self._pages)

    def end(self) -> None:
        with self._lock:
            self._under_way -= 1


class Replicas(socketserver.ThreadingTCPServer):
    """The list, `rows` long; each answer is held back for `latency` seconds.

    Creates are answered and forgotten. The clip is given in parts. Both at once.
    """

    daemon_threads = True
    # A client may open several connections at the same moment.
    request_queue_size = 64

    def __init__(self, rows: int, latency: float, clip: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.rows = rows
        self.latency = latency
        self.clip = clip
        self.book = _Book()
        # The time it takes to write a page would be the client's waiting time.
        self.page = cache(self._page)

    def answer(self, target: str, head: bytes) -> bytes:
        url = urlsplit(target)
        if url.path.endswith(".mp4"):
            return self._part(head)
        if url.path == _COUNTS:
            return _response("200 OK", asdict(self.book.counts))
        if url.path != "/v2/replicas":
            return _response("404 Not Found", {"message": "Not found"})
        query = dict(parse_qsl(url.query))
        page, limit = query.get("page"), int(query.get("limit", DEFAULT_LIMIT))
        self.book.begin(None if page is None else int(page), limit)
        try:
            time.sleep(self.latency)
            return self.page(max(1, int(page or 1)), limit, query.get("verbose") == "true")
        finally:
            # Before the answer goes out: a client that has it may ask again at once.
            self.book.end()

    def create(self) -> bytes:
        self.book.begin(None, 0)
        self.book.end()
        made = {"replica_id": replica_id(self.book.counts.requests), "status": "started"}
        return _response("200 OK", made)

    def _part(self, head: bytes) -> bytes:
        self.book.begin(None, 0)
        found = re.search(rb"(?i)\nrange: bytes=(\d+)-(\d+)\r", b"\n" + head)
        first, last = (int(found[1]), min(int(found[2]), len(self.clip) - 1)) if found else (0, len(self.clip) - 1)
        fields = _PART.format(first=first, last=last, total=len(self.clip), length=last - first + 1)
        self.book.end()
        return fields.encode("ascii") + self.clip[first : last + 1]

    def _page(self, page: int, limit: int, verbose: bool) -> bytes:  # noqa: FBT001  # a key of the cache
        numbers = range((page - 1) * limit, min(page * limit, self.rows))
        rows = [replica(number, verbose=verbose) for number in numbers]
        return _response("200 OK", {"data": rows, "total_count": self.rows})


class _Connection(socketserver.StreamRequestHandler):
    """Request after request on one connection. Python's own HTTP server takes several times as long to read one."""

    server: Replicas
    disable_nagle_algorithm = True

    def handle(self) -> None:
        while request := self.rfile.readline():
            head = b"".join(iter(self.rfile.readline, b"\r\n"))
            method, target, _ = request.decode("ascii").split()
            if method == "POST":
                length = re.search(rb"(?i)\ncontent-length: (\d+)\r", b"\n" + head)
                self.rfile.read(int(length[1]) if length else 0)
                self.wfile.write(self.server.create())
            else:
                self.wfile.write(self.server.answer(target, head))
            if b"\nconnection: close\r" in b"\n" + head.lower():
                return


def _response(status: str, document: Any) -> bytes:
    body = json.dumps(document).encode()
    return _HEAD.format(status=status, length=len(body)).encode("ascii") + body


class ServerProcess:
    """The server in a process of its own, which ends with the block, or with the process that started it."""

    def __init__(self, rows: int, latency: float = 0.0, clip: Path | None = None) -> None:
        self._command = [sys.executable, "-I", __file__, "--rows", str(rows), "--latency", str(latency)]
        if clip is not None:
            self._command += ["--clip", str(clip)]

    def __enter__(self) -> Self:
        # Ctrl-C is for the benchmark, which then lets go of the pipe.
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.communicate()

    def counts(self) -> Counts:
        with urlopen(self.url + _COUNTS, timeout=10) as answer:
            return Counts(**json.load(answer))


def main() -> None:
    """Print the URL and serve until standard input ends."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--latency", type=float, default=0.0, metavar="SECONDS")
    parser.add_argument("--clip", type=Path)
    options = parser.parse_args()
    clip = options.clip.read_bytes() if options.clip else b""
    with Replicas(options.rows, options.latency, clip) as server:
        threading.Thread(target=partial(server.serve_forever, poll_interval=0.05), daemon=True).start()
        print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
        sys.stdin.read()
        server.shutdown()


if __name__ == "__main__":
    main()
