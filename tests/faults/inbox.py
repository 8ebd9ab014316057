"""What arrives at a socket, and whether the server has dealt with all of it."""

import select
import socket
import ssl
import time
from enum import Enum


class State(Enum):
    """What the thread of a socket does: it waits for more, takes it, or has logged it and does something else."""

    WAITING = "waiting"
    TAKING = "taking"
    LOGGED = "logged"


class Inbox:
    """The incoming side of a socket, and how far its thread has come with it.

    On loopback a program's bytes lie in the server's socket as soon as they are sent, but the thread that logs them
    may run much later, even after the end of the program.
    """

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.state = State.TAKING

    def wait(self) -> None:
        """Return once there is something to take: bytes, a connection, or the end."""
        self.state = State.WAITING
        _ready(self.sock, None)
        self.state = State.TAKING

    def take(self) -> bytes:
        """The next bytes; none at the end."""
        # TLS may have decrypted more than was asked for: that is no longer in the socket.
        if not (isinstance(self.sock, ssl.SSLSocket) and self.sock.pending()):
            self.wait()
        return self.sock.recv(65536)

    def settle(self, seconds: float = 10) -> None:
        """Return once the thread has taken and logged all that has arrived until now."""
        end = time.monotonic() + seconds
        while not self._settled():
            if time.monotonic() > end:
                raise AssertionError(f"what was sent was not read within {seconds} s")
            time.sleep(0.001)

    def _settled(self) -> bool:
        # In this order: a thread that waits after the socket was seen empty has logged what it took before.
        empty = not _ready(self.sock, 0)
        return self.state is State.LOGGED or (empty and self.state is State.WAITING)


def _ready(sock: socket.socket, milliseconds: int | None) -> bool:
    """Whether there is something to take; waits for it so long, or for ever. A closed socket has nothing."""
    number = sock.fileno()
    if number < 0:
        return False
    poll = select.poll()
    poll.register(number, select.POLLIN)
    return bool(poll.poll(milliseconds))
