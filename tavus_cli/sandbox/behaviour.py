"""The settings of a sandbox: how long jobs take, where pages begin, what is refused."""

import threading
from typing import NamedTuple

from tavus_cli.sandbox.answers import SandboxError
from tavus_cli.sandbox.refusals import KNOWN, parse
from tavus_cli.sandbox.spelling import WORDS

_MAX_SECONDS = 10**9  # the longest duration of a job in seconds; its end must be a valid date


class Behaviour(NamedTuple):
    """The behaviour of a sandbox.

    Attributes:
        training_seconds: the duration of a training. It is stored with each replica, as is video_seconds.
        video_seconds: the duration of rendering a video, after the training of its replica.
        latency: the delay of each answer, in seconds.
        page_base: the number of the first page, 0 or 1. With 1, page 0 is the first page too.
        force: refusals for all calls, in the form of `refusals`: "429", "429x2", "503x1,retry-after=3".
        callbacks: whether to send callbacks.
        words: the spelling of fields in answers, one of `spelling.WORDS`; None to choose it by the path.
    """

    training_seconds: float = 20.0
    video_seconds: float = 8.0
    latency: float = 0.0
    page_base: int = 1
    force: str | None = None
    callbacks: bool = False
    words: str | None = None

    def check(self) -> None:
        """Raise SandboxError if a setting is invalid."""
        if self.page_base not in {0, 1}:
            raise SandboxError("the first page is either 0 or 1.")
        # This form of comparison also refuses NaN.
        if not all(0 <= each <= _MAX_SECONDS for each in (self.training_seconds, self.video_seconds)):
            raise SandboxError(f"a time must be from 0 to {_MAX_SECONDS} seconds.")
        if not 0 <= self.latency <= threading.TIMEOUT_MAX:
            raise SandboxError("no answer can be held back for so long.")
        if self.words not in {None, *WORDS}:
            raise SandboxError(f"the words of answers are one of {', '.join(WORDS)}.")
        if self.force is not None and parse(self.force) is None:
            raise SandboxError(
                f'"{self.force}" is no refusal that the sandbox knows.',
                f"try 429, 429x2 or 503x1,retry-after=3; the statuses are {KNOWN}",
            )
