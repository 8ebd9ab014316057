"""Every fact against MediaInfo, and against ffmpeg where MediaInfo does not tell."""

import re
import subprocess
from functools import lru_cache
from itertools import pairwise
from statistics import mode

import pytest
from media.clips import FFMPEG, RECIPES, tone
from pymediainfo import MediaInfo

LOOKED_INTO = [
    name
    for name, options in RECIPES.items()
    if not name.startswith("other.") and name.rpartition(".")[2] not in {"png", "jpg"}
]
CODECS = {"H.264": "AVC", "H.265": "HEVC", "Motion JPEG": "JPEG", "MP3": "MPEG Audio"}
TRANSFERS = {"BT.709": "BT.709", "HLG": "HLG", "PQ": "PQ", None: None}
THOUSANDTH = 1e-3


@lru_cache
def opinion_on(path):
    return [track.to_data() for track in MediaInfo.parse(path).tracks]


def second_opinion(path, kind):
    return [track for track in opinion_on(path) if track["track_type"] == kind]


def near(number):
    return pytest.approx(float(number), rel=THOUSANDTH)


# Of a browser's recording MediaInfo does not tell it; ffmpeg does, below.
@pytest.mark.parametrize("name", [name for name in LOOKED_INTO if name != "browser.webm"])
def test_the_length_of_the_file(clips, look_at, name):
    (general,) = second_opinion(clips[name], "General")
    assert look_at(name).duration == near(general["duration"] / 1000)


@pytest.mark.parametrize("name", LOOKED_INTO)
def test_every_picture_track(clips, look_at, name):
    facts = look_at(name)
    opinions = second_opinion(clips[name], "Video")
    assert len(facts.videos) == len(opinions)
    for video, opinion in zip(facts.videos, opinions, strict=True):
        assert CODECS.get(video.codec, video.codec) == opinion["format"]
        assert (video.width, video.height) == (opinion["width"], opinion["height"])
        # MediaInfo does not tell it of Matroska.
        assert video.rotation == (90 if name == "turned.mkv" else float(opinion.get("rotation", 0)))
        assert video.encrypted == ("encryption" in opinion)
        assert TRANSFERS[video.transfer] == opinion.get("transfer_characteristics")
        if video.bit_depth and "bit_depth" in opinion:
            assert (video.bit_depth, video.chroma) == (opinion["bit_depth"], opinion["chroma_subsampling"])
        if video.profile and "format_profile" in opinion and video.codec != "VP9":
            assert f"{video.profile}@L{video.level}".removesuffix(".0") == opinion["format_profile"].removesuffix(
                "@Main"
            )
        if "duration" in opinion:
            assert video.duration == near(float(opinion["duration"]) / 1000)
        # MediaInfo counts that ffmpeg makes the first picture of a fragmented clip last longer.
        if "frame_rate" in opinion and name != "fragmented-short.mp4":
            assert video.pace.rate == near(opinion["frame_rate"])
        assert (video.pace.odd_share > 0.01) == (name.startswith("uneven"))


@pytest.mark.parametrize("name", LOOKED_INTO)
def test_every_sound_track(clips, look_at, name):
    facts = look_at(name)
    opinions = second_opinion(clips[name], "Audio")
    assert len(facts.sounds) == len(opinions)
    for sound, opinion in zip(facts.sounds, opinions, strict=True):
        assert CODECS.get(sound.codec, sound.codec) == opinion["format"]
        assert sound.sample_rate == opinion["sampling_rate"]
        assert sound.channels == opinion.get("channel_s", 1)
        assert sound.profile == opinion.get("format_additionalfeatures")
        if "duration" in opinion and name != "varying.mp3":
            assert sound.duration == near(float(opinion["duration"]) / 1000)


CONTAINERS = {
    "MP4": {"MPEG-4"},
    "QuickTime": {"MPEG-4"},
    "3GP": {"MPEG-4"},
    "WebM": {"WebM"},
    "Matroska": {"Matroska"},
    "WAV": {"Wave"},
    "MP3": {"MPEG Audio"},
}


@pytest.mark.parametrize("name", LOOKED_INTO)
def test_the_container_its_brands_and_the_place_of_its_index(clips, look_at, name):
    facts = look_at(name)
    (general,) = second_opinion(clips[name], "General")
    assert general["format"] in CONTAINERS[facts.kind]
    assert (facts.kind == "QuickTime") == (general.get("format_profile") == "QuickTime")
    assert facts.size == general["file_size"]
    if general["format"] == "MPEG-4":
        told = [general["codec_id"], *general.get("codecid_compatible", "").split("/")]
        assert facts.brands[0].strip() == told[0].strip()
        assert {brand.strip() for brand in facts.brands} == {brand.strip() for brand in told} - {""}
    if facts.index in {"start", "end"}:
        assert general["isstreamable"] == ("Yes" if facts.index == "start" else "No")


@pytest.mark.parametrize("name", ["faststart.mp4", "vp9.webm", "tone.wav"])
def test_a_file_that_is_cut_off_is_cut_off_in_both_opinions(clips, look_at, tmp_path, name):
    cut = tmp_path / name
    cut.write_bytes(clips[name].read_bytes()[: clips[name].stat().st_size * 6 // 10])
    (general,) = second_opinion(cut, "General")
    assert (bool(look_at(cut).damage), general.get("istruncated")) == (True, "Yes")


@pytest.mark.parametrize(
    "name", ["clip.mp4", "uneven.mp4", "frozen.mp4", "23.976-fps.mp4", "60-fps.mp4", "fragmented-short.mp4"]
)
def test_the_spread_of_the_frames_is_that_of_the_times_which_ffmpeg_reads(clips, look_at, name):
    argv = [FFMPEG, "-i", clips[name], "-map", "0:v:0", "-c", "copy", "-f", "framecrc", "-"]
    lines = subprocess.run(argv, capture_output=True, text=True, check=True).stdout.splitlines()
    ((units, seconds),) = [re.findall(r"#tb 0: (\d+)/(\d+)", line)[0] for line in lines if line.startswith("#tb")]
    times = sorted(int(line.split(",")[2]) for line in lines if not line.startswith("#"))
    gaps = [(after - before) * int(units) / int(seconds) for before, after in pairwise(times)]
    pace = look_at(name).video.pace
    usual = mode(round(gap, 5) for gap in gaps)
    odd = sum(1 for gap in gaps if abs(gap - usual) > usual / 10)
    assert pace.odd_share == pytest.approx(odd / len(gaps), abs=2 / len(gaps))
    starts = [sum(gaps[:number]) for number in range(len(gaps))]
    windows = [sum(1 for other in starts if start <= other < start + 1) for start in starts if start + 1 <= starts[-1]]
    assert pace.slowest == pytest.approx(min(windows), abs=1.01)


@pytest.mark.parametrize(
    "name", ["browser.webm", "varying.mp3", "tone.mp3", "fragmented-no-mfra.mp4", "ten-minutes.mp4"]
)
def test_the_length_is_what_ffmpeg_plays(clips, look_at, name):
    done = subprocess.run(
        [FFMPEG, "-i", clips[name], "-c", "copy", "-f", "null", "-"], capture_output=True, text=True, check=True
    )
    hours, minutes, seconds = re.findall(r"time=(\d+):(\d+):([\d.]+)", done.stderr)[-1]
    played = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    assert look_at(name).duration == near(played)


@pytest.mark.parametrize("name", ["clip.mp4", "quicktime.mov", "no-picture.m4a", "silent-aac.mp4", "silent-opus.webm"])
def test_the_bit_rate_is_that_of_the_sound_which_ffmpeg_takes_out(clips, look_at, name):
    sound = look_at(name).sound
    argv = [FFMPEG, "-i", clips[name], "-map", "0:a:0", "-c", "copy", "-f", "data", "-"]
    stored = len(subprocess.run(argv, capture_output=True, check=True).stdout)
    # AAC's first frame is there for the decoder, not to be heard.
    first = 1024 / 48000 if sound.codec == "AAC" else 0
    assert sound.bit_rate == near(stored * 8 / (sound.duration + first))


def test_every_bit_rate_of_an_mp3_is_the_one_that_ffmpeg_was_told(tmp_path, look_at):
    rates = {48000: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)}
    rates[22050] = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
    wanted = {f"{hertz}-{rate}.mp3": (hertz, rate) for hertz, group in rates.items() for rate in group}
    argv = [FFMPEG, *tone(2).split()]
    for name, (hertz, rate) in wanted.items():
        argv += f"-c:a libmp3lame -ar {hertz} -b:a {rate}k -write_xing 0 -id3v2_version 0 {name}".split()
    subprocess.run(argv, cwd=tmp_path, capture_output=True, check=True)
    for name, (hertz, rate) in wanted.items():
        sound = look_at(tmp_path / name).sound
        assert sound.sample_rate == hertz
        # Frames are padded to whole bytes, now one more, now one less.
        assert sound.bit_rate == pytest.approx(rate * 1000, rel=5e-3), name


@pytest.mark.parametrize("name", ["picture.png", "picture.jpg", "moving.png"])
def test_every_picture(clips, look_at, name):
    (opinion,) = second_opinion(clips[name], "Image")
    picture = look_at(name).picture
    assert (picture.width, picture.height) == (opinion["width"], opinion["height"])
