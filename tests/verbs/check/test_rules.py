"""Every rule on both sides of its threshold, on real files."""

from dataclasses import replace

import pytest
from media.clips import AAC, VP8, X264, picture, tone

from tavus_cli.verbs.check.findings import Role, Status
from tavus_cli.verbs.check.rules import RULES, Certainty

CLIP, CONSENT, PORTRAIT, AUDIO = Role.CLIP, Role.CONSENT, Role.PORTRAIT, Role.AUDIO
OK, NOTE, WARNING, FAIL = Status.OK, Status.NOTE, Status.WARNING, Status.FAIL
STILL = "-f lavfi -i testsrc=s={}:d=1 -frames:v 1"


def late(each):
    """A filter that shows one of so many frames late by half its length, so that two of them have another length."""
    return f"settb=1/600,setpts=20*N+10*gte(mod(N\\,{each})\\,{each - 1})"


# Clips of this page alone, made like those of `media/clips.py`.
RECIPES = {
    "24.9-fps.mp4": f"{picture(10, '249/10')} {X264}",
    "24.8-fps.mp4": f"{picture(10, '248/10')} {X264}",
    "61-fps.mp4": f"{picture(10, 61)} {X264}",
    "short-side-699.mp4": f"{picture(1, size='1244x698')} {X264}",
    "short-side-700.mp4": f"{picture(1, size='1246x700')} {X264}",
    "short-side-718.mp4": f"{picture(1, size='1280x718')} {X264}",
    "upright-720.mp4": f"{picture(1, size='720x1280')} {X264}",
    "large-1080.mp4": f"{picture(1, size='1920x1080')} {X264}",
    "58-s.mp4": f"{picture(58)} {X264}",
    "59.5-s.mp4": f"{picture(59.5)} {X264}",
    "60-s.mp4": f"{picture(60)} {X264}",
    "117-s.mp4": "-stream_loop 1 -i 58-s.mp4 -c copy -t 117",
    "118-s.mp4": "-stream_loop 2 -i 58-s.mp4 -c copy -t 118.2",
    "300-s.mp4": "-stream_loop 4 -i 60-s.mp4 -c copy",
    "301-s.mp4": "-stream_loop 5 -i 60-s.mp4 -c copy -t 301",
    "7-s.mp4": f"{picture(7)} {tone(7)} {X264} {AAC}",
    "8-s.mp4": f"{picture(8)} {tone(8)} {X264} {AAC}",
    "61-s.mp4": f"{picture(61)} {tone(61)} {X264} {AAC}",
    "sound-89.mp4": f"{picture(20)} {tone(17.7)} {X264} {AAC}",
    "sound-91.mp4": f"{picture(20)} {tone(18.3)} {X264} {AAC}",
    "mp3-sound.mp4": f"{picture(3)} {tone(3)} {X264} -c:a libmp3lame",
    "vorbis.webm": f"{picture(3)} {tone(3)} {VP8} -c:a libvorbis",
    "faint.mp4": f"{picture(10)} -f lavfi -i anoisesrc=a=0.002:d=10 {X264} -c:a aac -b:a 128k",
    "faint.webm": f"{picture(10)} -f lavfi -i anoisesrc=a=0.002:d=10 {VP8} -c:a libopus",
    "odd-4.mp4": f"{picture(20)} -vf {late(50)} -fps_mode vfr -enc_time_base 1/600 {X264}",
    "odd-8.mp4": f"{picture(20)} -vf {late(25)} -fps_mode vfr -enc_time_base 1/600 {X264}",
    "511.png": STILL.format("511x700"),
    "512.png": STILL.format("512x512"),
    "2.9.wav": f"{tone(2.9)} -c:a pcm_s16le",
    "3.wav": f"{tone(3)} -c:a pcm_s16le",
    "2.9.mp3": f"{tone(2.85)} -c:a libmp3lame -b:a 64k",
    "3.2.mp3": f"{tone(3.2)} -c:a libmp3lame -b:a 64k",
    "600.wav": f"{tone(600)} -ar 8000 -c:a pcm_u8",
    "601.wav": f"{tone(601)} -ar 8000 -c:a pcm_u8",
}


def made(clips, name):
    """A file by its name, with those that go into it."""
    if name not in RECIPES:
        return clips[name]
    for word in RECIPES.keys() & set(RECIPES[name].split()):
        made(clips, word)
    return clips.make(name, RECIPES[name])


# Rule, file, what it is for, what the rule says; None where it says nothing.
CASES = [
    ("container", "clip.mp4", CLIP, OK),
    ("container", "quicktime.mov", CLIP, FAIL),
    ("container", "vp9.webm", CLIP, WARNING),
    ("container", "browser.webm", CONSENT, WARNING),
    ("container", "fragmented.mp4", CLIP, WARNING),
    *(("container", f"other.{kind}", CLIP, FAIL) for kind in ("avi", "ts", "flv", "wmv", "mpg", "gif", "ogg", "webp")),
    ("container", "matroska.mkv", CLIP, FAIL),
    ("container", "phone.3gp", CLIP, FAIL),
    ("container", "picture.png", CLIP, FAIL),
    ("codec", "clip.mp4", CLIP, OK),
    ("codec", "quicktime.mov", CLIP, OK),
    ("codec", "hevc.mp4", CLIP, FAIL),
    ("codec", "av1.mp4", CLIP, FAIL),
    ("codec", "mpeg4.mp4", CLIP, FAIL),
    ("codec", "prores.mov", CLIP, FAIL),
    ("codec", "encrypted.mp4", CLIP, FAIL),
    ("codec", "no-picture.m4a", CLIP, FAIL),
    ("codec", "vp9.webm", CLIP, WARNING),
    ("codec", "vp8.webm", CONSENT, WARNING),
    ("codec", "av1.webm", CLIP, WARNING),
    ("colour", "clip.mp4", CLIP, None),
    ("colour", "high.mp4", CLIP, None),
    ("colour", "high-10.mp4", CLIP, WARNING),
    ("colour", "high-422.mp4", CLIP, WARNING),
    ("colour", "high-444.mp4", CONSENT, WARNING),
    ("colour", "hlg.mov", CLIP, WARNING),
    ("colour", "pq.mkv", CLIP, WARNING),
    ("frame_rate", "15-fps.mp4", CLIP, FAIL),
    ("frame_rate", "22.9-fps.mp4", CLIP, FAIL),
    ("frame_rate", "23-fps.mp4", CLIP, WARNING),
    ("frame_rate", "23-fps.webm", CONSENT, WARNING),
    ("frame_rate", "23.976-fps.mp4", CLIP, WARNING),
    ("frame_rate", "24-fps.mp4", CLIP, WARNING),
    ("frame_rate", "24.8-fps.mp4", CLIP, WARNING),
    ("frame_rate", "24.9-fps.mp4", CLIP, OK),
    ("frame_rate", "25-fps.mp4", CLIP, OK),
    ("frame_rate", "60-fps.mp4", CLIP, OK),
    ("frame_rate", "61-fps.mp4", CLIP, WARNING),
    ("even_frames", "clip.mp4", CLIP, OK),
    ("even_frames", "odd-4.mp4", CLIP, OK),
    ("even_frames", "odd-8.mp4", CLIP, WARNING),
    ("even_frames", "frozen.mp4", CLIP, WARNING),
    ("even_frames", "15-fps.mp4", CLIP, None),
    ("even_frames", "odd-8.mp4", CONSENT, None),
    ("size", "short-side-699.mp4", CLIP, FAIL),
    ("size", "short-side-700.mp4", CLIP, WARNING),
    ("size", "short-side-718.mp4", CONSENT, WARNING),
    ("size", "large.mp4", CLIP, OK),
    ("size", "upright-720.mp4", CLIP, OK),
    ("size", "large-1080.mp4", CLIP, OK),
    ("rotation", "clip.mp4", CLIP, None),
    ("rotation", "turned-90.mp4", CLIP, WARNING),
    ("rotation", "turned-270.mp4", CONSENT, WARNING),
    ("rotation", "turned-180.mp4", CLIP, None),
    ("duration", "58-s.mp4", CLIP, FAIL),
    ("duration", "59.5-s.mp4", CLIP, WARNING),
    ("duration", "60-s.mp4", CLIP, OK),
    ("duration", "browser.webm", CLIP, OK),
    ("duration", "300-s.mp4", CLIP, OK),
    ("duration", "301-s.mp4", CLIP, WARNING),
    ("duration", "7-s.mp4", CONSENT, WARNING),
    ("duration", "8-s.mp4", CONSENT, OK),
    ("duration", "60-s.mp4", CONSENT, OK),
    ("duration", "61-s.mp4", CONSENT, WARNING),
    ("sound", "clip.mp4", CLIP, OK),
    ("sound", "no-sound.mp4", CLIP, FAIL),
    ("sound", "no-sound.mp4", CONSENT, FAIL),
    ("sound", "mp3-sound.mp4", CLIP, WARNING),
    ("sound", "sound-89.mp4", CLIP, WARNING),
    ("sound", "sound-91.mp4", CLIP, OK),
    ("sound", "vp9.webm", CLIP, OK),
    ("sound", "vorbis.webm", CONSENT, OK),
    ("silence", "silent-aac.mp4", CLIP, WARNING),
    ("silence", "silent-opus.webm", CONSENT, WARNING),
    ("silence", "faint.mp4", CLIP, None),
    ("silence", "faint.webm", CLIP, None),
    ("index", "clip.mp4", CLIP, NOTE),
    ("index", "faststart.mp4", CLIP, None),
    ("whole", "clip.mp4", CLIP, OK),
    ("whole", "browser.webm", CLIP, OK),
    ("file_size", "clip.mp4", CLIP, OK),
    ("picture_kind", "picture.png", PORTRAIT, OK),
    ("picture_kind", "picture.jpg", PORTRAIT, OK),
    *(("picture_kind", f"other.{kind}", PORTRAIT, FAIL) for kind in ("webp", "gif", "bmp", "tiff", "avif", "avi")),
    ("picture_size", "511.png", PORTRAIT, FAIL),
    ("picture_size", "512.png", PORTRAIT, OK),
    ("sound_kind", "tone.wav", AUDIO, OK),
    ("sound_kind", "tone.mp3", AUDIO, OK),
    ("sound_kind", "bare.mp3", AUDIO, OK),
    ("sound_kind", "no-picture.m4a", AUDIO, FAIL),
    *(("sound_kind", f"other.{kind}", AUDIO, FAIL) for kind in ("ogg", "flac", "aac", "gif")),
    ("sound_least", "2.9.wav", AUDIO, FAIL),
    ("sound_least", "3.wav", AUDIO, None),
    ("sound_least", "2.9.mp3", AUDIO, FAIL),
    ("sound_least", "3.2.mp3", AUDIO, None),
    ("sound_most", "600.wav", AUDIO, OK),
    ("sound_most", "601.wav", AUDIO, FAIL),
]


@pytest.mark.parametrize(("rule", "name", "role", "status"), CASES)
def test_each_rule_on_both_sides_of_its_threshold(clips, judge, rule, name, role, status):
    found = judge(made(clips, name), role)
    assert (found[rule].finding.status if rule in found else None) is status


# Rules whose other side is a test of its own, here or on another page: `test_links.py` is about links and requests, the
# API is asked in `test_portraits.py`.
ELSEWHERE = {"whole", "file_size", "words", "voice", "picture_api", "replica", "replica_state"}


def test_every_rule_is_tried_on_both_sides():
    tried = {}
    for rule, _name, _role, status in CASES:
        tried.setdefault(rule, set()).add(status)
    by_link = {rule.name for rule in RULES if rule.link_only}
    assert {rule.name for rule in RULES} - by_link - ELSEWHERE == {rule for rule in tried if len(tried[rule]) > 1}


def test_a_portrait_needs_a_voice(judge):
    assert judge("picture.png", PORTRAIT)["voice"].finding.status is FAIL
    for body in ({"voice_name": "anna"}, {"default_voice_id": "v1"}):
        assert "voice" not in judge("picture.png", PORTRAIT, **body)


def test_a_rule_of_our_own_judgement_never_stops_a_create(judge):
    (rule,) = [rule for rule in RULES if rule.name == "frame_rate"]
    file = judge("15-fps.mp4")["frame_rate"].file
    assert [finding.status for finding in rule.findings(file)] == [FAIL]
    own = rule._replace(certainty=Certainty.JUDGEMENT)
    assert [finding.status for finding in own.findings(file)] == [WARNING]


def test_a_clip_without_sound_is_warned_about_where_a_voice_is_chosen(judge):
    assert judge("no-sound.mp4", voice_name="anna")["sound"].finding.status is WARNING
    assert judge("no-sound.mp4", CONSENT, voice_name="anna")["sound"].finding.status is FAIL


@pytest.mark.parametrize(("name", "model", "status"), [
    ("117-s.mp4", "phoenix-3", WARNING),
    ("118-s.mp4", "phoenix-3", OK),
    ("117-s.mp4", "phoenix-4", OK),
])  # fmt: skip
def test_phoenix_3_wants_a_minute_of_each(clips, judge, name, model, status):
    assert judge(made(clips, name), model_name=model)["duration"].finding.status is status


@pytest.mark.parametrize(("extra", "status"), [(0, OK), (1, WARNING)])
def test_750_mb_are_sure_and_750_mib_the_end(clips, judge, tmp_path, extra, status):
    path = tmp_path / "me.mp4"
    path.write_bytes(clips["faststart.mp4"].read_bytes())

    def grow(size):
        room = size - clips["faststart.mp4"].stat().st_size
        with path.open("r+b") as file:
            file.truncate(clips["faststart.mp4"].stat().st_size)
            file.seek(0, 2)
            file.write(room.to_bytes(4) + b"free")
            file.truncate(size)

    grow(750_000_000 + extra)
    assert judge(path)["file_size"].finding.status is status
    grow(750 * 2**20 + extra)
    assert judge(path)["file_size"].finding.status is (FAIL if extra else WARNING)


@pytest.mark.parametrize(("extra", "status"), [(0, OK), (1, WARNING)])
def test_a_picture_of_more_than_20_mib_cannot_be_asked_about(clips, judge, tmp_path, extra, status):
    path = tmp_path / "me.png"
    path.write_bytes(made(clips, "512.png").read_bytes())
    with path.open("r+b") as file:
        file.truncate(20 * 2**20 + extra)
    assert judge(path, PORTRAIT)["picture_size"].finding.status is status


def test_dolby_vision_and_a_length_that_is_not_told_are_warned_about(judge):
    file = judge("clip.mp4")["codec"].file
    rules = {rule.name: rule for rule in RULES if CLIP in rule.roles}
    video = replace(file.facts.video, dolby_vision=True)
    (finding,) = rules["colour"].findings(replace(file, facts=replace(file.facts, videos=(video,))))
    assert (finding.status, finding.value) == (WARNING, "Dolby Vision")
    (finding,) = rules["duration"].findings(replace(file, facts=replace(file.facts, duration=None)))
    assert (finding.status, finding.message) == (WARNING, "it does not say how long it is")
