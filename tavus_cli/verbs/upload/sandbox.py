"""Uploading to the sandbox on this machine, so that local files can be tried without cloud storage.

Source: the sandbox's own `PUT /storage/NAME` and `GET /storage/NAME`. The API key is not sent.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from tavus_cli.cli.session import Session
from tavus_cli.errors import NetworkError, Refused, UsageError
from tavus_cli.output.progress import Meter
from tavus_cli.text import sentence
from tavus_cli.verbs.upload.destination import HOW_TO_UPLOAD, Stored
from tavus_cli.verbs.upload.source import SourceFile

# The length of an ETag of the sandbox, which is the beginning of the content's hash.
_TAG_LENGTH = 32
# The maximum bytes to read of an answer; errors of the sandbox are shorter.
_LONGEST_ANSWER = 64 * 2**10


class SandboxDestination:
    """Stores files in the sandbox under their own names, because some names make it simulate a failure."""

    deletes = True

    def __init__(self, session: Session) -> None:
        self._session = session

    def check(self) -> None:
        pass

    def place(self, source: SourceFile) -> str:
        return f"{_path(source)} of the sandbox"

    def put(self, source: SourceFile, meter: Meter) -> Stored:
        path = _path(source)
        sent = source.carry(self._session, lambda: self._put(path, source, meter))
        return Stored(self._session.target.base_url.value + path, self.place(source), path, sent)

    def keeps(self) -> str:
        return "stays there until: tavus sandbox reset"

    def delete(self, stored: Stored) -> None:
        status, _, body = self._exchange("DELETE", stored.name, {})
        if status not in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_FOUND}:
            raise Refused(f"the sandbox refused it: {_reason(body) or status}.", http_status=status)

    def _put(self, path: str, source: SourceFile, meter: Meter) -> bool:
        """Upload the file unless it is there already. Returns whether it was sent."""
        status, headers, _ = self._exchange("GET", path, {"Range": "bytes=0-0"})
        if status in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT} and headers.get("ETag") == self._tag(source):
            return False
        content = source.pieces(lambda done: meter.count(source.label, done, source.size))
        length = {"Content-Length": str(source.size), "Content-Type": source.content_type}
        status, _, body = self._exchange("PUT", path, length, content)
        if status not in {HTTPStatus.OK, HTTPStatus.CREATED}:
            raise Refused(f"the sandbox refused the file: {_reason(body) or status}.", http_status=status)
        return True

    @staticmethod
    def _tag(source: SourceFile) -> str:
        return f'"{source.sha256[:_TAG_LENGTH]}"'

    def _exchange(
        self, method: str, path: str, headers: Mapping[str, str], content: Iterable[bytes] | None = None
    ) -> tuple[int, Mapping[str, str], bytes]:
        from http.client import HTTPConnection, HTTPException

        base = urlsplit(self._session.target.base_url.value)
        connection = HTTPConnection(base.netloc, timeout=self._session.settings["call_timeout"].value)
        try:
            # The sandbox may refuse a file before it was sent completely. The answer can still be read.
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.request(method, base.path + path, content, dict(headers))
            answer = connection.getresponse()
            if "x-sandbox" not in answer.headers:
                raise UsageError(
                    f"{base.netloc} is on this machine, but no sandbox: it takes no files.", hint=HOW_TO_UPLOAD
                )
            return answer.status, dict(answer.headers), answer.read(_LONGEST_ANSWER)
        except (OSError, HTTPException) as error:
            raise NetworkError(f"the sandbox at {base.netloc} could not be reached: {sentence(error)}.") from error
        finally:
            connection.close()


def _path(source: SourceFile) -> str:
    return f"/storage/{source.sha256[:16]}/{quote(source.label, safe='')}"


def _reason(body: bytes) -> str:
    with suppress(ValueError, AttributeError):
        document = json.loads(body)
        return sentence(document.get("error") or document.get("message") or "")
    return ""
