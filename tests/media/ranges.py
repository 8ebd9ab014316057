"""A store's server: parts of a file by Range, nothing else, with a count of what it sent."""

import re

from faults.answers import reply
from faults.server import Answer, FaultServer, Request


class Store(FaultServer):
    """Serves one file under every path, in parts. HEAD gets 405, as a presigned link would answer it with 403.

    Args:
        changes: answers in the place of the right ones, by the number of the request, counted from 0.
    """

    def __init__(self, content, *, tag='"one"', kind="video/mp4", changes=None, **options):
        super().__init__(routes=self._route, **options)
        self.content = content
        self.tag = tag
        self.sent = 0
        self._kind = kind
        self.changes = changes or {}

    def _route(self, request: Request) -> Answer:
        change = self.changes.get(self.requests.index(request))
        return change or self.right_answer(request)

    def right_answer(self, request: Request) -> Answer:
        if request.method != "GET":
            return reply(405)
        found = re.fullmatch(r"bytes=(\d+)-(\d+)", request.headers.get("range", ""))
        if found is None or request.headers.get("if-range", self.tag) != self.tag:
            return reply(200, self._slice(0, self._size()), [("ETag", self.tag)], kind=self._kind)
        first, last = int(found[1]), min(int(found[2]), self._size() - 1)
        if first > last:
            return reply(416, headers=[("Content-Range", f"bytes */{self._size()}")])
        self.sent += last - first + 1
        headers = [("Content-Range", f"bytes {first}-{last}/{self._size()}"), ("ETag", self.tag)]
        return reply(206, self._slice(first, last + 1), headers, kind=self._kind)

    def _size(self):
        return len(self.content) if isinstance(self.content, bytes) else self.content.stat().st_size

    def _slice(self, start, end):
        if isinstance(self.content, bytes):
            return self.content[start:end]
        with self.content.open("rb") as file:
            file.seek(start)
            return file.read(end - start)
