"""The entry point of this package: reading the facts about a file with the parser for its type."""

import struct
from collections.abc import Callable

from tavus_cli.media.facts import Damage, Facts, Flaw, Kind
from tavus_cli.media.kinds import HEAD, brands_of, kind_of
from tavus_cli.media.matroska import read_matroska
from tavus_cli.media.mp4 import read_mp4
from tavus_cli.media.pictures import read_jpeg, read_png
from tavus_cli.media.sounds import read_mp3, read_wav
from tavus_cli.media.source import Malformed, Source, Stopped

_READERS: dict[Kind, Callable[[Source, Facts], None]] = {
    Kind.MP4: read_mp4,
    Kind.QUICKTIME: read_mp4,
    Kind.THREE_GP: read_mp4,
    Kind.MATROSKA: read_matroska,
    Kind.PNG: read_png,
    Kind.JPEG: read_jpeg,
    Kind.WAV: read_wav,
    Kind.MP3: read_mp3,
}


def look(source: Source) -> Facts:
    """Read the facts about a file from its bytes.

    Reads at most 8 MiB with at most 64 requests (128 if the index is in fragments), whatever the file contains. Damage
    is listed in `Facts.damage`. If reading ended early, `Facts.stopped` says why, and the facts are incomplete.

    Raises:
        TavusError: a local file cannot be read or changes while it is read, or the environment names CA certificates
            that cannot be used. No other exception is raised.
    """
    facts = Facts(Kind.UNKNOWN, source.size)
    try:
        head = source.read(0, HEAD)
        facts.size = source.size
        facts.kind = kind_of(head)
        facts.brands = brands_of(head)
        if facts.kind in _READERS:
            _READERS[facts.kind](source, facts)
    except Stopped as stop:
        facts.stopped = str(stop)
    except Malformed as error:
        facts.damage += (Damage(Flaw.MALFORMED, str(error)),)
    except (struct.error, IndexError):
        # A structure is shorter than its fields.
        facts.damage += (Damage(Flaw.MALFORMED, facts.kind),)
    return facts
