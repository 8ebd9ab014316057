"""The sockets that a sandbox listens on: loopback addresses, and no way to ask for others."""

import errno
import os
import socket
import sys
from contextlib import suppress

from tavus_cli.sandbox.errors import SandboxError

_BACKLOG = 128


def listen(port: int) -> list[socket.socket]:
    """Listen on 127.0.0.1, and on the same port of ::1 if this machine has it and it is free."""
    try:
        first = _listen(socket.AF_INET, "127.0.0.1", port)
    except (OSError, OverflowError) as error:
        raise _unusable(port, error) from error
    listeners = [first]
    with suppress(OSError):
        listeners.append(_listen(socket.AF_INET6, "::1", first.getsockname()[1]))
    return listeners


def _listen(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        # Elsewhere the option lets a port be taken again at once; on Windows it would let two servers share one.
        if os.name == "posix" and sys.platform != "cygwin":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((address, port))
        listener.listen(_BACKLOG)
        # Whoever connected may be gone before it is accepted; waiting is select's business.
        listener.settimeout(0)
    except BaseException:
        listener.close()
        raise
    return listener


def _unusable(port: int, error: OSError | OverflowError) -> SandboxError:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return SandboxError(f"port {port} is already in use.", "use --port 0 to take a free one")
    reason = getattr(error, "strerror", None) or str(error)
    return SandboxError(f"cannot listen on port {port}: {reason}.", "use --port 0 to take a free one")
