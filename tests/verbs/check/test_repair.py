"""Every command that repairs is run as it stands, in a shell, and what it made is checked again."""

import os
import shutil
import struct
import subprocess
import sys
from datetime import UTC, datetime
from functools import reduce
from operator import or_

import pytest
from media.clips import FFMPEG, RECIPES, X264, picture, tone

from tavus_cli.api.urls import parse_link
from tavus_cli.verbs.check.findings import Role, Status
from tavus_cli.verbs.check.links import renewal
from tavus_cli.verbs.check.repair import Repair, repair_command

CLIP, PORTRAIT, AUDIO = Role.CLIP, Role.PORTRAIT, Role.AUDIO
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SERIOUS = (Status.FAIL, Status.WARNING)
# Rules that tiny, short clips break in any case; no command cures them.
NOT_MENDED = {"size", "duration", "voice", "sound_least"}


@pytest.fixture
def mended(tmp_path, judge):
    """Judges a copy of a file, runs the one command for all that it finds, and judges what that made."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "ffmpeg").symlink_to(FFMPEG)

    def mend_it(path, role=CLIP, name=None):
        copy = tmp_path / (name or path.name)
        if not copy.exists():
            shutil.copyfile(path, copy)
        before = judge(copy, role)
        wanted = reduce(or_, (check.finding.repair for check in before.values()), Repair(0))
        assert wanted
        known = set(tmp_path.iterdir())
        env = {**os.environ, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}
        line = repair_command(copy.name, wanted)
        subprocess.run(line, shell=True, check=True, cwd=tmp_path, env=env, capture_output=True, timeout=60)
        (made,) = set(tmp_path.iterdir()) - known
        return before, judge(made, role), made

    return mend_it


def serious(checks):
    return {name for name, check in checks.items() if check.finding.status in SERIOUS} - NOT_MENDED


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("quicktime.mov", {"container"}),
        ("fragmented.mp4", {"container"}),
        ("matroska.mkv", {"container"}),
        ("phone.3gp", {"container"}),
        ("vp9.webm", {"container", "codec"}),
        ("browser.webm", {"container", "codec"}),
        ("other.avi", {"container"}),
        ("other.ts", {"container"}),
        ("other.flv", {"container"}),
        ("other.wmv", {"container"}),
        ("hevc.mp4", {"codec"}),
        ("av1.mp4", {"codec"}),
        ("mpeg4.mp4", {"codec", "sound"}),
        ("prores.mov", {"container", "codec", "sound"}),
        ("mjpeg.mov", {"container", "codec", "sound"}),
        ("hlg.mov", {"container", "codec", "colour"}),
        ("pq.mkv", {"container", "codec", "colour"}),
        ("high-10.mp4", {"colour"}),
        ("high-444.mp4", {"colour"}),
        ("turned-90.mp4", {"rotation"}),
        ("turned-270.mp4", {"rotation"}),
        ("uneven.mp4", {"even_frames"}),
        ("uneven.webm", {"container", "codec", "even_frames"}),
        ("frozen.mp4", {"even_frames"}),
    ],
)
def test_a_clip_is_repaired_by_its_mending(clips, mended, name, rules):
    before, after, made = mended(clips[name])
    assert rules <= serious(before)
    # Whether it has sound or not, the command cannot help.
    assert serious(after) - {"sound"} == set()
    assert ("sound" in serious(after)) == (after["sound"].finding.value == "none")
    assert made.name.endswith("-fixed.mp4")
    assert after["container"].file.facts.index.value == "start"


def test_rewrapping_loses_nothing(clips, mended):
    before, after, _ = mended(clips["quicktime.mov"])
    one, two = before["container"].file.facts, after["container"].file.facts
    assert (one.video, one.sound.bit_rate) == (two.video, two.sound.bit_rate)


def test_a_turned_clip_is_upright_for_good(clips, mended):
    before, after, _ = mended(clips["turned-90.mp4"])
    one, two = before["size"].file.facts.video, after["size"].file.facts.video
    assert ((one.width, one.height, one.rotation), (two.width, two.height, two.rotation)) == ((64, 36, 90), (36, 64, 0))


def test_sixty_one_frames_become_thirty(clips, mended):
    _, after, _ = mended(clips.make("61-fps.mp4", f"{picture(10, 61)} {X264}"))
    assert after["frame_rate"].finding.value == 30


def test_a_slow_clip_is_not_filled_up_with_copies(clips, judge):
    checks = judge("15-fps.mp4")
    assert not any(check.finding.repair for check in checks.values())


@pytest.mark.parametrize(("size", "made_size"), [
    ("3840x2160", (1920, 1080)), ("2160x3840", (1080, 1920)), ("1280x720", (1280, 720)),
])  # fmt: skip
def test_a_file_that_is_too_large_is_made_smaller_and_keeps_its_sides(clips, mended, tmp_path, size, made_size):
    path = tmp_path / "large.mp4"
    shutil.copyfile(clips.make(f"large-{size}.mp4", f"{picture(0.2, size=size)} {tone(0.2)} {X264} -c:a aac"), path)
    with path.open("r+b") as file:
        # A box that says nothing, as long as it takes.
        file.seek(0, 2)
        file.write((800_000_000).to_bytes(4) + b"free")
        file.truncate(file.tell() + 800_000_000 - 8)
    before, after, _ = mended(path)
    assert "file_size" in serious(before)
    assert serious(after) == set()
    video = after["size"].file.facts.video
    assert (video.width, video.height) == made_size


def test_sound_that_is_no_aac_is_encoded_and_the_picture_left_as_it_is(clips, mended):
    before, after, _ = mended(clips.make("mp3-sound.mp4", f"{picture(3)} {tone(3)} {X264} -c:a libmp3lame"))
    assert serious(before) == {"sound"}
    assert serious(after) == set()
    assert after["codec"].finding.message == before["codec"].finding.message


def test_a_clip_whose_end_is_out_of_reach_gets_a_length(clips, mended, monkeypatch):
    flags = "-frag_duration 400000 -movflags +empty_moov+default_base_moof+skip_trailer"
    monkeypatch.setitem(RECIPES, "fragmented-often.mp4", f"-i clip.mp4 -c copy {flags}")
    before, after, _ = mended(clips.inflated("fragmented-often.mp4", 5_700_000))
    assert before["duration"].finding.message == "it does not say how long it is"
    assert serious(after) == set()
    assert after["duration"].finding.value == pytest.approx(62, abs=0.1)


def test_a_sound_that_does_not_say_how_long_it_is_becomes_one_that_does(clips, mended, tmp_path):
    content = bytearray(clips["tone.wav"].read_bytes())
    # Bytes a second, of which a length is made.
    content[28:32] = bytes(4)
    (tmp_path / "tone.wav").write_bytes(content)
    before, after, _ = mended(tmp_path / "tone.wav", AUDIO)
    assert before["sound_least"].finding.message == "it does not say how long it is"
    assert "sound_least" not in after
    assert after["sound_most"].finding.value == 62


def test_a_picture_that_is_too_large_to_be_asked_about_is_made_smaller(clips, mended, tmp_path):
    path = tmp_path / "large.png"
    shutil.copyfile(clips.make("wide.png", "-f lavfi -i testsrc=s=640x640:d=1 -frames:v 1"), path)
    with path.open("r+b") as file:
        file.truncate(20 * 2**20 + 1)
    before, after, made = mended(path, PORTRAIT)
    assert "cannot be asked about" in before["picture_size"].finding.message
    assert (serious(after), made.suffix) == (set(), ".jpg")


@pytest.mark.parametrize("kind", ["gif", "webp", "bmp", "tiff", "avif"])
def test_a_picture_of_another_kind_becomes_a_jpeg(clips, mended, kind):
    before, after, made = mended(clips[f"other.{kind}"], PORTRAIT)
    assert "picture_kind" in serious(before)
    assert serious(after) == {"picture_size"} if kind == "gif" else serious(after) <= {"picture_size"}
    assert made.suffix == ".jpg"


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_picture_that_a_mark_turns_becomes_upright_for_good(clips, mended, tmp_path, orientation):
    content = clips["picture.jpg"].read_bytes()
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    exif = b"Exif\0\0" + b"MM\0\x2a" + struct.pack(">IH", 8, 1) + entry + bytes(4)
    turned = tmp_path / "turned.jpg"
    turned.write_bytes(content[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + content[2:])
    before, after, _ = mended(turned, PORTRAIT)
    assert "picture_kind" in serious(before)
    assert "picture_kind" not in serious(after)
    picture = after["picture_kind"].file.facts.picture
    assert (picture.width, picture.height) == ((640, 360) if orientation == 3 else (360, 640))


@pytest.mark.parametrize("kind", ["ogg", "flac", "aac", "avi"])
def test_a_sound_of_another_kind_becomes_a_wav(clips, mended, kind):
    before, after, made = mended(clips[f"other.{kind}"], AUDIO)
    assert "sound_kind" in serious(before)
    assert serious(after) == set()
    assert made.suffix == ".wav"


@pytest.mark.parametrize("name", ["my clip's.mov", "-start.mov", "a:b.mov", "100%d.mov", "$HOME `id`.mov", "é.mov"])
def test_a_file_of_any_name_is_repaired(clips, mended, name):
    _, after, _ = mended(clips["quicktime.mov"], name=name)
    assert serious(after) == set()


def test_what_is_done_is_said_once_for_all_findings():
    assert repair_command("me.mov", Repair.REWRAP) == "ffmpeg -i me.mov -c copy -movflags +faststart me-fixed.mp4"
    assert repair_command("/a/me.mov", Repair.REWRAP | Repair.SOUND) == (
        "ffmpeg -i /a/me.mov -c:v copy -c:a aac -movflags +faststart /a/me-fixed.mp4"
    )
    assert repair_command("me.webm", Repair.REWRAP | Repair.PICTURE | Repair.EVEN) == (
        "ffmpeg -i me.webm -vf fps=30 -c:v libx264 -crf 18 -pix_fmt yuv420p -c:a aac -movflags +faststart me-fixed.mp4"
    )


@pytest.mark.parametrize(
    ("url", "command"),
    [
        (
            "https://b.s3.eu-west-1.amazonaws.com/a/me.mov",
            "aws s3 presign s3://b/a/me.mov --expires-in 172800 --region eu-west-1",
        ),
        ("https://b.s3.amazonaws.com/me%20too.mov", "aws s3 presign 's3://b/me too.mov' --expires-in 172800"),
        (
            "https://s3.us-east-2.amazonaws.com/b/me.mov",
            "aws s3 presign s3://b/me.mov --expires-in 172800 --region us-east-2",
        ),
        ("https://storage.googleapis.com/b/me.mp4", "gcloud storage sign-url gs://b/me.mp4 --duration=2d"),
        ("https://b.storage.googleapis.com/me.mp4", "gcloud storage sign-url gs://b/me.mp4 --duration=2d"),
        (
            "https://acme.blob.core.windows.net/clips/a/me.mp4",
            "az storage blob generate-sas --account-name acme --container-name clips --name a/me.mp4 --permissions r"
            " --expiry 2026-11-23T12:00Z --full-uri",
        ),
        ("https://clips.example.com/train.mp4", None),
    ],
)
def test_the_command_that_signs_a_link_anew_is_shown(url, command):
    assert renewal(parse_link(url), NOW) == command


@pytest.mark.parametrize(
    ("host", "program", "said"),
    [
        ("b.s3.amazonaws.com", "aws", "s3://b/it's $HOME `id`; é.mov"),
        ("b.storage.googleapis.com", "gcloud", "gs://b/it's $HOME `id`; é.mov"),
        ("acme.blob.core.windows.net/box", "az", "it's $HOME `id`; é.mov"),
    ],
)
def test_the_command_that_signs_a_link_anew_can_be_pasted(tmp_path, host, program, said):
    fake = tmp_path / program
    fake.write_text(f'#!{sys.executable}\nimport sys\nprint(*sys.argv[1:], sep="\\n")\n')
    fake.chmod(0o700)
    command = renewal(parse_link(f"https://{host}/it%27s%20%24HOME%20%60id%60%3B%20%C3%A9.mov"), NOW)
    env = {"PATH": f"{tmp_path}:/usr/bin:/bin", "HOME": "/", "LANG": "C.UTF-8"}
    done = subprocess.run(["sh", "-c", command], env=env, capture_output=True, text=True, check=True, timeout=60)
    assert said in done.stdout.splitlines()
