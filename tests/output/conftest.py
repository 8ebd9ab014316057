"""Lists of known rows."""

import pytest
from faults.answers import document
from output.rows import DOCUMENT


@pytest.fixture
def show(serve, run):
    """Run `replicas list` against a server that gives these rows."""

    def show_it(*options, answer=DOCUMENT, **streams):
        serve(document(answer))
        return run("replicas", "list", *options, **{**streams, "env": {"NO_COLOR": "1", **streams.get("env", {})}})

    return show_it
