"""How long work is going, on standard error: a bar for each job on a terminal, elsewhere a line at each change."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from tavus_cli.streams import Streams
from tavus_cli.text import clean, clip

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_SHARE = re.compile(r"(\d{1,9})/(\d{1,9})")
# Hours of training at an uneven pace: the whole time so far tells more about the rest than the last half minute.
_PACE_SECONDS = 6 * 3600
_STATUS_LENGTH = 12


class Watch(Protocol):
    """Is told of every state that a job is seen in."""

    def see(self, job_id: str, status: str, progress: str, seconds: float) -> None: ...


class _Quiet:
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


@contextmanager
def watching(streams: Streams) -> Iterator[Watch]:
    """A watch fitting standard error. Whatever ends the block, the terminal is left in order."""
    if streams.quiet:
        yield _Quiet()
    elif not streams.err_is_terminal or os.environ.get("TERM") == "dumb":
        yield _Lines(streams)
    else:
        with _bars() as progress:
            yield _Bars(progress)


def _bars() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=None),
        TextColumn("{task.fields[status]}", markup=False),
        TimeElapsedColumn(),
        TimeRemainingColumn(compact=True, elapsed_when_finished=True),
        console=Console(file=sys.stderr, no_color=bool(os.environ.get("NO_COLOR")), highlight=False),
        speed_estimate_period=_PACE_SECONDS,
        expand=True,
    )
