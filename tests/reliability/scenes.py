"""Runs that mostly wait, begun all at once when a file's first test starts and looked at one by one."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from faults.server import Answer, FaultServer
from reliability.program import Outcome, Pending, Program


@dataclass
class Scene:
    """One run and the server it talks to."""

    run: Pending
    server: FaultServer | None
    _outcome: Outcome | None = field(default=None)

    @property
    def outcome(self) -> Outcome:
        if self._outcome is None:
            self._outcome = self.run.finish()
        return self._outcome

    @property
    def asked(self) -> int:
        """How many requests the server had."""
        assert self.server
        self.outcome  # noqa: B018 - the count stands once the run has ended
        return len(self.server.requests)

    @property
    def gaps(self) -> list[float]:
        """Seconds from each request to the next."""
        assert self.server
        self.outcome  # noqa: B018 - see above
        times = [request.time for request in self.server.requests]
        return [later - earlier for earlier, later in itertools.pairwise(times)]


class Scenes:
    """Scenes by name."""

    def __init__(self, program: Program, serve: Callable[..., FaultServer]) -> None:
        self.program = program
        self.serve = serve
        self._scenes: dict[object, Scene] = {}

    def begin(self, name: object, *arguments: str, answers: tuple[Answer, ...] = (), **options: Any) -> None:
        assert name not in self._scenes
        server = self.serve(*answers, routes=options.pop("routes", None)) if answers or "routes" in options else None
        run = self.program.begin(*arguments, **({"at": server} if server else {}), **options)
        if server:
            # One starts after another, and they wait side by side: started at once, they would hold each other up.
            server.wait_for_requests(1)
        self._scenes[name] = Scene(run, server)

    def __getitem__(self, name: object) -> Scene:
        return self._scenes[name]
