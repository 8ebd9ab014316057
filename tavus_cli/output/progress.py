"""Progress of jobs, uploads and downloads, on standard error.

On a terminal each task has a line, with a bar if there is room. Elsewhere a line is written at each change, and every
five minutes if nothing changes, because CI systems end a job that is silent for ten minutes.
"""

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tavus_cli.output.dates import clock
from tavus_cli.output.live import Live
from tavus_cli.output.streams import Streams
from tavus_cli.output.styles import Pen, status_style
from tavus_cli.output.widths import padded, squeezed, width
from tavus_cli.text import clean

_SHARE = r"(\d{1,9})/(\d{1,9})"
# Without a terminal: the longest time without a line in a wait, and the shortest between two lines about a download.
BEAT_SECONDS = 300.0
DOWNLOAD_SECONDS = 10.0
# The widths of the parts of a line, in cells.
_WIDEST_NAME, _NARROWEST_NAME = 24, 4
_WIDEST_BAR, _NARROWEST_BAR = 40, 8
_WIDEST_STATUS = 40


def share_of(progress: str) -> float | None:
    """The part that is done, from 0 to 1, of a progress of the API such as `45/100`; None for other text."""
    found = re.fullmatch(_SHARE, progress)
    return int(found[1]) / int(found[2]) if found and int(found[2]) else None


@dataclass
class Task:
    """The state of a job or of the transfer of a file.

    Attributes:
        label: the id, or the name of the file. It is never cut.
        began: the time of the first report, in seconds on the monotonic clock, and `share` at that time.
        name: of the record.
        status: of a job, from the API; empty for a file.
        progress: from the API, such as "45/100", or in bytes.
        share: the part that is done, from 0 to 1; None if unknown.
        seconds: the duration of a finished task; None while it runs.
    """

    label: str
    began: tuple[float, float]
    name: str = ""
    status: str = ""
    progress: str = ""
    share: float | None = None
    seconds: float | None = None


class Meter:
    """Receives reports about tasks. This base class only records them, for `--quiet`; subclasses show them."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.tasks: dict[str, Task] = {}

    def see(self, job_id: str, status: str, progress: str, *, name: str = "", ended: bool = False) -> None:
        """Report the status and progress of a job, as in the API's answer."""
        self._update(job_id, name, status, progress, share_of(progress), ended=ended)

    def count(self, file: str, done: int, total: int | None) -> None:
        """Report the transferred bytes of a file, and its size if it is known."""
        progress = _size(done) if total is None else f"{_size(done)} of {_size(total)}{self._speed(file, done, total)}"
        self._update(file, "", "", progress, done / total if total else None, ended=done == total)

    def _speed(self, file: str, done: int, total: int) -> str:
        task = self.tasks.get(file)
        seconds = time.monotonic() - task.began[0] if task else 0.0
        # In the first second the speed is not meaningful.
        if task is None or seconds < 1:
            return ""
        return f", {(done - task.began[1] * total) / seconds / 1e6:.1f} MB/s"

    def forget(self, label: str) -> None:
        """Remove a task, which is then no longer shown."""
        self.tasks.pop(label, None)

    def beat(self) -> None:
        """Report that a wait continues without a change."""

    def _update(self, label: str, name: str, status: str, progress: str, share: float | None, *, ended: bool) -> None:
        now = time.monotonic()
        task = self.tasks.setdefault(label, Task(label, (now, share or 0.0)))
        task.name, task.status, task.progress = name or task.name, status, progress
        task.share = None if share is None else min(1.0, share)
        task.seconds = now - task.began[0] if ended else None
        self._show(task, now)

    def _show(self, task: Task, now: float) -> None:
        """Show a task whose state was updated."""


class _Lines(Meter):
    """Writes a line at each change of a job, and for files at most one in DOWNLOAD_SECONDS."""

    def __init__(self, streams: Streams) -> None:
        super().__init__()
        self._streams = streams
        self._written: dict[str, str] = {}
        self._written_at = self.began

    def beat(self) -> None:
        now = time.monotonic()
        running = [task for task in self.tasks.values() if task.seconds is None]
        if not running or now - self._written_at < BEAT_SECONDS:
            return
        what = f"{running[0].label}: {_state(running[0])}" if len(running) == 1 else f"{len(running)} jobs"
        self._write(f"still waiting after {_span(now - self.began)} for {what}", now)

    def _show(self, task: Task, now: float) -> None:
        state = _state(task)
        if self._written.get(task.label) == state:
            return
        if task.status or task.seconds is not None or now - self._written_at >= DOWNLOAD_SECONDS:
            self._written[task.label] = state
            self._write(f"{task.label}: {state}" + (f" after {_span(now - self.began)}" if task.status else ""), now)

    def _write(self, line: str, now: float) -> None:
        self._written_at = now
        self._streams.progress(line)


class _Bars(Meter):
    """Draws a line for each task on the terminal, and all of them again at each report."""

    def __init__(self, streams: Streams) -> None:
        super().__init__()
        self._streams = streams
        self.live: Live | None = None

    def _show(self, _task: Task, _now: float) -> None:
        if self.live:
            self.live.refresh()

    def draw(self) -> list[str]:
        columns, rows = self._streams.err_size
        pen = Pen(on=self._streams.err_colour)
        return draw_tasks(list(self.tasks.values()), columns, rows - 1, pen, unicode=self._streams.err_unicode)


@contextmanager
def metering(streams: Streams) -> Iterator[Meter]:
    """A meter that fits standard error, for use in the block. The terminal is restored after any end of the block."""
    if streams.quiet:
        yield Meter()
    elif not streams.err_draws:
        yield _Lines(streams)
    else:
        bars = _Bars(streams)
        with streams.live(bars.draw, keep=True) as bars.live:
            yield bars


def draw_tasks(tasks: Sequence[Task], columns: int, rows: int, pen: Pen, *, unicode: bool) -> list[str]:
    """Draw a line for each task, in common columns.

    If there are more tasks than rows, running ones are shown first, and the last line counts the tasks left out.
    """
    others = []
    if len(tasks) > rows:
        shown = max(1, rows - 1)
        others = [f"... and {len(tasks) - shown} more"[: columns - 1]]
        tasks = sorted(tasks, key=lambda task: task.seconds is not None)[:shown]
    now = time.monotonic()
    texts = [_texts(task, now) for task in tasks]
    widths = {part: max((width(each[part]) for each in texts), default=0) for part in _PARTS}
    # Keep the last column empty: some terminals begin a new line after it.
    fitted, bar = _fit(widths, columns - 1)
    drawn = []
    for task, text in zip(tasks, texts, strict=True):
        style = status_style(task.status) if task.status else "yellow" if task.seconds is None else "green"
        cells = [padded(squeezed(text[part], fitted[part]), fitted[part]) if part in fitted else "" for part in _PARTS]
        label, name, status, *rest = cells
        done = draw_bar(task.share or 0.0, bar, style, pen, unicode=unicode)
        status = pen(status, style) if task.status else status
        drawn.append(" ".join(cell for cell in (label, name, done, status, *rest) if cell).rstrip())
    return drawn + others


# The parts of a line from left to right (the bar comes before the status), and the order in which they get room.
_PARTS = ("label", "name", "status", "percent", "time", "left")
_PRIORITY = ("status", "percent", "name", "time", "bar", "left")


def _texts(task: Task, now: float) -> dict[str, str]:
    seconds = now - task.began[0] if task.seconds is None else task.seconds
    gained = (task.share or 0.0) - task.began[1]
    runs = task.seconds is None and task.share is not None and gained > 0
    return {
        "label": clean(task.label),
        "name": "" if task.name == task.label else clean(task.name),
        "status": squeezed(clean(task.status), _WIDEST_STATUS) or task.progress,
        "percent": "" if task.share is None else f"{int(task.share * 100):3}%",
        "time": clock(seconds),
        "left": f"{clock(seconds / gained * (1 - (task.share or 0.0)))} left" if runs else "",
    }


def _fit(widths: dict[str, int], room: int) -> tuple[dict[str, int], int]:
    """The cells of each part that fits, and the cells of the bar (0 if it does not fit)."""
    fitted = {"label": min(widths["label"], room)}
    room -= fitted["label"]
    bar = 0
    for part in _PRIORITY:
        wanted = widths.get(part, _NARROWEST_BAR)
        minimum = min(wanted, _NARROWEST_NAME) if part == "name" else wanted
        if not minimum or minimum >= room:
            continue
        room -= minimum + 1
        if part == "bar":
            bar = minimum
        else:
            fitted[part] = minimum
    if "name" in fitted:
        extra = min(room, min(widths["name"], _WIDEST_NAME) - fitted["name"])
        fitted["name"] += extra
        room -= extra
    return fitted, min(_WIDEST_BAR, bar + room) if bar else 0


def draw_bar(share: float, cells: int, style: str, pen: Pen, *, unicode: bool) -> str:
    """Draw a bar. The remaining part is thin and in the text colour, so that it is visible on any background."""
    full, empty = ("━", "─") if unicode else ("#", "-")
    done = round(min(1.0, share) * cells)
    return pen(full * done, style) + pen(empty * (cells - done), "dim")


def _state(task: Task) -> str:
    return f"{task.status} {task.progress}".strip()


def _span(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    hours, minutes = divmod(int(seconds // 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def _size(count: int) -> str:
    return f"{count} bytes" if count < 1_000_000 else f"{count / 1e6:.1f} MB"
