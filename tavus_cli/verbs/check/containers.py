"""Rules for any file as a whole: its size, whether it is complete, its container, and the duration of audio."""

from collections.abc import Iterator, Sequence

from tavus_cli.media.facts import Damage, Facts, Flaw, IndexPlace, Kind
from tavus_cli.verbs.check.findings import Finding, InputFile, Status, size_text, time_text
from tavus_cli.verbs.check.repair import Repair

# The table of errors says 750 MB, which may mean MB or MiB. A file between the two may be refused.
MOST_BYTES, SURE_BYTES = 750 * 2**20, 750_000_000
# Kinds of answers that a server sends instead of the file.
PAGES = frozenset({Kind.HTML, Kind.XML, Kind.JSON, Kind.TEXT})
# The containers of clips that `media` can parse.
CLIPS = frozenset({Kind.MP4, Kind.QUICKTIME, Kind.THREE_GP, Kind.WEBM, Kind.MATROSKA})
_CONVERTIBLE = frozenset({Kind.AVI, Kind.ASF, Kind.FLV, Kind.MPEG_TS, Kind.MPEG_PS, Kind.OGG})


def file_size(file: InputFile) -> Iterator[Finding]:
    if file.facts is None:
        return
    size = file.facts.size
    if size is None:
        yield Finding(Status.WARNING, "the server does not say how large it is; 750 MB is the limit", None, "<= 750 MB")
    elif size == 0:
        yield Finding(Status.FAIL, "the file is empty", 0, "<= 750 MB", "upload it again")
    elif size > MOST_BYTES:
        message = f"{size_text(size)}; more than 750 MB is refused"
        yield Finding(Status.FAIL, message, size, "<= 750 MB", repair=Repair.SHRINK)
    elif size > SURE_BYTES:
        message = f"{size_text(size)}; the limit is 750 MB, and nobody says which kind of MB"
        yield Finding(Status.WARNING, message, size, "<= 750 MB", repair=Repair.SHRINK)
    else:
        yield Finding(Status.OK, f"{size_text(size)} of at most 750 MB", size, "<= 750 MB")


_FLAWS = {
    Flaw.CUT: "it is cut off",
    Flaw.NO_INDEX: "it has no index: the recording or the upload was cut off",
    Flaw.INDEX_CUT: "its index is cut off",
    Flaw.DATA_MISSING: "its end is missing",
    Flaw.MALFORMED: "its structure is damaged",
}


def whole(file: InputFile) -> Iterator[Finding]:
    facts = file.facts
    if facts is None or facts.kind in PAGES or facts.kind is Kind.EMPTY:
        return
    if facts.damage:
        yield _damaged(
            facts.damage, "upload it again" if file.link else "export it again from the program that made it"
        )
    if facts.stopped and not facts.damage and not (file.reached and file.reached.trouble):
        yield Finding(Status.UNKNOWN, f"not read to its end: {facts.stopped}")
    elif not facts.damage and facts.kind in CLIPS:
        yield Finding(Status.OK, "nothing is missing")


def _damaged(damage: Sequence[Damage], hint: str) -> Finding:
    # A missing index is reported first, because without it nothing can be played.
    flaws = {each.flaw for each in damage}
    worst = Flaw.NO_INDEX if Flaw.NO_INDEX in flaws else damage[0].flaw
    counted = next((each for each in damage if each.wanted is not None and each.there is not None), None)
    if counted is None:
        return Finding(Status.FAIL, f"{_FLAWS[worst]} ({damage[0].where})", hint=hint)
    message = f"{_FLAWS[worst]}; {counted.wanted:,} bytes are needed, {counted.there:,} are there ({counted.where})"
    return Finding(Status.FAIL, message, counted.there, f">= {counted.wanted} bytes", hint)


def container(file: InputFile) -> Iterator[Finding]:
    facts = file.facts
    # The rule `file_page` reports a link to a page.
    if facts is None or (facts.kind in PAGES and file.link) or facts.kind is Kind.EMPTY:
        return
    kind = facts.kind
    wanted = Kind.MP4
    if kind is Kind.QUICKTIME and file.suffix == ".mov":
        yield Finding(Status.FAIL, "QuickTime; only .mp4 is sure", kind, wanted, repair=rewrapped(facts))
    elif kind is Kind.QUICKTIME:
        message = "QuickTime inside, whatever its name says; only MP4 is sure"
        yield Finding(Status.WARNING, message, kind, wanted, repair=rewrapped(facts))
    elif kind is Kind.WEBM:
        message = "WebM; the training page takes it, the table of errors only .mp4"
        yield Finding(Status.WARNING, message, kind, wanted, repair=rewrapped(facts))
    elif kind is not Kind.MP4:
        yield _not_a_clip(facts)
    elif facts.index is IndexPlace.FRAGMENTED:
        message = "MP4 in fragments, as for streaming; not every program reads it"
        yield Finding(Status.WARNING, message, "fragmented MP4", wanted, repair=rewrapped(facts))
    elif file.suffix not in {".mp4", ".m4v", ""}:
        message = f"MP4, but its name ends in {file.suffix}; the name may count"
        yield Finding(Status.WARNING, message, kind, wanted, "name it .mp4")
    else:
        yield Finding(Status.OK, "MP4", kind, wanted)


def _not_a_clip(facts: Facts) -> Finding:
    kind = facts.kind
    message = "no kind of clip that is known" if kind is Kind.UNKNOWN else f"{kind}; only .mp4 is sure"
    if kind in CLIPS:
        return Finding(Status.FAIL, message, kind, Kind.MP4, repair=rewrapped(facts))
    if kind in _CONVERTIBLE:
        return Finding(Status.FAIL, message, kind, Kind.MP4, repair=Repair.PICTURE)
    return Finding(Status.FAIL, message, kind, Kind.MP4, "give the clip itself")


def rewrapped(facts: Facts) -> Repair:
    """The repair that converts to MP4: without loss if MP4 supports the codecs, else by encoding."""
    video, sound = facts.video, facts.sound
    if video is not None and video.codec != "H.264":
        return Repair.PICTURE
    return Repair.SOUND if sound is not None and sound.codec != "AAC" else Repair.REWRAP


def index(file: InputFile) -> Iterator[Finding]:
    if file.facts and file.facts.index is IndexPlace.END:
        message = "at the end; harmless here (a cut-off upload would lose everything)"
        yield Finding(Status.NOTE, message, "end", "start")


# The audio files from which a video can be made. Source: POST /v2/videos and the table of video errors.
_SOUND_SUFFIXES = {Kind.WAV: (".wav", ".wave"), Kind.MP3: (".mp3",)}
LEAST_SOUND_SECONDS, MOST_SOUND_SECONDS = 3.0, 600.0
_SOUND_WANTED = "WAV or MP3"
_WITH_SOUND = frozenset(
    {
        *(Kind.MP4, Kind.QUICKTIME, Kind.THREE_GP, Kind.WEBM, Kind.MATROSKA, Kind.AVI, Kind.ASF, Kind.FLV),
        *(Kind.MPEG_TS, Kind.MPEG_PS, Kind.OGG, Kind.FLAC, Kind.AAC),
    }
)


def sound_kind(file: InputFile) -> Iterator[Finding]:
    facts = file.facts
    if facts is None or (facts.kind in PAGES and file.link) or facts.kind is Kind.EMPTY:
        return
    kind = facts.kind
    if kind not in _SOUND_SUFFIXES:
        named = "no kind of sound that is known" if kind is Kind.UNKNOWN else kind
        repair, hint = (Repair.WAV, None) if kind in _WITH_SOUND else (Repair(0), "give the link of the sound itself")
        yield Finding(Status.FAIL, f"{named}; only .wav and .mp3 are taken", kind, _SOUND_WANTED, hint, repair=repair)
    elif file.suffix and file.suffix not in _SOUND_SUFFIXES[kind]:
        message = f"{kind}, but its name ends in {file.suffix}; the name may count"
        yield Finding(Status.WARNING, message, kind, _SOUND_WANTED, f"name it {_SOUND_SUFFIXES[kind][0]}")
    else:
        yield Finding(Status.OK, kind, kind, _SOUND_WANTED)


def sound_least(file: InputFile) -> Iterator[Finding]:
    seconds = _seconds(file)
    wanted = f">= {LEAST_SOUND_SECONDS:g} s"
    if seconds is None and file.facts and file.facts.kind in _SOUND_SUFFIXES and not file.facts.damage:
        yield Finding(Status.WARNING, "it does not say how long it is", None, wanted, repair=Repair.WAV)
    elif seconds is not None and seconds < LEAST_SOUND_SECONDS:
        message = f"{time_text(seconds)}; {LEAST_SOUND_SECONDS:g} s is the least"
        yield Finding(Status.FAIL, message, round(seconds, 3), wanted, "give a longer one")


def sound_most(file: InputFile) -> Iterator[Finding]:
    seconds = _seconds(file)
    if seconds is None:
        return
    wanted = f"<= {MOST_SOUND_SECONDS:g} s"
    if seconds > MOST_SOUND_SECONDS:
        message = f"{time_text(seconds)}; 10 min is the most"
        yield Finding(Status.FAIL, message, round(seconds, 3), wanted, "cut it, and make several videos")
    elif seconds >= LEAST_SOUND_SECONDS:
        yield Finding(Status.OK, time_text(seconds), round(seconds, 3), wanted)


def _seconds(file: InputFile) -> float | None:
    """The duration of an audio file in seconds; None if it is damaged, or not of a supported kind."""
    facts = file.facts
    return facts.duration if facts and facts.kind in _SOUND_SUFFIXES and not facts.damage else None
