#!/usr/bin/env python3
"""Draw the pictures of the README from real output: `.venv/bin/python .github/pictures/draw.py`.

The program runs in a pseudo-terminal, with an empty home folder and a sandbox as its API. A terminal emulator reads its
output, and the screen becomes an SVG. With a folder as argument, the pictures are written there instead of here.

It is a single script with a `#!` line, because it is not part of the package.
"""

import argparse
import os
import pty
import re
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

import imageio_ffmpeg
import pyte
from pyte.screens import Char

from tavus_cli.sandbox.server import SandboxServer

HERE = Path(__file__).parent
TAVUS = Path(sys.executable).with_name("tavus")
COLUMNS, ROWS = 80, 30

# Lines of a command as they are typed: each but the last ends in a backslash.
TABLE = ("tavus --sandbox replicas list",)
PROGRESS = (
    "tavus --sandbox replicas create --replica-name Rio --wait",
    "--train-video-url https://example.com/me.mp4",
    "--consent-video-url https://example.com/consent.mp4",
)
CHECK = ("tavus replicas check --train-video me.mov --consent-video consent.mp4",)
# What is checked: a webcam's clip in the dark, and a consent clip that is fine. A second each, again and again.
CLIPS = {
    "me.mov": ("testsrc=s=1920x1080:r=74/5:d=5", 92),
    "consent.mp4": ("testsrc=s=1280x720:r=30:d=1", 16),
}


class Past(NamedTuple):
    """A replica that is there when the table is drawn."""

    name: str
    clip: str
    seconds_ago: float


# The list shows the newest first. Training takes 20 seconds, so the last one is in the middle of it.
PAST = (
    Past("Marta, in Spanish", "marta.mp4", 2 * 86400 + 3600),
    Past("Onboarding", "fail-consent_phrase_mismatch.mp4", 5 * 3600 + 600),
    Past("Rio", "me.mp4", 12.2),
)

# What a terminal on a dark background makes of the sixteen colours, by pyte's names for them. Any other is #rrggbb.
BACKGROUND, BORDER, TEXT = "#0d1117", "#3d444d", "#e6edf3"
COLOURS = {
    "default": TEXT,
    "red": "#ff7b72",
    "green": "#56d364",
    "brown": "#e3b341",  # that is yellow
    "blue": "#79c0ff",
    "magenta": "#d2a8ff",
    "cyan": "#56d4dd",
    "brightblack": "#8b949e",
}
# The same on a light background, for readers whose page is light.
LIGHT = {
    BACKGROUND: "#ffffff",
    BORDER: "#d1d9e0",
    TEXT: "#1f2328",
    "#ff7b72": "#cf222e",
    "#56d364": "#1a7f37",
    "#e3b341": "#9a6700",
    "#79c0ff": "#0969da",
    "#d2a8ff": "#8250df",
    "#56d4dd": "#1b7c83",
    "#8b949e": "#6e7781",
}
FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace"
FONT_SIZE, CELL, LINE, MARGIN = 14, 8.4, 20, 20

# Drawn as shapes of this thickness: glyphs of a font would leave gaps where its cells are not ours.
SHAPES = {"─": 1, "━": 3}
_DRAWN = "".join(SHAPES)
# A piece of a line: shapes, or words one space apart. A wider gap starts a piece anew, in its own column.
_PIECE = re.compile(rf"[{_DRAWN}]+|[^\s{_DRAWN}]+(?: [^\s{_DRAWN}]+)*")
# The bar's line, to its end: one that is still being written does not match.
_BAR = re.compile(r"(\S+) Rio (━*─*) started +\d+% \d+:\d\d \d+:\d\d left$")


class Terminal(pyte.Screen):
    """A screen that knows dim text. pyte does not; nothing blinks here, so `blink` stands for it."""

    def select_graphic_rendition(self, *codes: int) -> None:
        """Take SGR 2 for 5. Behind 38 and 48 a 2 is part of a colour."""
        if not {38, 48} & set(codes):
            codes = tuple(5 if code == 2 else code for code in codes)
        super().select_graphic_rendition(*codes)


def environment(home: Path) -> dict[str, str]:
    return {"HOME": str(home), "PATH": os.defpath, "TERM": "xterm-256color", "LANG": "C.UTF-8"}


def watch(lines: Sequence[str], home: Path, code: int = 0) -> Generator[Terminal, None, None]:
    """Type a command and run it. Yields the screen after each piece of output, the same object every time.

    Whoever stops watching before the end ends the program. At the end it has to have this exit code.
    """
    screen = Terminal(COLUMNS, ROWS)
    stream = pyte.ByteStream(screen)
    stream.feed(b"\x1b[2m$\x1b[0m " + " \\\n\r    ".join(lines).encode() + b"\r\n")
    argv = [str(TAVUS), *" ".join(lines).split()[1:]]
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (ROWS, COLUMNS))
    env = environment(home)
    with subprocess.Popen(
        argv, cwd=home, env=env, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as program:
        os.close(theirs)
        try:
            while data := _read(ours):
                stream.feed(data)
                yield screen
            if program.wait() != code:
                raise RuntimeError("\n".join(screen.display))
        finally:
            program.terminate()
            os.close(ours)


def _read(terminal: int) -> bytes:
    """What was printed, or nothing when the program has ended: on Linux that is an error of the terminal."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def make_past(home: Path) -> None:
    """Make the replicas of `PAST`, each at its time: a sandbox whose clock is set back answers the creates."""
    env = environment(home)
    path = subprocess.run([TAVUS, "sandbox", "path"], env=env, capture_output=True, text=True, check=True).stdout
    for each in PAST:
        with SandboxServer(Path(path.strip()), clock=_set_back(each.seconds_ago)) as server:
            create = ["replicas", "create", "--replica-name", each.name]
            subprocess.run(
                [TAVUS, *create, "--train-video-url", f"https://example.com/{each.clip}", "--quiet"],
                env=env | {"TAVUS_BASE_URL": server.base_url, "TAVUS_API_KEY": "any"},
                stdout=subprocess.DEVNULL,
                check=True,
            )


def _set_back(seconds: float) -> Callable[[], float]:
    return lambda: time.time() - seconds


def table(home: Path) -> Terminal:
    """The list of replicas, to its end."""
    make_past(home)
    *_, screen = watch(TABLE, home)
    return screen


def progress(home: Path, percent: int) -> Terminal:
    """A create that waits, when its bar has come so far."""
    with closing(watch(PROGRESS, home)) as screens:
        for screen in screens:
            if share_done(screen) * 100 >= percent:
                return screen
    raise RuntimeError(f"the training ended before its bar came to {percent} %")


def check(home: Path) -> Terminal:
    """A check of two files, one of which will fail."""
    ffmpeg = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error"]
    for name, (picture, seconds) in CLIPS.items():
        short = home / f"short-{name}"
        encode = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
        subprocess.run([*ffmpeg, "-f", "lavfi", "-i", picture, *encode, short], check=True)
        sound = ["-f", "lavfi", "-i", f"sine=440:r=48000:d={seconds}", "-c:v", "copy", "-c:a", "aac", "-b:a", "128k"]
        subprocess.run(
            [*ffmpeg, "-stream_loop", "-1", "-i", short, *sound, "-t", str(seconds), home / name], check=True
        )
    *_, screen = watch(CHECK, home, code=5)
    return screen


def share_done(screen: Terminal) -> float:
    """How much of the bar is filled."""
    for line in screen.display:
        if found := _BAR.match(line.rstrip()):
            return found[2].count("━") / len(found[2])
    return 0.0


def svg(screen: Terminal, title: str) -> str:
    """A picture of the lines that are in use, in a window as wide as the terminal."""
    lines = len("\n".join(line.rstrip() for line in screen.display).rstrip().splitlines())
    width, height = round(COLUMNS * CELL) + 2 * MARGIN, lines * LINE + 2 * MARGIN
    name = quoteattr(title)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
            f' role="img" aria-label={name} font-family="{FONT}" font-size="{FONT_SIZE}" fill="{TEXT}">',
            f"<title>{escape(title)}</title>",
            f"<style>@media (prefers-color-scheme: light) {{ {_light()} }}</style>",
            f'<rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="8" fill="{BACKGROUND}"'
            f' stroke="{BORDER}"/>',
            *(piece for line in range(lines) for piece in _line(screen, line)),
            "</svg>\n",
        ]
    )


def _light() -> str:
    """Rules that turn each colour into its light counterpart."""
    fills = " ".join(f'[fill="{dark}"] {{ fill: {light} }}' for dark, light in LIGHT.items())
    return f'{fills} [stroke="{BORDER}"] {{ stroke: {LIGHT[BORDER]} }}'


def _line(screen: Terminal, line: int) -> Iterator[str]:
    """The pieces of a line, each of one style and at the place of its own cells, whatever font is found."""
    cells = [screen.buffer[line][column] for column in range(COLUMNS)]
    start = 0
    for style, group in groupby(cells, key=lambda cell: cell._replace(data="")):
        text = "".join(cell.data for cell in group)
        for found in _PIECE.finditer(text):
            draw = _shape if found[0][0] in SHAPES else _words
            yield draw(found[0], start + found.start(), line, _style(style))
        start += len(text)


def _style(style: Char) -> str:
    colour = COLOURS.get(style.fg, f"#{style.fg}")
    fill = "" if colour == TEXT else f' fill="{colour}"'
    return fill + ' font-weight="bold"' * style.bold + ' opacity=".6"' * style.blink


def _words(text: str, column: int, line: int, style: str) -> str:
    x, y = MARGIN + column * CELL, MARGIN + line * LINE + LINE * 0.7
    size = f'textLength="{len(text) * CELL:.1f}" lengthAdjust="spacingAndGlyphs"'
    return f'<text x="{x:.1f}" y="{y:g}" {size}{style}>{escape(text)}</text>'


def _shape(text: str, column: int, line: int, style: str) -> str:
    thickness = SHAPES[text[0]]
    x, y = MARGIN + column * CELL, MARGIN + line * LINE + (LINE - thickness) / 2
    return f'<rect x="{x:.1f}" y="{y:g}" width="{len(text) * CELL:.1f}" height="{thickness}"{style}/>'


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw the README's pictures.")
    parser.add_argument("folder", nargs="?", type=Path, default=HERE, help="where to write them")
    parser.add_argument("--percent", type=int, default=60, help="how far the bar has come")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        listed = svg(table(Path(home)), "A list of replicas in a terminal: one trains, one failed, the others are done")
    with tempfile.TemporaryDirectory() as home:
        waiting = svg(progress(Path(home), given.percent), "A replica in training, with a bar and the time left")
    with tempfile.TemporaryDirectory() as home:
        checked = svg(check(Path(home)), "A check of two clips in a terminal: one would fail, with what to do about it")
    (given.folder / "check.svg").write_text(checked, encoding="utf-8")
    (given.folder / "table.svg").write_text(listed, encoding="utf-8")
    (given.folder / "progress.svg").write_text(waiting, encoding="utf-8")


if __name__ == "__main__":
    main()
