"""The frame rate of a video, on average and in its slowest second, and how evenly its frames are spaced."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from tavus_cli.media.facts import Pace

# The maximum number of runs of frames of equal duration: 4 minutes at 30/s if each frame differs from its neighbours.
MOST_RUNS = 8192


def pace_of(runs: Sequence[tuple[int, int]], timescale: int) -> Pace | None:
    """The pace of frames. Each run is a number of frames and their duration, in units of 1/timescale seconds.

    Only the first MOST_RUNS runs count. None if their duration is 0.
    """
    runs = [run for run in runs[:MOST_RUNS] if run[0]]
    times = list(accumulate((count * length for count, length in runs), initial=0))
    frames = list(accumulate((count for count, _ in runs), initial=0))
    if times[-1] == 0 or timescale == 0:
        return None
    lengths: Counter[int] = Counter()
    for count, length in runs:
        lengths[length] += count
    common = max(lengths, key=lambda length: lengths[length])
    odd = sum(count for length, count in lengths.items() if abs(length - common) * 10 > common)
    rate = frames[-1] * timescale / times[-1]
    slowest = rate if len(runs) == 1 else _slowest(times, frames, timescale)
    return Pace(rate, odd / frames[-1], slowest, times[-1] / timescale)


def _slowest(times: list[int], frames: list[int], second: int) -> float:
    """Frames in the slowest second.

    Within each run fractions of frames count, so that 23.976 frames/s are not 23 in one second and 24 in another. The
    slowest second then begins or ends at the boundary of a run.
    """
    if times[-1] <= second:
        return frames[-1] * second / times[-1]

    def shown(time: int) -> float:
        """The number of frames that have begun at a time."""
        run = bisect_right(times, time) - 1
        if run == len(times) - 1:
            return frames[-1]
        return frames[run] + (frames[run + 1] - frames[run]) * (time - times[run]) / (times[run + 1] - times[run])

    slowest = float(frames[-1])
    for time, count in zip(times, frames, strict=True):
        if time + second <= times[-1]:
            slowest = min(slowest, shown(time + second) - count)
        if time >= second:
            slowest = min(slowest, count - shown(time - second))
    return slowest
