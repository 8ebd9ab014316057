"""A shell at a terminal of its own: what is typed goes in, what a person would see comes out."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

# Sequences that place or colour text, and characters that ring or step back.
_CONTROL = re.compile(
    rb"\x1b\[[0-9;?=>]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>78M]|[\x07\x0e\x0f]"
)
PATIENCE = 10.0


class Terminal:
    """A program on a pseudo-terminal, wide enough that nothing wraps."""

    def __init__(self, argv, env, folder):
        self.pid, self.end = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execve(argv[0], argv, env)
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 200, 0, 0))

    def send(self, text):
        os.write(self.end, text.encode())

    def read_until(self, pattern):
        """What is shown up to and with a pattern; fails loudly if it never comes."""
        shown, until = b"", time.monotonic() + PATIENCE
        while not (found := re.search(pattern, plain(shown))):
            if time.monotonic() > until:
                raise AssertionError(f"no {pattern!r} in {plain(shown)!r}")
            if select.select([self.end], [], [], 0.05)[0]:
                shown += os.read(self.end, 65536)
        return plain(shown)[: found.end()]

    def read_rest(self, pause=0.15):
        """What is shown until nothing more comes for a moment."""
        shown = b""
        while select.select([self.end], [], [], pause)[0]:
            shown += os.read(self.end, 65536)
        return plain(shown)

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.end)


def plain(shown):
    return _CONTROL.sub(b"", shown).decode("utf-8", "replace").replace("\r", "")
