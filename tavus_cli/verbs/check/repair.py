"""Making ffmpeg commands that repair a file: one command for all its findings.

They were run on real files with ffmpeg 5.1 and 9.0. The tests run them again and check the resulting files.
"""

import shlex
from enum import Flag, auto
from pathlib import PurePath

# Converts HLG and PQ to SDR. Without it, the encoder would keep the HDR transfer function.
_TONEMAP = (
    "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,"
    "format=yuv420p"
)
# At most 1920 pixels on the longer side; never enlarges.
_FULL_HD = r"scale=w=min(1920\,iw):h=min(1920\,ih):force_original_aspect_ratio=decrease:force_divisible_by=2"


class Repair(Flag):
    """The operations of a command."""

    REWRAP = auto()  # lossless, into an MP4 with its index at the start
    SOUND = auto()  # encode the sound as AAC
    PICTURE = auto()  # encode the video as H.264, 8 bit, 4:2:0, with the rotation applied
    TONEMAP = auto()  # convert HDR to SDR
    EVEN = auto()  # 30 frames a second, evenly spaced
    SHRINK = auto()  # fewer bytes
    PHOTO = auto()  # a still picture as JPEG, with the rotation applied
    WAV = auto()  # only the sound, as WAV


_ENCODES = Repair.PICTURE | Repair.TONEMAP | Repair.EVEN | Repair.SHRINK


def repair_command(path: str, repair: Repair) -> str:
    """The command, quoted for a shell. It writes a new file beside the old one, which stays unchanged."""
    source = PurePath(path)
    # ffmpeg parses "x:" as a protocol and "-x" as an option.
    given = path if source.is_absolute() or not (path.startswith("-") or ":" in path) else f"./{path}"
    suffix = ".jpg" if repair & Repair.PHOTO else ".wav" if repair & Repair.WAV else ".mp4"
    made = f"{given[: len(given) - len(source.suffix)]}-fixed{suffix}"
    words = ["ffmpeg", "-i", given, *_options(repair), made]
    return shlex.join(words)


def _options(repair: Repair) -> list[str]:
    if repair & Repair.PHOTO:
        return ["-frames:v", "1", "-update", "1", "-q:v", "2"]
    if repair & Repair.WAV:
        return ["-vn", "-c:a", "pcm_s16le"]
    if not repair & _ENCODES:
        codecs = ["-c:v", "copy", "-c:a", "aac"] if repair & Repair.SOUND else ["-c", "copy"]
        return [*codecs, "-movflags", "+faststart"]
    filters = [
        *(["fps=30"] if repair & Repair.EVEN else []),
        *([_TONEMAP] if repair & Repair.TONEMAP else []),
        *([_FULL_HD] if repair & Repair.SHRINK else []),
    ]
    return [
        *(["-vf", ",".join(filters)] if filters else []),
        *("-c:v", "libx264", "-crf", "23" if repair & Repair.SHRINK else "18", "-pix_fmt", "yuv420p"),
        *("-c:a", "aac", "-movflags", "+faststart"),
    ]
