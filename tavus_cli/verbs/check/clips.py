"""Rules for training and consent clips: codec, resolution, frame rate, duration, sound, the consent statement.

Each threshold is the most lenient of all sources, because they contradict each other, and a wrong rule would stop a
good create.
"""

from collections.abc import Iterator

from tavus_cli.media.facts import Kind, Sound, Video
from tavus_cli.verbs.check.containers import CLIPS, rewrapped
from tavus_cli.verbs.check.findings import Finding, InputFile, Role, Status, time_text
from tavus_cli.verbs.check.repair import Repair
from tavus_cli.verbs.preflight import CONSENT_STATEMENT

# A live error message says "at least 23fps". The vendor's own recorder requests 24, the table of errors says 25.
LEAST_FPS, SURE_FPS, MOST_FPS = 23.0, 24.9, 60.0
MOST_ODD_FRAMES = 0.05
# 720p is the documented minimum, 1080p is recommended. Some cameras crop a few lines.
LEAST_SIDE, SURE_SIDE, ADVISED_SIDE = 700, 720, 1080
# The documentation says "at least 1 minute". Up to a second is tolerated, because players round.
LEAST_SECONDS, SURE_SECONDS, MOST_SECONDS = 59.0, 60.0, 300.0
# phoenix-3 requires a minute of talking and a minute of silence.
PHOENIX_3_SECONDS = 118.0
# Speaking the statement takes 13 to 16 s.
CONSENT_SECONDS = (8.0, 60.0)
# Digital silence is encoded with 1.2 to 1.5 kbit/s, faint noise with 55 or more.
SILENT_BIT_RATE = 8000.0
LEAST_SOUND = 0.9

_WEBM_CODECS = frozenset({"VP8", "VP9", "AV1"})
_HDR = frozenset({"HLG", "PQ"})
_RECORD_AGAIN = "record again"


def codec(file: InputFile) -> Iterator[Finding]:
    facts = file.facts
    if facts is None or facts.kind not in CLIPS:
        return
    video = facts.video
    if video is None:
        if not facts.damage and not facts.stopped:
            yield Finding(Status.FAIL, "there is no picture in it", None, "H.264", _RECORD_AGAIN)
        return
    if video.encrypted or any(sound.encrypted for sound in facts.sounds):
        yield Finding(
            Status.FAIL, f"{video.codec}, encrypted", video.codec, "H.264", "give the clip without protection"
        )
    elif video.codec == "H.264":
        yield Finding(Status.OK, _picture_text(video), video.codec, "H.264")
    elif facts.kind is Kind.WEBM and video.codec in _WEBM_CODECS:
        message = f"{video.codec}, as browsers record; only H.264 is sure"
        yield Finding(Status.WARNING, message, video.codec, "H.264", repair=Repair.PICTURE)
    else:
        yield Finding(Status.FAIL, f"{video.codec}; only H.264 is taken", video.codec, "H.264", repair=Repair.PICTURE)


def _picture_text(video: Video) -> str:
    level = f"@{video.level}" if video.level else ""
    named = f"{video.codec} {video.profile}{level}" if video.profile else video.codec
    depth = f"{video.bit_depth} bit" if video.bit_depth else None
    return ", ".join(part for part in (named, video.chroma, depth) if part)


def _sound_text(sound: Sound) -> str:
    rate = f" {sound.sample_rate / 1000:g} kHz" if sound.sample_rate else ""
    bits = f", {sound.bit_rate / 1000:.0f} kbit/s" if sound.bit_rate else ""
    return f"{sound.codec}{rate}{bits}"


def colour(file: InputFile) -> Iterator[Finding]:
    video = file.video
    if video is None:
        return
    odd = []
    if video.dolby_vision:
        odd.append("Dolby Vision")
    if video.transfer in _HDR:
        odd.append(f"HDR ({video.transfer})")
    if video.bit_depth is not None and video.bit_depth > 8:
        odd.append(f"{video.bit_depth} bit")
    if video.chroma not in {None, "4:2:0"}:
        odd.append(str(video.chroma))
    if odd:
        is_hdr = video.dolby_vision or video.transfer in _HDR
        repair = Repair.TONEMAP if is_hdr else Repair.PICTURE
        message = f"{', '.join(odd)}; only 8 bit, 4:2:0, without HDR is sure"
        yield Finding(Status.WARNING, message, ", ".join(odd), "8 bit, 4:2:0", repair=repair)


def frame_rate(file: InputFile) -> Iterator[Finding]:
    pace = file.video.pace if file.video else None
    if pace is None:
        return
    # Rounded to tenths, so that 22.97 counts as 23.
    rate = round(pace.rate, 1)
    value, text = round(pace.rate, 3), f"{pace.rate:.4g} fps"
    uneven = f", down to {pace.slowest:.3g} in the slowest second" if pace.slowest < 0.9 * pace.rate else ""
    if rate < LEAST_FPS:
        hint = f"{_RECORD_AGAIN}, with more light: cameras slow down in the dark"
        message = f"{text}{uneven}; below {LEAST_FPS:g} is refused"
        yield Finding(Status.FAIL, message, value, f">= {LEAST_FPS:g} fps", hint)
    elif rate < SURE_FPS:
        message = f"{text}{uneven}; {LEAST_FPS:g} is the least that was seen to pass, 25 is sure"
        yield Finding(Status.WARNING, message, value, ">= 25 fps", f"{_RECORD_AGAIN} with 25 or 30 fps")
    elif rate > MOST_FPS:
        message = f"{text}; around 30 is asked for"
        yield Finding(Status.WARNING, message, value, f"<= {MOST_FPS:g} fps", repair=Repair.EVEN)
    else:
        yield Finding(Status.OK, text, value, f">= {LEAST_FPS:g} fps")


def even_frames(file: InputFile) -> Iterator[Finding]:
    pace = file.video.pace if file.video else None
    if pace is None or round(pace.rate, 1) < LEAST_FPS:
        # No repair for a low frame rate: duplicating frames would only hide it.
        return
    wanted = f"<= {MOST_ODD_FRAMES:.0%} odd frames"
    share = round(pace.odd_share, 3)
    if pace.odd_share > MOST_ODD_FRAMES:
        message = f"{pace.odd_share:.0%} of the frames come early or late, as phones and screen recorders make them"
        yield Finding(Status.WARNING, message, share, wanted, repair=Repair.EVEN)
    elif round(pace.slowest, 1) < LEAST_FPS:
        message = f"one second has only {pace.slowest:.3g} frames"
        yield Finding(Status.WARNING, message, share, f">= {LEAST_FPS:g} in every second", repair=Repair.EVEN)
    else:
        yield Finding(Status.OK, "evenly spaced", share, wanted)


def size(file: InputFile) -> Iterator[Finding]:
    video = file.video
    if video is None or not video.width or not video.height:
        return
    side = min(video.width, video.height)
    text = f"{video.width}x{video.height}"
    wanted = f">= {SURE_SIDE} on the short side"
    if side < LEAST_SIDE:
        message = f"{text}; below 720p is refused"
        yield Finding(Status.FAIL, message, text, wanted, f"{_RECORD_AGAIN} in 1080p: making it larger does not help")
    elif side < SURE_SIDE:
        message = f"{text}; just below 720p, the minimum, so it may be refused"
        yield Finding(Status.WARNING, message, text, wanted, f"{_RECORD_AGAIN} in 1080p")
    elif side < ADVISED_SIDE:
        yield Finding(Status.OK, f"{text}; 1080p is advised", text, wanted)
    else:
        yield Finding(Status.OK, text, text, wanted)


def rotation(file: InputFile) -> Iterator[Finding]:
    video = file.video
    if video is None:
        return
    if video.rotation in {90, 270}:
        message = f"a mark turns it by {video.rotation} degrees; who passes over the mark sees it lie on its side"
        yield Finding(Status.WARNING, message, video.rotation, "0", repair=Repair.PICTURE)


def duration(file: InputFile) -> Iterator[Finding]:
    facts = file.facts
    if facts is None or facts.kind not in CLIPS or facts.damage:
        return
    wanted = "8 to 60 s" if file.role is Role.CONSENT else f">= {SURE_SECONDS:g} s"
    if facts.duration is None:
        if file.role is Role.CLIP:
            yield Finding(Status.WARNING, "it does not say how long it is", None, wanted, repair=rewrapped(facts))
        return
    value = round(facts.duration, 3)
    text = time_text(facts.duration)
    if file.role is Role.CONSENT:
        status, message, hint = _consent_length(facts.duration)
    else:
        status, message, hint = _clip_length(facts.duration, file.body.get("model_name"))
    yield Finding(status, f"{text}{message}", value, wanted, hint)


def _clip_length(seconds: float, model: object) -> tuple[Status, str, str | None]:
    if seconds < LEAST_SECONDS:
        return Status.FAIL, "; below a minute is refused", f"{_RECORD_AGAIN}: a minute or more"
    if seconds < SURE_SECONDS:
        return Status.WARNING, "; a minute is the least", f"{_RECORD_AGAIN}: a minute or more"
    if model == "phoenix-3" and seconds < PHOENIX_3_SECONDS:
        return Status.WARNING, "; phoenix-3 wants a minute of talking, then a minute of silence", None
    if seconds > MOST_SECONDS:
        return Status.WARNING, "; a longer clip has more that can go wrong", None
    return Status.OK, "", None


def _consent_length(seconds: float) -> tuple[Status, str, str | None]:
    least, most = CONSENT_SECONDS
    if seconds < least:
        return Status.WARNING, "; the statement takes 13 to 16 s", "check that all of it is there"
    if seconds > most:
        return Status.WARNING, "; it should hold the statement and nothing else", None
    return Status.OK, "", None


def sound(file: InputFile) -> Iterator[Finding]:
    facts = file.facts
    if facts is None or facts.video is None or facts.damage or facts.stopped:
        return
    track = facts.sound
    taken = ("AAC", "Opus", "Vorbis") if facts.kind is Kind.WEBM else ("AAC",)
    wanted = " or ".join(taken)
    if track is None:
        has_voice = file.role is Role.CLIP and bool({"voice_name", "default_voice_id"} & file.body.keys())
        status = Status.WARNING if has_voice else Status.FAIL
        yield Finding(status, "there is no sound", "none", wanted, f"{_RECORD_AGAIN}, with the microphone on")
    elif track.codec not in taken:
        message = f"{track.codec}; only AAC is sure"
        yield Finding(Status.WARNING, message, track.codec, wanted, repair=Repair.SOUND)
    elif track.duration and facts.video.duration and track.duration < LEAST_SOUND * facts.video.duration:
        message = f"the sound lasts {time_text(track.duration)}, the picture {time_text(facts.video.duration)}"
        yield Finding(Status.WARNING, message, round(track.duration, 3), wanted, "listen to its end")
    else:
        yield Finding(Status.OK, _sound_text(track), track.codec, wanted)


def silence(file: InputFile) -> Iterator[Finding]:
    track = file.facts.sound if file.facts else None
    if track is None or track.codec not in {"AAC", "Opus"} or track.bit_rate is None:
        return
    if track.bit_rate < SILENT_BIT_RATE:
        message = "nothing is to be heard"
        value = round(track.bit_rate)
        yield Finding(Status.WARNING, message, value, f">= {SILENT_BIT_RATE:g} bit/s", "was the microphone muted?")


def separate(file: InputFile) -> Iterator[Finding]:
    if file.link and file.body.get("consent_video_url") == file.body.get("train_video_url"):
        message = "it is the training clip itself; it should hold the statement and nothing else"
        hint = "leave --consent-video-url out where the clip opens with the statement"
        yield Finding(Status.WARNING, message, None, "a clip of its own", hint)


def words(_file: InputFile) -> Iterator[Finding]:
    """The spoken words are not checked. The finding shows the statement, and what is uncertain about it."""
    message = (
        f'only you can hear whether the words are right: "{CONSENT_STATEMENT}"'
        ' (other pages have "give consent to Tavus" or another text; any supported language will do)'
    )
    yield Finding(Status.NOTE, message)
