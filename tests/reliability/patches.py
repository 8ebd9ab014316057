"""Faults of the surroundings that no server can cause: put into the program by a `sitecustomize` of its own."""

import os
import textwrap
from pathlib import Path

DNS_HANGS = """
    import socket, time
    socket.getaddrinfo = lambda *a, **k: time.sleep(60)
"""

DNS_FAILS = """
    import socket
    def fail(*a, **k):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    socket.getaddrinfo = fail
"""


def clock_that_jumps(seconds: int) -> str:
    """Each look at the clock of the day finds it set anew."""
    return f"""
    import itertools, time
    real, jumps = time.time, itertools.count()
    time.time = lambda: real() + {seconds} * next(jumps)
    """


NO_PASSWD_ENTRY = """
    import pwd
    def fail(uid):
        raise KeyError("getpwuid(): uid not found: %d" % uid)
    pwd.getpwuid = fail
"""


def many_addresses(port: int, count: int = 6) -> str:
    """Every name has several addresses, and none of them answers."""
    return f"""
    import socket
    entry = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", {port}))
    socket.getaddrinfo = lambda *a, **k: [entry] * {count}
    """


def unreachable() -> str:
    """Every connection is answered by the network itself."""
    return """
    import errno, socket
    def fail(self, address):
        raise OSError(errno.ENETUNREACH, "Network is unreachable")
    socket.socket.connect = fail
    """


def raising(where: str, error: str) -> str:
    """The named function fails in a way that nobody foresaw."""
    module, _, path = where.partition(":")
    return f"""
    import importlib
    owner = importlib.import_module({module!r})
    *way, name = {path!r}.split(".")
    for step in way:
        owner = getattr(owner, step)
    def fail(*a, **k):
        raise {error}
    setattr(owner, name, fail)
    """


def setting(where: str, value: object) -> str:
    """A number of the program's own is another one."""
    module, _, name = where.partition(":")
    return f"""
    import importlib
    owner = importlib.import_module({module!r})
    assert getattr(owner, {name!r}) > {value!r}
    owner.{name} = {value!r}
    """


def before(where: str, action: str) -> str:
    """Something happens just before each call of the named function."""
    module, _, name = where.partition(":")
    return f"""
    import importlib, os, signal, time
    owner = importlib.import_module({module!r})
    original = getattr(owner, {name!r})
    def patched(*a, **k):
        {action}
        return original(*a, **k)
    setattr(owner, {name!r}, patched)
    """


def watching_modes(folder: Path, log: Path) -> str:
    """Writes down the modes of a folder's files whenever the system is asked for something; locks hold no key."""
    return f"""
    import os, sys
    os.umask(0)
    busy = []
    def look(event, arguments):
        if busy or not event.startswith(("os.", "open", "shutil.", "tempfile.", "fcntl.")):
            return
        busy.append(event)
        try:
            names = [name for name in os.listdir({str(folder)!r}) if not name.endswith(".lock")]
            modes = [oct(os.stat(os.path.join({str(folder)!r}, name)).st_mode & 0o777) for name in names]
            with open({str(log)!r}, "a") as file:
                print(*modes, file=file)
        except FileNotFoundError:
            pass
        finally:
            busy.clear()
    sys.addaudithook(look)
    """


def patched(folder: Path, code: str) -> dict[str, str]:
    """The environment of a real run in which the code runs before the program."""
    place = folder / f"patch-{len(list(folder.iterdir()))}"
    place.mkdir()
    (place / "sitecustomize.py").write_text(textwrap.dedent(code))
    path = os.environ.get("PYTHONPATH")
    return {"PYTHONPATH": f"{place}:{path}" if path else str(place)}
