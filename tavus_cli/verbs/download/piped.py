"""A video on its way to a pipe: what is written cannot be taken back, so what does not fit it ends the download."""

from typing import NoReturn

from tavus_cli.errors import ServerError
from tavus_cli.output.streams import Streams
from tavus_cli.text import clean
from tavus_cli.verbs.download.checksums import Sum
from tavus_cli.verbs.download.part import Version


class Piped:
    """What of a file has gone to standard output, in the place of a `Part`.

    Attributes:
        label: the video's id, for people.
        size: bytes that were written.
        version: of which file they are.
    """

    def __init__(self, streams: Streams, video_id: str) -> None:
        self.label = clean(video_id)
        self.size = 0
        self.version = Version()
        self.to_start_over = f"a file can be resumed, and can start over: --output {self.label}.mp4"
        self._streams = streams
        self._sum: Sum | None = None

    def restart(self, version: Version) -> None:
        """The file comes from its beginning. Raises ServerError if some of it is written already."""
        if self.size:
            self.reject("the file begins anew, perhaps as another version")
        self.version = version
        self._sum = Sum(version.checksum) if version.checksum else None

    def write(self, data: bytes) -> None:
        self._streams.write_bytes(data)
        self.size += len(data)
        if self._sum:
            self._sum.add(data)

    def is_intact(self) -> bool:
        """Whether the bytes have the checksum that storage told; True if it told none."""
        return self._sum is None or self._sum.fits

    def reject(self, reason: str) -> NoReturn:
        """Raise ServerError, without another try."""
        raise ServerError(f"{reason}: the {self.size} bytes that were written are no use.", hint=self.to_start_over)
