"""Reading fragmented MP4 files, which have a part of the index (moof) with sample times before each part of the data.

A long recording has hundreds of fragments, and each costs a request. Therefore the first few are read for the frame
rate, and the last one, which is found from the end of the file, for the duration. All of them are read only if that
fails or if there are few.
"""

import re
import struct
from collections.abc import Mapping

from tavus_cli.media.boxes import UNBOUNDED, Box, box_at, children, content, named
from tavus_cli.media.facts import Damage, Flaw
from tavus_cli.media.pace import MOST_RUNS
from tavus_cli.media.source import BLOCK, MOST_REQUESTS_FRAGMENTED, Malformed, Source
from tavus_cli.media.tracks import Track

# Requests for the first fragments, before the last one is searched.
_FIRST_REQUESTS = 3
# A file that needs no more requests than these is read fragment by fragment.
_USUAL_REQUESTS = 8
# The maximum distance from the end of the file at which the last fragment is searched.
_MOST_TAIL = 2**22
# The usual size of an index of fragments (mfra), and the maximum.
_MFRA = 2**12
_MOST_MFRA = 2**20

Defaults = Mapping[int, tuple[int, int]]  # by track: the duration and the size of samples that have none of their own


def defaults_of(source: Source, mvex: Box) -> Defaults:
    """The defaults for samples of fragments, from the index (moov)."""
    found = {}
    for trex in children(source, mvex):
        if trex.kind == "trex":
            track, _, duration, size = struct.unpack_from(">IIII", content(source, trex, 24), 4)
            found[track] = (duration, size)
    return found


def read_fragments(source: Source, start: int, tracks: Mapping[int, Track], defaults: Defaults) -> list[Damage]:
    """Read the fragments from the box at `start` on into `tracks`. Returns the damage that was found.

    Raises:
        Stopped: a limit was reached before the end of the file.
        Malformed, struct.error, IndexError: a fragment is invalid.
    """
    source.most_requests = MOST_REQUESTS_FRAGMENTED
    limit = UNBOUNDED if source.size is None else source.size
    enough = source.requests + _FIRST_REQUESTS
    seen = first = expected = longest = 0
    at = start
    while limit - at != _mfra_length(tracks):
        source.load(at, min(expected, BLOCK))
        box = box_at(source, at, limit)
        if box is None or not box.is_named:
            break
        if box.end > limit:
            return [Damage(Flaw.CUT, box.kind, box.end, source.size)]
        at = box.end
        # A fragment's index is usually as long as the previous ones, so one request fetches its header and content.
        expected = 0 if box.kind == "moof" else longest
        if box.kind == "moof":
            for traf in children(source, box):
                if traf.kind == "traf":
                    _read_part(source, traf, tracks, defaults)
            first = first or box.start
            longest = max(longest, box.end - box.start)
            seen += 1
            if seen > 1 and source.requests >= enough and source.size is not None:
                enough = UNBOUNDED
                at = max(at, _last_fragments(source, at, (box.start - first) // (seen - 1)) or 0)
    return []


def _mfra_length(tracks: Mapping[int, Track]) -> int:
    """The length of the index that ffmpeg writes after the last fragment. It is recognized without a request."""
    return 24 + sum(24 + 19 * track.fragments for track in tracks.values() if track.fragments)


def _read_part(source: Source, traf: Box, tracks: Mapping[int, Track], defaults: Defaults) -> None:
    """Read the part of a fragment that belongs to one track (traf)."""
    boxes = named(source, traf)
    if "tfhd" not in boxes:
        raise Malformed("tfhd")
    header = content(source, boxes["tfhd"], 40)
    (number,) = struct.unpack_from(">I", header, 4)
    track = tracks.get(number)
    if track is None:
        return
    duration, size = _sample_defaults(header, *defaults.get(number, (0, 0)))
    if "tfdt" in boxes:
        base = content(source, boxes["tfdt"], 12)
        (track.ends,) = struct.unpack_from(">Q" if base[0] == 1 else ">I", base, 4)
    if track.begins is None:
        # The index (moov) may contain the first samples.
        track.begins = 0 if track.samples else track.ends
    track.fragments += 1
    for trun in children(source, traf):
        if trun.kind == "trun":
            _read_run(source, trun, track, duration, size)


def _sample_defaults(header: bytes, duration: int, size: int) -> tuple[int, int]:
    """The defaults in the header (tfhd) of a track in a fragment; the given ones where it has none."""
    flags = int.from_bytes(header[1:4])
    at = 8 + (8 if flags & 0x1 else 0) + (4 if flags & 0x2 else 0)
    if flags & 0x8:
        (duration,) = struct.unpack_from(">I", header, at)
        at += 4
    if flags & 0x10:
        (size,) = struct.unpack_from(">I", header, at)
    return duration, size


def _read_run(source: Source, trun: Box, track: Track, duration: int, size: int) -> None:
    flags, count = struct.unpack_from(">II", content(source, trun, 8))
    at = trun.body + 8 + (4 if flags & 0x1 else 0) + (4 if flags & 0x4 else 0)
    fields = [bit for bit in (0x100, 0x200, 0x400, 0x800) if flags & bit]
    if at + count * len(fields) * 4 > trun.end:
        raise Malformed("trun")
    runs, stored = [(count, duration)], count * size
    if fields:
        source.step(count)
        numbers = struct.unpack(f">{count * len(fields)}I", source.read(at, count * len(fields) * 4))
        if 0x100 in fields:
            runs = [(1, length) for length in numbers[:: len(fields)]]
        if 0x200 in fields:
            stored = sum(numbers[fields.index(0x200) :: len(fields)])
    time = sum(samples * length for samples, length in runs)
    track.ends += time
    track.samples += count
    if track.sound is not None:
        track.stored_bytes += stored
        track.stored_time += time
    elif track.video is not None and len(track.runs) < MOST_RUNS:
        track.runs += runs


def _last_fragments(source: Source, after: int, distance: int) -> int | None:
    """The offset of one of the last fragments, found from the end of the file. `distance` is between two fragments.

    None if none is found, or if so few are left that reading them all takes no more requests.
    """
    size = source.size or 0
    left = (size - after) // distance
    if distance > 2 * BLOCK and source.requests + left - 1 <= _USUAL_REQUESTS:
        return None
    lengths = [_MFRA]
    # A tail that surely contains a whole fragment, if it is smaller than one block for each remaining fragment.
    if distance * 3 // 2 < min(left * BLOCK, _MOST_TAIL):
        lengths.append(distance * 3 // 2)
    for length in lengths:
        start = max(after, (size - length) // BLOCK * BLOCK)
        tail = source.read(start, size - start)
        found = _from_index(source, tail, after) or _first_fragment(source, tail, start)
        if found is not None:
            return found
    return None


def _first_fragment(source: Source, tail: bytes, start: int) -> int | None:
    """The offset of the first fragment in `tail`, the bytes of the file from `start` on."""
    for match in re.finditer(b"moof", tail):
        at = start + match.start() - 4
        if at >= start and _is_fragment(source, at):
            return at
    return None


def _is_fragment(source: Source, at: int) -> bool:
    """Whether a fragment begins here. The same four letters can also occur inside the data."""
    try:
        moof = box_at(source, at, source.size or 0)
        inside = moof and box_at(source, moof.body, moof.end)
    except Malformed:
        return False
    return inside is not None and inside.kind == "mfhd" and inside.end - inside.start == 16


def _from_index(source: Source, tail: bytes, after: int) -> int | None:
    """The offset of the last fragment by the index of fragments (mfra), whose size is in the last 4 bytes."""
    length = int.from_bytes(tail[-4:])
    if tail[-12:-8] != b"mfro" or not 16 <= length <= _MOST_MFRA:
        return None
    last = 0
    try:
        mfra = box_at(source, max(after, (source.size or 0) - length), source.size or 0)
        if mfra is None or mfra.kind != "mfra":
            return None
        for tfra in children(source, mfra):
            if tfra.kind == "tfra":
                last = max(last, _last_offset(source, tfra))
        moof = box_at(source, last, source.size or 0)
    except (Malformed, struct.error):
        return None
    return last if moof is not None and moof.kind == "moof" else None


def _last_offset(source: Source, tfra: Box) -> int:
    head = content(source, tfra, 16)
    lengths, count = struct.unpack_from(">II", head, 8)
    numbers = sum((lengths >> shift & 3) + 1 for shift in (4, 2, 0))
    width = (16 if head[0] == 1 else 8) + numbers
    if not count:
        return 0
    entry = source.read(tfra.body + 16 + (count - 1) * width, width)
    _, offset = struct.unpack_from(">QQ" if head[0] == 1 else ">II", entry)
    return int(offset)
