"""The destination of a download. The file name is the user's or made from the video's id, never the server's."""

import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tavus_cli.errors import UsageError
from tavus_cli.text import clean

# Long enough for any id, and short enough for every file system even with ".part.json" appended.
LONGEST_NAME = 100
SUFFIXES = (".mp4", ".webm", ".mov")
_UNFIT = re.compile(r"[^A-Za-z0-9._-]")
# Names of devices on Windows, also with any extension.
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\Z)", re.I)


@dataclass(frozen=True)
class Destination:
    """A folder, a file name (None to make it from the video's id), and whether an existing file may be replaced."""

    folder: Path
    name: str | None
    force: bool

    def path(self, video_id: str, link_path: str) -> Path:
        """The path of the file for a video. Raises UsageError if it exists and may not be replaced."""
        path = self.folder / (self.name or file_name(video_id, link_path))
        self.check(path)
        return path

    def check(self, path: Path) -> None:
        if not os.path.lexists(path):
            return
        shown = clean(path)
        if not path.is_file():
            raise UsageError(f"{shown} is not a file that could be replaced.", hint="name another with --output")
        if not self.force:
            raise UsageError(
                f"{shown} exists already; nothing was downloaded.", hint="replace it with --force, or name another"
            )


def parse_destination(output: str | None, *, force: bool, option: str = "--output") -> Destination:
    """Parse the user's option. Raises UsageError if the folder does not exist, or the file may not be replaced."""
    if output is None:
        return Destination(Path(), None, force)
    if output in {"", "-"}:
        raise UsageError(f"{option} needs the name of a file or a folder.", hint="such as movie.mp4")
    path = Path(output)
    if path.is_dir():
        return Destination(path, None, force)
    if output.endswith(("/", os.sep)) or not path.parent.is_dir():
        folder = path if output.endswith(("/", os.sep)) else path.parent
        raise UsageError(f"there is no folder {clean(folder)}.", hint="make it first, or name another")
    destination = Destination(path.parent, path.name, force)
    destination.check(path)
    return destination


def file_name(video_id: str, link_path: str) -> str:
    """A name that is valid on every system and contains no path, with the link's suffix if it is that of a video."""
    suffix = PurePosixPath(link_path).suffix.lower()
    stem = _UNFIT.sub("_", video_id)[:LONGEST_NAME]
    if stem.startswith((".", "-")) or _DEVICE.match(stem):
        stem = f"_{stem.lstrip('.-')}"
    # Windows removes a trailing dot.
    return stem.rstrip(".") + (suffix if suffix in SUFFIXES else SUFFIXES[0])
