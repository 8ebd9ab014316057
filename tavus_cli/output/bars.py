"""Bars that move, on standard error. Like `tables` it knows rich, and is imported when there is one to draw."""

import os
import sys
from contextlib import suppress
from typing import IO, Any, cast

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.progress_bar import ProgressBar
from rich.table import Column
from rich.text import Text

from tavus_cli.output.tables import style_of

# Hours of training at an uneven pace: the whole time so far tells more about the rest than the last half minute.
_PACE_SECONDS = 6 * 3600
# From these widths on there is room for the time left, and for the time so far.
_NARROW = 36
_ROOMY = 60


class _Forgiving:
    """Standard error for the bars: a terminal that went away must not end the wait."""

    def __init__(self) -> None:
        self._stream = sys.stderr

    def write(self, text: str) -> int:
        with suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class _JobBar(BarColumn):
    """A bar in the colour that tables give its job's status."""

    def render(self, task: Task) -> ProgressBar:
        bar = super().render(task)
        bar.complete_style = bar.finished_style = _style(task.fields["status"])
        return bar


class _Status(ProgressColumn):
    def render(self, task: Task) -> Text:
        status = task.fields["status"]
        return Text(status, style=_style(status))


class _Left(TimeRemainingColumn):
    def render(self, task: Task) -> Text:
        text = Text() if task.finished else super().render(task)
        return text.append(" left") if text else text


def _style(status: str) -> str:
    # rich leaves out the colour alone.
    return "" if os.environ.get("NO_COLOR") else style_of(status)


def job_bars() -> Progress:
    """Bars for tasks with a `status` among their fields. On a narrow terminal the times are left out first."""
    console = _console()
    times: list[ProgressColumn] = []
    if console.width >= _ROOMY:
        times = [TimeElapsedColumn(), _Left(compact=True)]
    elif console.width >= _NARROW:
        times = [TimeRemainingColumn(compact=True, elapsed_when_finished=True)]
    return Progress(
        TextColumn("{task.description}", markup=False),
        _JobBar(bar_width=None),
        _Status(table_column=Column(no_wrap=True)),
        *times,
        console=console,
        speed_estimate_period=_PACE_SECONDS,
        expand=True,
    )


def size_bar() -> Progress:
    """A bar for a task that counts bytes."""
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=None, complete_style="yellow", finished_style="green"),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(compact=True, elapsed_when_finished=True),
        console=_console(),
        expand=True,
    )


def _console() -> Console:
    stream = cast("IO[str]", _Forgiving())
    return Console(file=stream, no_color=bool(os.environ.get("NO_COLOR")), highlight=False)
