"""Rules about the sound that a video is made of. Source: POST /v2/videos and the table of video errors."""

from collections.abc import Iterator

from tavus_cli.media.facts import Kind
from tavus_cli.verbs.check.containers import PAGES
from tavus_cli.verbs.check.findings import Finding, InputFile, Status, time_text
from tavus_cli.verbs.check.mend import Mend

_SUFFIXES = {Kind.WAV: (".wav", ".wave"), Kind.MP3: (".mp3",)}
LEAST_SECONDS, MOST_SECONDS = 3.0, 600.0
_WANTED = "WAV or MP3"
_CONVERTIBLE = frozenset(
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
    if kind not in _SUFFIXES:
        named = "no kind of sound that is known" if kind is Kind.UNKNOWN else kind
        mend, hint = (Mend.WAV, None) if kind in _CONVERTIBLE else (Mend(0), "give the link of the sound itself")
        yield Finding(Status.FAIL, f"{named}; only .wav and .mp3 are taken", kind, _WANTED, hint, mend=mend)
    elif file.suffix and file.suffix not in _SUFFIXES[kind]:
        message = f"{kind}, but its name ends in {file.suffix}; the name may count"
        yield Finding(Status.WARNING, message, kind, _WANTED, f"name it {_SUFFIXES[kind][0]}")
    else:
        yield Finding(Status.OK, kind, kind, _WANTED)


def sound_least(file: InputFile) -> Iterator[Finding]:
    seconds = _seconds(file)
    wanted = f">= {LEAST_SECONDS:g} s"
    if seconds is None and file.facts and file.facts.kind in _SUFFIXES and not file.facts.damage:
        yield Finding(Status.WARNING, "it does not say how long it is", None, wanted, mend=Mend.WAV)
    elif seconds is not None and seconds < LEAST_SECONDS:
        message = f"{time_text(seconds)}; {LEAST_SECONDS:g} s is the least"
        yield Finding(Status.FAIL, message, round(seconds, 3), wanted, "give a longer one")


def sound_most(file: InputFile) -> Iterator[Finding]:
    seconds = _seconds(file)
    if seconds is None:
        return
    wanted = f"<= {MOST_SECONDS:g} s"
    if seconds > MOST_SECONDS:
        message = f"{time_text(seconds)}; 10 min is the most"
        yield Finding(Status.FAIL, message, round(seconds, 3), wanted, "cut it, and make several videos")
    elif seconds >= LEAST_SECONDS:
        yield Finding(Status.OK, time_text(seconds), round(seconds, 3), wanted)


def _seconds(file: InputFile) -> float | None:
    """How long a sound is, where it is one that is taken and undamaged."""
    facts = file.facts
    return facts.duration if facts and facts.kind in _SUFFIXES and not facts.damage else None
