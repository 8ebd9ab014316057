"""Downloading to a pipe: written bytes cannot be undone, so the download fails if it would have to start over."""

from typing import NoReturn

from tavus_cli.errors import ServerError
from tavus_cli.output.streams import Streams
from tavus_cli.text import clean
from tavus_cli.verbs.download.checksums import RunningChecksum
from tavus_cli.verbs.download.part import Version


class Piped:
    """A file that is written to standard output. It has the same interface as `Part`.

    Attributes:
        label: the video's id, for messages.
        size: the number of bytes written.
        version: the version of the file to which they belong.
    """

    def __init__(self, streams: Streams, video_id: str) -> None:
        self.label = clean(video_id)
        self.size = 0
        self.version = Version()
        self.to_start_over = f"a file can be resumed, and can start over: --output {self.label}.mp4"
        self._streams = streams
        self._sum: RunningChecksum | None = None

    def restart(self, version: Version) -> None:
        """Start at the beginning of the file. Raises ServerError if some of it was written already."""
        if self.size:
            self.reject("the file starts over, perhaps as another version")
        self.version = version
        self._sum = RunningChecksum(version.checksum) if version.checksum else None

    def write(self, data: bytes) -> None:
        self._streams.write_bytes(data)
        self.size += len(data)
        if self._sum:
            self._sum.add(data)

    def is_intact(self) -> bool:
        """Whether the bytes have the checksum that storage sent; True if it sent none."""
        return self._sum is None or self._sum.matches

    def reject(self, reason: str) -> NoReturn:
        """Raise a ServerError that is not retried."""
        raise ServerError(f"{reason}: the {self.size} bytes that were written are no use.", hint=self.to_start_over)
