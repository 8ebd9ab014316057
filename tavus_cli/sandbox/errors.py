"""What keeps a sandbox from starting, for the program that starts it. What it answers to requests is in `answers`."""


class SandboxError(Exception):
    """The sandbox cannot run; `hint` says what to do about it, where something can be done."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint
