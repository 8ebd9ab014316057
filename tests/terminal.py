"""Programs on a pseudo-terminal: what is pressed goes in, what a person would see comes out."""

import contextlib
import copy
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time

import pyte


class Terminal:
    """A program whose standard streams are a terminal of its own, of the given size."""

    def __init__(self, argv, env, folder=None, *, columns=80, rows=24):
        self.written = b""
        self.end, other = pty.openpty()
        Terminal.resize(self, columns, rows)
        self.process = subprocess.Popen(
            argv,
            stdin=other,
            stdout=other,
            stderr=other,
            env=env,
            cwd=folder,
            start_new_session=True,
            # Without a controlling terminal Ctrl-C would be a byte like any other.
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - one system call, no lock
        )
        os.close(other)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.end)

    def resize(self, columns, rows=24):
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def press(self, keys):
        os.write(self.end, keys)

    def take(self, seconds):
        """What comes next; nothing once the time is up. None once the program has ended."""
        if not select.select([self.end], [], [], seconds)[0]:
            return b""
        data = b""
        with contextlib.suppress(OSError):
            data = os.read(self.end, 65536)
        self.written += data
        return data or None

    def read(self, seconds):
        """Take all that comes in this time. False once the program has ended."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if self.take(left) is None:
                return False
        return True

    def wait_until(self, found, what, seconds=15):
        """Read until `found()` is true, and return what it found; `what` is named if it never comes."""
        until = time.monotonic() + seconds
        while not (seen := found()):
            going = self.take(0.05) is not None
            assert found() or (going and time.monotonic() < until), f"no {what!r} in {self.shown()!r}"
        return seen

    def wait_for(self, text, seconds=15):
        self.wait_until(lambda: text in self.written, text, seconds)

    def shown(self):
        return self.written

    def finish(self, seconds=20):
        """Read to the end. The exit code, or minus the signal's number."""
        until = time.monotonic() + seconds
        while self.take(0.05) is not None:
            assert time.monotonic() < until, f"it did not end: {self.shown()!r}"
        return self.process.wait(seconds)


class Emulator(pyte.Screen):
    """A terminal with a second screen, as xterm has it (mode 1049) and pyte does not."""

    first = None

    def set_mode(self, *modes, **options):
        super().set_mode(*modes, **options)
        if 1049 in modes:
            self.first = copy.deepcopy(self.buffer), copy.copy(self.cursor)
            self.erase_in_display(2)
            self.cursor_position()

    def reset_mode(self, *modes, **options):
        super().reset_mode(*modes, **options)
        if 1049 in modes and self.first:
            (self.buffer, self.cursor), self.first = self.first, None


class Screen(Terminal):
    """The program, and the screen on which a person sees it."""

    def __init__(self, home, *argv, program=(sys.executable, "-m", "tavus_cli"), columns=80, rows=24, **env):
        self.screen = Emulator(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        names = ("TAVUS_BASE_URL", "TAVUS_API_KEY", "PATH")
        given = {name: os.environ[name] for name in names if name in os.environ}
        settings = {"HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8", "NO_COLOR": "1", **given, **env}
        super().__init__([*program, *argv], settings, columns=columns, rows=rows)

    def resize(self, columns, rows=24):
        # First the screen, so that what the program draws next finds it.
        self.screen.resize(rows, columns)
        super().resize(columns, rows)

    @property
    def lines(self):
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip().splitlines()

    def take(self, seconds):
        data = super().take(seconds)
        if data:
            self.stream.feed(data)
        return data

    def wait_for(self, text, seconds=15):
        self.wait_until(lambda: any(text in line for line in self.lines), text, seconds)

    def shown(self):
        return self.lines
