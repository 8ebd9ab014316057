"""How one sandbox behaves: its speed, its first page, the refusals it was told to make."""

from typing import NamedTuple


class Behaviour(NamedTuple):
    """What the one who starts a sandbox may choose.

    Attributes:
        training_seconds: how long a replica trains. Kept with each replica from its creation, as is video_seconds.
        video_seconds: how long a video renders, once its replica is trained.
        latency: seconds that each answer of the API is held back.
        page_base: the number of the first page, 0 or 1. With 1, page 0 is the first page too.
        force: refusals for every call, as `refusals` describes them: "429", "429x2", "503x1,retry-after=3".
        callbacks: whether ended jobs are told to their callback_url.
    """

    training_seconds: float = 20.0
    video_seconds: float = 8.0
    latency: float = 0.0
    page_base: int = 1
    force: str | None = None
    callbacks: bool = False


STANDARD = Behaviour()
