"""A clip that nothing can be said against, for the check to look at."""

import subprocess
from pathlib import Path

_PICTURE = "-f lavfi -i testsrc=s=1280x720:r=30:d=1 -c:v libx264 -preset ultrafast -pix_fmt yuv420p"


def make_clip(folder: Path) -> Path:
    """Make the clip in a folder, by the ffmpeg that comes with the tests: the same second, sixty times."""
    from imageio_ffmpeg import get_ffmpeg_exe

    second, clip = folder / "second.mp4", folder / "clip.mp4"
    if not clip.exists():
        command = [get_ffmpeg_exe(), "-loglevel", "error"]
        sound = ["-f", "lavfi", "-i", "sine=440:r=48000:d=60"]
        subprocess.run([*command, *_PICTURE.split(), str(second)], check=True)
        looped = ["-stream_loop", "59", "-i", str(second), *sound, "-c:v", "copy", "-c:a", "aac"]
        subprocess.run([*command, *looped, "-movflags", "+faststart", str(clip)], check=True)
    return clip
