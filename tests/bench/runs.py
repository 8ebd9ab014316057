"""One run of a whole process, and what it used."""

import os
import signal
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

LONGEST = 600.0
LINES, COLUMNS = 40, 120
_LAUNCHER = Path(__file__).with_name("launch.py")


class RunFailed(Exception):
    """A command that did not end well. There is nothing to time; the message is what it said."""


@dataclass(frozen=True)
class Run:
    """What a process used, in seconds and bytes, and what it wrote."""

    cpu: float
    wall: float
    memory: float
    output: bytes = field(repr=False)


class Home:
    """An empty home for the commands that are run, and the only environment they see."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        places = {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("CONFIG", "STATE", "CACHE", "DATA")}
        self._environment = places | {
            "HOME": str(folder),
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "TAVUS_API_KEY": "key-for-the-benchmark-0123456789",
        }

    def environment(self, url: str | None) -> dict[str, str]:
        return self._environment if url is None else {**self._environment, "TAVUS_BASE_URL": url}


@contextmanager
def new_home() -> Iterator[Home]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        yield Home(Path(folder))


def run(command: Sequence[str], home: Home, *, url: str | None = None, terminal: bool = False) -> Run:
    """Run a command to its end. Raises RunFailed with its messages unless it exits with 0."""
    report = home.folder / "used"
    report.unlink(missing_ok=True)
    launcher = [sys.executable, "-I", "-S", str(_LAUNCHER), str(report), *command]
    output, messages = (_on_a_terminal if terminal else _through_a_pipe)(launcher, home.folder, home.environment(url))
    if not report.exists():
        raise RunFailed(f"did not run\n{_text(messages)}".rstrip())
    *used, code = report.read_text("ascii").split()
    if code != "0":
        raise RunFailed(f"exit code {code}\n{_text(messages) or _text(output)}".rstrip())
    cpu, wall, memory = map(float, used)
    return Run(cpu, wall, memory, output)


def _through_a_pipe(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> tuple[bytes, bytes]:
    with _started(command, folder, environment, subprocess.PIPE) as process:
        output, messages = process.communicate(timeout=LONGEST)
        return output, messages


def _on_a_terminal(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> tuple[bytes, bytes]:
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    written = bytearray()
    reader = threading.Thread(target=_drain, args=(ours, written))
    try:
        with _started(command, folder, environment, theirs) as process:
            # Once the program's copy is closed too, reading ends.
            os.close(theirs)
            reader.start()
            _, messages = process.communicate(timeout=LONGEST)
    finally:
        if reader.is_alive():
            reader.join()
        os.close(ours)
    return bytes(written), messages


def _drain(terminal: int, into: bytearray) -> None:
    while True:
        try:
            piece = os.read(terminal, 2**16)
        except OSError:
            # Linux says with an error that the other side is gone, other systems with nothing more to read.
            return
        if not piece:
            return
        into += piece


@contextmanager
def _started(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], output: int
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is gone at the end of the block, with all that it started."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    with process:
        try:
            yield process
        except BaseException as error:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            if isinstance(error, subprocess.TimeoutExpired):
                raise RunFailed(f"did not end within {LONGEST:.0f} s") from None
            raise


def _text(output: bytes) -> str:
    """The end of what was written, where the reason stands."""
    return "\n".join(output.decode(errors="replace").splitlines()[-20:])
