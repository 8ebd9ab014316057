"""A shell at a terminal of its own: what is typed goes in, what a person would see comes out."""

import re

import terminal

# Sequences that place or colour text, and characters that ring or step back.
_CONTROL = re.compile(
    rb"\x1b\[[0-9;?=>]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>78M]|[\x07\x0e\x0f]"
)
PATIENCE = 10.0


class Terminal(terminal.Terminal):
    """A shell on a terminal wide enough that nothing wraps."""

    def __init__(self, argv, env, folder):
        super().__init__(argv, env, folder, columns=200, rows=60)

    def send(self, text):
        self.press(text.encode())

    def read_until(self, pattern):
        """What is shown from now on, up to and with a pattern; fails loudly if it never comes."""
        start = len(self.written)
        found = self.wait_until(lambda: re.search(pattern, plain(self.written[start:])), pattern, PATIENCE)
        return found.string[: found.end()]

    def read_rest(self, pause=0.15):
        """What is shown until nothing more comes for a moment."""
        start = len(self.written)
        while self.take(pause):
            pass
        return plain(self.written[start:])


def plain(shown):
    return _CONTROL.sub(b"", shown).decode("utf-8", "replace").replace("\r", "")
