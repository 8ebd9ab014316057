"""Reading the tracks of MP4 and QuickTime files from their index (moov)."""

import math
import struct
from dataclasses import dataclass, field, replace

from tavus_cli.media.boxes import Box, children, content, named
from tavus_cli.media.entries import sound_of, video_of
from tavus_cli.media.facts import Damage, Flaw, Sound, Video
from tavus_cli.media.pace import MOST_RUNS, pace_of
from tavus_cli.media.source import Malformed, Source

# The maximum number of sample sizes that are added up (23 minutes of AAC), and of chunk offsets that are compared.
MOST_ENTRIES = 2**16
# Adding sixteen numbers takes as long as one step.
_ENTRIES_A_STEP = 16
_MOST_DESCRIPTION = 2**16
_UNKNOWN_DURATIONS = {2**32 - 1, 2**64 - 1}


@dataclass(slots=True)
class Track:
    """A track that is being read. Times are in units of 1/timescale seconds."""

    id: int = 0
    enabled: bool = True
    handler: str = ""
    timescale: int = 0
    rotation: int = 0
    video: Video | None = None
    sound: Sound | None = None
    presented: float | None = None  # seconds that the edit list shows
    skipped: int = 0  # time at the start that the edit list skips
    duration: int | None = None
    runs: list[tuple[int, int]] = field(default_factory=list)  # of a video: numbers of frames, and their duration
    samples: int = 0
    stored_bytes: int = 0
    stored_time: float = 0  # duration of the samples in stored_bytes
    begins: int | None = None  # for fragments: time of the first sample; `ends` is the end of the last
    ends: int = 0
    fragments: int = 0  # number of fragments that were read
    last_byte: int = 0  # the minimum size of a file that contains the last samples

    @property
    def seconds(self) -> float | None:
        if self.presented is not None:
            return self.presented
        if not self.timescale or not self.duration:
            return None
        return self.duration / self.timescale

    def finished_video(self) -> Video | None:
        """The video track with all its facts; None for other tracks."""
        if self.video is None:
            return None
        return replace(
            self.video, rotation=self.rotation, duration=self.seconds, pace=pace_of(self.runs, self.timescale)
        )

    def finished_sound(self) -> Sound | None:
        """The sound track with all its facts; None for other tracks."""
        if self.sound is None:
            return None
        time = self.stored_time / self.timescale if self.timescale else 0
        return replace(self.sound, duration=self.seconds, bit_rate=self.stored_bytes * 8 / time if time else None)


def read_track(source: Source, trak: Box, movie_scale: int) -> Track:
    """The track that a box of the index (trak) describes.

    Raises:
        Malformed, struct.error, IndexError: a box in it is invalid.
        Stopped: a limit of the source was reached.
    """
    track = Track()
    boxes = named(source, trak)
    media = named(source, boxes["mdia"]) if "mdia" in boxes else {}
    if "tkhd" in boxes:
        _read_header(track, content(source, boxes["tkhd"], 96))
    if "mdhd" in media:
        track.timescale, track.duration = times_of(content(source, media["mdhd"], 32))
    if "hdlr" in media:
        track.handler = content(source, media["hdlr"], 12)[8:12].decode("latin-1")
    if "edts" in boxes:
        _read_edits(source, track, boxes["edts"], movie_scale)
    information = named(source, media["minf"]) if "minf" in media else {}
    if "stbl" in information:
        tables = named(source, information["stbl"])
        if "stsd" in tables:
            _read_description(track, content(source, tables["stsd"], _MOST_DESCRIPTION))
        _read_samples(source, track, tables)
    return track


def _read_header(track: Track, header: bytes) -> None:
    track.enabled = bool(header[3] & 1)
    wide = header[0] == 1
    (track.id,) = struct.unpack_from(">I", header, 20 if wide else 12)
    a, b = struct.unpack_from(">ii", header, 52 if wide else 40)
    track.rotation = round(math.degrees(math.atan2(b, a)) / 90) * 90 % 360


def times_of(header: bytes) -> tuple[int, int | None]:
    """The timescale and the duration in a movie or media header (mvhd, mdhd). None for a duration of 0 or all ones."""
    scale, duration = struct.unpack_from(">IQ", header, 20) if header[0] == 1 else struct.unpack_from(">II", header, 12)
    return scale, None if duration in _UNKNOWN_DURATIONS else duration or None


def _read_edits(source: Source, track: Track, edts: Box, movie_scale: int) -> None:
    """Read the edit list: which parts of the media are shown, and for how long."""
    elst = named(source, edts).get("elst")
    if elst is None or not movie_scale:
        return
    table = content(source, elst, 2**12)
    form = struct.Struct(">Qqhh" if table[0] == 1 else ">Iihh")
    (count,) = struct.unpack_from(">I", table, 4)
    edits = [form.unpack_from(table, at) for at in range(8, len(table) - form.size + 1, form.size)][:count]
    if len(edits) < count:
        return
    shown = [(duration, start) for duration, start, _, _ in edits if start >= 0]
    total = sum(duration for duration, _ in shown)
    if total:
        track.presented = total / movie_scale
    elif shown:
        track.skipped = shown[0][1]


def _read_description(track: Track, table: bytes) -> None:
    size, name = struct.unpack_from(">I4s", table, 8)
    tag, entry = name.decode("latin-1"), table[16 : 8 + size]
    if track.handler == "vide":
        track.video = video_of(tag, entry)
    elif track.handler == "soun":
        track.sound = sound_of(tag, entry)


def _read_samples(source: Source, track: Track, tables: dict[str, Box]) -> None:
    """Read the sample tables: durations, sizes and offsets."""
    if "stts" in tables:
        numbers = _numbers(source, tables["stts"], "II", MOST_RUNS)
        track.runs = list(zip(numbers[::2], numbers[1::2], strict=True))
    last_size = 0
    if "stsz" in tables:
        each, track.samples = struct.unpack(">II", source.read(tables["stsz"].body + 4, 8))
        if not each:
            last_size = _read_sizes(source, track, tables["stsz"])
        elif track.sound is not None and track.sound.codec != "PCM":
            track.stored_bytes = each * track.samples
            track.stored_time = track.duration or 0
    for name, letter in (("stco", "I"), ("co64", "Q")):
        if name in tables:
            offsets = _numbers(source, tables[name], letter, MOST_ENTRIES)
            track.last_byte = max(offsets, default=0)
            if offsets and len(offsets) < MOST_ENTRIES and offsets[-1] == track.last_byte:
                # The last sample begins at the start of the last chunk or after it.
                track.last_byte += last_size


def _read_sizes(source: Source, track: Track, stsz: Box) -> int:
    """Add up the sizes of a sound's samples. Returns the size of the last sample of any track."""
    if track.sound is not None and track.samples:
        sizes = _numbers(source, stsz, "I", MOST_ENTRIES, skip=12)
        track.stored_bytes = sum(sizes)
        track.stored_time = (track.duration or 0) * len(sizes) / track.samples
    end = min(stsz.end, stsz.body + 12 + track.samples * 4)
    return int.from_bytes(source.read(end - 4, 4)) if track.samples else 0


def _numbers(source: Source, table: Box, letters: str, most: int, *, skip: int = 8) -> tuple[int, ...]:
    """The first entries of a table, at most `most`, as one sequence of numbers.

    `letters` is the format of an entry, as for `struct`. `skip` is the size of the fields before the entries.

    Raises:
        Malformed: the number of entries in the table is larger than its box.
    """
    width = struct.calcsize(f">{letters}")
    count = int.from_bytes(source.read(table.body + skip - 4, 4))
    if table.body + skip + count * width > table.end:
        raise Malformed(table.kind)
    count = min(count, most)
    source.step(count // _ENTRIES_A_STEP if len(letters) == 1 else count)
    data = source.read(table.body + skip, count * width)
    return struct.unpack(f">{count * len(letters)}{letters[0]}", data[: count * width])


def tracks_of(source: Source, moov: Box, movie_scale: int) -> tuple[list[Track], list[Damage]]:
    """The valid tracks of an index, and the damage of the others."""
    tracks, flaws = [], []
    for trak in children(source, moov):
        if trak.kind == "trak":
            try:
                tracks.append(read_track(source, trak, movie_scale))
            except (Malformed, struct.error, IndexError) as error:
                flaws.append(Damage(Flaw.MALFORMED, str(error) if isinstance(error, Malformed) else "trak"))
    return tracks, flaws
