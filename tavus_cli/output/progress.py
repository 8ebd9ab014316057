"""How far work has come, on standard error: trainings, renderings, downloads.

A terminal shows a line for each task, with a bar where there is room. Elsewhere a line is written at each change, and
now and then one while nothing changes: CI systems end a job that is silent for ten minutes.
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

_SHARE = re.compile(r"(\d{1,9})/(\d{1,9})")
# The longest silence of a wait without a terminal, and the shortest between two lines about a download.
BEAT_SECONDS = 300.0
DOWNLOAD_SECONDS = 10.0
# What the parts of a line may take, in cells.
_WIDEST_NAME, _NARROWEST_NAME = 24, 4
_WIDEST_BAR, _NARROWEST_BAR = 40, 8
_WIDEST_STATUS = 20


@dataclass
class Task:
    """What is known of a job or a download.

    Attributes:
        label: the id, or the name of the file. It is never cut.
        began: when it was first seen (monotonic), and the share that was done then.
        name: what people call it.
        status: a job's, as the API says it.
        progress: as the API says it, such as "45/100", or in bytes.
        share: how much is done, from 0 to 1; None if unknown.
        seconds: how long it took; None while it runs.
    """

    label: str
    began: tuple[float, float]
    name: str = ""
    status: str = ""
    progress: str = ""
    share: float | None = None
    seconds: float | None = None


class Meter:
    """Is told of every state that a task is seen in. This one shows nothing, which is what `--quiet` asks for."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.tasks: dict[str, Task] = {}

    def see(self, job_id: str, status: str, progress: str, *, name: str = "", ended: bool = False) -> None:
        """A job was looked at: its status and its progress in the API's words."""
        share = _SHARE.fullmatch(progress)
        done = int(share[1]) / int(share[2]) if share and int(share[2]) else None
        self._update(job_id, name, status, progress, done, ended=ended)

    def count(self, file: str, done: int, total: int | None) -> None:
        """Bytes of a file have come or gone, of so many if that is known."""
        progress = _size(done) if total is None else f"{_size(done)} of {_size(total)}{self._speed(file, done, total)}"
        self._update(file, "", "", progress, done / total if total else None, ended=done == total)

    def _speed(self, file: str, done: int, total: int) -> str:
        task = self.tasks.get(file)
        seconds = time.monotonic() - task.began[0] if task else 0.0
        # Before that it says nothing yet.
        if task is None or seconds < 1:
            return ""
        return f", {(done - task.began[1] * total) / seconds / 1e6:.1f} MB/s"

    def beat(self) -> None:
        """The wait goes on."""

    def _update(self, label: str, name: str, status: str, progress: str, share: float | None, *, ended: bool) -> None:
        now = time.monotonic()
        task = self.tasks.setdefault(label, Task(label, (now, share or 0.0)))
        task.name, task.status, task.progress = name or task.name, status, progress
        task.share = None if share is None else min(1.0, share)
        task.seconds = now - task.began[0] if ended else None
        self._tell(task, now)

    def _tell(self, task: Task, now: float) -> None:
        """A task has a new state."""


class _Lines(Meter):
    """A line at each change, of downloads not more than one in a while."""

    def __init__(self, streams: Streams) -> None:
        super().__init__()
        self._streams = streams
        self._told: dict[str, str] = {}
        self._told_at = self.began

    def beat(self) -> None:
        now = time.monotonic()
        running = [task for task in self.tasks.values() if task.seconds is None]
        if not running or now - self._told_at < BEAT_SECONDS:
            return
        what = f"{running[0].label}: {_state(running[0])}" if len(running) == 1 else f"{len(running)} jobs"
        self._say(f"still waiting after {_span(now - self.began)} for {what}", now)

    def _tell(self, task: Task, now: float) -> None:
        state = _state(task)
        if self._told.get(task.label) == state:
            return
        if task.status or task.seconds is not None or now - self._told_at >= DOWNLOAD_SECONDS:
            self._told[task.label] = state
            self._say(f"{task.label}: {state}" + (f" after {_span(now - self.began)}" if task.status else ""), now)

    def _say(self, line: str, now: float) -> None:
        self._told_at = now
        self._streams.progress(line)


class _Bars(Meter):
    def __init__(self, streams: Streams) -> None:
        super().__init__()
        self._streams = streams
        self.live: Live | None = None

    def _tell(self, task: Task, now: float) -> None:  # noqa: ARG002  # of the class above
        if self.live:
            self.live.refresh()

    def draw(self) -> list[str]:
        columns, rows = self._streams.err_size
        pen = Pen(on=self._streams.err_colour)
        return draw_tasks(list(self.tasks.values()), columns, rows - 1, pen, unicode=self._streams.err_unicode)


@contextmanager
def metering(streams: Streams) -> Iterator[Meter]:
    """A meter that fits standard error. Whatever ends the block, the terminal is left in order."""
    if streams.quiet:
        yield Meter()
    elif not streams.err_draws:
        yield _Lines(streams)
    else:
        bars = _Bars(streams)
        with streams.live(bars.draw, keep=True) as bars.live:
            yield bars


def draw_tasks(tasks: Sequence[Task], columns: int, rows: int, pen: Pen, *, unicode: bool) -> list[str]:
    """A line for each task, all of one layout.

    Of more tasks than there are rows, those that run are shown first, and a line counts the others.
    """
    others = []
    if len(tasks) > rows:
        shown = max(1, rows - 1)
        others = [f"... and {len(tasks) - shown} more"[: columns - 1]]
        tasks = sorted(tasks, key=lambda task: task.seconds is not None)[:shown]
    now = time.monotonic()
    texts = [_texts(task, now) for task in tasks]
    widths = {part: max((width(each[part]) for each in texts), default=0) for part in _PARTS}
    # Nothing may reach the last column: behind it some terminals begin a new line.
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


# The parts of a line from left to right; the bar stands before the status. And which of them there is room for first.
_PARTS = ("label", "name", "status", "percent", "time", "left")
_BY_WORTH = ("status", "percent", "name", "time", "bar", "left")


def _texts(task: Task, now: float) -> dict[str, str]:
    seconds = now - task.began[0] if task.seconds is None else task.seconds
    gained = (task.share or 0.0) - task.began[1]
    runs = task.seconds is None and task.share is not None and gained > 0
    return {
        "label": clean(task.label),
        "name": clean(task.name),
        "status": squeezed(clean(task.status), _WIDEST_STATUS) or task.progress,
        "percent": "" if task.share is None else f"{int(task.share * 100):3}%",
        "time": clock(seconds),
        "left": f"{clock(seconds / gained * (1 - (task.share or 0.0)))} left" if runs else "",
    }


def _fit(widths: dict[str, int], room: int) -> tuple[dict[str, int], int]:
    """The cells that each part gets, without those that are left out, and the cells of the bar."""
    fitted = {"label": min(widths["label"], room)}
    room -= fitted["label"]
    bar = 0
    for part in _BY_WORTH:
        wanted = widths.get(part, _NARROWEST_BAR)
        least = min(wanted, _NARROWEST_NAME) if part == "name" else wanted
        if not least or least >= room:
            continue
        room -= least + 1
        if part == "bar":
            bar = least
        else:
            fitted[part] = least
    if "name" in fitted:
        more = min(room, min(widths["name"], _WIDEST_NAME) - fitted["name"])
        fitted["name"] += more
        room -= more
    return fitted, min(_WIDEST_BAR, bar + room) if bar else 0


def draw_bar(share: float, cells: int, style: str, pen: Pen, *, unicode: bool) -> str:
    """A bar. What is left is thin and in the colour of text, so that it is told from what is done on any background."""
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
