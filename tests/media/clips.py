"""Real clips, sounds and pictures, made by ffmpeg when a test asks for them: tiny pictures, real lengths.

`Clips` is the entry. Each file is made once a run, also when several processes test at once.
"""

import fcntl
import struct
import subprocess
from pathlib import Path

import imageio_ffmpeg

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()

# Of the encrypted clip, which nobody decrypts.
ANY_KEY = bytes(range(16)).hex()
X264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p"
X265 = "-c:v libx265 -preset ultrafast -x265-params log-level=error"
VP8 = "-c:v libvpx -deadline realtime -cpu-used 8"
VP9 = "-c:v libvpx-vp9 -deadline realtime -cpu-used 8"
AAC = "-c:a aac -b:a 64k"
SILENCE = "-f lavfi -i anullsrc=r=48000:cl=stereo"
STILL = "-f lavfi -i testsrc=s=640x360:d=1 -frames:v 1"
RATES = {"15": "15", "22.9": "229/10", "23": "23", "23.976": "24000/1001", "24": "24", "25": "25", "60": "60"}


def picture(seconds, rate=30, size="64x36"):
    return f"-f lavfi -i testsrc=s={size}:r={rate}:d={seconds}"


def tone(seconds):
    return f"-f lavfi -i sine=440:r=48000:d={seconds}"


# What ffmpeg is told, by the name of the file. `-c copy` costs 0.1 s, encoding a minute up to 1 s.
RECIPES = {
    "clip.mp4": f"{picture(62)} {tone(62)} {X264} {AAC}",
    "short.mp4": f"{picture(5)} {tone(5)} {X264} {AAC}",
    # The same in other containers, and with its index in other places.
    "faststart.mp4": "-i clip.mp4 -c copy -movflags +faststart",
    "fragmented.mp4": "-i clip.mp4 -c copy -movflags +frag_keyframe+empty_moov",
    "fragmented-no-mfra.mp4": "-i clip.mp4 -c copy -movflags +frag_keyframe+empty_moov+skip_trailer",
    "fragmented-half-second.mp4": (
        "-i clip.mp4 -c copy -frag_duration 500000 -movflags +empty_moov+default_base_moof+skip_trailer"
    ),
    "fragmented-after-index.mp4": "-i clip.mp4 -c copy -movflags +frag_keyframe",
    "fragmented-dash.mp4": "-i clip.mp4 -c copy -movflags +frag_keyframe+empty_moov+dash+global_sidx",
    "fragmented-short.mp4": "-i short.mp4 -c copy -frag_duration 1000000 -movflags +empty_moov+default_base_moof",
    "quicktime.mov": "-i clip.mp4 -c copy",
    "matroska.mkv": "-i clip.mp4 -c copy",
    "phone.3gp": "-i clip.mp4 -c copy",
    "vp9.webm": f"{picture(62)} {tone(62)} {VP9} -pix_fmt yuv420p -c:a libopus -b:a 64k",
    "vp9.mp4": "-i vp9.webm -c copy",
    "browser.webm": "-i vp9.webm -c copy -f webm -live 1 pipe:1",
    # Codecs, profiles and colours.
    "vp8.webm": f"{picture(5)} {tone(5)} {VP8} -c:a libvorbis",
    "vp9-422.webm": f"{picture(3)} {VP9} -pix_fmt yuv422p",
    "vp9-10-bit.webm": f"{picture(3)} {VP9} -pix_fmt yuv420p10le",
    "av1.webm": f"{picture(3)} -c:v libsvtav1 -preset 12 -pix_fmt yuv420p10le",
    "av1.mp4": f"{picture(3)} -c:v libsvtav1 -preset 12",
    "hevc.mp4": f"{picture(5)} {X265} -pix_fmt yuv420p -tag:v hvc1",
    "hlg.mov": (
        f"{picture(5)} {X265} -pix_fmt yuv420p10le"
        " -vf setparams=color_trc=arib-std-b67:color_primaries=bt2020:colorspace=bt2020nc"
    ),
    "pq.mkv": f"-i hlg.mov {X265} -vf setparams=color_trc=smpte2084",
    "high.mp4": f"{picture(5)} {tone(5)} -c:v libx264 -preset fast -pix_fmt yuv420p {AAC} -ac 2",
    "high-10.mp4": f"{picture(5)} {X264} -pix_fmt yuv420p10le",
    "high-422.mp4": f"{picture(5)} {X264} -pix_fmt yuv422p -preset fast",
    "high-444.mp4": f"{picture(5)} {X264} -pix_fmt yuv444p",
    "main.mkv": f"{picture(5)} {X264} -preset fast -profile:v main",
    "mpeg4.mp4": f"{picture(5)} {tone(5)} -c:v mpeg4 -c:a libmp3lame",
    "prores.mov": f"{picture(2)} {tone(2)} -c:v prores_ks -c:a pcm_s16le",
    "mjpeg.mov": f"{picture(2)} {tone(2)} -c:v mjpeg -pix_fmt yuvj420p -c:a alac",
    "encrypted.mp4": (
        f"-i short.mp4 -c copy -encryption_scheme cenc-aes-ctr -encryption_key {ANY_KEY} -encryption_kid {ANY_KEY}"
    ),
    # Frame rates.
    **{f"{name}-fps.mp4": f"{picture(10, rate)} {X264}" for name, rate in RATES.items()},
    "23-fps.webm": f"{picture(10, 23)} {VP8}",
    "23.976-fps.mkv": "-i 23.976-fps.mp4 -c copy",
    "uneven.mp4": (
        f"{picture(20)} {tone(20)} -vf select='gte(mod(t\\,10)\\,2)+not(mod(n\\,3))' -fps_mode vfr {X264} {AAC}"
    ),
    "uneven.webm": f"-i uneven.mp4 {VP8} -fps_mode vfr -an",
    "frozen.mp4": f"{picture(20)} -vf select='lt(t\\,10)+gte(t\\,10.9)' -fps_mode vfr {X264}",
    # Sizes and turns.
    "large.mp4": f"{picture(2, size='1280x720')} {X264}",
    **{f"turned-{angle}.mp4": f"-display_rotation -{angle} -i short.mp4 -c copy" for angle in (90, 180, 270)},
    "turned.mkv": "-display_rotation -90 -i short.mp4 -c copy",
    # Tracks and sounds.
    "silent-aac.mp4": f"{picture(20)} {SILENCE} -t 20 {X264} -c:a aac -b:a 128k",
    "silent-opus.webm": f"{picture(20)} {SILENCE} -t 20 {VP8} -c:a libopus",
    "no-sound.mp4": "-i clip.mp4 -c copy -an",
    "no-picture.m4a": "-i clip.mp4 -c copy -vn",
    "two-sounds.mp4": "-i clip.mp4 -c copy -map 0:v -map 0:a -map 0:a",
    "short-sound.mp4": f"{picture(20)} {tone(10)} {X264} {AAC}",
    "minute-at-60.mp4": f"{picture(60, 60)} {tone(60)} {X264} {AAC}",
    "ten-minutes.mp4": "-stream_loop 9 -i minute-at-60.mp4 -c copy",
    "tone.wav": f"{tone(62)} -c:a pcm_s16le",
    "stereo.wav": f"{tone(5)} -ac 2 -c:a pcm_s24le",
    "rf64.wav": f"{tone(1)} -c:a pcm_s16le -rf64 always",
    "streamed.wav": f"{tone(5)} -c:a pcm_s16le -f wav pipe:1",
    "tone.mp3": f"{tone(62)} -c:a libmp3lame -b:a 64k",
    "varying.mp3": f"{tone(62)} -c:a libmp3lame -q:a 5 -id3v2_version 3 -metadata title=tone",
    "bare.mp3": f"{tone(62)} -c:a libmp3lame -b:a 64k -write_xing 0 -id3v2_version 0",
    "low.mp3": f"{tone(5)} -c:a libmp3lame -ar 16000 -ac 1",
    # Pictures.
    "picture.png": STILL,
    "picture.jpg": STILL,
    "moving.png": "-f lavfi -i testsrc=s=64x36:d=1 -f apng",
    # What is only named.
    "other.avi": "-i clip.mp4 -c copy -bsf:v h264_mp4toannexb",
    "other.ts": "-i clip.mp4 -c copy",
    "other.flv": "-i clip.mp4 -c copy",
    "other.wmv": "-i short.mp4 -c:v wmv2 -c:a aac",
    "other.mpg": f"{picture(1, 25)} -c:v mpeg2video",
    "other.gif": STILL,
    "other.webp": STILL,
    "other.bmp": STILL,
    "other.tiff": STILL,
    "other.avif": f"{STILL} -c:v libsvtav1 -preset 12",
    "other.ogg": f"{tone(2)} -c:a libvorbis",
    "other.flac": tone(2),
    "other.aac": f"{tone(2)} -c:a aac",
}


class Clips:
    """The files of RECIPES by name, each made when it is first asked for.

    Args:
        base: pytest's folder of this process.
    """

    def __init__(self, base: Path) -> None:
        # The processes of one run have folders of their own inside one.
        self._folder = (base.parent if base.name.startswith("popen-") else base) / "clips"
        self._folder.mkdir(exist_ok=True)

    def __getitem__(self, name: str) -> Path:
        return self.make(name, RECIPES[name])

    def make(self, name: str, options: str) -> Path:
        """A file by what ffmpeg is told, unless it is there already; other files of RECIPES may go into it.

        `pipe:1` as the last option makes it as a browser does, which cannot seek back to fill in the header.
        """
        path = self._folder / name
        words = options.replace("'", "").split()
        for word in RECIPES.keys() & set(words):
            self.make(word, RECIPES[word])
        with (self._folder / f".{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists():
                part = self._folder / f"part-{name}"
                if words[-1] == "pipe:1":
                    part.write_bytes(self._ffmpeg(words))
                else:
                    self._ffmpeg([*words, part])
                part.replace(path)
        return path

    def _ffmpeg(self, words: list[str | Path]) -> bytes:
        argv = [FFMPEG, "-hide_banner", "-nostdin", "-y", *words]
        done = subprocess.run(argv, cwd=self._folder, capture_output=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")[-2000:]
        return done.stdout

    def sparse(self, name: str, size: int, *, index_last: bool) -> Path:
        """The clip with as much empty data as makes a file of that size, which takes no room on the disk."""
        path = self._folder / name
        data = self["clip.mp4" if index_last else "faststart.mp4"].read_bytes()
        mdat = data.index(b"mdat") - 4
        moov = data.index(b"moov") - 4
        index = data[moov : moov + int.from_bytes(data[moov : moov + 4])] if index_last else b""
        with path.open("wb") as file:
            file.write(data[:mdat] + struct.pack(">I4s", size - mdat - len(index), b"mdat"))
            file.truncate(size - len(index))
            file.seek(0, 2)
            file.write(index)
        return path

    def inflated(self, name: str, more: int) -> Path:
        """A fragmented clip with so many bytes more in each fragment, as a larger picture has."""
        data = self[name].read_bytes()
        path = self._folder / f"inflated-{more}-{name}"
        moved = {}
        with path.open("wb") as file:
            at = 0
            while at < len(data):
                size, kind = struct.unpack_from(">I4s", data, at)
                content = data[at : at + size]
                if kind == b"mdat":
                    content = struct.pack(">I4s", size + more, kind) + content[8:]
                elif kind == b"moof":
                    moved[at] = file.tell()
                elif kind == b"mfra":
                    for before, after in moved.items():
                        content = content.replace(struct.pack(">Q", before), struct.pack(">Q", after))
                file.write(content)
                file.seek(more if kind == b"mdat" else 0, 1)
                at += size
            file.truncate()
        return path
