"""The entry: what a file is."""

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
    """What a file is, by its bytes.

    Reads at most 8 MiB by 64 requests (128 where the index is in fragments), whatever the file says. What is damaged
    is told in `Facts.damage`. Where reading ended early, `Facts.stopped` says why; the facts are those known by then.

    Raises:
        TavusError: a local file cannot be read or changes while it is read, or the environment names CA certificates
            that cannot be used. Nothing else.
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
        # A structure that is shorter than its fields.
        facts.damage += (Damage(Flaw.MALFORMED, facts.kind),)
    return facts
