"""A watch on a terminal, and a sandbox in which there is something to watch."""

import pytest


@pytest.fixture
def watch(on_screen):
    """Start a watch on a terminal of its own."""
    return lambda *argv, **options: on_screen(*argv, "--watch", **options)


@pytest.fixture
def training(serve_sandbox):
    """A sandbox in which one replica trains for four seconds."""
    return serve_sandbox(training_seconds=4)
