"""Reading Matroska and WebM files: their header, and values missing there, which are measured on the frames.

The header of a browser's recording has no frame rate, and no duration, because it was written first. The frame rate is
measured at the start of the file, and the duration is read from the last cluster.
"""

import re
from contextlib import suppress

from tavus_cli.media.ebml import UNBOUNDED, Element, element_at, elements, number, real, text, with_id
from tavus_cli.media.facts import Damage, Facts, Flaw, Kind
from tavus_cli.media.matroska_tracks import NANOSECONDS, MatroskaTrack, block_header, read_entry
from tavus_cli.media.source import BLOCK, Malformed, Source, Stopped

# Ids of elements. Source: RFC 9559.
_DOC_TYPE, _SEGMENT = 0x4282, 0x18538067
_SEEK_HEAD, _SEEK, _SEEK_ID, _SEEK_POSITION = 0x114D9B74, 0x4DBB, 0x53AB, 0x53AC
_INFO, _TIMESTAMP_SCALE, _DURATION = 0x1549A966, 0x2AD7B1, 0x4489
_TRACKS, _TRACK_ENTRY = 0x1654AE6B, 0xAE
_TAGS, _TAG, _TARGETS, _TAG_TRACK_UID = 0x1254C367, 0x7373, 0x63C0, 0x63C5
_SIMPLE_TAG, _TAG_NAME, _TAG_STRING = 0x67C8, 0x45A3, 0x4487
_CLUSTER, _TIMESTAMP, _SIMPLE_BLOCK, _BLOCK_GROUP, _BLOCK, _BLOCK_DURATION = 0x1F43B675, 0xE7, 0xA3, 0xA0, 0xA1, 0x9B
# The first element of a cluster: its time, a checksum, padding, its position, or the size of the previous cluster.
_FIRST_IN_CLUSTER = {_TIMESTAMP, 0xBF, 0xEC, 0xA7, 0xAB}
_MOST_SECONDS = 2**63
# Bytes that are read of a block: its header, and the first bytes of its frame.
_BLOCK_START = 24
_CLOCK = re.compile(r"(\d{1,6}):(\d\d):(\d\d(?:\.\d{1,9})?)", re.ASCII)
# Bytes of frames that are measured at the start. At 2.5 Mbit/s they last one second.
_MEASURED = 5 * BLOCK
_MOST_BLOCKS = 2500
_BLOCK_STEPS = 2
# Distances from the end of the file at which the last cluster is searched, one after the other.
_TAILS = (2 * BLOCK, 5 * BLOCK, 13 * BLOCK, 33 * BLOCK, 80 * BLOCK)


def read_matroska(source: Source, facts: Facts) -> None:
    """Fill in the facts about a Matroska or WebM file. Raises Stopped, Malformed, struct.error, IndexError."""
    limit = UNBOUNDED if source.size is None else source.size
    header = element_at(source, 0, limit)
    if header is None:
        return
    for element in elements(source, header, limit):
        if element.id == _DOC_TYPE:
            facts.brands = (text(source, element),)
    facts.kind = Kind.WEBM if facts.brands == ("webm",) else Kind.MATROSKA
    segment = element_at(source, header.end, limit)
    if segment is None or segment.id != _SEGMENT:
        facts.damage += (Damage(Flaw.NO_INDEX, "Segment"),)
    else:
        _Segment(source, facts, segment, limit).read()


class _Segment:
    """A reader of the segment, the element of a file that contains all the others."""

    def __init__(self, source: Source, facts: Facts, segment: Element, limit: int) -> None:
        self._source = source
        self._facts = facts
        self._segment = segment
        self._limit = min(limit, segment.end)
        self._scale = 1_000_000  # nanoseconds in a unit of time
        self._tracks: dict[int, MatroskaTrack] = {}
        self._tags: int | None = None
        self._whole = False  # whether every block was read

    def read(self) -> None:
        if self._limit < self._segment.end < UNBOUNDED:
            self._damaged(Flaw.CUT, "Segment", self._segment.end)
        try:
            cluster = self._read_header()
            if not self._tracks:
                self._damaged(Flaw.NO_INDEX, "Tracks")
            elif cluster is None:
                self._damaged(Flaw.DATA_MISSING, "Cluster")
            else:
                self._read_start(cluster.start)
                self._read_durations(cluster.start)
        finally:
            self._finish()

    def _damaged(self, flaw: Flaw, where: str, wanted: int | None = None) -> None:
        self._facts.damage += (Damage(flaw, where, wanted, None if wanted is None else self._facts.size),)

    def _read_header(self) -> Element | None:
        """Read everything before the first cluster. Returns that cluster."""
        for element in elements(self._source, self._segment, self._limit):
            if element.id == _CLUSTER:
                return element
            if element.id == _INFO:
                self._read_info(element)
            elif element.id == _TRACKS:
                for entry in self._inside(element, _TRACK_ENTRY):
                    track = read_entry(self._source, entry, self._limit)
                    self._tracks[track.number] = track
            elif element.id == _TAGS:
                self._tags = element.start
            elif element.id == _SEEK_HEAD:
                self._read_seek_head(element)
        return None

    def _inside(self, parent: Element, identity: int) -> list[Element]:
        return with_id(self._source, parent, identity, self._limit)

    def _read_info(self, info: Element) -> None:
        duration = 0.0
        for element in elements(self._source, info, self._limit):
            if element.id == _TIMESTAMP_SCALE:
                self._scale = number(self._source, element) or self._scale
            elif element.id == _DURATION:
                duration = real(self._source, element)
        seconds = duration * self._scale / NANOSECONDS
        # Rejects NaN and infinity.
        self._facts.duration = seconds if 0 < seconds < _MOST_SECONDS else None

    def _read_seek_head(self, head: Element) -> None:
        for seek in self._inside(head, _SEEK):
            fields = {element.id: element for element in elements(self._source, seek, self._limit)}
            if _SEEK_ID in fields and _SEEK_POSITION in fields and number(self._source, fields[_SEEK_ID]) == _TAGS:
                self._tags = self._segment.body + number(self._source, fields[_SEEK_POSITION])

    def _read_start(self, start: int) -> None:
        """Read the first blocks, for the frame rate and the bit rate of the sound."""
        end = start + _MEASURED
        end -= end % BLOCK
        self._source.load(start, end - start)
        self._whole = self._read_blocks(start, end, measured=True) >= self._limit

    def _read_blocks(self, at: int, end: int, *, measured: bool) -> int:
        """Read the blocks that begin in a range. Returns the offset after them."""
        time = blocks = 0
        last: tuple[MatroskaTrack, int] | None = None
        end = min(end, self._limit)
        while at < end and blocks < _MOST_BLOCKS and (element := element_at(self._source, at, self._limit)) is not None:
            at = element.body if element.id in {_CLUSTER, _BLOCK_GROUP} else element.end
            if at > self._limit:
                if not self._facts.damage:
                    self._damaged(Flaw.CUT, "Cluster", at)
            elif element.id == _TIMESTAMP:
                time = number(self._source, element)
            elif element.id in {_SIMPLE_BLOCK, _BLOCK}:
                last = self._read_block(element, time, measured=measured)
                blocks += int(measured)
            elif element.id == _BLOCK_DURATION and last is not None:
                track, shown = last
                track.ends = max(track.ends, shown + number(self._source, element) * self._scale)
        return at

    def _read_block(self, block: Element, cluster_time: int, *, measured: bool) -> tuple[MatroskaTrack, int] | None:
        self._source.step(_BLOCK_STEPS)
        data = self._source.read(block.body, _BLOCK_START)
        track_number, relative, start = block_header(data)
        track = self._tracks.get(track_number)
        if track is None:
            return None
        time = (cluster_time + relative) * self._scale
        if measured:
            track.measure(time, block.end - block.body - start, data[start:])
        track.last = max(track.last, time)
        return track, time

    def _read_durations(self, cluster: int) -> None:
        """Find the duration of each track, and of the file if it is not in the header."""
        if self._facts.duration is None and not self._whole:
            self._read_end(cluster)
        if self._facts.duration is None or self._whole:
            tracks = [track for track in self._tracks.values() if track.times]
            for track in tracks:
                track.duration = (track.end - track.first) / NANOSECONDS
            if self._facts.duration is None and tracks:
                longest = max(track.end for track in tracks) - min(track.first for track in tracks)
                self._facts.duration = longest / NANOSECONDS or None
        if self._tags is not None:
            # Players do not need tags, so invalid ones are not damage.
            with suppress(Malformed):
                self._read_tags(self._tags)

    def _read_end(self, after: int) -> None:
        """Read the file from one of its last clusters on, which is searched by its id from the end of the file."""
        if self._limit == UNBOUNDED:
            raise Stopped("the server does not tell how large the file is")
        for length in _TAILS:
            start = max(after, self._limit - length)
            tail = self._source.read(start, self._limit - start)
            for match in re.finditer(_CLUSTER.to_bytes(4), tail):
                if self._is_cluster(start + match.start()):
                    self._read_blocks(start + match.start(), self._limit, measured=False)
                    return
        raise Stopped("its last cluster was not found")

    def _is_cluster(self, at: int) -> bool:
        """Whether a cluster begins here. The same four bytes can also occur inside the data."""
        try:
            cluster = element_at(self._source, at, self._limit)
            inside = cluster and element_at(self._source, cluster.body, self._limit)
        except Malformed:
            return False
        return inside is not None and inside.id in _FIRST_IN_CLUSTER and inside.end <= self._limit

    def _read_tags(self, start: int) -> None:
        """Read the durations of the tracks from the tags that ffmpeg and mkvmerge write."""
        tags = element_at(self._source, start, self._limit)
        if tags is None or tags.id != _TAGS:
            return
        for tag in self._inside(tags, _TAG):
            uids = {
                number(self._source, uid)
                for target in self._inside(tag, _TARGETS)
                for uid in self._inside(target, _TAG_TRACK_UID)
            }
            for simple in self._inside(tag, _SIMPLE_TAG):
                words = [
                    text(self._source, word) for name in (_TAG_NAME, _TAG_STRING) for word in self._inside(simple, name)
                ]
                match = _CLOCK.fullmatch(words[1]) if len(words) == 2 and words[0] == "DURATION" else None
                for track in self._tracks.values():
                    if match and track.uid in uids:
                        track.duration = int(match[1]) * 3600 + int(match[2]) * 60 + float(match[3])

    def _finish(self) -> None:
        tracks = sorted(self._tracks.values(), key=lambda track: not track.enabled)
        self._facts.videos = tuple(video for track in tracks if (video := track.finished_video(whole=self._whole)))
        self._facts.sounds = tuple(sound for track in tracks if (sound := track.finished_sound()))
        self._facts.others = tuple(track.kind for track in tracks if not (track.video or track.sound))
