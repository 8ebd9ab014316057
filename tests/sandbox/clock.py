"""The time that a sandbox goes by: it stands still until a test turns it."""


class Clock:
    def __init__(self, now: float = 1_790_000_000.25) -> None:
        self.now = now  # 21 September 2026, 14:13:20.250 UTC, unless told otherwise

    def __call__(self) -> float:
        return self.now

    def turn(self, seconds: float) -> None:
        self.now += seconds
