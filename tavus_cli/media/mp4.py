"""Reading MP4 and QuickTime files: their boxes, the place of the index, and whether the file is complete."""

from tavus_cli.media.boxes import UNBOUNDED, Box, box_at, content, named
from tavus_cli.media.facts import Damage, Facts, Flaw, IndexPlace
from tavus_cli.media.fragments import Defaults, defaults_of, read_fragments
from tavus_cli.media.source import Source, Stopped
from tavus_cli.media.tracks import Track, times_of, tracks_of

MOST_INDEX = 32 * 2**20
# The maximum part of an index that is fetched with one request.
_INDEX_AT_ONCE = 2**20


def read_mp4(source: Source, facts: Facts) -> None:
    """Fill in the facts about an MP4 or QuickTime file. Raises Stopped, Malformed, struct.error, IndexError."""
    boxes = _file_boxes(source, facts)
    if "moov" not in boxes:
        facts.damage += (Damage(Flaw.NO_INDEX, "moov"),)
        return
    moov = boxes["moov"]
    facts.index = IndexPlace.END if "mdat" in boxes and boxes["mdat"].start < moov.start else IndexPlace.START
    if moov.end - moov.start > MOST_INDEX:
        raise Stopped(f"its index is larger than {MOST_INDEX // 2**20} MiB")
    inside = named(source, moov)
    movie_scale, duration = times_of(content(source, inside["mvhd"], 32)) if "mvhd" in inside else (0, None)
    facts.duration = duration / movie_scale if duration and movie_scale else None
    tracks, flaws = tracks_of(source, moov, movie_scale)
    if not tracks and not flaws:
        flaws = [Damage(Flaw.NO_INDEX, "trak")]
    if any(damage.flaw is Flaw.INDEX_CUT for damage in facts.damage):
        # A truncated index is reported once, without the errors in its parts.
        flaws = []
    if "mvex" in inside or "moof" in boxes:
        facts.index = IndexPlace.FRAGMENTED
        facts.damage += tuple(flaws)
        defaults = defaults_of(source, inside["mvex"]) if "mvex" in inside else {}
        _read_fragmented(source, facts, moov.end, tracks, defaults)
    else:
        _finish(facts, tracks)
        facts.damage += (*flaws, *_missing_data(facts, tracks))


def _file_boxes(source: Source, facts: Facts) -> dict[str, Box]:
    """The boxes of the file, until the index and the data, or a fragment, have been found."""
    limit = UNBOUNDED if source.size is None else source.size
    boxes: dict[str, Box] = {}
    at = 0
    while "moof" not in boxes and not boxes.keys() >= {"moov", "mdat"}:
        box = box_at(source, at, limit)
        if box is None or not box.is_named:
            break
        if box.end > limit:
            flaw = Flaw.INDEX_CUT if box.kind == "moov" else Flaw.CUT
            facts.damage += (Damage(flaw, box.kind, box.end, source.size),)
        if box.kind == "moov":
            # The 16 bytes are the header of the next box.
            source.load(at, min(box.end - at, _INDEX_AT_ONCE) + 16)
        boxes.setdefault(box.kind, box)
        at = box.end
    return boxes


def _missing_data(facts: Facts, tracks: list[Track]) -> list[Damage]:
    """A flaw if the index places samples past the end of the file."""
    last = max((track.last_byte for track in tracks), default=0)
    if facts.size is None or last <= facts.size or facts.damage:
        return []
    return [Damage(Flaw.DATA_MISSING, "mdat", last, facts.size)]


def _read_fragmented(source: Source, facts: Facts, start: int, tracks: list[Track], defaults: Defaults) -> None:
    """Read the fragments. Durations in the index only cover the samples in the index, which usually has none."""
    try:
        facts.damage += tuple(read_fragments(source, start, {track.id: track for track in tracks}, defaults))
    except Stopped:
        facts.duration = None
        for track in tracks:
            track.presented = track.duration = None
        _finish(facts, tracks)
        raise
    for track in tracks:
        if track.begins is not None:
            track.presented = None
            track.duration = track.ends - track.begins - track.skipped
        if len(track.runs) > 1 and track.runs[0][0] == 1:
            # Without an edit list, ffmpeg extends the first frame by the delay of the sound.
            del track.runs[0]
    facts.duration = max((track.seconds or 0 for track in tracks), default=0) or facts.duration
    _finish(facts, tracks)


def _finish(facts: Facts, tracks: list[Track]) -> None:
    # Players take the first track that is enabled.
    tracks.sort(key=lambda track: not track.enabled)
    facts.videos = tuple(video for track in tracks if (video := track.finished_video()))
    facts.sounds = tuple(sound for track in tracks if (sound := track.finished_sound()))
    facts.others = tuple(track.handler for track in tracks if not (track.video or track.sound))
    if facts.duration is None:
        facts.duration = max((track.seconds or 0 for track in tracks), default=0) or None
