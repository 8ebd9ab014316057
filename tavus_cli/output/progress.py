"""How long work is going, on standard error: a bar for each job on a terminal, elsewhere a line at each change.

Of a download that is a bar with its speed on a terminal, elsewhere a line now and then.
"""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from tavus_cli.output.streams import Streams
from tavus_cli.text import clean, clip

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_SHARE = re.compile(r"(\d{1,9})/(\d{1,9})")
_STATUS_LENGTH = 12
_NAME_LENGTH = 40
# Between two lines about a download.
_LINE_SECONDS = 10.0


class Watch(Protocol):
    """Is told of every state that a job is seen in."""

    def see(self, job_id: str, status: str, progress: str, seconds: float) -> None: ...


class Meter(Protocol):
    """Is told how many bytes have come, of how many."""

    def show(self, done: int, total: int | None) -> None: ...


class _Quiet:
    def show(self, done: int, total: int | None) -> None:
        pass

    def see(self, job_id: str, status: str, progress: str, seconds: float) -> None:
        pass


class _Lines:
    def __init__(self, streams: Streams) -> None:
        self._streams = streams
        self._last: dict[str, tuple[str, str]] = {}

    def see(self, job_id: str, status: str, progress: str, seconds: float) -> None:
        if self._last.get(job_id) != (status, progress):
            self._last[job_id] = status, progress
            self._streams.progress(f"{job_id}: {status} {progress} after {seconds:.0f} s".replace("  ", " "))


class _Bars:
    def __init__(self, progress: "Progress") -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def see(self, job_id: str, status: str, progress: str, seconds: float) -> None:  # noqa: ARG002  # it has a clock
        if job_id not in self._tasks:
            self._tasks[job_id] = self._progress.add_task(clean(job_id), total=None, status="")
        share = _SHARE.fullmatch(progress)
        done, total = (int(share[1]), int(share[2]) or None) if share else (0, None)
        shown = clip(clean(status), _STATUS_LENGTH)
        self._progress.update(self._tasks[job_id], completed=done, total=total, status=shown)


class _SizeLines:
    def __init__(self, streams: Streams, name: str) -> None:
        self._streams = streams
        self._name = name
        self._next = time.monotonic() + _LINE_SECONDS

    def show(self, done: int, total: int | None) -> None:
        if done != total and time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _LINE_SECONDS
        whole = "" if total is None else f" of {_size(total)}"
        self._streams.progress(f"{self._name}: {_size(done)}{whole}")


class _SizeBar:
    def __init__(self, progress: "Progress", name: str) -> None:
        self._progress = progress
        self._task = progress.add_task(clip(clean(name), _NAME_LENGTH), total=None)

    def show(self, done: int, total: int | None) -> None:
        self._progress.update(self._task, completed=done, total=total)


def _size(count: int) -> str:
    return f"{count} bytes" if count < 1_000_000 else f"{count / 1e6:.1f} MB"


@contextmanager
def watching(streams: Streams) -> Iterator[Watch]:
    """A watch fitting standard error. Whatever ends the block, the terminal is left in order."""
    if streams.quiet:
        yield _Quiet()
    elif not _draws(streams):
        yield _Lines(streams)
    else:
        from tavus_cli.output.bars import job_bars

        with job_bars() as progress:
            yield _Bars(progress)


@contextmanager
def metering(streams: Streams, name: str) -> Iterator[Meter]:
    """A meter for the download of a file, fitting standard error like `watching`."""
    if streams.quiet:
        yield _Quiet()
    elif not _draws(streams):
        yield _SizeLines(streams, name)
    else:
        from tavus_cli.output.bars import size_bar

        with size_bar() as progress:
            yield _SizeBar(progress, name)


def _draws(streams: Streams) -> bool:
    return streams.err_is_terminal and os.environ.get("TERM") != "dumb"
